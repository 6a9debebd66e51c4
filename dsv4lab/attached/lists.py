"""What every query of an attached model read: its dense softmax as the lists that the points have.

Surprising: which keys may be read is taken from the logits that the softmax was given (what is masked stands at minus
infinity), so a wrong mask shows; a weight outside the window and the entries shows as missing from the sum.
Tests: tests/attached/test_attach.py.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from dsv4lab.attached.frame import Frame, Passed
from dsv4lab.attached.reading import MASKED, Changed
from dsv4lab.errors import CaptureError


def told(frame: Frame, passed: Passed, read: Changed, weights: Tensor) -> Tensor:
    """Let listeners hear keys, weights and the sink's weight; the softmax [B, H, T, columns + 1] that goes on.

    The last column is the sink's; `read` is what the softmax was made of. What a change means is as on the reference: keys
    left out are left out of the softmax, a changed sink takes its share of all others, weights are used as they are.
    """
    wanted: Any = frame.kept["wanted"]
    logits = read.listed
    names = [f"{frame.where}.{part}" for part in ("keys", "weights", "sink_weight")]
    if not any(wanted(name) for name in names):
        return weights
    entries = frame.kept.get("entries", 0)
    columns = weights.shape[-1] - 1
    first = frame.start + logits.shape[2] - (columns - entries)  # position of the window's first key
    key = _keys(frame, logits, columns - entries, entries)
    heard = passed(names[0], key)
    if heard is not key and not torch.equal(heard, key):
        weights, key = _fewer(frame, read, key, heard, first, columns - entries, names[0]), heard
    column = _columns(key, frame.kept["window"], first, columns - entries)
    index = column[:, :, None].expand(-1, -1, weights.shape[1], -1)
    weight = weights[..., :columns].transpose(1, 2)  # [B, T, H, columns]
    listed = weight.gather(-1, index).masked_fill((key < 0)[:, :, None], torch.nan).float()
    sink = weights[..., -1].transpose(1, 2).float()
    share = passed(names[2], sink)
    if share is not sink and not torch.equal(share, sink):  # the others give or gain in proportion
        listed = listed * ((1 - share) / (1 - sink).clamp_min(torch.finfo(torch.float32).tiny))[..., None]
    changed = passed(names[1], listed)
    if (changed is listed or torch.equal(changed.nan_to_num(), listed.nan_to_num())) and torch.equal(share, sink):
        return weights
    dense = torch.zeros_like(weight, dtype=torch.float32)
    there = (key >= 0)[:, :, None].expand_as(changed)
    dense.scatter_add_(-1, index, torch.where(there, changed.nan_to_num(), torch.zeros_like(changed)))
    # Laid out in memory as it was: products of another layout differ in the last bit.
    return torch.empty_like(weights).copy_(torch.cat((dense, share[..., None]), -1).transpose(1, 2))


def _fewer(frame: Frame, made: Changed, key: Tensor, heard: Tensor, first: int, window_keys: int, name: str) -> Tensor:
    """The softmax [B, H, T, columns + 1] again over fewer keys.

    Raises CaptureError for a key that the model's own masks had left out: its logit is lost.
    """
    logits = made.logits
    total, size = logits.shape[-1] - 1, frame.kept["window"]

    def read(keys: Tensor) -> Tensor:
        """[B, T, columns] bool."""
        there = torch.zeros(*keys.shape[:2], total + 1, dtype=torch.bool, device=keys.device)
        columns = _columns(keys, size, first, window_keys).clamp(0, total)
        return there.scatter_(-1, torch.where(keys < 0, total, columns), True)[..., :total]

    before, after = read(key), read(heard)
    if (after & ~before).any():
        raise CaptureError(
            f"{name}: a hook asks for a key that the model had masked. Keys of an attached model can be left out and not "
            "added, since their logits come after its masks; the reference can do both."
        )
    gone = (~after)[:, None].expand(-1, logits.shape[1], -1, -1)
    mask = torch.cat((gone, torch.zeros_like(gone[..., :1])), -1)
    return weights_of(logits.masked_fill(mask, -torch.inf).softmax(-1), made)


def weights_of(softmax: Tensor, made: Changed) -> Tensor:
    """The softmax [B, H, T, columns + 1] with what rules took of the keys' weights after it."""
    if made.kept is None:
        return softmax
    return torch.cat((softmax[..., :-1] * made.kept.to(softmax.dtype), softmax[..., -1:]), -1)


def _keys(frame: Frame, logits: Tensor, window_keys: int, entries: int) -> Tensor:
    """Keys [B, T, P]: positions, then entries; -1 where the place is empty or its logit masked."""
    batch, _, tokens, _ = logits.shape
    size, device = frame.kept["window"], logits.device
    allowed = (logits[..., :-1] > MASKED).any(1)  # [B, T, columns]
    first = frame.start + tokens - window_keys
    positions = torch.arange(frame.start, frame.start + tokens, device=device)[:, None]
    key = (positions + torch.arange(1 - size, 1, device=device)).expand(batch, -1, -1)
    key = key.masked_fill((key < first) | (key < 0), -1)
    if entries:
        picks = frame.kept.get("picks")
        if picks is None:
            picks = torch.arange(entries, device=device).expand(batch, tokens, -1)
        key = torch.cat((key, picks), -1)
    return key.masked_fill(~allowed.gather(-1, _columns(key, size, first, window_keys)), -1)


def _columns(key: Tensor, size: int, first: int, window_keys: int) -> Tensor:
    """[B, T, P]: in which column of the softmax each key stands; 0 for an empty place."""
    column = torch.cat((key[..., :size] - first, key[..., size:] + window_keys), -1)
    return column.masked_fill(key < 0, 0)
