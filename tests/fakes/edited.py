"""A model run with rules and without: what passed its points, logits, and how often rules acted."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.interventions.editing import Editing
from dsv4lab.model.kv_cache import Cache

TOKENS = 30
IDS = some_ids(TOKENS)


def read(model, rules: Any = (), names: Sequence[str] = (), *, cuts: Sequence[int] = (), ids=IDS, sham=False):
    """(values at the points, joined over passes that begin at `cuts`; logits [1, T, V]; the editing)."""
    editing, cache = (
        Editing(model, rules if isinstance(rules, (list, tuple)) else [rules], sham=sham),
        Cache(model.config),
    )
    found: dict[str, list[torch.Tensor]] = {name: [] for name in names}
    logits, edges = [], [0, *cuts, ids.shape[1]]
    with torch.inference_mode(), editing.attached():
        handles = [
            model.get_submodule(name).register_forward_hook(
                # runs that the rules themselves ask for (another text, or without edits) come before the pass
                lambda _m, _a, v, name=name: found[name].append(v.clone()) if editing._pass is not None else None
            )
            for name in names
        ]
        try:
            for start, stop in itertools.pairwise(edges):
                part = ids[:, start:stop]
                with editing.of_pass(part, cache):
                    logits.append(model.read_out(model.run_layers(part, cache)))
        finally:
            for handle in handles:
                handle.remove()
    values = {name: torch.cat(parts, 1) if len(parts) > 1 else parts[0] for name, parts in found.items() if parts}
    return values, torch.cat(logits, 1), editing


__all__ = ["CONFIG", "IDS", "TOKENS", "read", "small_model", "some_ids"]
