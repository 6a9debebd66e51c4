"""The edits behind comparison/mistakes.py: the model's own code with one function, number or state exchanged.

Each edit takes a reference model and the layers to edit (all of them if left out) and works in place. Surprising: a copy
of a method with other globals is the model's real code in which one function that it calls is another one, so an edit
cannot drift away from the model.   Tests: tests/comparison/test_planted.py.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from types import FunctionType, MethodType
from typing import Any

import torch
from torch import Tensor, nn

from dsv4lab.generation.reference import Reference
from dsv4lab.kernels.attention import AttentionLists, sparse_attention
from dsv4lab.kernels.expert_routing import weigh_experts
from dsv4lab.kernels.hyper_connections import coefficients, hyper_connections_post
from dsv4lab.kernels.lightning_indexer import index_scores
from dsv4lab.kernels.topk import best_first
from dsv4lab.model.attention import Attention
from dsv4lab.model.compressor import Compressor
from dsv4lab.model.kv_cache import CompressorState
from dsv4lab.model.rope import Rotary, frequencies

Layers = Iterable[int] | None


def exchange(module: nn.Module, method: str, **functions: Callable[..., Any]) -> None:
    """Give one module a copy of its method in which the functions of these names are others."""
    ours: Any = getattr(type(module), method)
    changed = FunctionType(ours.__code__, {**ours.__globals__, **functions}, ours.__name__, ours.__defaults__)
    changed.__kwdefaults__ = ours.__kwdefaults__
    setattr(module, method, MethodType(changed, module))


def compressed_rope(model: Reference, layers: Layers = None) -> None:
    """Compressed layers turn with the base of sliding ones, and without YaRN."""
    _turn_with(model, layers, True, "compressed", frequencies(model.config.qk_rope_head_dim, model.config.rope_theta))


def sliding_rope(model: Reference, layers: Layers = None) -> None:
    """Sliding layers turn with the base and YaRN of compressed ones."""
    config = model.config
    turned = frequencies(config.qk_rope_head_dim, config.compress_rope_theta, config.yarn)
    _turn_with(model, layers, False, "sliding", turned)


def entries_at_number(model: Reference, layers: Layers = None) -> None:
    """Entries of attention stand at their number and not at their block's first position."""
    for attention in _attentions(model, layers):
        if attention.compressor is not None:
            _turn_entries(attention.compressor, lambda positions, rate: positions // rate)


def index_keys_unrotated(model: Reference, layers: Layers = None) -> None:
    """Keys of the indexer are not turned at all."""
    for attention in _attentions(model, layers):
        if attention.indexer is not None:
            _turn_entries(attention.indexer.compressor, lambda positions, _rate: positions * 0)


def overlap_lost(model: Reference, layers: Layers = None) -> None:
    """A pass that continues a text has forgotten the block before its first entry."""
    for compressor in _compressors(model, layers):

        def forward(
            x: Tensor, start: int, state: CompressorState, rotary: Rotary, self: Compressor = compressor
        ) -> Tensor | None:
            state.previous = None
            return type(self).forward(self, x, start, state, rotary)

        compressor.forward = forward


def comb_transposed(model: Reference, layers: Layers = None) -> None:
    """The streams are mixed with comb summed over its second index."""

    def post(z: Tensor, streams: Tensor, post: Tensor, comb: Tensor) -> Tensor:
        return hyper_connections_post(z, streams, post, comb.transpose(-1, -2))

    for layer in _layers(model, layers):
        exchange(layer, "forward", hyper_connections_post=post)


def post_without_two(model: Reference, layers: Layers = None) -> None:
    """post is a sigmoid and not two of them."""

    def halved(mixed: Tensor, base: Tensor, scale: Tensor, *, eps: float) -> Any:
        found = coefficients(mixed, base, scale, eps=eps)
        return found._replace(post=found.post / 2)

    for layer in _layers(model, layers):
        for site in (layer.attn, layer.ffn):
            exchange(site.mixing, "forward", coefficients=halved)


def entries_early(model: Reference, layers: Layers = None) -> None:
    """An entry can be read one token before its block is complete."""

    def scores(query: Tensor, keys: Tensor, weights: Tensor, *, start: int, rate: int) -> Tensor:
        return index_scores(query, keys, weights, start=start + 1, rate=rate)

    def attend(query: Tensor, window: Tensor, entries: Tensor | None, picks: Tensor | None, sink: Tensor, **more: Any):
        if entries is not None and picks is None:  # all that can be seen, said as picks
            tokens, rate = query.shape[1], more["rate"]
            complete = (torch.arange(tokens, device=query.device) + more["start"] + 2) // rate
            number = torch.arange(entries.shape[1], device=query.device).expand(tokens, -1)
            picks = number.masked_fill(number >= complete[:, None], -1).expand(query.shape[0], -1, -1)
        return sparse_attention(query, window, entries, picks, sink, **more)

    for attention in _attentions(model, layers):
        if attention.indexer is not None:
            exchange(attention.indexer, "forward", index_scores=scores)
        elif attention.compressor is not None:
            exchange(attention, "forward", sparse_attention=attend)


def bias_in_weights(model: Reference, layers: Layers = None) -> None:
    """The bias that decides who is chosen also enters the weights."""
    for layer in _layers(model, layers):
        bias = layer.ffn.routing.bias
        if bias is not None:

            def weigh(scores: Tensor, experts: Tensor, bias: Tensor = bias, **more: Any) -> Tensor:
                return weigh_experts(scores + bias, experts, **more)

            exchange(layer.ffn.routing, "forward", weigh_experts=weigh)


def sink_dropped(model: Reference, layers: Layers = None) -> None:
    """The softmax has no sink."""

    def attend(query: Tensor, window: Tensor, entries: Tensor | None, picks: Tensor | None, sink: Tensor, **more: Any):
        return sparse_attention(query, window, entries, picks, torch.full_like(sink, -torch.inf), **more)

    for attention in _attentions(model, layers):
        exchange(attention, "forward", sparse_attention=attend)


def ties(model: Reference, layers: Layers = None) -> None:
    """Among equal scores the higher entry is picked first."""

    def select(scores: Tensor, k: int) -> Tensor:
        best, picks = best_first(scores.flip(-1), k)
        return (scores.shape[-1] - 1 - picks).masked_fill(best == -torch.inf, -1)

    for attention in _attentions(model, layers):
        if attention.indexer is not None:
            exchange(attention.indexer, "forward", select_entries=select)


def unfinished_block(model: Reference, layers: Layers = None) -> None:
    """What is left of a prompt makes an entry, too."""
    for compressor in _compressors(model, layers):

        def forward(
            x: Tensor, start: int, state: CompressorState, rotary: Rotary, self: Compressor = compressor
        ) -> Tensor | None:
            before = copy.copy(state)
            before.history = None
            found = type(self).forward(self, x, start, state, rotary)
            left = (start + x.shape[1]) % self.rate
            if start or not left:
                return found
            more = x[:, -1:].expand(-1, self.rate - left, -1)
            return type(self).forward(self, torch.cat((x, more), 1), start, before, rotary)

        compressor.forward = forward


def window_longer(model: Reference, layers: Layers = None) -> None:
    """The window holds one key more."""

    def attend(
        query: Tensor, window: Tensor, entries: Tensor | None, picks: Tensor | None, sink: Tensor, *,
        window_size: int, **more: Any,
    ) -> tuple[Tensor, AttentionLists | None]:  # fmt: skip
        out, lists = sparse_attention(query, window, entries, picks, sink, window_size=window_size + 1, **more)
        if lists is None:
            return out, None
        return out, AttentionLists(lists.key[..., 1:], window_size, lists.weight[..., 1:], lists.sink)

    for attention in _attentions(model, layers):
        exchange(attention, "forward", sparse_attention=attend)


def not_turned_back(model: Reference, layers: Layers = None) -> None:
    """Attention's output keeps the rotation of the keys."""
    for attention in _attentions(model, layers):
        exchange(attention, "project", rotate=lambda x, _angles, **_more: x)


def shared_unclamped(model: Reference, layers: Layers = None) -> None:
    """The shared expert is not clamped (as in the first release)."""
    for layer in _layers(model, layers):
        layer.ffn.shared_expert.limit = float("inf")


def no_slot_bias(model: Reference, layers: Layers = None) -> None:
    """Gates are not moved by a token's slot in its block."""
    for compressor in _compressors(model, layers):
        compressor.ape = nn.Parameter(torch.zeros_like(compressor.ape), requires_grad=False)


def _layers(model: Reference, layers: Layers) -> Iterator[Any]:
    chosen = None if layers is None else set(layers)
    for number, layer in enumerate(model.layers):
        if chosen is None or number in chosen:
            yield layer


def _attentions(model: Reference, layers: Layers) -> Iterator[Attention]:
    for layer in _layers(model, layers):
        yield layer.attn


def _compressors(model: Reference, layers: Layers) -> Iterator[Compressor]:
    for attention in _attentions(model, layers):
        if attention.indexer is not None:
            yield attention.indexer.compressor
        if attention.compressor is not None:
            yield attention.compressor


def _turn_with(model: Reference, layers: Layers, compressed: bool, name: str, speeds: Tensor) -> None:
    """Hand attention of one family of layers another table of speeds [R / 2]."""
    other = Rotary(model.config).to(model.device)
    setattr(other, name, speeds.to(model.device))
    for attention in _attentions(model, layers):
        if attention.kind.compressed_rotary == compressed:

            def forward(x: Tensor, start: int, cache: Any, rotary: Rotary, self: Attention = attention) -> Tensor:
                return type(self).forward(self, x, start, cache, other)

            attention.forward = forward


def _turn_entries(compressor: Compressor, moved: Callable[[Tensor, int], Tensor]) -> None:
    """Let a compressor's entries stand at other positions [n]."""

    def forward(x: Tensor, start: int, state: CompressorState, rotary: Rotary) -> Tensor | None:
        def elsewhere(positions: Tensor, *, compressed: bool) -> Any:
            return rotary(moved(positions, compressor.rate), compressed=compressed)

        turned: Any = elsewhere
        return type(compressor).forward(compressor, x, start, state, turned)

    compressor.forward = forward
