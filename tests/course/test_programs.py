"""The simulator of programs: it computes what Triton computes, counts bytes, and refuses what would go wrong on a GPU."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import pytest
import torch

from dsv4lab.course import programs
from dsv4lab.course.programs import kernel
from dsv4lab.course.simulator import Language, Moved, ProgramError, Simulated, simulate

tl = programs.language()
HERE = programs.device()
with_triton = pytest.mark.skipif(importlib.util.find_spec("triton") is None, reason="triton is not installed")


def norm(p_x, p_out, width, eps, BLOCK: tl.constexpr):
    o = tl.arange(0, BLOCK)
    at = tl.program_id(0) * width + o
    b_x = tl.load(p_x + at, mask=o < width, other=0.0).to(tl.float32)
    tl.store(p_out + at, b_x * tl.rsqrt(tl.sum(b_x * b_x, axis=0) / width + eps), mask=o < width)


def softmax_in_blocks(p_x, p_out, width, BLOCK: tl.constexpr):
    """Long rows: a first loop for the largest and the sum, a second one for the result."""
    o = tl.arange(0, BLOCK)
    p_row = p_x + tl.program_id(0) * width
    b_most = tl.full([BLOCK], float("-inf"), tl.float32)
    for at in range(0, width, BLOCK):
        b_most = tl.maximum(b_most, tl.load(p_row + at + o, mask=at + o < width, other=float("-inf")))
    most = tl.max(b_most, axis=0)
    b_sum = tl.zeros([BLOCK], tl.float32)
    for at in range(0, width, BLOCK):
        b_sum += tl.exp(tl.load(p_row + at + o, mask=at + o < width, other=float("-inf")) - most)
    for at in range(0, width, BLOCK):
        b_x = tl.load(p_row + at + o, mask=at + o < width, other=0.0)
        tl.store(
            p_out + tl.program_id(0) * width + at + o, tl.exp(b_x - most) / tl.sum(b_sum, axis=0), mask=at + o < width
        )


def transposed(p_x, p_out, rows, columns, ROWS: tl.constexpr, COLUMNS: tl.constexpr):
    """Two axes of places and of programs, whole numbers too."""
    o_r = tl.program_id(0) * ROWS + tl.arange(0, ROWS)[:, None]
    o_c = tl.program_id(1) * COLUMNS + tl.arange(0, COLUMNS)[None, :]
    m = (o_r < rows) & (o_c < columns)
    b_x = tl.load(p_x + o_r * columns + o_c, mask=m, other=-1)
    tl.store(p_out + o_c * rows + o_r, tl.where(b_x > 3, b_x, -b_x), mask=m)


CASES = {
    "norm": (norm, (3,), lambda x, out: (x, out, 37, 1e-6), {"BLOCK": 64}, torch.randn(3, 37), (3, 37)),
    "softmax": (softmax_in_blocks, (4,), lambda x, out: (x, out, 37), {"BLOCK": 16}, 9 * torch.randn(4, 37), (4, 37)),
    "bfloat16": (norm, (3,), lambda x, out: (x, out, 37, 1e-6), {"BLOCK": 64}, torch.randn(3, 37).bfloat16(), (3, 37)),
    "two axes": (
        transposed, (2, 3), lambda x, out: (x, out, 5, 9), {"ROWS": 4, "COLUMNS": 4}, torch.arange(45), (9, 5),
    ),
}  # fmt: skip


@with_triton
@pytest.mark.parametrize("name", CASES)
def test_the_simulator_computes_what_triton_computes(name):
    program, grid, arguments, constants, x, shape = CASES[name]
    x = x.to(HERE)
    one, other = (torch.full(shape, -77, dtype=x.dtype, device=HERE) for _ in range(2))
    simulate(program)[grid](*arguments(x, one), **constants)
    kernel(program)[grid](*arguments(x, other), **constants)
    assert (one != -77).all()
    # A few float32 roundings: sums of 37 in another order. Stored in bfloat16 they can fall to either side of one step.
    within = 2**-7 if x.dtype == torch.bfloat16 else 1e-6
    assert torch.allclose(one.double(), other.double(), rtol=within, atol=1e-7)


def test_bytes_are_counted_with_masks_and_each_time():
    x, out = torch.randn(2, 5), torch.zeros(2, 5)
    assert simulate(norm)[(2,)](x, out, 5, 1e-6, BLOCK=8) == Moved(2, read=40, written=40)
    assert simulate(softmax_in_blocks)[(2,)](x, out, 5, BLOCK=2) == Moved(2, read=3 * 40, written=40)
    assert simulate(norm)[(0,)](x, out, 5, 1e-6, BLOCK=8) == Moved(0, 0, 0)
    assert simulate(norm)[(2,)](x.bfloat16(), out, 5, 1e-6, BLOCK=8).bytes == 20 + 40


def refused(program, words, *arguments, grid=(2,), **constants):
    with pytest.raises(ProgramError, match=words):
        simulate(program)[grid](*arguments, **constants)


def test_what_a_gpu_does_silently_is_told():
    x = torch.zeros(6)

    def reads(p_x, BLOCK):
        tl.load(p_x + tl.program_id(0) * BLOCK + tl.arange(0, BLOCK))

    refused(reads, "program 1 reads element 6 of a tensor with 6 elements", x, BLOCK=4)

    def before(p_x):
        tl.load(p_x - 1)

    refused(before, "program 0 reads element -1", x)

    def writes(p_x, BLOCK):
        tl.store(p_x + tl.arange(0, BLOCK), 1.0)

    refused(writes, "programs 0 and 1 write the same element", x, BLOCK=4)
    refused(writes, "writes element 6", x, grid=(1,), BLOCK=8)
    refused(writes, "has 3 places; a block's size must be a power of two", x, BLOCK=3)
    refused(writes, "do not lie one after the other", torch.zeros(6, 2)[:, 0], BLOCK=4)

    def unknown(p_x):
        tl.dance(p_x)

    refused(unknown, "no tl.dance; it knows abs, arange", x)

    def no_pointer(p_x):
        tl.load(3)

    refused(no_pointer, "at int, which is no pointer", x)


def test_masked_places_without_another_number_show():
    out = torch.zeros(4)

    def copies(p_x, p_out, BLOCK):
        o = tl.arange(0, BLOCK)
        tl.store(p_out + o, tl.load(p_x + o, mask=o < 3))

    simulate(copies)[(1,)](torch.ones(4), out, BLOCK=4)
    assert out[:3].eq(1).all() and out[3].isnan()


def test_the_name_of_the_language_is_given_back_after_an_error():
    before = tl

    def wrong(p_x):
        assert isinstance(tl, Language)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        simulate(wrong)[(1,)](torch.zeros(1))
    assert tl is before


def test_without_triton_the_simulator_takes_its_place(monkeypatch):
    monkeypatch.setattr(programs, "find_spec", lambda _: None)
    assert programs.way() == "missing" and not programs.has_triton()
    assert isinstance(programs.language(), Language) and isinstance(kernel(norm), Simulated)
    assert programs.device() == torch.device("cpu")
    out = torch.zeros(1, 3)
    kernel(norm)[(1,)](torch.tensor([[3.0, 4.0, 0.0]]), out, 3, 0.0, BLOCK=4)
    assert torch.allclose(out, torch.tensor([[3.0, 4.0, 0.0]]) * (3 / 25) ** 0.5)


def fresh(code: str, **more: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "TRITON_INTERPRET"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=kept | more, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@with_triton
@pytest.mark.skipif(torch.cuda.is_available(), reason="with a GPU programs are compiled")
@pytest.mark.parametrize(
    ("before", "setting", "way"),
    [
        ("", {}, "interpreted"),
        ("import triton", {}, "too late"),
        ("", {"TRITON_INTERPRET": "0"}, "too late"),
    ],
)
def test_the_interpreter_is_chosen_before_triton_is_imported(before, setting, way):
    code = f"{before}\nfrom dsv4lab.course import programs; print(programs.way(), programs.way(), sep='|')"
    assert fresh(code, **setting) == f"{way}|{way}"


def test_importing_the_module_chooses_nothing():
    code = "import os, sys; import dsv4lab.course.programs; print('TRITON_INTERPRET' in os.environ, 'triton' in sys.modules)"
    assert fresh(code) == "False False"
