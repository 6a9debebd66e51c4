"""Recorder: listens to the points a plan needs and writes one pass after another into the arrays of a TraceWriter.

Attach with `with Recorder(...)`: whatever happens inside, no hook is left behind. It hears only passes made inside
`listening()`, by the thread that called it: whoever else runs the model meanwhile is not taken for its text. After each
pass it checks that every point fired exactly once on exactly the layers the config says, so that no layer can vanish
unnoticed. Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from dsv4lab.capture import groups, read_outs
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.errors import CaptureError
from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.transformer import Transformer

_POINTS = {
    "routing": ("ffn.routing.logits", "ffn.routing.scores", "ffn.routing.biased_scores", "ffn.routing.experts",
                "ffn.routing.weights", "ffn.routed", "ffn.shared"),
    "attention": ("attn.keys", "attn.weights", "attn.sink_weight"),
    "indexer": ("attn.indexer.scores", "attn.indexer.picks"),
    "compressor": ("attn.compressor.gate", "attn.indexer.compressor.gate"),
    "mixing": tuple(f"{site}.mixing.{part}" for site in ("attn", "ffn") for part in ("pre", "post", "comb", "comb_logits")),
}  # fmt: skip


# Lens and drafts run matrices of their own; eight tokens at a time read those weights once instead of eight times.
_TOGETHER = 8


class Late(NamedTuple):
    """A pass whose lens and drafts are still to be written."""

    start: int
    ids: list[int]
    logits: Tensor
    streams: Tensor
    values: dict[str, Tensor]  # the streams of every layer


class Recorder:
    """Fills `writer` from the passes of `model`; `prompt_tokens` separates prefill from decode and sampled queries.

    Groups `lens` and `drafts` follow up to seven tokens behind while a run is going on; leaving the recorder fills them.
    """

    def __init__(self, model: Transformer, writer: TraceWriter, plan: Plan, prompt_tokens: int) -> None:
        self.model, self.writer, self.plan, self.prompt_tokens = model, writer, plan, prompt_tokens
        self.seconds = 0.0
        self._names = _point_names(model, writer)
        self._values: dict[str, Tensor] = {}
        self._thread: int | None = None  # that makes a pass of this recorder's text
        self._handles: list[torch.utils.hooks.RemovableHandle] = []
        self._next_logits: Tensor | None = None  # what the model expected at the position that comes next
        self._streams: Tensor | None = None  # of the last token whose drafts are written
        self._late: list[Late] = []
        self._cache: Cache | None = None

    def resume(self, next_logits: Tensor | None, streams: Tensor | None, late: list[Late], cache: Cache) -> None:
        """Go on after tokens that another recorder wrote.

        next_logits   [1, 1, V] of the last one; streams [1, 1, N, D] of the last whose drafts are written
        late          passes whose lens and drafts it could not write any more
        """
        self._next_logits, self._streams, self._late, self._cache = next_logits, streams, list(late), cache

    def __enter__(self) -> Recorder:
        for name in self._names:
            module = self.model.get_submodule(name)
            self._handles.append(module.register_forward_hook(self._listener(name)))
        return self

    def __exit__(self, *_: object) -> None:
        for handle in self._handles:
            handle.remove()
        self._handles.clear()
        self._values.clear()
        self._write_late()  # of complete passes, also when a later one failed

    @property
    def late(self) -> list[Late]:
        """Passes that wait for their lens and drafts: after the recorder was left, only if writing them was cut off."""
        return [late for late in self._late if late.start < self.writer.length]

    @property
    def drafted(self) -> Tensor | None:
        """The streams [1, 1, N, D] of the last token whose drafts are written."""
        return self._streams

    @contextmanager
    def listening(self) -> Iterator[None]:
        """The passes of this thread are this recorder's; one that is cut off is forgotten."""
        self._values.clear()
        self._thread = threading.get_ident()
        try:
            yield
        finally:
            self._thread = None

    def _listener(self, name: str):
        def listen(_module: torch.nn.Module, _args: tuple, value: Tensor) -> None:
            if self._thread != threading.get_ident():
                return
            if name in self._values:
                raise CaptureError(f"{name} fired twice in one pass; something runs the layer a second time.")
            self._values[name] = value

        listen.only_listens = True  # type: ignore[attr-defined]  # read by HookPoint.may_change
        return listen

    @torch.inference_mode()
    def record(self, ids: list[int], logits: Tensor, streams: Tensor, cache: Cache) -> None:
        """Write the pass that has just run over `ids`, following what was recorded before.

        logits [1, T, V], streams [1, T, N, D] after the last layer, cache after the pass.
        """
        started = time.perf_counter()
        start, tokens = self.writer.length, len(ids)
        self._check_fired(start, tokens)
        values, self._values = self._values, {}
        queries = self.plan.queries(range(start, start + tokens), self.prompt_tokens)
        row = self.writer.queries
        self.writer.positions["query"][row : row + len(queries)] = queries
        span = groups.Span(start, tokens, row, [query - start for query in queries], self.prompt_tokens)
        read_outs.write_tokens(self.writer, span, ids, logits, self._next_logits, self.model.tokenizer)
        self._next_logits = logits[:, -1:].clone()
        for group in self.writer.arrays:
            if group in groups.WRITERS:
                groups.WRITERS[group](self.writer, span, self.model.config, values)
        if "streams" in self.writer.arrays:
            groups.write_streams(self.writer, span, values)
        if "logits" in self.writer.arrays:
            self.writer.arrays["logits"]["value"][span.token_slice] = logits[0].float().cpu().numpy()
        self._learn_words([self.writer.arrays["tokens"][name][span.token_slice] for name in ("id", "top_id")])
        layers = {name: value for name, value in values.items() if name.startswith("streams.")}
        self._cache = cache
        self._late.append(Late(start, ids, logits, streams, layers))  # counts once the writer has advanced past it
        self.writer.advance(tokens, len(queries))
        if sum(len(late.ids) for late in self._late) >= _TOGETHER:
            self._write_late()
        self.seconds += time.perf_counter() - started

    @torch.inference_mode()
    def _write_late(self) -> None:
        """Lens and drafts of the passes that wait for them; cut off, they wait on and nothing has happened."""
        arrays, late = self.writer.arrays, self.late
        if not late or self._cache is None:
            return
        ids, start = [i for one in late for i in one.ids], late[0].start
        span = groups.Span(start, len(ids), 0, [], self.prompt_tokens)
        logits, streams = torch.cat([one.logits for one in late], 1), torch.cat([one.streams for one in late], 1)
        last, restore = streams[:, -1:].clone(), self._cache.mark()
        try:
            if "lens" in arrays:
                values = {name: torch.cat([one.values[name] for one in late], 1) for name in late[0].values}
                read_outs.write_lens(self.writer, span, self.model, values, logits)
                self._learn_words(
                    [arrays["lens"][n][:, span.token_slice] for n in ("top_id", "stream_id") if n in arrays["lens"]]
                )
            if "drafts" in arrays:
                read_outs.write_drafts(self.writer, span, self.model, ids, streams, self._streams, self._cache)
                self._learn_words([arrays["drafts"]["id"][start : start + len(ids) + 1]])
            self._late, self._streams = [], last
        except BaseException:
            restore()  # the draft block's keys
            raise

    def write_late(self) -> None:
        """What another recorder left behind, without a pass of its own."""
        self._write_late()

    def _learn_words(self, met: list[np.ndarray]) -> None:
        groups.learn_words(self.writer, self.model.tokenizer, met)

    def _check_fired(self, start: int, tokens: int) -> None:
        config = self.model.config
        csa, hca = config.csa_rate, config.hca_rate
        for name in self._names:
            expected = True
            if name.endswith("compressor.gate"):
                kind = config.layer_kinds[int(name.split(".")[1])]
                rate = config.rate(kind)
                expected = (start + tokens) // rate > start // rate
            elif ".indexer." in name:
                expected = (start + tokens) // csa > 0
            if expected != (name in self._values):
                raise CaptureError(
                    f"{name} {'did not fire' if expected else 'fired without need'} in the pass over tokens {start} to "
                    f"{start + tokens - 1} (rates {csa}, {hca}). The trace would lie about this layer; it was stopped."
                )


def _point_names(model: Transformer, writer: TraceWriter) -> list[str]:
    names = []
    for group, layers in writer.layers.items():
        if group in ("streams", "lens"):
            names += ["streams.embedding" if layer < 0 else f"streams.{layer}" for layer in layers]
        for layer in layers if group in _POINTS else ():
            for part in _POINTS[group]:
                name = f"layers.{layer}.{part}"
                try:
                    model.get_submodule(name)
                except AttributeError:
                    continue  # sliding layers have no compressor, HCA layers no indexer
                if part.endswith("biased_scores") and model.config.routing_kinds[layer] == "hash":
                    continue
                names.append(name)
    return list(dict.fromkeys(names))
