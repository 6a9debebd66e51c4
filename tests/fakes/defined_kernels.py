"""The engine with every kernel replaced by its definition: hundreds of runs in the time of one in Triton's interpreter.

Tests of kernels tie each of them to its definition; what these runs show is how the engine puts them together, step by step
and chunk by chunk. Plain weights only, kept as the activations are.
"""

from __future__ import annotations

from typing import Any

import pytest
import torch
import torch.nn.functional as F

from dsv4lab.engine import (
    attention,
    decoder,
    edited_entries,
    edited_layers,
    layers,
    model,
    mtp,
    pass_context,
    recorder_prompt,
    stage_step,
    text,
)
from dsv4lab.kernels.attention import list_masses, sparse_attention
from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.expert_routing import choose_experts, score_experts, weigh_experts
from dsv4lab.kernels.experts import chosen_experts, swiglu
from dsv4lab.kernels.head import head_logits, summarise_logits
from dsv4lab.kernels.hyper_connections import coefficients, hyper_connections_post, hyper_connections_pre
from dsv4lab.kernels.lightning_indexer import score_entries, select_entries
from dsv4lab.kernels.rope import angles_of, norm_rotate, rms_norm, rotate
from dsv4lab.kernels.sinkhorn import sinkhorn


def put(value: Any, out: Any) -> Any:
    return value if out is None else out.copy_(value)


def low_and_key(low, key, q_norm, kv_norm, position, frequencies, ring, *, eps, kinds=()):
    new = norm_rotate(key[:, None], kv_norm, position, frequencies, eps=eps)
    ring[:, position % ring.shape[1]] = new
    return rms_norm(low, q_norm, eps=eps), None


def norm_rotated(x, weight, positions, frequencies, *, eps, inverse=False, index=False, stored=None, out=None):
    return norm_rotate(x, weight, positions, frequencies, eps=eps, inverse=inverse)


def step_queries(query, index, position, frequencies, *, heads, index_heads, eps, rounded=False):
    angles = angles_of(position, frequencies)
    query = rotate(rms_norm(query.unflatten(1, (heads, -1)), eps=eps)[:, None], angles)[:, 0]
    return query, None if index is None else rotate(index.unflatten(1, (index_heads, -1))[:, None], angles)[:, 0]


def attend(
    query,
    window,
    entries,
    picks,
    sink,
    *,
    start,
    window_size,
    rate,
    ring,
    lists,
    list_queries,
    lists_out,
    turn_back,
    edit=None,
):
    start, tokens = int(start), query.shape[1]
    if ring:  # as many in order as the text has, at least one
        token = torch.arange(max(0, start - window_size + 1), start + 1)
        window = window[:, token % window.shape[1]]
    count = (start + tokens) // rate if entries is not None else 0
    far = entries[:, :count] if count else None
    chosen = picks.long() if count and picks is not None else None
    meant = edit is not None and bool(edit.when[start])

    def change(reading):
        if not meant:
            return reading
        key, near = reading.key, torch.arange(reading.key.shape[-1]) < reading.window
        open_token = (edit.token[key.clamp_min(0)] != 0) & (key > start - edit.reach)
        ok = torch.where(near, open_token, edit.entry[key.clamp(0, len(edit.entry) - 1)] != 0)
        if ((reading.allowed & ~ok).any() or (edit.sink != sink).any()) and not edit.halted:
            edit.fired.add_(1)
        return reading._replace(allowed=reading.allowed & ok, sink=edit.sink)

    out, told = sparse_attention(
        query, window, far, chosen, sink, start=start, window_size=window_size, rate=rate, lists=lists, change=change
    )
    if told is not None:
        values = (told.key, told.weight, told.sink, list_masses(told.weight, told.sink, told.window))
        for into, value, empty in zip(lists_out, values, (-1, torch.nan, 0.0, 0.0), strict=True):
            value = value if list_queries is None else value[:, list_queries]
            into.fill_(empty)
            into[..., : value.shape[-1]] = value
    positions = torch.arange(start, start + tokens)
    return rotate(out, angles_of(positions, turn_back), inverse=True), None


def compress_step(
    content, gate, ape, kept_content, kept_gate, norm, position, halted, frequencies, *, rate, overlap, eps, out, kept,
    gate_mean,
):  # fmt: skip
    if halted:
        return
    slot, first = int(position) % rate, rate if overlap else 0
    kept_content[:, first + slot], kept_gate[:, first + slot] = content, gate + ape[slot]
    if slot < rate - 1:
        return
    before = (kept_content[:, :rate], kept_gate[:, :rate]) if overlap else None
    pooled, weights = pool_blocks(kept_content[:, None, first:], kept_gate[:, None, first:], before, overlap=overlap)
    entry = rotate(rms_norm(pooled.to(kept), norm, eps=eps), angles_of(position + 1 - rate, frequencies))
    out[:, int(position) // rate] = entry[:, 0]
    if gate_mean is not None:
        gate_mean.copy_(weights.mean(-1)[:, 0])
    if overlap:
        kept_content[:, :rate], kept_gate[:, :rate] = kept_content[:, rate:].clone(), kept_gate[:, rate:].clone()


def pool_entries(content, gate, before, norm, begins, frequencies, *, overlap, eps, out, kept, gate_mean):
    pooled, weights = pool_blocks(content, gate, before, overlap=overlap)
    out.copy_(rotate(rms_norm(pooled.to(kept), norm, eps=eps), angles_of(begins, frequencies)))
    if gate_mean is not None:
        gate_mean.copy_(weights.mean(-1))


def choose_entries(query, keys, weights, k, *, start, rate, best, out, out_best, runners, bins):
    complete = (int(start) + 1 + torch.arange(query.shape[1])) // rate
    scores = score_entries(query, keys, weights.float())
    scores = scores.masked_fill(torch.arange(keys.shape[1]) >= complete[:, None], -torch.inf)
    picks = select_entries(scores, k)
    out.copy_(picks)
    if out_best is not None:
        edited_entries._tell(picks, scores, (out_best, *runners), fixed=False)


def project(streams, fn):
    flat = streams.flatten(1).float()
    return torch.cat((flat @ fn.t(), flat.square().sum(-1, keepdim=True)), -1)[None]


def collapse(
    streams, projection, base, scale, out, *, steps, eps, norm_eps, norm_weight=None, normed=None, kinds=(), logits=None
):  # fmt: skip
    mixed, square = projection[0, :, :-1], projection[0, :, -1:]
    mixed = mixed * torch.rsqrt(square / streams[0].numel() + norm_eps)
    if len(base) == streams.shape[1]:  # the head's site has no post and no comb
        pre = torch.sigmoid(mixed[:, : len(base)] * scale[0] + base) + eps
    else:
        pre, post, comb = coefficients(mixed, base, scale, eps=eps)
        out[2].copy_(post)
        out[3].copy_(sinkhorn(comb, steps=steps, eps=eps))
        if logits is not None:
            logits.copy_(comb)
    out[1].copy_(pre)
    normed.copy_(rms_norm(hyper_connections_pre(streams, pre), norm_weight, eps=norm_eps))


def mix(z, streams, post, comb, *, routed=None, fn=None, out=None):
    z = z if routed is None else (routed.float().sum(1) + z.float()).to(z.dtype)
    new = put(hyper_connections_post(z, streams, post, comb), out)
    return new, None if fn is None else project(new, fn)


def route(x, weight, bias, table, ids, slots, *, scaling, out, part):
    logits = x.float() @ weight.float().t()
    scores = score_experts(logits)
    experts = table[ids] if table is not None else choose_experts(scores + bias, slots)
    for into, value in zip(out, (experts, weigh_experts(scores, experts, scaling=scaling), logits), strict=True):
        into.copy_(value)
    return out


def experts(x, chosen, weights, w1, w3, w2, *, limit, packed=None, release=False):
    return chosen_experts(x, chosen, weights, w1.codes, w3.codes, w2.codes, limit=limit)


def grouped(x, matrix):
    return torch.einsum("tgi,gri->tgr", x, matrix.codes)


def summarise(logits, ranks, *, out=None):
    found = summarise_logits(logits, ranks)
    return found if out is None else tuple(into.copy_(value) for into, value in zip(out, found, strict=True))


def advance(chosen, logit, log_sum, entropy, halted, position, count, *, ids, drawn):
    if not halted:
        ids.copy_(chosen[:, None])
        drawn.copy_(torch.stack((chosen.float(), logit - log_sum, entropy)))
        position.add_(1)
        count.add_(1)


def file_frame(frame, ring, count):
    ring[int(count) % len(ring)] = frame


def products(streams, *, out=None):
    return put(streams.float() @ streams.float().transpose(-1, -2), out)


def norms(routed, shared, *, out=None):
    return put(torch.cat((routed, shared[:, None]), 1).float().norm(dim=-1), out)


KERNELS: dict[Any, dict[str, Any]] = {
    attention: {
        "low_and_key_triton": low_and_key, "step_queries_triton": step_queries, "norm_rotate_triton": norm_rotated,
        "sparse_attention_triton": attend, "grouped_linear_triton": grouped, "compress_step_triton": compress_step,
        "pool_entries_triton": pool_entries, "choose_entries_triton": choose_entries,
    },
    layers: {
        "project_streams_triton": project, "hyper_connections_pre_triton": collapse, "hyper_connections_post_triton": mix,
        "partial_logits_triton": lambda x, weight: None, "route_triton": route, "chosen_experts_triton": experts,
        "activate_triton": lambda gate, up, limit: swiglu(gate, up, limit), "expert_norms_triton": norms,
    },
    edited_layers: {"project_streams_triton": project},
    model: {
        "project_streams_triton": project, "hyper_connections_pre_triton": collapse, "norm_rotate_triton": norm_rotated,
        "head_logits_triton": lambda x, head, block_rows=None: head_logits(x, head),
    },
    decoder: {
        "head_logits_triton": lambda x, head, block_rows=None: head_logits(x, head), "summarise_logits_triton": summarise,
        "advance_step_triton": advance, "stream_products_triton": products,
    },
    stage_step: {"file_frame_triton": file_frame},
    mtp: {"norm_rotate_triton": norm_rotated},
    pass_context: {
        "linear_triton": lambda x, matrix, out=None, packed=None: put(F.linear(x.float(), matrix.codes[0].float()), out),
    },
    recorder_prompt: {"summarise_logits_triton": summarise, "stream_products_triton": products},
    text: {"summarise_logits_triton": summarise},
}  # fmt: skip


def use_definitions(patch: pytest.MonkeyPatch) -> None:
    """Until `patch` is undone, the engine computes by definitions. On a machine with a GPU nothing is replaced: there the
    kernels themselves are quick.
    """
    if torch.cuda.is_available():
        return
    for module, names in KERNELS.items():
        for name, function in names.items():
            patch.setattr(module, name, function)
