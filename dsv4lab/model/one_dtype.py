"""A module whose dtype is chosen when it is made: `.to(torch.bfloat16)` would cast what must stay float32.

Rope tables, sinks and mixing are kept in float32 by the release; PyTorch's own casts know nothing of that, and the error
grows with the position. Tests: tests/package/test_loading.py.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from dsv4lab.errors import LabError


class OneDtype(nn.Module):
    """Moves between devices like any module; a cast is refused with the way that is right."""

    def to(self, *args: Any, **kwargs: Any) -> Any:
        """Move to a device. LabError for a dtype other than float32."""
        for value in (*args, *kwargs.values()):
            _refuse(value.dtype if isinstance(value, torch.Tensor) else value)
        return super().to(*args, **kwargs)

    def double(self) -> Any:
        """Refused by LabError: see `cast`."""
        return _refuse(torch.float64)

    def half(self) -> Any:
        """Refused by LabError: see `cast`."""
        return _refuse(torch.float16)

    def bfloat16(self) -> Any:
        """Refused by LabError: see `cast`."""
        return _refuse(torch.bfloat16)


def _refuse(dtype: object) -> None:
    if isinstance(dtype, torch.dtype) and dtype != torch.float32:
        raise LabError(
            f"casting a model to {str(dtype).removeprefix('torch.')} as a whole would round what must stay float32 (rope "
            "tables, sinks, mixing). Use lab.load(path, dtype='bfloat16'), or model.cast(torch.bfloat16)."
        )
