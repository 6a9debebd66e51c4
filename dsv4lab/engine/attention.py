"""Attention as the engine runs it: projections, window, compressors, indexer, one path for a chunk and one for a step.

Section 2.3 of the report; dsv4lab/model/attention.py is the definition. A chunk's keys as the release keeps them are
widened once, a step's where they are multiplied. Tests: tests/engine/test_engine.py, tests/engine/test_release.py.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from dsv4lab.attention_kinds import KINDS
from dsv4lab.capture.groups.indexer import RUNNERS
from dsv4lab.config import Config
from dsv4lab.engine import edit_tables
from dsv4lab.engine.edited_attention import change_reading, change_ring_key, changed_keys, reads
from dsv4lab.engine.edited_entries import ChangedEntries, change_picks, entries_of_step, scores_of_step
from dsv4lab.engine.edited_pass import EditedPass
from dsv4lab.engine.kv_cache import CompressorState, EngineLayerCache
from dsv4lab.engine.pass_context import Input, PassContext, linear, packed_for, split
from dsv4lab.engine.weights import CompressorWeights, LayerWeights, dequantised
from dsv4lab.kernels.attention_output_triton import grouped_linear_triton
from dsv4lab.kernels.attention_step_triton import low_and_key_triton, step_queries_triton
from dsv4lab.kernels.attention_triton import sparse_attention_triton
from dsv4lab.kernels.common.thresholds import LINEAR_FEW
from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.compressor_step_triton import compress_step_triton
from dsv4lab.kernels.compressor_triton import pool_entries_triton
from dsv4lab.kernels.kv_cache import (
    Keys,
    StoredKeys,
    count_of,
    empty_entries,
    like,
    parts_of,
    rows_of,
    unpack_index_keys,
)
from dsv4lab.kernels.kv_cache_triton import widen_entries_triton
from dsv4lab.kernels.lightning_indexer import index_scores
from dsv4lab.kernels.lightning_indexer_few_triton import BINS
from dsv4lab.kernels.lightning_indexer_triton import choose_entries_triton
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.rope import rms_norm
from dsv4lab.kernels.rope_triton import norm_rotate_triton
from dsv4lab.model.rope import Rotary


class Attention:
    """Of all layers of a model; holds nothing of a text."""

    def __init__(self, config: Config, device: torch.device) -> None:
        self.config = config
        rotary = Rotary(config).to(device)
        self.sliding, self.compressed = rotary.sliding, rotary.compressed
        # Counters that the kernels leave as they found them, at zero.
        self._bins = torch.zeros(LINEAR_FEW * BINS, dtype=torch.int32, device=device)

    def __call__(self, name: str, layer: LayerWeights, kept: EngineLayerCache, x: Input, ctx: PassContext) -> Tensor:
        """x [B * T, D] -> what attention adds [B * T, D]."""
        config = self.config
        heads, width, eps = config.num_attention_heads, config.head_dim, config.rms_norm_eps
        kind = KINDS[layer.kind]
        # Compressed layers turn by other frequencies than sliding ones, keys and queries alike.
        rate, angles = kind.rate(config), self.compressed if kind.compressed_rotary else self.sliding
        columns: list[Tensor] = []
        # Before the compressors' columns, whose weights on their way would hold up these that more waits for.
        low, key = split(linear(ctx.input(x.normed), layer.low.matrix, x.packed), layer.low)  # [B * T, R], [B * T, C]
        # Entries are needed only when attention reads them, so the compressors run beside the query's two matrices.
        with ctx.side_stream():
            if layer.columns is not None:
                # Columns stay float32 for the pooling; the release has these matrices in BF16, so x is not rounded for them.
                columns = list(split(linear(x.normed, layer.columns.matrix, x.packed, wide=True), layer.columns))
                self._compress(name, layer, kept, columns, ctx)
                if len(columns) > 2:
                    # The indexer's weights of its heads; scaled here, on the side, and not where a query waits for them.
                    columns[4] = columns[4] * (config.index_head_dim * config.index_n_heads) ** -0.5
        if ctx.halted is not None:
            # One token: its time is the number of launches, so norms, rotation and the ring are one of them.
            low, packed = low_and_key_triton(
                low, key, layer.q_norm, layer.kv_norm, ctx.position, angles, kept.window, eps=eps,
                kinds=packed_for(ctx, low, [layer.query.matrix]),
            )  # fmt: skip
            # The ring itself: the kernel reads which of its rows are in reach from the position on the device.
            window = kept.window
            if ctx.edits is not None:
                change_ring_key(ctx.edits, name, window, ctx)
            products = split(linear(ctx.input(low), layer.query.matrix, packed), layer.query)
            query, index = self._step_queries(products, angles, ctx)  # [B, H, C], [B, H_I, C_I]
        else:
            low = norm_rotate_triton(low[:, None], layer.q_norm, ctx.positions, angles[:0], eps=eps)[:, 0]
            keys = self._keys(key, layer.kv_norm, angles, ctx)
            if ctx.edits is not None and ctx.edits.touches(f"{name}.key"):
                keys = changed_keys(ctx.edits, f"{name}.key", keys, ctx)
            ctx.buffer.note(f"{name}.key", lambda: ctx.cache.plain(keys))
            # In order, and not as a ring: what a chunk writes over, its first tokens still read.
            window = self._window(kept.window, keys, ctx)
            products = split(linear(ctx.input(low), layer.query.matrix), layer.query)
            query, index = self._queries(products, angles, ctx)
        if ctx.edits is not None:
            query, _ = ctx.edits.change_flat(f"{name}.query", query)
            ctx.edits.near = window
        if ctx.halted is None:
            ctx.buffer.note(f"{name}.query", lambda: query.view(*ctx.shape, heads, width))
        # From here on everything is needed that ran on the side: entries, index keys and weights of heads.
        ctx.join()
        picks = None
        if kept.index_keys is not None and index is not None:
            picks = self._pick(name, index, columns[4], kept.index_keys, rate, ctx)
        window, entries = self._widened(window, count_of(window), ctx), kept.entries
        if entries is not None:
            entries = self._widened(entries, (ctx.cache.length + ctx.tokens) // rate, ctx)
        buffer = ctx.buffer
        # Lists are large, so they are made only when somebody wants them; the kernel then writes them on its way.
        lists = self._lists(name, kept, picks, ctx) if buffer.wants(f"{name}.weights") else None
        edited: dict[str, Any] = {}
        if ctx.edits is not None and (table := edit_tables.reading_table(ctx.edits, name, kept, layer.sink, rate)):
            edited = {"edit": table}
        out, _ = sparse_attention_triton(
            query.view(*ctx.shape, heads, width), window, entries, picks, layer.sink,
            start=ctx.position, window_size=config.sliding_window, rate=rate,
            ring=ctx.halted is not None, lists=lists is not None, list_queries=buffer.queries if lists else None,
            lists_out=lists, turn_back=angles, **edited,
        )  # fmt: skip
        if ctx.edits is not None and not edited and reads(ctx.edits, name):
            out = change_reading(
                ctx.edits, name, query.view(*ctx.shape, heads, width), window, entries, picks, layer.sink, out, lists,
                angles, rate, ctx,
            )  # fmt: skip
        # The kernel turned its sums back by the query's position, so what goes on knows distances, not places.
        added = linear(ctx.input(self._low_rank(out.flatten(0, 1).flatten(1), layer.wo_a)), layer.wo_b)
        if ctx.edits is not None:
            added, _ = ctx.edits.change_flat(f"{name}.out", added)
        buffer.note(f"{name}.out", lambda: added.view(*ctx.shape, -1))
        return added

    def _widened(self, keys: Keys, count: int, ctx: PassContext) -> Keys:
        """Of a chunk, the first `count` keys in the activations' dtype: once, and not by every query that reads them."""
        # A step reads each key once: widening would cost more bytes than it saves.
        if ctx.halted is not None or not isinstance(keys, StoredKeys):
            return keys
        return widen_entries_triton(keys, self.config.head_dim, ctx.cache.dtype, count=count)

    def _lists(
        self, name: str, kept: EngineLayerCache, picks: Tensor | None, ctx: PassContext
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Where the attention kernel writes what was read: keys, weights, the sink's weight, and what they sum up to."""
        config, queries = self.config, ctx.tokens if ctx.buffer.queries is None else len(ctx.buffer.queries)
        # A query can read its window and its picks, or without an indexer all entries there is room for.
        columns = 0 if kept.entries is None else count_of(kept.entries) if picks is None else picks.shape[-1]
        places, shape = config.sliding_window + columns, (ctx.batch, queries, config.num_attention_heads)
        return (
            ctx.buffer.allocate(f"{name}.keys", *shape[:2], places, dtype=torch.int64),
            ctx.buffer.allocate(f"{name}.weights", *shape, places), ctx.buffer.allocate(f"{name}.sink_weight", *shape),
            ctx.buffer.allocate(f"{name}.masses", *shape, 3),
        )  # fmt: skip

    def _queries(self, products: tuple[Tensor, ...], angles: Tensor, ctx: PassContext) -> tuple[Tensor, Tensor | None]:
        """Queries [B * T, H, C] of attention, normed and rotated, and the indexer's, rotated, if there is one."""
        config, index = self.config, None
        query = torch.unflatten(products[0], 1, (config.num_attention_heads, config.head_dim))  # [B * T, H, C]
        query = norm_rotate_triton(query, None, ctx.positions, angles, eps=config.rms_norm_eps)
        if len(products) > 1:
            index = torch.unflatten(products[1], 1, (config.index_n_heads, config.index_head_dim))
            index = norm_rotate_triton(index, None, ctx.positions, angles, eps=None, index=ctx.release)
        return query, index

    def _step_queries(
        self, products: tuple[Tensor, ...], angles: Tensor, ctx: PassContext
    ) -> tuple[Tensor, Tensor | None]:
        """The same for one step, in one launch."""
        return step_queries_triton(
            products[0], products[1] if len(products) > 1 else None, ctx.position, angles,
            heads=self.config.num_attention_heads, index_heads=self.config.index_n_heads, eps=self.config.rms_norm_eps,
            rounded=ctx.release,
        )  # fmt: skip

    def _low_rank(self, out: Tensor, matrix: StoredMatrix) -> Tensor:
        """[T, H * C] -> [T, G * R], each group of heads through its own matrix."""
        groups = matrix.codes.shape[0]
        grouped = torch.unflatten(out, 1, (groups, -1))  # [T, G, H * C / G]
        if len(out) <= LINEAR_FEW:
            return grouped_linear_triton(grouped, matrix).flatten(1)
        # For many tokens unpacking once and the vendor's product are faster than unpacking in ours.
        weight = dequantised(matrix, out.dtype)
        return torch.bmm(grouped.transpose(0, 1), weight.transpose(1, 2)).transpose(0, 1).flatten(1)

    def _keys(self, key: Tensor, norm: Tensor, angles: Tensor, ctx: PassContext) -> Keys:
        """The window's keys of a chunk, normed, rotated and as the cache keeps them: [B, T, C]."""
        key, eps = key[:, None], self.config.rms_norm_eps
        if not ctx.release:
            return norm_rotate_triton(key, norm, ctx.positions, angles, eps=eps).view(*ctx.shape, -1)
        # Stored by the kernel that norms, or every key would be written and read once more.
        rotated = self.config.qk_rope_head_dim
        keys = empty_entries(1, len(key), key.shape[2], rotated, dtype=key.dtype, device=key.device)
        norm_rotate_triton(key, norm, ctx.positions, angles, eps=eps, stored=keys)
        return like(keys, (part.view(*ctx.shape, -1) for part in parts_of(keys)))

    def _window(self, ring: Keys, key: Keys, ctx: PassContext) -> Keys:
        """Keys a chunk may read, in order, [B, < window + T, C]; the ring takes over the last ones."""
        size, start, stop = count_of(ring), ctx.cache.length, ctx.cache.length + ctx.tokens
        last, device = min(ctx.tokens, size), ctx.ids.device
        # Rows of the ring follow from the positions alone, so all layers share them: two small tensors a pass.
        before = ctx.memo("before", size, lambda: torch.arange(max(0, start - size + 1), start, device=device) % size)
        after = ctx.memo("after", size, lambda: torch.arange(stop - last, stop, device=device) % size)
        window: list[Tensor] = []
        for kept, new in zip(parts_of(ring), parts_of(key), strict=True):
            # Copied out before the ring is written over; the other order would lose keys that are in reach.
            window.append(torch.cat((kept[:, before], new), 1) if start else new)
            kept[:, after] = new[:, -last:]  # a chunk longer than the ring leaves only its end
        return like(ring, window)

    def _compress(
        self, name: str, layer: LayerWeights, kept: EngineLayerCache, columns: list[Tensor], ctx: PassContext
    ) -> None:
        """New entries, and new keys of the indexer, from the tokens' columns."""
        assert layer.compressor is not None and kept.compressor is not None and kept.entries is not None
        self._fill(f"{name}.compressor", layer.compressor, kept.compressor, columns[0], columns[1], kept.entries, ctx)
        if layer.index_compressor is not None and kept.indexer is not None and kept.index_keys is not None:
            self._fill(
                f"{name}.indexer.compressor", layer.index_compressor, kept.indexer, columns[2], columns[3],
                kept.index_keys, ctx,
            )  # fmt: skip

    def _fill(
        self, name: str, weights: CompressorWeights, blocks: CompressorState, content: Tensor, gate: Tensor, entries: Keys,
        ctx: PassContext,
    ) -> None:  # fmt: skip
        eps, rate, overlap = self.config.rms_norm_eps, blocks.rate, blocks.overlap
        sources = rate * (2 if overlap else 1)
        point = f"{name}.gate"
        if ctx.halted is not None:
            mean = ctx.buffer.allocate(point, ctx.batch, sources) if ctx.buffer.wants(point) else None
            changed = None
            if ctx.edits is not None and ctx.edits.changes(f"{name}.gates", f"{name}.entries"):
                changed = entries_of_step(ctx.edits, name, weights, blocks, content, gate, self.compressed, ctx)
            # Whether the token completes an entry is known on the device only: the kernel is launched every step.
            compress_step_triton(
                content, gate, weights.ape, blocks.content, blocks.gate, weights.norm, ctx.position, ctx.halted,
                self.compressed, rate=rate, overlap=overlap, eps=eps, out=entries, kept=ctx.cache.dtype,
                gate_mean=mean,
            )  # fmt: skip
            if changed is not None:
                changed.write_step(entries, (ctx.cache.position // rate).clamp_max(count_of(entries) - 1), mean)
            return
        start, device = ctx.cache.length, gate.device
        slot = ctx.memo("slot", rate, lambda: torch.arange(start, start + ctx.tokens, device=device) % rate)
        content = torch.unflatten(content, 0, ctx.shape)  # [B, T, co * C]
        gate = torch.unflatten(gate, 0, ctx.shape) + weights.ape[slot]
        # A chunk may begin inside a block, whose first tokens wait in the cache.
        if start % rate:
            pending = blocks.pending(start)
            content, gate = torch.cat((pending[0], content), 1), torch.cat((pending[1], gate), 1)
        count, first = content.shape[1] // rate, start // rate
        if count:
            whole = [torch.unflatten(part[:, : count * rate], 1, (count, rate)) for part in (content, gate)]
            mean = ctx.buffer.allocate(point, ctx.batch, count, sources) if ctx.buffer.wants(point) else None
            # An overlapping entry also reads the block before; the first of a text has none.
            before = (blocks.content[:, :rate], blocks.gate[:, :rate]) if overlap and first else None
            begins = ctx.memo("begins", rate, lambda: torch.arange(first, first + count, device=device) * rate)
            pool_entries_triton(
                whole[0], whole[1], before, weights.norm, begins, self.compressed,
                overlap=overlap, eps=eps, out=rows_of(entries, slice(first, first + count)), kept=ctx.cache.dtype,
                gate_mean=mean,
            )  # fmt: skip
            changed = None
            if ctx.edits is not None and ctx.edits.changes(f"{name}.gates", f"{name}.entries"):
                changed = ChangedEntries(
                    ctx.edits, name, weights, whole[0], whole[1], before, begins, overlap, self.compressed, ctx
                )
                changed.write(rows_of(entries, slice(first, first + count)), mean)
            # By the definition, beside the kernel: that one norms and rotates an entry before it leaves the registers.
            ctx.buffer.note(
                f"{name}.entries",
                lambda: (
                    changed.plain
                    if changed is not None
                    else rms_norm(
                        pool_blocks(whole[0], whole[1], before, overlap=overlap)[0].to(ctx.cache.dtype),
                        weights.norm,
                        eps=eps,
                    )
                ),
            )
        # Last, since the entries above still read the block that this writes over.
        blocks.keep(content, gate, complete=count > 0)

    def _scores(self, query: Tensor, weights: Tensor, keys: Keys, rate: int, ctx: PassContext) -> Tensor:
        """Scores of all entries [B, T, S], which the kernel that chooses never has together: by the definition."""
        config = self.config
        # Only when somebody wants them: [B, T, S] would not fit for a long text.
        count = (ctx.cache.length + ctx.tokens) // rate
        plain = keys if isinstance(keys, Tensor) else unpack_index_keys(keys, query.dtype)
        query = query.view(*ctx.shape, config.index_n_heads, config.index_head_dim)
        if ctx.halted is not None:
            complete = (ctx.positions[: ctx.tokens] + 1) // rate
            return scores_of_step(query, plain, weights.float().view(*ctx.shape, -1), complete)
        return index_scores(
            query, plain[:, :count], weights.float().view(*ctx.shape, -1), start=ctx.cache.length, rate=rate
        )

    def _pick(self, name: str, query: Tensor, weights: Tensor, keys: Keys, rate: int, ctx: PassContext) -> Tensor:
        """Entries that every query may read, [B, T, K] int32, best first."""
        config, buffer = self.config, ctx.buffer
        heads, width = config.index_n_heads, config.index_head_dim
        if ctx.halted is None:  # of a chunk it is known how many entries there can be, which bounds the scratch
            keys = rows_of(keys, slice(max(1, (ctx.cache.length + ctx.tokens) // rate)))
            buffer.note(f"{name}.indexer.scores", lambda: self._scores(query, weights, keys, rate, ctx))
        # In a step bounded by what there can be, not by what there is, so that its shapes never change.
        k = min(config.index_topk, count_of(keys))
        picks = buffer.allocate(f"{name}.indexer.picks", *ctx.shape, k, dtype=torch.int32)
        best = beyond = None
        if buffer.wants(f"{name}.indexer.best"):
            best = buffer.allocate(f"{name}.indexer.best", *ctx.shape, k)
            # The best that were not picked, so that a trace can say how close the choice was.
            beyond = (
                buffer.allocate(f"{name}.indexer.runners", *ctx.shape, RUNNERS, dtype=torch.int32),
                buffer.allocate(f"{name}.indexer.runner_scores", *ctx.shape, RUNNERS),
            )
        choose_entries_triton(
            query.view(*ctx.shape, heads, width), keys, weights.view(*ctx.shape, heads), k,
            start=ctx.position, rate=rate, best=best is not None, out=picks, out_best=best, runners=beyond,
            bins=self._bins if ctx.halted is not None and ctx.batch <= LINEAR_FEW else None,
        )  # fmt: skip
        if ctx.edits is not None and ctx.edits.touches(f"{name}.indexer.scores", f"{name}.indexer.picks"):
            told = None if best is None or beyond is None else (best, *beyond)
            self._change_picks(ctx.edits, name, query, weights, keys, rate, picks, told, ctx)
        return picks

    def _change_picks(
        self, edits: EditedPass, name: str, query: Tensor, weights: Tensor, keys: Keys, rate: int, picks: Tensor,
        told: tuple[Tensor, Tensor, Tensor] | None, ctx: PassContext,
    ) -> None:  # fmt: skip
        """Rules on scores and picks; what is captured beside them, `told`, follows: scores of picks, runners and theirs."""
        if told is None and edit_tables.change_picks(edits, f"{name}.indexer", picks, rate):
            return
        scores = None
        if ctx.halted is None and not (ctx.cache.length + ctx.tokens) // rate:
            return  # as in the reference: without an entry nothing is picked
        if told is not None or edits.touches(f"{name}.indexer.scores"):
            scores = self._scores(query, weights, keys, rate, ctx)
        change_picks(edits, f"{name}.indexer", picks, scores, rate, told)
