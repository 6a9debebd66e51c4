"""The release's number formats: FP8 (e4m3) in 128x128 tiles, FP4 (e2m1) in rows of 32, power-of-two (E8M0) scales.

Source: the released checkpoints and their inference code. Weights are stored this way; the forward also rounds the KV cache
and the indexer's queries and keys through it (`simulate_*`).
Surprising: every scale is a power of two, so rounding happens once, in the element; dequantising is exact even in
bfloat16, and FP4 values are a subset of the FP8 ones. Scales are multipliers.
Tests: tests/kernels/test_quantization.py.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.common.group_sizes import FP4_ROW, FP8_TILE, INDEX_GROUP

FP8_LARGEST, FP4_LARGEST = 448.0, 6.0
FP8_FLOOR, FP4_FLOOR = 1e-4, FP4_LARGEST * 2.0**-126  # smallest |x| maximum an activation's group is scaled for


# Powers of two ------------------------------------------------------------------------------------------------------


def e8m0_encode(scale: Tensor) -> Tensor:
    """Exponent byte of the smallest power of two that is not below `scale`.

    scale    any shape, >= 0; computed in float32
    returns  same shape, uint8: 2^(byte - 127); exact powers of two map to themselves, zero to 0 (2^-127),
             anything above 2^127, infinite or NaN to 255 (NaN)
    """
    bits = scale.to(torch.float32).view(torch.int32)
    exponent, mantissa = (bits >> 23) & 255, bits & 0x7FFFFF
    # Below the smallest normal number the exponent is 0 and the leading mantissa bit alone is 2^-127.
    exact = torch.where(exponent == 0, 0x400000, 0)
    return (exponent + (mantissa > exact)).clamp(max=255).to(torch.uint8)


def e8m0_decode(byte: Tensor) -> Tensor:
    """Value of exponent bytes: 2^(byte - 127) as float32; 255 is NaN, 0 is the subnormal 2^-127.

    byte     any shape, uint8 or float8_e8m0fnu
    """
    exponent = (byte if byte.dtype == torch.uint8 else byte.view(torch.uint8)).to(torch.int32)
    bits = torch.where(exponent == 0, 0x400000, exponent << 23)
    return torch.where(exponent == 255, 0x7FC00000, bits).to(torch.int32).view(torch.float32)


def power_of_two_ceil(x: Tensor) -> Tensor:
    """Smallest power of two (at least 2^-127) not below x, same shape, float32; from exponent bits, so never off by one."""
    return e8m0_decode(e8m0_encode(x))


def fp8_scale_byte(largest: Tensor) -> Tensor:
    """Byte (same shape) of power_of_two_ceil(largest / 448), without the division: 448 is 1.75 * 2^8."""
    return _scale_byte(largest, exponent_of_limit=8, mantissa_of_limit=0x600000)


def fp4_scale_byte(largest: Tensor) -> Tensor:
    """Byte (same shape) of power_of_two_ceil(largest / 6), without the division: 6 is 1.5 * 2^2."""
    return _scale_byte(largest, exponent_of_limit=2, mantissa_of_limit=0x400000)


def _scale_byte(largest: Tensor, exponent_of_limit: int, mantissa_of_limit: int) -> Tensor:
    # A compiler may turn a division by a constant into a rounded multiplication, which doubles the scale at its edges.
    bits = largest.to(torch.float32).view(torch.int32)
    exponent, mantissa = (bits >> 23) & 255, bits & 0x7FFFFF
    byte = (exponent - exponent_of_limit + (mantissa > mantissa_of_limit)).clamp(min=0)
    return torch.where(exponent == 255, 255, byte).to(torch.uint8)


def reciprocal(byte: Tensor) -> Tensor:
    """1 / scale, also a power of two and so exact; NaN stays NaN; any shape."""
    return e8m0_decode(torch.where(byte == 255, 255, 254 - byte.to(torch.int32)).to(torch.uint8))


# Elements -----------------------------------------------------------------------------------------------------------


def round_to_e4m3(x: Tensor) -> Tensor:
    """Nearest e4m3 code (ties to even), saturating at +-448. x any shape, float32; returns float8_e4m3fn."""
    return x.clamp(-FP8_LARGEST, FP8_LARGEST).to(torch.float8_e4m3fn)


def round_to_e2m1(x: Tensor) -> Tensor:
    """Nearest of 0, .5, 1, 1.5, 2, 3, 4, 6 with sign (ties to the even code), saturating. float32 in and out, any shape."""
    size = x.abs().clamp(max=FP4_LARGEST)
    step = torch.where(size < 2.0, 0.5, torch.where(size < 4.0, 1.0, 2.0))
    return torch.copysign(torch.round(size / step) * step, x)


def e2m1_encode(x: Tensor) -> Tensor:
    """Four-bit code (0..15 in uint8, bit 3 = sign) of values that `round_to_e2m1` returns, same shape."""
    size = x.abs()
    code = torch.where(size < 2.0, size * 2.0, torch.where(size < 4.0, size + 2.0, size * 0.5 + 4.0))
    return code.to(torch.uint8) | (torch.signbit(x).to(torch.uint8) << 3)


def e2m1_decode(code: Tensor) -> Tensor:
    """Value of four-bit codes (0..15 in any integer dtype) as float32, same shape."""
    code = code.to(torch.int32)
    exponent, mantissa = (code >> 1) & 3, code & 1
    size = torch.where(exponent == 0, mantissa * 2, (2 + mantissa) << exponent).to(torch.float32) * 0.25
    return torch.where((code & 8) != 0, -size, size)


def _through_fp8(x: Tensor, byte: Tensor) -> Tensor:
    return round_to_e4m3(x * reciprocal(byte)).to(torch.float32) * e8m0_decode(byte)


def _through_fp4(x: Tensor, byte: Tensor) -> Tensor:
    return round_to_e2m1(x * reciprocal(byte)) * e8m0_decode(byte)


# Weights ------------------------------------------------------------------------------------------------------------


def quantize_fp8_tiles(weight: Tensor, tile: int = FP8_TILE) -> tuple[Tensor, Tensor]:
    """One power-of-two scale per tile of tile x tile weights.

    weight   [..., O, I] floating
    returns  [..., O, I] float8_e4m3fn and [..., ceil(O/tile), ceil(I/tile)] uint8 (E8M0)
    """
    tiles = _tiles(weight, tile)
    byte = fp8_scale_byte(tiles.abs().amax(dim=(-3, -1)))
    codes = round_to_e4m3(tiles * reciprocal(byte)[..., :, None, :, None])
    return _untile(codes, weight.shape), byte


def dequantize_fp8_tiles(codes: Tensor, scale: Tensor, dtype: torch.dtype, tile: int = FP8_TILE) -> Tensor:
    """Inverse of `quantize_fp8_tiles`; exact in float32 and bfloat16.

    codes    [..., O, I] float8_e4m3fn
    scale    [..., ceil(O/tile), ceil(I/tile)] uint8 or float8_e8m0fnu (E8M0), or floating (plain multipliers)

    Raises ShapeError where scale and codes do not fit.
    """
    need = (*codes.shape[:-2], -(-codes.shape[-2] // tile), -(-codes.shape[-1] // tile))
    if tuple(scale.shape) != need:
        raise ShapeError(
            f"scale has shape {tuple(scale.shape)}; weights {tuple(codes.shape)} in {tile}-tiles need {need}."
        )
    tiles = _tiles(codes, tile) * _multipliers(scale)[..., :, None, :, None]
    return _untile(tiles, codes.shape).to(dtype)


def quantize_fp4_rows(weight: Tensor, group: int = FP4_ROW) -> tuple[Tensor, Tensor]:
    """One power-of-two scale per row and `group` consecutive inputs; two weights in a byte.

    weight   [..., O, I] floating, I a multiple of `group`
    returns  [..., O, I/2] int8, the even element in the low nibble, and [..., O, I/group] uint8 (E8M0)
    """
    groups = groups_of(weight, group, ragged=False)
    byte = fp4_scale_byte(groups.abs().amax(dim=-1))
    codes = e2m1_encode(round_to_e2m1(groups * reciprocal(byte)[..., None])).flatten(-2)
    return (codes[..., 0::2] | (codes[..., 1::2] << 4)).view(torch.int8), byte


def dequantize_fp4_rows(packed: Tensor, scale: Tensor, dtype: torch.dtype, group: int = FP4_ROW) -> Tensor:
    """Inverse of `quantize_fp4_rows`; exact in float32 and bfloat16.

    packed   [..., O, I/2] int8 or uint8
    scale    [..., O, I/group] uint8 or float8_e8m0fnu (E8M0), or floating (plain multipliers)

    Raises ShapeError where scale and codes do not fit.
    """
    need = (*packed.shape[:-1], packed.shape[-1] * 2 // group)
    if tuple(scale.shape) != need or packed.shape[-1] * 2 % group:
        raise ShapeError(f"scale has shape {tuple(scale.shape)}; {tuple(packed.shape)} packed bytes need {need}.")
    byte = packed.view(torch.uint8)
    values = e2m1_decode(torch.stack((byte & 15, byte >> 4), dim=-1)).flatten(-2)
    return (values.unflatten(-1, (-1, group)) * _multipliers(scale)[..., None]).flatten(-2).to(dtype)


def fake_quantize_fp8_tiles(weight: Tensor, tile: int = FP8_TILE) -> Tensor:
    """Weights as FP8 storage would return them, same shape and dtype; never waits for the device."""
    tiles = _tiles(weight, tile)
    byte = fp8_scale_byte(tiles.abs().amax(dim=(-3, -1)))[..., :, None, :, None]
    return _untile(_through_fp8(tiles, byte), weight.shape).to(weight.dtype)


def fake_quantize_fp4_rows(weight: Tensor, group: int = FP4_ROW) -> Tensor:
    """Weights as FP4 storage would return them, same shape and dtype; never waits for the device."""
    groups = groups_of(weight, group, ragged=False)
    return _through_fp4(groups, fp4_scale_byte(groups.abs().amax(dim=-1, keepdim=True))).flatten(-2).to(weight.dtype)


# Activations --------------------------------------------------------------------------------------------------------


def simulate_fp8(x: Tensor, group: int) -> Tensor:
    """Round activations through FP8: groups of the last axis share a power-of-two scale. The same shape and dtype as x.

    The release uses KEY_GROUP for the KV cache's unrotated channels and ACTIVATION_GROUP in front of FP8 and FP4 matrices; a
    last group may be shorter.
    """
    groups = groups_of(x, group, ragged=True)
    byte = fp8_scale_byte(groups.abs().amax(dim=-1, keepdim=True).clamp(min=FP8_FLOOR))
    return _through_fp8(groups, byte).flatten(-2)[..., : x.shape[-1]].to(x.dtype)


def simulate_fp4(x: Tensor, group: int = INDEX_GROUP) -> Tensor:
    """Round activations through FP4 (the indexer's queries and keys, after `hadamard`). The same shape and dtype as x."""
    groups = groups_of(x, group, ragged=True)
    byte = fp4_scale_byte(groups.abs().amax(dim=-1, keepdim=True).clamp(min=FP4_FLOOR))
    return _through_fp4(groups, byte).flatten(-2)[..., : x.shape[-1]].to(x.dtype)


def hadamard(x: Tensor) -> Tensor:
    """Orthonormal Walsh-Hadamard transform (Sylvester order) of the last axis, whose size is a power of two; same shape.

    Leaves dot products as they are and spreads outliers over all channels, so that four bits suffice. Its own inverse.

    Raises ShapeError for another size.
    """
    size = x.shape[-1]
    if size < 1 or size & (size - 1):
        raise ShapeError(f"hadamard needs a last axis of a power of two, got {size} in {tuple(x.shape)}.")
    y, half = x.to(torch.promote_types(x.dtype, torch.float32)), 1
    while half < size:
        even, odd = y.unflatten(-1, (-1, 2, half)).unbind(-2)
        y, half = torch.stack((even + odd, even - odd), dim=-2).flatten(-3), half * 2
    return (y * size**-0.5).to(x.dtype)


# Shapes -------------------------------------------------------------------------------------------------------------


def _multipliers(scale: Tensor) -> Tensor:
    return (
        scale.to(torch.float32) if scale.dtype in (torch.float32, torch.bfloat16, torch.float16) else e8m0_decode(scale)
    )


def _tiles(weight: Tensor, tile: int) -> Tensor:
    """[..., O, I] -> float32 [..., O/tile, tile, I/tile, tile], zero-padded at the ragged edge."""
    if weight.ndim < 2:
        raise ShapeError(f"a tiled weight needs two axes [out, in], got shape {tuple(weight.shape)}.")
    rows, columns = weight.shape[-2:]
    padded = F.pad(weight.to(torch.float32), (0, -columns % tile, 0, -rows % tile))
    return padded.unflatten(-1, (-1, tile)).unflatten(-3, (-1, tile))


def _untile(tiles: Tensor, shape: torch.Size) -> Tensor:
    return tiles.flatten(-2).flatten(-3, -2)[..., : shape[-2], : shape[-1]].contiguous()


def groups_of(x: Tensor, group: int, *, ragged: bool) -> Tensor:
    """[..., I] -> float32 [..., I/group, group]; a ragged last group is padded with zeros."""
    if x.shape[-1] % group and not ragged:
        raise ShapeError(f"FP4 rows need a multiple of {group} inputs, got {x.shape[-1]} in {tuple(x.shape)}.")
    return F.pad(x.to(torch.float32), (0, -x.shape[-1] % group)).unflatten(-1, (-1, group))
