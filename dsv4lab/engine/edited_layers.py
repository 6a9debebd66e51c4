"""What edits do between the kernels of a layer: mixing of the streams, routing, experts, and the streams behind it.

Rows on which no rule acts keep the kernels' bits; for the others a fused piece is computed again by its definition, from
the value that the rules made. Tests: tests/engine/test_edits.py.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.engine import edit_tables
from dsv4lab.engine.edited_pass import EditedPass
from dsv4lab.engine.pass_context import Input, PassContext
from dsv4lab.kernels.expert_routing import choose_experts, score_experts, weigh_experts
from dsv4lab.kernels.hyper_connections import hyper_connections_pre
from dsv4lab.kernels.hyper_connections_post_triton import project_streams_triton
from dsv4lab.kernels.linear_packed_triton import pack_vectors
from dsv4lab.kernels.rope import rms_norm
from dsv4lab.kernels.sinkhorn import sinkhorn

if TYPE_CHECKING:
    from dsv4lab.engine.capture_buffer import CaptureBuffer
    from dsv4lab.engine.weights import LayerWeights, Site


def rows(mask: Tensor | None, new: Tensor, old: Tensor) -> Tensor:
    """`new` [M, ...] in the rows of a mask [M], `old` in all others, or everywhere where there is no mask."""
    return old if mask is None else torch.where(mask.view(-1, *[1] * (old.dim() - 1)), new, old)


def either(one: Tensor | None, other: Tensor | None) -> Tensor | None:
    """Where one of two masks [M] is set; None is a mask without any row."""
    return other if one is None else one if other is None else one | other


def change_mixing(
    ctx: PassContext, edits: EditedPass, name: str, site: Site, streams: Tensor, given: Input, parts: dict[str, Tensor],
    config: Config, kinds: tuple[str, ...],
) -> tuple[Input, Tensor, Tensor]:  # fmt: skip
    """The sub-layer's input, post [M, N] and comb [M, N, N] after the rules for `name`.mixing; comb is there after
    `ctx.join`, which every sub-layer calls before its result enters the streams.

    parts   what the kernel made: pre, post, comb, and comb_logits where somebody changes or hears them
    """
    buffer = ctx.buffer
    pre, acted = edits.change_flat(f"{name}.mixing.pre", parts["pre"])
    if acted is not None:
        again = rms_norm(hyper_connections_pre(streams, pre), site.norm, eps=config.rms_norm_eps)
        normed = rows(acted, again, given.normed)
        given = Input(normed, pack_vectors(normed, kinds) if kinds else None)
        edits.keep(buffer, f"{name}.mixing.pre", pre)
    post, acted = edits.change_flat(f"{name}.mixing.post", parts["post"])
    if acted is not None:
        edits.keep(buffer, f"{name}.mixing.post", post)
    comb = parts["comb"]
    if "comb_logits" in parts:
        logits, acted = edits.change_flat(f"{name}.mixing.comb_logits", parts["comb_logits"])
        if acted is not None:
            comb = rows(acted, sinkhorn(logits, steps=config.hc_sinkhorn_iters, eps=config.hc_eps), comb)
            edits.keep(buffer, f"{name}.mixing.comb_logits", logits)
    # Comb is needed behind the sub-layer only, so a change where it lies may not lengthen the chain that a token waits for.
    with ctx.side_stream() if edits.in_place(f"{name}.mixing.comb", comb) else nullcontext():
        comb, acted = edits.change_flat(f"{name}.mixing.comb", comb)
        if acted is not None or comb is not parts["comb"]:
            edits.keep(buffer, f"{name}.mixing.comb", comb)
    return given, post, comb


def change_routing(
    edits: EditedPass, name: str, layer: LayerWeights, out: tuple[Tensor, Tensor, Tensor], config: Config,
    buffer: CaptureBuffer,
) -> dict[str, Tensor]:  # fmt: skip
    """The rules for `name`.routing, on what the kernel left in `out`: experts [M, K], weights [M, K], logits [M, E].

    returns  {name of the place: scores, biased scores} as they were used, where somebody captures them
    """
    name, (experts, weights, kernel_logits) = f"{name}.routing", out
    scored = [f"{name}.{part}" for part in ("logits", "scores", "biased_scores")]
    if not edits.touches(*scored, f"{name}.experts", f"{name}.weights"):
        return {}
    captured = buffer.wants(scored[1]) or buffer.wants(scored[2])  # then they are needed, whatever the rules
    if not captured and edit_tables.change_routing(edits, name, out, layer.bias, config):
        return {}
    # From logits to weights in the order of the definition; whatever follows from a change is made again in its rows.
    logits, acted = edits.change_flat(scored[0], kernel_logits)
    scores: Tensor | None = None
    used: dict[str, Tensor] = {}
    if captured or edits.touches(*scored) or edits.changes(f"{name}.experts"):
        scores, here = edits.change_flat(scored[1], score_experts(logits))
        acted, used[scored[1]] = either(acted, here), scores
        if layer.bias is not None and (captured or acted is not None or edits.touches(scored[2])):
            biased, here = edits.change_flat(scored[2], scores + layer.bias)
            acted, used[scored[2]] = either(acted, here), biased
            if acted is not None:
                experts = rows(acted, choose_experts(biased, config.num_experts_per_tok), experts)
    experts, here = edits.change_flat(f"{name}.experts", experts)
    acted = either(acted, here)
    if acted is not None and scores is not None:
        again = weigh_experts(scores, experts, scaling=config.routed_scaling_factor)
        weights = rows(acted, again, weights)
    weights, _ = edits.change_flat(f"{name}.weights", weights)
    # Into the kernel's own places: there they are captured, and there the experts look for them.
    for place, value in zip(out, (experts, weights, logits), strict=True):
        if value is not place:
            place.copy_(value)
    return used


def change_experts(edits: EditedPass, name: str, routed: Tensor, shared: Tensor) -> tuple[Tensor, Tensor]:
    """What the chosen experts add [M, K, D] and the shared one [M, D], after the rules for each and for their sum."""
    routed, _ = edits.change_flat(f"{name}.routed", routed)
    shared, _ = edits.change_flat(f"{name}.shared", shared)
    if edits.touches(f"{name}.out"):
        total = (routed.float().sum(1) + shared.float()).to(shared.dtype)
        total, acted = edits.change_flat(f"{name}.out", total)
        if (
            acted is not None
        ):  # a changed sum stands where the shared expert's part stood, beside experts that add nothing
            shared = rows(acted, total, shared)
            routed = routed.masked_fill(acted[:, None, None], 0)
    return routed, shared


def change_streams(
    edits: EditedPass, name: str, streams: Tensor, projection: Tensor | None, fn: Tensor | None
) -> tuple[Tensor, Tensor | None]:
    """Streams [M, N, D] behind a layer, changed where they lie, and their projection by `fn` for the next."""
    new, acted = edits.change_flat(name, streams)
    if acted is None:
        return streams, projection
    if new is not streams:
        streams.copy_(new)
    if fn is not None and projection is not None:
        projection = torch.where(acted[None, :, None], project_streams_triton(streams, fn), projection)
    return streams, projection
