"""Where a matrix of many lies that are not one behind the other: how kernels find the experts of an offloaded model.

`StoredMatrix.places` has an expert's distance in bytes from the place that its pointers show. Surprising: the distance may
lead into pinned memory of the host, which a GPU reads at the same addresses as the host does; and a kernel without a table
is compiled as if there were none. Tests: tests/kernels/test_experts_places.py.
"""

from __future__ import annotations

import triton
import triton.language as tl


@triton.jit
def place_of(p_places, i_expert):
    """(bytes to add to every pointer of an expert's, its number behind them), where there is a table."""
    return tl.load(p_places + i_expert), i_expert * 0


@triton.jit
def moved(p_matrix, distance):
    """A pointer `distance` bytes further; places are multiples of 64 bytes.

    Said of the pointer: where an element is a byte nothing is divided, and a loaded number keeps no such promise. Without it
    a kernel reads byte by byte, in another order, and its sums have other last bits.
    """
    return tl.multiple_of(p_matrix + distance // (p_matrix.dtype.element_ty.primitive_bitwidth // 8), 16)
