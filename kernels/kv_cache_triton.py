"""Rows of a cache written and read by the kernels that make and use them: plain, or as the release keeps them.

Section 2.3.4 of the report; definition and layout in kv_cache.py. A vector is rounded where it is made, after its
rotation, and widened where it is multiplied, in registers. The transform and rounding of index keys and queries
are the same, so their exact products survive, and only a key is stored as codes.
Tests: tests/kernels/test_kv_cache_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.dot_triton import INTERPRETED
from dsv4lab.kernels.kv_cache import Keys, StoredKeys
from dsv4lab.kernels.linear_stored_triton import e8m0
from dsv4lab.kernels.quantization_triton import (
    fp4_byte,
    fp4_code,
    fp8_byte,
    fp8_code,
    from_fp4,
    from_fp8,
    hadamard,
    rounded,
    sizes,
)


def form_of(keys: Keys) -> str:
    """Which of the forms below the rows of a cache have."""
    return "plain" if isinstance(keys, Tensor) else "entry" if keys.rotated else "index key"


def arrays_of(keys: Keys) -> tuple[Tensor, Tensor | None, int, int, int]:
    """What kernels are given: rows [B, n, bytes or C], multipliers, and strides of batch and row, and of the multipliers'
    batch.

    The multipliers of consecutive rows are adjacent.
    """
    if isinstance(keys, Tensor):
        return keys, None, keys.stride(0), keys.stride(1), 0
    return keys.codes, keys.scale, keys.codes.stride(0), keys.codes.stride(1), keys.scale.stride(0)


@triton.jit
def store_vector(
    b_x, p_row, p_scale, WIDTH: tl.constexpr, ROTATED: tl.constexpr, BLOCK: tl.constexpr, FORM: tl.constexpr,
    KEPT: tl.constexpr,
):  # fmt: skip
    """[BLOCK] float32 into the row at p_row (and its multipliers at p_scale), rounded to KEPT before anything else.

    FORM: "plain"; "entry" or "index key", as the release keeps them; "index query", plain with an index key's rounding.
    """
    b_x = rounded(b_x, KEPT)
    if FORM == "plain":
        o = tl.arange(0, BLOCK)
        tl.store(p_row + o, b_x, mask=o < WIDTH)
    elif FORM == "entry":
        _store_entry(b_x, p_row, p_scale, WIDTH, ROTATED, BLOCK, KEPT)
    else:
        tl.static_assert(BLOCK == WIDTH, "vectors of the indexer need a power of two channels")
        GROUP: tl.constexpr = 32 if BLOCK > 32 else BLOCK
        b_x = tl.reshape(rounded(hadamard(b_x, WIDTH), KEPT), [BLOCK // GROUP, GROUP])
        byte = fp4_byte(tl.max(sizes(b_x), 1))
        b_code = fp4_code(b_x * e8m0(254 - byte)[:, None])
        if FORM == "index query":
            o = tl.arange(0, BLOCK // GROUP)[:, None] * GROUP + tl.arange(0, GROUP)[None, :]
            tl.store(p_row + o, _scaled_fp4(b_code, byte[:, None]))
        else:
            b_low, b_high = tl.split(tl.trans(tl.reshape(b_code, [2, BLOCK // 2])))
            tl.store(p_row + tl.arange(0, BLOCK // 2), (b_low | (b_high << 4)).to(tl.uint8))
            tl.store(p_scale + tl.arange(0, BLOCK // GROUP), byte.to(tl.uint8))


@triton.jit
def _store_entry(
    b_x, p_row, p_scale, WIDTH: tl.constexpr, ROTATED: tl.constexpr, BLOCK: tl.constexpr, KEPT: tl.constexpr
):
    GROUP: tl.constexpr = 64 if BLOCK > 64 else BLOCK
    PLAIN: tl.constexpr = WIDTH - ROTATED
    o_group = tl.arange(0, BLOCK // GROUP)
    o = o_group[:, None] * GROUP + tl.arange(0, GROUP)[None, :]
    b_x = tl.reshape(b_x, [BLOCK // GROUP, GROUP])
    byte = fp8_byte(tl.max(tl.where(o < PLAIN, sizes(b_x), 0), 1))
    b_code = fp8_code(b_x * e8m0(254 - byte)[:, None])
    tl.store(p_row + o, b_code.to(tl.uint8), mask=o < PLAIN)
    tl.store(p_scale + o_group, byte.to(tl.uint8), mask=o_group * GROUP < PLAIN)
    p_rotated = (p_row + (PLAIN + 7) // 8 * 8).to(tl.pointer_type(KEPT))
    tl.store(p_rotated + o - PLAIN, b_x, mask=(o >= PLAIN) & (o < WIDTH))


# Four e4m3 codes to bfloat16 times a power of two, in pairs: shifted into place they are 2^-120 of their value, subnormals
# included, which takes two exact products to bring back. Rotated channels, zero where codes are and the other way round,
# are put in on the way.
_FROM_FP8 = tl.constexpr("{ .reg .b32 t<2>, u<2>, c; mov.b32 c, 0x77807780;\n" + "".join(f"""
    prmt.b32 t{i}, $2, 0, {selector};
    shr.u32 u{i}, t{i}, 4;
    and.b32 t{i}, t{i}, 0x80008000;
    lop3.b32 t{i}, u{i}, 0x07F007F0, t{i}, 0xEA;
    mul.rn.bf16x2 t{i}, t{i}, c;
    mul.rn.bf16x2 t{i}, t{i}, ${3 + i};
    or.b32 ${i}, t{i}, ${5 + i};""" for i, selector in enumerate(("0x1404", "0x3424"))) + "\n}")  # fmt: skip
# Four bytes of two e2m1 codes each, likewise: 2^-126 of their value. The low codes come in two pairs, then the high ones.
_FROM_FP4 = tl.constexpr("{ .reg .b32 t, u, v, c; mov.b32 c, 0x77807780;\n" + "".join(f"""
    prmt.b32 t, $4, 0, {selector};
    shl.b32 u, t, {shift};
    shl.b32 v, t, {shift + 6};
    and.b32 v, v, 0x80008000;
    lop3.b32 u, u, 0x01C001C0, v, 0xEA;
    mul.rn.bf16x2 u, u, c;
    mul.rn.bf16x2 ${out}, u, ${scale};""" for out, selector, shift, scale in (
        (0, "0x4140", 6, 5), (1, "0x4342", 6, 6), (2, "0x4140", 2, 7), (3, "0x4342", 2, 8)
    )) + "\n}")  # fmt: skip


@triton.jit
def load_entries(
    p_row, p_scale, m_row, WIDTH: tl.constexpr, ROTATED: tl.constexpr, BLOCK: tl.constexpr, KEPT: tl.constexpr
):
    """[K, BLOCK] keys in KEPT from the rows at p_row [K] and their multipliers at p_scale [K]; zeros where not m_row."""
    GROUP: tl.constexpr = 64 if BLOCK > 64 else BLOCK
    PLAIN: tl.constexpr = WIDTH - ROTATED
    o_group = tl.arange(0, BLOCK // GROUP)
    o = (o_group[:, None] * GROUP + tl.arange(0, GROUP)[None, :])[None]  # channels [1, groups, 64]
    m_row3 = m_row[:, None, None]
    b_code = tl.load(p_row[:, None, None] + o, mask=m_row3 & (o < PLAIN), other=0)
    # All multipliers of a row at once: a fetch of less than four bytes would be waited for on the spot.
    b_word = tl.load(p_scale.to(tl.pointer_type(tl.int64)), mask=m_row, other=0)
    b_byte = ((b_word[:, None] >> (8 * o_group)[None, :]) & 255).to(tl.int32)
    b_byte = tl.where((o_group * GROUP < PLAIN)[None, :], b_byte, 0)  # groups of rotated channels alone have none
    p_rotated = (p_row + (PLAIN + 7) // 8 * 8).to(tl.pointer_type(KEPT))
    m_rotated = m_row3 & (o >= PLAIN) & (o < WIDTH)
    b_rotated = tl.load(p_rotated[:, None, None] + (o - PLAIN), mask=m_rotated, other=0.0)
    if tl.bfloat16 == KEPT and not INTERPRETED:
        b_scale = ((b_byte + 8) << 7).to(tl.int16).to(tl.bfloat16, bitcast=True)[:, :, None]
        b_key = tl.inline_asm_elementwise(
            _FROM_FP8, "=&r,=&r,r,r,r,r,r", [b_code, b_scale, b_rotated], dtype=tl.bfloat16, is_pure=False, pack=4
        )
    else:
        b_key = (from_fp8(b_code.to(tl.int32)) * (e8m0(b_byte) * 256.0)[:, :, None]).to(KEPT)
        b_key = tl.where(o < PLAIN, b_key, b_rotated)
    return tl.reshape(b_key, [p_row.shape[0], BLOCK])


@triton.jit
def load_index_keys(p_row, p_scale, m_row, WIDTH: tl.constexpr, KEPT: tl.constexpr):
    """[S, WIDTH] index keys in KEPT, from rows at p_row [S] and their multipliers at p_scale [S]; zeros where not m_row."""
    HALF: tl.constexpr = WIDTH // 2
    if tl.bfloat16 == KEPT and not INTERPRETED:
        GROUP: tl.constexpr = 32 if HALF > 32 else HALF
        o_group = tl.arange(0, HALF // GROUP)
        o = (o_group[:, None] * GROUP + tl.arange(0, GROUP)[None, :])[None]
        b_code = tl.load(p_row[:, None, None] + o, mask=m_row[:, None, None], other=0)
        # All multipliers of a row at once, as above.
        WORD: tl.constexpr = (
            tl.int64 if WIDTH > 128 else tl.int32 if WIDTH > 64 else tl.int16 if WIDTH > 32 else tl.int8
        )
        b_word = tl.load(p_scale.to(tl.pointer_type(WORD)), mask=m_row, other=0)[:, None]
        b_low_byte = ((b_word >> (8 * o_group)[None, :]) & 255).to(tl.int32)
        b_high_byte = ((b_word >> (8 * (o_group + HALF // 32))[None, :]) & 255).to(tl.int32)
        b_low_scale = ((b_low_byte + 14) << 7).to(tl.int16).to(tl.bfloat16, bitcast=True)[:, :, None]
        b_high_scale = ((b_high_byte + 14) << 7).to(tl.int16).to(tl.bfloat16, bitcast=True)[:, :, None]
        b_low, b_high = tl.inline_asm_elementwise(
            _FROM_FP4, "=&r,=&r,=&r,=&r,r,r,r,r,r", [b_code, b_low_scale, b_high_scale],
            dtype=(tl.bfloat16, tl.bfloat16), is_pure=False, pack=4,
        )  # fmt: skip
        b_key = tl.permute(tl.join(b_low, b_high), (0, 3, 1, 2))  # channels of the first half, then of the second
        return tl.reshape(b_key, [p_row.shape[0], WIDTH])
    else:
        o_c = tl.arange(0, WIDTH)[None, :]
        b_code = tl.load(p_row[:, None] + o_c % HALF, mask=m_row[:, None], other=0).to(tl.int32) >> (o_c // HALF * 4)
        b_byte = tl.load(p_scale[:, None] + o_c // 32, mask=m_row[:, None], other=0)
        return _scaled_fp4(b_code, b_byte).to(KEPT)


@triton.jit
def _scaled_fp4(b_code, b_byte):
    # Twice, since the largest multiplier times 2^14 is no number.
    return from_fp4(b_code) * 16384.0 * e8m0(b_byte)


@triton.jit
def _widen(
    p_codes, p_scale, p_out, count, s_codes_b, s_codes_n, s_scale_b, s_out_b,
    WIDTH: tl.constexpr, ROTATED: tl.constexpr, SCALES: tl.constexpr, BLOCK: tl.constexpr, ROWS: tl.constexpr,
):  # fmt: skip
    i_batch = tl.program_id(1).to(tl.int64)
    o_row = tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)
    o = tl.arange(0, BLOCK)
    m_row = o_row < count
    p_row = p_codes + i_batch * s_codes_b + o_row * s_codes_n
    p_multiplier = p_scale + i_batch * s_scale_b + o_row * SCALES
    b_key = load_entries(p_row, p_multiplier, m_row, WIDTH, ROTATED, BLOCK, p_out.dtype.element_ty)
    p_to = p_out + i_batch * s_out_b + o_row[:, None] * WIDTH + o[None, :]
    tl.store(p_to, b_key, mask=m_row[:, None] & (o < WIDTH)[None, :])


def widen_entries_triton(stored: StoredKeys, width: int, dtype: torch.dtype, *, count: int | None = None) -> Tensor:
    """The first `count` entries [B, n, C] as `unpack_entries` returns them; rows after them are left undefined."""
    batch, room = stored.codes.shape[:2]
    count = room if count is None else count
    out = torch.empty(batch, room, width, dtype=dtype, device=stored.codes.device)
    if batch * count:
        rows = 8
        _widen[(triton.cdiv(count, rows), batch)](
            stored.codes, stored.scale, out, count, stored.codes.stride(0), stored.codes.stride(1),
            stored.scale.stride(0), out.stride(0), WIDTH=width, ROTATED=stored.rotated, SCALES=stored.scale.shape[2],
            BLOCK=triton.next_power_of_2(width), ROWS=rows, num_warps=4,
        )  # fmt: skip
    return out
