"""Every key that changes numbers is read as transformers reads it, or refused by name. transformers is the oracle."""

from __future__ import annotations

import dataclasses
import json
import math

import pytest
import torch
from oracle import CASES, open_to_float32, our_state_dict, transformers_model
from published_configs import INFERENCE, RELEASE
from small_model import CONFIG, small_model, some_ids

from dsv4lab.attention_kinds import COMPRESSED
from dsv4lab.config import FLASH, Config
from dsv4lab.config_keys import ALIASES, FIXED, NO_MATTER, READ
from dsv4lab.config_spellings import unread_keys
from dsv4lab.errors import ConfigError
from dsv4lab.model.transformer import Transformer


def test_every_key_of_transformers_and_of_the_release_is_in_exactly_one_list():
    from transformers import DeepseekV4Config

    lists = [READ, frozenset(FIXED), frozenset(NO_MATTER), frozenset(ALIASES)]
    theirs = {field.name for field in dataclasses.fields(DeepseekV4Config)} | DeepseekV4Config().to_dict().keys()
    theirs |= DeepseekV4Config.attribute_map.keys()
    legacy = {"compress_ratios", "compress_rate_csa", "compress_rate_hca", "num_hash_layers", "qk_rope_head_dim"}
    for key in theirs | legacy | RELEASE.keys() | FLASH.to_dict().keys() | {"rope_scaling", "quantization_config"}:
        assert sum(key in one for one in lists) == 1, key
    assert unread_keys(RELEASE) == unread_keys(INFERENCE) == unread_keys(FLASH.to_dict()) == []
    assert unread_keys(RELEASE | {"my_own_key": 3}) == ["my_own_key"]


def test_every_field_of_config_comes_from_a_key_that_is_read():
    elsewhere = {"layer_kinds", "routing_kinds", "yarn", "more_end_ids"} | {kind.rate_field for kind in COMPRESSED}
    own = {field.name for field in dataclasses.fields(Config)} - elsewhere
    assert own - {"norm_topk_prob"} <= READ and "norm_topk_prob" in FIXED


_YARN = {"type": "yarn", "factor": 16, "beta_fast": 32, "beta_slow": 1, "original_max_position_embeddings": 32}
_NESTED = {
    "main": {"rope_type": "default", "rope_theta": 5000.0},
    "compress": _YARN | {"rope_type": "yarn", "rope_theta": 70000.0, "attention_factor": 1.0},
}
_NO_ORIGINAL = {key: value for key, value in _YARN.items() if key != "original_max_position_embeddings"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hidden_act": "gelu"}, "hidden_act is 'gelu'; only 'silu' or 'swish'"),
        ({"norm_topk_prob": False}, "norm_topk_prob is False"),
        ({"num_key_value_heads": 8}, "num_key_value_heads is 8"),
        ({"attention_bias": True}, "attention_bias is True"),
        ({"mlp_bias": True}, "mlp_bias is True"),
        ({"topk_method": "group_limited_greedy"}, "topk_method"),
        ({"n_group": 8}, "n_group is 8"),
        ({"topk_group": 4}, "topk_group is 4"),
        ({"first_k_dense_replace": 3}, "first_k_dense_replace is 3"),
        ({"moe_layer_freq": 2}, "moe_layer_freq is 2"),
        ({"original_max_position_embeddings": 4096}, "original_max_position_embeddings is 4096"),
        ({"intermediate_size": 18432}, "two names of one size"),
        ({"num_local_experts": 8}, "two names of one size"),
        ({"quantization_config": {"quant_method": "gptq"}}, "quant_method is 'gptq'"),
        ({"quantization_config": {"weight_block_size": [64, 64]}}, "weight_block_size is"),
        ({"quantization_config": {"fmt": "e5m2"}}, "fmt is 'e5m2'"),
        ({"quantization_config": {"activation_scheme": "static"}}, "activation_scheme is 'static'"),
        ({"quantization_config": {"expert_dtype": "int4"}, "expert_dtype": None}, "expert_dtype is 'int4'"),
        ({"swiglu_limit": None}, r"swiglu_limit is null.*Write 0\.0 for no limit"),
        ({"index_topk": None}, "index_topk is null"),
        ({"hc_eps": None}, "hc_eps is null"),
        ({"scoring_func": None}, "scoring_func is null"),
        ({"partial_rotary_factor": 0.5}, "partial_rotary_factor 0.5 of head_dim 512 is 256"),
        ({"compress_rates": {"csa": 4}}, "compress_rates names 'csa'"),
        ({"rope_scaling": RELEASE["rope_scaling"] | {"attention_factor": 0.5}}, r"rope_scaling\.attention_factor is 0\.5"),
        ({"rope_scaling": RELEASE["rope_scaling"] | {"mscale": 1.0}}, "mscale"),
        ({"rope_scaling": RELEASE["rope_scaling"] | {"low_freq_factor": 1.0}}, "unknown key 'low_freq_factor'"),
        ({"rope_scaling": {"type": "yarn"}}, "has no factor"),
        ({"rope_scaling": {"rope_type": "llama3", "type": "yarn", "factor": 8}}, "of type 'llama3'"),
        ({"rope_scaling": {"main": {"rope_type": "yarn", "factor": 4}, "compress": {}}}, "main is of type 'yarn'"),
        ({"rope_scaling": {"main": {}, "compress": {"partial_rotary_factor": 1.0}}}, "turn the same channels"),
        ({"rope_scaling": {"main": {}, "compress": _NESTED["compress"] | {"attention_factor": 1.3}}}, "attention_factor"),
        ({"rope_theta": 1}, "must be above 1"),
        ({"bos_token_id": 129280}, "outside the vocabulary"),
        ({"n_routed_experts": 100_000}, "at most 200,000 experts"),
        ({"hc_sinkhorn_iters": 10**9}, "at most 1000"),
        ({"rms_norm_eps": 10**400}, "it must be a finite number"),
        ({"rms_norm_eps": 1e-300}, "cannot be told from 0"),
        ({"routed_scaling_factor": 1e300}, "at most"),
        ({"rope_theta": float("nan")}, "finite"),
        ({"layer_types": ["x" * 5000] * 43}, "characters"),
        ({"hidden_size": "9" * 5000}, "characters"),
        ({"compress_ratios": list(range(44, 0, -1)) * 400}, "beside 0 and"),
    ],
)  # fmt: skip
def test_what_would_be_computed_differently_is_refused_in_a_short_sentence(change, words):
    with pytest.raises(ConfigError, match=words) as met:
        Config.from_dict(RELEASE | change)
    assert len(str(met.value)) < 600


@pytest.mark.parametrize("said", ["bf16", "bfloat16", "mxfp4", "float16", "fp4", "fp8"])
def test_names_of_float_and_packed_experts_are_read(said):
    assert Config.from_dict(RELEASE | {"expert_dtype": said}).expert_dtype == ("fp4" if "fp4" in said else "fp8")


@pytest.mark.parametrize(
    "lost", ["rope_theta", "compress_rope_theta", "original_seq_len", "index_topk", "swiglu_limit"]
)
def test_an_inference_config_is_never_completed_from_another_model(lost):
    with pytest.raises(ConfigError, match=f"inference config lacks {lost}"):
        Config.from_dict({key: value for key, value in INFERENCE.items() if key != lost})


def test_an_inference_config_may_switch_yarn_off():
    assert Config.from_dict(INFERENCE | {"original_seq_len": 0}).yarn is None


# Rules for what is absent, held against transformers ------------------------------------------------------------------

_TINY = {
    "vocab_size": 97, "hidden_size": 64, "moe_intermediate_size": 32, "num_hidden_layers": 4, "num_attention_heads": 4,
    "head_dim": 128, "q_lora_rank": 24, "n_routed_experts": 6, "num_experts_per_tok": 2, "o_groups": 2, "o_lora_rank": 16,
    "index_n_heads": 16, "index_head_dim": 64, "index_topk": 3, "sliding_window": 8, "max_position_embeddings": 512,
    "compress_ratios": [0, 4, 128, 4], "qk_rope_head_dim": 32,
}  # fmt: skip
RULES = {
    "yarn": {"rope_scaling": _YARN},
    "no yarn": {},
    "yarn without original length": {"rope_scaling": _NO_ORIGINAL},
    "yarn with a null original length": None,  # transformers divides by it; ours takes the context, as when it is absent
    "yarn with null betas": {"rope_scaling": _YARN | {"beta_fast": None, "beta_slow": None}},
    "yarn with a null factor": {"rope_scaling": _YARN | {"factor": None}},
    "rope_parameters, flat": {"rope_parameters": _YARN},
    "rope_parameters, nested": {"rope_parameters": _NESTED, "partial_rotary_factor": 0.25},
    "a left-over rope_scaling beside rope_parameters": {"rope_parameters": _NESTED, "rope_scaling": _YARN},
    "an empty rope_scaling beside rope_parameters": {"rope_parameters": _YARN, "rope_scaling": {}},
    "thetas inside a flat scaling": {"rope_scaling": _YARN | {"rope_theta": 123.0}, "rope_theta": 4000.0},
    "truncate": {"rope_scaling": _YARN | {"truncate": False}},
    "equal mscales": {"rope_scaling": _YARN | {"mscale": 1.0, "mscale_all_dim": 1.0}},
    "no rotated width": {"qk_rope_head_dim": None},
    "a share": {"qk_rope_head_dim": None, "partial_rotary_factor": 0.5},
    "rates beside ratios": {"compress_rates": {"compressed_sparse_attention": 8, "heavily_compressed_attention": 16}},
    "old names of rates": {"compress_rate_csa": 8, "compress_rate_hca": 16},
    "old names beat the table": {
        "compress_rates": {"compressed_sparse_attention": 2, "heavily_compressed_attention": 6},
        "compress_rate_csa": 8,
    },
    "hash layers": {"num_hash_layers": 1},
    "null hash layers": {"num_hash_layers": None},
    "swish": {"hidden_act": "swish"},
    "other names of sizes": {"num_local_experts": 6, "intermediate_size": 32},
}  # fmt: skip


@pytest.mark.parametrize("rule", [name for name, change in RULES.items() if change is not None])
def test_absent_and_doubled_keys_mean_what_they_mean_to_transformers(rule, tmp_path):
    """Schedules, rates, and the angles of both families of layers, from the same config.json."""
    from transformers import DeepseekV4Config
    from transformers.models.deepseek_v4.modeling_deepseek_v4 import DeepseekV4RotaryEmbedding

    values = json.loads(json.dumps(_TINY | RULES[rule]))
    ours = Config.from_dict(values)
    (tmp_path / "config.json").write_text(json.dumps(values | {"model_type": "deepseek_v4"}))
    theirs = DeepseekV4Config.from_pretrained(tmp_path)
    again = Config.from_dict(json.loads(json.dumps(ours.to_dict())))
    assert again == ours, "and writing it loses nothing"
    names = {
        "sliding": "sliding_attention",
        "csa": "compressed_sparse_attention",
        "hca": "heavily_compressed_attention",
    }
    assert [names[kind] for kind in ours.layer_kinds] == theirs.layer_types
    assert [{"hash": "hash_moe", "learned": "moe"}[kind] for kind in ours.routing_kinds] == theirs.mlp_layer_types
    rates = theirs.compress_rates
    assert (ours.csa_rate, ours.hca_rate) == (rates[names["csa"]], rates[names["hca"]])
    assert (ours.moe_intermediate_size, ours.n_routed_experts) == (theirs.intermediate_size, theirs.num_local_experts)
    from dsv4lab.model.rope import Rotary

    table, rotary = DeepseekV4RotaryEmbedding(theirs), Rotary(ours)
    torch.testing.assert_close(rotary.sliding, table.main_inv_freq, rtol=1e-6, atol=0)
    torch.testing.assert_close(rotary.compressed, table.compress_inv_freq, rtol=1e-6, atol=0)
    assert table.main_attention_scaling == table.compress_attention_scaling == 1.0


def test_a_null_original_length_is_the_context():
    yarn = Config.from_dict(_TINY | {"rope_scaling": _NO_ORIGINAL | {"original_max_position_embeddings": None}}).yarn
    assert yarn is not None and yarn.original_max_position_embeddings == 512


@pytest.mark.parametrize("case", CASES)
def test_saved_without_its_original_length_a_model_still_equals_transformers(case, tmp_path):
    """The whole road, not only the angles: transformers' folder, one key removed, logits of both."""
    theirs = transformers_model(case)
    values = theirs.config.to_dict()
    values["rope_parameters"]["compress"].pop("original_max_position_embeddings", None)
    (tmp_path / "config.json").write_text(json.dumps(values))
    theirs = type(theirs)(type(theirs.config).from_pretrained(tmp_path)).eval()
    theirs.load_state_dict(transformers_model(case).state_dict())
    ours = Transformer(Config.read(tmp_path).replace(num_nextn_predict_layers=0)).eval()
    ours.load_state_dict(our_state_dict(theirs))
    ids = torch.randint(0, 97, (1, 61), generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        found, expected = ours(ids), theirs(ids).logits.float()
    torch.testing.assert_close(found, expected, atol=open_to_float32(ours, ids), rtol=0)


def test_a_limit_of_zero_is_no_limit():
    assert FLASH.replace(swiglu_limit=0.0).activation_limit == math.inf
    wide, none = (small_model(CONFIG.replace(swiglu_limit=limit)) for limit in (1e12, 0.0))
    narrow = small_model(CONFIG.replace(swiglu_limit=0.01))
    ids = some_ids(20)
    assert torch.equal(wide(ids), none(ids)) and not torch.equal(narrow(ids), none(ids))
    read = Config.from_dict(CONFIG.replace(swiglu_limit=0.0).to_dict())
    assert read.swiglu_limit == 0.0
