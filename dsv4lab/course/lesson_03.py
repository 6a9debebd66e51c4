"""Exercises of lesson 03, the lightning indexer.   Tests: tests/course/test_lesson_03.py."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.analysis.lightning_indexer import NOT_PICKED, NOT_VISIBLE, picks_of, recall_shares, span_ranks
from dsv4lab.analysis.pick_overlap import jaccard
from dsv4lab.course.answer import Answer, Wrong
from dsv4lab.course.exercise import exercise
from dsv4lab.kernels.attention import visible_entries
from dsv4lab.kernels.lightning_indexer import score_entries, select_entries
from dsv4lab.recorded_run import recorded

RATE = 4  # tokens per CSA entry


def _drawn(seed: int, *shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@exercise(
    "03.1", "The score of every entry", 1,
    "keys @ query.T holds the product of every entry with every head, [S, H].",
    "ReLU first (what is below 0 becomes 0), then the heads' weights, then the sum over the heads.",
)  # fmt: skip
def score(answer: Answer) -> str:
    """A function (query [H, C], keys [S, C], weights [H]) -> scores [S]."""
    for seed in range(3):
        query, keys, weights = _drawn(seed, 4, 8), _drawn(seed + 10, 6, 8), _drawn(seed + 20, 4)

        def of(weights: Tensor, query: Tensor = query, keys: Tensor = keys) -> Tensor:
            return score_entries(query[None, None], keys[None], weights[None, None])[0, 0]

        want, products = of(weights), keys @ query.T
        mistakes = {
            "the ReLU is missing: a head whose product is below 0 says nothing": products @ weights,
            "the ReLU comes before the weights and the sum; a score itself can be below 0": (products @ weights).relu(),
            "the ReLU is for the products alone; here it also takes the heads with a weight below 0": of(
                weights.relu()
            ),
            "the heads' weights are missing": products.relu().sum(1),
            "the weights are taken as they are; no softmax, and they can be below 0": of(weights.softmax(0)),
            "this is the mean over the heads; it is their sum": want / 4,
            "the weights carry the scale already; nothing is divided here": want / 8**0.5,
        }
        answer.close(want, "the score", answer.call(query, keys, weights), mistakes)
    return "a few products and a ReLU: cheap enough to score every entry of a long text"


@exercise(
    "03.2", "Pick the best", 2,
    "At `position` the first (position + 1) // 4 entries are complete. Set the scores of the others to -inf.",
    "A stable sort leaves equals in their order: scores.sort(descending=True, stable=True).indices[:k].",
    "Where the score that was picked is -inf, no entry was left: write -1.",
)  # fmt: skip
def pick(answer: Answer) -> str:
    """A function (scores [S], position, k) -> k entries, best first; -1 where none was left."""
    for seed, position in ((0, 47), (1, 30), (2, 18), (3, 2)):
        scores = _drawn(seed, 12).relu()  # about half of them tie at 0
        seen = visible_entries(1, 12, start=position, rate=RATE)[0]
        masked = scores.masked_fill(~seen, -torch.inf)

        def best(scores: Tensor, k: int = 8) -> Tensor:
            return select_entries(scores[None, None], k)[0, 0]

        want = best(masked)
        got = answer.array(want, "the picks", answer.call(scores, position, 8))
        order = masked.sort(descending=True, stable=True).indices[:8]
        mistakes = {
            "entries that are not complete at this position are picked too": best(scores),
            "where no complete entry is left it is -1, not an entry that is not complete": order,
            "these are the worst; the largest scores are picked": best((-masked).masked_fill(~seen, -torch.inf)),
            "the same entries, but by their number; the best comes first": want.sort().values,
            "one entry too few: the token at `position` may complete one": best(
                scores.masked_fill(~visible_entries(1, 12, start=position - 1, rate=RATE)[0], -torch.inf)
            ),
        }
        if _same_scores(masked, got, want):
            raise Wrong("the scores are the right ones, but among equal scores the lower entry comes first")
        answer.close(want, f"the picks at position {position}", got, mistakes, within=1e-9)
    return "complete entries only, best first, the lower one first among equals"


def _same_scores(scores: Tensor, got: np.ndarray, want: Tensor) -> bool:
    """Whether other entries were picked that are just as good."""
    whole = np.isin(got, np.arange(-1, len(scores))).all()
    if not whole or np.array_equal(got, want) or len(np.unique(got[got >= 0])) < (got >= 0).sum():
        return False
    values = np.append(scores.numpy(), -np.inf)  # at -1: none
    return np.array_equal(got < 0, want.numpy() < 0) and np.array_equal(values[got.astype(int)], values[want])


@exercise(
    "03.3", "How alike are two choices?", 1,
    "Make sets of both, without -1, which is no entry.",
    "How many are in both, over how many are in one of them: len(a & b) / len(a | b).",
)  # fmt: skip
def alike(answer: Answer) -> str:
    """A function (picks [K], other [K]) -> their Jaccard index."""
    cases = ([5, 3, 9, 0], [3, 5, 7, 8]), ([4, 1, 0, -1], [1, 4, -1, -1]), ([2, 6, 1, 3], [3, 1, 6, 2])
    for one, other in (tuple(map(np.array, pair)) for pair in cases):
        want = jaccard(one[None], other[None])[0]
        both = len(set(one) & set(other))
        shared = len((set(one) & set(other)) - {-1})
        mistakes = {
            "-1 is no entry: it marks a place for which none was left": both / len(set(one) | set(other)),
            "the order does not matter; compare which entries are in both, wherever they stand": (one == other).mean(),
            "this is the share of the K places; divide by the number of entries that are in one or the other": shared
            / 4,
            "this is how many they share; divide it by how many are in one or the other": shared,
            "a shared entry counts once among those in one or the other; yours counts it twice": shared
            / ((one >= 0).sum() + (other >= 0).sum()),
        }
        answer.close(want, "the overlap", answer.call(one, other), mistakes)
    return "1 is the same choice, 0 nothing shared; the order does not count"


@exercise(
    "03.4", "Back to the words", 2,
    'trace["indexer"].entry.sel(layer=layer, query=query).values[0] is the entry that was ranked first.',
    "A CSA entry reads its own four tokens and the four before them: positions 4 (e - 1) to 4 e + 3.",
    "Entry 0 has no block before it, and pieces[-4:4] is empty: begin at max(0, 4 * (e - 1)).",
)  # fmt: skip
def words(answer: Answer) -> str:
    """A function (trace, layer, query) -> the text of the tokens behind the entry that the query ranked first."""
    trace = recorded()
    for layer, query in ((2, 300), (4, 440), (6, 3)):
        picks = trace.part("indexer", "entry", layer=layer, query=query)
        best = int(picks[0])

        def text(first: int, last: int) -> str:
            return "".join(trace.pieces[max(0, first) : last])

        source = trace.part("compressor", "source_token", layer=layer, entry=best)
        want = "".join(trace.pieces[t] for t in source if t >= 0)
        got = answer.call(trace, layer, query)
        answer.true_of(isinstance(got, str), f"this should be a piece of text, and it is a {type(got).__name__}")
        mistakes = {
            text(RATE * best, RATE * best + 4): "this is the entry's own block; a CSA entry also reads the one before",
            text(RATE * best, RATE * best + 8): "a CSA entry reads its own block and the one before, not the one after",
            text(best, best + 1): "an entry is not a token: entry e begins at position 4 e",
            "": "this is empty; entry 0 has no block before it, and a slice from -4 begins at the end of the text",
        }
        last = int(picks[picks >= 0][-1])
        mistakes.setdefault(text(RATE * last - 4, RATE * last + 4), "this is the last pick; the best one comes first")
        if got.strip() != want.strip():
            raise Wrong(mistakes.get(got, f"in layer {layer} the query {query} wanted {want!r} most, not {got[:80]!r}"))
    return "an entry is eight tokens of the text, and the first one only four"


@exercise(
    "03.5", "Recall", 2,
    "The mass of the picked entries over the mass of all entries, head by head.",
    "-1 is no entry, and as an index it takes the last one: use picks[picks >= 0].",
)  # fmt: skip
def recall(answer: Answer) -> str:
    """A function (weight [H, S], picks [K]) -> share of each head's mass on entries that the picks cover [H]."""
    for seed, picks in ((0, np.array([7, 2, 4])), (1, np.array([3, 0, -1]))):
        weight = np.random.default_rng(seed).dirichlet(np.ones(12), 5)[:, :9]  # the rest: window and sink
        covered = weight[:, picks[picks >= 0]]
        want = _shares(covered.sum(1), weight.sum(1))
        mistakes = {
            "-1 is no entry; as an index it takes the last one": _shares(weight[:, picks].sum(1), weight.sum(1)),
            "this is the share of all attention; divide by the mass on entries, without window and sink": covered.sum(
                1
            ),
            "this is the share of the number of entries; count their mass": np.full(5, covered.shape[1] / 9),
            "this is the mean weight of the picks; sum it": _shares(covered.mean(1), weight.sum(1)),
            "this is what the picks leave out": 1 - want,
        }
        answer.close(want, "the recall", answer.call(weight, picks), mistakes)
    return "all heads share one choice, so one head's recall can be low where another's is high"


def _shares(picked: np.ndarray, entries: np.ndarray) -> np.ndarray:
    """As `recall_shares` takes them of a measured trace."""
    values: dict[str, Any] = {"picked": picked.astype(np.float32), "entries": entries.astype(np.float32)}
    return recall_shares(SimpleNamespace(part=lambda _group, name, layer: values[name]), 0)  # type: ignore[arg-type]


@exercise(
    "03.6", "Where a passage stands in the ranking", 3,
    "Tokens first to last are in the entries first // 4 to last // 4, and the next entry reads the last block, too.",
    "hit = (entry >= low) & (entry <= high); its first True in a row is the best rank: hit.argmax(1).",
    "argmax is 0 where nothing is True; hit.any(1) tells these rows. The passage can be seen when visible > low.",
)  # fmt: skip
def rank(answer: Answer) -> str:
    """A function (entry [Q, K], visible [Q], first, last) -> best rank [Q] of tokens first..last; -1, -2 without one."""
    picks = picks_of(recorded(), 4)
    for first, last in ((101, 110), (2, 9)):
        want = span_ranks(picks, first, last)
        low = first // RATE
        there = picks.visible > low
        near = span_ranks(picks, first, last - RATE)  # up to last // 4
        hit = (picks.entry >= low) & (picks.entry <= last // RATE + 1)
        mistakes = {
            "CSA entries overlap: the entry after the last block reads that block, too": near,
            f"a query that cannot see the passage yet gets {NOT_VISIBLE}": np.where(there, want, NOT_PICKED),
            f"a query that picked none of the entries gets {NOT_PICKED}, not 0": np.where(
                there, np.maximum(want, 0), NOT_VISIBLE
            ),
            "where nothing was found the rank is not 0": np.maximum(want, 0),
            "ranks are counted from 0": np.where(want >= 0, want + 1, want),
            "this is the worst of the passage's ranks; take the best": np.where(
                hit.any(1), hit.shape[1] - 1 - hit[:, ::-1].argmax(1), want
            ),
            "this is how many of the passage's entries were picked": np.where(want >= 0, hit.sum(1), want),
        }
        answer.close(want, "the rank", answer.call(picks.entry, picks.visible, first, last), mistakes, within=1e-9)
    return "a passage is found where any entry that holds one of its tokens is picked"
