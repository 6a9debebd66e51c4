"""Decoder: one token per step, the step being one captured CUDA graph that reads, runs, draws and records by itself.

The host launches steps and collects what they left in pinned memory; it never waits inside a step, and one step is always
under way while it looks at the last. Surprising: a halted step computes and changes nothing, which is how kernels are
compiled and the graph is captured without disturbing a text. Without a GPU the same step runs as it is; so it is tested.
Tests: tests/engine/test_engine.py.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from contextlib import nullcontext
from typing import NamedTuple

import torch
from torch import Tensor

from dsv4lab.capture.passes import ReadOutRows
from dsv4lab.engine.capture_buffer import CaptureBuffer, FrameBuffer
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.engine.model import EngineModel
from dsv4lab.engine.mtp import MTP
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.kernels.capture_norms_triton import stream_products_triton
from dsv4lab.kernels.common.thresholds import PROJECTION_FEW
from dsv4lab.kernels.decode_step_triton import advance_step_triton, file_frame_triton
from dsv4lab.kernels.head_triton import head_logits_triton, summarise_logits_triton
from dsv4lab.kernels.sampling_triton import sample_token_triton

RING = 64  # steps whose frames the device keeps; half of it is drained at a time
_RESULTS = 4  # steps whose token the host may still have to look at


class DrawnToken(NamedTuple):
    """The token that was drawn for the next position of the first text, and how the model saw it (nats)."""

    id: int
    logprob: float
    entropy: float


class Wanted(NamedTuple):
    """What a step records beside its computation."""

    points: frozenset[str] = frozenset()  # names of the capture buffer
    lens: tuple[int, ...] = ()  # layers that are read out, -1 after the embedding
    streams: tuple[int, ...] = ()  # layers whose streams' inner products are kept
    vectors: tuple[int, ...] = ()  # layers whose streams are kept whole
    ranks: int = 5
    mtp: bool = False  # whether the draft block runs beside the trunk
    alone: bool = False  # whether the lens also reads every stream alone

    def names(self) -> set[str]:
        """What a step's frame holds: the points, and what the decoder itself writes."""
        groups = {"streams.products": self.streams, "streams.vectors": self.vectors}
        # The summary is always recorded: the draw computes it anyhow.
        names = set(self.points) | {name for name, layers in groups.items() if layers} | set(SUMMARY)
        return names | set(ALONE) if self.alone else names


ALONE = ("alone_log_sum", "alone_ids", "alone_logits")
SUMMARY = ("id", "log_sum", "entropy", "top_ids", "top_logits", "next_logit")


class Decoder:
    """Bound to one EngineCache, and with `wanted.mtp` to one MTP. `ids` [B, 1] is the token that the next step reads, at
    `cache.position`.
    """

    def __init__(
        self, engine: EngineModel, cache: EngineCache, wanted: Wanted, sampling: SamplingParams, mtp: MTP | None = None
    ) -> None:
        self.engine, self.cache, self.wanted = engine, cache, wanted
        self.mtp = mtp if wanted.mtp else None
        device, batch = engine.device, cache.batch
        self.greedy = sampling.temperature == 0
        self.ids = torch.zeros(batch, 1, dtype=torch.int64, device=device)
        # Until `begin`, so that compiling and capturing leave the text alone.
        self.halted = torch.ones(1, dtype=torch.int32, device=device)
        self.count = torch.zeros(1, dtype=torch.int64, device=device)  # frames in the ring since the start
        self.seed = torch.full((1,), sampling.seed % (1 << 31), dtype=torch.int64, device=device)
        # On the device, as everything that a step reads: a graph takes no arguments.
        self.setting = torch.tensor([max(sampling.temperature, 1e-6), sampling.top_p], device=device)
        layers = engine.config.num_hidden_layers
        # Streams lie together, so that reading out several layers is one launch; the model's own are the last.
        shape = (layers + 1, batch, engine.config.hc_mult, engine.config.hidden_size)
        self.streams = torch.zeros(shape, dtype=engine.dtype, device=device)
        self.rows = ReadOutRows(wanted.lens, layers, mtp=self.mtp is not None)
        self.buffer: CaptureBuffer = CaptureBuffer(wanted.names(), device)
        self.ring = torch.zeros(RING, 4, dtype=torch.int32, device=device)
        self.drawn = torch.zeros(3, batch, device=device)  # next id, its logprob, entropy
        self.logits = torch.zeros(batch, engine.config.vocab_size, device=device)  # of the next token
        cuda = device.type == "cuda"
        self._beside = torch.cuda.Stream(device) if cuda and self.mtp is not None else None
        # Pinned, or copying a result would hold up the host until the step has run.
        self._results = torch.zeros(_RESULTS, 3, batch, pin_memory=cuda)
        self._ready = [torch.cuda.Event() for _ in range(_RESULTS)] if cuda else []
        self._launched = 0
        self.graph: torch.cuda.CUDAGraph | None = None
        with torch.inference_mode():
            self._capture()

    def _capture(self) -> None:
        """Run one halted step, which learns the frame and compiles kernels, then record the graph."""
        self._step()
        # Shapes are known now: from here on every step writes to the same places, as a graph has to.
        self.buffer = FrameBuffer(self.buffer)
        self.ring = torch.zeros(RING, self.buffer.bytes // 4, dtype=torch.int32, device=self.engine.device)
        if self.engine.device.type == "cuda" and self.engine.graphs:
            # Once more on another stream, as torch asks for before a capture: what is allocated lazily comes now.
            side = torch.cuda.Stream()
            side.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(side):
                self._step()
            torch.cuda.current_stream().wait_stream(side)
            self.graph = torch.cuda.CUDAGraph()
            # Freed while a graph is captured, another graph spoils it: garbage waits until this one is there.
            collecting = gc.isenabled()
            gc.disable()
            try:
                with torch.cuda.graph(self.graph):
                    self._step()
            finally:
                if collecting:
                    gc.enable()

    @torch.inference_mode()
    def begin(self, logits: Tensor, forced: int | None = None) -> DrawnToken:
        """Draw the token that the first step reads from logits [B, V] of a prompt, or take `forced`."""
        # The chosen token follows from the prompt's logits alone; no step is needed for it.
        self.logits.copy_(logits)
        log_sum, entropy, best, values = summarise_logits_triton(self.logits, 1)
        chosen, logit = best[:, 0], values[:, 0]
        if not self.greedy:
            chosen, logit = self._draw(self.logits, self.cache.position - 1)
        self.ids.copy_(chosen[:, None])
        self.drawn.copy_(torch.stack((chosen.float(), logit - log_sum, entropy)))
        if forced is not None:
            # A forced id need not be among the likeliest that were summarised, so its logit is looked up.
            log_sum = self.logits[0].logsumexp(-1)
            self.ids.fill_(forced)
            self.drawn[0].fill_(forced)
            self.drawn[1] = self.logits[:, forced] - log_sum
        # From now on steps change the text.
        self.halted.zero_()
        return _drawn_token(self.drawn)

    @torch.inference_mode()
    def launch(self) -> None:
        """Start one step; returns before it has run on a GPU."""
        if self.graph is None:
            self._step()
        else:
            self.graph.replay()
        # A slot is used again only steps later, when the host has long looked at it.
        slot = self._launched % _RESULTS
        self._results[slot].copy_(self.drawn, non_blocking=True)
        if self._ready:
            self._ready[slot].record()
        self._launched += 1

    def result(self, step: int) -> DrawnToken:
        """What step number `step` drew; waits until it has run. Only the last few steps are remembered."""
        slot = step % _RESULTS
        if self._ready:
            self._ready[slot].synchronize()
        return _drawn_token(self._results[slot])

    def _step(self) -> None:
        engine, buffer = self.engine, self.buffer
        # When the step ends `ids` holds the next token, so the one that it reads is kept now.
        buffer.allocate("id", *self.ids.shape, dtype=torch.int64).copy_(self.ids)
        # First, so that it has the whole trunk to run beside.
        drafted = None if self.mtp is None else self._run_mtp(self.mtp)
        engine.layers.run(self.ids, self.cache, buffer, halted=self.halted, every=self.streams)
        for name, layers in (("streams.products", self.wanted.streams), ("streams.vectors", self.wanted.vectors)):
            if layers:
                kept = self._after(layers)  # [L, B, N, D]
                value = buffer.allocate(name, *kept.shape[:-1], kept.shape[-2 if name.endswith("products") else -1])
                if name.endswith("products"):
                    stream_products_triton(kept, out=value)
                else:
                    value.copy_(kept)
        vectors = self._vectors()
        if self.mtp is not None and drafted is not None:
            if self._beside is not None:
                torch.cuda.current_stream().wait_stream(self._beside)
            # After the block has read the streams of the step before, which these replace.
            self.mtp.keep(self.streams[-1], self.halted)
            vectors = torch.cat((drafted, vectors))  # one product with the head for all of them
        log_sum, entropy, best, values = self._read_out(vectors, buffer)
        if self.wanted.alone:
            self._read_alone(buffer)
        chosen, logit = best[:, 0], values[:, 0]
        if not self.greedy:
            chosen, logit = self._draw(self.logits, self.cache.position)
        buffer.allocate("next_logit", self.cache.batch).copy_(logit)
        # The first step of all has no frame yet: it is the one that finds out what belongs there.
        if isinstance(buffer, FrameBuffer):
            file_frame_triton(buffer.flat, self.ring, self.count)
        # Last: it moves the position and the ids that everything above has read.
        advance_step_triton(
            chosen, logit, log_sum, entropy, self.halted, self.cache.position, self.count,
            ids=self.ids, drawn=self.drawn,
        )  # fmt: skip

    def _run_mtp(self, mtp: MTP) -> Tensor:
        """What the head reads of the draft block [B, D]; it needs nothing of this step and runs beside the trunk."""
        if self._beside is not None:
            self._beside.wait_stream(torch.cuda.current_stream())
        with nullcontext() if self._beside is None else torch.cuda.stream(self._beside):
            streams = mtp.step(self.ids[:, 0], self.cache.position, self.halted)
            return self.engine.final_vectors(streams, mtp.weights.head_site)

    def _after(self, layers: Sequence[int]) -> Tensor:
        """Streams after these layers [layers, B, N, D], ascending, -1 being the embedding."""
        first, stop = layers[0] + 1, layers[-1] + 2
        # Layers next to each other are a view, which saves a copy in every step.
        if stop - first == len(layers):
            return self.streams[first:stop]
        return torch.stack([self.streams[layer + 1] for layer in layers])

    def _vectors(self) -> Tensor:
        """What the head reads [rows, D]: every layer of the lens, then the model's own, which is the same without them."""
        engine = self.engine
        if len(self.rows.read) * self.cache.batch <= PROJECTION_FEW:  # each by itself in one launch
            return engine.final_vectors(self._after(self.rows.read).flatten(0, 1))
        own = engine.final_vectors(self.streams[-1])
        lens = self.rows.read[:-1]
        return torch.cat((engine.final_vectors(self._after(lens).flatten(0, 1)), own)) if lens else own

    def _read_out(self, vectors: Tensor, buffer: CaptureBuffer) -> list[Tensor]:
        """Logits of the vectors, all summarised into the capture buffer; returns the summary of the model's own."""
        engine, batch = self.engine, self.cache.batch
        count, ranks = len(vectors), min(self.wanted.ranks, self.logits.shape[1])
        logits = head_logits_triton(vectors, engine.weights.head, block_rows=engine.block_rows)
        # The model's own rows come last, so they are found without knowing what the lens adds.
        self.logits.copy_(logits[-batch:])
        if buffer.wants("logits"):
            buffer.allocate("logits", *self.logits.shape).copy_(self.logits)
        found = summarise_logits_triton(
            logits, ranks,
            out=(
                buffer.allocate("log_sum", count), buffer.allocate("entropy", count),
                buffer.allocate("top_ids", count, ranks, dtype=torch.int64), buffer.allocate("top_logits", count, ranks),
            ),
        )  # fmt: skip
        return [value[-batch:] for value in found]

    def _read_alone(self, buffer: CaptureBuffer) -> None:
        """What every stream of the lens' layers would answer by itself: [layers * B * N] rows of the head."""
        vectors = self.engine.vectors_alone(self._after(self.wanted.lens).flatten(0, 1))
        logits, count = head_logits_triton(vectors, self.engine.weights.head), len(vectors)
        summarise_logits_triton(
            logits, 1,
            out=(
                buffer.allocate("alone_log_sum", count), torch.empty(count, device=logits.device),
                buffer.allocate("alone_ids", count, 1, dtype=torch.int64), buffer.allocate("alone_logits", count, 1),
            ),
        )  # fmt: skip

    def _draw(self, logits: Tensor, position: Tensor) -> tuple[Tensor, Tensor]:
        out = torch.empty(len(logits), dtype=torch.int64, device=logits.device), torch.empty_like(logits[:, 0])
        return sample_token_triton(logits, self.setting, self.seed, position, out=out)


def _drawn_token(drawn: Tensor) -> DrawnToken:
    """The first text's of [3, B]: next id, its logprob, entropy; waits for the device."""
    first = drawn[:, 0].cpu()
    return DrawnToken(int(first[0]), float(first[1]), float(first[2]))
