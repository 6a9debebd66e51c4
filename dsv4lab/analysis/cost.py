"""Cost of a token against the length of its context, for the released models, V3.2, the loaded model and "what if".

FLOPs are of one decode step, bytes of one sequence's cache. Source: report, figure 1; the arithmetic is dsv4lab/costs.py.
Views: widgets/cost.py.   Tests: tests/widgets/test_cost_view.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from dsv4lab.config import FLASH, PRO, Config
from dsv4lab.costs import Flops, cache_bytes, decode_flops, held_bytes, v32_cache_bytes, v32_decode_flops

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace

MILLION = 1_048_576
V32 = "V3.2"
LENGTHS = tuple(round(2 ** (10 + step / 4)) for step in range(41))  # 1,024 to 1,048,576, four per doubling
_ALL_CLASSES = ("fp8", "experts", "bf16", "float32", "attention", "indexer")


class Precision(NamedTuple):
    """How cache and arithmetic are counted: formats of `costs.cache_bytes`, weights of `Flops.equivalent`."""

    title: str
    entry: str
    index_key: str
    weights: dict[str, float]


PRECISIONS = {
    "release": Precision("release: FP8 entries, FP4 index keys", "fp8", "fp4", {}),
    "fp8 index keys": Precision("FP8 entries, FP8 index keys", "fp8", "fp8", {"indexer": 1.0}),
    "bf16": Precision("everything in 16 bits, V3.2 too", "bf16", "bf16", dict.fromkeys(_ALL_CLASSES, 2.0)),
}


class Published(NamedTuple):
    """A ratio to V3.2 at a million tokens as the report prints it, and the same recomputed."""

    model: str
    what: str
    published: float
    recomputed: float

    @property
    def agrees(self) -> bool:
        """Equal at the precision the report prints."""
        return round(100 * self.recomputed) == round(100 * self.published)


def flops_at(config: Config | None, context: int) -> Flops:
    """FLOPs of one decode step; None is V3.2."""
    return v32_decode_flops(context) if config is None else decode_flops(config, context)


def counted(flops: Flops, precision: str = "release", counting: str = "equivalent") -> float:
    """One number: "equivalent" FP8 FLOPs without the output matrix, as published, or "raw" operations with it."""
    if counting == "raw":
        return flops.total
    return flops.equivalent(head=False, **PRECISIONS[precision].weights)


def bytes_at(config: Config | None, context: int, precision: str = "release") -> int:
    """Bytes of one sequence's cache; None is V3.2, which keeps FP8 index keys in its own release."""
    kept = PRECISIONS[precision]
    if config is None:
        return v32_cache_bytes(context, plain=kept.entry == "bf16")
    return sum(cache_bytes(config, context, index_key=kept.index_key, entry=kept.entry).values())


def cost_curves(
    configs: Sequence[Config | None], precision: str = "release", counting: str = "equivalent"
) -> np.ndarray:
    """[model, 2, length] float64 at LENGTHS: FLOPs of a token, bytes of the cache."""
    return np.array([
        [[counted(flops_at(c, n), precision, counting) for n in LENGTHS], [bytes_at(c, n, precision) for n in LENGTHS]]
        for c in configs
    ])  # fmt: skip


def published_ratios() -> list[Published]:
    """The four ratios of the report's figure 1, recomputed at 1,048,576 tokens in the release's precision."""
    flops, size = counted(flops_at(None, MILLION)), bytes_at(None, MILLION)
    printed = {"Pro": (PRO, 0.27, 0.10), "Flash": (FLASH, 0.10, 0.07)}
    out = []
    for name, (config, flops_ratio, cache_ratio) in printed.items():
        out.append(Published(name, "FLOPs of a token", flops_ratio, counted(flops_at(config, MILLION)) / flops))
        out.append(Published(name, "KV cache", cache_ratio, bytes_at(config, MILLION) / size))
    return out


def held_cache(trace: Trace) -> dict[str, Any] | None:
    """What the run's cache really held at its end, beside the formulas; None while nothing was measured.

    held (bytes), formula (bytes by part in the run's own precision and engine), tokens, dtype; rows (bytes of the formula
    that are keys of the window, entries and index keys) and release (the same rows in the release's precision: neither
    counts columns that wait for their block, nor the draft block's keys).
    """
    cost = trace.run.get("cost") or {}
    if not cost.get("cache_bytes"):
        return None
    config, tokens, dtype = trace.config, len(trace), str(trace.run.get("dtype", "float32"))
    itemsize = 4 if dtype == "float32" else 2
    mtp = "mtp" in trace and config.num_nextn_predict_layers > 0
    packed = trace.run.get("engine", "reference") != "reference" and trace.run.get("numerics") == "release"
    formula = held_bytes(config, tokens, itemsize=itemsize, release=packed, mtp=mtp)
    return {
        "held": int(cost["cache_bytes"]),
        "formula": formula,
        "rows": sum(formula[part] for part in cache_bytes(config, tokens)),
        "release": bytes_at(config, tokens),
        "tokens": tokens,
        "dtype": dtype,
    }
