"""What can be edited: every kind of rule with the layers of a model that have its place.

Tests: tests/interventions/test_sites.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dsv4lab.config import HASH, LEARNED, Config
from dsv4lab.errors import BodyError
from dsv4lab.interventions.rule import Rule
from dsv4lab.interventions.streams import Stream


class Editable(Protocol):
    """What of a Model (interfaces.py) says whether it can be edited."""

    engine: str
    config: Config

    def check_edits(self, rules: Sequence[Rule]) -> list[str]:
        """Names of the places that these rules change; BodyError where the body cannot edit."""
        ...


@dataclass(frozen=True)
class Site:
    """One function of `dsv4lab.do`: what it changes, on which layers of this model, and with which filters."""

    place: str
    rule: str
    layers: tuple[int, ...]
    filters: str
    words: str

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "place": self.place,
            "rule": self.rule,
            "layers": list(self.layers),
            "filters": self.filters,
            "words": self.words,
        }


class Sites(list[Site]):
    """A table of sites; it prints as one."""

    body: str = ""

    def __repr__(self) -> str:
        width = max((len(site.rule) for site in self), default=0)
        lines = [self.body]
        for site in self:
            lines.append(
                f"{site.place:<9} {site.rule:<{width}}  {_numbers(site.layers):<10} {site.filters:<24} {site.words}"
            )
        return "\n".join(lines)


def _numbers(layers: tuple[int, ...]) -> str:
    if not layers:
        return "none"
    first, last = min(layers), max(layers)
    return (
        f"{first}..{last}"
        if layers == tuple(range(first, last + 1)) and last - first > 1
        else ",".join(map(str, layers))
    )


def sites(model: Editable) -> Sites:
    """What this model has to be edited, and whether its body can.

    >>> import dsv4lab as lab
    >>> from dsv4lab import do
    >>> table = do.sites(lab.load())
    >>> [site.layers for site in table if site.rule == "picks"]
    [(2, 4, 6)]
    """
    config = model.config
    try:
        model.check_edits([Stream(layers=(0,))])
        body = f"edits of the {model.engine} body:"
    except BodyError as error:
        body = f"none can be carried out here: {error}"
    table = Sites(Site(place, rule, layers, filters, words) for place, rule, layers, filters, words in _rows(config))
    table.body = body
    return table


def _rows(config: Config) -> list[tuple[str, str, tuple[int, ...], str, str]]:
    every = tuple(range(config.num_hidden_layers))
    learned, hashed = (tuple(i for i in every if config.routing_kinds[i] == kind) for kind in (LEARNED, HASH))
    picking, packed = tuple(config.picking_layers), tuple(config.compressed_layers)
    overlap = tuple(i for i in packed if config.kind_of(i).overlap)
    streams = (-1, *every)
    rows = [
        (
            "routing",
            "ban_expert",
            every,
            "tokens",
            f'mode="reroute" on learned layers {_numbers(learned)}, "contribution" on all',
        ),
        ("routing", "force_expert", every, "tokens", "in place of the weakest chosen"),
        ("routing", "swap_expert", every, "tokens", 'weight="own" or "kept"'),
        ("routing", "weights", every, "tokens experts", "scale= or equal=True"),
        ("routing", "top", every, "tokens", "only the k best of the chosen"),
        ("routing", "route_as", every, "tokens", "as another trace routed"),
        ("routing", "hash_as", hashed, "tokens", "the table's row of another token"),
        ("indexer", "picks", picking, "queries", "drop, force, random, recency, oracle, reuse, k; refill="),
        ("entries", "entry", packed, "entries queries what", "delete, mean, from_trace"),
        ("entries", "gates", packed, "entries what", "uniform, last"),
        ("entries", "no_overlap", overlap, "entries what", "own block alone"),
        ("entries", "compressed", packed, "queries heads", "no entry is read"),
        ("window", "window", every, "queries heads", "only the last n tokens"),
        ("window", "attend", every, "queries heads", "only a span"),
        ("sink", "sink", every, "queries heads", "another logit, or off"),
        ("mHC", "comb", every, "tokens site", "identity, uniform, mean, shuffle, steps, no_sinkhorn"),
        ("mHC", "pre", every, "tokens site", "mean over the tokens so far"),
        ("mHC", "post", every, "tokens site", "mean over the tokens so far"),
        ("mHC", "stream", streams, "tokens streams", "zero, mean, from_trace; -1 is behind the embedding"),
        ("mHC", "rescue", streams, "tokens streams", "as without any edit"),
        ("any", "add", streams, "tokens streams point", "a vector"),
        ("any", "project_out", streams, "tokens streams point", "a direction"),
        ("any", "patch", streams, "tokens streams point", "another text's values"),
        ("any", "fn", streams, "tokens streams point", "a function of the tensor"),
    ]
    return [row for row in rows if row[2]]
