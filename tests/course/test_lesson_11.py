"""The exercises of lesson 11: every right answer is taken, every wrong one told by what it got wrong.

Programs run in the simulator here, with its own language: tests/course/test_programs.py holds it against Triton.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from course_answers import Tried, cases, complete, judged

from dsv4lab.course.simulator import Language, simulate

tl = Language()


def _softmax(p_x, p_out, width, BLOCK):
    o = tl.arange(0, BLOCK)
    at = tl.program_id(0) * width + o
    b_x = tl.load(p_x + at, mask=o < width, other=float("-inf"))
    b_e = tl.exp(b_x - tl.max(b_x, axis=0))
    tl.store(p_out + at, b_e / tl.sum(b_e, axis=0), mask=o < width)


def _softmax_in_steps(p_x, p_out, width, BLOCK):
    """A place at a time and in a loop: no block is needed for a right answer."""
    row = tl.program_id(0) * width
    most, total = float("-inf"), 0.0
    for i in range(width):
        most = tl.maximum(tl.load(p_x + row + i), most)
    for i in range(width):
        total += tl.exp(tl.load(p_x + row + i) - most)
    for i in range(width):
        tl.store(p_out + row + i, tl.exp(tl.load(p_x + row + i) - most) / total)


def _of_zeros(p_x, p_out, width, BLOCK):
    o = tl.arange(0, BLOCK)
    at = tl.program_id(0) * width + o
    b_e = tl.load(p_x + at, mask=o < width, other=0.0)
    b_e = tl.exp(b_e - tl.max(b_e, axis=0))
    tl.store(p_out + at, b_e / tl.sum(b_e, axis=0), mask=o < width)


def _without_largest(p_x, p_out, width, BLOCK):
    o = tl.arange(0, BLOCK)
    at = tl.program_id(0) * width + o
    b_e = tl.exp(tl.load(p_x + at, mask=o < width, other=float("-inf")))
    tl.store(p_out + at, b_e / tl.sum(b_e, axis=0), mask=o < width)


def _without_sum(p_x, p_out, width, BLOCK):
    o = tl.arange(0, BLOCK)
    at = tl.program_id(0) * width + o
    b_x = tl.load(p_x + at, mask=o < width, other=float("-inf"))
    tl.store(p_out + at, tl.exp(b_x - tl.max(b_x, axis=0)), mask=o < width)


def _without_mask(p_x, p_out, width, BLOCK):
    at = tl.program_id(0) * width + tl.arange(0, BLOCK)
    b_e = tl.exp(tl.load(p_x + at))
    tl.store(p_out + at, b_e / tl.sum(b_e, axis=0))


def _load_unmasked(p_x, p_out, width, BLOCK):
    o = tl.arange(0, BLOCK)
    b_e = tl.exp(tl.load(p_x + (2 - tl.program_id(0)) * width + o))
    tl.store(p_out + tl.program_id(0) * width + o, b_e / tl.sum(b_e, axis=0), mask=o < width)


def _one_row(p_x, p_out, width, BLOCK):
    o = tl.arange(0, BLOCK)
    b_x = tl.load(p_x + o, mask=o < width, other=float("-inf"))
    b_e = tl.exp(b_x - tl.max(b_x, axis=0))
    tl.store(p_out + o, b_e / tl.sum(b_e, axis=0), mask=o < width)


def _nothing_stored(p_x, p_out, width, BLOCK):
    o = tl.arange(0, BLOCK)
    tl.load(p_x + o, mask=o < width)


def _fewest(bits, add, ridge, outputs, inputs):
    tokens = 1
    while 2 * outputs * inputs * tokens < ridge * (outputs * inputs * bits / 8 + add * tokens * (outputs + inputs)):
        tokens += 1
    return tokens


def _one_pass(blocks):
    most, total, out = -math.inf, 0.0, 0.0
    for scores, values in blocks:
        new = max(most, float(scores.max()))
        if new == -math.inf:
            continue
        old = math.exp(most - new)
        weight = (scores.double() - new).exp()
        total = total * old + float(weight.sum())
        out = out * old + weight @ values.double()
        most = new
    return out / total


def _one_pass_float32(blocks):
    most, total, out = torch.tensor(-1e30), torch.tensor(0.0), torch.zeros(3)
    for scores, values in blocks:
        new = torch.maximum(most, scores.max())
        weight, old = (scores - new).exp(), (most - new).exp()
        total, out, most = total * old + weight.sum(), out * old + weight @ values, new
    return out / total


def _never_rescaled(blocks):
    most, total, out = -math.inf, 0.0, torch.zeros(3)
    for scores, values in blocks:
        most = max(most, float(scores.max()))
        weight = (scores - most).exp() if most > -math.inf else torch.zeros(4)
        total, out = total + weight.sum(), out + weight @ values
    return out / total


def _all_at_once(blocks):
    scores, values = zip(*blocks, strict=True)
    return torch.cat(scores).softmax(0) @ torch.cat(values)


def _mean_of_blocks(blocks):
    each = [scores.softmax(0) @ values for scores, values in blocks]
    return sum(each) / len(each)


def _without_most(blocks):
    pairs = [(scores.exp() @ values, scores.exp().sum()) for scores, values in blocks]
    return sum(p[0] for p in pairs) / sum(p[1] for p in pairs)


def _join(a, lse_a, b, lse_b):
    most = max(lse_a, lse_b)
    lse = most + math.log(math.exp(lse_a - most) + math.exp(lse_b - most))
    return a * math.exp(lse_a - lse) + b * math.exp(lse_b - lse), lse


def _logaddexp(a, lse_a, b, lse_b):
    lse = np.logaddexp(lse_a, lse_b)
    return [(a * np.exp(lse_a - lse) + b * np.exp(lse_b - lse)).tolist(), lse]


def _sums(a, lse_a, b, lse_b):
    x, y = np.exp(lse_a), np.exp(lse_b)
    return (a * x + b * y) / (x + y), np.log(x + y)


ANSWERS = {
    "11.1": Tried(
        [lambda n, block: -(-n // block), lambda n, block: (n + block - 1) // block],
        [
            (lambda n, block: n // block, "leave the last 232"),
            (lambda n, block: n // block + 1, "one program too many"),
            (lambda n, block: n / block, "a part of a program"),
            (lambda n, block: n, "takes a block"),
        ],
    ),
    "11.2": Tried(
        [
            lambda i, n, block: [i * block + j < n for j in range(block)],
            lambda i, n, block: i * block + torch.arange(block) < n,
        ],
        [
            (lambda i, n, block: [j < n for j in range(block)], "the mask of program 0"),
            (lambda i, n, block: i * block + np.arange(block) <= n, "the last element"),
            (lambda i, n, block: i * block + np.arange(block) >= n, "what lies inside"),
            (lambda i, n, block: i * block + np.arange(block), "these are the places"),
            (lambda i, n, block: [(i + 1) * block <= n] * block, "every place"),
            (lambda i, n, block: i * block < n, "shape"),
        ],
    ),
    "11.3": Tried(
        [_softmax, _softmax_in_steps, simulate(_softmax)],
        [
            (_of_zeros, "exp(0) is 1"),
            (_without_largest, "take the row's maximum away"),
            (_without_sum, "divide by their sum"),
            (_without_mask, "is a mask missing"),
            (_one_row, "the program's own place"),
            (_load_unmasked, "a mask must leave such places out"),
            (_nothing_stored, "is there a tl.store"),
            (3.0, "should be a function"),
        ],
    ),
    "11.4": Tried(
        [
            lambda o, i: (o * i / 2 + o * i / 32 + 2 * (o + i), 2 * o * i),
            lambda o, i: np.array([o * i * 4.25 / 8 + 2 * o + 2 * i, 2 * o * i]),
        ],
        [
            (lambda o, i: (o * i / 2 + 2 * (o + i), 2 * o * i), "scales are missing"),
            (lambda o, i: (o * i * 17 / 32, 2 * o * i), "vectors are missing"),
            (lambda o, i: (o * i * 17 / 32 + 2 * i, 2 * o * i), "goes out is missing"),
            (lambda o, i: (o * i * 33 / 32 + 2 * (o + i), 2 * o * i), "half a byte"),
            (lambda o, i: (o * i * 17 / 32 + 2 * (o + i), o * i), "counts two"),
            (lambda o, i: o * i, "return two numbers"),
        ],
    ),
    "11.5": Tried(
        [
            lambda o, i, bits, ridge: _fewest(bits, 2, ridge, o, i),
            lambda o, i, bits, ridge: math.ceil(ridge * o * i * bits / 8 / (2 * o * i - 2 * ridge * (o + i)) - 1e-9),
        ],
        [
            (lambda o, i, bits, ridge: _fewest(bits, 0, ridge, o, i), "the vectors are missing"),
            (lambda o, i, bits, ridge: _fewest(bits, 2, ridge, o, i) - 1, "round up"),
            (lambda o, i, bits, ridge: ridge, "2 operations"),
            (lambda o, i, bits, ridge: _fewest(bits * 2, 4, ridge, o, i), "a multiply-add counts two"),
        ],
    ),
    "11.6": Tried(
        [_one_pass, _one_pass_float32],
        [
            (_never_rescaled, "exp(old - new)"),
            (_all_at_once, "nothing of it can be kept"),
            (_mean_of_blocks, "each block gets the same weight"),
            (_without_most, "is not a number"),
            (lambda blocks: [1.0, 2.0], "should have the shape [3]"),
        ],
    ),
    "11.7": Tried(
        [_join, _logaddexp],
        [
            (lambda a, x, b, y: ((a + b) / 2, np.logaddexp(x, y)), "count the same"),
            (lambda a, x, b, y: (a + b, np.logaddexp(x, y)), "added up"),
            (lambda a, x, b, y: (_join(a, x, b, y)[0], max(x, y)), "at least the larger one"),
            (lambda a, x, b, y: (_join(a, y, b, x)[0], np.logaddexp(x, y)), "wrong way round"),
            (lambda a, x, b, y: _join(a, x, b, y)[0], "return two things"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_sums_of_plain_exponentials_are_told_where_they_overflow():
    with np.errstate(all="ignore"):
        judged("11.7", _sums, "is not a number")


def test_every_exercise_is_tried():
    complete("11", ANSWERS)
