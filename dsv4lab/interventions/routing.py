"""Rules for the routing: who is chosen.

Learned layers choose by score + bias, hash layers by a table over token ids; both weigh by the score without bias, divided
by the sum of the chosen scores. A rule acts at the step that it is about, and the steps behind it follow by themselves: a
banned expert is out before the choice, so the weights of those that came instead sum to the scaling factor again.
Tests: tests/interventions/test_routing.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import torch
from torch import Tensor

from dsv4lab.config import HASH, LEARNED, Config
from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.context import At
from dsv4lab.interventions.rule import Hook, Rule
from dsv4lab.interventions.selection import layer_words, numbers_of
from dsv4lab.interventions.values import NOTHING, Values
from dsv4lab.kernels.expert_routing import choose_experts

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace

REROUTE, CONTRIBUTION = "reroute", "contribution"
OWN, KEPT = "own", "kept"
EXPERTS, WEIGHTS = "ffn.routing.experts", "ffn.routing.weights"
SCORES, BIASED = "ffn.routing.scores", "ffn.routing.biased_scores"


def ranking(layer: int, config: Config) -> str:
    """The place that says who of the chosen comes first: score + bias, or on hash layers the score."""
    return BIASED if config.routing_kinds[layer] == LEARNED else SCORES


def among(ids: Tensor, experts: Sequence[int], at: At) -> Tensor:
    """Which of the ids are these experts: bool, ids' own shape."""
    return experts_table(experts, at)[ids]


def experts_table(experts: Sequence[int], at: At) -> Tensor:
    """[E] bool: which experts are meant."""

    def make() -> Tensor:
        table = torch.zeros(at.config.n_routed_experts, dtype=torch.bool)
        table[list(experts)] = True
        return table

    return at.table("experts", make)


class _OfExperts(Rule):
    """A rule with `experts`, numbers that the model must have."""

    also: ClassVar[Mapping[str, str]] = {**Rule.also, "expert": "experts"}
    experts: tuple[int, ...]

    def normalise(self) -> None:
        self._set(experts=numbers_of(self.experts, "experts"))

    def check(self, config: Config, layers: Sequence[int]) -> None:
        for expert in self.experts:
            if not 0 <= expert < config.n_routed_experts:
                raise EditError(
                    f"{self.label}: there is no expert {expert}; every layer has 0 to {config.n_routed_experts - 1}."
                )


@dataclass(frozen=True, kw_only=True)
class BanExpert(_OfExperts):
    """reroute: out before the choice, the next best comes in. contribution: chosen as ever, but adds nothing."""

    kind: ClassVar[str] = "ban_expert"
    experts: tuple[int, ...] = ()
    mode: str = REROUTE

    def normalise(self) -> None:
        super().normalise()
        if self.mode not in (REROUTE, CONTRIBUTION):
            raise EditError(f"ban_expert: mode={shown(self.mode)} is unknown; use '{REROUTE}' or '{CONTRIBUTION}'.")

    def check(self, config: Config, layers: Sequence[int]) -> None:
        super().check(config, layers)
        hashed = [layer for layer in layers if config.routing_kinds[layer] == HASH]
        if self.mode == REROUTE and hashed:
            raise EditError(
                f"{self.label}: {layer_words(hashed[0], config)}; a table over token ids chooses there and nobody is next, "
                f"so rerouting is undefined. Use mode='{CONTRIBUTION}', swap_expert, or layers='{LEARNED}'."
            )
        if len(self.experts) == config.n_routed_experts:
            raise EditError(
                f"{self.label}: all {len(self.experts)} experts of a layer are banned. weights(scale=0) silences a layer."
            )

    def claims(self, layer: int) -> dict[str, bool]:
        return {"experts": False} | {f"expert {expert}": True for expert in self.experts}

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def reroute(at: At, biased: Tensor) -> tuple[Tensor, Tensor]:
            chosen = choose_experts(biased, config.num_experts_per_tok)
            banned = experts_table(self.experts, at)
            return biased.masked_fill(banned, -torch.inf), banned[chosen].any(-1)

        def silence(at: At, weights: Tensor) -> Tensor:
            return weights.masked_fill(among(at.heard(EXPERTS), self.experts, at), 0)

        if self.mode == REROUTE:
            return {f"layers.{layer}.{BIASED}": reroute}
        return {f"layers.{layer}.{WEIGHTS}": silence}

    def hears(self, layer: int, config: Config) -> Iterable[str]:
        return [f"layers.{layer}.{EXPERTS}"] if self.mode == CONTRIBUTION else []


@dataclass(frozen=True, kw_only=True)
class ForceExpert(_OfExperts):
    """The experts are chosen by every token; each takes the place of the weakest that is not forced itself."""

    kind: ClassVar[str] = "force_expert"
    experts: tuple[int, ...] = ()

    def check(self, config: Config, layers: Sequence[int]) -> None:
        super().check(config, layers)
        if len(self.experts) > config.num_experts_per_tok:
            raise EditError(
                f"{self.label}: {len(self.experts)} experts are forced, and a token has {config.num_experts_per_tok}."
            )

    def claims(self, layer: int) -> dict[str, bool]:
        return {"experts": False} | {f"expert {expert}": True for expert in self.experts}

    def hears(self, layer: int, config: Config) -> Iterable[str]:
        return [f"layers.{layer}.{ranking(layer, config)}"]

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def force(at: At, ids: Tensor) -> Tensor:
            rank = at.heard(ranking(layer, config))
            for expert in self.experts:
                worth = rank.gather(-1, ids).masked_fill(among(ids, self.experts, at), torch.inf)
                weakest = worth.argmin(-1, keepdim=True)
                missing = ~(ids == expert).any(-1, keepdim=True)
                ids = ids.scatter(-1, weakest, torch.where(missing, expert, ids.gather(-1, weakest)))
            return ids

        return {f"layers.{layer}.{EXPERTS}": force}


@dataclass(frozen=True, kw_only=True)
class SwapExpert(Rule):
    """Where one of the two is chosen, the other is taken. weight: "own", by its own score; "kept", with the weight of the
    one it replaces.
    """

    kind: ClassVar[str] = "swap_expert"
    pair: tuple[int, ...] = ()
    weight: str = OWN

    def normalise(self) -> None:
        pair = tuple(self.pair) if isinstance(self.pair, (list, tuple)) else ()
        if len(pair) != 2 or pair[0] == pair[1] or not all(type(e) is int for e in pair):
            raise EditError(f"swap_expert: pair={shown(self.pair)}; give two different experts.")
        if self.weight not in (OWN, KEPT):
            raise EditError(f"swap_expert: weight={shown(self.weight)} is unknown; use '{OWN}' or '{KEPT}'.")
        self._set(pair=pair)

    def check(self, config: Config, layers: Sequence[int]) -> None:
        for expert in self.pair:
            if not 0 <= expert < config.n_routed_experts:
                raise EditError(
                    f"{self.label}: there is no expert {expert}; every layer has 0 to {config.n_routed_experts - 1}."
                )

    def claims(self, layer: int) -> dict[str, bool]:
        claims = {"experts": False, "weights": False} if self.weight == KEPT else {"experts": False}
        return claims | {f"expert {expert}": True for expert in self.pair}

    def hears(self, layer: int, config: Config) -> Iterable[str]:
        return [f"layers.{layer}.{SCORES}", f"layers.{layer}.{EXPERTS}"] if self.weight == KEPT else []

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        one, other = self.pair

        def swapped(ids: Tensor) -> Tensor:
            return torch.where(ids == one, other, torch.where(ids == other, one, ids))

        def swap(at: At, ids: Tensor) -> tuple[Tensor, Tensor]:
            # Both chosen and both exchanged is the same set: nothing happens to such a token.
            alone = (ids == one).any(-1) ^ (ids == other).any(-1)
            return torch.where(alone[..., None], swapped(ids), ids), alone

        def keep(at: At, weights: Tensor) -> tuple[Tensor, Tensor]:
            ids = at.heard(EXPERTS)
            alone = (ids == one).any(-1) ^ (ids == other).any(-1)
            before = torch.where(alone[..., None], swapped(ids), ids)
            plain = at.weigh(at.heard(SCORES), before)
            return torch.where(alone[..., None], plain, weights), torch.zeros_like(alone)  # counted at the swap

        hooks: dict[str, Hook] = {f"layers.{layer}.{EXPERTS}": swap}
        return hooks | ({f"layers.{layer}.{WEIGHTS}": keep} if self.weight == KEPT else {})


@dataclass(frozen=True, kw_only=True)
class RouteAs(Rule):
    """The experts that another run chose, position by position; weights by this run's own scores.

    table   ids [layers, tokens, K] of the layers in `rows`
    """

    kind: ClassVar[str] = "route_as"
    table: Values = NOTHING
    rows: tuple[int, ...] = ()

    @classmethod
    def of(cls, trace: Trace, layers: Any = "all", tokens: Any = None) -> RouteAs:
        """From the group routing of a trace."""
        return cls(
            table=Values.of(trace.values("routing", "expert").astype("int32")), rows=tuple(trace.layers("routing")),
            layers=layers, tokens=tokens,
        )  # fmt: skip

    def normalise(self) -> None:
        self._set(table=Values.of(self.table), rows=numbers_of(self.rows, "rows"))
        if len(self.table.shape) != 3 or self.table.shape[0] != len(self.rows):
            raise EditError(
                f"route_as: a table {list(self.table.shape)} for {len(self.rows)} layers; it is [layers, tokens, K]."
            )

    def possible(self, config: Config) -> list[int]:
        return [layer for layer in self.rows if 0 <= layer < config.num_hidden_layers]

    def check(self, config: Config, layers: Sequence[int]) -> None:
        table, slots = self.table.array(), config.num_experts_per_tok
        if table.shape[2] != slots or not ((table >= 0) & (table < config.n_routed_experts)).all():
            raise EditError(
                f"route_as: the other run chose {table.shape[2]} of experts {table.min()} to {table.max()}; this model "
                f"chooses {slots} of {config.n_routed_experts}."
            )

    def claims(self, layer: int) -> dict[str, bool]:
        return {"experts": True}

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def follow(at: At, ids: Tensor) -> Tensor:
            row = self.rows.index(layer)
            table = at.table("experts", lambda: torch.from_numpy(self.table.array()[row].astype("int64")))  # [n, K]
            known = at.positions < len(table)  # beyond the other text's end nothing is said
            wanted = table[at.positions.clamp_max(len(table) - 1)][None]
            return torch.where(known[:, None], as_set(ids, wanted), ids)

        return {f"layers.{layer}.{EXPERTS}": follow}


def as_set(ids: Tensor, wanted: Tensor) -> Tensor:
    """The experts `wanted` [B, T, K], those that `ids` [B, T, K] has too in the slots where they are: slots are summed in
    their order, so an equal set must give equal bits.
    """
    same = ids[..., :, None] == wanted[..., None, :]
    slots = same.any(-1).int().argsort(dim=-1, stable=True)  # slots to fill first, in order
    left = same.any(-2).int().argsort(dim=-1, stable=True)  # experts that have no slot yet first
    count = (~same.any(-1)).sum(-1, keepdim=True)
    fill = torch.arange(ids.shape[-1], device=ids.device) < count
    return ids.scatter(
        -1, slots, torch.where(fill, wanted.expand_as(ids).gather(-1, left.expand_as(ids)), ids.gather(-1, slots))
    )


@dataclass(frozen=True, kw_only=True)
class HashAs(Rule):
    """Hash layers look another token up in their table."""

    kind: ClassVar[str] = "hash_as"
    token: int = -1  # must be given

    def possible(self, config: Config) -> list[int]:
        return [i for i, kind in enumerate(config.routing_kinds) if kind == HASH]

    def check(self, config: Config, layers: Sequence[int]) -> None:
        if type(self.token) is not int or not 0 <= self.token < config.vocab_size:
            raise EditError(f"hash_as: token={shown(self.token)} is no id of this vocabulary of {config.vocab_size}.")

    def claims(self, layer: int) -> dict[str, bool]:
        return {"experts": True}

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def look_up(at: At, ids: Tensor) -> Tensor:
            return at.looked_up(self.token).expand_as(ids).clone()

        return {f"layers.{layer}.{EXPERTS}": look_up}
