"""Record: what one side left at its points, in a form that does not depend on how the text was cut into passes.

Rows of a point are tokens, or entries where it has entries. Chosen experts, picks and keys become sets (booleans over all
that could be in); what belongs to a choice is put in the order of ids. So a whole prompt, chunks and single tokens, and
two bodies that list the same things in another order, leave equal records.   Tests: tests/comparison/test_record.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.comparison.order import Place, in_order, tokens_per_entry
from dsv4lab.config import Config
from dsv4lab.errors import CaptureError

Pass = tuple[range, dict[str, Tensor]]  # positions of its tokens, and what passed each point, [1, T, ...]


@dataclass
class Record:
    """One reading of one text.

    ids      of the tokens
    values   {point: rows}, float32 or bool; a token or an entry each
    way      how the text was cut into passes
    source   whose record it is, in words
    dtype    of the activations
    weights  digest of the weights' files; "" where it is not known
    notes    what could not be taken, and why
    partial  points of which only some numbers are known: they tell a tie, and are not compared themselves
    """

    config: Config
    ids: list[int]
    values: dict[str, np.ndarray]
    way: str = "whole"
    source: str = ""
    dtype: str = "float32"
    weights: str = ""
    notes: list[str] = field(default_factory=list[str])
    partial: set[str] = field(default_factory=set[str])

    @property
    def places(self) -> list[Place]:
        """Its points in the order of computation."""
        return [place for place in in_order(self.config) if place.name in self.values]

    def prefix(self, tokens: int) -> Record:
        """The record of the first `tokens` tokens, if the model is causal."""
        cut = {
            place.name: self.values[place.name][
                : tokens // tokens_per_entry(place, self.config) if place.of_entries else tokens
            ]
            for place in self.places
        }
        return replace(self, ids=self.ids[:tokens], values=cut)


def join(config: Config, ids: Sequence[int], passes: Sequence[Pass], heard: Iterable[str], **about: Any) -> Record:
    """Put the passes of one reading together; each value [1, T, ...] or, of entries, [1, n, ...].

    `heard` are the points that were listened to: one that was silent in a pass had nothing to say there, which is a row
    without an entry for each token. Raises CaptureError for a tensor whose axes are not those of its point.
    """
    values: dict[str, np.ndarray] = {}
    heard = set(heard)
    for place in in_order(config):
        if place.name not in heard:
            continue
        parts = [_rows(place, config, tokens, found) for tokens, found in passes]
        if all(part is not None for part in parts):
            values[place.name] = _joined(place, [part for part in parts if part is not None])
    return Record(config, list(ids), values, **about)


def _rows(place: Place, config: Config, tokens: range, found: Mapping[str, Tensor]) -> np.ndarray | None:
    """Rows of one pass at one place; None when what decides their order was not heard."""
    if place.name not in found:
        if place.of_entries:
            return np.zeros((0, 1), np.float32)
        if "indexer" in place.part:  # no entry is complete yet
            return np.zeros((len(tokens), 0), np.bool_ if place.is_set else np.float32)
        return None
    value = found[place.name][0]
    beside = {part: found.get(f"layers.{place.layer}.{part}") for part in ("ffn.routing.experts", "attn.keys")}
    experts, keys = (None if one is None else one[0] for one in beside.values())
    try:
        if place.part == "ffn.routing.experts":
            return _members(value, config.n_routed_experts)
        if place.part == "attn.indexer.picks":
            return _members(value, int(value.max().item()) + 1)
        if place.part in ("ffn.routing.weights", "ffn.routed"):
            return None if experts is None else _of_experts(place, value, experts, config)
        if place.part in ("attn.keys", "attn.weights"):
            return None if keys is None else _of_keys(place, value, keys, config)
    except (RuntimeError, IndexError) as error:
        shape = tuple(found[place.name].shape)
        raise CaptureError(
            f"{place.name} has the shape {shape}, which does not fit what was heard beside it ({error})."
        ) from None
    return value.float().cpu().numpy()


def _members(ids: Tensor, count: int) -> np.ndarray:
    """ids [T, K], -1 for none -> [T, count] bool."""
    members = torch.zeros(len(ids), max(count, 0) + 1, dtype=torch.bool)
    ids = ids.cpu().long()
    return members.scatter_(1, ids.masked_fill(ids < 0, max(count, 0)), True)[:, :-1].numpy()


def _of_experts(place: Place, value: Tensor, experts: Tensor, config: Config) -> np.ndarray:
    """Weights [T, K] spread over all experts [T, E]; vectors [T, K, D] in the order of their experts' numbers."""
    value, experts = value.float().cpu(), experts.cpu().long()
    if place.part == "ffn.routing.weights":
        return torch.zeros(len(value), config.n_routed_experts).scatter_add_(1, experts, value).numpy()
    order = experts.argsort(-1)
    return value.gather(1, order[..., None].expand_as(value)).numpy()


def _of_keys(place: Place, value: Tensor, keys: Tensor, config: Config) -> np.ndarray:
    """Keys [T, P] as a set [T, W + S], weights [T, H, P] over the same places; W places of the window, then entries."""
    keys = keys.cpu().long()
    window = config.sliding_window
    places = torch.arange(keys.shape[-1]).expand_as(keys).clone()
    places[:, window:] = keys[:, window:] + window
    last = max(window, int(places.masked_fill(keys < 0, 0).max().item()) + 1)
    places = places.masked_fill(keys < 0, last)  # what is empty is cut off below
    if place.part == "attn.keys":
        there = torch.zeros(len(keys), last + 1, dtype=torch.bool)
        return there.scatter_(1, places, True)[:, :last].numpy()
    weight = value.float().cpu()
    spread = torch.zeros(*weight.shape[:2], last + 1)
    index = places[:, None].expand(-1, weight.shape[1], -1)
    return spread.scatter_(2, index, weight.nan_to_num())[..., :last].numpy()


def _joined(place: Place, parts: list[np.ndarray]) -> np.ndarray:
    """Rows of all passes one after another; the last axis grows with the entries that are there."""
    parts = [part for part in parts if len(part) or not place.of_entries] or parts[:1]
    wide = max(part.shape[-1] for part in parts)
    return np.concatenate([widened(place, part, wide) for part in parts])


def widened(place: Place, rows: np.ndarray, wide: int) -> np.ndarray:
    """Rows with their last axis filled up to `wide` with what "no such entry" looks like there."""
    if rows.shape[-1] >= wide:
        return rows
    fill = -np.inf if place.part == "attn.indexer.scores" else 0
    return np.pad(rows, [(0, 0)] * (rows.ndim - 1) + [(0, wide - rows.shape[-1])], constant_values=fill)
