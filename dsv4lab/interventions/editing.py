"""Rules at work on a model with hooks: one at every place they change, in the passes of one text only.

The model is the one in plain PyTorch or an attached one of transformers (body.py): a rule does not know which.

Whatever a rule makes of a value is checked (kind, shape, dtype, NaN) and named with its place when it is wrong. Every
change is counted, so that a rule which never acts can be told. A sham editing puts the same hooks in and writes back a copy
of what was there: it must change nothing, bit for bit. Tests: tests/interventions/test_editing.py.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor

from dsv4lab.errors import EditError
from dsv4lab.interventions.checking import check_rules
from dsv4lab.interventions.context import At, Memory, Pass
from dsv4lab.interventions.passed import by_token, differs, first_layer, must_fit, nan_error, nan_rows, never_acted
from dsv4lab.interventions.reading import READING
from dsv4lab.interventions.rule import Hook, Rule
from dsv4lab.interventions.values import Source
from dsv4lab.kernels.attention import Reading
from dsv4lab.model.seam import Seam

if TYPE_CHECKING:
    from dsv4lab.interventions.body import EditedBody, EditedCache


class Editing:
    """The rules of one text. `fired` counts {(number of the rule, layer): tokens or entries that it changed}.

    Raises EditError for rules that the model has no place for, or that contradict each other.
    """

    def __init__(self, model: EditedBody, rules: Sequence[Rule], *, sham: bool = False) -> None:
        self.model, self.rules, self.sham = model, tuple(rules), sham
        self.layers = check_rules(self.rules, model.config)
        self.fired: Counter[tuple[int, int]] = Counter()
        self._memories: dict[Any, Memory] = {}
        self._sources: dict[Source, dict[str, Tensor]] = {}
        self._plain: EditedCache | None = None
        self._plain_back: tuple[int, Callable[[], None]] | None = None  # a length, and the way back to it
        self._pass: Pass | None = None
        self._thread: int | None = None  # that makes a pass of this text
        self._hooks: list[tuple[int, int, str, Hook]] = []  # rule, layer, place, what becomes of the value
        self._heard: set[str] = set()
        self._plain_names: set[str] = set()
        for number, (rule, layers) in enumerate(zip(self.rules, self.layers, strict=True)):
            for layer in layers:
                self._hooks += [(number, layer, name, hook) for name, hook in rule.hooks(layer, model.config).items()]
                self._heard |= set(rule.hears(layer, model.config))
                self._plain_names |= set(rule.reads_plain(layer))

    @property
    def places(self) -> list[str]:
        """Every place that is changed, by name."""
        return sorted({name for _, _, name, _ in self._hooks})

    @property
    def first_layer(self) -> int:
        """The first layer that differs from a plain run, or that a rule listens to; -1 where the embedding does, and as
        many as there are layers where only the logits do.
        """
        names = {name for _, _, name, _ in self._hooks} | self._heard
        return first_layer(names, self.model.config.num_hidden_layers)

    @contextmanager
    def attached(self) -> Generator[None]:
        """Inside, the hooks are in the model; they act in passes made inside `of_pass` only."""
        undo: list[Callable[[], object]] = []
        try:
            for number, layer, name, hook in self._hooks:
                module: Any = _module(self.model, name)
                if isinstance(module, Seam):
                    undo.append(module.change(partial(self._in_seam, number, layer, name, hook)))
                else:
                    undo.append(module.register_forward_hook(self._hooked(number, layer, name, hook)).remove)
            for name in sorted(self._heard):  # behind all changes: what is heard is what is used
                undo.append(_module(self.model, name).register_forward_hook(self._listener(name)).remove)
            yield
        finally:
            for remove in undo:
                remove()

    @contextmanager
    def of_pass(self, ids: Tensor, cache: EditedCache, *, start: int | None = None) -> Generator[None]:
        """The passes of this thread over ids [B, T] are this text's, at positions from `start` on: behind what `cache`
        holds, if it is not given.
        """
        made = Pass(ids, cache.length if start is None else start, cache)
        if not self.sham:
            self._read_sources()  # before the pass, whose listeners would take them for its own
        if self._plain_names and not self.sham:
            made.plain = self._without_edits(ids, made.start)
        fired = self.fired.copy()
        self._pass, self._thread = made, threading.get_ident()
        try:
            yield
        except BaseException:
            self.fired = fired  # the pass has not been
            raise
        finally:
            self._pass = self._thread = None

    def before(self, length: int) -> Editing:
        """The same rules for a text that holds the first `length` tokens of this one."""
        twin = Editing(self.model, self.rules, sham=self.sham)
        twin._memories = {key: memory.before(length) for key, memory in self._memories.items()}
        if self._plain is not None and self._plain.rewindable:
            twin._plain = self._plain.at(min(length, self._plain.length))
        twin._sources, twin.fired = self._sources, self.fired.copy()
        return twin

    def require_fired(self) -> None:
        """Raises EditError for a rule that has changed nothing."""
        for number, rule in enumerate(self.rules):
            if not sum(self.fired[number, layer] for layer in self.layers[number]):
                raise never_acted(rule.label, self.layers[number])

    # Inside a pass --------------------------------------------------------------------------------------------------

    def _at(self, number: int, layer: int) -> At:
        assert self._pass is not None
        rule = self.rules[number]
        return At(
            layer, self.model, rule.tokens, self._pass, self._memories, (number, layer), partial(self._other, rule)
        )

    def _hooked(self, number: int, layer: int, name: str, hook: Hook) -> Callable[..., Tensor | None]:
        def act(_module: object, _args: object, value: Tensor) -> Tensor | None:
            if self._pass is None or self._thread != threading.get_ident():
                return None
            if self.sham:
                self.fired[number, layer] += value.shape[1]
                return value.clone()
            at = self._at(number, layer)
            got = hook(at, value)
            new, acted = got if isinstance(got, tuple) else (got, None)
            if new is None:
                return None
            self._check(number, name, new, value)
            if self.rules[number].tokens is not None and value.shape[1] == len(self._pass.positions) and by_token(name):
                mask = at.mask
                new = torch.where(mask.view(1, -1, *[1] * (value.dim() - 2)), new, value)
                acted = None if acted is None else acted & mask
            acted = differs(new, value) if acted is None else acted
            self.fired[number, layer] += int(acted.sum())
            # Laid out as the value was: another order in memory is summed in another order by whoever multiplies it.
            return new if new.stride() == value.stride() else torch.empty_like(value).copy_(new)

        return act

    def _in_seam(self, number: int, layer: int, name: str, hook: Hook, value: Any) -> Any:
        if self._pass is None or self._thread != threading.get_ident():
            return value
        if self.sham:
            self.fired[number, layer] += 1
            if isinstance(value, Reading):
                return value._replace(allowed=value.allowed.clone(), sink=value.sink.clone())
            return value.clone()
        got = hook(self._at(number, layer), value)
        if got is None:
            return value
        new, acted = got if type(got) is tuple else (got, differs(cast(Tensor, got), value))
        self.fired[number, layer] += int(acted.sum())
        return new

    def _listener(self, name: str) -> Callable[..., None]:
        def listen(_module: object, _args: object, value: Tensor) -> None:
            if self._pass is not None and self._thread == threading.get_ident():
                self._pass.heard[name] = value

        listen.only_listens = True  # pyright: ignore[reportFunctionMemberAccess]  # read by HookPoint.may_change
        return listen

    def _check(self, number: int, name: str, new: Any, value: Tensor) -> None:
        where = f"{self.rules[number].label} at {name}"
        must_fit(new, value, where)
        if new.is_floating_point() and (bad := nan_rows(new, value)).any():
            assert self._pass is not None
            raise nan_error(where, name, self._pass.start, int(bad[0].nonzero()[0]))

    # Other runs -----------------------------------------------------------------------------------------------------

    def _without_edits(self, ids: Tensor, start: int) -> dict[str, Tensor]:
        """What passes the places that rules ask for when nothing is changed; an own cache goes along with the text."""
        if self._plain is None and start == 0:
            self._plain = self.model.plain_cache()
        plain = self._plain
        if plain is None or plain.length < start:
            raise EditError("the run without edits is missing for the tokens before; begin the text with its edits.")
        if plain.length > start:  # a pass that was cut off, or begun anew
            if self._plain_back is not None and self._plain_back[0] == start:
                self._plain_back[1]()
            else:
                plain = self._plain = plain.at(start)
        back = plain.mark()
        self._plain_back = start, back
        try:
            return self.model.read_points(ids, sorted(self._plain_names), plain)
        except BaseException:
            back()
            raise

    def _read_sources(self) -> None:
        """Plain runs over the other texts that rules take values from, once each."""
        for rule in self.rules:
            source = rule.source_of()
            if source is None or source in self._sources:
                continue
            vocabulary = self.model.config.vocab_size
            if max(source.ids) >= vocabulary:
                raise EditError(
                    f"{rule.label}: the other text has token {max(source.ids)}, this vocabulary {vocabulary} ids."
                )
            names = sorted({place for n, _, place, _ in self._hooks if self.rules[n].source_of() == source})
            found = self.model.read_points(torch.tensor([source.ids], device=self.model.device), names)
            missing = [name for name in names if name not in found]
            if missing:
                raise EditError(
                    f"{rule.label}: the other text, {len(source.ids)} tokens, is too short to have {missing[0]}."
                )
            self._sources[source] = found

    def _other(self, rule: Rule, name: str) -> Tensor:
        source = rule.source_of()
        assert source is not None
        return self._sources[source][name]


def _module(model: EditedBody, name: str) -> Any:
    """A point of the model, or a seam, which is no module and lies in an attribute of one."""
    path, _, last = name.rpartition(".")
    if name.endswith((READING, "compressor.gates")):
        return getattr(model.get_submodule(path), last)
    return model.get_submodule(name)
