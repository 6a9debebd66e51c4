"""transformers and this package read each other's folders: same weights bit for bit, same logits up to float noise."""

import shutil
import warnings
from typing import cast

import pytest
import torch
from checkpoints import assert_same_state, edit_json, random_state, tiny_config
from transformers import DeepseekV4ForCausalLM

from dsv4lab.checkpoint.names import transformers_name
from dsv4lab.checkpoint.reader import load_state_dict
from dsv4lab.checkpoint.writer import QUANTIZATION_CONFIG, save_checkpoint
from dsv4lab.model.transformer import Transformer

RATES = {"release rates": {}, "other rates": {"csa_rate": 4, "hca_rate": 16}}


def read_with_transformers(folder):
    """Load with the stock class; the values of its BF16 leftovers are exact, so float32 afterwards loses nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, about kernels and dtypes; nothing of ours is caught here
        loaded = DeepseekV4ForCausalLM.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
    model, info = cast(tuple, loaded)
    return model.eval().float(), info


def under_our_names(model, config):
    theirs = model.state_dict()
    out = {}
    for ours in config_names(config):
        tensor = theirs[transformers_name(ours)]
        if ours.endswith((".experts.w1", ".experts.w3")):
            tensor = tensor.chunk(2, dim=1)[ours.endswith("w3")]
        out[ours] = tensor
    return out


def config_names(config):
    from dsv4lab.checkpoint.inventory import weights

    return list(weights(config.replace(num_nextn_predict_layers=0)))


@pytest.fixture(scope="module", params=RATES)
def written(request, tmp_path_factory):
    """A folder in the release's format, and its copy that asks transformers to dequantise (it has no FP8 on a CPU)."""
    config = tiny_config(**RATES[request.param])
    folder = tmp_path_factory.mktemp("official") / "tiny"
    save_checkpoint(random_state(config), config, folder)
    for_transformers = folder.with_name("dequantize")
    shutil.copytree(folder, for_transformers)
    edit_json(for_transformers / "config.json", quantization_config=QUANTIZATION_CONFIG | {"dequantize": True})
    return config, folder, for_transformers


@pytest.fixture(scope="module")
def theirs(written):
    return read_with_transformers(written[2])


def test_transformers_finds_every_key_of_our_folder(theirs):
    _, info = theirs
    for what in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"):
        assert not info[what], f"{what}: {info[what]}"


def test_transformers_reads_our_configuration(written, theirs):
    config, folder, _ = written
    model, _ = theirs
    kinds = {
        "sliding": "sliding_attention",
        "csa": "compressed_sparse_attention",
        "hca": "heavily_compressed_attention",
    }
    assert model.config.layer_types == [kinds[kind] for kind in config.layer_kinds]
    assert model.config.compress_rates == {kinds["csa"]: config.csa_rate, kinds["hca"]: config.hca_rate}
    assert model.config.mlp_layer_types == ["hash_moe" if kind == "hash" else "moe" for kind in config.routing_kinds]
    assert model.config.rope_parameters["compress"]["rope_type"] == "yarn"
    assert load_state_dict(folder).config == config


def test_both_dequantise_to_the_same_bits(written, theirs):
    config, folder, _ = written
    ours = load_state_dict(folder, dtype=torch.float32).state_dict
    trunk = {name: tensor for name, tensor in ours.items() if not name.startswith("mtp.")}
    assert_same_state(under_our_names(theirs[0], config), trunk)


def test_both_compute_the_same_logits(written, theirs):
    """Different order of summation in float32 only: hence 1e-5 of the logits' size, and no less."""
    config, folder, _ = written
    loaded = load_state_dict(folder, dtype=torch.float32)
    model = Transformer(loaded.config).eval()
    model.load_state_dict(loaded.state_dict)
    # Two and a bit of the longest blocks: hundreds of tokens for HCA at 128, with an incomplete block at the end.
    ids = torch.randint(0, config.vocab_size, (1, 2 * config.hca_rate + 5), generator=torch.Generator().manual_seed(7))
    with torch.no_grad():
        expected, found = theirs[0](ids, use_cache=False).logits, model(ids)
    assert (found - expected).abs().max() <= 1e-5 * expected.abs().max()
    changed = {k: v.flip(0) if k.endswith("compressor.ape") else v for k, v in loaded.state_dict.items()}
    model.load_state_dict(changed)
    with torch.no_grad():
        assert (model(ids) - expected).abs().max() > 1e-3 * expected.abs().max(), "the comparison sees the compressors"


SAVES = {
    "default": {},
    "default in shards": {"max_shard_size": "400KB"},
    "its own names": {"save_original_format": False},
    "its own names in shards": {"save_original_format": False, "max_shard_size": "400KB"},
}


@pytest.mark.parametrize("how", SAVES)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_whatever_save_pretrained_writes_is_read(how, dtype, tmp_path):
    config = tiny_config(num_nextn_predict_layers=0, hca_rate=16)
    state = random_state(config, dtype=dtype)
    save_checkpoint(state, config, tmp_path / "plain", quantize=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = DeepseekV4ForCausalLM.from_pretrained(tmp_path / "plain", dtype=dtype)
        model.save_pretrained(tmp_path / "theirs", **SAVES[how])
    assert (tmp_path / "theirs" / "model.safetensors.index.json").exists() == ("shards" in how)
    loaded = load_state_dict(tmp_path / "theirs", dtype=dtype)
    assert_same_state(loaded.state_dict, state)
    assert loaded.config.layer_kinds == config.layer_kinds and loaded.config.hca_rate == 16


def test_a_dequantised_model_saved_by_transformers_is_read_and_says_that_drafts_are_gone(written, theirs, tmp_path):
    _, folder, _ = written
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs[0].save_pretrained(tmp_path / "saved", save_original_format=False)
    loaded = load_state_dict(tmp_path / "saved", dtype=torch.float32)
    ours = load_state_dict(folder, dtype=torch.float32, mtp=False)
    assert_same_state(loaded.state_dict, ours.state_dict)
    assert loaded.config.num_nextn_predict_layers == 0
    assert loaded.notes == [
        "no draft (MTP) blocks are loaded: transformers does not save them. The model cannot draft tokens."
    ]
