"""The one description: three spellings of the same facts, and refusals that name field and value."""

import json

import pytest
from checkpoints import tiny_config
from published_configs import INFERENCE, RELEASE

from dsv4lab.config import CSA, FLASH, HASH, HCA, LEARNED, PRO, SLIDING, Config, Yarn
from dsv4lab.errors import ConfigError

# The release's config.json of V4-Flash (keys that matter), and the same model in the official inference spelling.


def test_the_release_and_the_inference_spelling_are_flash():
    assert Config.from_dict(RELEASE) == FLASH
    assert Config.from_dict(INFERENCE) == FLASH


def test_the_schedules_of_both_releases():
    assert [len(FLASH.layers_of_kind(kind)) for kind in (SLIDING, CSA, HCA)] == [2, 21, 20]
    assert [len(PRO.layers_of_kind(kind)) for kind in (SLIDING, CSA, HCA)] == [0, 30, 31]
    assert FLASH.compress_ratios == tuple(RELEASE["compress_ratios"]) and len(PRO.compress_ratios) == 62
    assert PRO.compress_ratios[:4] == (128, 128, 4, 128) and PRO.compress_ratios[-2:] == (4, 0)
    assert FLASH.layers_of_routing(HASH) == PRO.layers_of_routing(HASH) == [0, 1, 2]


def test_the_last_ratio_is_the_drafts_and_not_a_layer():
    assert Config.from_dict(RELEASE).layer_kinds[-1] == CSA
    three_drafts = RELEASE | {"compress_ratios": [*RELEASE["compress_ratios"], 0, 0]}
    assert Config.from_dict(three_drafts) == FLASH


VARIANTS = {
    "flash": FLASH,
    "pro": PRO,
    "tiny": tiny_config(),
    "other rates": tiny_config(csa_rate=8, hca_rate=24),
    "no drafts": tiny_config(num_nextn_predict_layers=0),
    "no yarn": tiny_config(yarn=None),
    "another yarn": tiny_config(yarn=Yarn(4.0, 512, 16.0, 2.0)),
    "fp8 experts": tiny_config(expert_dtype="fp8"),
    "hash in the middle": tiny_config(routing_kinds=(LEARNED, HASH, LEARNED, LEARNED, HASH)),
    "no hash": tiny_config(routing_kinds=(LEARNED,) * 5),
    "only hca": tiny_config(num_hidden_layers=2, layer_kinds=(HCA, HCA), hca_rate=64),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_what_is_written_is_read_back(name, tmp_path):
    config = VARIANTS[name]
    (tmp_path / "config.json").write_text(json.dumps(config.to_dict()))
    assert Config.read(tmp_path) == config
    assert Config.read(tmp_path / "config.json") == config


@pytest.mark.parametrize("name", VARIANTS)
def test_transformers_reads_it_and_writes_it_back(name, tmp_path):
    from transformers import DeepseekV4Config

    config = VARIANTS[name]
    theirs = DeepseekV4Config(**config.to_dict())
    theirs.save_pretrained(tmp_path)
    assert Config.read(tmp_path) == config
    assert theirs.qk_rope_head_dim == config.qk_rope_head_dim


def test_a_share_of_rotated_channels_is_rounded_and_not_cut():
    values = {key: value for key, value in RELEASE.items() if key != "qk_rope_head_dim"}
    assert 44 * (30 / 44) < 30  # what a plain int() would cut to 29
    read = Config.from_dict(values | {"head_dim": 44, "partial_rotary_factor": 30 / 44})
    assert read.qk_rope_head_dim == 30


def test_unset_schedules_are_those_of_flash():
    config = Config(num_hidden_layers=5)
    assert config.layer_kinds == FLASH.layer_kinds[:5] and config.routing_kinds == FLASH.routing_kinds[:5]


def test_null_hash_layers_mean_the_default_and_every_end_token_is_kept(tmp_path):
    several = Config.from_dict(RELEASE | {"num_hash_layers": None, "eos_token_id": [1, 7]})
    assert several == FLASH.replace(more_end_ids=(7,)) and several.end_ids == {1, 7}
    assert several.to_dict()["eos_token_id"] == [1, 7] and Config.from_dict(several.to_dict()) == several
    (tmp_path / "config.json").write_text(json.dumps(RELEASE))
    (tmp_path / "generation_config.json").write_text(json.dumps({"eos_token_id": [5, 1]}))
    assert Config.read(tmp_path).end_ids == {1, 5} and Config.read(tmp_path).eos_token_id == 1
    none = Config.from_dict(RELEASE | {"eos_token_id": None, "bos_token_id": None})
    assert (none.bos_token_id, none.end_ids) == (None, frozenset())
    assert Config.from_dict(RELEASE | {"num_hash_layers": 0}).routing_kinds == (LEARNED,) * 43


def test_base_checkpoints_have_fp8_experts():
    assert Config.from_dict({k: v for k, v in RELEASE.items() if k != "expert_dtype"}).expert_dtype == "fp8"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"model_type": "deepseek_v41"}, "model_type is 'deepseek_v41'"),
        ({"hidden_size": None, "dim": None}, "lacks hidden_size"),
        ({"compress_ratios": None}, "neither compress_ratios nor layer_types"),
        ({"compress_ratios": [0, 4]}, "compress_ratios has 2 entries for 43 layers"),
        ({"compress_ratios": [0, 4, 128, 64] * 11}, r"names the rates \[64, 128\]"),
        ({"layer_types": ["full_attention"] * 43}, "layer_types contains \\['full_attention'\\]"),
        ({"mlp_layer_types": ["dense"] * 43}, "mlp_layer_types contains \\['dense'\\]"),
        ({"rope_scaling": {"type": "linear", "factor": 2}}, "rope scaling is of type 'linear'"),
        ({"scoring_func": "relu"}, "scoring_func is 'relu'"),
        ({"expert_dtype": "int4"}, "expert_dtype is 'int4'"),
        ({"o_groups": 7}, "num_attention_heads 64 is not a multiple of o_groups 7"),
        ({"qk_rope_head_dim": 63}, "qk_rope_head_dim 63 must be even"),
        ({"num_experts_per_tok": 300}, "num_experts_per_tok 300 does not fit n_routed_experts 256"),
        ({"n_shared_experts": 2}, "n_shared_experts is 2"),
        ({"hidden_size": 0}, "hidden_size is 0"),
        ({"hidden_size": "4096"}, "hidden_size is '4096'"),
        ({"hidden_size": 4096.0}, "hidden_size is 4096.0"),
        ({"q_lora_rank": -1}, "q_lora_rank is -1"),
        ({"hc_mult": True}, "hc_mult is True"),
        ({"rope_theta": "big"}, "rope_theta is 'big'"),
        ({"num_hidden_layers": 10**9}, "num_hidden_layers is 1000000000"),
        ({"compress_ratios": "0,4"}, "compress_ratios is '0,4'"),
        ({"compress_ratios": [-4] * 44}, "-4"),
        ({"num_hash_layers": [3]}, r"num_hash_layers is \[3\]"),
        ({"compress_rates": {"compressed_sparse_attention": "4"}}, "compressed_sparse_attention is '4'"),
        ({"rope_scaling": {"compress": {}}}, "rope_scaling.main is None"),
        ({"eos_token_id": []}, r"eos_token_id is \[\]"),
        ({"rope_scaling": [1]}, "rope_scaling is \\[1\\]"),
        ({"rope_scaling": {"type": "yarn", "factor": "many"}}, "yarn.factor is 'many'"),
    ],
)
def test_what_no_model_can_be_built_from_is_refused_by_name(change, words):
    values = {key: value for key, value in (RELEASE | change).items() if value is not None}
    with pytest.raises(ConfigError, match=words):
        Config.from_dict(values)


def test_unreadable_files_are_refused_by_name(tmp_path):
    with pytest.raises(ConfigError, match=r"config\.json: no such file"):
        Config.read(tmp_path)
    (tmp_path / "config.json").write_text("[1]")
    with pytest.raises(ConfigError, match="holds a list"):
        Config.read(tmp_path)
    (tmp_path / "config.json").write_text('{"a": ')
    with pytest.raises(ConfigError, match="not readable as JSON"):
        Config.read(tmp_path)


def test_a_config_is_hashable_and_frozen():
    assert len({FLASH, PRO, FLASH.replace()}) == 2
    with pytest.raises(AttributeError):
        FLASH.hidden_size = 1  # pyright: ignore
