"""Recorder: listens to the points a plan needs and writes one pass after another into the arrays of a TraceWriter.

Attach with `with Recorder(...)`: whatever happens inside, no hook is left behind. It hears only passes made inside
`listening()`, by the thread that called it: whoever else runs the model meanwhile is not taken for its text. After each
pass it checks that every point fired exactly once on exactly the layers the config says, so that no layer can vanish
unnoticed. How values become rows is told by each group (capture/groups/). Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from dsv4lab.capture.passes import LatePass, ReadOut, ReadOutRows, RecordedPass, TokenStats
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.point import REFERENCE, Point
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.token_strings import learn_strings
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.errors import CaptureError
from dsv4lab.kernels.head import summarise_logits
from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.transformer import Transformer
from dsv4lab.threads import one_thread_for

# Some groups run matrices of their own; eight tokens at a time read those weights once instead of eight times.
_TOGETHER = 8


class Late(NamedTuple):
    """A pass whose rows are still to be written by the groups that run matrices of their own."""

    start: int
    ids: list[int]
    logits: Tensor
    streams: Tensor
    values: dict[str, Tensor]  # the streams of every layer


class Recorder:
    """Fills `writer` from the passes of `model`; `prompt_tokens` separates prefill from decode and sampled queries.

    Groups that run matrices of their own (the lens, the MTP block) follow up to seven tokens behind while a run is going on;
    leaving the recorder fills them.
    """

    def __init__(self, model: Transformer, writer: TraceWriter, plan: Plan, prompt_tokens: int) -> None:
        self.model, self.writer, self.plan, self.prompt_tokens = model, writer, plan, prompt_tokens
        self.seconds = 0.0
        self._groups = [GROUPS[name] for name in writer.groups if not GROUPS[name].derived]
        self._points: dict[str, tuple[Point, int]] = {}  # name: its row of the table and its layer
        for group in self._groups:
            for name, point, layer in group.recorded(REFERENCE, writer.layers.get(group.name, ()), model.config):
                self._points[name] = point, layer
        self._values: dict[str, Tensor] = {}
        self._thread: int | None = None  # that makes a pass of this recorder's text
        self._handles: list[torch.utils.hooks.RemovableHandle] = []
        self._next_logits: Tensor | None = None  # what the model expected at the position that comes next
        self._streams: Tensor | None = None  # of the last token whose late rows are written
        self._late: list[Late] = []
        self._cache: Cache | None = None

    def resume(self, next_logits: Tensor | None, streams: Tensor | None, late: list[Late], cache: Cache) -> None:
        """Go on after tokens that another recorder wrote.

        next_logits   [1, 1, V] of the last one; streams [1, 1, N, D] of the last whose late rows are written
        late          passes whose late rows it could not write any more
        """
        self._next_logits, self._streams, self._late, self._cache = next_logits, streams, list(late), cache

    def __enter__(self) -> Recorder:
        for name in self._points:
            module = self.model.get_submodule(name)
            self._handles.append(module.register_forward_hook(self._listener(name)))
        return self

    def __exit__(self, *_: object) -> None:
        for handle in self._handles:
            handle.remove()
        self._handles.clear()
        self._values.clear()
        self.write_late()  # of complete passes, also when a later one failed

    @property
    def late(self) -> list[Late]:
        """Passes that wait for their late rows: after the recorder was left, only if writing them was cut off."""
        return [late for late in self._late if late.start < self.writer.length]

    @property
    def drafted(self) -> Tensor | None:
        """The streams [1, 1, N, D] of the last token whose late rows are written."""
        return self._streams

    @contextmanager
    def listening(self) -> Generator[None]:
        """The passes of this thread are this recorder's; one that is cut off is forgotten."""
        self._values.clear()
        self._thread = threading.get_ident()
        try:
            yield
        finally:
            self._thread = None

    def _listener(self, name: str) -> Callable[[torch.nn.Module, tuple[Any, ...], Tensor], None]:
        def listen(_module: torch.nn.Module, _args: tuple[Any, ...], value: Tensor) -> None:
            if self._thread != threading.get_ident():
                return
            if name in self._values:
                raise CaptureError(f"{name} fired twice in one pass; something runs the layer a second time.")
            self._values[name] = value

        # Read by HookPoint.may_change; a function has whatever attributes it is given.
        listen.only_listens = True  # pyright: ignore[reportFunctionMemberAccess]
        return listen

    @torch.inference_mode()
    def record(self, ids: list[int], logits: Tensor, streams: Tensor, cache: Cache) -> None:
        """Write the pass that has just run over `ids`, following what was recorded before.

        logits [1, T, V], streams [1, T, N, D] after the last layer, cache after the pass.
        """
        started = time.perf_counter()
        writer, start, tokens = self.writer, self.writer.length, len(ids)
        self._check_fired(start, tokens)
        values, self._values = self._values, {}
        queries = self.plan.queries(range(start, start + tokens), self.prompt_tokens)
        row = writer.queries
        writer.begin_rows(len(queries))
        writer.positions["query"][row : row + len(queries)] = queries
        p = RecordedPass(
            writer, start, ids, row, [query - start for query in queries], self.prompt_tokens,
            values | {"logits": logits}, self.model.tokenizer,
        )  # fmt: skip
        out = self._expected(p, logits)
        self._next_logits = logits[:, -1:].clone()
        for group in self._groups:
            group.begin(p)
            if out is not None:
                group.write_read_out(p, out)
            group.write(p)
        learn_strings(writer, self.model.tokenizer, start, start + tokens, ["tokens"])
        layers = {name: value for name, value in values.items() if name.startswith("streams.")}
        self._cache = cache
        self._late.append(Late(start, ids, logits, streams, layers))  # counts once the writer has advanced past it
        writer.advance(tokens, len(queries))
        if sum(len(late.ids) for late in self._late) >= _TOGETHER:
            self.write_late()
        self.seconds += time.perf_counter() - started

    def _expected(self, p: RecordedPass, logits: Tensor) -> ReadOut | None:
        """How the model saw each token of the pass before it came: its logits are those of the position before."""
        before = self._next_logits
        seen = logits[0, :-1] if before is None else torch.cat((before[0], logits[0, :-1]))
        first = p.start + (before is None)  # nothing was expected before the very first token
        if not len(seen):
            return None
        seen = seen.float()
        chosen = torch.tensor(p.ids[first - p.start :], device=seen.device)
        stats = TokenStats(*(part[None] for part in summarise_logits(seen, self.writer.ranks)))  # one row: its own
        positions = np.arange(first, p.start + len(p.ids)) - 1
        return ReadOut(ReadOutRows(), positions, stats, seen.gather(-1, chosen[:, None])[:, 0])

    @torch.inference_mode()
    def write_late(self) -> None:
        """Write the rows of the passes that wait for them, also of those that another recorder left behind.

        Cut off, they wait on and nothing has happened.
        """
        late = self.late
        if not late or self._cache is None:
            return
        logits, streams = torch.cat([one.logits for one in late], 1), torch.cat([one.streams for one in late], 1)
        p = LatePass(
            self.writer, late[0].start, [i for one in late for i in one.ids], logits, streams,
            [one.values for one in late], self.model, self._cache, self._streams,
        )  # fmt: skip
        last, restore, stop = streams[:, -1:].clone(), self._cache.mark(), late[0].start + len(p.ids)
        try:
            with one_thread_for(self.model):
                for group in self._groups:
                    group.write_late(p)
            names = [group.name for group in self._groups]
            learn_strings(self.writer, self.model.tokenizer, p.start, stop + 1, names)
            self._late, self._streams = [], last
        except BaseException:
            restore()  # the MTP block's keys
            raise

    def _check_fired(self, start: int, tokens: int) -> None:
        config = self.model.config
        for name, (point, layer) in self._points.items():
            expected = point.passes(layer, start, tokens, config)
            if expected != (name in self._values):
                rates = sorted({kind.rate(config) for kind in config.kinds if kind.has_entries})
                raise CaptureError(
                    f"{name} {'did not fire' if expected else 'fired without need'} in the pass over tokens {start} to "
                    f"{start + tokens - 1} (tokens per entry: {rates}). The trace would lie about this layer, so it was "
                    "stopped."
                )
