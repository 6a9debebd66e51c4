"""One rule for each of many places, for a sweep: every expert, every stream behind every layer, every layer's picks.

Tests: tests/probes/test_sweep.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dsv4lab.config import Config
from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.indexer import DROP, HOWS, RANDOM, RECENCY, Picks
from dsv4lab.interventions.routing import REROUTE, BanExpert
from dsv4lab.interventions.rule import Rule
from dsv4lab.interventions.selection import Layers, layers_of
from dsv4lab.interventions.streams import ZERO, Stream


@dataclass(frozen=True)
class Cell:
    """One arm of a sweep: its family ("expert", "stream", "picks"), row (layer), column, and rule."""

    family: str
    layer: int
    column: str
    rule: Rule


@dataclass(frozen=True)
class Each:
    """A family of arms; `cells(config)` lists them for a model."""

    family: str
    layers: Layers
    how: tuple[str, ...]

    def cells(self, config: Config) -> list[Cell]:
        """The arms for a model. Raises EditError for layers that have no such place."""
        if self.family == "expert":
            probe, columns = (
                BanExpert(layers=self.layers, experts=(0,), mode=self.how[0]),
                range(config.n_routed_experts),
            )
        elif self.family == "stream":
            probe, columns = Stream(layers=self.layers, streams=(0,), how=self.how[0]), range(config.hc_mult)
        else:
            probe, columns = Picks(layers=self.layers), self.how
        return [
            Cell(self.family, layer, str(column), self._rule(layer, column))
            for layer in probe.layers_on(config)
            for column in columns
        ]

    def _rule(self, layer: int, column: Any) -> Rule:
        if self.family == "expert":
            return BanExpert(layers=(layer,), experts=(column,), mode=self.how[0])
        if self.family == "stream":
            return Stream(layers=(layer,), streams=(column,), how=self.how[0])
        return Picks(layers=(layer,), how=column)

    def to_dict(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "each": self.family,
            "layers": self.layers if isinstance(self.layers, str) else list(self.layers),
            "how": list(self.how),
        }

    @classmethod
    def of(cls, value: Any) -> Each:
        """From an Each, a family's name, or what `to_dict` gave. Raises EditError for anything else."""
        makers = {"expert": each_expert, "stream": each_stream, "picks": each_picks}
        if isinstance(value, Each):
            return value
        if isinstance(value, str) and value in makers:
            return makers[value]()
        if isinstance(value, dict) and value.get("each") in makers and set(value) <= {"each", "layers", "how"}:
            each = makers[value["each"]]()
            how = value.get("how", each.how)
            return cls(
                each.family, layers_of(value.get("layers", each.layers)), (how,) if isinstance(how, str) else tuple(how)
            )
        raise EditError(
            f"{shown(value)} is nothing to sweep; use do.each_expert(), do.each_stream() or do.each_picks()."
        )


def each_expert(layers: str | int | Iterable[int] = "learned", *, mode: str = REROUTE) -> Each:
    """Every expert of these layers banned, one after the other."""
    return Each("expert", layers_of(layers), (mode,))


def each_stream(layers: str | int | Iterable[int] = "all", *, how: str = ZERO) -> Each:
    """Every stream behind every one of these layers (-1: the embedding) silenced, one after the other."""
    return Each("stream", layers_of(layers), (how,))


def each_picks(layers: str | int | Iterable[int] = "all", *, how: Iterable[str] = (DROP, RANDOM, RECENCY)) -> Each:
    """The picks of every layer that picks: all dropped, as many random ones, the newest.

    Raises EditError for a way that needs more than its name.
    """
    ways = (how,) if isinstance(how, str) else tuple(how)
    wrong = [way for way in ways if way not in HOWS or way in ("force", "reuse", "k")]
    if wrong or not ways:
        raise EditError(f"each_picks: how={shown(wrong)}; use drop, random, recency or oracle.")
    return Each("picks", layers_of(layers), ways)
