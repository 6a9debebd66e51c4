"""EditedPass: one pass of a text with edits. It hands values to the rules' hooks, checks what comes back, and counts.

Surprising: the same code runs in a prompt's chunk, where the host knows the position, and while a step is recorded, where
only the device does and nothing may be asked of it. Tests: tests/engine/test_edits.py.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import torch
from torch import Tensor

from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.edit_state import Change, EditState
from dsv4lab.engine.edit_tables import change_rows, changes_rows
from dsv4lab.engine.edited_at import EngineAt
from dsv4lab.engine.fixed_shapes import fixed_shapes
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.interventions.passed import by_token, differs, must_fit, nan_error, nan_rows
from dsv4lab.interventions.streams import Fn
from dsv4lab.kernels.attention import Reading


class EditedPass:
    """Over ids [B, T] at `positions` [T]; of a step `halted` [1] is given, and T is 1."""

    def __init__(
        self,
        edits: EditState,
        ids: Tensor,
        positions: Tensor,
        cache: EngineCache | None,
        halted: Tensor | None,
        start: int = 0,
    ) -> None:
        """`cache` is None behind the layers, where no hook asks for it; `start` is then the first position."""
        self.edits, self.ids, self.positions, self.cache = edits, ids, positions, cache
        self.start = start if cache is None else cache.length
        self.length, self.shape = edits.capacity, ids.shape
        self.halted, self.fixed = halted, halted is not None
        # Once: what a halted step computes must be kept nowhere.
        self.running = None if halted is None else halted == 0  # [1] bool
        self.heard: dict[str, Tensor] = {}
        self.plain: dict[str, Tensor] = {}
        self.near: Any = None  # the window's keys of the layer that runs, in order (of a chunk)
        self._acted: list[tuple[int, Tensor]] = []

    def touches(self, *names: str) -> bool:
        """Whether a rule changes or hears one of these places."""
        return self.edits.touches(*names)

    def changes(self, *names: str) -> bool:
        """Whether a rule changes one of these places."""
        return any(name in self.edits.changes for name in names)

    def change(self, name: str, value: Tensor, real: Tensor | None = None) -> tuple[Tensor, Tensor | None]:
        """What rules make of value [B, T, ...] and where they acted [B, T]; None where there are no rules.

        real   [B or 1, T] bool: rows that a pass of the reference would have; the others are left alone
        """
        acted: Tensor | None = None
        for change in self.edits.changes.get(name, ()):
            value, here = self._changed(change, value, real)
            acted = here if acted is None else acted | here
        if name in self.edits.heard:
            self.heard[name] = value
        return value, acted

    def change_flat(self, name: str, value: Tensor) -> tuple[Tensor, Tensor | None]:
        """The same for one axis of texts and tokens: value [B * T, ...], acted [B * T]."""
        if not self.touches(name):
            return value, None
        if self.fixed and (acted := change_rows(self, name, value)) is not None:
            return value, acted
        new, acted = self.change(name, torch.unflatten(value, 0, self.shape))
        return (value, None) if acted is None else (new.flatten(0, 1), acted.flatten())

    def in_place(self, name: str, value: Tensor) -> bool:
        """Whether `change_flat` will change value [B, ...] where it lies, in one launch. On another stream only this may be
        done: of anything else tensors are given back that this stream still reads, or that the other does.
        """
        return self.fixed and changes_rows(self, name, value) is not None

    def change_reading(self, name: str, reading: Reading) -> tuple[Reading, Tensor | None]:
        """What rules make of what queries may read, and where they acted [B, T]."""
        total: Tensor | None = None
        for change in self.edits.changes.get(name, ()):
            if self.edits.sham:
                new = reading._replace(allowed=reading.allowed.clone(), sink=reading.sink.clone())
                ones = torch.ones(self.shape, dtype=torch.bool, device=new.sink.device)
                self._count(change, ones)
                lost = (new.allowed != reading.allowed).any() | (new.sink != reading.sink).any()
                reading, acted = new, ones if self.edits.through else ones & lost
            else:
                got: Any = change.hook(self.at(change), reading)
                if got is None:
                    continue
                reading, acted = got
                acted = acted.expand(self.shape)
                self._count(change, acted)
            total = acted if total is None else total | acted
        return reading, total

    def keep(self, buffer: CaptureBuffer, name: str, value: Tensor) -> None:
        """What is captured of a place is what was used: its value, in the shape that was allocated."""
        if name in buffer.values:
            buffer.values[name].copy_(value.view_as(buffer.values[name]))

    def commit(self, kept: Tensor, new: Tensor, where: Tensor | None = None) -> None:
        """Write what is to be kept for later passes, unless the step is halted; `where` [...] says which of it."""
        mask = self.running if where is None else where if self.running is None else where & self.running
        kept.copy_(new if mask is None else torch.where(mask, new, kept))

    def at(self, change: Change) -> EngineAt:
        """What a hook is told."""
        edits, rule = self.edits, self.edits.rules[change.number]
        source = partial(self._source, rule)
        return EngineAt(change.layer, edits.engine, rule.tokens, self, {}, (change.number, change.layer), source)

    def end(self) -> None:
        """The pass is through: what acted is counted, in one go."""
        if not self._acted:
            return
        flags = torch.stack([acted.flatten() for _, acted in self._acted])  # [hooks, B]
        counts = flags.sum(1)
        if self.running is not None:
            counts = counts * self.running
        key = tuple(slot for slot, _ in self._acted)
        slots = self.edits.tables.get(key)
        if slots is None:
            slots = self.edits.tables[key] = torch.tensor(key, device=counts.device)
        self.edits.fired.index_add_(0, slots, counts)
        self._acted = []

    def _changed(self, change: Change, value: Tensor, real: Tensor | None) -> tuple[Tensor, Tensor]:
        edits, rule = self.edits, self.edits.rules[change.number]
        shape = value.shape[:2]
        if edits.sham:
            new = value.clone()
            ones = torch.ones(shape, dtype=torch.bool, device=value.device)
            self._count(change, ones if real is None else ones & real)
            return new, ones if edits.through else _differs(new, value)
        at = self.at(change)
        where = f"{rule.label} at {change.name}"
        if isinstance(rule, Fn):
            with fixed_shapes(where):
                got = change.hook(at, value)
        else:
            got = change.hook(at, value)
        new, acted = got if isinstance(got, tuple) else (got, None)
        if new is None:
            return value, torch.zeros(shape, dtype=torch.bool, device=value.device)
        must_fit(new, value, where)
        if isinstance(rule, Fn) and new.is_floating_point():
            self._find_nan(change, where, new, value, real)
        masks = [] if real is None else [real]
        if rule.tokens is not None and by_token(change.name):
            masks.append(at.mask[None])
        for mask in masks:
            new = torch.where(mask.view(*mask.shape, *[1] * (value.dim() - 2)), new, value)
            acted = None if acted is None else acted & mask
        acted = _differs(new, value) if acted is None else acted
        self._count(change, acted)
        return new, acted

    def _find_nan(self, change: Change, where: str, new: Tensor, value: Tensor, real: Tensor | None) -> None:
        bad = nan_rows(new, value)
        if self.running is None:
            if bad.any():
                raise nan_error(where, change.name, self.start, int(bad[0].nonzero()[0]))
            return
        # In a step it is only noted: who looks at its token finds it there.
        bad = (bad if real is None else bad & real).any() & self.running
        first = self.edits.not_a_number[change.slot : change.slot + 1]
        first.copy_(torch.where(bad, torch.minimum(first, self.positions), first))

    def _count(self, change: Change, acted: Tensor) -> None:
        if self.fixed:
            self._acted.append((change.slot, acted.expand(self.shape)))
        else:
            self.edits.fired[change.slot] += acted.sum()

    def _source(self, rule: Any, name: str) -> Tensor:
        return self.edits.sources[rule.source_of()][name]


def _differs(new: Tensor, value: Tensor) -> Tensor:
    """Where [B, T] a tensor differs from another; NaN, which empty places of lists hold, equals NaN."""
    if new.is_floating_point() and new.dim() == 4 and new.dtype == torch.float32:
        return differs(new, value)
    other = new != value
    return other.flatten(2).any(-1) if other.dim() > 2 else other
