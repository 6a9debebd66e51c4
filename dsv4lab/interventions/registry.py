"""All kinds of rules by name, and rules from whatever people give: rules, JSON, the record of a run.

Tests: tests/interventions/test_json.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.entries import Entry, Gates, NoOverlap
from dsv4lab.interventions.indexer import Picks
from dsv4lab.interventions.mixing import Coefficient, Comb
from dsv4lab.interventions.reading import Attend, Compressed, Sink, Window
from dsv4lab.interventions.routing import BanExpert, ForceExpert, HashAs, RouteAs, SwapExpert
from dsv4lab.interventions.routing_weights import TopExperts, Weights
from dsv4lab.interventions.rule import Rule
from dsv4lab.interventions.streams import Add, Fn, Patch, ProjectOut, Rescue, Stream

KINDS: dict[str, type[Rule]] = {
    rule.kind: rule
    for rule in (
        BanExpert, ForceExpert, SwapExpert, Weights, TopExperts, RouteAs, HashAs, Picks, Entry, Gates, NoOverlap, Compressed,
        Window, Attend, Sink, Comb, Coefficient, Stream, Rescue, Add, ProjectOut, Patch, Fn,
    )
}  # fmt: skip
EXAMPLE = '{"rule": "ban_expert", "layers": [5], "experts": [11]}'


def rule_of(value: Mapping[str, Any]) -> Rule:
    """One rule from what `Rule.to_dict` gave. Raises EditError for a kind or a field that no rule has."""
    given = dict(value)
    kind = given.pop("rule", None)
    if kind not in KINDS:
        raise EditError(f"rule={shown(kind)} is no kind of rule; there are {', '.join(sorted(KINDS))}.")
    rule = KINDS[kind]
    names = [field.name for field in fields(rule)]
    known = {rule.also.get(name, name) if name not in names else name: v for name, v in given.items()}
    unknown = sorted(set(known) - set(names))
    if unknown or len(known) < len(given):
        raise EditError(f"{kind} has no field {shown((unknown or sorted(given))[0])}; it has {', '.join(names)}.")
    return rule(**known)


def rules_of(edits: Any) -> tuple[Rule, ...]:
    """Rules from one rule, a list of them, their JSON (text or objects), or the record of a run.

    Raises EditError for anything else.
    """
    if edits is None:
        return ()
    if isinstance(edits, str):
        try:
            edits = json.loads(edits)
        except json.JSONDecodeError as error:
            raise EditError(f"{shown(edits)} is no JSON: {error}. A rule looks like {EXAMPLE}.") from None
    if isinstance(edits, Rule):
        return (edits,)
    if isinstance(edits, Mapping):
        return rules_of(edits["rules"]) if "rules" in edits else (rule_of(edits),)
    if not isinstance(edits, Iterable):
        raise EditError(f"edits={shown(edits)}: give rules of dsv4lab.do, or their JSON, like {EXAMPLE}.")
    found: list[Rule] = []
    for one in edits:
        if not isinstance(one, (Rule, Mapping)):
            raise EditError(f"{shown(one)} is no rule; dsv4lab.do makes them, and JSON looks like {EXAMPLE}.")
        found += rules_of(one)
    return tuple(found)
