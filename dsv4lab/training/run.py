"""Run: everything of a training run that goes on from one command to the next: model, optimizer, rows, averages, report.

Even expert loads come chiefly from the routing bias, which is moved after every step and has no gradient (section 4.2 of
the report). Surprising: what is stored may be the last weights, their average or those of a check, whichever reads the
watched texts best. Tests: tests/training/test_training.py, tests/training/test_resume.py.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import torch
from torch import Tensor

from dsv4lab.config import LEARNED
from dsv4lab.errors import LabError
from dsv4lab.model.transformer import Transformer
from dsv4lab.training.averaging import Average
from dsv4lab.training.clock import Clock
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.data import Mixture
from dsv4lab.training.evaluate import bits_per_byte
from dsv4lab.training.gradients import Gradients
from dsv4lab.training.initial import initialise, routings
from dsv4lab.training.optimizer import Optimizer
from dsv4lab.training.plan import Stage, moment
from dsv4lab.training.presets import Preset
from dsv4lab.training.run_state import State, StateError
from dsv4lab.training.straight_through import exchange

_CHECKS = 10  # held-out checks in a run


class DivergedError(LabError, ArithmeticError):
    """A run whose loss is no number any more."""


@dataclass
class Report:
    """What a run did, for the model's card and for the eye."""

    steps: int = 0
    tokens: int = 0
    seconds: float = 0.0
    stopped: bool = False  # before its end; its state is kept, if it has a keeper
    epochs: dict[str, float] = field(default_factory=dict)
    losses: list[dict[str, float]] = field(default_factory=list)  # step, progress, next, draft, index, balance
    checks: list[dict[str, float]] = field(default_factory=list)  # step, progress, bits_per_byte
    candidates: dict[str, float] = field(default_factory=dict)  # bits per byte of the weights that could be stored
    chosen: str = "last"  # which of them the model holds: "average", "last", or "check", the best one during the run


class Run:
    """Everything of a run that goes on from one command to the next."""

    def __init__(
        self, preset: Preset, corpus: Corpus, clock: Clock, *,
        mixture: Mixture, device: torch.device, seed: int, start: dict[str, Tensor] | None,
    ) -> None:  # fmt: skip
        torch.manual_seed(seed)
        self.preset, self.clock, self.device, self.report = preset, clock, device, Report()
        self.model = Transformer(preset.config)
        initialise(self.model, corpus.frequency(preset.first_mix), seed, stay=preset.stay)
        if start is not None:
            self.model.load_state_dict(start)
        self.model.to(device)
        if device.type == "cuda":
            torch.set_float32_matmul_precision("high")
            self.model.cast(torch.bfloat16)
        self.numerics = exchange(self.model)
        self.optimizer = Optimizer(
            self.model, muon_rate=preset.muon_rate, adam_rate=preset.adam_rate, momentum=preset.muon_momentum,
            muon_decay=preset.muon_decay, adam_decay=preset.adam_decay,
        )  # fmt: skip
        biases = [routing.bias.data for routing in routings(self.model, LEARNED) if routing.bias is not None]
        # Made only when it is needed: it is as large as the weights.
        self._averaged, self.average = self.optimizer.masters() + biases, None
        self.mixture = mixture
        self.next_check, self.best = 1 / _CHECKS, None
        self.first_bad = torch.full((), -1, dtype=torch.int64, device=device)  # step whose loss was no number

    def step(self, gradients: Gradients, stage: Stage, progress: float) -> dict[str, Tensor]:
        """One step; the parts of its loss, [] each, still on the device."""
        now = moment(self.preset, progress, self.report.steps)
        self.optimizer.rounding = now.rounding
        self.mixture.set_length(stage.length + 2)
        rows, weights = self.mixture.batch_with_weights(stage.rows, progress)
        if self.device.type == "cuda":
            rows, weights = rows.pin_memory(), weights.pin_memory()
        parts, loads = gradients(rows, weights, now)
        self.optimizer.step(now.rate, now.trunk_rate)
        if now.trunk_rate:
            move_biases(self.model, loads, self.preset.bias_rate * min(1.0, 2 * (1 - progress)))
        if now.averaging and self.report.steps % self.preset.average_every == 0:
            self.average = self.average or Average(self._averaged, self.preset.average_decay)
            self.average.add()
        bad = (self.first_bad < 0) & ~torch.isfinite(parts["next"] + parts["draft"] + parts["index"])
        self.first_bad = torch.where(bad, self.report.steps, self.first_bad)
        self.report.tokens += stage.tokens
        self.report.steps += 1
        return parts

    def record(self, gradients: Gradients) -> str:
        """Make graphs of the pass and of the optimizer's step; says how it went."""
        said = gradients.record()
        if gradients.recorded:
            self.optimizer.record()
        return said

    def release(self, gradients: Gradients) -> None:
        """Give back what `record` took."""
        self.optimizer.forget()
        gradients.release()

    def look(self, parts: dict[str, Tensor], progress: float) -> dict[str, float]:
        """Read the parts of a step's loss, [] each; DivergedError if one since the last look was no number."""
        self.check_finite()
        told = {"step": self.report.steps - 1, "progress": progress} | {k: float(v) for k, v in parts.items()}
        self.report.losses.append(told)
        return told

    def check_finite(self) -> None:
        """DivergedError if the loss of a step was no number."""
        step = int(self.first_bad)
        if step >= 0:
            raise DivergedError(
                f"step {step}: the loss is no number any more. Lower the rates (muon_rate, adam_rate) or warm up longer."
            )

    def check(self, corpus: Corpus, watch: str, progress: float) -> float:
        """Bits per byte of the watched domain with the weights as they are; the best rounded ones are remembered."""
        bits = self._bits(corpus, watch)
        self.report.checks.append({"step": self.report.steps, "progress": progress, "bits_per_byte": bits})
        if self.optimizer.rounding and (self.best is None or bits < self.best[0]):
            self.best = bits, {name: value.detach().clone() for name, value in self.model.state_dict().items()}
        self.next_check = progress + 1 / _CHECKS
        return bits

    def finish(self, corpus: Corpus, watch: str | None) -> None:
        """Leave the best of what there is on the model, rounded as it will be stored, and say in the report which it is."""
        self.check_finite()
        self.optimizer.rounding = True
        self.optimizer.publish()
        found = self.report.candidates
        if watch is not None:
            found["last"] = self._bits(corpus, watch)
            if self.best is not None:
                found["check"] = self.best[0]
        if self.average is not None:
            self.average.exchange()
            self.optimizer.publish()
            if watch is not None:
                found["average"] = self._bits(corpus, watch)
        # Nothing to compare by: the average is what was planned for.
        chosen = min(found, key=lambda name: found[name]) if found else "average" if self.average else "last"
        if chosen == "check" and self.best is not None:
            self.model.load_state_dict(self.best[1])
        elif chosen != "average" and self.average is not None:
            self.average.exchange()
            self.optimizer.publish()
        self.report.chosen, self.numerics.release = chosen, False

    def _bits(self, corpus: Corpus, watch: str) -> float:
        # Exact activations and rows of the first length in all of a run's checks, so that they can be compared.
        kept, self.numerics.release = self.numerics.release, False
        bits = bits_per_byte(
            self.model, corpus.heldout[watch], length=self.preset.length, documents=self.preset.watched, rows=32
        )  # fmt: skip
        self.numerics.release = kept
        return bits

    def state(self) -> State:
        """All of it, for `restore`."""
        self.check_finite()
        tensors = {f"optimizer/{name}": tensor for name, tensor in self.optimizer.state().items()}
        tensors |= {f"model/{name}": tensor for name, tensor in self._beside().items()}
        tensors["random/cpu"] = torch.get_rng_state()
        if self.device.type == "cuda":
            tensors["random/cuda"] = torch.cuda.get_rng_state(self.device)
        if self.average is not None:
            tensors |= {f"average/{number}": mean for number, mean in enumerate(self.average.means)}
        if self.best is not None:
            tensors |= {f"best/{name}": tensor for name, tensor in self.best[1].items()}
        return tensors, {
            "step": self.report.steps,
            "used": self.clock.used,
            "rounding": self.optimizer.rounding,
            "mixture": self.mixture.state(),
            "next_check": self.next_check,
            "averaged": None if self.average is None else self.average.count,
            "best": None if self.best is None else self.best[0],
            "report": asdict(self.report),
        }

    @torch.no_grad()
    def restore(self, tensors: dict[str, Tensor], facts: dict[str, Any]) -> None:
        """Go on from a state (tensors [...] by name). Raises StateError for that of another model."""
        try:
            self.optimizer.restore(_part(tensors, "optimizer/"))
            for name, tensor in self._beside().items():
                tensor.copy_(tensors[f"model/{name}"])
            if facts["averaged"] is not None:
                self.average = Average(self._averaged, self.preset.average_decay)
                self.average.count = facts["averaged"]
                for number, mean in enumerate(self.average.means):
                    mean.copy_(tensors[f"average/{number}"])
            if facts["best"] is not None:
                best = {name: tensor.to(self.device) for name, tensor in _part(tensors, "best/").items()}
                self.best = facts["best"], best
            self.report, self.next_check = Report(**facts["report"]), facts["next_check"]
            self.report.stopped, self.clock.used = False, facts["used"]
            self.mixture.restore(facts["mixture"])
        except (KeyError, TypeError, RuntimeError) as error:
            raise StateError(f"the state that was kept is not one of this model and plan ({error}).") from None
        self.optimizer.rounding = facts["rounding"]  # as the step before the cut published its weights
        self.optimizer.publish()
        torch.set_rng_state(tensors["random/cpu"])
        if self.device.type == "cuda" and "random/cuda" in tensors:
            torch.cuda.set_rng_state(tensors["random/cuda"], self.device)

    def _beside(self) -> dict[str, Tensor]:
        """What the optimizer does not hold: routing biases and hash tables."""
        held = {name for name, parameter in self.model.named_parameters() if parameter.requires_grad}
        return {name: tensor for name, tensor in self.model.state_dict().items() if name not in held}


@torch.no_grad()
def move_biases(model: Transformer, loads: list[Tensor], rate: float) -> None:
    """Raise the routing bias of experts that got less than their share by `rate`, lower the others; loads [E] each."""
    for routing, load in zip(routings(model, LEARNED), loads, strict=False):  # a second draft block is not trained
        if routing.bias is not None:
            routing.bias += rate * torch.sign(load.mean() - load)


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
