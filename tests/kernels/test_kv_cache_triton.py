"""Kernels that make keys write the rows that the definition packs, bit for bit; widened, they are the definition's values.

What is packed is what the same kernel writes plainly: how it is computed is tested elsewhere, here only its rounding.
"""

from __future__ import annotations

import pytest
import torch
import triton
import triton.language as tl
from kernel_device import DEVICE, Draw, nan

from dsv4lab.kernels.attention_step_triton import low_and_key_triton, step_queries_triton
from dsv4lab.kernels.compressor_step_triton import compress_step_triton
from dsv4lab.kernels.compressor_triton import pool_entries_triton
from dsv4lab.kernels.kv_cache import (
    StoredKeys,
    empty_entries,
    empty_index_keys,
    pack_entries,
    pack_index_keys,
    rows_of,
    unpack_entries,
    unpack_index_keys,
)
from dsv4lab.kernels.kv_cache_triton import load_index_keys, widen_entries_triton
from dsv4lab.kernels.rope_triton import norm_rotate_triton
from dsv4lab.model.parts import Numerics


@triton.jit
def _read(p_codes, p_scale, p_out, count, WIDTH: tl.constexpr, SCALES: tl.constexpr, ROWS: tl.constexpr):
    o_row = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    kept = p_out.dtype.element_ty
    b_key = load_index_keys(p_codes + o_row * (WIDTH // 2), p_scale + o_row * SCALES, o_row < count, WIDTH, kept)
    tl.store(p_out + o_row[:, None] * WIDTH + tl.arange(0, WIDTH)[None, :], b_key, mask=(o_row < count)[:, None])


DTYPES = pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
RELEASE = Numerics(release=True)


def room(kind: str, batch: int, count: int, width: int, rotated: int, dtype: torch.dtype) -> StoredKeys:
    """Rows filled with a pattern that shows what was not written."""
    device = torch.device(DEVICE)
    made = (
        empty_entries(batch, count, width, rotated, dtype=dtype, device=device)
        if kind == "entry" else empty_index_keys(batch, count, width, device=device)
    )  # fmt: skip
    made.codes.fill_(0xA5)
    made.scale.fill_(0xA5)
    return made


def assert_rows(got: StoredKeys, want: StoredKeys, width: int, dtype: torch.dtype) -> None:
    """Equal in every byte that means something."""
    if got.rotated:
        plain = width - got.rotated
        assert torch.equal(got.codes[..., :plain], want.codes[..., :plain])
        assert torch.equal(got.scale[..., : -(-plain // 64)], want.scale[..., : -(-plain // 64)])
        # A rotation's products may be fused in one of two compiled forms and not in the other: one in the last place.
        mine, theirs = (unpack_entries(rows, width, dtype)[..., plain:] for rows in (got, want))
        torch.testing.assert_close(mine, theirs, rtol=2 * torch.finfo(dtype).eps, atol=1e-6)
    else:
        assert torch.equal(got.codes, want.codes) and torch.equal(got.scale, want.scale)


@DTYPES
@pytest.mark.parametrize(
    ("tokens", "width", "rotated"), [(1, 512, 64), (7, 100, 34), (3, 128, 32), (5, 40, 6), (0, 32, 8)]
)
def test_window_keys_of_a_chunk(tokens, width, rotated, dtype):
    draw = Draw(f"keys{width}")
    x, norm, frequencies = draw(tokens, 1, width, dtype=dtype, scale=3.0), draw(width), draw(rotated // 2).abs()
    x[:, :, : width // 3] *= 2.0**-20  # groups near the smallest multiplier
    positions, stored = draw.integers(0, 900, tokens), room("entry", 1, tokens, width, rotated, dtype)
    norm_rotate_triton(x, norm, positions, frequencies, eps=1e-6, stored=stored)
    plain = norm_rotate_triton(x, norm, positions, frequencies, eps=1e-6)
    want = pack_entries(plain.view(1, tokens, width), rotated)
    assert_rows(stored, want, width, dtype)
    wide = widen_entries_triton(stored, width, dtype)
    assert torch.equal(wide, unpack_entries(stored, width, dtype))
    assert torch.equal(wide[..., :-rotated], RELEASE.key(plain.view(1, tokens, width), rotated)[..., :-rotated])


@DTYPES
def test_a_step_s_key_and_the_indexer_s_query(dtype):
    draw, batch, width, rotated = Draw("step"), 2, 96, 16
    both, frequencies = draw(batch, 40 + width, dtype=dtype), draw(rotated // 2).abs()
    norms, position = (draw(40), draw(width)), torch.tensor([13], device=DEVICE)
    ring, plain = (
        room("entry", batch, 5, width, rotated, dtype),
        torch.zeros(batch, 5, width, dtype=dtype, device=DEVICE),
    )
    for rows in (ring, plain):
        low_and_key_triton(both[:, :40], both[:, 40:], *norms, position, frequencies, rows, eps=1e-6)
    assert_rows(rows_of(ring, slice(3, 4)), pack_entries(plain[:, 3:4], rotated), width, dtype)
    assert (ring.codes[:, [0, 1, 2, 4]] == 0xA5).all() and (ring.scale[:, [0, 1, 2, 4]] == 0xA5).all()
    index = draw(batch, 3 * 64, dtype=dtype, scale=5.0)
    options = {"heads": 1, "index_heads": 3, "eps": 1e-6}
    _, got = step_queries_triton(both[:, 40:], index, position, frequencies, **options, rounded=True)
    _, exact = step_queries_triton(both[:, 40:], index, position, frequencies, **options)
    assert torch.equal(got, RELEASE.index(exact))
    many = norm_rotate_triton(index.view(batch, 3, 64), None, position.repeat(batch), frequencies, eps=None, index=True)
    assert torch.equal(many, got), "a chunk's queries are rounded the same way"


@DTYPES
@pytest.mark.parametrize("kind", ["entry", "index key"])
def test_entries_and_index_keys_of_blocks_and_of_steps(kind, dtype):
    draw, batch, blocks, rate, width, rotated = Draw(f"made{kind}"), 2, 3, 4, 64, 16
    content, gate = draw(batch, blocks, rate, 2 * width), draw(batch, blocks, rate, 2 * width)
    norm, frequencies, ape = draw(width), draw(rotated // 2).abs(), torch.zeros(rate, 2 * width, device=DEVICE)
    positions = torch.arange(blocks, device=DEVICE) * rate
    stored, plain = (
        room(kind, batch, blocks + 2, width, rotated, dtype),
        torch.zeros(batch, blocks, width, dtype=dtype, device=DEVICE),
    )
    options = {"overlap": True, "eps": 1e-6}
    pool_entries_triton(
        content,
        gate,
        None,
        norm,
        positions,
        frequencies,
        out=rows_of(stored, slice(1, 1 + blocks)),
        kept=dtype,
        **options,
    )
    pool_entries_triton(content, gate, None, norm, positions, frequencies, out=plain, **options)
    want = pack_entries(plain, rotated) if kind == "entry" else pack_index_keys(plain)
    assert_rows(rows_of(stored, slice(1, 1 + blocks)), want, width, dtype)
    assert (stored.codes[:, [0, -1]] == 0xA5).all() and (stored.scale[:, [0, -1]] == 0xA5).all()
    steps, whole = room(kind, batch, blocks, width, rotated, dtype), torch.zeros_like(plain)
    for out in (steps, whole):
        kept = (
            torch.zeros(batch, 2 * rate, 2 * width, device=DEVICE),
            torch.full((batch, 2 * rate, 2 * width), -torch.inf, device=DEVICE),
        )
        for at in range(blocks * rate):
            compress_step_triton(
                content.flatten(1, 2)[:, at], gate.flatten(1, 2)[:, at], ape, *kept, norm,
                torch.tensor([at], device=DEVICE), torch.zeros(1, dtype=torch.int32, device=DEVICE), frequencies,
                rate=rate, out=out, kept=dtype, **options,
            )  # fmt: skip
    want = pack_entries(whole, rotated) if kind == "entry" else pack_index_keys(whole)
    assert_rows(steps, want, width, dtype)


@DTYPES
@pytest.mark.parametrize("width", [16, 32, 64, 128, 256])
@pytest.mark.parametrize("rows", [16, 64, 128])
def test_index_keys_widen_to_the_definition_s_values(width, rows, dtype):
    """Every code with every multiplier but the one that is no number, and those near the ends."""
    draw, count = Draw(f"widen{width}"), 2 * rows + 3
    codes = draw.integers(0, 256, 1, count, width // 2).to(torch.uint8)
    scale = draw.integers(10, 240, 1, count, -(-width // 32)).to(torch.uint8)
    out = nan(count, width, dtype=dtype)
    _read[(triton.cdiv(count, rows),)](codes, scale, out, count, WIDTH=width, SCALES=scale.shape[2], ROWS=rows)
    assert torch.equal(out, unpack_index_keys(StoredKeys(codes, scale, 0), dtype)[0])
