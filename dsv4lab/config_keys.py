"""Every key that a DeepSeek-V4's config.json may have, in three lists: read, fixed, or of no matter to what is computed.

READ becomes a field of Config. FIXED must have a value that means what the model computes anyway, else it is refused by
name. NO_MATTER is put aside, for the reason in front of it. A key in none of them is told in `model.notes`.
Surprising: where two readers disagree, the release's own code counts. A limit of 0 is no limit (transformers would clamp
everything to 0); `norm_topk_prob: false` is refused, as no other reader obeys it; softmax scores are not normed again.
Tests: tests/package/test_config_keys.py.
"""

from __future__ import annotations

from typing import Any

from dsv4lab.attention_kinds import COMPRESSED
from dsv4lab.errors import ConfigError, shown

SIZES = (
    "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "head_dim", "q_lora_rank", "o_groups",
    "o_lora_rank", "sliding_window", "max_position_embeddings", "index_n_heads", "index_head_dim", "index_topk",
    "n_routed_experts", "n_shared_experts", "num_experts_per_tok", "moe_intermediate_size", "hc_mult",
    "hc_sinkhorn_iters", "num_nextn_predict_layers",
)  # fmt: skip
NUMBERS = (
    "rope_theta", "compress_rope_theta", "routed_scaling_factor", "swiglu_limit", "hc_eps", "rms_norm_eps",
)  # fmt: skip
# Plain values: null is no value for any of them, transformers refuses it too.
PLAIN = (*SIZES, *NUMBERS, "scoring_func", "tie_word_embeddings")
RATE_KEYS = tuple(f"compress_rate_{kind.name}" for kind in COMPRESSED)
# May be null or absent: another key, a rule or a default then says it.
OPTIONAL = (
    "qk_rope_head_dim", "partial_rotary_factor", "layer_types", "mlp_layer_types", "compress_ratios", "compress_rates",
    *RATE_KEYS, "num_hash_layers", "rope_parameters", "rope_scaling", "bos_token_id",
    "eos_token_id", "expert_dtype", "quantization_config", "model_type",
)  # fmt: skip
READ = frozenset((*PLAIN, *OPTIONAL))
# transformers takes each of these for the key behind it.
ALIASES = {"num_local_experts": "n_routed_experts", "intermediate_size": "moe_intermediate_size"}

FIXED: dict[str, tuple[Any, ...]] = {
    "hidden_act": ("silu", "swish"),  # two names of one function
    "norm_topk_prob": (True,),
    "num_key_value_heads": (1,),
    "attention_bias": (False, None),
    "mlp_bias": (False, None),
    "topk_method": ("noaux_tc", None),
    "n_group": (1, 0, None),
    "topk_group": (1, 0, None),
    "first_k_dense_replace": (0, None),
    "moe_layer_freq": (1, None),
    "original_max_position_embeddings": (None,),  # transformers would prefer it to the one in rope_scaling
    "per_layer_config": (None, {}, []),
}
FIXED_IN_QUANTIZATION: dict[str, tuple[Any, ...]] = {
    "quant_method": ("fp8", None),
    "fmt": ("e4m3", None),
    "weight_block_size": ([128, 128], None),
    "activation_scheme": ("dynamic", None),
}
_REASONS = {
    "names, versions and formats of files; the tensors themselves say their dtypes": (
        "architectures", "auto_map", "transformers_version", "_name_or_path", "name_or_path", "torch_dtype", "dtype",
        "scale_fmt", "_commit_hash", "unsloth_version", "unsloth_fixed",
    ),
    "training only": (
        "attention_dropout", "initializer_range", "router_aux_loss_coef", "router_jitter_noise", "aux_loss_alpha",
        "seq_aux", "output_router_logits", "pretraining_tp", "ep_size", "gradient_checkpointing",
    ),
    "how another program runs or answers": (
        "use_cache", "pad_token_id", "return_dict", "output_hidden_states", "output_attentions", "torchscript",
        "chunk_size_feed_forward", "is_encoder_decoder", "is_decoder", "add_cross_attention", "id2label", "label2id",
        "num_labels", "problem_type", "finetuning_task", "task_specific_params", "attn_implementation",
        "_attn_implementation", "max_batch_size", "max_seq_len", "temperature", "top_p", "do_sample",
    ),
    "the draft blocks of later releases (DSpark), which are loaded with mtp=False": (
        "dspark_block_size", "dspark_noise_token_id", "dspark_target_layer_ids", "dspark_markov_rank",
    ),
}  # fmt: skip
NO_MATTER = {name: reason for reason, names in _REASONS.items() for name in names}

_ROPE = frozenset((
    "type", "rope_type", "factor", "original_max_position_embeddings", "beta_fast", "beta_slow", "rope_theta",
    "partial_rotary_factor", "attention_factor", "mscale", "mscale_all_dim",
    "truncate",  # transformers looks for it where V4 never has it
    "finetuned", "main", "compress",
))  # fmt: skip


def check_keys(values: dict[str, Any]) -> None:
    """Refuse by name a fixed key with another value, a plain key that is null, and two names that disagree."""
    for name, allowed in FIXED.items():
        if name in values:
            _must_be(name, values[name], allowed)
    for name in PLAIN:
        if name in values and values[name] is None:
            hint = " Write 0.0 for no limit." if name == "swiglu_limit" else ""
            raise ConfigError(f"{name} is null, which says no value. Write the value the model was trained with.{hint}")
    for alias, name in ALIASES.items():
        if alias in values and name in values and values[alias] != values[name]:
            raise ConfigError(
                f"{alias} is {shown(values[alias])} and {name} is {shown(values[name])}, two names of one size. Remove one."
            )
    quantization = values.get("quantization_config")
    if isinstance(quantization, dict):
        for name, allowed in FIXED_IN_QUANTIZATION.items():
            if name in quantization:
                _must_be(f"quantization_config.{name}", quantization[name], allowed)


def check_rope(where: str, scaling: dict[str, Any]) -> None:
    """Refuse what would turn the angles or change their size and is not computed."""
    unknown = sorted(str(key) for key in scaling.keys() - _ROPE)
    if unknown:
        raise ConfigError(f"{where} has the unknown key {shown(unknown[0])}; known are {', '.join(sorted(_ROPE))}.")
    _must_be(f"{where}.attention_factor", scaling.get("attention_factor"), (1, None))
    if scaling.get("mscale") != scaling.get("mscale_all_dim"):
        raise ConfigError(
            f"{where} has mscale {shown(scaling.get('mscale'))} and mscale_all_dim {shown(scaling.get('mscale_all_dim'))}; "
            "V4 does not scale its angles: both must be the same or absent."
        )


def unread(values: dict[str, Any]) -> list[str]:
    """Keys that are in none of the three lists."""
    known = READ | FIXED.keys() | NO_MATTER.keys() | ALIASES.keys()
    return sorted(str(key) for key in values.keys() - known)


def _must_be(name: str, value: Any, allowed: tuple[Any, ...]) -> None:
    # 1 == True: a flag and a number are told apart.
    if not any(value == right and isinstance(value, bool) == isinstance(right, bool) for right in allowed):
        wanted = " or ".join("absent" if right is None else shown(right) for right in allowed)
        raise ConfigError(f"{name} is {shown(value)}; only {wanted} is computed here.")
