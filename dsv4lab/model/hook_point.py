"""A named place in the model where a tensor passes: an identity that anyone can listen to or replace.

PyTorch's own `register_forward_hook` works on it; a hook that returns a tensor replaces the value. Work that exists only
to be listened to is done behind `wanted`, so that an unheard point costs nothing. Tests: tests/capture/test_points.py.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dsv4lab.errors import CaptureError


class HookPoint(nn.Module):
    """Identity. The table of all points, with dimensions and meaning, is dsv4lab/capture/points.py."""

    def forward(self, x: Tensor) -> Tensor:
        return x

    def only_heard(self, value: Tensor, name: str, why: str) -> None:
        """Let listeners hear a tensor of any shape that nothing is computed from, and refuse to have it changed.

        Raises CaptureError then.
        """
        if not self.may_change:
            self(value)
            return
        before = value.clone()  # a hook may have written into what it was given, and returned None
        after = self(value)
        if after is not value or not torch.equal(value, before):
            raise CaptureError(f"{name}: this point is {why}. A hook here can listen, and must return None.")

    @property
    def may_change(self) -> bool:
        """Whether a listener could change the value: all but recorders, whose hooks say `only_listens`."""
        return any(not getattr(hook, "only_listens", False) for hook in self._forward_hooks.values())

    @property
    def wanted(self) -> bool:
        """Whether somebody listens."""
        return bool(self._forward_hooks)
