"""Rules that are small tables in a step: one launch instead of the definition's dozen, where a place has one rule only.

Which rules these are is said here; all others, and every chunk of a prompt, go by their hooks.
Tests: tests/engine/test_edits.py (both ways give the same), tests/kernels/test_edits_triton.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.engine.edit_state import Change, PassState
from dsv4lab.engine.kv_cache import EngineLayerCache
from dsv4lab.interventions.entries import Entry
from dsv4lab.interventions.indexer import DROP as DROP_PICKS
from dsv4lab.interventions.indexer import FEWER as FEWER_PICKS
from dsv4lab.interventions.indexer import Picks, entry_mask
from dsv4lab.interventions.mixing import IDENTITY, UNIFORM, Comb
from dsv4lab.interventions.reading import RENORMALISE, Attend, Compressed, Sink, Window
from dsv4lab.interventions.routing import CONTRIBUTION, OWN, BanExpert, ForceExpert, SwapExpert
from dsv4lab.interventions.routing_weights import TopExperts, Weights
from dsv4lab.interventions.rule import Rule
from dsv4lab.interventions.selection import token_mask
from dsv4lab.interventions.streams import STREAMS, ZERO, Add, Stream
from dsv4lab.kernels import edits_triton as kernel
from dsv4lab.kernels.attention_triton import ReadingTable
from dsv4lab.kernels.kv_cache import count_of

ROUTING = ("logits", "scores", "biased_scores", "experts", "weights")
LARGEST_ROW = 1 << 15  # numbers that one program takes


def alone(edits: PassState, *names: str) -> Change | None:
    """The one change at these places of a step; None where there are none or several, or where somebody hears them.

    A rule that has a hook at two of the places counts as one.
    """
    if not edits.fixed or edits.edits.through:
        return None
    found = [change for name in names for change in edits.edits.changes.get(name, ())]
    return found[0] if found and len({change.number for change in found}) == 1 else None


def change_routing(
    edits: PassState, name: str, out: tuple[Tensor, Tensor, Tensor], bias: Tensor | None, config: Config
) -> bool:
    """Whether the rules for `name` (a layer's routing) are one table, which was then applied to `out`."""
    change = alone(edits, *(f"{name}.{part}" for part in ROUTING))
    if change is None:
        return False
    rule, count = edits.edits.rules[change.number], config.n_routed_experts
    scale, number, experts = 1.0, 0, tuple[int, ...]()
    if isinstance(rule, BanExpert):
        kind, experts, scale = (kernel.SCALE if rule.mode == CONTRIBUTION else kernel.BAN), rule.experts, 0.0
    elif isinstance(rule, ForceExpert):
        kind, experts = kernel.FORCE, rule.experts
    elif isinstance(rule, SwapExpert):
        kind, experts = (kernel.SWAP if rule.weight == OWN else kernel.KEPT), rule.pair
    elif isinstance(rule, Weights):
        kind, scale = (kernel.EQUAL, 1.0) if rule.equal else (kernel.SCALE, rule.scale)
        experts = tuple(range(count)) if rule.experts is None else rule.experts
    elif isinstance(rule, TopExperts):
        kind, number = kernel.TOP, rule.k
    else:
        return False
    mask = torch.zeros(count, dtype=torch.uint8)
    mask[list(experts)] = 1
    kernel.change_routing_triton(
        kind, out, bias, _when(edits, change, rule), _table(edits, change, "mask", mask),
        _table(edits, change, "list", torch.tensor(experts or (0,))), *_state(edits, change),
        scaling=config.routed_scaling_factor, scale=scale, number=number,
    )  # fmt: skip
    return True


def changes_rows(edits: PassState, name: str, value: Tensor) -> Change | None:
    """The change that is one table for the rows of value [B, ...]; None where the place's rules are no table."""
    change = alone(edits, name)
    if change is None or value[0].numel() > LARGEST_ROW or name in edits.edits.heard:
        return None
    if not (value.is_contiguous() and value.is_floating_point()):
        return None
    if (change.slot, "scale") not in edits.edits.tables:
        found = _affine(edits.edits.rules[change.number], value.shape[1:])
        if found is None:
            return None
        for part, table in zip(("scale", "offset"), found, strict=True):
            _table(edits, change, part, table.flatten().float())
    return change


def change_rows(edits: PassState, name: str, value: Tensor) -> Tensor | None:
    """Where [B] one table changed the rows of value [B, ...], in place; None where the place's rules are no table."""
    change = changes_rows(edits, name, value)
    if change is None:
        return None
    rule, tables = edits.edits.rules[change.number], edits.edits.tables
    acted = torch.empty(len(value), dtype=torch.bool, device=value.device)
    kernel.change_rows_triton(
        value, tables[change.slot, "scale"], tables[change.slot, "offset"], _when(edits, change, rule),
        *_state(edits, change), acted,
    )  # fmt: skip
    return acted


def change_picks(edits: PassState, name: str, picks: Tensor, rate: int) -> bool:
    """Whether the rules for the indexer of `name` are one table, which was then applied to picks [B, 1, K]."""
    change = alone(edits, f"{name}.picks", f"{name}.scores")
    if change is None or f"{name}.picks" in edits.edits.heard or not change.name.endswith(".picks"):
        return False
    rule = edits.edits.rules[change.number]
    if not isinstance(rule, Picks) or rule.how not in (DROP_PICKS, FEWER_PICKS):
        return False
    config, capacity = edits.edits.engine.config, edits.edits.capacity
    mask = entry_mask(rule.entries, max(1, capacity // rate), change.layer, config, capacity).to(torch.uint8)
    kernel.change_picks_triton(
        kernel.DROP if rule.how == DROP_PICKS else kernel.FEWER, picks, _table(edits, change, "mask", mask),
        _when(edits, change, rule), *_state(edits, change), rate=rate, number=rule.k,
    )  # fmt: skip
    return True


def reading_table(edits: PassState, name: str, kept: EngineLayerCache, sink: Tensor, rate: int) -> ReadingTable | None:
    """The rule for what a step of this layer (`name`: its attention) reads, as its kernel looks it up; None where the rules
    are no such table. sink [H].
    """
    change = alone(edits, f"{name}.reading")
    if change is None or edits.changes(*(f"{name}.{part}" for part in ("weights", "sink_weight"))):
        return None
    rule, config, capacity = edits.edits.rules[change.number], edits.edits.engine.config, edits.edits.capacity
    token, count = torch.ones(capacity + 1, dtype=torch.uint8), 1 if kept.entries is None else count_of(kept.entries)
    entry, reach, other = torch.ones(count, dtype=torch.uint8), config.sliding_window, sink.float()
    if isinstance(rule, Sink):
        heads = torch.ones(len(sink), dtype=torch.bool)
        if rule.heads is not None:
            heads[:] = False
            heads[list(rule.heads)] = True
        key = (change.slot, "sink")
        if key not in edits.edits.tables:
            value = -torch.inf if rule.value is None else rule.value
            edits.edits.tables[key] = torch.where(heads.to(sink.device), value, other)
        other = edits.edits.tables[key]
    elif getattr(rule, "heads", None) is not None or getattr(rule, "mode", RENORMALISE) != RENORMALISE:
        return None  # some heads lose something, or a share goes to nobody: by the definition
    elif isinstance(rule, Window):
        reach = rule.n
    elif isinstance(rule, Compressed):
        entry.zero_()
    elif isinstance(rule, Entry):
        entry = (~entry_mask(rule.entries, count, change.layer, config, capacity)).to(torch.uint8)
    elif isinstance(rule, Attend):
        inside = token_mask(rule.only, torch.arange(capacity + 1))
        token, rate = inside.to(torch.uint8), rate or 1
        blocks = min(count, len(inside) // rate)
        entry[:blocks] = torch.unflatten(inside[: blocks * rate], 0, (blocks, rate)).amin(-1)
    else:
        return None
    memory, key = edits.edits.memory, (change.slot, "seen at")
    if key not in memory:
        memory[key] = torch.zeros(len(edits.ids), dtype=torch.int64, device=edits.ids.device)
    _, halted, fired = _state(edits, change)
    return ReadingTable(
        _when(edits, change, rule), other, _table(edits, change, "token", token), _table(edits, change, "entry", entry),
        halted, memory[key], fired, reach,
    )  # fmt: skip


def _affine(rule: Rule, shape: torch.Size) -> tuple[Tensor, Tensor] | None:
    """Scale and offset of a row of this shape; None for a rule that is not of this kind."""
    scale, offset = torch.ones(shape), torch.zeros(shape)
    if isinstance(rule, Comb) and rule.how in (IDENTITY, UNIFORM):
        n = shape[-1]
        return scale * 0, torch.eye(n) if rule.how == IDENTITY else torch.full((n, n), 1 / n)
    streams = slice(None) if getattr(rule, "streams", None) is None else list(getattr(rule, "streams", ()))
    if isinstance(rule, Stream) and rule.how == ZERO:
        scale[streams] = 0
        return scale, offset
    if isinstance(rule, Add):
        vector = rule.vector.tensor(offset).float()
        if vector.shape[0] != shape[-1]:  # told by the hook, in a chunk before
            return None
        offset[streams if rule.point == STREAMS else slice(None)] += rule.scale * vector
        return scale, offset
    return None


def _when(edits: PassState, change: Change, rule: Rule) -> Tensor:
    """[positions] uint8: the tokens that are meant; a sham means none."""
    capacity = edits.edits.capacity
    meant = token_mask(rule.tokens, torch.arange(capacity + 1)) & (not edits.edits.sham)
    return _table(edits, change, "when", meant.to(torch.uint8))


def _table(edits: PassState, change: Change, name: str, table: Tensor) -> Tensor:
    """This table on the device, made once: a graph may not copy from the host."""
    tables, key = edits.edits.tables, (change.slot, name)
    if key not in tables:
        tables[key] = table.to(edits.ids.device)
    return tables[key]


def _state(edits: PassState, change: Change) -> tuple[Tensor, Tensor, Tensor]:
    """Position, halted and the change's counter."""
    assert edits.halted is not None
    return edits.positions, edits.halted, edits.edits.fired[change.slot : change.slot + 1]
