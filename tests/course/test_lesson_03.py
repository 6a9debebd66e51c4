"""The exercises of lesson 03: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import numpy as np
import torch
from course_answers import Tried, cases, complete, judged


def _score(query, keys, weights):
    return (keys @ query.T).relu() @ weights


def _score_loop(query, keys, weights):
    return [sum(float(w) * max(0.0, float(q @ key)) for q, w in zip(query, weights, strict=True)) for key in keys]


def _pick(scores, position, k, *, seen=None, keep=False, order=1):
    complete = (position + 1) // 4 if seen is None else seen(position)
    masked = scores.clone()
    masked[complete:] = -torch.inf
    best = (order * masked).masked_fill(masked == -torch.inf, -torch.inf).sort(descending=True, stable=True)
    picks = best.indices[:k]
    return picks if keep else picks.masked_fill(best.values[:k] == -torch.inf, -1)


def _pick_sorted(scores, position, k):
    order = sorted(range((position + 1) // 4), key=lambda s: (-float(scores[s]), s))[:k]
    return order + [-1] * (k - len(order))


def _higher_first(scores, position, k):
    order = sorted(range((position + 1) // 4), key=lambda s: (-float(scores[s]), -s))[:k]
    return order + [-1] * (k - len(order))


def _jaccard(one, other):
    a, b = set(one[one >= 0]), set(other[other >= 0])
    return len(a & b) / len(a | b)


def _words(trace, layer, query, *, before=4, after=4, place=0):
    entry = int(trace["indexer"].entry.sel(layer=layer, query=query).values[place])
    return "".join(trace.pieces[max(0, 4 * entry - before) : 4 * entry + after])


def _words_negative(trace, layer, query):
    entry = int(trace["indexer"].entry.sel(layer=layer, query=query).values[0])
    return "".join(trace.pieces[4 * (entry - 1) : 4 * (entry + 1)])


def _words_by_source(trace, layer, query):
    entry = trace["indexer"].entry.sel(layer=layer, query=query).values[0]
    source = trace["compressor"].source_token.sel(layer=layer, entry=entry).values
    return "".join(trace.pieces[i] for i in source[source >= 0])


def _recall(weight, picks):
    return weight[:, picks[picks >= 0]].sum(1) / weight.sum(1)


def _rank(entry, visible, first, last, *, more=1, none=-1, unseen=-2, best=True):
    low, high = first // 4, last // 4 + more
    hit = (entry >= low) & (entry <= high)
    at = hit.argmax(1) if best else entry.shape[1] - 1 - hit[:, ::-1].argmax(1)
    rank = np.where(hit.any(1), at, none)
    return np.where(visible > low, rank, unseen)


def _rank_loop(entry, visible, first, last):
    out = []
    for row, seen in zip(entry, visible, strict=True):
        at = [i for i, e in enumerate(row) if first // 4 <= e <= last // 4 + 1]
        out.append(-2 if seen <= first // 4 else at[0] if at else -1)
    return out


ANSWERS = {
    "03.1": Tried(
        [_score, _score_loop, lambda q, k, w: torch.einsum("hc,sc->sh", q, k).clamp(min=0).double() @ w.double()],
        [
            (lambda q, k, w: k @ q.T @ w, "ReLU is missing"),
            (lambda q, k, w: (k @ q.T @ w).relu(), "comes before the weights"),
            (lambda q, k, w: _score(q, k, w.relu()), "for the products alone"),
            (lambda q, k, w: (k @ q.T).relu().sum(1), "weights are missing"),
            (lambda q, k, w: _score(q, k, w.softmax(0)), "no softmax"),
            (lambda q, k, w: _score(q, k, w) / len(w), "mean over the heads"),
            (lambda q, k, w: _score(q, k, w) / q.shape[1] ** 0.5, "carry the scale already"),
            (lambda q, k, w: (k @ q.T).relu() * w, "shape [6]"),
            (lambda q, k, w: q @ k, "raised RuntimeError"),
            (..., "where ... stands"),
        ],
    ),
    "03.2": Tried(
        [_pick, _pick_sorted, lambda *a: np.array(_pick_sorted(*a))],
        [
            (lambda s, p, k: _pick(s, p, k, seen=lambda p: 12), "not complete at this position are picked too"),
            (lambda s, p, k: _pick(s, p, k, keep=True), "it is -1"),
            (lambda s, p, k: _pick(s, p, k, order=-1), "these are the worst"),
            (lambda s, p, k: _pick(s, p, k).sort().values, "the best comes first"),
            (lambda s, p, k: _pick(s, p, k, seen=lambda p: p // 4), "one entry too few"),
            (_higher_first, "among equal scores the lower entry"),
            (lambda s, p, k: s.sort(descending=True).values[:k], "the picks at position 47"),
            (lambda s, p, k: _pick_sorted(s, p, k)[: (p + 1) // 4], "shape [8]"),
            (lambda s, p, k: "0, 1, 2", "should be numbers"),
        ],
    ),
    "03.3": Tried(
        [_jaccard, lambda a, b: len(np.intersect1d(a[a >= 0], b[b >= 0])) / len(np.union1d(a[a >= 0], b[b >= 0]))],
        [
            (lambda a, b: len(set(a) & set(b)) / len(set(a) | set(b)), "-1 is no entry"),
            (lambda a, b: (a == b).mean(), "the order does not matter"),
            (lambda a, b: np.isin(a[a >= 0], b).mean() * (a >= 0).sum() / 4, "share of the K places"),
            (lambda a, b: np.isin(a[a >= 0], b).sum(), "how many they share"),
            (lambda a, b: np.isin(a[a >= 0], b).sum() / ((a >= 0).sum() + (b >= 0).sum()), "counts it twice"),
            (lambda a, b: np.isin(a, b), "shape []"),
            (lambda a, b: set(a) & set(b) or {1, 2}, "shape []"),
        ],
    ),
    "03.4": Tried(
        [_words, _words_by_source, lambda *a: _words(*a).strip()],
        [
            (lambda *a: _words(*a, before=0), "entry's own block"),
            (lambda *a: _words(*a, before=0, after=8), "not the one after"),
            (lambda *a: _words(*a, place=-1), "this is the last pick"),
            (_words_negative, "this is empty"),
            (
                lambda trace, layer, query: trace.pieces[
                    trace["indexer"].entry.sel(layer=layer, query=query).values[0]
                ],
                "not a token",
            ),
            (lambda *a: _words(*a).split(), "it is a list"),
            (lambda *a: "the golden key", "wanted"),
        ],
    ),
    "03.5": Tried(
        [_recall, lambda weight, picks: [float(row[picks[picks >= 0]].sum() / row.sum()) for row in weight]],
        [
            (lambda weight, picks: weight[:, picks].sum(1) / weight.sum(1), "-1 is no entry"),
            (lambda weight, picks: weight[:, picks[picks >= 0]].sum(1), "share of all attention"),
            (lambda weight, picks: np.full(5, (picks >= 0).sum() / 9), "count their mass"),
            (lambda weight, picks: weight[:, picks[picks >= 0]].mean(1) / weight.sum(1), "mean weight"),
            (lambda weight, picks: 1 - _recall(weight, picks), "leave out"),
            (lambda weight, picks: weight[:, picks[picks >= 0]].sum() / weight.sum(), "shape [5]"),
            (lambda weight, picks: weight[picks], "raised IndexError"),
        ],
    ),
    "03.6": Tried(
        [_rank, _rank_loop],
        [
            (lambda *a: _rank(*a, more=0), "CSA entries overlap"),
            (lambda *a: _rank(*a, unseen=-1), "cannot see the passage yet"),
            (lambda *a: _rank(*a, none=0), "not 0"),
            (lambda *a: _rank(*a, none=0, unseen=0), "the rank is not 0"),
            (lambda *a: np.where(_rank(*a) >= 0, _rank(*a) + 1, _rank(*a)), "counted from 0"),
            (lambda *a: _rank(*a, best=False), "take the best"),
            (lambda entry, visible, first, last: (entry >= first) & (entry <= last), "shape [444]"),
            (lambda *a: None, "returned nothing"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("03", ANSWERS)
