"""Attention whose lists were changed by a listener: what was read, how strongly, or how much the sink took.

The lists of kernels/attention.py are read out of the attention; a hook that changes them must change the attention
too. Surprising: they cover everything a query sees, so a row of all weights can be put together again from them, and an
unchanged list gives the same row. Tests: tests/model/test_interventions.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

from dsv4lab.errors import CaptureError, shown
from dsv4lab.kernels.attention import AttentionLists, softmax_with_sink
from dsv4lab.model.hook_point import HookPoint


def changed_by(point: HookPoint, value: Tensor, name: str) -> Tensor | None:
    """Let a point's listeners hear a tensor of any shape; what they made of it, in the same shape, by returning or by
    writing into it, or None.

    Raises CaptureError for a value of another shape.
    """
    if not point.wanted:
        return None
    after = point(value.clone())  # a listener may write into what it is given
    if not isinstance(after, Tensor) or after.shape != value.shape:
        found = list(after.shape) if isinstance(after, Tensor) else type(after).__name__
        raise CaptureError(
            f"attn.{name}: a hook returned {shown(found)}; this point needs a tensor of shape {list(value.shape)}."
        )
    after = after.to(value.dtype)
    return None if torch.equal(_bits(after), _bits(value)) else after


def _bits(value: Tensor) -> Tensor:
    """Empty places hold NaN, which equals nothing, not even itself; its bits do."""
    return value.contiguous().view(torch.int32) if value.dtype == torch.float32 else value


def attend_changed(
    query: Tensor,
    window: Tensor,
    entries: Tensor | None,
    sink: Tensor,
    lists: AttentionLists,
    points: tuple[HookPoint, HookPoint, HookPoint],
    *,
    first: int,
) -> Tensor | None:
    """Tell the listeners of (keys, weights, sink_weight); the output [B, T, H, C] with what they changed, or None.

    keys         other places are read: the softmax is taken again over them (each place once)
    sink_weight  the sink takes this share, all other weights give or gain in proportion
    weights      used as they are

    first   position of the window's first key
    """
    on_keys, on_weights, on_sink = points
    weight, sink_weight = lists.weight, lists.sink
    key = changed_by(on_keys, lists.key, "keys")
    columns = _columns(lists.key if key is None else key, lists.window, first, window.shape[1], entries)
    keys = window if entries is None else torch.cat((window, entries), 1)
    if key is not None:
        weight, sink_weight = _softmax(query, keys, columns, sink)
    share = changed_by(on_sink, sink_weight, "sink_weight")
    if share is not None:
        # Where the sink had taken everything there is nothing to give to.
        weight = weight * ((1 - share) / (1 - sink_weight).clamp_min(torch.finfo(torch.float32).tiny))[..., None]
    final = changed_by(on_weights, weight, "weights")
    if key is None and share is None and final is None:
        return None
    weight = weight if final is None else final
    dense = weight.new_zeros(*weight.shape[:-1], keys.shape[1] + 1)  # the last column swallows empty places
    dense.scatter_add_(-1, columns[:, :, None].expand_as(weight), weight.nan_to_num(0.0))
    return (dense[..., :-1].to(query.dtype).flatten(1, 2) @ keys).view_as(query)


def _columns(key: Tensor, places: int, first: int, window: int, entries: Tensor | None) -> Tensor:
    """[B, T, P]: where each place lies among window keys and entries; their number where it is empty.

    CaptureError for a place that is neither in the kept window nor an entry.
    """
    count = 0 if entries is None else entries.shape[1]
    near, far = key[..., :places] - first, key[..., places:]
    wrong = ((near < 0) | (near >= window)) & (key[..., :places] >= 0)
    if wrong.any() or (far >= count).any():
        bad = int(key[..., :places][wrong][0]) if wrong.any() else int(far.max())
        raise CaptureError(
            f"attn.keys: a hook asks for {'position' if wrong.any() else 'entry'} {bad}; there are positions {first} to "
            f"{first + window - 1} in the first {places} places and {count} entries in the others (-1: none)."
        )
    columns = torch.cat((near, far + window), -1)  # window keys, then entries: the order of `keys`
    return torch.where(key < 0, window + count, columns)


def _softmax(query: Tensor, keys: Tensor, columns: Tensor, sink: Tensor) -> tuple[Tensor, Tensor]:
    """Weights [B, T, H, P] at other places (NaN where empty) and the sink's [B, T, H]; a place named twice is read once."""
    batch, tokens, heads, _ = query.shape
    total = keys.shape[1]
    seen = torch.zeros(batch, tokens, total + 1, dtype=torch.bool, device=query.device).scatter_(-1, columns, True)
    weights, sink_weight = softmax_with_sink(query, keys, seen[..., :-1], sink)
    sorted_columns, order = columns.sort(dim=-1, stable=True)
    # A place that occurs again would be summed twice when the row is put together: only the first of it is read.
    again = torch.zeros_like(columns, dtype=torch.bool)
    again.scatter_(-1, order[..., 1:], sorted_columns[..., 1:] == sorted_columns[..., :-1])
    empty = (columns == total) | again
    index = columns.masked_fill(empty, 0)[:, :, None].expand(-1, -1, heads, -1)
    return weights.gather(-1, index).masked_fill(empty[:, :, None], torch.nan), sink_weight[..., 0]
