"""The exercises of lesson 06: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import math
from bisect import bisect_right

from course_answers import Tried, cases, complete, judged


def _entry(channels, rotary, index):
    plain = channels - rotary
    multipliers = math.ceil(plain / 64)
    return 8 * math.ceil((plain + 2 * rotary) / 8) + 8 * math.ceil(multipliers / 8), index // 2 + math.ceil(index / 32)


def _no_padding(channels, rotary, index):
    return channels + rotary + math.ceil((channels - rotary) / 64), index // 2 + index // 32


def _growth(csa, hca, csa_rate, hca_rate, entry, key):
    return csa * (entry + key) / csa_rate + hca * entry / hca_rate


def _layer(config, context, *, window=True, all_entries=False, times=4):
    entries = context // config.csa_rate
    read = min(context, config.sliding_window) * window + (entries if all_entries else min(config.index_topk, entries))
    each = times * config.num_attention_heads * config.head_dim
    return each * read, 2 * config.index_n_heads * config.index_head_dim * entries, each * context


def _with(i, change):
    def answer(config, context):
        out = list(_layer(config, context))
        out[i] = change(out[i], config, context)
        return out

    return answer


WEIGHTS = {"fp8": 1, "experts": 1, "bf16": 2, "float32": 2, "attention": 2, "head": 0}


def _weighted(classes, index_format, **changes):
    weights = WEIGHTS | {"indexer": 0.5 if index_format == "fp4" else 1} | changes
    return sum(weights[name] * value for name, value in classes.items())


def _halving(size_at, limit):
    low, high = 0, 1
    while size_at(high) <= limit:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if size_at(middle) <= limit else (low, middle)
    return high


def _by_bisect(size_at, limit):
    return bisect_right(range(10**8), limit, key=size_at)


def _one_by_one(size_at, limit):
    length = 1
    while size_at(length) <= limit:
        length += 1
    return length


ANSWERS = {
    "06.1": Tried(
        [_entry, lambda *a: [float(x) for x in _entry(*a)]],
        [
            (_no_padding, "rounded up to a multiple of 8"),
            (lambda c, r, i: (c + r, _entry(c, r, i)[1]), "the multipliers are missing"),
            (lambda c, r, i: (c + 8, _entry(c, r, i)[1]), "two bytes each"),
            (lambda c, r, i: (2 * c, _entry(c, r, i)[1]), "everything is in 16 bits"),
            (lambda c, r, i: (_entry(c, r, i)[0], i // 2), "the key's multipliers are missing"),
            (lambda c, r, i: (_entry(c, r, i)[0], i + 4), "an FP8 key"),
            (lambda c, r, i: sum(_entry(c, r, i)), "should have the shape [2]"),
        ],
    ),
    "06.2": Tried(
        [_growth, lambda c, h, m, n, e, k: c / m * e + h / n * e + c / m * k],
        [
            (lambda c, h, m, n, e, k: _growth(c, h, m, n, e, 0), "index keys are missing"),
            (lambda c, h, m, n, e, k: _growth(c, h, m, n, e + k, 0), "no index key"),
            (lambda c, h, m, n, e, k: _growth(c, h, 1, 1, e, k), "divide by the rate"),
            (lambda c, h, m, n, e, k: _growth(1, 1, m, n, e, k), "one layer of each kind"),
            (lambda c, h, m, n, e, k: _growth(c, h, n, m, e, k), "other way round"),
        ],
    ),
    "06.3": Tried(
        [_layer, lambda *a: [float(x) for x in _layer(*a)]],
        [
            (lambda *a: _layer(*a, window=False), "the window is missing"),
            (lambda *a: _layer(*a, all_entries=True), "not all of them"),
            (lambda *a: _layer(*a, times=2), "a multiply-add is two"),
            (lambda *a: _layer(*a, times=1), "4 FLOPs a channel"),
            (
                _with(0, lambda _, c, n: 4 * c.num_attention_heads * c.head_dim * (c.sliding_window + c.index_topk)),
                "not yet so many",
            ),
            (_with(1, lambda _, c, n: 2 * c.index_n_heads * c.index_head_dim * n), "entries, not tokens"),
            (_with(1, lambda x, c, n: 2 * x), "no sum over vectors"),
            (_with(1, lambda _, c, n: 2 * c.index_n_heads * c.index_head_dim * c.index_topk), "scores every entry"),
            (_with(2, lambda x, c, n: x // 4), "tokens, not entries"),
        ],
    ),
    "06.4": Tried(
        [_weighted, lambda c, f: _weighted(c, f) * 1.0],
        [
            (lambda c, f: sum(c.values()), "the raw sum"),
            (lambda c, f: sum(c.values()) - c["head"], "weights are still missing"),
            (lambda c, f: _weighted(c, f, head=2), "output matrix (head) is counted"),
            (lambda c, f: _weighted(c, f, attention=1), "counts twice"),
            (lambda c, f: _weighted(c, f, indexer=0.5), "the indexer's format decides"),
            (lambda c, f: _weighted(c, f, experts=0.5), "count as FP8"),
            (lambda c, f: _weighted(c, f, float32=4), "float32 counts as 16 bits"),
        ],
    ),
    "06.5": Tried(
        [_halving, _by_bisect],
        [
            (lambda s, limit: _halving(s, limit) - 1, "last length that still fits"),
            (lambda s, limit: _halving(s, limit) + 4, "already have"),
            (lambda s, limit: 10, "which fits into"),
            (lambda s, limit: _halving(s, limit) - 0.5, "a whole number"),
            (_one_by_one, "halve the interval"),
            (lambda s, limit: _halving(s, limit - 1), "the next one is asked for"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("06", ANSWERS)
