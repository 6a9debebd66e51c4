"""The whole model: embedding, N residual streams through the layers, collapse, head.

Letters used in all shapes: B batch, T tokens, D hidden, N streams, H heads, C head width, S compressed entries, E experts,
K chosen, I expert width, V vocabulary. Positions are absolute; a batch holds equal lengths (padding, if any, right).
Tests: tests/model/test_against_transformers.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor, nn

from dsv4lab.config import Config
from dsv4lab.errors import CaptureError, PromptError
from dsv4lab.kernels.head import head_logits
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.model.hyper_connections import HyperHead
from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.layer import Layer
from dsv4lab.model.mtp import MTPBlock
from dsv4lab.model.one_dtype import OneDtype
from dsv4lab.model.parts import Linear, Numerics, RMSNorm
from dsv4lab.model.rope import Rotary

if TYPE_CHECKING:
    from dsv4lab.text import Tokenizer

# What the release keeps in float32 whatever the model's dtype: mixing over dozens of layers drifts otherwise.
_FLOAT32 = ("mixing.fn", "mixing.base", "mixing.scale", "attn.sink", "compressor.ape", "routing.bias")


class Transformer(OneDtype):
    """A DeepSeek-V4. Points: streams.embedding, streams.{i} (after layer i) [B, T, N, D] and logits [B, T, V]."""

    engine = "reference"

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config, self.numerics = config, Numerics()
        self.tokenizer: Tokenizer | None = None
        self.end_ids: frozenset[int] = frozenset()  # that end a text; `load` sets them, with a tokenizer or without
        self.digest = ""  # of the weights' files, when they came from some
        self.layers_of: int | None = None  # how many layers the model has whose first ones these are; None: it is whole
        self.notes: list[str] = []  # what loading chose and what the user should know
        table = torch.empty(config.vocab_size, config.hidden_size)  # given, so that no random numbers are made
        self.embed = nn.Embedding(config.vocab_size, config.hidden_size, _weight=table)
        self.rotary = Rotary(config)
        self.layers = nn.ModuleList(
            Layer(config, kind, routing, self.numerics)
            for kind, routing in zip(config.layer_kinds, config.routing_kinds, strict=True)
        )
        self.head_mixing = HyperHead(config)
        self.norm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.head = Linear(config.hidden_size, config.vocab_size)  # not the embedding's matrix: V4 does not tie them
        self.mtp = nn.ModuleList(MTPBlock(config, self.numerics) for _ in range(config.num_nextn_predict_layers))
        points = {"embedding": HookPoint()} | {str(i): HookPoint() for i in range(config.num_hidden_layers)}
        self.streams = nn.ModuleDict(points)
        self.logits = HookPoint()

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.embed.weight.device

    @property
    def dtype(self) -> torch.dtype:
        """The dtype of the embedding and most weights; some stay float32 (`cast`)."""
        return self.embed.weight.dtype

    def cast(self, dtype: torch.dtype) -> Transformer:
        """Parameters to `dtype`, in place, except those the release keeps in float32."""
        for name, parameter in self.named_parameters():
            if not name.endswith(_FLOAT32):
                parameter.data = parameter.data.to(dtype)
        return self

    def forward(self, ids: Tensor, cache: Cache | None = None, *, last_only: bool = False) -> Tensor:
        """ids [B, T] -> logits [B, T, V] float32 (only the last position with `last_only`).

        With a cache the tokens continue it, and it is moved on by T.
        """
        streams = self.run_layers(ids, cache)
        return self.read_out(streams[:, -1:] if last_only else streams)

    def new_cache(self, tokens: int) -> Cache:
        """An empty cache for one text of up to `tokens` tokens; it grows by itself."""
        return Cache(self.config)

    def plain_cache(self) -> Cache:
        """An empty cache that can be gone back in, for a run beside another one."""
        return Cache(self.config, rewindable=True)

    @torch.inference_mode()
    def read_points(self, ids: Tensor, names: Sequence[str], cache: Cache | None = None) -> dict[str, Tensor]:
        """Run ids [B, T] and return what passed these points (capture/points.py), {name: tensor}.

        With a cache the tokens continue it. The same call works on the engine. Raises CaptureError for a name that is no
        point of this model.
        """
        # A listener hears every pass through the model, so passes of other threads must be told from this one.
        thread, found = threading.get_ident(), {}
        there = {name: module for name, module in self.named_modules() if isinstance(module, HookPoint)}
        for name in names:
            if name not in there:
                raise CaptureError(
                    f"{name}: this model has no such point. All: dsv4lab.capture.points.names(model.config)."
                )

        def listener(name: str) -> Callable[..., None]:
            def listen(_module: nn.Module, _args: tuple[Any, ...], value: Tensor) -> None:
                if threading.get_ident() == thread:
                    found[name] = value

            return listen

        handles = [there[name].register_forward_hook(listener(name)) for name in names]
        try:
            self(ids, cache)
        finally:
            for handle in handles:
                handle.remove()
        return found

    def sink(self, layer: int) -> Tensor:
        """Every head's logit [H] of attending to nothing, in this layer."""
        return self.get_parameter(f"layers.{layer}.attn.sink")

    def run_layers(
        self, ids: Tensor, cache: Cache | None = None, *, first: int = 0, streams: Tensor | None = None
    ) -> Tensor:
        """ids [B, T] -> the streams after the last layer [B, T, N, D].

        With `streams` [B, T, N, D] they enter layer `first`, and what comes before is left out: the layers in front of a
        change need not run again. Raises PromptError past the model's context.
        """
        cache = Cache(self.config) if cache is None else cache
        start, end = cache.length, cache.length + ids.shape[1]
        if end > self.config.max_position_embeddings:
            raise PromptError(
                f"{end} tokens do not fit this model's context of {self.config.max_position_embeddings}; shorten the "
                "prompt or ask for fewer new tokens."
            )
        ids = ids.to(self.device)
        # All streams begin alike; the layers' coefficients, which differ by stream, part them.
        if streams is None:
            every = self.embed(ids)[:, :, None].expand(-1, -1, self.config.hc_mult, -1)  # [B, T, N, D]
            after: Tensor = self.streams["embedding"](every)
        else:
            after = streams
        for i in range(first, len(self.layers)):
            layer = self.layers[i]
            after = self.streams[str(i)](layer(after, ids, start, cache.layers[i], self.rotary))
        cache.length = end  # only now: a pass that was cut off is not counted
        return after

    def read_out(self, streams: Tensor, *, listened: bool = True) -> Tensor:
        """Collapse, norm and head, the head in float32: [B, T, N, D] -> logits [B, T, V].

        `listened=False` keeps the points quiet: a lens reads earlier layers out without being taken for the output.
        """
        # In float32: probabilities of 129,280 tokens are told apart by less than bfloat16 keeps.
        logits = head_logits(self.norm(self.head_mixing(streams, listened=listened)), self.head.weight)
        return self.logits(logits) if listened else logits

    def draft(
        self, streams: Tensor, next_ids: Tensor, cache: Cache | None = None, *, start: int = 0, block: int = 0
    ) -> tuple[Tensor, Tensor]:
        """Draft with an MTP block: streams [B, T, N, D] of tokens i, ids [B, T] of tokens i + 1.

        Returns logits [B, T, V] for tokens i + 2 and the block's streams [B, T, N, D].
        """
        cache = Cache(self.config) if cache is None else cache
        draft_block = cast(MTPBlock, self.mtp[block])
        hidden, streams = draft_block.draft(
            streams, self.embed(next_ids), next_ids, start, cache.mtp[block], self.rotary
        )
        return head_logits(hidden, self.head.weight), streams
