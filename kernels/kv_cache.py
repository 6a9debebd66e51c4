"""How the release keeps keys: FP8 with 16-bit rotated channels (584 bytes for 512), the indexer's in FP4 (68 bytes for 128).

Section 2.3.4 of the report. An entry serves as key and value; every value of either format is exactly a bfloat16, so
reading it back rounds nothing. Codes and multipliers of a row lie in two arrays, so that both are read in
aligned pieces, and a byte of an index key holds channels c and c + C / 2, so that each half of a vector stays in one piece.
Tests: tests/kernels/test_kv_cache.py, tests/kernels/test_kv_cache_triton.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

import torch
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.common.group_sizes import INDEX_GROUP, KEY_GROUP
from dsv4lab.kernels.quantization import (
    FP4_FLOOR,
    FP8_FLOOR,
    e2m1_decode,
    e2m1_encode,
    e8m0_decode,
    fp4_scale_byte,
    fp8_scale_byte,
    groups_of,
    hadamard,
    reciprocal,
    round_to_e2m1,
    round_to_e4m3,
)

_ALIGNED = 8  # bytes: rows and their parts begin at multiples of it


class StoredKeys(NamedTuple):
    """Keys [B, n, C] as the release keeps them.

    codes    [B, n, bytes] uint8   an entry: e4m3 codes, then the rotated channels as they are; an index key: two e2m1
                                   codes a byte. The bytes of a row are adjacent
    scale    [B, n, groups] uint8  E8M0; an entry has a multiplier for 64 channels, filled up to eight, an index key for 32
    rotated  int                   channels at the end of an entry that are not rounded; 0: index keys
    """

    codes: Tensor
    scale: Tensor
    rotated: int


Keys = Tensor | StoredKeys  # plain [B, n, C], or as the release keeps them
Kind = TypeVar("Kind", bound=Keys)


def parts_of(keys: Keys) -> tuple[Tensor, ...]:
    """The arrays that hold them, [B, n, ...] each."""
    return (keys,) if isinstance(keys, Tensor) else (keys.codes, keys.scale)


def like(keys: Keys, parts: Iterable[Tensor]) -> Keys:
    """Keys of the same form from other arrays [B, n, ...]."""
    first, *rest = parts
    return StoredKeys(first, rest[0], keys.rotated) if isinstance(keys, StoredKeys) else first


def rows_of(keys: Keys, rows: slice) -> Keys:
    """Some of the rows, in place."""
    return like(keys, (part[:, rows] for part in parts_of(keys)))


def count_of(keys: Keys) -> int:
    """Rows there is room for."""
    return parts_of(keys)[0].shape[1]


def row_bytes(keys: Keys) -> int:
    """Bytes of one row, all its parts together."""
    return sum(part.shape[2] * part.element_size() for part in parts_of(keys))


def empty_entries(
    batch: int, count: int, width: int, rotated: int, *, dtype: torch.dtype, device: torch.device
) -> StoredKeys:
    """Room for entries whose rotated channels stay in `dtype`; all zeros.

    Raises ShapeError unless some channels are rotated and some are not.
    """
    plain = width - rotated
    if plain < 1 or rotated < 1:
        raise ShapeError(f"entries of {width} channels, {rotated} of them rotated: FP8 needs some of both.")
    row = _up(_up(plain) + rotated * dtype.itemsize)
    groups = _up(-(-plain // KEY_GROUP))
    return _zeros(batch, count, row, groups, rotated, device)


def empty_index_keys(batch: int, count: int, width: int, *, device: torch.device) -> StoredKeys:
    """Room for index keys of `width` channels (a power of two, at least 16); all zeros.

    Raises ShapeError for another width.
    """
    if width < 16 or width & (width - 1):
        raise ShapeError(
            f"index keys in FP4 go through a transform of a power of two channels, at least 16, got {width}."
        )
    return _zeros(batch, count, width // 2, -(-width // INDEX_GROUP), 0, device)


def pack_entries(x: Tensor, rotated: int) -> StoredKeys:
    """Rotated keys x [B, n, C] rounded as `Numerics.key` does, and packed."""
    batch, count, width = x.shape
    plain = width - rotated
    out = empty_entries(batch, count, width, rotated, dtype=x.dtype, device=x.device)
    groups = groups_of(x[..., :plain], KEY_GROUP, ragged=True)
    byte = fp8_scale_byte(groups.abs().amax(-1).clamp(min=FP8_FLOOR))
    # A multiplication by a power of two, not a division: the code is the only thing that is rounded.
    codes = round_to_e4m3(groups * reciprocal(byte)[..., None]).view(torch.uint8)
    out.codes[..., :plain] = codes.flatten(-2)[..., :plain]
    _rotated(out, x.dtype, width).copy_(x[..., plain:])
    out.scale[..., : byte.shape[-1]] = byte
    return out


def unpack_entries(stored: StoredKeys, width: int, dtype: torch.dtype) -> Tensor:
    """The keys [B, n, C]; `dtype` is that of the rotated channels. Exact in bfloat16 and float32."""
    plain = width - stored.rotated
    codes = stored.codes[..., :plain].contiguous().view(torch.float8_e4m3fn).float()
    scale = e8m0_decode(stored.scale).repeat_interleave(KEY_GROUP, -1)[..., :plain]
    return torch.cat(((codes * scale).to(dtype), _rotated(stored, dtype, width)), -1)


def pack_index_keys(x: Tensor) -> StoredKeys:
    """Rotated index keys x [B, n, C] transformed and rounded as `Numerics.index` does, and packed."""
    width = x.shape[-1]
    groups = groups_of(hadamard(x), INDEX_GROUP, ragged=True)
    byte = fp4_scale_byte(groups.abs().amax(-1).clamp(min=FP4_FLOOR))
    codes = e2m1_encode(round_to_e2m1(groups * reciprocal(byte)[..., None])).flatten(-2)
    # Halves and not neighbours share a byte: a kernel unpacks one half of the vector without rearranging it.
    low, high = codes[..., : width // 2], codes[..., width // 2 : width]
    return StoredKeys(low | (high << 4), byte, 0)


def unpack_index_keys(stored: StoredKeys, dtype: torch.dtype) -> Tensor:
    """The transformed keys [B, n, C]. Exact in bfloat16 and float32."""
    codes = torch.cat((stored.codes & 15, stored.codes >> 4), -1)
    scale = e8m0_decode(stored.scale).repeat_interleave(INDEX_GROUP, -1)[..., : codes.shape[-1]]
    return (e2m1_decode(codes) * scale).to(dtype)


def rotated_at(width: int, rotated: int) -> int:
    """Byte of a row at which the rotated channels begin."""
    return _up(width - rotated)


def _rotated(stored: StoredKeys, dtype: torch.dtype, width: int) -> Tensor:
    at = rotated_at(width, stored.rotated)
    return stored.codes[..., at : at + stored.rotated * dtype.itemsize].view(dtype)


def _zeros(batch: int, count: int, row: int, groups: int, rotated: int, device: torch.device) -> StoredKeys:
    codes = torch.zeros(batch, count, row, dtype=torch.uint8, device=device)
    return StoredKeys(codes, torch.zeros(batch, count, groups, dtype=torch.uint8, device=device), rotated)


def _up(bytes: int) -> int:
    return -(-bytes // _ALIGNED) * _ALIGNED
