"""The exercises of lesson 09: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import itertools
import re

from course_answers import Tried, cases, complete, judged


def _shards(where, k):
    need = set()
    for name, shard in where.items():
        layer = re.match(r"layers\.(\d+)\.", name)
        if name.startswith("mtp.") or (layer and int(layer[1]) >= k):
            continue
        need.add(shard)
    return need


def _cached(config, tokens, entry, key):
    csa, hca = len(config.layers_of_kind("csa")), len(config.layers_of_kind("hca"))
    return csa * (tokens // config.csa_rate) * (entry + key) + hca * (tokens // config.hca_rate) * entry


def _counts(sizes, gpus):
    for limit in range(max(sizes), sum(sizes) + 1):
        counts, held = [0], 0
        for size in sizes:
            if held + size > limit:
                counts.append(0)
                held = 0
            counts[-1] += 1
            held += size
        if len(counts) <= gpus:
            return counts + [0] * (gpus - len(counts))
    raise AssertionError


def _even(sizes, gpus):
    edges = [round(i * len(sizes) / gpus) for i in range(gpus + 1)]
    return [b - a for a, b in itertools.pairwise(edges)]


def _hits(used, room):
    line, hits = [], 0
    for one in used:
        if one in line:
            hits += 1
            line.remove(one)
        elif len(line) == room:
            line.pop(0)
        line.append(one)
    return hits


def _first_in_first_out(used, room):
    line, hits = [], 0
    for one in used:
        if one in line:
            hits += 1
            continue
        if len(line) == room:
            line.pop(0)
        line.append(one)
    return hits


ANSWERS = {
    "09.1": Tried(
        [lambda e, r, k, n: r + e * k / n],
        [
            (lambda e, r, k, n: e + r, "this is everything"),
            (lambda e, r, k, n: e * k / n, "only the experts"),
            (lambda e, r, k, n: r + e / n, "one of n"),
            (lambda e, r, k, n: (e + r) * k / n, "not shared out"),
        ],
    ),
    "09.2": Tried(
        [lambda size, speed, gpus: speed / size],
        [
            (lambda size, speed, gpus: gpus * speed / size, "one after the other"),
            (lambda size, speed, gpus: size / speed, "seconds a token"),
            (lambda size, speed, gpus: "fast", "should be numbers"),
            (..., "where ... stands"),
        ],
    ),
    "09.3": Tried(
        [_shards, lambda where, k: sorted(_shards(where, k))],
        [
            (
                lambda w, k: {s for n, s in w.items() if any(n.startswith(f"layers.{i}") for i in range(k))},
                "in no layer",
            ),
            (
                lambda w, k: (
                    _shards(w, k) | {s for n, s in w.items() if n.startswith(tuple(f"layers.{i}" for i in range(k)))}
                ),
                "12 is not 1",
            ),
            (lambda w, k: set(w.values()), "draft blocks"),
            (lambda w, k: _shards({n: s for n, s in w.items() if "ffn" not in n}, k), "may lie in two shards"),
            (lambda w, k: len(_shards(w, k)), "names of shards"),
        ],
    ),
    "09.4": Tried(
        [_cached],
        [
            (lambda c, t, e, k: _cached(c, t, e, 0), "index keys of the CSA layers are missing"),
            (
                lambda c, t, e, k: _cached(c, t, e, k) + len(c.layers_of_kind("hca")) * (t // c.hca_rate) * k,
                "no indexer",
            ),
            (
                lambda c, t, e, k: (len(c.layers_of_kind("csa")) * (e + k) + len(c.layers_of_kind("hca")) * e) * t,
                "stands for several tokens",
            ),
            (lambda c, t, e, k: len(c.layers_of_kind("csa")) * (t // c.csa_rate) * (e + k), "only the CSA layers"),
        ],
    ),
    "09.5": Tried(
        [_counts],
        [
            (_even, "is possible"),
            (lambda sizes, gpus: [len(sizes)] + [0] * (gpus - 1), "is possible"),
            (lambda sizes, gpus: [1] * gpus, "are shared out"),
            (lambda sizes, gpus: sizes, "should have the shape [2]"),
        ],
    ),
    "09.6": Tried(
        [_hits],
        [
            (_first_in_first_out, "first in, first out"),
            (lambda used, room: len(used) - _hits(used, room), "these are the misses"),
            (lambda used, room: len(used) - len(set(used)), "must leave"),
            (lambda used, room: _hits(used, room) / len(used), "this is a share"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("09", ANSWERS)
