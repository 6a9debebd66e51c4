"""The layers as the engine runs them: one path for a prompt's chunk, one for a decoding step, everything else shared.

Sections 2.1 to 2.3 of the report; dsv4lab/model/ is the definition. Tokens of all texts lie flat, [B * T, ...]. Surprising:
in a step the position is never known to the host; a chunk's start is, since chunks are cut there.
Tests: tests/test_engine.py.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.config import SLIDING, Config
from dsv4lab.engine.state import BlockState, LayerState, State
from dsv4lab.engine.tape import Tape
from dsv4lab.engine.weights import CompressorWeights, Joined, LayerWeights, Site, Weights, dequantised
from dsv4lab.kernels.attention_step_triton import low_and_key_triton, step_queries_triton
from dsv4lab.kernels.cache_entries import Keys, StoredKeys, count_of, empty_entries, like, parts_of, rows_of
from dsv4lab.kernels.cache_entries_triton import widen_entries_triton
from dsv4lab.kernels.captured_norms_triton import expert_norms_triton
from dsv4lab.kernels.compressor_step_triton import compress_step_triton
from dsv4lab.kernels.compressor_triton import pool_entries_triton
from dsv4lab.kernels.expansion_triton import project_streams_triton, spread_streams_triton
from dsv4lab.kernels.expert_routing_triton import partial_logits_triton, route_triton
from dsv4lab.kernels.experts import swiglu
from dsv4lab.kernels.experts_triton import StoredExperts, chosen_experts_triton
from dsv4lab.kernels.grouped_linear_triton import grouped_linear_triton
from dsv4lab.kernels.hyper_connections_triton import collapse_projected_triton
from dsv4lab.kernels.lightning_indexer_triton import BINS, choose_entries_triton
from dsv4lab.kernels.linear_triton import linear_triton
from dsv4lab.kernels.packed_vectors_triton import PackedVectors, pack_vectors, worth_packing
from dsv4lab.kernels.rope_triton import norm_rotate_triton
from dsv4lab.kernels.rounding_triton import simulate_fp8_triton
from dsv4lab.kernels.sparse_attention_triton import sparse_attention_triton
from dsv4lab.model.rope import Rotary

FEW = 4  # tokens up to which a matrix is streamed for every token by itself


class Layers:
    """Runs tokens through all layers of `weights`; holds no state of a text."""

    def __init__(self, weights: Weights) -> None:
        self.weights, self.config = weights, weights.config
        rotary = Rotary(self.config).to(weights.embed.device)
        self.sliding, self.compressed = rotary.sliding, rotary.compressed
        device = weights.embed.device
        # To the kernel of the chosen experts the shared one is expert 0 of 1, with weight 1.
        self._zero = torch.zeros(FEW, 1, dtype=torch.int64, device=device)
        self._one = torch.ones(FEW, 1, device=device)
        # Counters that the kernels leave as they found them, at zero.
        self._bins = torch.zeros(FEW * BINS, dtype=torch.int32, device=device)
        self._side = torch.cuda.Stream(device) if device.type == "cuda" else None

    def run(self, ids: Tensor, state: State, tape: Tape, *, halted: Tensor | None = None) -> list[Tensor]:
        """ids [B, T] through all layers -> streams [B * T, N, D] after the embedding and after every layer.

        With `halted` [1] it is a decoding step: T is 1, nothing depends on the host's length, and the state's position
        is left to the caller. Without, it is a chunk of a prompt beginning at `state.length`; then only the streams that
        the tape wants and the last ones are kept, the others are None.
        """
        config, (batch, tokens) = self.config, ids.shape
        positions = state.position + torch.arange(tokens, device=ids.device)
        side = self._side if halted is not None else None
        one = _Pass(ids.flatten().contiguous(), positions.repeat(batch), batch, tokens, state, tape, halted, side)
        streams = F.embedding(one.ids, self.weights.embed)[:, None].expand(-1, config.hc_mult, -1)
        streams = streams.contiguous()
        every: list[Any] = [streams if halted is not None or tape.wants("streams.embedding") else None]
        layers = self.weights.layers
        projection: Any = project_streams_triton(streams, layers[0].attention.fn)
        for i, (layer, kept) in enumerate(zip(layers, state.layers, strict=True)):
            name = f"layers.{i}.attn"
            kinds = _packed_for(one, streams, *([m.matrix] for m in (layer.low, layer.columns) if m is not None))
            x, post, comb = self._collapse(name, layer.attention, streams, projection, tape, kinds)
            added = self._attend(name, layer, kept, x, one)
            streams, projection = spread_streams_triton(added, streams, post, comb, fn=layer.experts_site.fn)
            name = f"layers.{i}.ffn"
            kinds = _packed_for(one, streams, [layer.w1, layer.w2, *layer.shared])
            x, post, comb = self._collapse(name, layer.experts_site, streams, projection, tape, kinds)
            routed, shared = self._experts(name, layer, x, one)
            # Who reads the last streams projects them; in a prompt most of them are not read.
            fn = layers[i + 1].attention.fn if i + 1 < len(layers) else None
            streams, projection = spread_streams_triton(shared, streams, post, comb, routed=routed, fn=fn)
            every.append(streams if halted is not None or tape.wants(f"streams.{i}") else None)
        every[-1] = streams
        if halted is None:
            state.length += tokens
            state.position += tokens
        return every

    def _collapse(
        self, name: str, site: Site, streams: Tensor, projection: Tensor, tape: Tape, kinds: tuple[str, ...]
    ) -> tuple[Input, Tensor, Tensor]:
        """The sub-layer's input, post [T, N] and comb [T, N, N]."""
        config, (tokens, n, width) = self.config, streams.shape
        normed = torch.empty(tokens, width, dtype=streams.dtype, device=streams.device)
        pre, post, comb = (
            tape.give(f"{name}.mixing.{part}", tokens, *shape)
            for part, shape in (("pre", (n,)), ("post", (n,)), ("comb", (n, n)))
        )
        packed = collapse_projected_triton(
            streams, projection, site.base, site.scale, (None, pre, post, comb),
            steps=config.hc_sinkhorn_iters, eps=config.hc_eps, norm_eps=config.rms_norm_eps, norm_weight=site.norm,
            normed=normed, kinds=kinds,
        )  # fmt: skip
        return Input(normed, packed), post, comb

    def _attend(self, name: str, layer: LayerWeights, kept: LayerState, x: Input, one: _Pass) -> Tensor:
        """x [B * T, D] -> what attention adds [B * T, D]."""
        config = self.config
        heads, width, eps = config.num_attention_heads, config.head_dim, config.rms_norm_eps
        angles = self.sliding if layer.kind == SLIDING else self.compressed
        columns: list[Tensor] = []
        # Before the compressors' columns, whose weights on their way would hold up these that more waits for.
        low, key = _split(linear(one.input(x.normed), layer.low.matrix, x.packed), layer.low)
        with one.aside():
            if layer.columns is not None:
                columns = list(_split(linear(x.normed, layer.columns.matrix, x.packed, wide=True), layer.columns))
                self._compress(name, layer, kept, columns, one)
                if len(columns) > 2:
                    columns[4] = columns[4] * (config.index_head_dim * config.index_n_heads) ** -0.5
        if one.halted is not None:
            low, packed = low_and_key_triton(
                low, key, layer.q_norm, layer.kv_norm, one.state.position, angles, kept.ring, eps=eps,
                kinds=_packed_for(one, low, [layer.query.matrix]),
            )  # fmt: skip
            window = kept.ring
            products = _split(linear(one.input(low), layer.query.matrix, packed), layer.query)
            query, index = self._step_queries(products, angles, one)
        else:
            low = norm_rotate_triton(low[:, None], layer.q_norm, one.positions, angles[:0], eps=eps)[:, 0]
            window = self._window(kept.ring, self._keys(key, layer.kv_norm, angles, one), one)
            products = _split(linear(one.input(low), layer.query.matrix), layer.query)
            query, index = self._queries(products, angles, one)
        one.join()
        picks = None
        if kept.index_keys is not None and index is not None:
            picks = self._pick(name, index, columns[4], kept.index_keys, one)
        window, entries = self._widened(window, count_of(window), one), kept.entries
        if entries is not None:
            entries = self._widened(entries, (one.state.length + one.tokens) // config.rate(layer.kind), one)
        tape = one.tape
        lists = self._lists(name, kept, picks, one) if tape.wants(f"{name}.weights") else None
        out, _ = sparse_attention_triton(
            query.view(*one.shape, heads, width), window, entries, picks, layer.sink,
            start=one.state.position, window_size=config.sliding_window, rate=config.rate(layer.kind),
            ring=one.halted is not None, lists=lists is not None, list_queries=tape.queries if lists else None,
            lists_out=lists, turn_back=angles,
        )  # fmt: skip
        return linear(one.input(self._low_rank(out.flatten(0, 1).flatten(1), layer.wo_a)), layer.wo_b)

    def _widened(self, keys: Keys, count: int, one: _Pass) -> Keys:
        """Of a chunk, the first `count` keys in the activations' dtype: once, and not by every query that reads them."""
        if one.halted is not None or not isinstance(keys, StoredKeys):
            return keys
        return widen_entries_triton(keys, self.config.head_dim, one.state.dtype, count=count)

    def _lists(self, name: str, kept: LayerState, picks: Tensor | None, one: _Pass) -> tuple[Tensor, Tensor, Tensor]:
        """Where the attention kernel writes what was read: keys, weights, the sink's weight."""
        config, queries = self.config, one.tokens if one.tape.queries is None else len(one.tape.queries)
        columns = 0 if kept.entries is None else count_of(kept.entries) if picks is None else picks.shape[-1]
        places, shape = config.sliding_window + columns, (one.batch, queries, config.num_attention_heads)
        return (
            one.tape.give(f"{name}.keys", *shape[:2], places, dtype=torch.int64),
            one.tape.give(f"{name}.weights", *shape, places), one.tape.give(f"{name}.sink_weight", *shape),
        )  # fmt: skip

    def _queries(self, products: tuple[Tensor, ...], angles: Tensor, one: _Pass) -> tuple[Tensor, Tensor | None]:
        """Queries [B * T, H, C] of attention, normed and rotated, and the indexer's, rotated, if there is one."""
        config, index = self.config, None
        query = products[0].unflatten(1, (config.num_attention_heads, config.head_dim))
        query = norm_rotate_triton(query, None, one.positions, angles, eps=config.rms_norm_eps)
        if len(products) > 1:
            index = products[1].unflatten(1, (config.index_n_heads, config.index_head_dim))
            index = norm_rotate_triton(index, None, one.positions, angles, eps=None, index=one.release)
        return query, index

    def _step_queries(self, products: tuple[Tensor, ...], angles: Tensor, one: _Pass) -> tuple[Tensor, Tensor | None]:
        """The same for one step, in one launch."""
        return step_queries_triton(
            products[0], products[1] if len(products) > 1 else None, one.state.position, angles,
            heads=self.config.num_attention_heads, index_heads=self.config.index_n_heads, eps=self.config.rms_norm_eps,
            rounded=one.release,
        )  # fmt: skip

    def _low_rank(self, out: Tensor, matrix: StoredExperts) -> Tensor:
        """[T, H * C] -> [T, G * R], each group of heads through its own matrix."""
        groups = matrix.codes.shape[0]
        grouped = out.unflatten(1, (groups, -1))
        if len(out) <= FEW:
            return grouped_linear_triton(grouped, matrix).flatten(1)
        weight = dequantised(matrix, out.dtype)
        return torch.bmm(grouped.transpose(0, 1), weight.transpose(1, 2)).transpose(0, 1).flatten(1)

    def _keys(self, key: Tensor, norm: Tensor, angles: Tensor, one: _Pass) -> Keys:
        """The window's keys of a chunk, normed, rotated and as the state keeps them: [B, T, C]."""
        key, eps = key[:, None], self.config.rms_norm_eps
        if not one.release:
            return norm_rotate_triton(key, norm, one.positions, angles, eps=eps).view(*one.shape, -1)
        rotated = self.config.qk_rope_head_dim
        keys = empty_entries(1, len(key), key.shape[2], rotated, dtype=key.dtype, device=key.device)
        norm_rotate_triton(key, norm, one.positions, angles, eps=eps, stored=keys)
        return like(keys, (part.view(*one.shape, -1) for part in parts_of(keys)))

    def _window(self, ring: Keys, key: Keys, one: _Pass) -> Keys:
        """Keys a chunk may read, in order, [B, < window + T, C]; the ring takes over the last ones."""
        size, start, tokens = count_of(ring), one.state.length, one.tokens
        before, last = torch.arange(max(0, start - size + 1), start, device=one.ids.device) % size, min(tokens, size)
        after = torch.arange(start + tokens - last, start + tokens, device=one.ids.device) % size
        window = []
        for kept, new in zip(parts_of(ring), parts_of(key), strict=True):
            window.append(torch.cat((kept[:, before], new), 1))
            kept[:, after] = new[:, -last:]
        return like(ring, window)

    def _compress(self, name: str, layer: LayerWeights, kept: LayerState, columns: list[Tensor], one: _Pass) -> None:
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
        one: _Pass,
    ) -> None:  # fmt: skip
        eps, rate, overlap = self.config.rms_norm_eps, blocks.rate, blocks.overlap
        sources = rate * (2 if overlap else 1)
        point = f"{name}.gate"
        if one.halted is not None:
            mean = one.tape.give(point, one.batch, sources) if one.tape.wants(point) else None
            compress_step_triton(
                content, gate, weights.ape, blocks.content, blocks.gate, weights.norm, one.state.position, one.halted,
                self.compressed, rate=rate, overlap=overlap, eps=eps, out=entries, kept=one.state.dtype,
                gate_mean=mean,
            )  # fmt: skip
            return
        start = one.state.length
        slot = torch.arange(start, start + one.tokens, device=gate.device) % rate
        content = content.unflatten(0, one.shape)
        gate = gate.unflatten(0, one.shape) + weights.ape[slot]
        pending = blocks.pending(start)
        content, gate = torch.cat((pending[0], content), 1), torch.cat((pending[1], gate), 1)
        count, first = content.shape[1] // rate, start // rate
        if count:
            whole = [part[:, : count * rate].unflatten(1, (count, rate)) for part in (content, gate)]
            mean = one.tape.give(point, one.batch, count, sources) if one.tape.wants(point) else None
            before = (blocks.content[:, :rate], blocks.gate[:, :rate]) if overlap and first else None
            pool_entries_triton(
                whole[0], whole[1], before, weights.norm,
                torch.arange(first, first + count, device=gate.device) * rate, self.compressed,
                overlap=overlap, eps=eps, out=rows_of(entries, slice(first, first + count)), kept=one.state.dtype,
                gate_mean=mean,
            )  # fmt: skip
        blocks.keep(content, gate, complete=count > 0)

    def _pick(self, name: str, query: Tensor, weights: Tensor, keys: Keys, one: _Pass) -> Tensor:
        """Entries that every query may read, [B, T, K] int32, best first."""
        config, tape = self.config, one.tape
        heads, width = config.index_n_heads, config.index_head_dim
        if one.halted is None:  # of a chunk it is known how many entries there can be, which bounds the scratch
            keys = rows_of(keys, slice(max(1, (one.state.length + one.tokens) // config.csa_rate)))
        k = min(config.index_topk, count_of(keys))
        picks = tape.give(f"{name}.indexer.picks", *one.shape, k, dtype=torch.int32)
        best = left = None
        if tape.wants(f"{name}.indexer.best"):
            best, left = tape.give(f"{name}.indexer.best", *one.shape, k), tape.give(f"{name}.indexer.left", *one.shape)
        choose_entries_triton(
            query.view(*one.shape, heads, width), keys, weights.view(*one.shape, heads), k,
            start=one.state.position, rate=config.csa_rate, best=best is not None, out=picks, out_best=best, left=left,
            bins=self._bins if one.halted is not None and one.batch <= FEW else None,
        )  # fmt: skip
        return picks

    def _experts(self, name: str, layer: LayerWeights, given: Input, one: _Pass) -> tuple[Tensor, Tensor]:
        """[T, D] -> what the chosen experts add [T, K, D], and the shared one [T, D]."""
        x, packed = given
        config, tape, tokens = self.config, one.tape, len(x)
        slots, limit = config.num_experts_per_tok, config.swiglu_limit
        out = (
            tape.give(f"{name}.routing.experts", tokens, slots, dtype=torch.int64),
            tape.give(f"{name}.routing.weights", tokens, slots),
            tape.give(f"{name}.routing.logits", tokens, config.n_routed_experts),
        )
        # Before the shared expert, whose weights on their way would hold up these few that the choice waits for.
        part, entering = partial_logits_triton(x, layer.routing), one.input(x)
        if one.release and tokens <= FEW and worth_packing(x, layer.w1, layer.w2, *layer.shared):
            packed = pack_vectors(entering, tuple({layer.w1.kind, layer.shared[0].kind}))
        with one.aside():
            if tokens <= FEW:
                none, whole = self._zero[:tokens], self._one[:tokens]
                shared = chosen_experts_triton(
                    entering, none, whole, *layer.shared, limit=limit, packed=packed, release=one.release
                )[:, 0]
            else:
                w1, w3, w2 = layer.shared
                shared = linear(one.input(swiglu(linear(entering, w1), linear(entering, w3), limit)), w2)
        experts, weights, _ = route_triton(
            x, layer.routing, layer.bias, layer.table, one.ids, slots, scaling=config.routed_scaling_factor, out=out,
            part=part,
        )  # fmt: skip
        routed = chosen_experts_triton(
            entering, experts, weights, layer.w1, layer.w3, layer.w2, limit=limit, packed=packed, release=one.release
        )
        one.join()
        if tape.wants(point := f"{name}.norms"):
            expert_norms_triton(routed, shared, out=tape.give(point, tokens, slots + 1))
        return routed, shared


class Input(NamedTuple):
    """What a sub-layer reads: collapsed and normed [T, D]; for a few tokens also packed for the rows it meets."""

    normed: Tensor
    packed: PackedVectors | None


class _Pass:
    """What all layers of one pass share. Work done `aside` runs beside what follows it, until `join`."""

    def __init__(
        self, ids: Tensor, positions: Tensor, batch: int, tokens: int, state: State, tape: Tape, halted: Tensor | None,
        side: Any,
    ) -> None:  # fmt: skip
        self.ids, self.positions, self.batch, self.tokens = ids, positions, batch, tokens
        self.state, self.tape, self.halted, self._side = state, tape, halted, side
        self.shape, self.release = (batch, tokens), state.release

    def input(self, x: Tensor) -> Tensor:
        """What a matrix gets that the release stores in FP8 or FP4: under its numerics, x through FP8."""
        return simulate_fp8_triton(x) if self.release else x

    def aside(self) -> AbstractContextManager[Any]:
        """On a second stream of a step's graph. What it reads must be kept until `join`."""
        if self._side is None:
            return nullcontext()
        self._side.wait_stream(torch.cuda.current_stream())
        return torch.cuda.stream(self._side)

    def join(self) -> None:
        if self._side is not None:
            torch.cuda.current_stream().wait_stream(self._side)


def linear(x: Tensor, matrix: StoredExperts, packed: PackedVectors | None = None, *, wide: bool = False) -> Tensor:
    """x [T, I] times a stored matrix [1, O, I]: [T, O] in x's dtype, or with `wide` in float32 without rounding between.

    packed  the same vectors, used if they are packed for this kind of rows
    """
    weight = matrix.codes[0]
    if len(x) <= FEW:
        packed = packed if packed is not None and packed.suits(matrix.kind) else None
        out = torch.empty(len(x), weight.shape[0], dtype=torch.float32 if wide else x.dtype, device=x.device)
        return linear_triton(x, matrix, out=out, packed=packed)
    if matrix.kind != "plain":
        return linear_triton(x, matrix)
    if not wide:
        return F.linear(x, weight.to(x.dtype))
    if x.dtype == weight.dtype == torch.bfloat16 and x.is_cuda:
        return torch.mm(x, weight.t(), out_dtype=torch.float32)
    return F.linear(x.float(), weight.float())


def _packed_for(one: _Pass, x: Tensor, *groups: list[StoredExperts]) -> tuple[str, ...]:
    """Kinds of rows that vectors like x are packed for where they are made; all matrices of a group meet them, or none."""
    if len(x) > FEW or one.release:  # what is rounded first is packed after
        return ()
    return tuple({matrix.kind for group in groups if worth_packing(x, *group) for matrix in group})


def _split(product: Tensor, joined: Joined) -> tuple[Tensor, ...]:
    return tuple(product[:, part] for part in joined.parts)


def uncovered(config: Config) -> str | None:
    """Why the engine does not run a model of this configuration, or None."""
    if config.scoring_func != "sqrtsoftplus" or not config.norm_topk_prob:
        return f"scoring_func {config.scoring_func!r} with norm_topk_prob {config.norm_topk_prob}"
    if config.hc_mult not in (2, 4, 8):
        return f"{config.hc_mult} residual streams; 2, 4 and 8 are covered"
    if config.head_dim > 512 or config.index_head_dim > 256 or config.index_n_heads > 128:
        return f"head widths {config.head_dim} and {config.index_head_dim} (at most 512 and 256)"
    if config.n_routed_experts > 1024:
        return f"{config.n_routed_experts} experts; at most 1024 are covered"
    if config.moe_intermediate_size % 32 or config.hidden_size % 32:
        return f"expert matrices of {config.hidden_size} by {config.moe_intermediate_size}, not multiples of 32"
    return None
