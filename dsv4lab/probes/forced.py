"""A text read by force: its tokens are given, and what changes under edits is how likely they were.

The plain run is made once. On the reference a run with edits begins at the first layer that a rule touches or listens to:
in front of it nothing can differ, so the streams of the plain run go in there. That is exact, bit for bit, which the sham
arm of every study shows again. The engine reads the text whole, as it reads a prompt; there a piece that a rule touches may
be computed in another way, whose rounding differs in the last bits, so an arm is compared with a sham that takes that way
too (`baseline`). An attached model's passes are its own and always whole. Rows of a batch would share more, but products of
several rows are summed in other orders: arms would differ from the plain run where nothing was changed, so each arm runs
alone. Tests: tests/probes/test_effect.py, tests/engine/test_edits_effect.py, tests/attached/test_rules.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from dsv4lab.attached.attach import AttachedModel
from dsv4lab.errors import BodyError, EditError
from dsv4lab.generation.reference import CHUNK
from dsv4lab.interfaces import Model
from dsv4lab.interventions.editing import Editing
from dsv4lab.interventions.matching import Usage
from dsv4lab.interventions.rule import Rule
from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.transformer import Transformer
from dsv4lab.threads import one_thread_for

Fired = Counter[tuple[int, int]]  # {(rule, layer): how often it acted}


class Reading(Protocol):
    """How a body reads a whole text; logits are of the positions from `first - 1` on, without the last."""

    unfused: bool  # whether a touched piece may round otherwise than the plain one

    def plain(self) -> Tensor:
        """Logits [n - first, V] without edits."""
        ...

    def edited(self, rules: Sequence[Rule], *, sham: bool, through: bool) -> tuple[Tensor, Fired]:
        """The same [n - first, V] with edits, and how often each acted; `through`: a sham whose rows all go that way."""
        ...

    def points(self, names: Sequence[str]) -> dict[str, Tensor]:
        """What passes these points in the plain run, [1, n, ...]."""
        ...


class Forced:
    """One text on one model.

    ids      [n] of the whole text
    first    the first token whose probability is asked for, 1 or later
    plain    [n - first, V] log-probabilities without edits

    Raises BodyError for a body that cannot edit.
    """

    def __init__(self, model: Model, ids: Sequence[int], first: int) -> None:
        self.model, self.ids, self.first = model, list(ids), first
        self._reading = _reading(model, self.ids, first)
        self.plain = _logprobs(self._reading.plain())

    @property
    def tokens(self) -> int:
        """How many tokens are asked about."""
        return len(self.ids) - self.first

    def run(self, rules: Sequence[Rule], *, sham: bool = False) -> tuple[Tensor, Fired]:
        """Log-probabilities [n - first, V] with these edits, and how often each acted: {(rule, layer): count}.

        Raises EditError for rules that the model has no place for, or that contradict each other.
        """
        logits, fired = self._reading.edited(rules, sham=sham, through=False)
        return _logprobs(logits), fired

    def sham(self, rules: Sequence[Rule]) -> None:
        """Raises EditError unless the same hooks, writing back what was there, change nothing at all."""
        logprobs, _ = self.run(rules, sham=True)
        if not torch.equal(logprobs, self.plain):
            worst = float((logprobs - self.plain).abs().max())
            raise EditError(
                f"the sham arm of {', '.join(rule.label for rule in rules)} writes back what was there and still changes "
                f"log-probabilities by up to {worst:.3g}: no effect beside it would mean anything, so none is given."
            )

    def baseline(self, rules: Sequence[Rule]) -> Tensor:
        """[n - first, V]: what an arm is compared with. The plain run; on the engine the sham that takes these rules'
        way in every row, whose rounding is the arm's.
        """
        if not self._reading.unfused:
            return self.plain
        return _logprobs(self._reading.edited(rules, sham=True, through=True)[0])

    def usage(self, layers: Sequence[int]) -> Usage:
        """How often and how strongly every expert of these layers was used in the plain run."""
        found: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        count = self.model.config.n_routed_experts
        names = [f"layers.{layer}.ffn.routing.{part}" for layer in layers for part in ("experts", "weights")]
        if names:
            seen = self._reading.points(names)
            for layer in layers:
                where = f"layers.{layer}.ffn.routing"
                experts, weights = (seen[f"{where}.{part}"].flatten().cpu().numpy() for part in ("experts", "weights"))
                uses = np.bincount(experts, minlength=count).astype(float)
                total = np.bincount(experts, weights=weights, minlength=count)
                found[layer] = uses, total / np.maximum(uses, 1)
        return Usage(len(self.ids), found)


def _reading(model: Any, ids: list[int], first: int) -> Reading:
    if isinstance(model, Transformer):
        return _FromFirstLayer(model, ids, first)
    if isinstance(model, AttachedModel):
        return _Whole(model, ids, first)
    if hasattr(model, "read_by_force"):  # the engine, whose kernels need not be here
        return model.read_by_force(ids, first)
    raise BodyError(model.engine, "an effect", "it cannot edit", "lab.load(engine='reference')")


class _FromFirstLayer:
    """The reference: the layers in front of an edit are not run again."""

    unfused = False

    def __init__(self, model: Transformer, ids: list[int], first: int) -> None:
        self.model, self.first = model, first
        self._parts = torch.split(torch.tensor([ids], device=model.device), CHUNK, 1)
        self._entering: list[
            list[Tensor]
        ] = []  # per part: the streams that enter each layer, and those behind the last

    def plain(self) -> Tensor:
        layers, rows = self.model.config.num_hidden_layers, []
        names = ["streams.embedding", *(f"streams.{i}" for i in range(layers))]
        cache = Cache(self.model.config)
        with one_thread_for(self.model), torch.inference_mode():
            for part in self._parts:
                seen = self.model.read_points(part, names, cache)
                self._entering.append([seen[name] for name in names])
                rows.append(self.model.read_out(self._entering[-1][-1])[0])
        return torch.cat(rows)[self.first - 1 : -1]

    def edited(self, rules: Sequence[Rule], *, sham: bool, through: bool) -> tuple[Tensor, Fired]:
        editing, rows = Editing(self.model, rules, sham=sham), []
        cache, first = Cache(self.model.config), editing.first_layer
        with one_thread_for(self.model), torch.inference_mode(), editing.attached():
            for part, entering in zip(self._parts, self._entering, strict=True):
                with editing.of_pass(part, cache):
                    inside = None if first < 0 else entering[first]
                    streams = self.model.run_layers(part, cache, first=max(first, 0), streams=inside)
                    rows.append(self.model.read_out(streams)[0])
        return torch.cat(rows)[self.first - 1 : -1], editing.fired

    def points(self, names: Sequence[str]) -> dict[str, Tensor]:
        with one_thread_for(self.model):
            return self.model.read_points(torch.cat(self._parts, 1), names)


class _Whole:
    """An attached model, whose passes are its own: always all layers."""

    unfused = False

    def __init__(self, model: AttachedModel, ids: list[int], first: int) -> None:
        self.model, self.first, self._tokens = model, first, len(ids)
        self._parts = torch.split(torch.tensor([ids], device=model.device), CHUNK, 1)

    def plain(self) -> Tensor:
        return self._read([])[0]

    def edited(self, rules: Sequence[Rule], *, sham: bool, through: bool) -> tuple[Tensor, Fired]:
        return self._read(rules, sham=sham)

    def points(self, names: Sequence[str]) -> dict[str, Tensor]:
        with one_thread_for(self.model):
            return self.model.read_points(torch.cat(self._parts, 1), names)

    def _read(self, rules: Sequence[Rule], *, sham: bool = False) -> tuple[Tensor, Fired]:
        editing, rows, cache = Editing(self.model, rules, sham=sham), [], self.model.new_cache(self._tokens)
        with one_thread_for(self.model), torch.inference_mode(), editing.attached():
            for part in self._parts:
                with editing.of_pass(part, cache):
                    rows.append(self.model.run(part, cache)[0][0])
        return torch.cat(rows)[self.first - 1 : -1], editing.fired


def _logprobs(logits: Tensor) -> Tensor:
    """Logits [m, V] -> log-probabilities [m, V]. Raises EditError for logits that are not finite."""
    if not logits.isfinite().all():
        raise EditError("the logits are not finite any more; a value that an edit made is too large.")
    return logits.float().log_softmax(-1)


def compared(forced: Forced, logprobs: Tensor, baseline: Tensor | None = None) -> dict[str, np.ndarray]:
    """What log-probabilities [m, V] under edits differ in, per token [m]: change of the given token's log-probability
    (nats), KL from the plain to the edited distribution (nats), whether the likeliest token is another.
    """
    plain = forced.plain if baseline is None else baseline
    given = torch.tensor(forced.ids[forced.first :], device=plain.device)[:, None]
    return {
        "change": (logprobs - plain).gather(-1, given)[:, 0].cpu().numpy(),
        "kl": (plain.exp() * (plain - logprobs)).sum(-1).clamp_min(0).cpu().numpy(),
        "flip": (logprobs.argmax(-1) != plain.argmax(-1)).cpu().numpy(),
    }
