"""What edits do inside attention: the new key, what queries read, the lists of what was read.

Which keys a query reads exists inside a fused kernel only. Where a rule changes that, the layer's attention is computed
again by its definition, and its output taken for the queries on which the rule acts. Tests: tests/engine/test_edits.py.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from dsv4lab.engine.edited_at import ring_in_order
from dsv4lab.engine.edited_layers import either
from dsv4lab.engine.edited_pass import EditedPass
from dsv4lab.engine.pass_context import PassContext
from dsv4lab.interventions.reading import READING
from dsv4lab.kernels.attention import AttentionLists, Reading, list_masses, softmax_with_sink, sparse_attention
from dsv4lab.kernels.kv_cache import Keys, like, pack_entries, parts_of, rows_of
from dsv4lab.kernels.rope import angles_of, rotate
from dsv4lab.model.replaced_weights import attend_changed

LISTS = ("keys", "weights", "sink_weight")
Lists = tuple[Tensor, Tensor, Tensor, Tensor] | None


def reads(edits: EditedPass, name: str) -> bool:
    """Whether a rule changes what this layer's queries read."""
    places = [f"{name}.{place}" for place in (READING.removeprefix("attn."), *LISTS)]
    return edits.changes(*places)


def change_ring_key(edits: EditedPass, name: str, ring: Keys, ctx: PassContext) -> None:
    """The key that a step just wrote into its ring."""
    if not edits.touches(f"{name}.key"):
        return
    row = ctx.cache.position % parts_of(ring)[0].shape[1]
    before = like(ring, [part.index_select(1, row) for part in parts_of(ring)])
    after = changed_keys(edits, f"{name}.key", before, ctx)
    for part, new in zip(parts_of(ring), parts_of(after), strict=True):
        part.index_copy_(1, row, new)


def changed_keys(edits: EditedPass, name: str, keys: Keys, ctx: PassContext) -> Keys:
    """Keys [B, T, C] after the rules for this place, in the form in which they are kept."""
    plain = ctx.cache.plain(keys)
    new, acted = edits.change(name, plain)
    if acted is None:
        return keys
    stored = new if isinstance(keys, Tensor) else pack_entries(new, keys.rotated)
    pairs = zip(parts_of(stored), parts_of(keys), strict=True)
    return like(keys, [torch.where(acted[..., None], part, old) for part, old in pairs])


def change_reading(
    edits: EditedPass, name: str, query: Tensor, window: Keys, entries: Keys | None, picks: Tensor | None, sink: Tensor,
    out: Tensor, lists: Lists, angles: Tensor, rate: int, ctx: PassContext,
) -> Tensor:  # fmt: skip
    """The output [B, T, H, C] of attention, turned back already, after the rules for what is read; `lists` are changed in
    place. Arguments as for the kernel.
    """
    if ctx.halted is None:
        new, told, acted = _chunk(edits, name, query, window, entries, picks, sink, rate, ctx)
    else:
        new, told, acted = _step(edits, name, query, window, entries, picks, sink, rate, ctx)
    if acted is None:
        return out
    turned = rotate(new, angles_of(edits.positions, angles), inverse=True)
    if lists is not None:
        _keep_lists(lists, told, acted, ctx)
    return torch.where(acted[..., None, None], turned, out)


def _step(
    edits: EditedPass, name: str, query: Tensor, window: Keys, entries: Keys | None, picks: Tensor | None, sink: Tensor,
    rate: int, ctx: PassContext,
) -> tuple[Tensor, AttentionLists, Tensor | None]:  # fmt: skip
    """One query a text: places of the window, then its picks, or all entries there is room for."""
    token, near = ring_in_order(window, edits.positions)
    keys, key, allowed = ctx.cache.plain(near), token.expand(len(query), -1), (token >= 0).expand(len(query), -1)
    width, complete = len(token), (edits.positions + 1) // rate if rate else edits.positions
    if entries is not None:
        if picks is not None:
            entry = picks[:, 0].long()  # [B, K]
            index, seen = entry.clamp_min(0), entry >= 0
            far = [part.gather(1, index[..., None].expand(-1, -1, part.shape[2])) for part in parts_of(entries)]
            far = ctx.cache.plain(like(entries, far))
        else:
            far = ctx.cache.plain(entries)
            entry = torch.arange(far.shape[1], device=far.device).expand(len(query), -1)
            seen = entry < complete
        keys, key = torch.cat((keys, far), 1), torch.cat((key, entry), -1)
        allowed = torch.cat((allowed, seen), -1)
    key, allowed = key[:, None], allowed[:, None]  # [B, 1, P]
    reading = Reading(allowed, sink.float(), None, key, width, 0)
    reading, acted = edits.change_reading(f"{name}.{READING.removeprefix('attn.')}", reading)
    weights, sink_weight = softmax_with_sink(query, keys, reading.allowed, reading.sink)
    if reading.kept is not None:
        weights = weights * reading.kept
    if picks is None and entries is not None:  # of all entries, those that some head may read are listed
        seen = reading.allowed if reading.allowed.dim() == 3 else reading.allowed.any(2)
        far_place = torch.arange(key.shape[-1], device=key.device) >= width
        key = key.masked_fill(far_place & ~seen, -1)
    key = key.masked_fill(key < 0, -1)
    weight = weights.masked_fill((key < 0)[:, :, None], torch.nan)
    share, here = edits.change(f"{name}.sink_weight", sink_weight[..., 0])
    if here is not None:
        room = (1 - sink_weight[..., 0]).clamp_min(torch.finfo(torch.float32).tiny)
        weight = torch.where(here[..., None, None], weight * ((1 - share) / room)[..., None], weight)
        acted = either(acted, here)
    weight, here = edits.change(f"{name}.weights", weight)
    acted = either(acted, here)
    out = (weight.nan_to_num(0.0).to(query.dtype).flatten(1, 2) @ keys).view_as(query)
    return out, AttentionLists(key, width, weight, share), acted


def _chunk(
    edits: EditedPass, name: str, query: Tensor, window: Keys, entries: Keys | None, picks: Tensor | None, sink: Tensor,
    rate: int, ctx: PassContext,
) -> tuple[Tensor, AttentionLists, Tensor | None]:  # fmt: skip
    """Many queries, as the reference has them."""
    start, near = ctx.cache.length, ctx.cache.plain(window)
    count = 0 if entries is None else (start + ctx.tokens) // rate
    far = None if entries is None or not count else ctx.cache.plain(rows_of(entries, slice(count)))
    acted: list[Tensor | None] = [None]

    def change(reading: Reading) -> Reading:
        reading, acted[0] = edits.change_reading(f"{name}.{READING.removeprefix('attn.')}", reading)
        return reading

    out, lists = sparse_attention(
        query, near, far, None if picks is None or far is None else picks.long(), sink,
        start=start, window_size=ctx.cache.config.sliding_window, rate=rate, lists=True, change=change,
    )  # fmt: skip
    assert lists is not None
    if edits.touches(*(f"{name}.{place}" for place in LISTS)):
        told: dict[str, Tensor] = {}
        heard = [_Told(edits, name, place, acted, told) for place in LISTS]
        points: Any = tuple(heard)
        new = attend_changed(query, near, far, sink, lists, points, first=start + ctx.tokens - near.shape[1])
        out = out if new is None else new
        lists = AttentionLists(told["keys"], lists.window, told["weights"], told["sink_weight"])
    return out, lists, acted[0]


class _Told:
    """One of the lists as `attend_changed` asks for it: what rules make of it."""

    wanted = True

    def __init__(
        self, edits: EditedPass, name: str, place: str, acted: list[Tensor | None], told: dict[str, Tensor]
    ) -> None:
        self.edits, self.name, self.place, self.acted, self.told = edits, name, place, acted, told

    def __call__(self, value: Tensor) -> Tensor:
        new, here = self.edits.change(f"{self.name}.{self.place}", value)
        self.acted[0] = either(self.acted[0], here)
        self.told[self.place] = new
        return new


def _keep_lists(
    lists: tuple[Tensor, Tensor, Tensor, Tensor], told: AttentionLists, acted: Tensor, ctx: PassContext
) -> None:
    """Captured lists [B, Q, ...] become what was read, for the queries that a rule changed."""
    queries = ctx.buffer.queries
    values = (told.key, told.weight, told.sink, list_masses(told.weight, told.sink, told.window))
    if queries is not None:
        values, acted = tuple(value[:, queries] for value in values), acted[:, queries]
    for into, value, empty in zip(lists, values, (-1, torch.nan, 0.0, 0.0), strict=True):
        if into.dim() > 2 and (
            missing := into.shape[-1] - value.shape[-1]
        ):  # places for entries that there are not yet
            value = torch.nn.functional.pad(value, (0, missing), value=empty)
        into.copy_(torch.where(acted.view(*acted.shape, *[1] * (into.dim() - 2)), value, into))
