"""The model on Triton kernels, with weights as they are stored; it answers to the same names as Transformer.

Architecture and equations are those of dsv4lab/model/. A prompt of any length is read in chunks, so that memory is the cache
and one chunk. Surprising: the head's rows are always padded to the same number, so that capturing the lens cannot change
a token. Tests: tests/engine/test_engine.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from dsv4lab.capture import points
from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.compile_ahead import CompileAhead
from dsv4lab.engine.kv_cache import EngineCache, engine_cache_bytes
from dsv4lab.engine.layers import Layers, uncovered
from dsv4lab.engine.stages import on
from dsv4lab.engine.weights import Site, Weights
from dsv4lab.errors import BodyError, DeviceMemoryError, MissingPartError, PromptError, SettingError
from dsv4lab.kernels.head import head_logits
from dsv4lab.kernels.head_triton import head_logits_triton
from dsv4lab.kernels.hyper_connections_post_triton import project_streams_triton
from dsv4lab.kernels.hyper_connections_pre_triton import hyper_connections_pre_triton
from dsv4lab.kernels.rope_triton import norm_rotate_triton
from dsv4lab.model.parts import Numerics

if TYPE_CHECKING:
    from dsv4lab.text import Tokenizer

CHUNK = 8192  # prompt tokens per pass


class EngineModel:
    """`config`, `tokenizer`, `notes`, `digest`, `device`, `dtype` and `model(ids[B, T]) -> logits[B, T, V]`."""

    engine = "triton"

    def __init__(self, weights: Weights) -> None:
        reason = uncovered(weights.config)
        # Now, and not in the first pass: a model that cannot run should not have been loaded.
        if reason is not None:
            raise MissingPartError(f"the engine does not cover {reason}; use engine='reference'.")
        self.weights, self.config, self.layers = weights, weights.config, Layers(weights)
        self.tokenizer: Tokenizer | None = None
        self.end_ids: frozenset[int] = frozenset()  # that end a text; `load` sets them, with a tokenizer or without
        self.numerics = Numerics()  # flipping `release` concerns states made from then on
        self.digest = ""
        self.layers_of: int | None = None  # how many layers the model has whose first ones these are; None: it is whole
        self.notes: list[str] = []
        self.chunk = CHUNK
        self.graphs = True  # whether a step is recorded as a CUDA graph, where there is CUDA
        self.ahead: CompileAhead | None = None  # kernels that are being compiled; `load` begins it on a GPU
        self.listeners: list[tuple[str, Callable[[Tensor], object]]] = []  # to points, by name
        # Kernels of a pass share scratch, so passes of several texts follow one another whole.
        self.lock = threading.RLock()
        # Rows of a read-out: the last vector and one for every layer of the lens.
        self.block_rows = min(64, max(16, 1 << (self.config.num_hidden_layers + 1).bit_length()))

    @property
    def device(self) -> torch.device:
        """The device that ids are sent to: of the embedding and the first layers, mostly of all."""
        return self.weights.embed.device

    @property
    def read_device(self) -> torch.device:
        """The device that logits come from: of the last layers and the head."""
        return self.weights.head.device

    @property
    def dtype(self) -> torch.dtype:
        """The dtype of activations; weights stay as they are stored."""
        return self.weights.dtype

    def wait_until_ready(
        self,
        say: Callable[[str], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
        captured: bool = False,
    ) -> None:
        """Wait until the kernels of a short text are compiled, one that is `captured` or not, or until it is stopped; `say`
        hears what and how long. Kernels that only others need are waited for when they are launched.
        """
        if self.ahead is not None:
            self.ahead.wait(say, stopped, texts=2 if captured else 1)

    @torch.inference_mode()
    def __call__(self, ids: Tensor, cache: EngineCache | None = None, *, last_only: bool = False) -> Tensor:
        """ids [B, T] -> logits [B, T, V] float32 (only the last position with `last_only`).

        With a cache the tokens continue it, and it is moved on by T.
        """
        self.wait_until_ready()
        cache = self.new_cache(ids.shape[1], batch=len(ids)) if cache is None else cache
        parts: list[Tensor] = []
        with self.lock, on(self.read_device):
            for part in torch.split(ids.to(self.device), self.chunk, 1):
                buffer = CaptureBuffer([name for name, _ in self.listeners], self.read_device)
                kept = self.layers.run(part, cache, buffer)
                if self.listeners:
                    self.tell(kept, buffer, part.shape)
                streams = torch.unflatten(kept[-1], 0, part.shape)  # [B, T, N, D]
                if last_only:
                    parts, streams = [], streams[:, -1:]  # only the last chunk's are returned
                logits = self.read_out(streams.flatten(0, 1))
                parts.append(torch.unflatten(logits, 0, streams.shape[:2]))
        return torch.cat(parts, 1)

    @torch.inference_mode()
    def read_points(self, ids: Tensor, names: Sequence[str], cache: EngineCache | None = None) -> dict[str, Tensor]:
        """Run ids [B, T] and return what passed these points (capture/points.py), {name: tensor}.

        With a cache the tokens continue it. At most `chunk` tokens: what a point holds of entries grows with the text.
        """
        if ids.shape[1] > self.chunk:
            raise SettingError(
                f"{ids.shape[1]} tokens are more than one pass; give at most {self.chunk}, or set model.chunk."
            )
        for name in names:
            # Before anything runs, so that a wrong name costs nothing and leaves the cache as it was.
            points.require(name, self.config)
        self.wait_until_ready()
        cache = self.new_cache(ids.shape[1], batch=len(ids)) if cache is None else cache
        buffer = CaptureBuffer(names, self.read_device)
        with self.lock, on(self.read_device):
            streams = self.layers.run(ids.to(self.device), cache, buffer)
            return self.passed(names, streams, buffer, ids.shape)

    def passed(
        self, names: Iterable[str], streams: list[Tensor], buffer: CaptureBuffer, shape: Sequence[int],
        read_out: Callable[[Tensor], Tensor] | None = None,
    ) -> dict[str, Tensor]:  # fmt: skip
        """What passed these points in a pass over ids of this shape (B, T), whose streams are [B * T, N, D] each, with the
        axes of the table of points. `read_out` makes logits of streams, if edits change them.

        A compressor's point has nothing to give where no block was completed; it is left out then.
        """
        found: dict[str, Tensor] = {}
        for name in names:
            if name == "logits":
                found[name] = (read_out or self.read_out)(streams[-1]).unflatten(0, shape)
            elif name == "head_mixing.pre":
                found[name] = self.collapsed(streams[-1])[1].unflatten(0, shape)
            elif name.startswith("streams."):
                layer = name.removeprefix("streams.")
                found[name] = streams[0 if layer == "embedding" else int(layer) + 1].unflatten(0, shape)
            elif name in buffer.values:
                value = buffer.values[name]
                found[name] = value.unflatten(0, shape) if points.row(name).flat else value
        return found

    def tell(
        self, streams: list[Tensor], buffer: CaptureBuffer, shape: Sequence[int],
        read_out: Callable[[Tensor], Tensor] | None = None,
    ) -> None:  # fmt: skip
        """Let everyone who listens hear one pass; arguments as for `passed`, shapes [B, T, ...]."""
        found = self.passed({name for name, _ in self.listeners}, streams, buffer, shape, read_out)
        # A copy, since whoever hears something may stop listening.
        for name, function in list(self.listeners):
            if name in found:
                function(found[name])

    def sink(self, layer: int) -> Tensor:
        """Every head's logit [H] of attending to nothing, in this layer."""
        return self.weights.small[layer].sink

    def get_submodule(self, name: str) -> Any:
        """The engine has no modules, so nothing can be hooked: it says what to use."""
        raise BodyError(
            "engine",
            f"hooking the module {name}",
            "it fuses its layers and has no modules",
            f"model.read_points(ids, [{name!r}]) reads a point and model.points[{name!r}].listen(function) hears it; to "
            "change one, load with engine='reference'",
        )

    def new_cache(self, tokens: int, *, batch: int = 1) -> EngineCache:
        """An empty cache for `batch` texts of up to `tokens` tokens; refused before anything is allocated."""
        if tokens > self.config.max_position_embeddings:
            raise PromptError(
                f"{tokens} tokens do not fit this model's context of {self.config.max_position_embeddings}; shorten the "
                "prompt or ask for fewer new tokens."
            )
        # Counted beforehand: memory that runs out in the middle of a long prompt costs minutes.
        for number, stage in enumerate(self.weights.stages):
            need, free = self.need(tokens, batch, self.chunk, number), self.free_bytes(number)
            if free is not None and need > free:
                raise DeviceMemoryError(
                    f"{tokens:,} tokens need about {need / 1e9:.3g} GB on {stage.device} and {free / 1e9:.3g} GB are free. "
                    + self._ways_to_fit(tokens, batch, free, number)
                )
        release, stages = self.numerics.release, self.weights.stages
        return EngineCache(self.config, tokens, dtype=self.dtype, stages=stages, batch=batch, release=release)

    def free_bytes(self, stage: int = -1) -> int | None:
        """Bytes that can still be allocated on a stage's device; None where that is not counted (a CPU)."""
        device = self.weights.stages[stage].device
        if device.type != "cuda":
            return None
        free, _ = torch.cuda.mem_get_info(device)
        # What torch keeps for later is free for us, though the driver counts it as taken.
        return free + torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)

    def need(self, capacity: int, batch: int, chunk: int, stage: int = -1) -> int:
        """Bytes on a stage's device of `batch` texts with room for so many tokens, read in chunks of this size."""
        kinds = [self.config.layer_kinds[i] for i in self.weights.stages[stage].layers]
        release = self.numerics.release
        held = engine_cache_bytes(self.config, capacity, dtype=self.dtype, batch=batch, release=release, kinds=kinds)
        if self.numerics.release:  # a layer's entries, widened for a chunk of a prompt
            held += batch * capacity // self.config.pick_rate * self.config.head_dim * self.dtype.itemsize
        return held + self.pass_bytes(min(capacity, chunk) * batch, capacity)

    def _ways_to_fit(self, capacity: int, batch: int, free: int, stage: int) -> str:
        """The two cheapest: smaller passes, which only take longer, and fewer tokens."""
        chunk = self.chunk
        # Halving finds a size that fits in a few tries; smaller passes only take longer.
        while chunk > 16 and self.need(capacity, batch, chunk, stage) > free:
            chunk //= 2
        shorter = capacity
        # In steps of a tenth: the answer is advice, not a bound.
        while shorter > 1 and self.need(shorter, batch, self.chunk, stage) > free:
            shorter = shorter * 9 // 10
        ways = [f"smaller passes, model.chunk = {chunk} (now {self.chunk})"] * (
            self.need(capacity, batch, chunk, stage) <= free
        )
        ways += [f"at most {shorter:,} tokens"] * (self.need(shorter, batch, self.chunk, stage) <= free)
        store = self.weights.store
        fewer = None if store is None else store.fewer(self.need(capacity, batch, self.chunk, stage) - free)
        if fewer is not None:
            ways.append(f"fewer experts there, lab.load(..., placement='offload', experts_on_device={fewer})")
        return (
            f"It fits with {' or with '.join(ways)}." if ways else "Nothing fits beside what is there: free some first."
        )

    def pass_bytes(self, tokens: int, capacity: int) -> int:
        """About the bytes that one pass over `tokens` tokens needs beside weights and cache.

        For V4-Flash's widths and 8,192 tokens 8.5 GB; `dsv4lab bench engine` measured 7 (peak_gb less weights and cache).
        """
        config, size = self.config, self.weights.embed.element_size()
        streams = 3 * config.hc_mult * config.hidden_size * size
        queries = (
            3 * config.num_attention_heads * config.head_dim + config.index_n_heads * config.index_head_dim
        ) * size
        experts = (config.num_experts_per_tok + 3) * (config.hidden_size + config.moe_intermediate_size) * size
        columns = 16 * 2 * (2 * config.head_dim + 2 * config.index_head_dim)
        # Scores of the indexer, and one matrix of all experts written out in bfloat16 for many tokens.
        scratch = 8 * (1 << 25) + 8 * capacity // config.pick_rate
        if tokens > config.n_routed_experts:
            scratch += 2 * config.n_routed_experts * config.hidden_size * config.moe_intermediate_size
        return tokens * (streams + queries + experts + columns + 8 * config.index_topk) + scratch

    def final_vectors(self, streams: Tensor, site: Site | None = None) -> Tensor:
        """Streams [M, N, D] collapsed and normed [M, D]: what the head reads. `site` is the trunk's last by default."""
        return self.collapsed(streams, site)[0]

    def collapsed(self, streams: Tensor, site: Site | None = None) -> tuple[Tensor, Tensor]:
        """`final_vectors`, and the share [M, N] of each stream in them."""
        site, config = self.weights.head_site if site is None else site, self.config
        tokens, n, width = streams.shape
        normed = torch.empty(tokens, width, dtype=streams.dtype, device=streams.device)
        pre, post, comb = (torch.empty(tokens, *shape, device=streams.device) for shape in ((n,), (n,), (n, n)))
        # The same kernel as for a sub-layer, whose post and comb nobody reads here.
        with on(streams.device):
            hyper_connections_pre_triton(
                streams, project_streams_triton(streams, site.fn), site.base, site.scale, (None, pre, post, comb),
                steps=1, eps=config.hc_eps, norm_eps=config.rms_norm_eps, norm_weight=site.norm, normed=normed,
            )  # fmt: skip
        return normed, pre

    def vectors_alone(self, streams: Tensor) -> Tensor:
        """Streams [M, N, D] -> what the head would read of each by itself [M * N, D]: the final norm brings it to size."""
        nowhere = torch.zeros(len(streams), dtype=torch.int64, device=streams.device)
        still = torch.empty(0, device=streams.device)  # nothing turns
        norm = self.weights.head_site.norm
        with on(streams.device):
            return norm_rotate_triton(streams, norm, nowhere, still, eps=self.config.rms_norm_eps).flatten(0, 1)

    def read_out(self, streams: Tensor, site: Site | None = None) -> Tensor:
        """Streams [M, N, D] -> logits [M, V] float32; `site` as for `final_vectors`."""
        return self.logits(self.final_vectors(streams, site))

    def logits(self, vectors: Tensor) -> Tensor:
        """The head: vectors [M, D] -> logits [M, V] float32."""
        head = self.weights.head
        # Always the same number of rows up to there, or a lens would change how sums are ordered and so a token.
        if len(vectors) <= self.block_rows or not vectors.is_cuda:
            with on(vectors.device):
                return head_logits_triton(vectors, head, block_rows=self.block_rows)
        if vectors.dtype == head.dtype == torch.bfloat16:
            # Many rows are a plain product; float32 out, since logits in bfloat16 would tie.
            return torch.mm(vectors, head.t(), out_dtype=torch.float32)
        return head_logits(vectors, head)
