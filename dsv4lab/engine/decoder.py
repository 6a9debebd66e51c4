"""Decoder: one token per step, the step being one captured CUDA graph that reads, runs, draws and records by itself.

The host launches steps and collects what they left in pinned memory; it never waits inside a step, and one step is always
under way while it looks at the last. Surprising: a halted step computes and changes nothing, which is how kernels are compiled
and the graph is captured without disturbing a text. Without a GPU the same step runs as it is; so it is tested.
Tests: tests/test_engine.py.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from dsv4lab.engine.engine import Engine
from dsv4lab.engine.state import State
from dsv4lab.engine.tape import Frame, Tape
from dsv4lab.kernels.draw_token_triton import draw_token_triton
from dsv4lab.kernels.expert_sum_triton import stream_products_triton
from dsv4lab.kernels.read_out_triton import head_logits_triton, summarise_logits_triton

RING = 64  # steps whose frames the device keeps; half of it is drained at a time
_RESULTS = 4  # steps whose token the host may still have to look at


class Drawing(NamedTuple):
    """How tokens are drawn; temperature 0 takes the likeliest."""

    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0


class Next(NamedTuple):
    """The token that was drawn for the next position of the first text, and how the model saw it (nats)."""

    id: int
    logprob: float
    entropy: float


class Wanted(NamedTuple):
    """What a step records beside its computation."""

    points: frozenset[str] = frozenset()  # names of the tape
    lens: tuple[int, ...] = ()  # layers that are read out, -1 after the embedding
    streams: tuple[int, ...] = ()  # layers whose streams' inner products are kept
    vectors: tuple[int, ...] = ()  # layers whose streams are kept whole
    ranks: int = 5

    def names(self) -> set[str]:
        groups = {
            "lens.ids": self.lens, "lens.probs": self.lens,
            "streams.products": self.streams, "streams.vectors": self.vectors,
        }  # fmt: skip
        return set(self.points) | {name for name, layers in groups.items() if layers} | set(SUMMARY)


SUMMARY = ("id", "log_sum", "entropy", "top_ids", "top_logits", "next_logit")


class Decoder:
    """Bound to one State. `ids` [B, 1] is the token that the next step reads, at `state.position`."""

    def __init__(self, engine: Engine, state: State, wanted: Wanted, drawing: Drawing) -> None:
        self.engine, self.state, self.wanted = engine, state, wanted
        device, batch = engine.device, state.batch
        self.greedy = drawing.temperature == 0
        self.ids = torch.zeros(batch, 1, dtype=torch.int64, device=device)
        self.halted = torch.ones(1, dtype=torch.int32, device=device)
        self.count = torch.zeros(1, dtype=torch.int64, device=device)  # frames in the ring since the start
        self.seed = torch.full((1,), drawing.seed % (1 << 31), dtype=torch.int64, device=device)
        self.setting = torch.tensor([max(drawing.temperature, 1e-6), drawing.top_p], device=device)
        self.tape: Tape = Tape(wanted.names(), device)
        self.ring = torch.zeros(RING, 4, dtype=torch.int32, device=device)
        self.drawn = torch.zeros(3, batch, device=device)  # next id, its logprob, entropy
        self.logits = torch.zeros(batch, engine.config.vocab_size, device=device)  # of the next token
        cuda = device.type == "cuda"
        self._results = torch.zeros(_RESULTS, 3, batch, pin_memory=cuda)
        self._ready = [torch.cuda.Event() for _ in range(_RESULTS)] if cuda else []
        self._launched = 0
        self.graph: torch.cuda.CUDAGraph | None = None
        with torch.inference_mode():
            self._capture()

    def _capture(self) -> None:
        """Run one halted step, which learns the frame and compiles kernels, then record the graph."""
        self._step()
        self.tape = Frame(self.tape)
        self.ring = torch.zeros(RING, self.tape.bytes // 4, dtype=torch.int32, device=self.engine.device)
        if self.engine.device.type == "cuda":
            side = torch.cuda.Stream()
            side.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(side):
                self._step()
            torch.cuda.current_stream().wait_stream(side)
            self.graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(self.graph):
                self._step()

    @torch.inference_mode()
    def begin(self, logits: Tensor, forced: int | None = None) -> Next:
        """Draw the token that the first step reads from logits [B, V] of a prompt, or take `forced`."""
        self.logits.copy_(logits)
        self._draw(self.logits, Tape((), self.engine.device), self.state.position - 1, *self._summary(self.logits)[:3])
        if forced is not None:
            log_sum = self.logits[0].logsumexp(-1)
            self.ids.fill_(forced)
            self.drawn[0].fill_(forced)
            self.drawn[1] = self.logits[:, forced] - log_sum
        self.halted.zero_()
        chosen, logprob, entropy = self.drawn[:, 0].tolist()
        return Next(int(chosen), logprob, entropy)

    @torch.inference_mode()
    def launch(self) -> None:
        """Start one step; returns before it has run on a GPU."""
        if self.graph is None:
            self._step()
        else:
            self.graph.replay()
        slot = self._launched % _RESULTS
        self._results[slot].copy_(self.drawn, non_blocking=True)
        if self._ready:
            self._ready[slot].record()
        self._launched += 1

    def result(self, step: int) -> Next:
        """What step number `step` drew; waits until it has run. Only the last few steps are remembered."""
        slot = step % _RESULTS
        if self._ready:
            self._ready[slot].synchronize()
        chosen, logprob, entropy = self._results[slot, :, 0].tolist()
        return Next(int(chosen), logprob, entropy)

    def results(self, step: int) -> list[int]:
        """The ids that step drew for all texts."""
        self.result(step)
        return [int(i) for i in self._results[step % _RESULTS, 0].tolist()]

    def _step(self) -> None:
        engine, tape = self.engine, self.tape
        tape.give("id", *self.ids.shape, dtype=torch.int64).copy_(self.ids)
        streams = engine.layers.run(self.ids, self.state, tape, halted=self.halted)
        rows = [engine.final_vectors(streams[-1])]
        if self.wanted.lens:
            rows.append(engine.final_vectors(torch.cat([streams[layer + 1] for layer in self.wanted.lens])))
        for name, layers in (("streams.products", self.wanted.streams), ("streams.vectors", self.wanted.vectors)):
            if layers:
                kept = torch.stack([streams[layer + 1] for layer in layers])
                value = tape.give(name, *kept.shape[:-1], kept.shape[-2 if name.endswith("products") else -1])
                if name.endswith("products"):
                    stream_products_triton(kept, out=value)
                else:
                    value.copy_(kept)
        self._read_out(rows, tape)
        if isinstance(tape, Frame):
            # The frame goes into the ring; nothing moves on when halted.
            self.ring.index_copy_(0, self.count % RING, tape.buffer[None])
            going = (self.halted == 0).long()
            self.count += going
            self.state.position += going

    def _read_out(self, rows: list[Tensor], tape: Tape) -> None:
        """Logits of the final vectors (and of the lens behind them), their summary, and the drawn token."""
        engine, batch = self.engine, len(rows[0])
        together = rows[0] if len(rows) == 1 else torch.cat(rows)
        logits = head_logits_triton(together, engine.weights.head, block_rows=engine.block_rows)
        log_sum, entropy, ids, values = self._summary(logits)
        for name, value in (("log_sum", log_sum), ("entropy", entropy), ("top_ids", ids), ("top_logits", values)):
            tape.give(name, batch, *value.shape[1:], dtype=value.dtype).copy_(value[:batch])
        if len(rows) > 1:
            tape.give("lens.ids", *ids[batch:].shape, dtype=torch.int64).copy_(ids[batch:])
            tape.give("lens.probs", *values[batch:].shape).copy_((values[batch:] - log_sum[batch:, None]).exp())
        self.logits.copy_(logits[:batch])
        if tape.wants("logits"):
            tape.give("logits", batch, logits.shape[1]).copy_(logits[:batch])
        self._draw(self.logits, tape, self.state.position, log_sum[:batch], entropy[:batch], ids[:batch])

    def _summary(self, logits: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        return summarise_logits_triton(logits, min(self.wanted.ranks, logits.shape[1]))

    def _draw(
        self, logits: Tensor, tape: Tape, position: Tensor, log_sum: Tensor, entropy: Tensor, best: Tensor
    ) -> None:
        """The next ids of all texts into `ids` and `drawn`."""
        chosen, logit = torch.empty_like(best[:, 0]), tape.give("next_logit", len(logits))
        if self.greedy:
            chosen = best[:, 0]
            logit.copy_(logits.gather(-1, chosen[:, None])[:, 0])
        else:
            draw_token_triton(logits, self.setting, self.seed, position, out=(chosen, logit))
        self.drawn.copy_(torch.stack((chosen.float(), logit - log_sum, entropy)))
        self.ids.copy_(chosen[:, None])
