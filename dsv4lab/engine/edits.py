"""Edits: the rules of one text at work on the engine, in a prompt's chunks and recorded into a step's graph.

A rule's hooks are those of the reference (interventions/). What they need is made once and lies on the device: masks of
experts, entries and positions as tables, sums of earlier tokens at fixed places, counters of how often each rule acted. A
place that no rule touches runs as it does without edits; where one is touched, rows on which no rule acts keep the bits
that the kernels gave them. So a sham, which goes the same way and writes back what was there, changes nothing.
Tests: tests/engine/test_edits.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.edit_state import NEVER, Change, EditState, RunsLayers
from dsv4lab.engine.edited_pass import EditedPass
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.errors import EditError
from dsv4lab.interventions.checking import check_rules
from dsv4lab.interventions.indexer import keep_window
from dsv4lab.interventions.passed import first_layer, last_layer, nan_error, never_acted
from dsv4lab.interventions.rule import Rule
from dsv4lab.interventions.values import Source

EDITED_CHUNK = 256  # prompt tokens per pass, as on the reference: attention by its definition is dense


class Edits(EditState):
    """The rules of one text of up to `capacity` tokens.

    sham      write back what was there
    through   a sham whose every row is what the altered way computes, also where that rounds in another order

    Raises EditError for rules that the model has no place for, or that contradict each other.
    """

    def __init__(
        self, engine: Any, rules: Sequence[Rule], capacity: int, *, batch: int = 1, sham: bool = False,
        through: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(engine, tuple(rules), capacity, batch, sham, through)
        self.layers = check_rules(self.rules, engine.config)
        for number, (rule, layers) in enumerate(zip(self.rules, self.layers, strict=True)):
            for layer in layers:
                self._add(number, rule, layer)
        device = engine.device
        self.fired = torch.zeros(max(1, len(self.slots)), dtype=torch.int64, device=device)
        self.not_a_number = torch.full((max(1, len(self.slots)),), NEVER, dtype=torch.int64, device=device)
        self._plain: EngineCache | None = None
        self._plain_streams: Tensor | None = None

    def _add(self, number: int, rule: Rule, layer: int) -> None:
        config = self.engine.config
        for name, hook in rule.hooks(layer, config).items():
            if hook is keep_window:  # the engine's ring still holds the oldest key when picks are made
                continue
            self.changes.setdefault(name, []).append(Change(len(self.slots), number, layer, name, hook))
            self.slots.append((number, layer))
        self.heard |= set(rule.hears(layer, config))
        self.plain_names |= set(rule.reads_plain(layer))

    @property
    def places(self) -> list[str]:
        """Every place that is changed, by name."""
        return sorted(self.changes)

    @property
    def first_layer(self) -> int:
        """The first layer that can differ from a plain run, or that a rule listens to; -1 where the embedding does, and as
        many as there are layers where only the head does.
        """
        return first_layer(self.changes.keys() | self.heard, self.engine.config.num_hidden_layers)

    @property
    def layers_between(self) -> range:
        """The layers from the first that can differ to the last that a rule touches or listens to, all those between them
        included: what runs in front of them and behind them knows nothing of the rules. Empty where only the embedding or
        the head is touched; it begins with the layer that comes next.
        """
        first = max(0, self.first_layer)
        last = last_layer(self.changes.keys() | self.heard, self.engine.config.num_hidden_layers)
        return range(first, max(first, last + 1))

    def begin(
        self, layers: RunsLayers, ids: Tensor, positions: Tensor, cache: EngineCache, halted: Tensor | None
    ) -> EditedPass:
        """A pass over ids [B, T] at these positions [T] is about to run; `halted` [1] if it is a step."""
        if not self.sham:
            self._read_sources()
        made = EditedPass(self, ids, positions, cache, halted)
        if self.plain_names and not self.sham:
            made.plain = self._without_edits(layers, ids, cache, halted)
        return made

    def grow(self, capacity: int) -> None:
        """From now on the text may hold so many tokens; what was kept of those before stays."""
        self.capacity, self.tables = capacity, {}  # tables are made again, as long as they have to be
        if self._plain is not None:
            larger = self.engine.new_cache(capacity, batch=self.batch)
            larger.take(self._plain)
            self._plain = larger

    def counts(self) -> Counter[tuple[int, int]]:
        """How often each rule acted on each layer, {(rule, layer): tokens or entries}; waits for the device."""
        found: Counter[tuple[int, int]] = Counter()
        numbers = [int(count) for count in self.fired.cpu()]
        for place, count in zip(self.slots, numbers, strict=False):
            found[place] += count
        return found

    def require_fired(self) -> None:
        """Raises EditError for a rule that has changed nothing."""
        counts = self.counts()
        for number, rule in enumerate(self.rules):
            if not sum(counts[number, layer] for layer in self.layers[number]):
                raise never_acted(rule.label, self.layers[number])

    def require_numbers(self) -> None:
        """Raises EditError for a function that returned NaN in a step."""
        first = [int(position) for position in self.not_a_number.cpu()]
        for change in (change for changes in self.changes.values() for change in changes):
            if first[change.slot] != NEVER:
                where = f"{self.rules[change.number].label} at {change.name}"
                raise nan_error(where, change.name, first[change.slot], 0)

    def _without_edits(
        self, layers: RunsLayers, ids: Tensor, cache: EngineCache, halted: Tensor | None
    ) -> dict[str, Tensor]:
        """What passes the places that rules ask for when nothing is changed; an own cache goes along with the text."""
        engine = self.engine
        plain = self._plain
        if plain is None:
            plain = self._plain = engine.new_cache(self.capacity, batch=self.batch)
            shape = (engine.config.num_hidden_layers + 1, len(ids), engine.config.hc_mult, engine.config.hidden_size)
            self._plain_streams = torch.zeros(shape, dtype=engine.dtype, device=engine.device)
        plain.length = cache.length
        plain.position.copy_(cache.position)
        buffer = CaptureBuffer(self.plain_names, engine.device)
        every = self._plain_streams if halted is not None else None
        streams, _ = layers.run(ids, None, plain, buffer, halted=halted, every=every)
        return engine.passed(self.plain_names, streams, buffer, ids.shape)

    def _read_sources(self) -> None:
        """Plain runs over the other texts that rules take values from, once each."""
        for rule in self.rules:
            source = rule.source_of()
            if source is None or source in self.sources:
                continue
            vocabulary = self.engine.config.vocab_size
            if max(source.ids) >= vocabulary:
                raise EditError(
                    f"{rule.label}: the other text has token {max(source.ids)}, this vocabulary {vocabulary} ids."
                )
            names = sorted({n for n, c in self.changes.items() if any(self._takes(one, source) for one in c)})
            found = plain_points(self.engine, torch.tensor([source.ids]), names)
            missing = [name for name in names if name not in found]
            if missing:
                raise EditError(
                    f"{rule.label}: the other text, {len(source.ids)} tokens, is too short to have {missing[0]}."
                )
            self.sources[source] = found

    def _takes(self, change: Change, source: Source) -> bool:
        return self.rules[change.number].source_of() == source


def plain_points(engine: Any, ids: Tensor, names: Sequence[str]) -> dict[str, Tensor]:
    """What passes these points in a run over ids [1, n] without edits, {name: [1, n, ...]}, in passes as edited texts have.

    Raises EditError for a place whose rows differ in width from pass to pass.
    """
    found: dict[str, list[Tensor]] = {name: [] for name in names}
    cache = engine.new_cache(ids.shape[1])
    for part in torch.split(ids, min(engine.chunk, EDITED_CHUNK), 1):
        for name, value in engine.read_points(part, names, cache).items():
            found[name].append(value)
    ragged = [name for name, parts in found.items() if len({part.shape[2:] for part in parts}) > 1]
    if ragged:
        raise EditError(f"{ragged[0]}: its rows grow with the text, so they cannot be taken over from another one.")
    return {name: torch.cat(parts, 1) for name, parts in found.items() if parts}
