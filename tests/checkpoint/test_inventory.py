"""The list of tensors against the published checkpoints, byte for byte."""

from collections import Counter

import pytest

from dsv4lab.checkpoint.inventory import active_parameters, official, weights
from dsv4lab.config import FLASH, PRO

PUBLISHED = {
    "flash": (FLASH, 159_609_485_896, 69_187, 1_575, 3_593_787_756),
    "pro": (PRO, 864_704_792_696, 145_116, 2_343, 13_956_587_692),
}
BYTES_PER_DTYPE = {
    "flash": {
        "I8": 141_733_920_768,
        "F8_E4M3": 6_023_020_544,
        "F8_E8M0": 8_858_737_664,
        "BF16": 2_830_518_528,
        "F32": 144_672_072,
        "I64": 18_616_320,
    },
    "pro": {
        "I8": 786_381_668_352,
        "F8_E4M3": 23_169_335_296,
        "F8_E8M0": 49_150_268_416,
        "BF16": 5_633_798_656,
        "F32": 351_105_656,
        "I64": 18_616_320,
    },
}
BYTES_PER_LAYER = {
    "flash": {"layers.0.": 3_566_148_952, "layers.2.": 3_596_055_640, "layers.3.": 3_568_596_312},
    "pro": {"layers.0.": 13_874_466_328, "layers.2.": 13_909_746_200, "layers.3.": 13_868_262_424},
}


@pytest.fixture(scope="module")
def inventories():
    return {name: official(config) for name, (config, *_) in PUBLISHED.items()}


@pytest.mark.parametrize("name", PUBLISHED)
def test_total_size_and_tensor_count_equal_the_published_index(inventories, name):
    _, total, tensors, drafts, draft_bytes = PUBLISHED[name]
    stored = inventories[name]
    assert sum(item.bytes for item in stored.values()) == total
    assert len(stored) == tensors
    draft = [item for key, item in stored.items() if key.startswith("mtp.")]
    assert (len(draft), sum(item.bytes for item in draft)) == (drafts, draft_bytes)


@pytest.mark.parametrize("name", PUBLISHED)
def test_bytes_per_dtype_and_per_layer_equal_the_published_checkpoint(inventories, name):
    per_dtype = Counter()
    for item in inventories[name].values():
        per_dtype[item.dtype] += item.bytes
    assert dict(per_dtype) == BYTES_PER_DTYPE[name]
    for prefix, expected in BYTES_PER_LAYER[name].items():
        assert sum(item.bytes for key, item in inventories[name].items() if key.startswith(prefix)) == expected


@pytest.mark.parametrize(
    ("config", "total", "trunk", "active"), [(FLASH, 290.94, 284.33, 13.27), (PRO, 1598.84, 1573.00, 48.85)]
)
def test_parameter_counts_equal_the_report(config, total, trunk, active):
    """In billions; the tables of token ids are not parameters. Published are 13 and 49 billion active."""
    listed = {name: w.numel for name, w in weights(config).items() if w.format != "i64"}
    assert round(sum(listed.values()) / 1e9, 2) == total
    assert round(sum(n for name, n in listed.items() if not name.startswith("mtp.")) / 1e9, 2) == trunk
    assert round(active_parameters(config) / 1e9, 2) == active


def test_a_few_shapes_of_the_release(inventories):
    flash = inventories["flash"]
    for name, shape, dtype in [
        ("layers.2.attn.indexer.wq_b.scale", (64, 8), "F8_E8M0"),
        ("layers.3.attn.compressor.ape", (128, 512), "F32"),
        ("layers.2.attn.compressor.ape", (4, 1024), "F32"),
        ("layers.0.ffn.gate.tid2eid", (129280, 6), "I64"),
        ("layers.42.ffn.experts.255.w2.weight", (4096, 1024), "I8"),
        ("layers.42.ffn.experts.255.w2.scale", (4096, 64), "F8_E8M0"),
        ("mtp.0.hc_head_fn", (4, 16384), "F32"),
        ("hc_head_fn", (4, 16384), "F32"),
    ]:
        assert (flash[name].shape, flash[name].dtype) == (shape, dtype)
    assert "layers.0.ffn.gate.bias" not in flash and "layers.3.ffn.gate.tid2eid" not in flash
    assert "mtp.0.attn.compressor.ape" not in flash


def test_base_checkpoints_keep_their_experts_in_fp8():
    base = official(FLASH.replace(expert_dtype="fp8"))
    assert base["layers.0.ffn.experts.0.w1.scale"].shape == (16, 32)
    assert round(sum(item.bytes for item in base.values()) / 1e9, 2) == 292.50


def test_without_quantisation_no_multipliers_are_expected():
    plain = official(FLASH.replace(num_hidden_layers=3, layer_kinds=(), routing_kinds=()), quantize=False)
    assert not [name for name in plain if name.endswith(".scale")]
    assert {item.dtype for item in plain.values()} == {"BF16", "F32", "I64"}
