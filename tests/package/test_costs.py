"""The cost model against the published ratios and against numbers worked out by hand."""

import pytest
from checkpoints import tiny_config

from dsv4lab.checkpoint.inventory import weights
from dsv4lab.config import FLASH, PRO
from dsv4lab.costs import (
    cache_bytes,
    decode_flops,
    entry_bytes,
    gqa_cache_bytes,
    growth_per_token,
    index_key_bytes,
    v32_cache_bytes,
    v32_decode_flops,
)

MILLION = 1_048_576
MB, GB = 1e6, 1e9


def total_cache(config, context, **options):
    return sum(cache_bytes(config, context, **options).values())


def test_bytes_of_one_entry_and_one_key():
    assert entry_bytes(FLASH) == entry_bytes(PRO) == 448 + 128 + 7 + 1
    assert (index_key_bytes(FLASH), index_key_bytes(FLASH, "fp8")) == (68, 132)
    assert growth_per_token(FLASH) == 3514.25 and round(growth_per_token(PRO), 2) == 5031.44
    with pytest.raises(ValueError, match="'int8' is unknown"):
        index_key_bytes(FLASH, "int8")


@pytest.mark.parametrize(
    ("context", "flash", "pro", "v32", "gqa"),
    [
        (4_096, 17.61 * MB, 25.17 * MB, 196.9 * MB, 1.023 * GB),
        (8_192, 32.0 * MB, 45.8 * MB, 393.8 * MB, 2.047 * GB),
        (32_768, 118.4 * MB, 169.4 * MB, 1.575 * GB, 8.187 * GB),
        (131_072, 463.8 * MB, 664.0 * MB, 6.300 * GB, 32.75 * GB),
        (524_288, 1.846 * GB, 2.642 * GB, 25.20 * GB, 131.0 * GB),
        (MILLION, 3.688 * GB, 5.280 * GB, 50.40 * GB, 262.0 * GB),
    ],
)
def test_cache_bytes_at_six_lengths(context, flash, pro, v32, gqa):
    found = (
        total_cache(FLASH, context),
        total_cache(PRO, context),
        v32_cache_bytes(context),
        gqa_cache_bytes(61, context),
    )
    assert found == pytest.approx((flash, pro, v32, gqa), rel=1e-3)


def test_the_published_cache_ratios():
    """10 % (9.5 times smaller) and 7 % (13.7 times), about 2 % of a plain cache: only with FP4 indexer keys."""
    v32 = v32_cache_bytes(MILLION)
    assert v32 / total_cache(PRO, MILLION) == pytest.approx(9.55, abs=0.005)
    assert v32 / total_cache(FLASH, MILLION) == pytest.approx(13.67, abs=0.005)
    assert v32 / total_cache(PRO, MILLION, index_key="fp8") == pytest.approx(8.71, abs=0.005)
    assert v32 / total_cache(FLASH, MILLION, index_key="fp8") == pytest.approx(12.47, abs=0.005)
    assert total_cache(PRO, MILLION) / gqa_cache_bytes(61, MILLION) == pytest.approx(0.0202, abs=5e-5)
    assert total_cache(FLASH, MILLION) / gqa_cache_bytes(43, MILLION) == pytest.approx(0.0200, abs=5e-5)


# GFLOP at a million tokens: FP8, experts, 16-bit with head, float32, indexer, attention, sum.
AT_A_MILLION = {
    "v32": (v32_decode_flops(MILLION), (70.8, 0, 4.0, 0.2, 1048.0, 34.8, 1157.7)),
    "pro": (decode_flops(PRO, MILLION), (37.2, 48.4, 11.6, 0.5, 128.8, 76.7, 303.2)),
    "flash": (decode_flops(FLASH, MILLION), (8.8, 13.0, 4.6, 0.2, 90.2, 23.6, 140.3)),
}


@pytest.mark.parametrize("name", AT_A_MILLION)
def test_decode_flops_by_class_at_a_million_tokens(name):
    flops, expected = AT_A_MILLION[name]
    found = (
        flops.fp8,
        flops.experts,
        flops.bf16 + flops.head,
        flops.float32,
        flops.indexer,
        flops.attention,
        flops.total,
    )
    assert [value / GB for value in found] == pytest.approx(expected, abs=0.051)


def test_the_published_flops_ratios():
    """27 % (3.7 times lower) and 10 % (9.8 times); the closest bookkeeping leaves the output matrix out."""
    v32, pro, flash = (AT_A_MILLION[name][0] for name in ("v32", "pro", "flash"))
    assert pro.equivalent(head=False) / v32.equivalent(head=False) == pytest.approx(0.2715, abs=5e-5)
    assert flash.equivalent(head=False) / v32.equivalent(head=False) == pytest.approx(0.1018, abs=5e-5)
    assert pro.equivalent() / v32.equivalent() == pytest.approx(0.274, abs=5e-4)
    assert flash.equivalent() / v32.equivalent() == pytest.approx(0.103, abs=5e-4)
    assert (pro.total / v32.total, flash.total / v32.total) == pytest.approx((0.262, 0.121), abs=5e-4)
    assert pro.equivalent(indexer=1.0) / v32.equivalent() == pytest.approx(0.328, abs=5e-4)
    assert flash.equivalent(indexer=1.0) / v32.equivalent() == pytest.approx(0.141, abs=5e-4)


@pytest.mark.parametrize(
    ("context", "v32", "pro", "flash"),
    [
        (4_096, 152.8, 130.8, 35.9),
        (32_768, 181.5, 136.2, 38.3),
        (131_072, 279.7, 154.7, 46.5),
        (524_288, 672.7, 228.8, 79.5),
        (MILLION, 1196.7, 327.6, 123.6),
    ],
)
def test_equivalent_flops_at_five_lengths(context, v32, pro, flash):
    found = v32_decode_flops(context), decode_flops(PRO, context), decode_flops(FLASH, context)
    assert [flops.equivalent() / GB for flops in found] == pytest.approx([v32, pro, flash], abs=0.051)


@pytest.mark.parametrize(
    "config", [FLASH, PRO, tiny_config(num_hidden_layers=4, layer_kinds=("hca", "csa", "sliding", "csa"))]
)
def test_without_a_context_every_weight_is_used_exactly_once(config):
    """Two FLOPs per parameter of a matrix: the same count from the list of tensors, which knows nothing of costs."""
    matrices = 0
    for name, weight in weights(config).items():
        is_matrix = (
            len(weight.shape) > 1 and not name.startswith(("mtp.", "embed.")) and not name.endswith(("ape", "tid2eid"))
        )
        if is_matrix:
            share = config.num_experts_per_tok if ".experts." in name else 1
            matrices += weight.numel * share // (config.n_routed_experts if ".experts." in name else 1)
    assert decode_flops(config, 0).total == 2 * matrices


def test_an_unknown_class_is_refused():
    with pytest.raises(TypeError, match=r"\['idnexer'\] are no classes"):
        decode_flops(FLASH, 1).equivalent(idnexer=1.0)
