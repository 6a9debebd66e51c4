"""How much work each expert gets: counts, their unevenness, who is chosen together, and the load of parallel ranks.

Everything starts from counts of choices, so biases and weights never enter. Surprising: the effective number of experts
grows with the length of the text, so it is only given for a fixed number of draws, the same for every text and range.
Views: widgets/expert_load.py.   Tests: tests/analysis/test_expert_load.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    import xarray

    from dsv4lab.capture.trace import Trace

LEAST_PAIRS = (
    5.0  # pairs expected by chance below which a ratio of counts says nothing (the rule of the chi-square test)
)
SUBSETS = 200  # random subsets of tokens behind an effective number and its interval


def expert_load(trace: Trace, first: int = -1, last: int = -1) -> xarray.Dataset:
    """Choices per (layer, expert) in the token range first..last (both included; -1: the whole text), and in the rest.

    choices, rest_choices [layer, expert] int64; rate, rest_rate [layer, expert] float64: count over what even use would give
    (1 is even use, NaN where no token was captured); tokens, rest_tokens [layer]; kind [layer]. attrs: experts, slots.
    """
    import xarray

    expert = trace.values("routing", "expert")
    inside = _range(expert.shape[1], first, last)
    experts = trace.config.n_routed_experts
    found: dict[str, tuple] = {}
    for name, mask in (("", inside), ("rest_", ~inside)):
        count, tokens = count_choices(expert[:, mask], experts)
        even = tokens * expert.shape[2] / experts
        rate = np.divide(count, even[:, None], out=np.full(count.shape, np.nan), where=even[:, None] > 0)
        found |= {
            f"{name}choices": (("layer", "expert"), count),
            f"{name}rate": (("layer", "expert"), rate),
            f"{name}tokens": (("layer",), tokens),
        }
    return xarray.Dataset(
        {**found, "kind": (("layer",), trace.values("routing", "kind"))},
        coords={"layer": trace.coordinate("routing", "layer"), "expert": np.arange(experts)},
        attrs={"experts": experts, "slots": expert.shape[2], "first": first, "last": last},
    )


def count_choices(expert: np.ndarray, experts: int) -> tuple[np.ndarray, np.ndarray]:
    """[layer, token, slot] chosen experts (-1: not captured) -> counts [layer, expert], captured tokens [layer]."""
    layers = len(expert)
    known = expert >= 0
    cell = (np.arange(layers)[:, None, None] * experts + expert)[known]
    count = np.bincount(cell, minlength=layers * experts).reshape(layers, experts)
    return count, known.all(-1).sum(-1)


def load_summary(trace: Trace, first: int = -1, last: int = -1, *, draws: int = 256) -> xarray.Dataset:
    """Unevenness of every layer in a token range, [layer]:

    max_over_mean   busiest expert over the mean of all: 1 is even, experts / slots is the most there can be
    gini            Gini coefficient of the counts: 0 even, towards 1 when one expert does everything
    effective       exp(entropy) of the shares in `draws` choices: as many evenly used experts would look like this
    low, high       5th and 95th percentile of it over random subsets of the range's tokens
    unused          experts without a choice; unused_by_chance: as many would be expected without one if all were equal
    used_tokens     tokens in each subset

    effective is NaN when the range holds fewer choices, low and high already when it holds less than twice as many:
    subsets of nearly everything hardly differ, which would look like certainty.
    """
    import xarray

    load = expert_load(trace, first, last)
    count, tokens = load["choices"].values, load["tokens"].values
    slots, experts = load.attrs["slots"], load.attrs["experts"]
    per_subset = max(1, draws // slots)
    expert = trace.values("routing", "expert")
    expert = expert[:, _range(expert.shape[1], first, last)]
    effective, low, high = (np.full(len(count), np.nan) for _ in range(3))
    for row in range(len(count)):
        chosen = expert[row][(expert[row] >= 0).all(-1)]
        if len(chosen) >= per_subset:
            numbers = _effective_in_subsets(chosen, per_subset, experts)
            effective[row] = numbers.mean()
            if len(chosen) >= 2 * per_subset:
                low[row], high[row] = np.percentile(numbers, [5, 95])
    mean = count.mean(-1)
    peak = np.divide(count.max(-1), mean, out=np.full(len(count), np.nan), where=mean > 0)
    chance = experts * (1 - slots / experts) ** tokens
    return xarray.Dataset(
        {
            "max_over_mean": ("layer", peak),
            "gini": ("layer", gini(count)),
            "effective": ("layer", effective),
            "low": ("layer", low),
            "high": ("layer", high),
            "unused": ("layer", (count == 0).sum(-1)),
            "unused_by_chance": ("layer", chance),
        },
        coords={"layer": load.layer},
        attrs={"draws": per_subset * slots, "used_tokens": per_subset, "subsets": SUBSETS},
    )


def gini(count: np.ndarray) -> np.ndarray:
    """[..., n] counts -> [...] mean absolute difference of two counts over twice their mean; NaN without any count."""
    ordered = np.sort(count, -1).astype(np.float64)
    n, total = count.shape[-1], ordered.sum(-1)
    weighted = (ordered * (2 * np.arange(1, n + 1) - n - 1)).sum(-1)
    return np.divide(weighted, n * total, out=np.full(total.shape, np.nan), where=total > 0)


def effective_number(count: np.ndarray) -> np.ndarray:
    """[..., n] counts -> [...] exp(entropy of the shares)."""
    share = count / np.maximum(count.sum(-1, keepdims=True), 1)
    return np.exp(-(share * np.log(np.where(share > 0, share, 1.0))).sum(-1))


def _effective_in_subsets(chosen: np.ndarray, tokens: int, experts: int) -> np.ndarray:
    """[subset] effective number of random subsets without replacement; whole tokens, as their choices go together."""
    rng = np.random.default_rng(0)
    picked = rng.random((SUBSETS, len(chosen))).argpartition(tokens - 1, axis=1)[:, :tokens]
    cell = chosen[picked].reshape(SUBSETS, -1) + np.arange(SUBSETS)[:, None] * experts
    return effective_number(np.bincount(cell.ravel(), minlength=SUBSETS * experts).reshape(SUBSETS, experts))


def coactivation(trace: Trace, layer: int, first: int = -1, last: int = -1) -> xarray.DataArray:
    """[expert, other]: how often two experts of a layer worked on the same token, over what their loads alone would give.

    1: as often as by chance; 2: twice. The chance is proportional to the product of the two counts, scaled so that all
    pairs together come out as observed. NaN on the diagonal and where chance gives fewer than LEAST_PAIRS pairs.
    attrs: judged (pairs with a number), pairs.
    """
    import xarray

    expert = trace.part("routing", "expert", layer=layer)
    chosen = expert[_range(len(expert), first, last)]
    chosen = chosen[(chosen >= 0).all(-1)]
    experts = trace.config.n_routed_experts
    used = np.zeros((len(chosen), experts), np.float32)
    used[np.arange(len(chosen))[:, None], chosen] = 1
    together = used.T @ used
    count = used.sum(0, dtype=np.float64)
    chance = np.outer(count, count)
    np.fill_diagonal(together, 0)
    np.fill_diagonal(chance, 0)
    chance *= together.sum() / max(chance.sum(), 1)
    judged = chance >= LEAST_PAIRS
    ratio = np.divide(together, chance, out=np.full(chance.shape, np.nan), where=judged)
    return xarray.DataArray(
        ratio,
        dims=["expert", "other"],
        coords={"expert": np.arange(experts), "other": np.arange(experts)},
        name="coactivation",
        attrs={"layer": layer, "judged": int(judged.sum()) // 2, "pairs": experts * (experts - 1) // 2},
    )


def rank_load(
    trace: Trace, ranks: int, first: int = -1, last: int = -1, *, batch: int = 64, placement: str = "neighbours"
) -> xarray.Dataset:
    """Load of expert-parallel ranks if the experts of every layer were spread over `ranks` devices.

    relative [layer, rank]      choices that fall on a rank, over the mean of all ranks (1 is balance)
    max_over_mean [layer]       the busiest rank: as much longer does this layer take when all wait for it
    batch_middle, batch_high    the same within batches of `batch` tokens in a row: median and 95th percentile; NaN with
                                fewer than two batches. A mean over the whole text hides these bursts.
    placement   "neighbours" (experts 0, 1, ... on rank 0) or "round robin" (expert e on rank e mod ranks)
    """
    import xarray

    experts = trace.config.n_routed_experts
    if not 1 <= ranks <= experts or experts % ranks:
        fitting = [n for n in range(1, experts + 1) if experts % n == 0]
        raise TraceError(f"{experts} experts do not divide over {ranks} ranks. Sizes that do: {fitting}.")
    if placement not in ("neighbours", "round robin"):
        raise TraceError(f"unknown placement {placement!r}; known are 'neighbours' and 'round robin'.")
    expert = trace.values("routing", "expert")
    expert = expert[:, _range(expert.shape[1], first, last)]
    per_rank = experts // ranks
    rank = np.where(expert < 0, -1, expert // per_rank if placement == "neighbours" else expert % ranks)
    whole = _over_mean(count_choices(rank, ranks)[0])
    batches = expert.shape[1] // batch
    middle, high = (np.full(len(expert), np.nan) for _ in range(2))
    if batches >= 2:
        parts = rank[:, : batches * batch].reshape(len(rank) * batches, batch, -1)
        peaks = _over_mean(count_choices(parts, ranks)[0]).max(-1).reshape(len(rank), batches)
        middle, high = np.percentile(peaks, 50, axis=1), np.percentile(peaks, 95, axis=1)
    return xarray.Dataset(
        {
            "relative": (("layer", "rank"), whole),
            "max_over_mean": ("layer", whole.max(-1)),
            "batch_middle": ("layer", middle),
            "batch_high": ("layer", high),
        },
        coords={"layer": trace.coordinate("routing", "layer"), "rank": np.arange(ranks)},
        attrs={"batch": batch, "batches": batches, "per_rank": per_rank, "placement": placement},
    )


def _over_mean(count: np.ndarray) -> np.ndarray:
    mean = count.mean(-1, keepdims=True)
    return np.divide(count, mean, out=np.full(count.shape, np.nan), where=mean > 0)


def _range(tokens: int, first: int, last: int) -> np.ndarray:
    """[token] bool of first..last, whichever way round it was drawn; everything when either end is -1."""
    if first < 0 or last < 0:
        return np.ones(tokens, bool)
    low, high = sorted((first, last))
    at = np.arange(tokens)
    return (at >= low) & (at <= high)
