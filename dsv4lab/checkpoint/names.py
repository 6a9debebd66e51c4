"""Three spellings of every weight: the release's files, this package's modules, transformers' modules.

A table of exact leaf names, read in both directions; nothing is matched by resemblance. transformers 5 saves a third
mixture by default (its prefixes, the release's leaves, `attn.norm` for `attn.kv_norm`); those rows are listed too.
Surprising: the release stores 256 experts as 256 x 3 matrices, both module trees keep them stacked, and transformers
joins w1 and w3 into one tensor.
Tests: tests/checkpoint/test_names.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# (ours, release, transformers and its mixtures ...), below `layers.N.` or `mtp.N.`
_BLOCK = (
    ("attn.mixing.fn", "hc_attn_fn", "attn_hc.fn"),
    ("attn.mixing.base", "hc_attn_base", "attn_hc.base"),
    ("attn.mixing.scale", "hc_attn_scale", "attn_hc.scale"),
    ("attn.norm.weight", "attn_norm.weight", "input_layernorm.weight"),
    ("attn.sink", "attn.attn_sink", "self_attn.sinks"),
    ("attn.wq_a.weight", "attn.wq_a.weight", "self_attn.q_a_proj.weight"),
    ("attn.q_norm.weight", "attn.q_norm.weight", "self_attn.q_a_norm.weight"),
    ("attn.wq_b.weight", "attn.wq_b.weight", "self_attn.q_b_proj.weight"),
    ("attn.wkv.weight", "attn.wkv.weight", "self_attn.kv_proj.weight"),
    ("attn.kv_norm.weight", "attn.kv_norm.weight", "self_attn.kv_norm.weight", "attn.norm.weight"),
    ("attn.wo_a.weight", "attn.wo_a.weight", "self_attn.o_a_proj.weight"),
    ("attn.wo_b.weight", "attn.wo_b.weight", "self_attn.o_b_proj.weight"),
    ("attn.compressor.ape", "attn.compressor.ape", "self_attn.compressor.position_bias"),
    ("attn.compressor.wkv.weight", "attn.compressor.wkv.weight", "self_attn.compressor.kv_proj.weight"),
    ("attn.compressor.wgate.weight", "attn.compressor.wgate.weight", "self_attn.compressor.gate_proj.weight"),
    ("attn.compressor.norm.weight", "attn.compressor.norm.weight", "self_attn.compressor.kv_norm.weight"),
    ("attn.indexer.wq_b.weight", "attn.indexer.wq_b.weight", "self_attn.compressor.indexer.q_b_proj.weight"),
    (
        "attn.indexer.weights_proj.weight",
        "attn.indexer.weights_proj.weight",
        "self_attn.compressor.indexer.scorer.weights_proj.weight",
    ),
    ("attn.indexer.compressor.ape", "attn.indexer.compressor.ape", "self_attn.compressor.indexer.position_bias"),
    (
        "attn.indexer.compressor.wkv.weight",
        "attn.indexer.compressor.wkv.weight",
        "self_attn.compressor.indexer.kv_proj.weight",
    ),
    (
        "attn.indexer.compressor.wgate.weight",
        "attn.indexer.compressor.wgate.weight",
        "self_attn.compressor.indexer.gate_proj.weight",
    ),
    (
        "attn.indexer.compressor.norm.weight",
        "attn.indexer.compressor.norm.weight",
        "self_attn.compressor.indexer.kv_norm.weight",
    ),
    ("ffn.mixing.fn", "hc_ffn_fn", "ffn_hc.fn"),
    ("ffn.mixing.base", "hc_ffn_base", "ffn_hc.base"),
    ("ffn.mixing.scale", "hc_ffn_scale", "ffn_hc.scale"),
    ("ffn.norm.weight", "ffn_norm.weight", "post_attention_layernorm.weight"),
    ("ffn.routing.weight", "ffn.gate.weight", "mlp.gate.weight"),
    ("ffn.routing.bias", "ffn.gate.bias", "mlp.gate.e_score_correction_bias"),
    ("ffn.routing.tid2eid", "ffn.gate.tid2eid", "mlp.gate.tid2eid"),
    ("ffn.shared_expert.w1.weight", "ffn.shared_experts.w1.weight", "mlp.shared_experts.gate_proj.weight"),
    ("ffn.shared_expert.w3.weight", "ffn.shared_experts.w3.weight", "mlp.shared_experts.up_proj.weight"),
    ("ffn.shared_expert.w2.weight", "ffn.shared_experts.w2.weight", "mlp.shared_experts.down_proj.weight"),
    # The draft block's own; transformers has none.
    ("e_proj.weight", "e_proj.weight"),
    ("h_proj.weight", "h_proj.weight"),
    ("enorm.weight", "enorm.weight"),
    ("hnorm.weight", "hnorm.weight"),
    ("norm.weight", "norm.weight"),
    ("head_mixing.fn", "hc_head_fn"),
    ("head_mixing.base", "hc_head_base"),
    ("head_mixing.scale", "hc_head_scale"),
)
_TOP = (
    ("embed.weight", "embed.weight", "embed_tokens.weight"),
    ("norm.weight", "norm.weight"),
    ("head.weight", "head.weight", "lm_head.weight"),
    ("head_mixing.fn", "hc_head_fn", "hc_head.hc_fn"),
    ("head_mixing.base", "hc_head_base", "hc_head.hc_base"),
    ("head_mixing.scale", "hc_head_scale", "hc_head.hc_scale"),
)
# One stored tensor, several of ours: transformers' stacked experts (rows [0:I] are w1, rows [I:2I] are w3).
_STACKED = {
    "mlp.experts.gate_up_proj": ("ffn.experts.w1", "ffn.experts.w3"),
    "mlp.experts.down_proj": ("ffn.experts.w2",),
}

_BLOCK_OF_OURS, _TOP_OF_OURS = ({row[0]: row[1] for row in rows} for rows in (_BLOCK, _TOP))
_BLOCK_TO_OURS, _TOP_TO_OURS = ({name: row[0] for row in rows for name in row[1:]} for rows in (_BLOCK, _TOP))
_PREFIX = re.compile(r"(layers|mtp)\.(\d+)\.(.+)")
_EXPERT = re.compile(r"(?:ffn|mlp)\.experts\.(\d+)\.(w[123])\.weight")
_SCALE_SUFFIXES = {".weight_scale_inv": ".weight", "_scale_inv": "", ".scale": ".weight"}


@dataclass(frozen=True)
class Place:
    """Where a stored tensor belongs.

    ours     names in our state dict; two when the stored tensor joins w1 and w3 (first and second half of its rows)
    expert   index into the stack, None when the stored tensor is a whole one
    scale    True for the multipliers that belong to a quantised weight
    """

    ours: tuple[str, ...]
    expert: int | None = None
    scale: bool = False


# Known tensors that a text model does not need, and why they are put aside.
_LEFT_OVER = (
    (re.compile(r".*inv_freq"), "rotary frequencies, which are computed"),
    (
        re.compile(r"mtp\.\d+\.(head|embed|embed_tokens|emb\.tok_emb|shared_head\.head)\.weight"),
        "a draft block uses the model's own embedding and head",
    ),
    (
        re.compile(r"(vision|aligner|image_|visual\.|multi_modal_projector).*"),
        "images are not read, the text model is whole",
    ),
)


def plain_name(stored: str) -> str:
    """The name without what another program wraps around the text model: `model.`, `language_model.`, in either order."""
    for prefix in ("language_model.", "model.", "language_model."):
        stored = stored.removeprefix(prefix)
    return stored


def left_over(stored: str) -> str | None:
    """Why a stored tensor can be put aside, or None when it cannot."""
    name = plain_name(stored)
    return next((reason for pattern, reason in _LEFT_OVER if pattern.fullmatch(name)), None)


def recognise(stored: str) -> Place | None:
    """The place of a stored name in any known spelling, or None when no row of the table has it."""
    name = plain_name(stored)
    place = _recognise_weight(name)
    if place is not None:
        return place
    for suffix, weight_suffix in _SCALE_SUFFIXES.items():
        if name.endswith(suffix):
            place = _recognise_weight(name.removesuffix(suffix) + weight_suffix)
            return None if place is None else Place(place.ours, place.expert, scale=True)
    return None


def official_name(ours: str, expert: int | None = None) -> str:
    """The release's name of one of our tensors; stacked experts need the expert's index.

    LookupError names a tensor that is not in the table (a module without a place in the release's format).
    """
    match = _PREFIX.fullmatch(ours)
    if match is None:
        leaf = _TOP_OF_OURS.get(ours)
        prefix = ""
    else:
        prefix = f"{match[1]}.{match[2]}."
        stack = re.fullmatch(r"ffn\.experts\.(w[123])", match[3])
        if stack is not None and expert is not None:
            return f"{prefix}ffn.experts.{expert}.{stack[1]}.weight"
        leaf = _BLOCK_OF_OURS.get(match[3])
    if leaf is None:
        raise LookupError(f"{ours}: the release's format has no such tensor. Names are listed in checkpoint/names.py.")
    return prefix + leaf


def scale_name(official_weight: str) -> str:
    """The release's name of a quantised weight's multipliers: `.weight` becomes `.scale`."""
    return official_weight.removesuffix(".weight") + ".scale"


def transformers_name(ours: str) -> str:
    """transformers' state-dict name of one of our tensors (w1 and w3 share one); LookupError for the draft's tensors."""
    match = _PREFIX.fullmatch(ours)
    rows, leaf, prefix = (_TOP, ours, "") if match is None else (_BLOCK, match[3], f"{match[1]}.{match[2]}.")
    for stacked, members in _STACKED.items():
        if leaf in members:
            return f"model.{prefix}{stacked}"
    for row in rows:
        if row[0] == leaf and not prefix.startswith("mtp"):
            name = row[2] if len(row) > 2 else row[1]
            return name if name.startswith("lm_head") else f"model.{prefix}{name}"
    raise LookupError(f"{ours}: transformers' DeepseekV4ForCausalLM has no such tensor (it drops the draft blocks).")


def _recognise_weight(name: str) -> Place | None:
    match = _PREFIX.fullmatch(name)
    if match is None:
        ours = _TOP_TO_OURS.get(name)
        return None if ours is None else Place((ours,))
    prefix, leaf = f"{match[1]}.{match[2]}.", match[3]
    if leaf in _BLOCK_TO_OURS:
        return Place((prefix + _BLOCK_TO_OURS[leaf],))
    if leaf in _STACKED:
        return Place(tuple(prefix + ours for ours in _STACKED[leaf]))
    expert = _EXPERT.fullmatch(leaf)
    return None if expert is None else Place((f"{prefix}ffn.experts.{expert[2]}",), int(expert[1]))
