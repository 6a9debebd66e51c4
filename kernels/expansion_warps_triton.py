"""Triton kernel that spreads and projects four bfloat16 streams of many tokens, each warp by itself: no shared memory.

Section 2.2 of the report; definition in hyper_connections.py, other streams and dtypes in expansion_triton.py. Written in
PTX, because the arrangement of a fragment over the threads is the point: thread (g, t) of a warp (lane 4 g + t) holds eight
neighbouring channels of tokens g and g + 8, and that is what `mma` wants of its second operand if the weights, the first,
lie in the same order (`_arrange`). So new streams go from the registers they are made in to memory and into the product.
Surprising: nothing waits for another warp; the weights come from the L1 cache, as all programs at a time work on one chunk
of channels. The interpreter has no PTX; there expansion_triton.py takes this case. Tests: tests/test_expansion_triton.py.
"""

from __future__ import annotations

from functools import lru_cache

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.dot_triton import INTERPRETED

WARPS = 4  # of a program, with sixteen tokens each
ROWS, STREAMS, TILES = "ab", range(4), 5  # two tokens a thread; weights in five tiles of sixteen rows
SUMS = tl.constexpr((tl.float32,) * 18)


@lru_cache
def _body(width: int, slots: int) -> tuple[str, str]:
    """PTX and constraints of 32 channels.

    Outputs: for the first and the last eight tokens four products of rows g and g + 8 of tiles 0 to 2 with tokens 2 t and
    2 t + 1, four of tiles 3 and 4; squares of tokens a and b. Inputs: for tokens a and b post [4] and comb [from, to];
    addresses of streams, z, routed and results of a and b; of the weights; whether a and b exist.
    """
    names = [f"{name}{row}" for row in ROWS for name in (*(f"p{k}" for k in STREAMS), *(f"m{i}" for i in range(16)))]
    names += [f"{name}{row}" for name in ("x", "z", "r", "o") for row in ROWS] + ["w", "herea", "hereb"]
    place = {name: f"${18 + i}" for i, name in enumerate(names)}
    lines = ["{", ".reg .pred ha, hb;", ".reg .b32 w<4>, n<4>;", ".reg .f32 f<2>, s<8>, q<2>, c<16>;"]
    lines += [f".reg .b32 x{row}<16>, z{row}<4>;" for row in ROWS]
    lines += [f"setp.ne.b32 h{row}, {place[f'here{row}']}, 0;" for row in ROWS]
    read = "ld.global.nc.L1::no_allocate.v4.b32"
    for i, row in enumerate(ROWS):
        lines += [f"mov.f32 q{i}, 0f00000000;"]
        for j in STREAMS:
            lines.append(f"{read} {_four(f'x{row}', 4 * j)}, [{place[f'x{row}']} + {2 * j * width}];")
        lines.append(f"{read} {_four(f'z{row}')}, [{place[f'z{row}']}];")
    for row in ROWS if slots else ():
        lines += _summed(row, place[f"r{row}"], width, slots, read)
    # A pair of channels at a time: what was read of it gives way to what is made of it.
    for i, row in enumerate(ROWS):
        for pair in range(4):
            lines += _wide(f"z{row}{pair}", "f0", "f1")
            for k in STREAMS:
                lines += [f"mul.f32 s{2 * k + half}, {place[f'p{k}{row}']}, f{half};" for half in range(2)]
            for j in STREAMS:
                lines += _wide(f"x{row}{4 * j + pair}", "f0", "f1")
                for k in STREAMS:
                    factor = place[f"m{4 * j + k}{row}"]
                    lines += [f"fma.rn.f32 s{2 * k + half}, {factor}, f{half}, s{2 * k + half};" for half in range(2)]
            for k in STREAMS:
                new = f"x{row}{4 * k + pair}"
                lines += [f"cvt.rn.bf16x2.f32 {new}, s{2 * k + 1}, s{2 * k};", *_wide(new, "f0", "f1")]
                lines += [f"fma.rn.f32 q{i}, f{half}, f{half}, q{i};" for half in range(2)]
        for k in STREAMS:
            lines.append(f"@h{row} st.global.v4.b32 [{place[f'o{row}']} + {2 * k * width}], {_four(f'x{row}', 4 * k)};")
    lines += [f"mov.f32 c{i}, 0f00000000;" for i in range(16)]
    for tile in range(TILES):
        for k in STREAMS:
            for half in range(2):
                at = 512 * (TILES * (2 * k + half) + tile)
                lines.append(f"ld.global.nc.v4.b32 {_four('w')}, [{place['w']} + {at}];")
                for i, row in enumerate(ROWS):
                    sums, at = _four("c", 8 * i + 4 * (tile // 3)), 4 * k + 2 * half
                    lines.append(
                        "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 "
                        f"{sums}, {_four('w')}, {{x{row}{at}, x{row}{at + 1}}}, {sums};"
                    )
    lines += [f"mov.f32 ${i}, c{i};" for i in range(16)] + [f"mov.f32 ${16 + i}, q{i};" for i in range(2)]
    constraints = ["=&f"] * 18 + ["f"] * 40 + ["l"] * 9 + ["r"] * 2
    return "\n".join([*lines, "}"]), ",".join(constraints)


def _four(name: str, first: int = 0) -> str:
    return "{" + ", ".join(f"{name}{first + i}" for i in range(4)) + "}"


def _wide(pair: str, low: str, high: str) -> list[str]:
    """Two bfloat16 of one register as float32."""
    return [
        f"shl.b32 n0, {pair}, 16;", f"and.b32 n1, {pair}, 0xFFFF0000;", f"mov.b32 {low}, n0;", f"mov.b32 {high}, n1;",
    ]  # fmt: skip


def _summed(row: str, address: str, width: int, slots: int, read: str) -> list[str]:
    """z plus the routed experts' sum, float32 sums rounded once."""
    lines = []
    for slot in range(slots + 1):
        source = f"z{row}" if slot == slots else "w"
        lines += [] if slot == slots else [f"{read} {_four('w')}, [{address} + {2 * slot * width}];"]
        for pair in range(4):
            lines += _wide(f"{source}{pair}", "f0", "f1")
            for half in range(2):
                total = f"s{2 * pair + half}"
                lines.append(f"mov.f32 {total}, f{half};" if slot == 0 else f"add.rn.f32 {total}, {total}, f{half};")
    return [*lines, *(f"cvt.rn.bf16x2.f32 z{row}{pair}, s{2 * pair + 1}, s{2 * pair};" for pair in range(4))]


@triton.jit
def _arrange(p_fn, p_arranged, WIDTH: tl.constexpr, TILES: tl.constexpr):
    """Half a block of 32 channels of one stream's float32 weights, as fragments of `mma`: TILES of [lane, 8] bfloat16.

    A weight is the sum of three bfloat16 numbers. Tiles 0 to 2: rows 0 to 15 in smallest, middle and largest numbers;
    tile 3: rows 16 to 23, smallest and middle; tile 4: those rows' largest, and eight rows of zeros.
    """
    i_block, i_stream, i_half = tl.program_id(0) // 8, tl.program_id(0) // 2 % 4, tl.program_id(0) % 2
    o = tl.arange(0, 2048)
    tile, g, t, i = o // 256, o % 256 // 32, o % 32 // 8, o % 8
    upper = i // 2 % 2  # row g + 8 of the tile
    channel = i_block * 32 + t * 8 + i_half * 4 + i // 4 * 2 + i % 2
    row = tl.where(tile < 3, g + 8 * upper, 16 + g)
    part = tl.where(tile < 3, 2 - tile, tl.where(tile == 3, 2 - upper, 0))
    m = (tile < TILES) & ((tile < 4) | (upper == 0))
    b_rest = tl.load(p_fn + (row * 4 + i_stream) * WIDTH + channel, mask=m, other=0.0)
    b_bits = b_rest.to(tl.int32, bitcast=True)
    for step in tl.static_range(2):
        b_cut = b_rest - (b_bits & -65536).to(tl.float32, bitcast=True)
        b_rest = tl.where(part > step, b_cut, b_rest)
        b_bits = b_rest.to(tl.int32, bitcast=True)
    b_kept = (b_bits >> 16).to(tl.int16).to(tl.bfloat16, bitcast=True)  # the eight leading bits, cut and not rounded
    tl.store(p_arranged + tl.program_id(0) * (TILES * 256) + o, b_kept, mask=tile < TILES)


@triton.jit
def _spread(
    p_routed, p_z, p_x, p_post, p_comb, p_arranged, p_out, p_projection, tokens,
    WIDTH: tl.constexpr, SLOTS: tl.constexpr, CHUNK: tl.constexpr, WARPS: tl.constexpr, TILES: tl.constexpr,
    BODY: tl.constexpr, ARGS: tl.constexpr,
):  # fmt: skip
    """Sixteen tokens a warp, a chunk of channels."""
    o_thread = tl.arange(0, 32 * WARPS)
    g, t, warp = o_thread % 32 // 4, o_thread % 4, o_thread // 32
    row_a = tl.program_id(0).to(tl.int64) * (16 * WARPS) + warp * 16 + g
    row_b = row_a + 8
    here_a, here_b = (row_a < tokens).to(tl.int32), (row_b < tokens).to(tl.int32)
    safe_a, safe_b = tl.minimum(row_a, tokens - 1), tl.minimum(row_b, tokens - 1)
    factors = ()
    for row in tl.static_range(2):
        safe = safe_a if row == 0 else safe_b
        for k in tl.static_range(4):
            factors += (tl.load(p_post + safe * 4 + k),)
        for i in tl.static_range(16):
            factors += (tl.load(p_comb + safe * 16 + i),)
    first = tl.program_id(1) * CHUNK
    o = first + t * 8
    x_a, x_b = (p_x + safe_a * (4 * WIDTH) + o).to(tl.int64), (p_x + safe_b * (4 * WIDTH) + o).to(tl.int64)
    o_a, o_b = (p_out + safe_a * (4 * WIDTH) + o).to(tl.int64), (p_out + safe_b * (4 * WIDTH) + o).to(tl.int64)
    z_a, z_b = (p_z + safe_a * WIDTH + o).to(tl.int64), (p_z + safe_b * WIDTH + o).to(tl.int64)
    r_a, r_b = z_a, z_b
    if SLOTS > 0:
        r_a = (p_routed + safe_a * (SLOTS * WIDTH) + o).to(tl.int64)
        r_b = (p_routed + safe_b * (SLOTS * WIDTH) + o).to(tl.int64)
    weights = (p_arranged + first * (64 * TILES) + o_thread % 32 * 8).to(tl.int64)
    b_none = tl.zeros([32 * WARPS], tl.float32)
    sums = (b_none,) * 18
    for at in range(0, tl.minimum(CHUNK, WIDTH - first) * 2, 64):
        places = (
            x_a + at, x_b + at, z_a + at, z_b + at, r_a + at, r_b + at, o_a + at, o_b + at, weights + at * (64 * TILES),
            here_a, here_b,
        )  # fmt: skip
        new = tl.inline_asm_elementwise(BODY, ARGS, factors + places, dtype=SUMS, is_pure=False, pack=1)
        more = ()
        for i in tl.static_range(18):  # long sums are made here: matrix units cut where they should round
            more += (sums[i] + new[i],)
        sums = more
    for i in tl.static_range(4):  # tokens 2 t + i % 2 of the first or last eight
        row = tl.program_id(0).to(tl.int64) * (16 * WARPS) + warp * 16 + i // 2 * 8 + 2 * t + i % 2
        p_row = p_projection + (tl.program_id(1) * tl.cast(tokens, tl.int64) + row) * 32 + g
        tl.store(p_row, sums[i // 2 * 8 + i % 2], mask=row < tokens)
        tl.store(p_row + 8, sums[i // 2 * 8 + i % 2 + 2], mask=row < tokens)
        tl.store(p_row + 16, sums[i // 2 * 8 + i % 2 + 4] + sums[i // 2 * 8 + i % 2 + 6], mask=row < tokens)
    o_row = (tl.program_id(0).to(tl.int64) * WARPS + tl.arange(0, WARPS))[:, None] * 16 + tl.arange(0, 8)[None, :]
    p_square = p_projection + (tl.program_id(1) * tl.cast(tokens, tl.int64) + o_row) * 32 + 24
    tl.store(p_square, tl.sum(tl.reshape(sums[16], [WARPS, 8, 4]), 2), mask=o_row < tokens)
    tl.store(p_square + 8 * 32, tl.sum(tl.reshape(sums[17], [WARPS, 8, 4]), 2), mask=o_row + 8 < tokens)


def covers_warps(streams: Tensor) -> bool:
    """Whether streams [T, N, D] are for this kernel."""
    fits = streams.shape[1] == 4 and streams.shape[2] % 32 == 0
    return fits and streams.dtype == torch.bfloat16 and not INTERPRETED.value


def arranged_weights(fn: Tensor) -> Tensor:
    """fn [24, 4 D] float32 as `_spread` reads it."""
    width = fn.shape[1] // 4
    arranged = torch.empty(width // 32 * 8 * TILES * 256, dtype=torch.bfloat16, device=fn.device)
    _arrange[(width // 32 * 8,)](fn, arranged, WIDTH=width, TILES=TILES, num_warps=4)
    return arranged


def spread_by_warps(
    routed: Tensor | None, z: Tensor, streams: Tensor, post: Tensor, comb: Tensor, fn: Tensor, out: Tensor
) -> Tensor:
    """`spread_streams_triton` into out [T, 4, D]; returns the projection [parts, T, 32]."""
    tokens, _, width = streams.shape
    # Many parts are more programs, few parts less to add up.
    slots, chunk = 0 if routed is None else routed.shape[1], 512 if tokens > 1024 else 64
    chunks = triton.cdiv(width, chunk)
    projection = torch.empty(chunks, tokens, 32, device=streams.device)
    body, arguments = _body(width, slots)
    _spread[(triton.cdiv(tokens, 16 * WARPS), chunks)](
        routed, z, streams, post, comb, arranged_weights(fn), out, projection, tokens,
        WIDTH=width, SLOTS=slots, CHUNK=chunk, WARPS=WARPS, TILES=TILES, BODY=body, ARGS=arguments, num_warps=WARPS,
    )  # fmt: skip
    return projection
