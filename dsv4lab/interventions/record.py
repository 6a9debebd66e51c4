"""What a trace keeps of the edits of its run: the rules as JSON, and what they belong to.

`session.generate(prompt, edits=trace.run["edits"])` runs them again. Tests: tests/interventions/test_json.py.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from dsv4lab.capture.registry import GROUPS
from dsv4lab.errors import EditError
from dsv4lab.interventions.rule import Rule


def record_of(
    rules: Sequence[Rule], places: Sequence[str], *, model: str, ids: Sequence[int], version: str
) -> dict[str, Any]:
    """Rules with the digests of the model's weights, the prompt and themselves, and the groups that they touch."""
    said = [rule.to_dict() for rule in rules]
    return {
        "rules": said,
        "model": model,
        "prompt": digest(list(ids)),
        "version": version,
        "digest": digest(said),
        "touches": touched_groups(places),
    }


def digest(value: Any) -> str:
    """Of anything that JSON can say."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def touched_groups(places: Sequence[str]) -> list[str]:
    """The captured groups whose values an edit sets, so that what holds of a model need not hold of them."""
    found: set[str] = set()
    for place in places:
        pattern = ".".join("{i}" if part.isdigit() else part for part in place.split("."))
        found |= {name for name, group in GROUPS.items() if pattern in {point.name for point in group.points}}
        if place.endswith("attn.reading"):
            found |= {"attention"}
        if ".indexer." in place:
            found |= {"indexer"}
    return sorted(found)


def check_record(edits: Any, model: str) -> None:
    """Raises EditError for a record that belongs to other weights: positions and numbers mean something else there."""
    if isinstance(edits, Mapping) and "rules" in edits and edits.get("model", model) != model:
        raise EditError(
            f"these edits were made on weights {edits['model'] or '(none)'} and this model has {model or '(none)'}; "
            "record['rules'] applies them to another model all the same."
        )
