"""What a query may read, for rules: the logits that transformers gives its softmax, as a Reading and back.

A mask is what stands at minus infinity, so a rule starts from what the running model really allows. Surprising: transformers
takes the largest logit of a row off all of them, the sink's too, so a new sink is moved by as much as the old one was.
Tests: tests/attached/test_rules.py.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from dsv4lab.attached.frame import Frame
from dsv4lab.errors import CaptureError
from dsv4lab.kernels.attention import Reading
from dsv4lab.model.seam import Seam

MASKED = -1e30  # transformers masks with the smallest number of the dtype, or with minus infinity


class Changed(NamedTuple):
    """What goes on after the rules.

    logits  [B, H, T, S + 1]          for the softmax, the sink's column last
    listed  [B, H, T, S + 1]          the logits that say which keys a query has places for
    kept    [B, H, T, S] or None      factors of the weights after the softmax
    """

    logits: Tensor
    listed: Tensor
    kept: Tensor | None


def changed_reading(frame: Frame, seam: Seam[Reading], logits: Tensor) -> Changed:
    """Let rules change what the queries of a pass may read; logits [B, H, T, S + 1], the sink's column last.

    Raises CaptureError for a key that the model's own masks had left out.
    """
    entries, columns = frame.kept.get("entries", 0), logits.shape[-1] - 1
    near = columns - entries
    first = frame.start + logits.shape[2] - near  # position of the window's first key
    positions = torch.arange(first, first + near, device=logits.device)
    key = torch.cat((positions, torch.arange(entries, device=logits.device)))[None, None]  # [1, 1, S]
    allowed = (logits[..., :-1] > MASKED).transpose(1, 2)  # [B, T, H, S]
    sink = frame.module.sinks.float()
    after = seam(Reading(allowed, sink, None, key, near, frame.start))
    left = (after.allowed if after.allowed.dim() == 4 else after.allowed[:, :, None]).expand_as(allowed)
    if (left & ~allowed).any():
        raise CaptureError(
            f"{frame.where}.reading: a rule asks for a key that the model had masked; the reference has it."
        )
    gone = (allowed & ~left).transpose(1, 2)
    gone = torch.cat((gone, torch.zeros_like(gone[..., :1])), -1)
    new = logits.masked_fill(gone, -torch.inf)
    if not torch.equal(after.sink.expand(*allowed.shape[:3]), sink.expand(*allowed.shape[:3])):
        new = torch.cat((new[..., :-1], _sinks(logits[..., -1], sink, after.sink, allowed)), -1)
    # As on the reference: a pick or a window key that is not read keeps its place, an entry without one has none.
    listed = logits
    if entries and "picks" not in frame.kept:
        listed = torch.cat((logits[..., :near], new[..., near:]), -1)
    return Changed(new, listed, None if after.kept is None else after.kept.transpose(1, 2))


def _sinks(last: Tensor, own: Tensor, wanted: Tensor, allowed: Tensor) -> Tensor:
    """The sink's column [B, H, T, 1]: `last` [B, H, T] where a rule left it as it was."""
    wanted, plain = wanted.expand(*allowed.shape[:3]).transpose(1, 2), own[:, None]
    moved = wanted - (plain - last.float())
    return torch.where(wanted == plain, last, moved.to(last.dtype))[..., None]
