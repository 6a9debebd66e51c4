"""Exercises of lesson 11, kernels.   Tests: tests/course/test_lesson_11.py."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from dsv4lab.course.answer import Answer, Untouched
from dsv4lab.course.exercise import exercise
from dsv4lab.course.roofline import Device, matrix
from dsv4lab.course.simulator import ProgramError, plain, simulate


@exercise(
    "11.1", "How many programs?", 1,
    "A program for every full block, and one more if anything is left.",
    "Round n / block up: -(-n // block), or (n + block - 1) // block.",
)  # fmt: skip
def programs(answer: Answer) -> str:
    """A function (n, block) -> how many programs cover n elements."""
    for n, block in ((1000, 256), (1024, 256), (1, 64), (65, 64), (0, 64), (700, 128)):
        full, left = divmod(n, block)
        want = full + bool(left)
        mistakes = {
            f"{full} programs of {block} leave the last {left} of {n} elements to nobody": full,
            f"one program too many: {full} blocks of {block} are {n} elements already": full + 1,
            "a program takes a block, not one element": n,
            "a part of a program cannot be launched; round up": n / block,
        }
        answer.close(want, f"the number of programs for {n} elements", answer.call(n, block), mistakes, within=1e-9)
    return "the grid; nothing is launched for nothing"


@exercise(
    "11.2", "The mask of a program", 1,
    "Program i has the places i * block to i * block + block - 1.",
    "A place is there if it is smaller than n: [i * block + j < n for j in range(block)].",
)  # fmt: skip
def mask(answer: Answer) -> str:
    """A function (i, n, block) -> block truth values: which places of program i lie inside."""
    for i, n, block in ((0, 10, 4), (2, 10, 4), (2, 8, 4), (1, 5, 4), (0, 3, 8)):
        places = i * block + np.arange(block)
        want = places < n
        mistakes = {
            "all programs get the mask of program 0; the place is i * block + j": np.arange(block) < n,
            f"the last element of {n} is {n - 1}; place {n} lies outside": places <= n,
            "true is what lies inside": ~want,
            "these are the places; compare them with n": places,
            "a mask says it for every place, not for the whole block": np.full(block, i * block + block <= n),
        }
        answer.close(want, f"the mask of program {i} for {n} elements", answer.call(i, n, block), mistakes, within=1e-9)
    return "only the last block is ragged, and the mask keeps it inside"


@exercise(
    "11.3", "Softmax of a row", 2,
    "Load with other=float('-inf'): places beyond the row then count as exp(-inf) = 0, in the maximum and in the sum.",
    "b_x = tl.load(...); b_e = tl.exp(b_x - tl.max(b_x, 0)); store b_e / tl.sum(b_e, 0). Row i begins at i * width.",
)  # fmt: skip
def softmax_rows(answer: Answer) -> str:
    """A program (p_x, p_out, width, BLOCK) -> the softmax of row program_id(0); runs in the simulator."""
    program = plain(answer.given)
    if not hasattr(program, "__code__"):
        answer.call()  # says what it is instead
    if not program.__code__.co_names:  # the stub: a body that names nothing
        raise Untouched

    def run(x: Tensor) -> Tensor | str:
        out = torch.full_like(x, torch.nan)
        try:
            moved = simulate(program)[(len(x),)](x, out, x.shape[1], BLOCK=8)
        except ProgramError as error:
            return str(error)
        return out if moved.written else "nothing was stored; is there a tl.store?"

    generator = torch.Generator().manual_seed(11)
    ordinary = torch.randn(3, 5, generator=generator)
    for x in (ordinary, ordinary - 30, ordinary * 400, torch.full((2, 8), 1e4), torch.randn(4, 1, generator=generator)):
        padded = torch.nn.functional.pad(x, (0, 8 - x.shape[1]))
        raised = x.exp()
        mistakes = {
            "places beyond the row count as zeros in the sum, and exp(0) is 1; load them as -inf": padded.softmax(1)[
                :, : x.shape[1]
            ],
            "these are exponentials; divide by their sum": (x - x.amax(1, keepdim=True)).exp(),
            "exp of a large number is infinite; take the row's maximum away first": raised
            / raised.sum(1, keepdim=True),
            "all rows together add up to one here; each row should": (x - x.max()).exp() / (x - x.max()).exp().sum(),
        }
        got = Answer(run).call(x)
        answer.true_of(not isinstance(got, str), str(got))
        answer.close(x.double().softmax(1), "the softmax", got, mistakes, within=1e-5)
    return "one program a row, ragged and large numbers included; the same source runs in Triton"


@exercise(
    "11.4", "What must move", 2,
    "Half a byte for a weight, a byte for the scale of 32 weights, two bytes for each number of both vectors.",
    "bytes = O * I / 2 + O * I / 32 + 2 * (O + I); operations = 2 * O * I, since a multiply-add counts two.",
)  # fmt: skip
def must_move(answer: Answer) -> str:
    """A function (outputs, inputs) -> (bytes, operations) of an FP4 matrix times one vector."""
    for outputs, inputs in ((2048, 4096), (64, 32)):
        one, weights, vectors = matrix(outputs, inputs, 1, "fp4"), outputs * inputs, 2 * (outputs + inputs)
        right = one.bytes, one.operations
        mistakes = {
            "the scales are missing: a byte for every 32 weights": (weights / 2 + vectors, right[1]),
            "the vectors are missing: two bytes for each number that comes in or goes out": (
                weights * 17 / 32,
                right[1],
            ),
            "a weight of four bits is half a byte": (weights + weights / 32 + vectors, right[1]),
            "the vector that goes out is missing": (one.bytes - 2 * outputs, right[1]),
            "a number in bfloat16 has two bytes": (one.bytes - vectors / 2, right[1]),
            "these are bits; a byte has eight": (8 * one.bytes, right[1]),
            "a multiply-add counts two operations": (one.bytes, weights),
            "first the bytes, then the operations": (one.operations, one.bytes),
        }
        answer.close(
            right, f"bytes and operations of {outputs} x {inputs}", _pair(answer, outputs, inputs), mistakes, 1e-9
        )
    return "3.8 operations for each byte that moves, however large the matrix is"


def _pair(answer: Answer, *arguments: object) -> list[float]:
    value = answer.call(*arguments)
    both = isinstance(value, (tuple, list)) and len(value) == 2
    answer.true_of(both or hasattr(value, "shape"), "return two numbers, as a tuple")
    if both and any(part is ... for part in value):
        raise Untouched
    return list(value)


@exercise(
    "11.5", "Enough tokens", 2,
    "Bytes: O * I * bits / 8 for the weights, whatever the number of tokens, and 2 * T * (O + I) for the vectors.",
    "Raise T from 1 on until 2 * O * I * T / bytes is at least the ridge.",
)  # fmt: skip
def enough(answer: Answer) -> str:
    """A function (outputs, inputs, bits, ridge) -> the fewest tokens with which a product waits for operations."""
    for outputs, inputs, stored, bits, ridge in (
        (4096, 8192, "fp8", 8, 189.0),
        (4096, 4096, "bfloat16", 16, 8.0),
        (4096, 8192, "bfloat16", 16, 189.0),
        (512, 512, "fp8", 8, 50.0),
    ):
        device = Device("", 1.0, ridge, "", "")

        def bound(
            tokens: int, device: Device = device, shape: tuple[int, int] = (outputs, inputs), stored: str = stored
        ) -> str:
            return matrix(*shape, tokens, stored).bound(device)

        want = next(tokens for tokens in range(1, 10000) if bound(tokens) == "operations")
        alone = ridge * bits / 16
        mistakes = {
            "the vectors are missing: their bytes grow with the tokens": math.ceil(alone)
            if math.ceil(alone) != want
            else -1,
            "one token fewer than that still waits for bytes; round up": want - 1,
            "the ridge is in operations for each byte, and a weight has bits / 8 bytes and 2 operations": ridge
            if ridge != want
            else -1,
            "a multiply-add counts two operations": next(
                t for t in range(1, 40000) if outputs * inputs * t >= ridge * matrix(outputs, inputs, t, stored).bytes
            )
            if ridge < outputs * inputs / (2 * (outputs + inputs))
            else -1,
        }
        got = answer.call(outputs, inputs, bits, ridge)
        answer.close(want, f"tokens for {outputs} x {inputs} at {bits} bits and ridge {ridge:g}", got, mistakes, 1e-9)
    return "that many texts at once cost the time of one, as far as their matrices go"


@exercise(
    "11.6", "Softmax in one pass", 3,
    "Keep three things: the largest score so far, the sum of exp(score - largest), the same sum weighted with the values.",
    "When a block brings a new largest, multiply both sums with exp(old - new) before adding. While the largest is -inf, "
    "skip the block: -inf - -inf is not a number.",
)  # fmt: skip
def one_pass(answer: Answer) -> str:
    """A function (iterator of (scores [4], values [4, D])) -> softmax of all scores times all values, [D]."""
    generator = torch.Generator().manual_seed(6)

    def drawn(count: int) -> Tensor:
        return torch.randn(count, generator=generator)

    nothing = torch.full((4,), -torch.inf)
    for what, parts in (
        ("ordinary scores", [drawn(4) for _ in range(3)]),
        ("scores that rise by 500", [drawn(4), drawn(4) + 500, drawn(4) + 1000]),
        ("scores that fall by 500", [drawn(4) + 1000, drawn(4) + 500]),
        ("a first block of -inf", [nothing, drawn(4), drawn(4) - 3]),
        ("a last block of -inf", [drawn(4), nothing]),
    ):
        values = [torch.randn(4, 3, generator=generator) for _ in parts]
        want = _attended(torch.cat(parts), torch.cat(values))
        each = [_attended(s, v) for s, v in zip(parts, values, strict=True) if s.isfinite().any()]
        kept, most = torch.zeros(3).double(), -math.inf
        total = 0.0
        for s, v in zip(parts, values, strict=True):  # sums that stay as they are when the largest rises
            most = max(most, float(s.max()))
            weight = (s.double() - most).exp() if most > -math.inf else torch.zeros(4).double()
            kept, total = kept + weight @ v.double(), total + float(weight.sum())
        mistakes = {
            "each block gets the same weight here; blocks with larger scores count for more": sum(each) / len(each),
            "earlier sums were made with a smaller largest score; multiply them with exp(old - new)": kept / total,
            "only the last block is left: it lies where the ones before lay, so nothing of it can be kept": _attended(
                parts[-1], values[-1]
            )
            if parts[-1].isfinite().any()
            else torch.full((3,), -99.0),
            "divide by the sum of the weights at the end": want
            * float((torch.cat(parts) - max(map(torch.max, parts))).exp().sum()),
        }
        got = answer.call(_in_place(parts, values))
        answer.close(want, f"with {what}, the result", got, mistakes, within=1e-4)
    return "every key is read once, whatever is larger behind it; so do the engine's attention kernels"


def _attended(scores: Tensor, values: Tensor) -> Tensor:
    return scores.double().softmax(0) @ values.double()


def _in_place(parts: list[Tensor], values: list[Tensor]) -> Iterator[tuple[Tensor, Tensor]]:
    """Blocks one after the other, each where the one before lay, as in a kernel's registers."""
    scores, rows = torch.empty_like(parts[0]), torch.empty_like(values[0])
    for part, value in zip(parts, values, strict=True):
        scores.copy_(part)
        rows.copy_(value)
        yield scores, rows


@exercise(
    "11.7", "Two shares of one attention", 3,
    "A share's weight is the sum of its exponentials: exp(lse). Take the larger of the two lse away first.",
    "lse = m + log(exp(lse_a - m) + exp(lse_b - m)) with m = max; out = a * exp(lse_a - lse) + b * exp(lse_b - lse).",
)  # fmt: skip
def join(answer: Answer) -> str:
    """A function (a [D], lse_a, b [D], lse_b) -> (out [D], lse): two attentions over halves of the keys become one."""
    generator = torch.Generator().manual_seed(7)
    for what, shift, lift in (
        ("ordinary", 0, 0),
        ("large", 800, 2),
        ("very negative", -900, 1),
        ("empty", 0, -math.inf),
    ):
        scores, values = torch.randn(9, generator=generator).double() + shift, torch.randn(9, 4, generator=generator)
        scores[5:] += lift
        halves = ((scores[:5], values[:5]), (scores[5:], values[5:]))
        parts = [(_attended(s, v) if s.isfinite().any() else torch.zeros(4), s.logsumexp(0)) for s, v in halves]
        (a, lse_a), (b, lse_b) = parts
        want, lse = _attended(scores, values), scores.logsumexp(0)
        share = torch.stack((lse_a, lse_b))
        near = (share - share.max()).exp()
        mistakes = {
            "both shares count the same here; one with larger scores counts for more": (a + b) / 2,
            "shares that were divided already are added up; weigh them with exp(lse - joined lse)": a + b,
            "an lse is a logarithm: the weight is its exponential": (a * lse_a + b * lse_b) / (lse_a + lse_b),
            "divide by the sum of both weights": a * near[0] + b * near[1],
            "the weights are the wrong way round": (a * near[1] + b * near[0]) / near.sum(),
        }
        value = answer.call(a, float(lse_a), b, float(lse_b))
        answer.true_of(
            isinstance(value, (tuple, list)) and len(value) == 2, "return two things: the result, and its lse"
        )
        if any(part is ... for part in value):
            raise Untouched
        answer.close(want, f"the result of two shares with {what} scores", value[0], mistakes, within=1e-6)
        off = {
            "the joined lse is at least the larger one, and larger if both shares hold something": share.max(),
            "logarithms are not added; their exponentials are": lse_a + lse_b,
            "this is the sum of the exponentials; its logarithm is asked for": lse.exp(),
        }
        answer.close(lse, f"the lse of two shares with {what} scores", value[1], off, within=1e-9)
    return "a long past is shared out over many programs, and their results are joined like this"
