"""The exercises of lesson 10: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import math

import numpy as np
import torch
from course_answers import Tried, cases, complete, judged

SIZES = np.array([0, 0.5, 1, 1.5, 2, 3, 4, 6])


def _code(code):
    e, m = (code >> 1) & 3, code & 1
    size = m / 2 if e == 0 else (1 + m / 2) * 2 ** (e - 1)
    return -size if code & 8 else size


def _scale(row):
    return math.ceil(math.log2(float(abs(row).max()) / 6)) + 127


def _round(x):
    out = []
    for value in x.tolist():
        apart = [(abs(min(abs(value), 6) - size), code % 2, code) for code, size in enumerate(SIZES)]
        out.append(math.copysign(SIZES[min(apart)[2]], value))
    return out


def _nearest(x, last=False):
    sizes = SIZES[::-1] if last else SIZES
    return np.sign(x.numpy()) * sizes[np.abs(np.minimum(np.abs(x.numpy()), 6)[:, None] - sizes).argmin(1)]


def _towards_zero(x):
    return np.sign(x.numpy()) * SIZES[np.searchsorted(SIZES, np.abs(x.numpy()), side="right") - 1]


def _unpack(packed, scale):
    codes = np.stack((packed.numpy() & 15, packed.numpy() >> 4), -1).reshape(len(packed), -1)
    values = np.vectorize(_code)(codes)
    return values * np.repeat(2.0 ** (scale.numpy().astype(float) - 127), 32, axis=1)


def _hadamard(x):
    h = np.ones((1, 1))
    while len(h) < len(x):
        h = np.block([[h, h], [h, -h]])
    return h @ x.numpy() / math.sqrt(len(x))


ANSWERS = {
    "10.1": Tried(
        [_code, lambda code: [0, 0.5, 1, 1.5, 2, 3, 4, 6, 0, -0.5, -1, -1.5, -2, -3, -4, -6][code]],
        [
            (lambda code: abs(_code(code)), "bit 3, and it is set here"),
            (lambda code: (1 + (code & 1) / 2) * 2.0 ** (((code >> 1) & 3) - 1), "no hidden 1"),
            (lambda code: _code(code) * (2 if (code >> 1) & 3 else 1), "has a bias of 1"),
            (lambda code: code, "code 1 should be 0.5"),
            (lambda code: f"{code}", "should be numbers"),
        ],
    ),
    "10.2": Tried(
        [_scale, lambda row: torch.ceil(torch.log2(row.abs().max() / 6)) + 127],
        [
            (lambda row: _scale(row) - 127, "a byte is 127 more"),
            (lambda row: math.floor(math.log2(float(abs(row).max()) / 6)) + 127, "cut off at 6 times"),
            (lambda row: math.ceil(math.log2(float(abs(row).max()))) + 127, "makes the largest number 1"),
            (lambda row: 2.0 ** (_scale(row) - 127), "the scale itself"),
            (lambda row: math.ceil(math.log2(float(row.max()) / 6)) + 127, "the largest size"),
        ],
    ),
    "10.3": Tried(
        [_round, lambda x: torch.tensor(_round(x))],
        [
            (_nearest, "takes the smaller size"),
            (lambda x: _nearest(x, last=True), "takes the larger size"),
            (torch.round, "whole numbers"),
            (lambda x: [abs(v) for v in _round(x)], "signs are lost"),
            (_towards_zero, "towards zero"),
        ],
    ),
    "10.4": Tried(
        [lambda c: c[::2] | (c[1::2] << 4), lambda c: [int(a + 16 * b) for a, b in zip(c[::2], c[1::2], strict=True)]],
        [
            (lambda c: c[1::2] | (c[::2] << 4), "the other way round"),
            (lambda c: c[::2] + 10 * c[1::2], "not with 10"),
            (lambda c: c[:4] | (c[4:] << 4), "first half with the second"),
            (lambda c: c, "should have the shape [4]"),
        ],
    ),
    "10.5": Tried(
        [_unpack, lambda p, s: torch.tensor(_unpack(p, s)).to(torch.bfloat16)],
        [
            (lambda p, s: _unpack(p, torch.full_like(s, 127)), "scales are missing"),
            (lambda p, s: _unpack((p >> 4) | ((p & 15) << 4), s), "the high one first"),
            (lambda p, s: _unpack(p, 254 - s), "it is a multiplier"),
            (lambda p, s: _unpack(p, s)[:, ::2], "should have the shape [4, 64]"),
        ],
    ),
    "10.6": Tried(
        [_hadamard, lambda x: torch.tensor(_hadamard(x))],
        [
            (lambda x: _hadamard(x) * math.sqrt(len(x)), "division by sqrt(n) is missing"),
            (lambda x: _hadamard(x) / math.sqrt(len(x)), "divided by n"),
            (lambda x: x, "the transform of 2 numbers"),
            (lambda x: np.fft.fft(x.numpy(), norm="ortho").real, "Fourier"),
        ],
    ),
    "10.7": Tried(
        [(4.25, 8 + 8 / 128**2), [4 + 8 / 32, 8.00048828125]],
        [
            ((4, 8), "scales are missing"),
            ((4.25, 8.0625), "not by a row"),
            (4.25, "should have the shape [2]"),
            ((4 + 1 / 32, 8 + 1 / 16384), "eight bits"),
            (..., "where ... stands"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("10", ANSWERS)
