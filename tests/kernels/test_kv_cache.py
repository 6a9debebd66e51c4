"""The release's cache rows in plain PyTorch: their sizes; packing is exactly the rounding of the released forward."""

from __future__ import annotations

import pytest
import torch

from dsv4lab.config import FLASH
from dsv4lab.costs import entry_bytes, index_key_bytes
from dsv4lab.errors import ShapeError
from dsv4lab.kernels.kv_cache import (
    empty_entries,
    empty_index_keys,
    pack_entries,
    pack_index_keys,
    row_bytes,
    unpack_entries,
    unpack_index_keys,
)
from dsv4lab.model.parts import Numerics

RELEASE = Numerics(release=True)


def rows(name: str, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """Sizes from 2^-30 to 2^12, whole groups of zeros, exact powers of two, and values at the edge of the largest code."""
    generator = torch.Generator().manual_seed(len(name))
    x = (
        torch.randn(shape, generator=generator)
        * torch.exp2(torch.randint(-30, 12, shape[:2], generator=generator))[..., None]
    )
    x[0, 0] = 0.0
    x[0, 1] = torch.exp2(torch.randint(-12, 9, shape[2:], generator=generator).float())
    x[0, 2] = torch.tensor([448.0, -448.0, 1.75, 464.0, 6.0, -6.0, 1e-4, 2.0**-130]).repeat(shape[2] // 8 + 1)[
        : shape[2]
    ]
    return x.to(dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize(("width", "rotated"), [(512, 64), (128, 32), (32, 8), (40, 6), (100, 34)])
def test_an_entry_is_the_release_s_rounding_packed(width, rotated, dtype):
    x = rows("entry", 2, 5, width, dtype=dtype)
    stored = pack_entries(x, rotated)
    assert torch.equal(unpack_entries(stored, width, dtype), RELEASE.key(x, rotated))
    room = empty_entries(2, 5, width, rotated, dtype=dtype, device=torch.device("cpu"))
    assert room.codes.shape == stored.codes.shape and room.scale.shape == stored.scale.shape
    assert stored.codes.shape[2] % 8 == 0 and stored.scale.shape[2] % 8 == 0


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("width", [128, 64, 32, 16])
def test_an_index_key_is_the_release_s_rounding_packed(width, dtype):
    x = rows("index", 2, 5, width, dtype=dtype)
    stored = pack_index_keys(x)
    assert torch.equal(unpack_index_keys(stored, dtype), RELEASE.index(x))
    room = empty_index_keys(2, 5, width, device=torch.device("cpu"))
    assert room.codes.shape == stored.codes.shape and room.scale.shape == stored.scale.shape


def test_the_released_widths_take_584_and_68_bytes():
    meta = torch.device("meta")
    entry = empty_entries(1, 3, 512, 64, dtype=torch.bfloat16, device=meta)
    key = empty_index_keys(1, 3, 128, device=meta)
    assert row_bytes(entry) == entry_bytes(FLASH) == 584 and row_bytes(key) == index_key_bytes(FLASH) == 68


def test_what_cannot_be_kept_so_is_named():
    cpu = torch.device("cpu")
    with pytest.raises(ShapeError, match="got 48"):
        empty_index_keys(1, 1, 48, device=cpu)
    with pytest.raises(ShapeError, match="64 of them rotated"):
        empty_entries(1, 1, 64, 64, dtype=torch.float32, device=cpu)
