"""The exercises of lesson 02: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import math

import numpy as np
import torch
from course_answers import Tried, cases, complete, judged


def _distance(tokens):
    return np.arange(tokens)[:, None] - np.arange(tokens)


def _mask(tokens, size):
    return (_distance(tokens) >= 0) & (_distance(tokens) < size)


def _attend(query, keys, sink, scale=None):
    logits = keys @ query * (len(query) ** -0.5 if scale is None else scale)
    return torch.cat((logits, sink[None])).softmax(0)[:-1] @ keys


def _by_hand(query, keys, sink):
    logits = [float(query @ key) / math.sqrt(len(query)) for key in keys]
    top = max(*logits, float(sink))
    total = sum(math.exp(x - top) for x in logits) + math.exp(float(sink) - top)
    return sum(math.exp(x - top) / total * key.numpy() for x, key in zip(logits, keys, strict=True))


def _naive(query, keys, sink):
    weights = (keys @ query / math.sqrt(len(query))).exp()
    return weights @ keys / (weights.sum() + sink.exp())


def _pool(content, gate):
    return (content * gate.softmax(0)).sum(0)


def _csa(content, gate, bias, i, *, first=0, own=1, missing=None):
    content, gate = content.chunk(2, -1), (gate + bias).chunk(2, -1)
    if i == 0 and missing is None:
        return _pool(content[own][0], gate[own][0])
    before = [x[first][i - 1] if i else torch.full_like(x[0][0], missing) for x in (content, gate)]
    return _pool(torch.cat((before[0], content[own][i])), torch.cat((before[1], gate[own][i])))


def _csa_loop(content, gate, bias, i):
    """Per channel, with lists."""
    _, m, columns = content.shape
    out = []
    for channel in range(columns // 2):
        rows = [(i - 1, t, channel) for t in range(m) if i] + [(i, t, columns // 2 + channel) for t in range(m)]
        weights = [math.exp(gate[b, t, c] + bias[t, c]) for b, t, c in rows]
        out.append(sum(w * float(content[row]) for w, row in zip(weights, rows, strict=True)) / sum(weights))
    return out


def _back(out, angle, sign=1):
    width = 2 * len(angle)
    a, b = out[:, -width:].unflatten(-1, (-1, 2)).unbind(-1)
    cos, sin = angle.cos(), sign * angle.sin()
    turned = torch.stack((a * cos + b * sin, b * cos - a * sin), -1).flatten(-2)
    return torch.cat((out[:, :-width], turned), -1)


def _complex(out, angle):
    width = 2 * len(angle)
    pairs = torch.view_as_complex(out[:, -width:].unflatten(-1, (-1, 2)).contiguous())
    back = pairs * torch.polar(torch.ones_like(angle), -angle)
    return np.concatenate((out[:, :-width], torch.view_as_real(back).flatten(-2)), -1)


def _halves(out, angle):
    width, n = 2 * len(angle), len(angle)
    a, b = out[:, -width:-n], out[:, -n:]
    cos, sin = angle.cos(), angle.sin()
    return torch.cat((out[:, :-width], a * cos + b * sin, b * cos - a * sin), -1)


ANSWERS = {
    "02.1": Tried(
        [
            _mask,
            lambda tokens, size: [[0 <= q - k < size for k in range(tokens)] for q in range(tokens)],
            lambda tokens, size: torch.ones(tokens, tokens).tril().triu(1 - size),
        ],
        [
            (lambda tokens, size: abs(_distance(tokens)) < size, "tokens that come after it"),
            (lambda tokens, size: _distance(tokens) >= 0, "ends somewhere"),
            (lambda tokens, size: _mask(tokens, size + 1), "yours holds one more"),
            (lambda tokens, size: _mask(tokens, size) & (_distance(tokens) > 0), "own token is missing"),
            (lambda tokens, size: _mask(tokens, size + 1) & (_distance(tokens) > 0), "too far back"),
            (lambda tokens, size: _mask(tokens, size - 1), "one fewer"),
            (lambda tokens, size: _mask(tokens, size).T, "the other way round"),
            (lambda tokens, size: ~_mask(tokens, size), "True means"),
            (lambda tokens, size: np.where(_mask(tokens, size), 0, -np.inf), "added to the logits"),
            (
                lambda tokens, size: [list(range(max(0, q - size + 1), q + 1)) for q in range(tokens)],
                "should be numbers",
            ),
            (lambda tokens, size: _mask(tokens, size)[-1], "shape [7, 7]"),
            (..., "where ... stands"),
        ],
    ),
    "02.2": Tried(
        [lambda p, rate: (p + 1) // rate, lambda p, rate: np.floor((p + 1) / rate)],
        [
            (lambda p, rate: p // rate, "p + 1 tokens"),
            (lambda p, rate: math.ceil((p + 1) / rate), "only whole blocks"),
            (lambda p, rate: p // rate + 1, "only whole blocks"),
            (lambda p, rate: (p + 1) / rate, "whole number"),
            (lambda p, rate: list(range((p + 1) // rate)), "shape []"),
            (lambda p, rate: "none", "should be numbers"),
        ],
    ),
    "02.3": Tried(
        [_attend, _by_hand, lambda q, k, s: _attend(q.double(), k.double(), s.double()).tolist()],
        [
            (lambda q, k, s: (k @ q / math.sqrt(len(q))).softmax(0) @ k, "sum to 1 here"),
            (lambda q, k, s: _attend(q, k, s, scale=1), "not divided by the square root"),
            (lambda q, k, s: _attend(q, k, s, scale=1 / len(q)), "it is its square root"),
            (lambda q, k, s: _attend(q, k, s / math.sqrt(len(q))), "logit as it is"),
            (lambda q, k, s: _attend(q, k, s.log()), "exp(sink)"),
            (_naive, "not a number"),
            (lambda q, k, s: (k @ q / math.sqrt(len(q))).softmax(0), "shape [16]"),
            (lambda q, k, s: q @ k, "raised RuntimeError"),
        ],
    ),
    "02.4": Tried(
        [
            lambda c, g, b: _pool(c, g + b),
            lambda c, g, b: np.average(c, axis=0, weights=np.exp((g + b).numpy())),
        ],
        [
            (lambda c, g, b: _pool(c, g), "slot bias is missing"),
            (lambda c, g, b: _pool(c + b, g), "not to the content"),
            (lambda c, g, b: (c * (g + b).softmax(-1)).sum(0), "over the channels"),
            (lambda c, g, b: c.mean(0), "plain mean"),
            (lambda c, g, b: (c * (g + b)).sum(0), "softmax over the tokens is missing"),
            (lambda c, g, b: (c * (g + b).sigmoid()).sum(0), "not a sigmoid"),
            (lambda c, g, b: (g + b).mean(1).softmax(0) @ c, "one gate for all channels"),
            (lambda c, g, b: c * (g + b).softmax(0), "shape [6]"),
            (lambda c, g, b: print, "it is a function"),
        ],
    ),
    "02.5": Tried(
        [_csa, _csa_loop, lambda *a: _csa(*a).numpy()],
        [
            (lambda *a: _csa(*a, first=1, own=0), "halves are swapped"),
            (lambda c, g, b, i: _csa(c, g, 0 * b, i), "slot bias is missing"),
            (lambda c, g, b, i: _csa(c, g, torch.cat(b.chunk(2, -1)[::-1], -1), i), "halves of the slot bias"),
            (lambda c, g, b, i: _pool(c[i, :, 5:], (g[i] + b)[:, 5:]), "own block only"),
            (
                lambda c, g, b, i: (
                    _pool(c[i, :, 5:], (g[i] + b)[:, 5:]) + _pool(c[i - 1, :, :5], (g[i - 1] + b)[:, :5])
                ),
                "two softmaxes",
            ),
            (lambda *a: _csa(*a, first=1, own=1), "gives its first C"),
            (
                lambda c, g, b, i: _pool(
                    torch.cat((c[i - 1, :, :5], c[i, :, 5:])),
                    torch.cat(((g[i - 1] + b)[:, :5], (g[i] + b)[:, 5:])),
                ),
                "index -1",
            ),
            (lambda *a: _csa(*a, missing=0.0), "with the logit 0"),
            (lambda c, g, b, i: _pool(c[i], g[i] + b), "shape [5]"),
            (lambda c, g, b: None, "raised TypeError"),
        ],
    ),
    "02.6": Tried(
        [_back, _complex],
        [
            (lambda out, angle: _back(out, angle, -1), "rotates further on"),
            (
                lambda out, angle: torch.cat((_back(out[:, : 2 * len(angle)], angle), out[:, 2 * len(angle) :]), -1),
                "the last ones are rotated",
            ),
            (_halves, "the pairs are neighbours"),
            (lambda out, angle: _back(out[:, -2 * len(angle) :], angle), "shape [3, 20]"),
            (lambda out, angle: out, "nothing was rotated"),
            (lambda out, angle: "turned", "should be numbers"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("02", ANSWERS)
