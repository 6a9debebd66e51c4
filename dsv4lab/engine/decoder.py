"""Decoder: one token per step, the step being one captured CUDA graph a device: it reads, runs, draws, records by itself.

The host launches steps and collects what they left in pinned memory; it never waits inside a step, and one step is always
under way while it looks at the last. A model that is split over devices has a share of the step on each (stage_step.py);
the last draws, and sends the token to the others. Without a GPU the same step runs as it is; so it is tested.
Tests: tests/engine/test_engine.py, tests/engine/test_split.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor

from dsv4lab.capture.passes import ReadOutRows
from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.edited_head import LOGITS, changed_vectors, changes_head
from dsv4lab.engine.edited_pass import EditedPass
from dsv4lab.engine.edits import Edits
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.engine.model import EngineModel
from dsv4lab.engine.mtp import MTP
from dsv4lab.engine.stage_step import StageStep
from dsv4lab.engine.stages import on, stream_beside
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.kernels.capture_norms_triton import stream_products_triton
from dsv4lab.kernels.common.thresholds import PROJECTION_FEW
from dsv4lab.kernels.decode_step_triton import advance_step_triton
from dsv4lab.kernels.head_triton import head_logits_triton, summarise_logits_triton
from dsv4lab.kernels.sampling_triton import sample_token_triton

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
    """Bound to one EngineCache, and with `wanted.mtp` to one MTP. `shares` are the stages' parts of a step."""

    def __init__(
        self, engine: EngineModel, cache: EngineCache, wanted: Wanted, sampling: SamplingParams, mtp: MTP | None = None,
        edits: Edits | None = None,
    ) -> None:  # fmt: skip
        self.engine, self.cache, self.wanted, self.edits = engine, cache, wanted, edits
        self.mtp = mtp if wanted.mtp else None
        device, batch = engine.read_device, cache.batch
        self.greedy = sampling.temperature == 0
        self.shares = [StageStep(engine, cache, i, wanted.names()) for i in range(len(engine.weights.stages))]
        self.seed = torch.full((1,), sampling.seed % (1 << 31), dtype=torch.int64, device=device)
        # On the device, as everything that a step reads: a graph takes no arguments.
        self.setting = torch.tensor([max(sampling.temperature, 1e-6), sampling.top_p], device=device)
        self.rows = ReadOutRows(wanted.lens, engine.config.num_hidden_layers, mtp=self.mtp is not None)
        self.drawn = torch.zeros(3, batch, device=device)  # next id, its logprob, entropy
        self.logits = torch.zeros(batch, engine.config.vocab_size, device=device)  # of the next token
        cuda = device.type == "cuda"
        self._beside = None if self.mtp is None else stream_beside(device, engine.layers.last.side)
        # Pinned, or copying a result would hold up the host until the step has run.
        self._results = torch.zeros(_RESULTS, 3, batch, pin_memory=cuda)
        self._ready = [torch.cuda.Event() for _ in range(_RESULTS)] if cuda else []
        self._launched = 0
        # Streams of earlier stages are read out, or multiplied, on the last.
        self._every = bool(wanted.lens or wanted.streams or wanted.vectors)
        with torch.inference_mode():
            before: StageStep | None = None
            for share in self.shares:
                if before is not None:
                    share.begins_after(before)
                share.capture(partial(self._step, share), self._beside if share is self.last else None)
                before = share

    @property
    def last(self) -> StageStep:
        """The share that draws."""
        return self.shares[-1]

    @property
    def ids(self) -> Tensor:
        """The token [B, 1] that the next step reads, at the cache's position."""
        return self.last.ids

    @torch.inference_mode()
    def begin(self, logits: Tensor, forced: int | None = None) -> DrawnToken:
        """Draw the token that the first step reads from logits [B, V] of a prompt, or take `forced`."""
        with on(self.engine.read_device):
            self._first(logits, forced)
        # From now on steps change the text.
        for share in self.shares:
            share.halted.zero_()
        self._send_ids()
        return _drawn_token(self.drawn)

    def _first(self, logits: Tensor, forced: int | None) -> None:
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

    def _send_ids(self) -> None:
        """The drawn token goes back to the stages before, from device to device."""
        with on(self.engine.read_device):
            for share in self.shares[:-1]:
                share.ids.copy_(self.ids, non_blocking=True)

    @torch.inference_mode()
    def launch(self) -> None:
        """Start one step; returns before it has run on a GPU."""
        if (store := self.engine.weights.store) is not None:
            with on(store.device):
                store.between_steps()
        for share, following in zip(self.shares, (*self.shares[1:], None), strict=True):
            share.launch(partial(self._step, share))
            if following is not None:
                share.hand_over(following, every=self._every)
        self._send_ids()
        # A slot is used again only steps later, when the host has long looked at it.
        slot = self._launched % _RESULTS
        with on(self.engine.read_device):
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

    def _step(self, share: StageStep) -> None:
        """One stage's share of a step."""
        if share is self.last:
            self._last_step(share)
            return
        share.run()
        share.file()
        share.advance()

    def _last_step(self, share: StageStep) -> None:
        """The last stage's: the draft block beside its layers, then everything that is read of the streams, and the draw."""
        buffer = share.buffer
        # When the step ends `ids` holds the next token, so the one that it reads is kept now.
        buffer.allocate("id", *self.ids.shape, dtype=torch.int64).copy_(self.ids)
        # First, so that it has the whole trunk to run beside.
        drafted = None if self.mtp is None else self._run_mtp(self.mtp)
        share.run(self.edits)
        for name, layers in (("streams.products", self.wanted.streams), ("streams.vectors", self.wanted.vectors)):
            if layers:
                kept = self._after(layers)  # [L, B, N, D]
                value = buffer.allocate(name, *kept.shape[:-1], kept.shape[-2 if name.endswith("products") else -1])
                if name.endswith("products"):
                    stream_products_triton(kept, out=value)
                else:
                    value.copy_(kept)
        vectors, edited = self._vectors(), None
        if self.edits is not None and changes_head(self.edits):
            edited = EditedPass(self.edits, self.ids, self.cache.position, None, share.halted)
            own = changed_vectors(self.engine, edited, share.streams[-1])
            vectors = torch.cat((vectors[: -self.cache.batch], own))
        if self.mtp is not None and drafted is not None:
            if self._beside is not None:
                torch.cuda.current_stream().wait_stream(self._beside)
            # After the block has read the streams of the step before, which these replace.
            self.mtp.keep(share.streams[-1], share.halted)
            vectors = torch.cat((drafted, vectors))  # one product with the head for all of them
        log_sum, entropy, best, values = self._read_out(vectors, buffer, edited)
        if self.wanted.alone:
            self._read_alone(buffer)
        chosen, logit = best[:, 0], values[:, 0]
        if not self.greedy:
            chosen, logit = self._draw(self.logits, self.cache.position)
        buffer.allocate("next_logit", self.cache.batch).copy_(logit)
        share.file()
        # Last: it moves the position and the ids that everything above has read.
        advance_step_triton(
            chosen, logit, log_sum, entropy, share.halted, self.cache.position, share.count,
            ids=self.ids, drawn=self.drawn,
        )  # fmt: skip

    def _run_mtp(self, mtp: MTP) -> Tensor:
        """What the head reads of the draft block [B, D]; it needs nothing of this step and runs beside the trunk."""
        if self._beside is not None:
            self._beside.wait_stream(torch.cuda.current_stream())
        with nullcontext() if self._beside is None else torch.cuda.stream(self._beside):
            streams = mtp.step(self.ids[:, 0], self.cache.position, self.last.halted)
            return self.engine.final_vectors(streams, mtp.weights.head_site)

    def _after(self, layers: Sequence[int]) -> Tensor:
        """Streams after these layers [layers, B, N, D], ascending, -1 being the embedding."""
        first, stop = layers[0] + 1, layers[-1] + 2
        # Layers next to each other are a view, which saves a copy in every step.
        if stop - first == len(layers):
            return self.last.streams[first:stop]
        return torch.stack([self.last.streams[layer + 1] for layer in layers])

    def _vectors(self) -> Tensor:
        """What the head reads [rows, D]: every layer of the lens, then the model's own, which is the same without them."""
        engine = self.engine
        if len(self.rows.read) * self.cache.batch <= PROJECTION_FEW:  # each by itself in one launch
            return engine.final_vectors(self._after(self.rows.read).flatten(0, 1))
        own = engine.final_vectors(self.last.streams[-1])
        lens = self.rows.read[:-1]
        return torch.cat((engine.final_vectors(self._after(lens).flatten(0, 1)), own)) if lens else own

    def _read_out(self, vectors: Tensor, buffer: CaptureBuffer, edited: EditedPass | None) -> list[Tensor]:
        """Logits of the vectors, all summarised into the capture buffer; returns the summary of the model's own."""
        engine, batch = self.engine, self.cache.batch
        count, ranks = len(vectors), min(self.wanted.ranks, self.logits.shape[1])
        logits = head_logits_triton(vectors, engine.weights.head, block_rows=engine.block_rows)
        # The model's own rows come last, so they are found without knowing what the lens adds.
        self.logits.copy_(logits[-batch:])
        if edited is not None:
            self.logits.copy_(edited.change_flat(LOGITS, self.logits)[0])
            logits[-batch:] = self.logits
            edited.end()
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
