"""What earlier schemas called otherwise, and what they kept several times: a trace of theirs is opened as one of today.

A new SCHEMA_VERSION adds a row here for the one before, and a trace of it to tests/capture/fixtures/.
Tests: tests/capture/test_trace_versions.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dsv4lab.capture.json_values import is_object
from dsv4lab.capture.schema import SCHEMA_VERSION


@dataclass(frozen=True)
class Names:
    """What a schema calls groups, variables ("group.variable", by today's names), dimensions and facts of the run.

    Each maps a name of today to the one that is stored; what is not listed has the same name.

    spread   {"group.variable": dimension} that is stored along one more dimension, alike at every place of it
    """

    groups: dict[str, str] = field(default_factory=dict[str, str])
    variables: dict[str, str] = field(default_factory=dict[str, str])
    dims: dict[str, str] = field(default_factory=dict[str, str])
    run: dict[str, str] = field(default_factory=dict[str, str])
    spread: dict[str, str] = field(default_factory=dict[str, str])

    def key(self, group: str, part: str = "") -> str:
        """Where a group, or its variable or labels of this name, is stored."""
        stored = self.groups.get(group, group)
        if not part:
            return stored
        return f"{stored}/{self.variables.get(f'{group}.{part}', self.dims.get(part, part))}"

    def dims_today(self, stored: tuple[str, ...]) -> tuple[str, ...]:
        """Today's names of stored dimensions."""
        return tuple(_turned(self.dims).get(dim, dim) for dim in stored)

    def holds_today(self, stored: dict[str, list[str]]) -> dict[str, list[str]]:
        """{group: variables} in today's names."""
        groups, variables = _turned(self.groups), _turned(self.variables)
        out: dict[str, list[str]] = {}
        for old, names in stored.items():
            group = groups.get(old, old)
            whole = (variables.get(f"{group}.{name}", f"{group}.{name}") for name in names)
            out[group] = [name.split(".", 1)[1] for name in whole]
        return out

    def run_today(self, stored: dict[str, Any]) -> dict[str, Any]:
        """The facts of a run in today's names, also where they name groups."""
        facts, groups = _turned(self.run), _turned(self.groups)
        run = {facts.get(name, name): fact for name, fact in stored.items()}
        if is_object(estimate := run.get("estimate")):
            run["estimate"] = {groups.get(group, group): size for group, size in estimate.items()}
        plan = run.get("plan")
        if is_object(plan) and isinstance(plan.get("groups"), list):
            named = [groups.get(group, group) if isinstance(group, str) else group for group in plan["groups"]]
            run["plan"] = plan | {"groups": named}
        return run | {"schema_version": SCHEMA_VERSION}


def _turned(names: dict[str, str]) -> dict[str, str]:
    """{stored: today}, a variable's stored name in front of its group, too."""
    return {(today.split(".")[0] + "." if "." in today else "") + stored: today for today, stored in names.items()}


# All heads of a query read the same keys; at first they were kept for every head.
_OF_EVERY_HEAD = {"attention.key": "head", "attention.zone": "head"}

# Every schema that is read, by its version.
VERSIONS = {
    1: Names(
        groups={"mtp": "drafts"},
        variables={"indexer.runner_entry": "beyond_entry", "indexer.runner_score": "beyond_score"},
        dims={"entry_runner": "beyond"},
        run={"token_strings": "words"},
        spread=_OF_EVERY_HEAD,
    ),
    2: Names(spread=_OF_EVERY_HEAD),
    SCHEMA_VERSION: Names(),
}
