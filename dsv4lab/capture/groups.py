"""How each group of a trace is derived from the tensors that passed the points in one pass; one function per group.

All layers of a group are stacked first, so that one token costs a handful of array operations per group, not per layer.
Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.capture.pieces import display
from dsv4lab.capture.plan import BEYOND
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.config import HASH, Config
from dsv4lab.kernels.topk import best_first

_TOGETHER = 1 << 22  # attention weights of several layers that are handled in one go

# put(array, index, tensor): array[index] = tensor, now or as soon as the tensor has come from the device.
Put = Callable[[np.ndarray, Any, Tensor], None]


def put_now(array: np.ndarray, index: Any, tensor: Tensor) -> None:
    array[index] = _host(tensor)


def _host(tensor: Tensor) -> np.ndarray:
    return (tensor.detach().float() if tensor.dtype == torch.bfloat16 else tensor.detach()).cpu().numpy()


@dataclass(frozen=True)
class Span:
    """Where a pass lies: first token, tokens, first query row, kept queries (offsets in the pass), prompt length.

    `sampled`: attention lists and picks were made for the kept queries only, not for every token of the pass.
    """

    start: int
    tokens: int
    row: int
    queries: list[int]
    prompt_tokens: int
    sampled: bool = False
    put: Put = put_now

    @property
    def token_slice(self) -> slice:
        return slice(self.start, self.start + self.tokens)

    @property
    def query_slice(self) -> slice:
        return slice(self.row, self.row + len(self.queries))

    @property
    def listed(self) -> list[int] | slice:
        """Rows of the kept queries in lists and picks."""
        return slice(len(self.queries)) if self.sampled else self.queries


def _stack(values: dict[str, Tensor], layers: list[int], part: str) -> Tensor:
    """[L, T, ...] of one point over layers."""
    return torch.cat([values[f"layers.{layer}.{part}"] for layer in layers])


def write_ids(writer: TraceWriter, span: Span, ids: list[int], tokenizer: Any) -> None:
    """Ids, phase and bytes of a pass's tokens."""
    arrays, where = writer.arrays["tokens"], span.token_slice
    arrays["id"][where] = ids
    arrays["phase"][where] = np.arange(span.start, span.start + span.tokens) >= span.prompt_tokens
    if tokenizer is not None:
        specials = [tokenizer.is_special(i) for i in ids]
        writer.put_bytes(span.start, [tokenizer.token_bytes(i) for i in ids], specials)


def learn_words(writer: TraceWriter, tokenizer: Any, met: list[np.ndarray]) -> None:
    """Spell every token id the trace names, so that it can be read without a tokenizer."""
    if tokenizer is None:
        return
    words = writer.run.setdefault("words", {})
    for token_id in np.unique(np.concatenate([array.ravel() for array in met])).tolist():
        if token_id >= 0 and str(token_id) not in words:
            words[str(token_id)] = display(tokenizer.token_bytes(token_id))


def write_routing(writer: TraceWriter, span: Span, config: Config, values: dict[str, Tensor]) -> None:
    arrays, layers, where = writer.arrays["routing"], writer.layers["routing"], span.token_slice
    weights = _stack(values, layers, "ffn.routing.weights")
    experts = _stack(values, layers, "ffn.routing.experts")
    scores = _stack(values, layers, "ffn.routing.scores")
    logits = _stack(values, layers, "ffn.routing.logits")
    hashed = [config.routing_kinds[layer] == HASH for layer in layers]
    biased = torch.cat([
        values[f"layers.{layer}.ffn.routing.{'scores' if is_hash else 'biased_scores'}"]
        for layer, is_hash in zip(layers, hashed, strict=True)
    ])  # fmt: skip
    order = weights.argsort(dim=-1, descending=True, stable=True)
    experts, weights = experts.gather(-1, order), weights.gather(-1, order)
    routed, shared = _norms(values, layers)
    norms = routed.gather(-1, order) / weights
    shown = {
        "expert": experts, "weight": weights, "expert_norm": norms,
        "logit": logits.gather(-1, experts), "score": scores.gather(-1, experts),
        "biased_score": biased.gather(-1, experts),
        "shared_norm": shared,
    }  # fmt: skip
    rejected = biased.scatter(-1, experts, -torch.inf)
    runners = min(arrays["runner_expert"].shape[-1], rejected.shape[-1]) if "runner_expert" in arrays else 0
    if runners:
        best, runner = best_first(rejected, runners)
        shown["margin"] = shown["biased_score"].min(-1).values - best[..., 0]
        shown |= {"runner_expert": runner, "runner_biased_score": best}
        shown |= {"runner_logit": logits.gather(-1, runner), "runner_score": scores.gather(-1, runner)}
    # A table chose on hash layers: there is no bias, and no margin between chosen and rejected.
    for name in {"margin", "biased_score", "runner_biased_score"} & shown.keys():
        for row in np.flatnonzero(hashed).tolist():
            shown[name][row].fill_(torch.nan)
    for name, tensor in shown.items():
        span.put(arrays[name], np.s_[:, where], tensor)


def _norms(values: dict[str, Tensor], layers: list[int]) -> tuple[Tensor, Tensor]:
    """L2 norms of what the chosen experts [L, T, K] and the shared one [L, T] add, measured by the pass or here."""
    if f"layers.{layers[0]}.ffn.norms" in values:
        both = _stack(values, layers, "ffn.norms")
        return both[..., :-1], both[..., -1]
    routed, shared = (_stack(values, layers, f"ffn.{part}").float().norm(dim=-1) for part in ("routed", "shared"))
    return routed, shared


def write_attention(writer: TraceWriter, span: Span, config: Config, values: dict[str, Tensor]) -> None:
    arrays, where = writer.arrays["attention"], span.query_slice
    if not span.queries:
        return
    window = config.sliding_window
    for rows in _alike(writer.layers["attention"], values):
        layers = [writer.layers["attention"][row] for row in rows]

        def listed(part: str, layers: list[int] = layers) -> Tensor:
            return torch.stack([values[f"layers.{layer}.attn.{part}"][0, span.listed] for layer in layers])

        keys, weights, sink = listed("keys"), listed("weights").float(), listed("sink_weight").float()
        known = weights.nan_to_num()
        span.put(arrays["mass_window"], np.s_[rows, where], known[..., :window].sum(-1))
        span.put(arrays["mass_entries"], np.s_[rows, where], known[..., window:].sum(-1))
        span.put(arrays["mass_sink"], np.s_[rows, where], sink)
        # xlogy gives 0 for a weight of exactly 0, where weight * log(weight) would be NaN.
        entropy = -torch.xlogy(known, known).sum(-1) - torch.xlogy(sink, sink)
        span.put(arrays["entropy"], np.s_[rows, where], entropy)
        if "weight" in arrays:
            places = keys.shape[-1]
            zone = (torch.arange(places, device=keys.device) >= window).to(torch.int8).masked_fill(keys < 0, -1)
            span.put(arrays["key"], np.s_[rows, where, :, :places], keys[:, :, None].expand(weights.shape))
            span.put(arrays["zone"], np.s_[rows, where, :, :places], zone[:, :, None].expand(weights.shape))
            span.put(arrays["weight"], np.s_[rows, where, :, :places], weights)


def _alike(layers: list[int], values: dict[str, Tensor]) -> list[list[int]]:
    """Rows of layers whose lists are equally long, together as long as that is few numbers."""
    found: dict[torch.Size, list[list[int]]] = {}
    for row, layer in enumerate(layers):
        shape = values[f"layers.{layer}.attn.weights"].shape
        batches = found.setdefault(shape, [[]])
        if (len(batches[-1]) + 1) * shape.numel() > _TOGETHER and batches[-1]:
            batches.append([])
        batches[-1].append(row)
    return [rows for batches in found.values() for rows in batches]


def write_indexer(writer: TraceWriter, span: Span, config: Config, values: dict[str, Tensor]) -> None:
    arrays, where = writer.arrays["indexer"], span.query_slice
    if not span.queries:
        return
    positions = np.array(span.queries) + span.start
    arrays["visible"][:, where] = (positions + 1) // config.csa_rate
    for row, layer in enumerate(writer.layers["indexer"]):
        if f"layers.{layer}.attn.indexer.picks" not in values:
            continue  # no entry is complete yet
        name = f"layers.{layer}.attn.indexer"
        picks = values[f"{name}.picks"][0, span.listed].long()  # [Q, K]
        if f"{name}.best" in values:
            score = values[f"{name}.best"][0, span.listed].masked_fill(picks < 0, torch.nan)
            beyond = tuple(values[f"{name}.{part}"][0, span.listed] for part in ("beyond", "beyond_score"))
        else:
            score, beyond = _chosen_and_beyond(values[f"{name}.scores"][0, span.listed], picks)
        places, left = picks.shape[-1], beyond[1][:, 0]
        span.put(arrays["entry"], np.s_[row, where, :places], picks)
        span.put(arrays["score"], np.s_[row, where, :places], score)
        margin = score.nan_to_num(torch.inf).min(-1).values - left
        span.put(arrays["margin"], np.s_[row, where], margin.masked_fill(left == -torch.inf, torch.nan))
        if "beyond_entry" in arrays:
            entry, value = (part[:, : arrays["beyond_entry"].shape[-1]] for part in beyond)
            none, there = value == -torch.inf, np.s_[row, where, : value.shape[-1]]
            span.put(arrays["beyond_entry"], there, entry.masked_fill(none, -1))
            span.put(arrays["beyond_score"], there, value.masked_fill(none, torch.nan))


def _chosen_and_beyond(scores: Tensor, picks: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
    """From the scores of all entries [Q, S]: those of the picks [Q, K], and the best that were left out, best first.

    returns  scores [Q, K], NaN where there is no pick; entries and scores [Q, n] beyond them, -inf where none was left
    """
    score = scores.gather(-1, picks.clamp_min(0)).masked_fill(picks < 0, torch.nan)
    # Empty places point past the end, so that they do not hide entry 0.
    padded = torch.cat((scores, torch.full_like(scores[:, :1], -torch.inf)), -1)
    rest = padded.scatter(-1, picks.masked_fill(picks < 0, scores.shape[-1]), -torch.inf)
    values, entries = best_first(rest, BEYOND)
    return score, (entries, values)


def write_compressor(writer: TraceWriter, span: Span, config: Config, values: dict[str, Tensor]) -> None:
    arrays = writer.arrays["compressor"]
    for row, layer in enumerate(writer.layers["compressor"]):
        first = span.start // config.rate(config.layer_kinds[layer])
        for name, part in (("gate", "attn.compressor.gate"), ("index_gate", "attn.indexer.compressor.gate")):
            gate = values.get(f"layers.{layer}.{part}")
            if gate is not None:
                span.put(arrays[name], np.s_[row, first : first + gate.shape[1], : gate.shape[2]], gate[0])


def write_mixing(writer: TraceWriter, span: Span, _config: Config, values: dict[str, Tensor]) -> None:
    arrays, layers, where = writer.arrays["mixing"], writer.layers["mixing"], span.token_slice
    for name in ("pre", "post", "comb", "comb_logits"):
        sites = [_stack(values, layers, f"{site}.mixing.{name}") for site in ("attn", "ffn")]
        both = torch.stack(sites, 1)  # [L, 2, T, ...]
        span.put(arrays[name], np.s_[:, :, where], both)
        if name == "comb":
            span.put(arrays["sinkhorn_error"], np.s_[:, :, where], (both.sum(-1) - 1).abs().max(-1).values)


def streams_of(writer: TraceWriter, group: str, values: dict[str, Tensor]) -> Tensor:
    """[L, T, N, D] float32 of the layers that the group keeps."""
    names = ["streams.embedding" if layer < 0 else f"streams.{layer}" for layer in writer.layers[group]]
    return torch.cat([values[name] for name in names]).float()


def write_streams(writer: TraceWriter, span: Span, values: dict[str, Tensor]) -> None:
    streams = streams_of(writer, "streams", values)
    store_streams(writer, span.token_slice, streams @ streams.transpose(-1, -2), streams)


def store_streams(
    writer: TraceWriter, where: slice, products: Tensor, streams: Tensor | None, put: Put = put_now
) -> None:
    """From the streams' inner products [L, T, N, N] float32; whole streams [L, T, N, D] for the layers that keep them."""
    arrays = writer.arrays["streams"]
    norm = products.diagonal(dim1=-2, dim2=-1).clamp_min(0).sqrt()
    put(arrays["norm"], np.s_[:, where], norm)
    scale = norm.clamp_min(1e-30)
    put(arrays["cosine"], np.s_[:, where], products / scale[..., :, None] / scale[..., None, :])
    if "vector" in arrays and streams is not None:
        for row, layer in enumerate(writer.layers["streams"]):
            if layer in writer.run["plan"]["vectors"]:
                put(arrays["vector"], np.s_[row, where], streams[row])


# What follows from the points of the layers alone; lens, streams, drafts and logits need more than their values.
WRITERS = {
    "routing": write_routing,
    "attention": write_attention,
    "indexer": write_indexer,
    "compressor": write_compressor,
    "mixing": write_mixing,
}
