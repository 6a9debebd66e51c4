"""The engine's recorder: what a step left in its frame becomes the same arrays that the reference's recorder writes.

The groups' arithmetic is in capture/groups.py and capture/read_outs.py, for both; how values travel is in filing.py.
Surprising: of a prompt only the plan's queries are read out, since reading out every token costs more than the prompt; the
rest is not captured.
Tests: tests/test_engine_session.py.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.capture import groups, read_outs
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.config import CSA, HASH
from dsv4lab.engine.capture_buffer import TWO_AXES, Frame, Tape, pieces, sent
from dsv4lab.engine.decoder import SUMMARY, Decoder, Wanted
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.transfer import Filer, FrameDrain, Load
from dsv4lab.errors import CaptureError
from dsv4lab.kernels.captured_norms_triton import stream_products_triton
from dsv4lab.kernels.read_out_triton import summarise_logits_triton

_LOGITS = 1 << 29  # logits of a prompt that are read out at a time: 2 GiB


class Seen(NamedTuple):
    """How the model saw the token that comes next: [1] and [1, R], and all its logits [1, V]."""

    log_sum: Tensor
    entropy: Tensor
    ids: Tensor
    values: Tensor
    logits: Tensor

    @property
    def summary(self) -> Sequence[Tensor]:
        return self[:4]


class EngineRecorder:
    """Files the prompt's chunks (`record_chunk`) and decoded steps (`attach`) of one stretch into `writer`."""

    def __init__(self, engine: Engine, writer: TraceWriter, plan: Plan, prompt_tokens: int) -> None:
        self.engine, self.writer, self.plan, self.prompt_tokens = engine, writer, plan, prompt_tokens
        self.filer = Filer()
        self.seconds = 0.0
        self._length, self._queries = writer.length, writer.queries  # with what is on its way
        self._side: Any = torch.cuda.Stream() if engine.device.type == "cuda" else None
        self._decoder: Decoder | None = None
        self._before: Seen | None = None
        self._bias: dict[int, Tensor] = {}  # routing biases on the host

    def __enter__(self) -> EngineRecorder:
        return self

    def __exit__(self, *_: object) -> None:
        self.filer.close()

    # What is asked of a pass ------------------------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """The points that the writer's groups need from every decoding step."""
        layers, kinds, points = self.writer.layers, self.engine.config.layer_kinds, set()
        for i in layers.get("routing", ()):
            points |= {f"layers.{i}.ffn.routing.{part}" for part in ("experts", "weights", "logits")}
            points.add(f"layers.{i}.ffn.norms")
        for i in layers.get("attention", ()):
            points |= {f"layers.{i}.attn.{part}" for part in ("keys", "weights", "sink_weight")}
        for i in layers.get("indexer", ()):
            points |= {f"layers.{i}.attn.indexer.{part}" for part in ("picks", "best", "beyond", "beyond_score")}
        for i in layers.get("compressor", ()):
            points.add(f"layers.{i}.attn.compressor.gate")
            if kinds[i] == CSA:
                points.add(f"layers.{i}.attn.indexer.compressor.gate")
        for i in layers.get("mixing", ()):
            parts = ("pre", "post", "comb", "comb_logits")
            points |= {f"layers.{i}.{site}.mixing.{part}" for site in ("attn", "ffn") for part in parts}
        if self.writer.has("logits"):
            points.add("logits")
        streams = tuple(layers.get("streams", ()))
        return Wanted(
            frozenset(points), tuple(layers.get("lens", ())), streams,
            tuple(layer for layer in streams if layer in self.plan.vectors),
            self.writer.ranks, self.writer.has("drafts"), self.plan.stream_lens and "lens" in layers,
        )  # fmt: skip

    # A prompt ---------------------------------------------------------------------------------------------------------

    def tape(self, tokens: int) -> Tape:
        """For the next chunk of the prompt."""
        wanted = self.wanted()
        names = set(wanted.points) - {"logits"}
        streams = {*wanted.lens, *wanted.streams}
        names |= {"streams.embedding" if layer < 0 else f"streams.{layer}" for layer in streams}
        tape = Tape(names, self.engine.device)
        tape.queries = sent(self._offsets(tokens), tape.device)
        if not len(tape.queries):
            tape.wanted = frozenset(name for name in tape.wanted if ".attn.weights" not in name)
        return tape

    @torch.inference_mode()
    def record_chunk(
        self, ids: list[int], streams: list[Tensor], tape: Tape, before: Seen | None, drafted: Tensor | None = None
    ) -> Seen:
        """File one chunk that was just launched; `before` is how its first token was seen. Returns it for the token after.

        drafted   the draft block's streams for the pairs that end in this chunk

        Nothing here waits for the device: values travel while the next chunk runs, and the thread files them.
        """
        started = time.perf_counter()
        writer, tokens, load = self.writer, len(ids), Load()
        start, row, offsets = self._length, self._queries, self._offsets(tokens)
        span = groups.Span(start, tokens, row, offsets, self.prompt_tokens, sampled=True, put=load.put)
        if before is not None:
            read_outs.write_seen(writer, [start], before.summary, before.logits[:, ids[0]], load.put)
        logits = self.engine.read_out(streams[-1][-1:])  # by itself: the same whatever is captured
        seen = Seen(*summarise_logits_triton(logits, writer.ranks), logits)
        self._read_out(span, ids, streams)
        if drafted is not None:
            self._read_drafts(span, drafted)
        self._refuse_holes(tape, start, tokens)
        values = {name: _as_point(name, value) for name, value in tape.values.items() if name.startswith("layers.")}
        for name in values:
            if ".indexer." in name and not name.endswith("gate"):
                values[name] = values[name][:, tape.queries]
        self._write_groups(span, values)
        layers = writer.layers.get("streams", ())
        if layers:
            kept = torch.stack([streams[layer + 1] for layer in layers])
            groups.store_streams(writer, span.token_slice, stream_products_triton(kept), kept, put=load.put)
        load.send(self._side)

        def file() -> None:
            # What is known here first, while the rest is on its way.
            groups.write_ids(writer, span, ids, self.engine.tokenizer)
            writer.positions["query"][row : row + len(offsets)] = start + np.array(offsets, dtype=np.int64)
            load.file()
            if drafted is not None:
                read_outs.judge_drafts(writer, span.token_slice)
            self._learn(start, tokens)
            writer.advance(tokens, len(offsets))

        self._length, self._queries = start + tokens, row + len(offsets)
        self.filer.hand_over(file)
        self.seconds += time.perf_counter() - started
        return seen

    def _refuse_holes(self, tape: Tape, start: int, tokens: int) -> None:
        """Every point that was asked for must have been given, or its array would stay empty without a word."""
        config, missing = self.engine.config, []
        for name in sorted(tape.wanted - tape.values.keys()):
            if name.endswith("compressor.gate"):
                rate = config.rate(config.layer_kinds[int(name.split(".")[1])])
                if (start + tokens) // rate == start // rate:
                    continue  # no block was completed
            if not name.startswith("streams."):  # those are kept by the layers' loop
                missing.append(name)
        _none_may_miss(missing)

    def _offsets(self, tokens: int) -> list[int]:
        """Offsets of the plan's queries in the next chunk; without anything to capture there are none."""
        if not self.plan.groups:
            return []
        start = self._length
        return [query - start for query in self.plan.queries(range(start, start + tokens), self.prompt_tokens)]

    def _read_out(self, span: groups.Span, ids: list[int], streams: list[Tensor]) -> None:
        """Tokens' probabilities and the lens at the plan's queries."""
        writer, engine, device = self.writer, self.engine, self.engine.device
        arrays, layers = writer.arrays, list(writer.layers.get("lens", ()))
        if not span.queries:
            return
        read = sorted({*layers, engine.config.num_hidden_layers - 1})  # the model's own is the last
        after = sent([*ids[1:], 0], device)
        alone = self.plan.stream_lens and bool(layers)
        each = len(read) * (engine.config.hc_mult if alone else 1)
        for part in pieces(span.queries, max(1, _LOGITS // (engine.config.vocab_size * each))):
            where, positions, rows = sent(part, device), span.start + np.array(part), len(part)
            logits = engine.read_out(torch.cat([streams[layer + 1][where] for layer in read]))
            found = summarise_logits_triton(logits, writer.ranks)
            own = [value[-rows:] for value in found]
            inside = sum(offset + 1 < len(ids) for offset in part)
            taken = logits[-rows:][:inside].gather(-1, after[where[:inside], None])[:, 0]
            read_outs.write_seen(writer, positions[:inside] + 1, [value[:inside] for value in own], taken, span.put)
            if "logits" in arrays:
                span.put(arrays["logits"]["value"], positions, logits[-rows:])
            if layers:
                lens = slice(len(layers) * rows)
                share = (found[3] - found[0][:, None]).exp()[lens].unflatten(0, (len(layers), rows))
                best = found[2][lens].unflatten(0, (len(layers), rows))
                read_outs.store_lens(writer, range(len(layers)), positions, best, share, own[2][:, 0], span.put)
            if alone:
                rowed = torch.cat([streams[layer + 1][where] for layer in layers])
                log_sum, _, best, values = summarise_logits_triton(engine.logits(engine.vectors_alone(rowed)), 1)
                shape = len(layers), rows, engine.config.hc_mult
                read_outs.store_lens_alone(
                    writer,
                    range(len(layers)),
                    positions,
                    best.view(shape),
                    (values[:, 0] - log_sum).exp().view(shape),
                    span.put,
                )

    def _read_drafts(self, span: groups.Span, drafted: Tensor) -> None:
        """What the draft block proposes behind the plan's queries, from its streams [P, N, D] of the chunk's last pairs."""
        engine, first = self.engine, span.tokens - len(drafted)
        assert engine.weights.draft is not None
        offsets = [offset for offset in span.queries if offset >= first]
        for part in pieces(offsets, max(1, _LOGITS // engine.config.vocab_size)):
            where = sent([offset - first for offset in part], engine.device)
            logits = engine.read_out(drafted[where], engine.weights.draft.head_site)
            log_sum, _, ids, values = summarise_logits_triton(logits, 1)
            positions = span.start + np.array(part) + 1
            read_outs.store_drafts(self.writer, positions, ids[:, 0], values[:, 0] - log_sum, span.put)

    # Decoded steps ----------------------------------------------------------------------------------------------------

    def attach(self, decoder: Decoder, before: Seen) -> FrameDrain:
        """The following steps come from this decoder; `before` is how its first token was seen. Its drain takes them."""
        assert isinstance(decoder.tape, Frame)
        _none_may_miss(sorted(decoder.wanted.names() - decoder.tape.layout.keys()))
        self._decoder, self._before = decoder, before
        return FrameDrain(decoder, self.filer, self._file, self._side)

    def _file(self, frames: Tensor) -> None:
        """Frames [R, bytes / 4] of R consecutive steps, on the host, into the arrays."""
        started = time.perf_counter()
        writer, decoder, count = self.writer, self._decoder, len(frames)
        assert decoder is not None and isinstance(decoder.tape, Frame)
        values = {name: decoder.tape.view(frames, name) for name in decoder.tape.layout}
        ids = values["id"].flatten().tolist()
        start, row = writer.length, writer.queries
        writer.positions["query"][row : row + count] = np.arange(start, start + count)
        span = groups.Span(start, count, row, list(range(count)), self.prompt_tokens, sampled=True)
        groups.write_ids(writer, span, ids, self.engine.tokenizer)
        before = self._before
        if before is not None:
            read_outs.write_seen(writer, [start], [v.cpu() for v in before.summary], before.logits[:, ids[0]].cpu())
            self._before = None
        positions = np.arange(start + 1, min(start + count + 1, writer.capacity))
        # The rows of a read-out are the draft block's, if it runs, and the layers of the lens; the last is the model's own.
        kept = [values[name][: len(positions), -1] for name in SUMMARY[1:5]]
        read_outs.write_seen(writer, positions, kept, values["next_logit"][: len(positions), 0])
        layers = writer.layers.get("lens", ())
        if layers:
            lens = slice(int(writer.has("drafts")), int(writer.has("drafts")) + len(layers))
            read_outs.store_lens(
                writer, range(len(layers)), np.arange(start, start + count), values["top_ids"][:, lens].transpose(0, 1),
                (values["top_logits"] - values["log_sum"][..., None]).exp()[:, lens].transpose(0, 1),
                values["top_ids"][:, -1, 0],
            )  # fmt: skip
            if "alone_ids" in values:
                shape = count, len(layers), -1
                share = (values["alone_logits"][..., 0] - values["alone_log_sum"]).exp()
                read_outs.store_lens_alone(
                    writer, range(len(layers)), np.arange(start, start + count),
                    values["alone_ids"].reshape(shape).transpose(0, 1), share.reshape(shape).transpose(0, 1),
                )  # fmt: skip
        if "drafts" in writer.arrays:
            proposed, log_sum = values["top_ids"][:, 0, 0], values["log_sum"][:, 0]
            read_outs.store_drafts(
                writer, np.arange(start + 1, start + count + 1), proposed, values["top_logits"][:, 0, 0] - log_sum
            )
            read_outs.judge_drafts(writer, span.token_slice)
        if writer.layers.get("streams"):
            vectors = values.get("streams.vectors")
            products = values["streams.products"][:, :, 0].transpose(0, 1)
            groups.store_streams(writer, span.token_slice, products, None)
            rows = [i for i, layer in enumerate(writer.layers["streams"]) if layer in self.plan.vectors]
            if vectors is not None and "vector" in writer.arrays["streams"]:
                writer.arrays["streams"]["vector"][rows, span.token_slice] = vectors[:, :, 0].transpose(0, 1).float()
        if "logits" in writer.arrays:
            writer.arrays["logits"]["value"][span.token_slice] = values["logits"][:, 0].numpy()
        self._write_groups(span, {name: _of_steps(name, value) for name, value in values.items() if "layers." in name})
        self._learn(start, count)
        writer.advance(count, count)
        self.seconds += time.perf_counter() - started

    # Both -------------------------------------------------------------------------------------------------------------

    def _write_groups(self, span: groups.Span, values: dict[str, Tensor]) -> None:
        """Routing, attention, indexer, compressor and mixing, by the functions that the reference's recorder uses."""
        config = self.engine.config
        for layer in self.writer.layers.get("routing", ()):
            where = f"layers.{layer}.ffn.routing"
            scores = values[f"{where}.scores"] = F.softplus(values[f"{where}.logits"]).sqrt()
            bias = self.engine.weights.layers[layer].bias
            if config.routing_kinds[layer] != HASH and bias is not None:
                if scores.device.type == "cpu" and layer not in self._bias:
                    self._bias[layer] = bias.cpu()
                values[f"{where}.biased_scores"] = scores + (self._bias[layer] if scores.device.type == "cpu" else bias)
        for layer in self.writer.layers.get("compressor", ()) if span.start >= self.prompt_tokens else ():
            # A step writes gates only when its token fills a block.
            rate = config.rate(config.layer_kinds[layer])
            full = [i for i in range(span.tokens) if (span.start + i + 1) % rate == 0]
            for part in ("attn.compressor.gate", "attn.indexer.compressor.gate"):
                name = f"layers.{layer}.{part}"
                if name in values:
                    values[name] = values[name][:, full]
        for group in ("routing", "attention", "indexer", "compressor", "mixing"):
            if group in self.writer.arrays:
                groups.WRITERS[group](self.writer, span, config, values)

    def _learn(self, start: int, tokens: int) -> None:
        arrays, where = self.writer.arrays, slice(start, start + tokens + 1)
        met = [arrays["tokens"][name][where] for name in ("id", "top_id")]
        met += [arrays["lens"][name][:, where] for name in ("top_id", "stream_id") if name in arrays.get("lens", ())]
        if "drafts" in arrays:
            met.append(arrays["drafts"]["id"][where])
        groups.learn_words(self.writer, self.engine.tokenizer, met)


def _none_may_miss(names: list[str]) -> None:
    if names:
        others = f" and {len(names) - 3} others" if len(names) > 3 else ""
        raise CaptureError(
            f"the engine did not give {', '.join(names[:3])}{others}, which the plan keeps: a trace with a hole would lie. "
            "Leave that group out, or load with engine='reference'."
        )


def _as_point(name: str, value: Tensor) -> Tensor:
    """A chunk's value with the model's axes: one text, then tokens."""
    return value if name.endswith(TWO_AXES) else value[None]


def _of_steps(name: str, value: Tensor) -> Tensor:
    """Values of R steps [R, 1, ...] or [R, 1, 1, ...] with the model's axes [1, R, ...]."""
    return (
        value[:, 0].transpose(0, 1)
        if name.endswith(TWO_AXES) and not name.endswith("compressor.gate")
        else value.transpose(0, 1)
    )
