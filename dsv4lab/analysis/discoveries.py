"""Places in a run where one can see something: each is found in the trace, always the same one for the same run.

Every function returns what it found with its numbers, or None where the run has no such place; NotCaptured says what the
trace would need.   Views: widgets/discoveries.py.   Tests: tests/analysis/test_discoveries.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dsv4lab.analysis.expert_routing import overlap
from dsv4lab.analysis.generation import Alternative, alternatives_at, draft_acceptance
from dsv4lab.analysis.hyper_connections import mixing_product
from dsv4lab.analysis.sparse_attention import attention_at, entry_sources, has_entry
from dsv4lab.config import HASH

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace

MOST_PLACES = 24  # of a word that are compared with each other, since pairs grow with the square
LEAST_TIMES = 3  # that a word must stand in the text to be looked at
SHOWN_SOURCES = 4


class SameWord(NamedTuple):
    """A word that stands several times in the text, and how much of its experts two of its places share, by layer."""

    tokens: list[int]
    times: int  # all its places; `tokens` are the first ones, which are compared
    table: list[int]  # layers that choose by a table over token ids
    learned: list[int]
    shared: dict[int, float]  # layer -> mean share of the experts that two places have in common

    def mean(self, layers: list[int]) -> float:
        """Over some of the layers."""
        return float(np.mean([self.shared[layer] for layer in layers])) if layers else float("nan")


def same_word(trace: Trace) -> SameWord | None:
    """The word with letters that comes most often (the earliest of several); None without one that comes three times."""
    if "routing" not in trace:
        return None
    ids = trace.values("tokens", "id")
    pieces = trace.pieces
    counts: dict[int, list[int]] = {}
    for position, token in enumerate(ids.tolist()):
        if pieces[position].strip().isalpha():
            counts.setdefault(token, []).append(position)
    best = max(counts.values(), key=lambda places: (len(places), -places[0]), default=[])
    if len(best) < LEAST_TIMES:
        return None
    times, best = len(best), best[:MOST_PLACES]
    expert = trace.values("routing", "expert")[:, best]
    pairs = [(a, b) for a in range(len(best)) for b in range(a + 1, len(best))]
    first, second = (expert[:, [pair[side] for pair in pairs]] for side in (0, 1))
    shared = np.nanmean(overlap(first, second), axis=1)
    layers = trace.layers("routing")
    kinds = trace.config.routing_kinds
    table = [layer for layer in layers if kinds[layer] == HASH]
    return SameWord(
        best, times, table, [layer for layer in layers if layer not in table],
        {layer: float(share) for layer, share in zip(layers, shared, strict=True)},
    )  # fmt: skip


class FarReader(NamedTuple):
    """The head that gives most of its attention to the compressed past, and its layer's heads beside it."""

    layer: int
    head: int
    token: int  # the query at which it gives most
    entries: list[float]  # [head] mean share that goes to entries, over the queries that have a past beyond the window
    window: float  # of that head
    queries: int


def far_reader(trace: Trace) -> FarReader | None:
    """Of queries whose window no longer reaches the beginning; None when there is none, or no entry to read."""
    if "attention" not in trace:
        return None
    config = trace.config
    rows = [row for row, layer in enumerate(trace.layers("attention")) if config.kind_of(layer).has_entries]
    positions = trace.coordinate("attention", "query")
    far = np.flatnonzero(positions >= config.sliding_window)
    if not rows or not len(far):
        return None
    mass = trace.values("attention", "mass_entries")[:, : len(positions)][rows][:, far]  # [layer, query, head]
    mean = np.nanmean(mass, axis=1)
    row, head = (int(i) for i in np.unravel_index(np.nanargmax(mean), mean.shape))
    window = trace.values("attention", "mass_window")[:, : len(positions)][rows[row]][far, head]
    return FarReader(
        trace.layers("attention")[rows[row]], head, int(positions[far[int(np.nanargmax(mass[row, :, head]))]]),
        [float(x) for x in mean[row]], float(np.nanmean(window)), len(far),
    )  # fmt: skip


class Entry(NamedTuple):
    """The entry that one query reads most, and the tokens it is made of with their gates, largest first."""

    layer: int
    token: int  # the query
    entry: int
    weight: float  # mean over heads
    sources: list[tuple[int, float]]


def most_read_entry(trace: Trace) -> Entry | None:
    """In the first layer that picks (else compresses), at the last query that is text and reads an entry made of text."""
    if not {"attention", "compressor"} <= set(trace.groups):
        return None
    config, held = trace.config, trace.layers("attention")
    layers = [layer for layer in config.picking_layers or config.compressed_layers if layer in held]
    special = trace.values("tokens", "special")
    for token in trace.coordinate("attention", "query")[::-1].tolist() if layers else []:
        if special[token]:
            continue
        read = attention_at(trace, layers[0], token)
        if len(read.entry):
            weight = np.nan_to_num(read.entry_weight).mean(0)
            for at in np.argsort(-weight, kind="stable").tolist():
                if not has_entry(trace, layers[0], int(read.entry[at])):
                    continue
                found = _entry(trace, layers[0], token, int(read.entry[at]), float(weight[at]))
                if not any(special[source] for source, _ in found.sources):
                    return found
    return None


def _entry(trace: Trace, layer: int, token: int, entry: int, weight: float) -> Entry:
    found = entry_sources(trace, layer, entry)
    order = np.argsort(-found.values, kind="stable")
    return Entry(layer, token, entry, weight, [(int(found.token.values[i]), float(found.values[i])) for i in order])


class Fork(NamedTuple):
    """The place at which the story was closest to going on in another way."""

    token: int
    came: Alternative
    instead: Alternative  # the likeliest of those that did not come and could have been drawn


def closest_fork(trace: Trace) -> Fork | None:
    """Among written tokens, where the one that came and the likeliest other one are nearest to each other."""
    written = np.flatnonzero(trace.values("tokens", "phase") == 1)
    ids, logprob = (trace.values("tokens", name)[written] for name in ("id", "logprob"))
    top, likely = (trace.values("tokens", name)[written] for name in ("top_id", "top_logprob"))
    other = np.where((top >= 0) & (top != ids[:, None]), np.exp(likely), 0.0).max(-1, initial=0.0)
    gap = np.where(other > 0, np.abs(np.exp(logprob) - other), np.inf)
    for at in np.argsort(gap, kind="stable").tolist():  # NaN and what has no other come last
        if not np.isfinite(gap[at]):
            return None
        rows = alternatives_at(trace, int(written[at]))
        came = next((row for row in rows if row.came), None)
        others = [row for row in rows if not row.came]
        best = max(others, key=lambda row: row.probability, default=None)
        # Where the likeliest other one could not have been drawn none of the rest could.
        if came is not None and best is not None and best.drawable is not False:
            return Fork(int(written[at]), came, best)
    return None


class WithoutSinkhorn(NamedTuple):
    """log10 of how much of all streams can pile up in one, over all captured sites in a row."""

    token: int
    first: int
    last: int  # layer
    sites: int
    with_sinkhorn: float
    without: float


def without_sinkhorn(trace: Trace) -> WithoutSinkhorn | None:
    """For the token at which it would be largest; None where the mixing matrices were not captured before Sinkhorn."""
    if not trace.has("mixing", "comb_logits") or len(trace) < 2:
        return None
    first = trace.layers("mixing")[0]
    logits = trace.values("mixing", "comb_logits")
    # The largest weights make the largest product; the first token's norms are unlike all others'.
    size = np.nansum(logits.max((-1, -2)), axis=(0, 1))[1:]
    token = 1 + int(np.argmax(size))
    found = mixing_product(trace, token, first)
    gain = found.log_gain.values
    known = np.flatnonzero(np.isfinite(gain[0]) & np.isfinite(gain[2]))
    if not len(known):
        return None
    step = int(known[-1])
    return WithoutSinkhorn(
        token, first, int(found.layer.values[step]), len(known), float(gain[0, step]), float(gain[2, step])
    )


class Drafts(NamedTuple):
    """How many of the draft block's proposals came, and the most confident one that did and that did not."""

    came: int
    proposed: int
    hit: int | None  # token
    miss: int | None


def drafts(trace: Trace) -> Drafts | None:
    """Of the tokens that were written; None without a proposal for one of them."""
    came, proposed = draft_acceptance(trace)
    if not proposed:
        return None
    agree = np.where(trace.values("tokens", "phase") == 1, trace.values("mtp", "agree"), -1)
    sure = trace.values("mtp", "id_logprob")

    def surest(value: int) -> int | None:
        places = np.flatnonzero(agree == value)
        return int(places[np.argmax(sure[places])]) if len(places) else None

    return Drafts(came, proposed, surest(1), surest(0))


class FirstLayer(NamedTuple):
    """From which layer on the lens names the final answer at a token, and how many layers there are."""

    token: int
    layer: int
    layers: list[int]
    answer: int  # token id


def first_layer_that_knows(trace: Trace) -> FirstLayer | None:
    """The written token at which the answer comes in the middle of the layers, as far as there is one; the earliest."""
    if "lens" not in trace:
        return None
    layers = trace.layers("lens")
    agree = trace.values("lens", "agree")  # [layer, token]
    top = trace.values("lens", "top_id")
    written = np.flatnonzero((trace.values("tokens", "phase") == 1) & (agree >= 0).all(0) & (agree[-1] == 1))
    if len(layers) < 3 or not len(written):
        return None
    # The first layer from which on all agree: behind the last that does not.
    first = [int(np.flatnonzero(agree[:, t] != 1)[-1]) + 1 if (agree[:, t] != 1).any() else 0 for t in written]
    best = int(np.argmin(np.abs(np.array(first) - len(layers) / 2)))
    token = int(written[best])
    return FirstLayer(token, layers[first[best]], layers, int(top[-1, token, 0]))
