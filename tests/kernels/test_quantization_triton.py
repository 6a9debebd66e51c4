"""Rounding in registers gives the codes of the definition, bit for bit."""

from __future__ import annotations

import pytest
import torch
import triton
import triton.language as tl
from kernel_device import DEVICE, Draw, nan

from dsv4lab.kernels import quantization as q
from dsv4lab.kernels.quantization_triton import (
    fp4_byte,
    fp4_code,
    fp8_byte,
    fp8_code,
    hadamard,
    simulate_fp8_triton,
    sizes,
)


@triton.jit
def _codes(p_x, p_code, p_byte, count, FP4: tl.constexpr, BLOCK: tl.constexpr):
    o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    b_x = tl.load(p_x + o, mask=o < count, other=0.0)
    tl.store(p_code + o, fp4_code(b_x) if FP4 else fp8_code(b_x), mask=o < count)
    tl.store(p_byte + o, fp4_byte(sizes(b_x)) if FP4 else fp8_byte(sizes(b_x)), mask=o < count)


@triton.jit
def _transform(p_x, p_out, WIDTH: tl.constexpr):
    o = tl.arange(0, WIDTH)
    tl.store(p_out + o, hadamard(tl.load(p_x + o), WIDTH))


def edges(grid: torch.Tensor) -> torch.Tensor:
    """All codes' values, the middles between them, both neighbours of each of these; both signs; beyond the end."""
    values = torch.cat((grid, (grid[1:] + grid[:-1]) / 2, torch.tensor([1e4, 2.0**-149, 2.0**-30, 1e-4, 7.0])))
    up, down = torch.nextafter(values, torch.tensor(torch.inf)), torch.nextafter(values, torch.tensor(-torch.inf))
    values = torch.cat((values, up, down))
    return torch.cat((values, -values))


@pytest.mark.parametrize("fp4", [True, False], ids=["fp4", "fp8"])
def test_codes_and_multipliers_at_every_edge(fp4):
    grid = torch.arange(127, dtype=torch.uint8).view(torch.float8_e4m3fn).float()
    powers = torch.exp2(torch.arange(-126, 127).float())
    x = torch.cat((edges(q.e2m1_decode(torch.arange(8)) if fp4 else grid), edges(powers * 1.5), edges(powers * 1.75)))
    x = torch.cat((x, torch.tensor([torch.inf, torch.nan]))).to(DEVICE)
    code, byte = (torch.full(x.shape, -1, dtype=torch.int32, device=DEVICE) for _ in range(2))
    _codes[(triton.cdiv(len(x), 256),)](x, code, byte, len(x), FP4=fp4, BLOCK=256)
    real = x[:-1]
    want = q.e2m1_encode(q.round_to_e2m1(real)) if fp4 else q.round_to_e4m3(real).view(torch.uint8)
    assert torch.equal(code[:-1], want.int())
    size = x.abs().clamp(min=q.FP4_FLOOR if fp4 else q.FP8_FLOOR)
    assert torch.equal(byte, (q.fp4_scale_byte if fp4 else q.fp8_scale_byte)(size).int())


@pytest.mark.parametrize("width", [2, 16, 64, 128, 256])
def test_the_transform_makes_its_sums_in_the_definition_s_order(width):
    x, out = Draw(f"hadamard{width}")(width), nan(width)
    _transform[(1,)](x, out, WIDTH=width)
    assert torch.equal(out, q.hadamard(x))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
@pytest.mark.parametrize(
    ("tokens", "width", "planes"), [(0, 128, 1), (1, 40, 1), (3, 1300, 2), (2, 2048, 8), (5, 128, 1)]
)
def test_inputs_of_matrices_are_rounded_as_the_definition_rounds_them(tokens, width, planes, dtype):
    draw = Draw(f"simulate{width}")
    wide = draw(tokens, width + 24, dtype=dtype) * draw(tokens, 1).exp2().to(dtype)
    x = wide[:, :width]  # rows that are not adjacent

    def placed(x: torch.Tensor) -> torch.Tensor:
        return x.unflatten(1, (-1, planes)).transpose(1, 2).flatten(1)

    out = nan(tokens, width, dtype=dtype)
    got = simulate_fp8_triton(x if planes == 1 else placed(x), planes=planes, out=out)
    assert torch.equal(got, placed(q.simulate_fp8(x, 128))) and got is out
    if tokens:
        again = placed(x).contiguous()
        assert torch.equal(simulate_fp8_triton(again, planes=planes, out=again), out), "in place"
