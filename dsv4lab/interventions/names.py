"""Names of places that people bring along from other tools, as ours.

TransformerLens' hooks and transformers' module paths; `aliases()` lists them. Surprising: their shapes are not always ours;
a function sees what `model.points[name]` says.
Tests: tests/interventions/test_names.py.
"""

from __future__ import annotations

import difflib
import re

from dsv4lab.capture.points import POINTS
from dsv4lab.errors import EditError, shown

# {i} is the layer. Only what is one tensor in both: a fused tensor of theirs that we keep apart has no row.
ALIASES = {
    "blocks.{i}.hook_resid_post": "streams.{i}",
    "blocks.{i}.hook_out": "streams.{i}",
    "blocks.{i}.hook_attn_out": "layers.{i}.attn.out",
    "blocks.{i}.attn.hook_out": "layers.{i}.attn.out",
    "blocks.{i}.attn.hook_q": "layers.{i}.attn.query",
    "blocks.{i}.attn.hook_pattern": "layers.{i}.attn.weights",
    "blocks.{i}.hook_mlp_out": "layers.{i}.ffn.out",
    "blocks.{i}.mlp.hook_out": "layers.{i}.ffn.out",
    "blocks.{i}.mlp.hook_expert_indices": "layers.{i}.ffn.routing.experts",
    "blocks.{i}.mlp.hook_expert_weights": "layers.{i}.ffn.routing.weights",
    "unembed.hook_out": "logits",
    "model.layers.{i}": "streams.{i}",
    "model.layers.{i}.self_attn": "layers.{i}.attn.out",
    "model.layers.{i}.mlp": "layers.{i}.ffn.out",
    "model.layers.{i}.mlp.shared_experts": "layers.{i}.ffn.shared",
    "lm_head": "logits",
}


def aliases() -> dict[str, str]:
    """{a name of another tool, with {i} for the layer: ours}."""
    return dict(ALIASES)


def ours(name: str) -> tuple[int | None, str]:
    """Layer (None for a place without one, -1 for the embedding) and point, as rules take them.

    Raises EditError for a name that is neither ours nor one of ALIASES; it offers the nearest.
    """
    number = re.search(r"(?<=\.)\d+(?=\.|$)", name)
    pattern = name if number is None else f"{name[: number.start()]}{{i}}{name[number.end() :]}"
    own = {row.name for row in POINTS}
    pattern = ALIASES.get(pattern, pattern)
    if pattern not in own:
        near = difflib.get_close_matches(pattern, [*own, *ALIASES], 3)
        raise EditError(
            f"{shown(name)} is no place of the model. Near: {', '.join(near) or 'nothing'}. "
            "All: dsv4lab.capture.points.names(model.config)."
        )
    layer = None if number is None else int(number.group())
    if pattern.startswith("streams."):
        return (-1 if layer is None else layer), "streams"
    return layer, pattern.removeprefix("layers.{i}.")
