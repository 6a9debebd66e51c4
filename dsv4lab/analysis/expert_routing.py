"""Who worked on which token: the grid of chosen experts, and the ranking behind one choice (section 2.1 of the report).

Surprising: an expert number means something only within its layer, so no value here compares numbers across layers.
Views: widgets/expert_routing.py.   Tests: tests/analysis/test_analysis.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    import xarray

    from dsv4lab.capture.trace import Trace

COLOURS = {
    "margin": ("margin of the choice", "score"),
    "entropy": ("evenness of the weights", "1 = all equal"),
    "agreement": ("experts kept from the previous token", "share"),
    "overlap": ("experts shared with the other run", "share"),
}


def routing_grid(trace: Trace, colour: str = "margin", other: Trace | None = None) -> xarray.Dataset:
    """Every choice of the run.

    weight, expert [layer, token, slot] (slots by falling weight), colour [layer, token] float32 with NaN where the
    question has no answer: margin on hash layers, agreement at the first token, overlap where `other` has no such token.
    """
    import xarray

    weight, expert, values = choices_between(trace, colour, 0, len(trace), other)
    return xarray.Dataset(
        {
            "weight": (("layer", "token", "slot"), weight),
            "expert": (("layer", "token", "slot"), expert),
            "colour": (("layer", "token"), values.astype(np.float32)),
            "kind": (("layer",), trace.values("routing", "kind")),
        },
        coords={"layer": trace.coordinate("routing", "layer"), "token": np.arange(expert.shape[1])},
        attrs={"colour": colour, "title": COLOURS[colour][0], "units": COLOURS[colour][1]},
    )


class Choices(NamedTuple):
    """weight and expert [layer, token, slot], colour [layer, token]."""

    weight: np.ndarray
    expert: np.ndarray
    colour: np.ndarray


def choices_between(trace: Trace, colour: str, start: int, stop: int, other: Trace | None = None) -> Choices:
    """The part of `routing_grid` that is about tokens start to stop - 1; reads nothing else."""
    if colour not in COLOURS:
        raise TraceError(f"unknown colour {colour!r}; known are {', '.join(COLOURS)}.")
    tokens = slice(start, stop)
    expert, weight = trace.values("routing", "expert")[:, tokens], trace.values("routing", "weight")[:, tokens]
    if colour == "margin":
        values = trace.values("routing", "margin")[:, tokens]
    elif colour == "entropy":
        values = weight_entropy(weight)
    elif colour == "agreement":
        # With the token before the first of them, with which that one is compared.
        before = max(0, start - 1)
        values = agreement(trace.values("routing", "expert")[:, before:stop])[:, start - before :]
    elif other is None:
        raise TraceError("the overlap needs another run; give other=Trace.open(path) or a branch's trace.")
    else:
        values = overlap(expert, other.values("routing", "expert")[:, tokens])
    return Choices(weight, expert, values)


def weight_entropy(weight: np.ndarray) -> np.ndarray:
    """[..., slot] weights -> [...] entropy of the normalised weights over its maximum log(slots), in 0..1."""
    share = weight / weight.sum(-1, keepdims=True)
    return -(share * np.log(np.maximum(share, 1e-12))).sum(-1) / np.log(max(weight.shape[-1], 2))


def agreement(expert: np.ndarray) -> np.ndarray:
    """[layer, token, slot] -> [layer, token] share of experts that the previous token used too; NaN at the first."""
    out = np.full(expert.shape[:2], np.nan, np.float32)
    if expert.shape[1] > 1:
        now, before = expert[:, 1:, :, None], expert[:, :-1, None, :]
        captured = (expert[:, 1:] >= 0).all(-1) & (expert[:, :-1] >= 0).all(-1)
        out[:, 1:] = np.where(captured, ((now == before) & (now >= 0)).any(-1).mean(-1), np.nan)
    return out


def overlap(expert: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Two runs' [layer, token, slot] -> [layer, token] share of experts that both chose; NaN past the shorter run."""
    out = np.full(expert.shape[:2], np.nan, np.float32)
    if expert.shape[0] != others.shape[0]:
        raise TraceError(f"the runs have {expert.shape[0]} and {others.shape[0]} layers; compare runs of one model.")
    count = min(expert.shape[1], others.shape[1])
    mine, theirs = expert[:, :count, :, None], others[:, :count, None, :]
    captured = (expert[:, :count] >= 0).all(-1) & (others[:, :count] >= 0).all(-1)
    out[:, :count] = np.where(captured, (mine == theirs).any(-1).mean(-1), np.nan)
    return out


class Ranking(NamedTuple):
    """The ranking at one (layer, token); arrays by rank, the chosen experts first. NaN where there is no number."""

    expert: np.ndarray
    logit: np.ndarray
    score: np.ndarray
    biased_score: np.ndarray
    weight: np.ndarray
    norm: np.ndarray
    chosen: np.ndarray
    attrs: dict[str, Any]


def ranking_at(trace: Trace, layer: int, token: int) -> Ranking:
    """What `routing_detail` says, as plain arrays."""

    def read(name: str, size: int, dtype: str = "float32") -> np.ndarray:
        if trace.has("routing", name):
            return trace.part("routing", name, layer=layer, token=token)
        return np.full(size, np.nan, dtype)

    chosen = trace.part("routing", "expert", layer=layer, token=token)
    slots = len(chosen)
    runners = trace.part("routing", "runner_expert", layer=layer, token=token) if _has_runners(trace) else chosen[:0]
    runners = runners[runners >= 0]
    logit, score, biased_score = (
        np.concatenate([read(name, slots), read(f"runner_{name}", 0)[: len(runners)]])
        for name in ("logit", "score", "biased_score")
    )
    pad = np.full(len(runners), np.nan, np.float32)
    row = trace.row("routing", "layer", layer)
    return Ranking(
        np.concatenate([chosen, runners]), logit, score, biased_score,
        np.concatenate([read("weight", slots), pad]), np.concatenate([read("expert_norm", slots), pad]),
        np.arange(slots + len(runners)) < slots,
        {
            "layer": layer,
            "token": token,
            "kind": str(trace.values("routing", "kind")[row]),
            "margin": float(trace.part("routing", "margin", layer=layer, token=token)),
            "shared_norm": float(trace.part("routing", "shared_norm", layer=layer, token=token)),
        },
    )  # fmt: skip


def routing_detail(trace: Trace, layer: int, token: int) -> xarray.Dataset:
    """The ranking at one (layer, token): chosen experts by falling weight, then the nearest that were not chosen.

    [row]: expert, logit, score, biased_score, weight (NaN when not chosen), norm, chosen.
    attrs: kind, margin, shared_norm.   Surprising: the biased score chooses, the unbiased score becomes the weight.
    """
    import xarray

    *columns, attrs = ranking_at(trace, layer, token)
    return xarray.Dataset(
        {name: ("row", one) for name, one in zip(Ranking._fields, columns, strict=False)}, attrs=attrs
    )


def tokens_of_expert(trace: Trace, layer: int, expert: int) -> xarray.DataArray:
    """[token] weight this (layer, expert) had at each token; NaN where it was not chosen."""
    import xarray

    if not 0 <= expert < trace.config.n_routed_experts:
        raise TraceError(f"a layer has no expert {expert}; it has 0 to {trace.config.n_routed_experts - 1}.")
    used = trace.part("routing", "expert", layer=layer) == expert
    weight = np.where(used, trace.part("routing", "weight", layer=layer), np.nan)
    values = np.full(len(used), np.nan, np.float32)
    values[used.any(-1)] = np.nanmax(weight[used.any(-1)], axis=-1)
    return xarray.DataArray(values, dims=["token"], coords={"token": np.arange(len(values))}, name="weight")


def _has_runners(trace: Trace) -> bool:
    return trace.has("routing", "runner_expert")
