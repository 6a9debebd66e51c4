"""The exercises of lesson 12: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import numpy as np
from course_answers import Tried, cases, complete, judged


def _interval(values, draws=2000, size=None, percent=(2.5, 97.5)):
    rng = np.random.default_rng(5)
    size = size or len(values)
    return np.percentile(rng.choice(values, (draws, size)).mean(1), percent)


def _said(tokens, texts, effect, low, high, p, more=""):
    found = f"On {tokens} tokens of {texts} texts: {effect:+.2f} nats [{low:+.2f}, {high:+.2f}]"
    return f"{found}; random bans: p = {p:.2f}.{more}"


def _other_words(tokens, texts, effect, low, high, p):
    return (
        f"Random bans do as much with a chance of {p}: {effect} nats ({low} to {high}), {tokens} tokens, {texts} texts."
    )


def _pooled(texts, drawn):
    return sum(sum(texts[i]) for i in drawn) / sum(len(texts[i]) for i in drawn)


ANSWERS = {
    "12.1": Tried(
        [
            lambda a, b, w: (b - a)[w].mean() - (b - a)[~w].mean(),
            lambda a, b, w: np.average(b - a, weights=w) - np.average(b - a, weights=~w),
        ],
        [
            (lambda a, b, w: (a - b)[w].mean() - (a - b)[~w].mean(), "sign is turned round"),
            (lambda a, b, w: (b - a)[w].mean(), "at these tokens alone"),
            (lambda a, b, w: (b - a)[w].mean() - (b - a).mean(), "they are among them"),
            (lambda a, b, w: b[w].mean() - b[~w].mean(), "subtract the plain run first"),
        ],
    ),
    "12.2": Tried(
        [_interval, lambda v: [v.mean() - 1.96 * v.std() / len(v) ** 0.5, v.mean() + 1.96 * v.std() / len(v) ** 0.5]],
        [
            (lambda v: np.percentile(v, [2.5, 97.5]), "where the values lie"),
            (lambda v: _interval(v, percent=(25, 75)), "too narrow"),
            (lambda v: _interval(v, size=10), "too wide"),
            (lambda v: _interval(v)[::-1], "lower end comes first"),
            (lambda v: v.mean(), "should have the shape [2]"),
        ],
    ),
    "12.3": Tried(
        [lambda e, o: (1 + (abs(o) >= abs(e)).sum()) / (1 + len(o))],
        [
            (lambda e, o: (abs(o) >= abs(e)).mean(), "p cannot be 0"),
            (lambda e, o: (1 + (o >= e).sum()) / (1 + len(o)), "other sign"),
            (lambda e, o: (1 + (abs(o) > abs(e)).sum()) / (1 + len(o)), ">= and not >"),
            (lambda e, o: (1 + (abs(o) < abs(e)).sum()) / (1 + len(o)), "weaker ones"),
        ],
    ),
    "12.4": Tried(
        [4, 80 * 0.05],
        [
            (0.05, "a single one"),
            (1 - 0.95**80, "at least one"),
            (76, "do not pass"),
            ("four", "should be numbers"),
            (..., "where ... stands"),
        ],
    ),
    "12.5": Tried(
        [lambda t, d: np.concatenate([t[i] for i in d]).mean(), _pooled],
        [
            (lambda t, d: np.mean([t[i].mean() for i in d]), "mean of the texts' means"),
            (lambda t, d: np.concatenate([t[i] for i in set(d)]).mean(), "counts twice"),
            (lambda t, d: np.concatenate(t).mean(), "take the drawn ones"),
            (lambda t, d: np.concatenate([t[i] for i in d]), "should have the shape []"),
        ],
    ),
    "12.6": Tried(
        [_said, _other_words],
        [
            (lambda *a: _said(*a, more=" So the expert makes full stops."), "claims more"),
            (lambda *a: f"The effect is {a[2]} nats.", "on how many tokens"),
            (lambda *a: f"{a[0]} tokens, {a[1]} texts: {a[2]} nats", "without its interval"),
            (lambda *a: _said(*a).partition("; random")[0], "what did random bans do"),
            (lambda *a: a[2], "a piece of text"),
        ],
    ),
}  # fmt: skip


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("12", ANSWERS)
