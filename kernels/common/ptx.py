"""PTX for `linear_stored_triton.py`: how a warp fetches 256 bytes of each of sixteen stored rows and multiplies them.

Thread (g, t) of a warp (lane 4 g + t) holds rows g and g + 8, sixteen bytes at a time, in four steps. The product has eight
columns, and which column a stretch of the vector is given to says which sum it belongs to; so groups of weights with scales
of their own keep sums of their own, and the vector needs no zeros between steps:

FP4  a thread's sixteen bytes are one group of 32. In steps 0 and 2 threads t own columns 0 to 3, in steps 1 and 3 columns 4
     to 7. Thread t ends with the groups 4 t to 4 t + 3 of the 16, whose scales are one 32-bit word.
FP8  step s owns column s; thread 0 ends with the sum of steps 0 and 1 (a tile of 128 inputs), thread 1 with that of 2 and 3.

Every order of inputs gives the same sum, so weights stay in the order in which unpacking leaves them, and the
vector is laid out to match.
"""

from __future__ import annotations

# Where in the 256 bytes each step's sixteen bytes lie, behind the thread's own place (`_begin` of linear_stored_triton.py).
_STEPS = {"fp4": (0, 128, 32, 160), "fp8": (0, 64, 128, 192)}


def fetch(kind: str) -> tuple[str, str]:
    """PTX and constraints: four steps of rows g and g + 8 from two addresses, zero where `left` bytes end.

    Results: (row g low, high, row g + 8 low, high) of each step, 64 bits each. Past the L1 cache, since every weight is
    needed once; into the L2 cache by whole lines, whose other half is asked for next.
    """
    lines = ["{", ".reg .pred p;"]
    for step, offset in enumerate(_STEPS[kind]):
        lines.append(f"setp.gt.s32 p, $18, {offset};")
        for row in range(2):
            low = 4 * step + 2 * row
            if kind == "fp8":  # whatever the registers hold is a number in FP4, and meets zeros of the vector
                lines += [f"mov.b64 ${low}, 0;", f"mov.b64 ${low + 1}, 0;"]
            lines.append(
                f"@p ld.global.nc.L1::no_allocate.L2::128B.v2.b64 {{${low}, ${low + 1}}}, [${16 + row} + {offset}];"
            )
    return "\n".join([*lines, "}"]), ",".join(["=&l"] * 16 + ["l", "l", "r"])


def multiply(kind: str) -> tuple[str, str]:
    """PTX and constraints: sums of sixteen rows with their stretch of the vector.

    Arguments: the words of two steps (FP4) or four (FP8), the vector's address, whether this thread reads it, and whether
    the later accumulators are its own. Results: FP4 two groups of row g, two of row g + 8; FP8 one sum of each.
    """
    steps, results, pairs = (2, 4, 16) if kind == "fp4" else (4, 2, 8)
    words = 4 * steps
    address, own, later = (f"${results + words + i}" for i in range(3))
    lines = [
        "{", f".reg .b32 w<8>, a<8>, t<4>, x<{pairs}>;", f".reg .f32 c<{4 * steps}>;", ".reg .b16 h<2>;",
        ".reg .pred p, q;", f"setp.ne.b32 p, {own}, 0;", f"setp.ne.b32 q, {later}, 0;",
        *(f"mov.b32 x{i}, 0;" for i in range(pairs)), *(f"mov.f32 c{i}, 0f00000000;" for i in range(4 * steps)),
    ]  # fmt: skip
    for i in range(pairs // 4):
        where = ", ".join(f"x{4 * i + j}" for j in range(4))
        lines.append(f"@p ld.global.v4.b32 {{{where}}}, [{address} + {16 * i}];")
    for step in range(steps):
        lines += [f"mov.b64 {{w{2 * i}, w{2 * i + 1}}}, ${results + 4 * step + i};" for i in range(4)]
        lines += _step(kind, ", ".join(f"c{4 * step + i}" for i in range(4)))
    lines += _own_sums(kind, [f"${i}" for i in range(results)])
    return "\n".join([*lines, "}"]), ",".join(["=&f"] * results + ["l"] * (words + 1) + ["r", "r"])


def _step(kind: str, sums: str) -> list[str]:
    """Four words of both rows into the accumulators `sums`."""
    lines, unpack = [], _unpack_fp4 if kind == "fp4" else _unpack_fp8
    for word in range(4):
        for row in range(2):
            lines += unpack(f"w{4 * row + word}", [f"a{4 * row + j}" for j in range(4)])
        for low in (0, 2) if kind == "fp4" else (0,):
            x = (4 if kind == "fp4" else 2) * word + low
            lines.append(
                f"mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {{{sums}}}, "
                f"{{a{low}, a{4 + low}, a{low + 1}, a{5 + low}}}, {{x{x}, x{x + 1}}}, {{{sums}}};"
            )
    return lines


def _own_sums(kind: str, results: list[str]) -> list[str]:
    if kind == "fp4":
        return [f"selp.f32 {result}, c{4 + i}, c{i}, q;" for i, result in enumerate(results)]
    lines = []
    for i, result in enumerate(results):
        lines += [f"add.f32 c{2 * i}, c{2 * i}, c{5 + 2 * i};", f"add.f32 c{8 + 2 * i}, c{8 + 2 * i}, c{13 + 2 * i};"]
        lines.append(f"selp.f32 {result}, c{8 + 2 * i}, c{2 * i}, q;")
    return lines


def _unpack_fp4(w: str, a: list[str]) -> list[str]:
    """Eight codes -> elements (0, 4), (2, 6), (1, 5), (3, 7) as pairs of float16, each 2^-14 of its value.

    Shifts to the left run beside the other integer instructions, so unused bits are masked once, at the end.
    """
    mask = "0x8E008E00"  # sign, lower bits of the exponent, first bit of the mantissa
    return [
        f"shl.b32 t0, {w}, 4;", f"shl.b32 t1, {w}, 1;", "lop3.b32 t0, t0, t1, 0x80808080, 0xE4;",  # even codes
        f"shr.u32 t1, {w}, 3;", f"lop3.b32 t1, {w}, t1, 0x80808080, 0xE4;",  # odd codes
        "shl.b32 t2, t0, 8;", f"and.b32 {a[0]}, t2, {mask};", f"and.b32 {a[1]}, t0, {mask};",
        "shl.b32 t3, t1, 8;", f"and.b32 {a[2]}, t3, {mask};", f"and.b32 {a[3]}, t1, {mask};",
    ]  # fmt: skip


def _unpack_fp8(w: str, a: list[str]) -> list[str]:
    """Four codes -> elements (0, 1), (2, 3) as pairs of float16."""
    return [
        f"mov.b32 {{h0, h1}}, {w};", f"cvt.rn.f16x2.e4m3x2 {a[0]}, h0;", f"cvt.rn.f16x2.e4m3x2 {a[1]}, h1;",
    ]  # fmt: skip
