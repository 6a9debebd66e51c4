"""The training run: rows in, a model with weights as they will be stored out.

Loss: next token, plus the draft block's token after next, plus the indexers' KL, plus a tiny balance loss; even expert
loads come chiefly from the routing bias, which is moved after every step and has no gradient (section 4.2 of the report).
Surprising: the plan follows the clock, not the steps, when minutes are given, so the rates reach nothing just in time.
Tests: tests/training/test_training.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from tqdm import tqdm

from dsv4lab.config import LEARNED
from dsv4lab.model.transformer import Transformer
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.data import Mixture
from dsv4lab.training.evaluate import bits_per_byte
from dsv4lab.training.forward import Outputs, TrainingForward
from dsv4lab.training.initial import initialise, routings
from dsv4lab.training.optimizer import Optimizer
from dsv4lab.training.presets import Preset

_UNTIMED_STEPS = 3  # compiling happens in the first steps and is no part of the plan
_LOOK_EVERY = 20  # steps between readings of the loss; each reading waits for the device
_CHECKS = 10  # held-out checks in a run


@dataclass
class Report:
    """What a run did, for the model's card and for the eye."""

    steps: int = 0
    tokens: int = 0
    seconds: float = 0.0
    stopped: bool = False  # before its end, by whoever ran it
    epochs: dict[str, float] = field(default_factory=dict)
    losses: list[dict[str, float]] = field(default_factory=list)  # step, progress, next, draft, index, balance
    checks: list[dict[str, float]] = field(default_factory=list)  # step, progress, bits_per_byte


class Clock:
    """Progress of a run from 0 to 1, by steps or by seconds."""

    def __init__(self, *, steps: int | None = None, seconds: float | None = None) -> None:
        if (steps is None) == (seconds is None):
            raise ValueError("give either steps or seconds")
        self.steps, self.deadline = steps, None if seconds is None else time.monotonic() + seconds
        self._begin = time.monotonic()

    def begin(self) -> None:
        """From now on seconds count."""
        self._begin = time.monotonic()

    def progress(self, step: int) -> float:
        """How far the run is before this step, 0 to 1."""
        if self.steps is not None:
            return min(step / self.steps, 1.0)
        assert self.deadline is not None
        now = time.monotonic()
        return 1.0 if now >= self.deadline else (now - self._begin) / (self.deadline - self._begin)


def train(
    preset: Preset, corpus: Corpus, clock: Clock, *,
    device: torch.device, watch: str | None = None, seed: int = 0, start: dict[str, Tensor] | None = None,
    say: Callable[[str], None] = tqdm.write, stopped: Callable[[], bool] = lambda: False,
) -> tuple[Transformer, Report]:  # fmt: skip
    """Train a model, from nothing or from the weights `start`, each in its own shape.

    `watch` names the domain checked on its held-out part.

    Returns the model, holding the best rounded weights seen at a check (or the last ones), and what happened. `stopped` is
    asked before every step: the run then ends early, with what it has.
    """
    torch.manual_seed(seed)
    cuda = device.type == "cuda"
    model = Transformer(preset.config)
    initialise(model, corpus.frequency(preset.first_mix), seed)
    if start is not None:
        model.load_state_dict(start)
    model = model.to(device)
    if cuda:
        torch.set_float32_matmul_precision("high")
        model.cast(torch.bfloat16)
    optimizer = Optimizer(
        model, muon_rate=preset.muon_rate, adam_rate=preset.adam_rate,
        muon_decay=preset.muon_decay, adam_decay=preset.adam_decay,
    )  # fmt: skip
    gradients = Gradients(model, preset, device)
    mixture = _mixture(preset, corpus, seed)
    best: tuple[float, dict[str, Tensor]] | None = None
    report, step, progress, next_check = Report(), 0, 0.0, 0.0
    begun = time.monotonic()
    bar = tqdm(total=100, unit="%", bar_format="{l_bar}{bar}| {elapsed}<{remaining} {postfix}", mininterval=10)
    while True:
        if step == _UNTIMED_STEPS:
            clock.begin()
            begun = time.monotonic()
        progress = clock.progress(step) if step >= _UNTIMED_STEPS or clock.steps is not None else 0.0
        if watch is not None and (progress >= next_check or progress >= 1.0) and step > _UNTIMED_STEPS:
            bits = bits_per_byte(model, corpus.heldout[watch], length=preset.length, documents=100, rows=32)
            report.checks.append({"step": step, "progress": progress, "bits_per_byte": bits})
            say(f"step {step}: {watch} held out {bits:.4f} bits per byte")
            if optimizer.rounding and (best is None or bits < best[0]):
                best = bits, {name: value.detach().clone() for name, value in model.state_dict().items()}
            next_check = progress + 1 / _CHECKS
        if progress >= 1.0:
            break
        if stopped():
            report.stopped = True
            break
        optimizer.rounding = progress >= preset.round_from
        rows = mixture.batch(preset.rows, progress)
        if cuda and step == _UNTIMED_STEPS - 1:
            say(gradients.record())
        parts, loads = gradients(rows.pin_memory() if cuda else rows, progress)
        optimizer.step(rate_scale(step, progress, preset))
        move_biases(model, loads, preset.bias_rate * min(1.0, 2 * (1 - progress)))
        report.tokens += preset.rows * preset.length
        if step % _LOOK_EVERY == 0:
            report.losses.append({"step": step, "progress": progress} | {k: float(v) for k, v in parts.items()})
            latest = report.losses[-1]
            bar.update(100 * progress - bar.n)
            bar.set_postfix_str(f"step {step} loss {latest['next']:.3f} draft {latest['draft']:.3f}")
            if step % (10 * _LOOK_EVERY) == 0 or step == _LOOK_EVERY:
                words = " ".join(f"{k} {v:.4g}" for k, v in latest.items())
                say(f"{words} | {time.monotonic() - begun:.0f} s")
        step += 1
    bar.close()
    if best is not None:
        model.load_state_dict(best[1])
    report.steps, report.seconds = step, time.monotonic() - begun
    report.epochs = {name: rows.epochs for name, rows in mixture.rows.items()}
    return model, report


class Gradients:
    """One forward and backward over rows; leaves the gradients on the model.

    On CUDA, `record` captures the whole pass as one graph: thousands of small launches then cost the CPU next to nothing.
    """

    def __init__(self, model: Transformer, preset: Preset, device: torch.device) -> None:
        self.model, self.preset = model, preset
        self._forward = TrainingForward(
            model, dropout=preset.dropout, **(_cuda_regions() if device.type == "cuda" else {})
        )
        self._head_loss = self._forward.wrap(next_token_loss)
        self._rows = torch.zeros(preset.rows, preset.length + 2, dtype=torch.int64, device=device)
        self._sparse = torch.zeros((), dtype=torch.bool, device=device)
        self._draft_weight = torch.zeros((), device=device)
        self._graph: torch.cuda.CUDAGraph | None = None
        self._results: tuple[dict[str, Tensor], list[Tensor]] = ({}, [])

    def __call__(self, rows: Tensor, progress: float) -> tuple[dict[str, Tensor], list[Tensor]]:
        """rows [B, T + 2] -> the parts of the loss and the loads, as `losses` and `Outputs` describe them."""
        first, last = self.preset.draft_weight
        self._rows.copy_(rows, non_blocking=True)
        self._sparse.fill_(progress >= self.preset.sparse_from)
        self._draft_weight.fill_(first * (1 - progress) + last * progress)
        if self._graph is None:
            self.model.zero_grad(set_to_none=True)
            self._results = self._pass()
        else:
            self._graph.replay()
        return self._results

    def _pass(self) -> tuple[dict[str, Tensor], list[Tensor]]:
        outputs = self._forward(self._rows, self._sparse)
        parts = losses(outputs, self._rows, self.model, self._head_loss)
        balance = self.preset.balance_weight * parts["balance"]
        (parts["next"] + self._draft_weight * parts["draft"] + parts["index"] + balance).backward()
        return {name: part.detach() for name, part in parts.items()}, outputs.loads

    def record(self) -> str:
        """Capture the pass; call after it has run at least once (compiling cannot be captured). Says how it went."""
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(2):
                self.model.zero_grad(set_to_none=True)
                self._pass()
        torch.cuda.current_stream().wait_stream(stream)
        self.model.zero_grad(set_to_none=True)
        graph = torch.cuda.CUDAGraph()
        try:
            with torch.cuda.graph(graph):
                results = self._pass()
        except RuntimeError as error:
            self.model.zero_grad(set_to_none=True)
            return f"the step could not be captured as a CUDA graph and runs launch by launch, slower: {error}"
        self._graph, self._results = graph, results
        return "the step runs as one CUDA graph"


def next_token_loss(hidden: Tensor, head: Tensor, targets: Tensor) -> Tensor:
    """Mean negative log-likelihood in nats: hidden [B, T, D], head [V, D], targets [B, T]."""
    return F.cross_entropy((hidden @ head.T).flatten(0, 1).float(), targets.flatten())


def losses(outputs: Outputs, rows: Tensor, model: Transformer, head_loss: Callable[..., Tensor]) -> dict[str, Tensor]:
    """All parts of the loss of rows [B, T + 2], unweighted, in nats (balance has no unit)."""
    head = model.head.weight
    draft = outputs.index_loss.new_zeros(())
    if outputs.draft_hidden is not None:
        draft = head_loss(outputs.draft_hidden, head, rows[:, 2:].contiguous())
    return {
        "next": head_loss(outputs.hidden, head, rows[:, 1:-1].contiguous()),
        "draft": draft,
        "index": outputs.index_loss,
        "balance": outputs.balance_loss,
    }


def rate_scale(step: int, progress: float, preset: Preset) -> float:
    """Warm-up by steps, then full, then a straight line to nothing."""
    fall = min(1.0, (1 - progress) / (1 - preset.decay_from))
    return min((step + 1) / preset.warmup, 1.0) * fall


@torch.no_grad()
def move_biases(model: Transformer, loads: list[Tensor], rate: float) -> None:
    """Raise the routing bias of experts that got less than their share by `rate`, lower the others; loads [E] each."""
    for routing, load in zip(routings(model, LEARNED), loads, strict=False):  # a second draft block is not trained
        if routing.bias is not None:
            routing.bias += rate * torch.sign(load.mean() - load)


def _mixture(preset: Preset, corpus: Corpus, seed: int) -> Mixture:
    even = {name: float(len(tokens.ids)) for name, tokens in corpus.train.items()}
    first = {k: v for k, v in preset.first_mix.items() if k in even} or even
    last = {k: v for k, v in preset.last_mix.items() if k in even} or first
    return Mixture(corpus.train, preset.length + 2, first=first, last=last, seed=seed)


def _cuda_regions() -> dict[str, Any]:
    """Compiled regions and a Sinkhorn of two kernels."""
    from dsv4lab.training.sinkhorn_gradient_triton import sinkhorn

    torch._dynamo.config.recompile_limit = 64  # one graph per kind of layer and routing

    def wrap(function: Callable) -> Callable:
        return torch.compile(function, dynamic=False, fullgraph=True)

    return {"sinkhorn": sinkhorn, "wrap": wrap}
