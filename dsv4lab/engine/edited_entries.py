"""What edits do to compressed entries: the gates they are pooled by, what they hold, and which of them are picked.

Tests: tests/engine/test_edits.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

from dsv4lab.engine.edited_layers import either
from dsv4lab.engine.edited_pass import EditedPass
from dsv4lab.engine.kv_cache import CompressorState
from dsv4lab.engine.pass_context import PassContext
from dsv4lab.engine.weights import CompressorWeights
from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.kv_cache import Keys, like, pack_entries, pack_index_keys, parts_of, rows_of
from dsv4lab.kernels.lightning_indexer import score_entries, select_entries
from dsv4lab.kernels.rope import angles_of, rms_norm, rotate
from dsv4lab.kernels.topk import best_first


class ChangedEntries:
    """Entries [B, n, C] of one compressor in one pass, as rules make them: computed before the kernel runs, which moves
    the rows that they are pooled from, and written over its own afterwards.
    """

    def __init__(
        self, edits: EditedPass, name: str, weights: CompressorWeights, content: Tensor, gate: Tensor,
        before: tuple[Tensor, Tensor] | None, begins: Tensor, overlap: bool, angles: Tensor, ctx: PassContext,
        real: Tensor | None = None,
    ) -> None:  # fmt: skip
        """content, gate [B, n, m, co * C] of whole blocks that begin at positions `begins` [n]; `before` the block before
        them; `real` [1] bool: whether the step's block is whole.
        """
        self.edits, self.name, self.real, self.ctx = edits, name, real, ctx
        acted: list[Tensor | None] = [None]
        mask = None if real is None else real[None]

        def change(gates: Tensor) -> Tensor:
            new, acted[0] = edits.change(f"{name}.gates", gates, mask)
            return new

        pooled, self.weights = pool_blocks(content, gate, before, overlap=overlap, change=change)
        plain = rms_norm(pooled.to(ctx.cache.dtype), weights.norm, eps=ctx.cache.config.rms_norm_eps)
        self.plain, here = edits.change(f"{name}.entries", plain, mask)
        self.acted = either(acted[0], here)
        rotated = rotate(self.plain, angles_of(begins, angles))
        if ctx.release:
            index = ".indexer." in name
            self.kept: Keys = (
                pack_index_keys(rotated) if index else pack_entries(rotated, ctx.cache.config.qk_rope_head_dim)
            )
        else:
            self.kept = rotated

    def write(self, entries: Keys, gate_mean: Tensor | None) -> None:
        """Over what the kernel wrote into these rows of `entries` [B, n, C], where a rule acted."""
        if self.acted is None:
            return
        for into, new in zip(parts_of(entries), parts_of(self.kept), strict=True):
            into.copy_(torch.where(self.acted[..., None], new, into))
        self._mean(gate_mean)

    def write_step(self, entries: Keys, row: Tensor, gate_mean: Tensor | None) -> None:
        """The same for row [1] of all entries [B, S, C], which only the device knows."""
        if self.acted is None or self.real is None or self.edits.running is None:
            return
        acted = self.acted & self.real & self.edits.running
        for into, new in zip(parts_of(entries), parts_of(self.kept), strict=True):
            into.index_copy_(1, row, torch.where(acted[..., None], new, into.index_select(1, row)))
        self._mean(gate_mean)

    def _mean(self, gate_mean: Tensor | None) -> None:
        if gate_mean is not None:
            mean = self.weights.mean(-1)
            assert self.acted is not None
            acted = self.acted if self.real is None else self.acted & self.real
            gate_mean.copy_(torch.where(acted[..., None], mean, gate_mean.view_as(mean)).view_as(gate_mean))


def entries_of_step(
    edits: EditedPass, name: str, weights: CompressorWeights, blocks: CompressorState, content: Tensor, gate: Tensor,
    angles: Tensor, ctx: PassContext,
) -> ChangedEntries:  # fmt: skip
    """Of a step whose token brings content and gate [B, co * C]: its block as it is with it, whole or not."""
    rate, overlap, position = blocks.rate, blocks.overlap, ctx.cache.position
    slot, first = position % rate, rate if overlap else 0
    gate = gate + weights.ape.index_select(0, slot)
    rows = [
        kept.index_copy(1, slot + first, new[:, None].to(kept.dtype))
        for kept, new in ((blocks.content, content), (blocks.gate, gate))
    ]
    own = [part[:, None, first:] for part in rows]
    before = (rows[0][:, :rate], rows[1][:, :rate]) if overlap else None
    return ChangedEntries(
        edits, name, weights, own[0], own[1], before, position + 1 - rate, overlap, angles, ctx,
        real=slot == rate - 1,
    )  # fmt: skip


def change_picks(
    edits: EditedPass, name: str, picks: Tensor, scores: Tensor | None, rate: int,
    told: tuple[Tensor, Tensor, Tensor] | None = None,
) -> None:  # fmt: skip
    """The rules for the indexer's scores and picks, on picks [B, T, K] where they lie.

    scores   [B, T, S] of all entries by the definition, -inf where one is not complete; None where nobody asks
    told     captured beside the picks, in place: their scores [B, T, K], runners-up and their scores [B, T, R]
    """
    # Before the first entry the reference has no picks at all, so there is nothing that a rule could act on.
    real = ((edits.positions + 1) // rate > 0)[None]
    new = picks.long()
    if scores is not None:
        scores, acted = edits.change(f"{name}.scores", scores, real)
        if acted is not None:
            chosen = select_entries(scores, picks.shape[-1], fixed=edits.fixed)
            new = torch.where(acted[..., None], chosen, new)
    new, _ = edits.change(f"{name}.picks", new, real)
    picks.copy_(new)
    if told is not None and scores is not None:
        _tell(new, scores, told, fixed=edits.fixed)


def _tell(picks: Tensor, scores: Tensor, told: tuple[Tensor, Tensor, Tensor], *, fixed: bool) -> None:
    best, runners, runner_scores = told
    best.copy_(scores.gather(-1, picks.clamp_min(0)))
    # One column more takes the places that are empty; picked ones are struck out.
    rest = torch.nn.functional.pad(scores, (0, 1), value=-torch.inf)
    struck = torch.where(picks < 0, scores.shape[-1], picks)
    rest = rest.scatter(-1, struck, -torch.inf)[..., :-1]
    rest = torch.nn.functional.pad(rest, (0, max(0, runners.shape[-1] - rest.shape[-1])), value=-torch.inf)
    value, place = best_first(rest, runners.shape[-1], fixed=fixed)
    runners.copy_(place)
    runner_scores.copy_(value)


def scores_of_step(query: Tensor, keys: Tensor, weights: Tensor, complete: Tensor) -> Tensor:
    """Scores [B, 1, S] of all entries there is room for; `complete` [1] says how many there are."""
    scores = score_entries(query, keys, weights)
    return scores.masked_fill(torch.arange(keys.shape[1], device=keys.device) >= complete[:, None], -torch.inf)


__all__ = ["ChangedEntries", "change_picks", "entries_of_step", "like", "rows_of", "scores_of_step"]
