"""Attention as the engine runs it: projections, window, compressors, indexer, one path for a chunk and one for a step.

Section 2.3 of the report; dsv4lab/model/attention.py is the definition. Surprising: a chunk's keys as the release keeps them
are widened once, a step's where they are multiplied. Tests: tests/engine/test_engine.py, tests/engine/test_release.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

from dsv4lab.attention_kinds import KINDS
from dsv4lab.capture.groups.indexer import RUNNERS
from dsv4lab.config import Config
from dsv4lab.engine.kv_cache import BlockState, LayerState
from dsv4lab.engine.pass_context import Input, Pass, linear, packed_for, split
from dsv4lab.engine.weights import CompressorWeights, LayerWeights, dequantised
from dsv4lab.kernels.attention_output_triton import grouped_linear_triton
from dsv4lab.kernels.attention_step_triton import low_and_key_triton, step_queries_triton
from dsv4lab.kernels.attention_triton import sparse_attention_triton
from dsv4lab.kernels.common.thresholds import LINEAR_FEW
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
from dsv4lab.kernels.rope_triton import norm_rotate_triton
from dsv4lab.model.rope import Rotary


class Attention:
    """Of all layers of a model; holds no state of a text."""

    def __init__(self, config: Config, device: torch.device) -> None:
        self.config = config
        rotary = Rotary(config).to(device)
        self.sliding, self.compressed = rotary.sliding, rotary.compressed
        # Counters that the kernels leave as they found them, at zero.
        self._bins = torch.zeros(LINEAR_FEW * BINS, dtype=torch.int32, device=device)

    def __call__(self, name: str, layer: LayerWeights, kept: LayerState, x: Input, one: Pass) -> Tensor:
        """x [B * T, D] -> what attention adds [B * T, D]."""
        config = self.config
        heads, width, eps = config.num_attention_heads, config.head_dim, config.rms_norm_eps
        kind = KINDS[layer.kind]
        rate, angles = kind.rate(config), self.compressed if kind.compressed_rotary else self.sliding
        columns: list[Tensor] = []
        # Before the compressors' columns, whose weights on their way would hold up these that more waits for.
        low, key = split(linear(one.input(x.normed), layer.low.matrix, x.packed), layer.low)
        with one.aside():
            if layer.columns is not None:
                columns = list(split(linear(x.normed, layer.columns.matrix, x.packed, wide=True), layer.columns))
                self._compress(name, layer, kept, columns, one)
                if len(columns) > 2:
                    columns[4] = columns[4] * (config.index_head_dim * config.index_n_heads) ** -0.5
        if one.halted is not None:
            low, packed = low_and_key_triton(
                low, key, layer.q_norm, layer.kv_norm, one.state.position, angles, kept.ring, eps=eps,
                kinds=packed_for(one, low, [layer.query.matrix]),
            )  # fmt: skip
            window = kept.ring
            products = split(linear(one.input(low), layer.query.matrix, packed), layer.query)
            query, index = self._step_queries(products, angles, one)
        else:
            low = norm_rotate_triton(low[:, None], layer.q_norm, one.positions, angles[:0], eps=eps)[:, 0]
            keys = self._keys(key, layer.kv_norm, angles, one)
            one.tape.note(f"{name}.key", lambda: one.state.plain(keys))
            window = self._window(kept.ring, keys, one)
            products = split(linear(one.input(low), layer.query.matrix), layer.query)
            query, index = self._queries(products, angles, one)
            one.tape.note(f"{name}.query", lambda: query.view(*one.shape, heads, width))
        one.join()
        picks = None
        if kept.index_keys is not None and index is not None:
            picks = self._pick(name, index, columns[4], kept.index_keys, rate, one)
        window, entries = self._widened(window, count_of(window), one), kept.entries
        if entries is not None:
            entries = self._widened(entries, (one.state.length + one.tokens) // rate, one)
        tape = one.tape
        lists = self._lists(name, kept, picks, one) if tape.wants(f"{name}.weights") else None
        out, _ = sparse_attention_triton(
            query.view(*one.shape, heads, width), window, entries, picks, layer.sink,
            start=one.state.position, window_size=config.sliding_window, rate=rate,
            ring=one.halted is not None, lists=lists is not None, list_queries=tape.queries if lists else None,
            lists_out=lists, turn_back=angles,
        )  # fmt: skip
        added = linear(one.input(self._low_rank(out.flatten(0, 1).flatten(1), layer.wo_a)), layer.wo_b)
        tape.note(f"{name}.out", lambda: added.view(*one.shape, -1))
        return added

    def _widened(self, keys: Keys, count: int, one: Pass) -> Keys:
        """Of a chunk, the first `count` keys in the activations' dtype: once, and not by every query that reads them."""
        if one.halted is not None or not isinstance(keys, StoredKeys):
            return keys
        return widen_entries_triton(keys, self.config.head_dim, one.state.dtype, count=count)

    def _lists(self, name: str, kept: LayerState, picks: Tensor | None, one: Pass) -> tuple[Tensor, Tensor, Tensor]:
        """Where the attention kernel writes what was read: keys, weights, the sink's weight."""
        config, queries = self.config, one.tokens if one.tape.queries is None else len(one.tape.queries)
        columns = 0 if kept.entries is None else count_of(kept.entries) if picks is None else picks.shape[-1]
        places, shape = config.sliding_window + columns, (one.batch, queries, config.num_attention_heads)
        return (
            one.tape.allocate(f"{name}.keys", *shape[:2], places, dtype=torch.int64),
            one.tape.allocate(f"{name}.weights", *shape, places), one.tape.allocate(f"{name}.sink_weight", *shape),
        )  # fmt: skip

    def _queries(self, products: tuple[Tensor, ...], angles: Tensor, one: Pass) -> tuple[Tensor, Tensor | None]:
        """Queries [B * T, H, C] of attention, normed and rotated, and the indexer's, rotated, if there is one."""
        config, index = self.config, None
        query = torch.unflatten(products[0], 1, (config.num_attention_heads, config.head_dim))
        query = norm_rotate_triton(query, None, one.positions, angles, eps=config.rms_norm_eps)
        if len(products) > 1:
            index = torch.unflatten(products[1], 1, (config.index_n_heads, config.index_head_dim))
            index = norm_rotate_triton(index, None, one.positions, angles, eps=None, index=one.release)
        return query, index

    def _step_queries(self, products: tuple[Tensor, ...], angles: Tensor, one: Pass) -> tuple[Tensor, Tensor | None]:
        """The same for one step, in one launch."""
        return step_queries_triton(
            products[0], products[1] if len(products) > 1 else None, one.state.position, angles,
            heads=self.config.num_attention_heads, index_heads=self.config.index_n_heads, eps=self.config.rms_norm_eps,
            rounded=one.release,
        )  # fmt: skip

    def _low_rank(self, out: Tensor, matrix: StoredMatrix) -> Tensor:
        """[T, H * C] -> [T, G * R], each group of heads through its own matrix."""
        groups = matrix.codes.shape[0]
        grouped = torch.unflatten(out, 1, (groups, -1))
        if len(out) <= LINEAR_FEW:
            return grouped_linear_triton(grouped, matrix).flatten(1)
        weight = dequantised(matrix, out.dtype)
        return torch.bmm(grouped.transpose(0, 1), weight.transpose(1, 2)).transpose(0, 1).flatten(1)

    def _keys(self, key: Tensor, norm: Tensor, angles: Tensor, one: Pass) -> Keys:
        """The window's keys of a chunk, normed, rotated and as the state keeps them: [B, T, C]."""
        key, eps = key[:, None], self.config.rms_norm_eps
        if not one.release:
            return norm_rotate_triton(key, norm, one.positions, angles, eps=eps).view(*one.shape, -1)
        rotated = self.config.qk_rope_head_dim
        keys = empty_entries(1, len(key), key.shape[2], rotated, dtype=key.dtype, device=key.device)
        norm_rotate_triton(key, norm, one.positions, angles, eps=eps, stored=keys)
        return like(keys, (part.view(*one.shape, -1) for part in parts_of(keys)))

    def _window(self, ring: Keys, key: Keys, one: Pass) -> Keys:
        """Keys a chunk may read, in order, [B, < window + T, C]; the ring takes over the last ones."""
        size, start, stop = count_of(ring), one.state.length, one.state.length + one.tokens
        last, device = min(one.tokens, size), one.ids.device
        before = one.made("before", size, lambda: torch.arange(max(0, start - size + 1), start, device=device) % size)
        after = one.made("after", size, lambda: torch.arange(stop - last, stop, device=device) % size)
        window: list[Tensor] = []
        for kept, new in zip(parts_of(ring), parts_of(key), strict=True):
            window.append(torch.cat((kept[:, before], new), 1) if start else new)
            kept[:, after] = new[:, -last:]
        return like(ring, window)

    def _compress(self, name: str, layer: LayerWeights, kept: LayerState, columns: list[Tensor], one: Pass) -> None:
        """New entries, and new keys of the indexer, from the tokens' columns."""
        assert layer.compressor is not None and kept.blocks is not None and kept.entries is not None
        self._fill(f"{name}.compressor", layer.compressor, kept.blocks, columns[0], columns[1], kept.entries, one)
        if layer.index_compressor is not None and kept.index_blocks is not None and kept.index_keys is not None:
            self._fill(
                f"{name}.indexer.compressor", layer.index_compressor, kept.index_blocks, columns[2], columns[3],
                kept.index_keys, one,
            )  # fmt: skip

    def _fill(
        self, name: str, weights: CompressorWeights, blocks: BlockState, content: Tensor, gate: Tensor, entries: Keys,
        one: Pass,
    ) -> None:  # fmt: skip
        eps, rate, overlap = self.config.rms_norm_eps, blocks.rate, blocks.overlap
        sources = rate * (2 if overlap else 1)
        point = f"{name}.gate"
        if one.halted is not None:
            mean = one.tape.allocate(point, one.batch, sources) if one.tape.wants(point) else None
            compress_step_triton(
                content, gate, weights.ape, blocks.content, blocks.gate, weights.norm, one.state.position, one.halted,
                self.compressed, rate=rate, overlap=overlap, eps=eps, out=entries, kept=one.state.dtype,
                gate_mean=mean,
            )  # fmt: skip
            return
        start, device = one.state.length, gate.device
        slot = one.made("slot", rate, lambda: torch.arange(start, start + one.tokens, device=device) % rate)
        content = torch.unflatten(content, 0, one.shape)
        gate = torch.unflatten(gate, 0, one.shape) + weights.ape[slot]
        if start % rate:
            pending = blocks.pending(start)
            content, gate = torch.cat((pending[0], content), 1), torch.cat((pending[1], gate), 1)
        count, first = content.shape[1] // rate, start // rate
        if count:
            whole = [torch.unflatten(part[:, : count * rate], 1, (count, rate)) for part in (content, gate)]
            mean = one.tape.allocate(point, one.batch, count, sources) if one.tape.wants(point) else None
            before = (blocks.content[:, :rate], blocks.gate[:, :rate]) if overlap and first else None
            begins = one.made("begins", rate, lambda: torch.arange(first, first + count, device=device) * rate)
            pool_entries_triton(
                whole[0], whole[1], before, weights.norm, begins, self.compressed,
                overlap=overlap, eps=eps, out=rows_of(entries, slice(first, first + count)), kept=one.state.dtype,
                gate_mean=mean,
            )  # fmt: skip
        blocks.keep(content, gate, complete=count > 0)

    def _scores(self, query: Tensor, weights: Tensor, keys: Keys, rate: int, one: Pass) -> Tensor:
        """Scores of all entries [B, T, S], which the kernel that chooses never has together: by the definition."""
        config = self.config
        count = (one.state.length + one.tokens) // rate
        plain = keys if isinstance(keys, Tensor) else unpack_index_keys(keys, query.dtype)
        query = query.view(*one.shape, config.index_n_heads, config.index_head_dim)
        return index_scores(
            query, plain[:, :count], weights.float().view(*one.shape, -1), start=one.state.length, rate=rate
        )

    def _pick(self, name: str, query: Tensor, weights: Tensor, keys: Keys, rate: int, one: Pass) -> Tensor:
        """Entries that every query may read, [B, T, K] int32, best first."""
        config, tape = self.config, one.tape
        heads, width = config.index_n_heads, config.index_head_dim
        if one.halted is None:  # of a chunk it is known how many entries there can be, which bounds the scratch
            keys = rows_of(keys, slice(max(1, (one.state.length + one.tokens) // rate)))
            tape.note(f"{name}.indexer.scores", lambda: self._scores(query, weights, keys, rate, one))
        k = min(config.index_topk, count_of(keys))
        picks = tape.allocate(f"{name}.indexer.picks", *one.shape, k, dtype=torch.int32)
        best = beyond = None
        if tape.wants(f"{name}.indexer.best"):
            best = tape.allocate(f"{name}.indexer.best", *one.shape, k)
            beyond = (
                tape.allocate(f"{name}.indexer.runners", *one.shape, RUNNERS, dtype=torch.int32),
                tape.allocate(f"{name}.indexer.runner_scores", *one.shape, RUNNERS),
            )
        choose_entries_triton(
            query.view(*one.shape, heads, width), keys, weights.view(*one.shape, heads), k,
            start=one.state.position, rate=rate, best=best is not None, out=picks, out_best=best, runners=beyond,
            bins=self._bins if one.halted is not None and one.batch <= LINEAR_FEW else None,
        )  # fmt: skip
        return picks
