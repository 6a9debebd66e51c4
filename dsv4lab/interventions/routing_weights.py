"""Rules for the weights of experts that are chosen as ever.   Tests: tests/interventions/test_routing.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.context import At
from dsv4lab.interventions.routing import EXPERTS, SCORES, WEIGHTS, among, ranking
from dsv4lab.interventions.rule import Hook, Rule
from dsv4lab.interventions.selection import numbers_of


@dataclass(frozen=True, kw_only=True)
class Weights(Rule):
    """Weights of the chosen experts: times `scale` (not renormalised; of `experts`, or all), or all `equal`."""

    kind: ClassVar[str] = "weights"
    also: ClassVar[Mapping[str, str]] = {**Rule.also, "expert": "experts"}
    scale: float = 1.0
    equal: bool = False
    experts: tuple[int, ...] | None = None

    def normalise(self) -> None:
        if self.experts is not None:
            self._set(experts=numbers_of(self.experts, "experts"))
        if not isinstance(self.scale, (int, float)) or not abs(self.scale) < float("inf"):
            raise EditError(f"weights: scale={shown(self.scale)} is no finite number.")
        if self.equal == (self.scale != 1) or (self.equal and self.experts is not None):
            raise EditError("weights: give scale= (with experts= if not for all) or equal=True.")
        self._set(scale=float(self.scale))

    def check(self, config: Config, layers: Sequence[int]) -> None:
        wrong = [e for e in self.experts or () if not 0 <= e < config.n_routed_experts]
        if wrong:
            raise EditError(
                f"{self.label}: there is no expert {wrong[0]}; every layer has 0 to {config.n_routed_experts - 1}."
            )

    def claims(self, layer: int) -> dict[str, bool]:
        return {"weights": True}

    def hears(self, layer: int, config: Config) -> Iterable[str]:
        return [] if self.experts is None else [f"layers.{layer}.{EXPERTS}"]

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def weigh(at: At, weights: Tensor) -> Tensor:
            if self.equal:
                return weights.mean(-1, keepdim=True).expand_as(weights).clone()
            if self.experts is None:
                return weights * self.scale
            return torch.where(among(at.heard(EXPERTS), self.experts, at), weights * self.scale, weights)

        return {f"layers.{layer}.{WEIGHTS}": weigh}


@dataclass(frozen=True, kw_only=True)
class TopExperts(Rule):
    """Only the k best of the chosen add something, their weights brought to the scaling factor again."""

    kind: ClassVar[str] = "top"
    k: int = 0  # must be given

    def check(self, config: Config, layers: Sequence[int]) -> None:
        if type(self.k) is not int or not 1 <= self.k < config.num_experts_per_tok:
            raise EditError(
                f"top: k={shown(self.k)}; this model chooses {config.num_experts_per_tok}, so give 1 to one less."
            )

    def claims(self, layer: int) -> dict[str, bool]:
        return {"weights": True}

    def hears(self, layer: int, config: Config) -> Iterable[str]:
        return [f"layers.{layer}.{part}" for part in (EXPERTS, SCORES, ranking(layer, config))]

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def top(at: At, weights: Tensor) -> Tensor:
            experts = at.heard(EXPERTS)
            rank = at.heard(ranking(layer, config)).gather(-1, experts)
            best = rank.sort(dim=-1, descending=True, stable=True).indices[..., : self.k]
            kept = at.weigh(at.heard(SCORES), experts.gather(-1, best))
            return torch.zeros_like(weights).scatter(-1, best, kept)

        return {f"layers.{layer}.{WEIGHTS}": top}
