"""A text read by force: its tokens are given, and what changes under edits is how likely they were.

The plain run is made once. A run with edits begins at the first layer that a rule touches or listens to: in front of it
nothing can differ, so the streams of the plain run go in there. That is exact, bit for bit, which the sham arm of every
study shows again. Rows of a batch would share more, but products of several rows are summed in other orders: arms would
differ from the plain run where nothing was changed, so each arm runs alone.
Tests: tests/probes/test_effect.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from dsv4lab.errors import BodyError, EditError
from dsv4lab.generation.reference import CHUNK, one_thread
from dsv4lab.interfaces import Model
from dsv4lab.interventions.editing import Editing
from dsv4lab.interventions.matching import Usage
from dsv4lab.interventions.rule import Rule
from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.transformer import Transformer

_SMALL = 1024  # as in generation/reference.py: matrices of such models are too small to share among threads


class Forced:
    """One text on one model.

    ids      [n] of the whole text
    first    the first token whose probability is asked for, 1 or later
    plain    [n - first, V] log-probabilities without edits

    Raises BodyError for a body that cannot edit.
    """

    def __init__(self, model: Model, ids: Sequence[int], first: int) -> None:
        if not isinstance(model, Transformer):
            raise BodyError(model.engine, "an effect", "it cannot edit", "lab.load(engine='reference')")
        self.model, self.ids, self.first = model, list(ids), first
        self._parts = torch.split(torch.tensor([self.ids], device=model.device), CHUNK, 1)
        self._entering: list[
            list[Tensor]
        ] = []  # per part: the streams that enter each layer, and those behind the last
        self._narrow = model.device.type == "cpu" and model.config.hidden_size <= _SMALL
        self.plain = self._read_plainly()

    @property
    def tokens(self) -> int:
        """How many tokens are asked about."""
        return len(self.ids) - self.first

    def run(self, rules: Sequence[Rule], *, sham: bool = False) -> tuple[Tensor, Counter[tuple[int, int]]]:
        """Log-probabilities [n - first, V] with these edits, and how often each acted: {(rule, layer): count}.

        Raises EditError for rules that the model has no place for, or that contradict each other.
        """
        editing, rows = Editing(self.model, rules, sham=sham), []
        cache, first = Cache(self.model.config), editing.first_layer
        with one_thread(self._narrow), torch.inference_mode(), editing.attached():
            for part, entering in zip(self._parts, self._entering, strict=True):
                with editing.of_pass(part, cache):
                    inside = None if first < 0 else entering[first]
                    streams = self.model.run_layers(part, cache, first=max(first, 0), streams=inside)
                    rows.append(self.model.read_out(streams)[0])
        return self._asked(rows), editing.fired

    def sham(self, rules: Sequence[Rule]) -> None:
        """Raises EditError unless the same hooks, writing back what was there, change nothing at all."""
        logprobs, _ = self.run(rules, sham=True)
        if not torch.equal(logprobs, self.plain):
            worst = float((logprobs - self.plain).abs().max())
            raise EditError(
                f"the sham arm of {', '.join(rule.label for rule in rules)} writes back what was there and still changes "
                f"log-probabilities by up to {worst:.3g}: no effect beside it would mean anything, so none is given."
            )

    def usage(self, layers: Sequence[int]) -> Usage:
        """How often and how strongly every expert of these layers was used in the plain run."""
        found: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        count = self.model.config.n_routed_experts
        names = [f"layers.{layer}.ffn.routing.{part}" for layer in layers for part in ("experts", "weights")]
        if names:
            with one_thread(self._narrow):
                seen = self.model.read_points(torch.cat(self._parts, 1), names)
            for layer in layers:
                where = f"layers.{layer}.ffn.routing"
                experts, weights = (seen[f"{where}.{part}"].flatten().cpu().numpy() for part in ("experts", "weights"))
                uses = np.bincount(experts, minlength=count).astype(float)
                total = np.bincount(experts, weights=weights, minlength=count)
                found[layer] = uses, total / np.maximum(uses, 1)
        return Usage(len(self.ids), found)

    def _read_plainly(self) -> Tensor:
        layers, rows = self.model.config.num_hidden_layers, []
        names = ["streams.embedding", *(f"streams.{i}" for i in range(layers))]
        cache = Cache(self.model.config)
        with one_thread(self._narrow), torch.inference_mode():
            for part in self._parts:
                seen = self.model.read_points(part, names, cache)
                self._entering.append([seen[name] for name in names])
                rows.append(self.model.read_out(self._entering[-1][-1])[0])
        return self._asked(rows)

    def _asked(self, rows: list[Tensor]) -> Tensor:
        """Logits [T, V] of all parts -> log-probabilities [n - first, V] at the positions in front of the tokens asked."""
        logits = torch.cat(rows)[self.first - 1 : -1]
        if not logits.isfinite().all():
            raise EditError("the logits are not finite any more; a value that an edit made is too large.")
        return logits.float().log_softmax(-1)


def compared(forced: Forced, logprobs: Tensor) -> dict[str, np.ndarray]:
    """What log-probabilities [n, V] under edits differ in, per token [n]: change of the given token's log-probability
    (nats), KL from the plain to the edited distribution (nats), whether the likeliest token is another.
    """
    plain = forced.plain
    given = torch.tensor(forced.ids[forced.first :], device=plain.device)[:, None]
    return {
        "change": (logprobs - plain).gather(-1, given)[:, 0].cpu().numpy(),
        "kl": (plain.exp() * (plain - logprobs)).sum(-1).clamp_min(0).cpu().numpy(),
        "flip": (logprobs.argmax(-1) != plain.argmax(-1)).cpu().numpy(),
    }
