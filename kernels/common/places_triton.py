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
    """(bytes to add to every pointer, the expert's number behind it): its own matrices, or number i_expert of all."""
    if p_places is None:
        return i_expert * 0, i_expert
    else:
        return tl.load(p_places + i_expert), i_expert * 0


@triton.jit
def moved(p_matrix, p_places, distance):
    """A pointer `distance` bytes further, if there is a table; places are multiples of 64 bytes."""
    if p_places is None or p_matrix is None:
        return p_matrix
    else:
        return p_matrix + tl.multiple_of(distance // (p_matrix.dtype.element_ty.primitive_bitwidth // 8), 16)
