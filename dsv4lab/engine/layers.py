"""The layers as the engine runs them: one path for a prompt's chunk, one for a decoding step, everything else shared.

Sections 2.1 to 2.3 of the report; dsv4lab/model/ is the definition. Tokens of all texts lie flat, [B * T, ...]. Surprising:
in a step the position is never known to the host; a chunk's start is, since chunks are cut there.
Tests: tests/engine/test_engine.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.engine.attention import Attention
from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.edited_layers import change_experts, change_mixing, change_routing, change_streams
from dsv4lab.engine.kv_cache import EngineCache, EngineLayerCache
from dsv4lab.engine.layer_stream import LayerStream
from dsv4lab.engine.pass_context import Input, PassContext, linear, packed_for
from dsv4lab.engine.stages import on, stream_beside
from dsv4lab.engine.weights import LayerWeights, Site, Weights
from dsv4lab.kernels.capture_norms_triton import expert_norms_triton
from dsv4lab.kernels.common.thresholds import LINEAR_FEW
from dsv4lab.kernels.expert_routing import score_experts
from dsv4lab.kernels.expert_routing_triton import partial_logits_triton, route_triton
from dsv4lab.kernels.experts_many_triton import activate_triton
from dsv4lab.kernels.experts_triton import chosen_experts_triton
from dsv4lab.kernels.hyper_connections_post_triton import hyper_connections_post_triton, project_streams_triton
from dsv4lab.kernels.hyper_connections_pre_triton import hyper_connections_pre_triton
from dsv4lab.kernels.linear_packed_triton import pack_vectors, worth_packing

if TYPE_CHECKING:
    from dsv4lab.engine.edits import Edits


class Layers:
    """Runs tokens through all layers of `weights`, stage after stage; holds nothing of a text."""

    def __init__(self, weights: Weights) -> None:
        self.stages = [StageLayers(weights, number) for number in range(len(weights.stages))]

    @property
    def last(self) -> StageLayers:
        """The stage that the head reads."""
        return self.stages[-1]

    def run(
        self, ids: Tensor, cache: EngineCache, buffer: CaptureBuffer, *, edits: Edits | None = None
    ) -> list[Tensor]:
        """A chunk of a prompt, ids [B, T] from `cache.length` on, through all layers -> streams [B * T, N, D] after the
        embedding and after every layer: those that the buffer wants and the last ones, the others are None.

        The buffer is on the last stage's device, and so is what is returned; ids may be on any. `edits` change what happens
        in it, of a model that is one stage.
        """
        handed: HandOver | None = None
        kept: list[Any] = []
        for stage in self.stages:
            with on(stage.device):
                # A copy waits for both devices, and the host for none: while this chunk goes on in the next stage, this
                # one can begin with the next chunk.
                ids = ids.to(stage.device, non_blocking=True)
                handed = None if handed is None else handed.to(stage.device)
                mine = buffer if stage is self.last else buffer.beside(stage.device)
                after, handed = stage.run(ids, handed, cache, mine, edits=edits)
                if stage is not self.last:
                    # The last are handed over, and are kept only if somebody wants them.
                    after[-1] = after[-1] if buffer.wants(f"streams.{stage.layers[-1]}") else None
                    after = [s if s is None else s.to(buffer.device, non_blocking=True) for s in after]
                    buffer.take(mine)
            kept += after
        cache.move_on(ids.shape[1])
        return kept


class HandOver(NamedTuple):
    """What a stage begins with: streams [B * T, N, D] after the layer before, and their projection for its first site.

    The projection travels too, since another kernel would sum it in another order.
    """

    streams: Tensor
    projection: Tensor

    def to(self, device: torch.device) -> HandOver:
        """The same on another device."""
        return HandOver(*(value.to(device, non_blocking=True) for value in self))


class StageLayers:
    """Runs tokens through the layers of one stage, on its device."""

    def __init__(self, weights: Weights, number: int) -> None:
        self.weights, self.config, self.number = weights, weights.config, number
        self.device, self.layers = weights.stages[number]
        # The next stage's first site, for which this stage projects its last streams.
        after = weights.small[self.layers[-1] + 1 : self.layers[-1] + 2]
        self._next_fn = after[0].fn.to(self.device) if after else None
        with on(self.device):
            self._attend = Attention(self.config, self.device)
            # To the kernel of the chosen experts the shared one is expert 0 of 1, with weight 1.
            self._zero = torch.zeros(LINEAR_FEW, 1, dtype=torch.int64, device=self.device)
            self._one = torch.ones(LINEAR_FEW, 1, device=self.device)
            self.side = stream_beside(self.device, *([] if weights.store is None else weights.store.streams))

    def run(
        self,
        ids: Tensor,
        handed: HandOver | None,
        cache: EngineCache,
        buffer: CaptureBuffer,
        *,
        halted: Tensor | None = None,
        every: Tensor | None = None,
        edits: Edits | None = None,
        only: range | None = None,
        entering: list[HandOver] | None = None,
    ) -> tuple[list[Any], HandOver | None]:
        """ids [B, T] and what the stage before handed over -> streams [B * T, N, D] after each of this stage's layers, and
        what the next stage begins with. The first stage gets nothing, and returns streams after the embedding as well.
        With `only` no other layers of the stage run, on what enters the first of them, and what enters the one behind them
        is handed over; a chunk that is given `entering` adds to it what enters each of its layers, and what leaves the last.

        With `halted` [1] it is a decoding step: T is 1, nothing depends on the host's length; `every` [layers + 1, B, N, D]
        is where streams are written, of all layers of the model up to this stage's last. Without, it is a chunk of a prompt
        beginning at `cache.length`; then only the streams that the buffer wants and the last ones are kept, the others are
        None. Moving the cache on is left to the caller. `edits` change what happens in it.
        """
        config, (batch, tokens) = self.config, ids.shape
        # Added on the device: in a captured step this line must give another number every time.
        positions = cache.positions[self.number] + torch.arange(tokens, device=ids.device)
        # A chunk fills the device by itself; only a step's small kernels gain from company.
        side = self.side if halted is not None else None
        edited = None if edits is None else edits.begin(self, ids, positions, cache, halted)
        ctx = PassContext(
            ids.flatten().contiguous(), positions.repeat(batch), batch, tokens, cache, buffer, halted, side,
            stage=self.number, edits=edited,
        )  # fmt: skip
        layers, kept = self.weights.layers, list[Any]()
        if self.weights.store is not None and halted is None:
            self.weights.store.begin(batch * tokens, 0 if only is None else only.start)
        if handed is None:
            # Every stream begins as the same embedding (section 2.2).
            streams = F.embedding(ctx.ids, self.weights.embed)[:, None].expand(-1, config.hc_mult, -1)  # [B * T, N, D]
            # In a step they are copied into the decoder's tensor, where lens and head find all layers in a row.
            streams = streams.contiguous() if every is None else every[0].copy_(streams)
            if edited is not None:
                streams, _ = change_streams(edited, "streams.embedding", streams, None, None)
            kept.append(streams if every is not None or buffer.wants("streams.embedding") else None)
            # A layer hands its streams on already projected for the next; only the first has nobody before it.
            projection: Any = project_streams_triton(streams, self.weights.small[0].fn)
        else:
            streams, projection = handed
        try:
            streams, projection = self._each(streams, projection, ctx, kept, every, only, entering)
        except BaseException:
            # Layers that are streamed through the device are dropped: what was cut off leaves none behind.
            if isinstance(layers, LayerStream):
                layers.drop()
            raise
        ctx.join()
        if edited is not None:
            edited.end()
        # The last are always kept: the head reads them, and the draft block, or the next stage.
        kept[-1:] = [streams]
        return kept, None if projection is None else HandOver(streams, projection)

    def _each(
        self, streams: Tensor, projection: Any, ctx: PassContext, kept: list[Any], every: Tensor | None,
        only: range | None, entering: list[HandOver] | None,
    ) -> tuple[Tensor, Any]:  # fmt: skip
        """Layer after layer: the last one's streams [B * T, N, D] and their projection; `kept` gets what is wanted."""
        layers, cache, buffer = self.weights.layers, ctx.cache, ctx.buffer
        for i in self.layers if only is None else only:
            if entering is not None:
                entering.append(HandOver(streams, projection))
            # Who reads the last streams projects them; in a prompt most of them are not read.
            fn = self.weights.small[i + 1].fn if i + 1 in self.layers else self._next_fn
            out = None if every is None else every[i + 1]
            streams, projection = self._layer(
                f"layers.{i}", layers[i], cache.layers[i], streams, projection, ctx, fn, out
            )
            if ctx.edits is not None:
                streams, projection = change_streams(ctx.edits, f"streams.{i}", streams, projection, fn)
            # Streams of a chunk are large (N * D a token), so a layer's go as soon as nobody wants them.
            kept.append(streams if every is not None or buffer.wants(f"streams.{i}") else None)
        if entering is not None:
            entering.append(HandOver(streams, projection))
        return streams, projection

    def run_one(
        self, name: str, layer: LayerWeights, cache: EngineLayerCache, streams: Tensor, ctx: PassContext
    ) -> Tensor:
        """A layer by itself, which the draft block is: streams [B * T, N, D] in and out."""
        projection = project_streams_triton(streams, layer.attention.fn)
        streams, _ = self._layer(name, layer, cache, streams, projection, ctx, None, None)
        ctx.join()
        return streams

    def _layer(
        self, where: str, layer: LayerWeights, cache: EngineLayerCache, streams: Tensor, projection: Any, ctx: PassContext,
        fn: Tensor | None, out: Tensor | None,
    ) -> tuple[Tensor, Tensor | None]:  # fmt: skip
        """Streams and their projection for this layer -> the streams behind it, in `out` if given, projected by `fn`."""
        name = f"{where}.attn"
        # Decided before the collapse, which packs its result for these matrices while it has it in registers.
        kinds = packed_for(ctx, streams, *([m.matrix] for m in (layer.low, layer.columns) if m is not None))
        x, post, comb = self._collapse(name, layer.attention, streams, projection, ctx, kinds)
        added = self._attend(name, layer, cache, x, ctx)
        # mHC post of attention also projects for the experts' site: streams are read once for both.
        streams, projection = hyper_connections_post_triton(added, streams, post, comb, fn=layer.experts_site.fn)
        name = f"{where}.ffn"
        kinds = packed_for(ctx, streams, [layer.w1, layer.w2, *layer.shared])
        x, post, comb = self._collapse(name, layer.experts_site, streams, projection, ctx, kinds)
        routed, shared = self._experts(name, layer, x, ctx)
        # Experts are summed on the way into the streams, so their sum is never written.
        return hyper_connections_post_triton(shared, streams, post, comb, routed=routed, fn=fn, out=out)

    def _collapse(
        self, name: str, site: Site, streams: Tensor, projection: Tensor, ctx: PassContext, kinds: tuple[str, ...]
    ) -> tuple[Input, Tensor, Tensor]:
        """The sub-layer's input, post [T, N] and comb [T, N, N]."""
        config, buffer, edits, (tokens, n, width) = self.config, ctx.buffer, ctx.edits, streams.shape
        normed = torch.empty(tokens, width, dtype=streams.dtype, device=streams.device)  # [T, D]
        pre, post, comb = (
            buffer.allocate(f"{name}.mixing.{part}", tokens, *shape)
            for part, shape in (("pre", (n,)), ("post", (n,)), ("comb", (n, n)))
        )
        # What Sinkhorn starts from has no other use, so it gets a place only when it is wanted.
        point = f"{name}.mixing.comb_logits"
        asked = buffer.wants(point) or (edits is not None and edits.touches(point))
        logits = buffer.allocate(point, tokens, n, n) if asked else None
        packed = hyper_connections_pre_triton(
            streams, projection, site.base, site.scale, (None, pre, post, comb),
            steps=config.hc_sinkhorn_iters, eps=config.hc_eps, norm_eps=config.rms_norm_eps, norm_weight=site.norm,
            normed=normed, kinds=kinds, logits=logits,
        )  # fmt: skip
        given = Input(normed, packed)
        if edits is None:
            return given, post, comb
        parts = {"pre": pre, "post": post, "comb": comb} | ({} if logits is None else {"comb_logits": logits})
        return change_mixing(ctx, edits, name, site, streams, given, parts, config, kinds)

    def _experts(self, name: str, layer: LayerWeights, given: Input, ctx: PassContext) -> tuple[Tensor, Tensor]:
        """[T, D] -> what the chosen experts add [T, K, D], and the shared one [T, D]."""
        x, packed = given
        config, buffer, tokens = self.config, ctx.buffer, len(x)
        slots, limit = config.num_experts_per_tok, config.swiglu_limit
        out = (
            buffer.allocate(f"{name}.routing.experts", tokens, slots, dtype=torch.int64),
            buffer.allocate(f"{name}.routing.weights", tokens, slots),
            buffer.allocate(f"{name}.routing.logits", tokens, config.n_routed_experts),
        )
        # Before the shared expert, whose weights on their way would hold up these few that the choice waits for.
        part, entering = partial_logits_triton(x, layer.routing), ctx.input(x)
        if ctx.release and tokens <= LINEAR_FEW and worth_packing(x, layer.w1, layer.w2, *layer.shared):
            # Release numerics round x first, so it could not be packed where it was made.
            packed = pack_vectors(entering, tuple({layer.w1.kind, layer.shared[0].kind}))
        with ctx.side_stream():
            if tokens <= LINEAR_FEW:
                none, whole = self._zero[:tokens], self._one[:tokens]
                shared = chosen_experts_triton(
                    entering, none, whole, *layer.shared, limit=limit, packed=packed, release=ctx.release
                )[:, 0]
            else:
                w1, w3, w2 = layer.shared
                shared = linear(ctx.input(activate_triton(linear(entering, w1), linear(entering, w3), limit)), w2)
        # The choice waits for the router only, while the shared expert's weights are read beside it.
        experts, weights, logits = route_triton(
            x, layer.routing, layer.bias, layer.table, ctx.ids, slots, scaling=config.routed_scaling_factor, out=out,
            part=part,
        )  # fmt: skip
        used: dict[str, Tensor] = {}
        if ctx.edits is not None:
            used = change_routing(ctx.edits, name, layer, out, config, buffer)
        buffer.note(f"{name}.routing.scores", lambda: used.get(f"{name}.routing.scores", score_experts(logits)))
        bias = layer.bias
        if bias is not None:
            place = f"{name}.routing.biased_scores"
            buffer.note(place, lambda: used.get(place, score_experts(logits) + bias))
        # Weights of the routing are applied inside: `routed` is what enters the streams, slot by slot.
        store, own = self.weights.store, (layer.w1, layer.w3, layer.w2)
        if store is not None:
            with ctx.side_stream():
                store.count(name, experts)  # beside the product
            if ctx.halted is None:
                own = store.matrices(name, own, tokens)
        routed = chosen_experts_triton(
            entering, experts, weights, *own, limit=limit, packed=packed, release=ctx.release
        )  # fmt: skip
        if store is not None and ctx.halted is None:
            store.passed(tokens)
        ctx.join()
        if ctx.edits is not None:
            routed, shared = change_experts(ctx.edits, name, routed, shared)
        buffer.note(f"{name}.routed", lambda: routed)
        buffer.note(f"{name}.shared", lambda: shared)
        buffer.note(f"{name}.out", lambda: (routed.sum(1) + shared).view(*ctx.shape, -1))
        if buffer.wants(point := f"{name}.norms"):
            with ctx.side_stream():
                # Beside what follows: capture may not lengthen the chain that a token waits for.
                expert_norms_triton(routed, shared, out=buffer.allocate(point, tokens, slots + 1))
        return routed, shared


def uncovered(config: Config) -> str | None:
    """Why the engine does not run a model of this configuration, or None."""
    # Each line is a condition that some kernel has; better refused by name than computed wrongly.
    if not config.swiglu_limit:
        return "swiglu_limit 0, experts without a clamp"
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
