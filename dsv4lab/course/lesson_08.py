"""Exercises of lesson 08, where two runs part.   Tests: tests/course/test_lesson_08.py."""

from __future__ import annotations

from functools import cache

import numpy as np
import torch

from dsv4lab.comparison.difference import Line, row_errors, sizes, walk
from dsv4lab.comparison.mistakes import BY_NAME, likely
from dsv4lab.comparison.order import in_order, place_of
from dsv4lab.comparison.record import Record, join
from dsv4lab.config import Config
from dsv4lab.course.answer import Answer, Untouched, Wrong
from dsv4lab.course.exercise import exercise
from dsv4lab.recorded_run import recorded

EXPERTS, SCORES = "layers.5.ffn.routing.experts", "layers.5.ffn.routing.biased_scores"


@cache
def _config() -> Config:
    return recorded().config


def _members(ids: np.ndarray) -> np.ndarray:
    """Rows of ids, -1 for none, as the kit keeps a set."""
    tokens = range(len(ids))
    return join(_config(), [0] * len(ids), [(tokens, {EXPERTS: torch.tensor(ids)[None]})], [EXPERTS]).values[EXPERTS]


@exercise(
    "08.1", "The same choice", 1,
    "The order of the slots says nothing: compare set(row).",
    "-1 is an empty place and no member: row[row >= 0].",
)  # fmt: skip
def same_choice(answer: Answer) -> str:
    """A function (a [T, K], b [T, L]) of chosen ids, -1 for none -> [T] bool, whether the choices are the same sets."""
    a = np.array([[3, 1, 7, 9], [3, 1, 7, 9], [2, 5, 8, 0], [4, 6, -1, -1], [4, 6, -1, -1], [-1, -1, -1, -1]])
    b = np.array([[9, 3, 1, 7], [3, 1, 7, 8], [2, 5, 8, 0], [6, -1, 4, -1], [4, -1, -1, -1], [-1, -1, -1, -1]])
    empty = np.full((len(b), 2), -1)
    for other in (b, np.concatenate([b, empty], 1)):
        want = (_members(a) == _members(other)).all(1)
        rows = list(zip(a.tolist(), other.tolist(), strict=True))
        sets = [({i for i in x if i >= 0}, {i for i in y if i >= 0}) for x, y in rows]
        mistakes = {
            "the order counts in yours; the same experts in other slots are the same choice": [x == y for x, y in rows],
            "an empty place (-1) is taken for a member": [set(x) == set(y) for x, y in rows],
            "this says whether some are shared; a choice is the same as a whole or not at all": [
                bool(x & y) or not x | y for x, y in sets
            ],
            "this is the share that both chose; one other expert makes another sum, so a set is the same or not": [
                len(x & y) / len(x | y) if x | y else 1.0 for x, y in sets
            ],
            "B may leave something out that A chose; both directions count": [y <= x for x, y in sets],
        }
        answer.close(want, "whether they are the same", answer.call(a, other), mistakes, within=1e-9)
    return "all or nothing: with one other entry the rest of the run reads something else"


@exercise(
    "08.2", "How far two rows lie apart", 2,
    "Above the line: the largest difference in the row. Below it: the root mean square of A's row.",
    "np.maximum(rms of each row, 0.05 * rms of all of A): a row of nearly nothing would make any difference look huge.",
)  # fmt: skip
def error(answer: Answer) -> str:
    """A function (a [n, w], b [n, w]) -> [n], the relative error of each row as the kit measures it."""
    for seed in range(3):
        rng = np.random.default_rng(seed)
        a = rng.normal(size=(6, 16)) * np.array([[1.0], [30.0], [1.0], [0.01], [4.0], [1.0]])[rng.permutation(6)]
        b = a + rng.normal(size=a.shape) * 0.5
        want = row_errors(place_of("logits"), a, b)
        apart, own = np.abs(a - b), np.sqrt((a**2).mean(1))
        worst = apart.max(1)
        mistakes = {
            "a row that is nearly nothing has a huge error; a twentieth of the whole's size is the least": worst / own,
            "this is the root mean square of the differences; one wrong number among many would drown in it": np.sqrt(
                (apart**2).mean(1)
            )
            / sizes(a),
            "this is the difference itself; large and small rows shall count alike": worst,
            "this divides by the largest number of the row; its root mean square is meant": worst / np.abs(a).max(1),
            "this divides number by number; one that is nearly 0 makes any difference huge": (apart / np.abs(a)).max(1),
            "the size is that of A, the side that is known to be right; yours takes B's": worst / sizes(b),
            "one size for all rows lets small rows differ freely; each row has its own": worst / np.sqrt((a**2).mean()),
            "this is the mean difference; the largest in the row is meant": apart.mean(1) / sizes(a),
        }
        answer.close(want, "the error", answer.call(a, b), mistakes)
    return "one wrong number in a row is enough to be seen, whatever the row's size"


@exercise(
    "08.3", "The first that leaves its floor", 2,
    "Walk through `order`, not through the errors; a point that is not in `errors` was not listened to.",
    'for name in order: if name in errors and errors[name] > floor[name]: return name. Behind the loop: return "same".',
)  # fmt: skip
def first_place(answer: Answer) -> str:
    """A function (order, errors by point, floor by point) -> the first point in the order that departs, or "same"."""
    order = [place.name for place in in_order(_config())]
    heard = ["streams.embedding", "layers.0.attn.query", "layers.0.attn.out", "layers.1.ffn.out", "streams.1", "logits"]
    rng = np.random.default_rng(0)
    plain = {name: rng.normal(size=(5, 8)) for name in heard}
    a = Record(_config(), [0] * 5, plain)
    for noise, floor in (
        ((0.0, 1e-6, 2e-5, 1e-2, 5e-3, 0.5), (1e-5, 1e-4, 1e-3, 1e-3, 1e-5, 1e-3)),
        ((0.0, 1e-6, 2e-2, 1e-2, 5e-3, 1e-6), (1e-5, 1e-4, 1e-1, 1e-3, 1e-5, 1e-3)),
        ((0.0, 1e-3, 2e-2, 1e-2, 5e-3, 1e-6), (1e-5, 1e-4, 1e-3, 1e-3, 1e-5, 1e-3)),
        ((0.0, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6), (1e-4,) * 6),
    ):
        other = {n: v + e * rng.normal(size=v.shape) for (n, v), e in zip(plain.items(), noise, strict=True)}
        limits = dict(zip(heard, floor, strict=True))
        found = walk(a, Record(_config(), [0] * 5, other), limits)
        errors = {line.place.name: line.error for line in sorted(found.lines, key=lambda line: line.place.name)}
        want = "same" if found.first is None else found.first.place.name
        beyond = [name for name in errors if errors[name] > limits[name]]
        mistakes = {
            next(n for n in heard if errors[n] > 0): "any difference counts in yours; only what leaves its floor does",
            max(errors, key=lambda name: errors[name] / limits[name]): (
                "this is the point furthest beyond its floor; what lies before it in the order is the cause"
            ),
            max(
                errors, key=errors.__getitem__
            ): "this is the largest error; what comes later can only be a consequence",
            min(beyond, default=""): "this is the first by name; the order of computation is another",
        }
        given = Answer(answer.call(order, errors, limits))
        given.one_of(want, "the first place", mistakes)
    return "what lies before it agrees, so this is where to look"


def _rms(scores: np.ndarray) -> float:
    return float(np.sqrt((scores**2).mean()))


@exercise(
    "08.4", "A tie or a mistake?", 3,
    "Look at each side alone: how far do its own scores of `only_a` and of `only_b` lie apart, over the row's size?",
    "np.abs(s[only_a][:, None] - s[only_b]).max() / np.sqrt((s**2).mean()) <= 2 * floor, for s = a and for s = b.",
)  # fmt: skip
def tie(answer: Answer) -> str:
    """A function (a [E], b [E], only_a, only_b, floor) -> True where the choice was a tie, False where it is a mistake."""
    floor, rng = 0.01, np.random.default_rng(3)
    base = rng.permutation(np.linspace(0.5, 1.5, 16))

    def row(scale: float, **scores: float) -> np.ndarray:
        """Scores whose named ones lie so many floors of the row's size above 1."""
        out = base.copy()
        for _ in range(20):
            size = _rms(out)
            for name, floors in scores.items():
                out[int(name[1:])] = 1 + floors * floor * size
        return (out * scale).astype(np.float32)

    cases: list[tuple[np.ndarray, np.ndarray, list[int], list[int]]] = [
        (row(1, e2=0, e5=0.5), row(1, e2=0, e5=-0.5), [5], [2]),
        (row(1, e2=0, e5=1.6), row(1, e2=0, e5=-0.3), [5], [2]),
        (row(1, e2=0, e5=4.0), row(1, e2=0, e5=4.0), [5], [2]),
        (row(100, e2=0, e5=0.6), row(100, e2=0, e5=0.4), [5], [2]),
        (row(0.01, e2=0, e5=9), row(0.01, e2=0, e5=9), [5], [2]),
        (row(1, e2=0, e5=0.3), row(1, e2=0, e5=-8), [5], [2]),
        (row(1, e2=0, e5=8), row(1, e2=0, e5=0.3), [5], [2]),
        (row(1, e2=0, e5=0.3), row(1.3, e2=0, e5=-0.3), [5], [2]),
        (row(1, e1=0, e2=0.2, e5=0.4, e7=6), row(1, e1=0, e2=0.2, e5=0.4, e7=6), [5, 7], [1, 2]),
        (row(1, e1=0, e2=0.2, e5=0.4), row(1, e1=0, e2=0.2, e5=0.4), [5], [1, 2]),
    ]
    want, got = [], []
    for a, b, only_a, only_b in cases:
        sides: list[Record] = []
        for scores, mine in ((a, only_a), (b, only_b)):
            chosen = np.zeros((1, 16), np.bool_)
            chosen[0, mine] = True
            sides.append(Record(_config(), [0], {SCORES: scores[None], EXPERTS: chosen}))
        lines = walk(sides[0], sides[1], {SCORES: floor}).lines
        want.append(next(line.ties > 0 for line in lines if line.place.name == EXPERTS))
        given = answer.call(a, b, np.array(only_a), np.array(only_b), floor)
        got.append(float(answer.array(0.0, "the verdict", given)))

    def ruled(times: float = 2.0, sides: tuple[int, ...] = (0, 1), size: bool = True, count: bool = True) -> list[bool]:
        out: list[bool] = []
        for case in cases:
            only_a, only_b = case[2:]
            gaps = [
                float(np.abs(scores[only_a][:, None] - scores[only_b]).max()) / (_rms(scores) if size else 1)
                for i, scores in enumerate(case[:2])
                if i in sides
            ]
            out.append(max(gaps) <= times * floor and (not count or len(only_a) == len(only_b)))
        return out

    def across() -> list[bool]:
        out: list[bool] = []
        for a, b, only_a, only_b in cases:
            gap = np.abs(a[only_a][:, None] - b[only_b]).max() / _rms(a)
            out.append(bool(gap <= 2 * floor) and len(only_a) == len(only_b))
        return out

    mistakes = {
        "each side may be off by a floor, so two of them may lie 2 floors apart": ruled(times=1),
        "you look at A's scores alone; B's must be close too": ruled(sides=(0,)),
        "you look at B's scores alone; A's must be close too": ruled(sides=(1,)),
        "the gap is to be divided by the row's size; a floor is relative": ruled(size=False),
        "one side chose more than the other; that is no tie, whatever the scores": ruled(count=False),
        "you compare A's score with B's; each side alone decided between its own scores": across(),
        "turned round: True is a tie": [not one for one in want],
    }
    told = {words: np.array(verdicts, float) for words, verdicts in mistakes.items()}
    wanted = np.array(want, float)
    for words, verdicts in told.items():
        answer.true_of(not (np.array_equal(got, verdicts) and not np.array_equal(verdicts, wanted)), words)
    off = [i for i, (one, other) in enumerate(zip(got, want, strict=True)) if one != other]
    at = off[0] if off else 0
    answer.true_of(
        not off, f"case {at + 1} of {len(cases)} is a {'tie' if want[at] else 'mistake'} ({len(off)} are judged wrong)"
    )
    return "a tie may fall either way in two right answers; what follows it is not judged"


# Where a port first departs: point, token, relative error.
FINDINGS = (("layers.0.attn.keys", 64, np.inf), ("layers.3.attn.weights", 63, 0.4), ("layers.4.attn.out", 1, 0.7))


@exercise(
    "08.5", "Which mistake is it?", 1,
    "dsv4lab.comparison.mistakes.MISTAKES: each has `shows`, the points at which it shows first, and a `symptom`.",
    "The window has 64 tokens; layer 3 is HCA with 32 tokens an entry; a rotation by position 0 turns nothing.",
)  # fmt: skip
def which(answer: Answer) -> str:
    """Three names of mistakes, one for each of the lesson's three findings."""
    given = answer.given
    if given is ... or given is None or (isinstance(given, (tuple, list)) and any(name is ... for name in given)):
        raise Untouched
    if isinstance(given, str) or not isinstance(given, (tuple, list)) or len(given) != len(FINDINGS):
        raise Wrong("three names are asked for, in a list")
    for (point, token, size), name in zip(FINDINGS, given, strict=True):
        place = place_of(point)
        (want,) = likely(Line(place, size, 1e-5, token=token), _config(), "whole")
        words: dict[object, str] = {}
        for other, mistake in BY_NAME.items():
            shows = " or ".join(mistake.shows)
            here = place.part in mistake.shows
            words[other] = (
                f"{other!r} shows at {shows} too, but read its symptom again: "
                f"here it begins at token {token} of layer {place.layer}"
                if here
                else f"{other!r} shows first at {shows}, and here {place.part} is the first"
            )
        if isinstance(name, str) and name.strip().lower() not in BY_NAME:
            raise Wrong(f"{name!r} is no known mistake; [m.name for m in MISTAKES] are their names")
        Answer(name).one_of(want, f"the mistake behind {point}", words)
    return "the place and the first token say more than the size of the error"
