"""What a configuration is refused for, field by field, before anything is sized by it.

Every message names the field and its value. What a key of a config.json may mean is in config_keys.py.
Tests: tests/package/test_config.py, tests/package/test_config_keys.py.
"""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

from dsv4lab.attention_kinds import COMPRESSED, KINDS
from dsv4lab.errors import ConfigError, shown

HASH, LEARNED = "hash", "learned"  # who chooses a layer's experts: a table over token ids, or the scores
_MAY_BE_ZERO = ("num_nextn_predict_layers", "num_hash_layers", "swiglu_limit", "bos_token_id", "eos_token_id")
_LARGEST = {
    "num_hidden_layers": 1000,
    "num_nextn_predict_layers": 100,
    "hc_mult": 64,
    "hc_sinkhorn_iters": 1000,
    "sliding_window": 1 << 20,
}
_MOST_EXPERTS = 200_000  # of all layers together; the largest release has 23,808
_FLOATS = (1e-30, 1e12)  # what float32 can still multiply


# `config` is a Config, whose own file imports this one.


def check_numbers(config: Any) -> None:
    """Every number of the right kind and sign, before anything is sized by it.

    Raises ConfigError with the field's name and value.
    """
    for spec in fields(config):
        value = getattr(config, spec.name)
        if spec.type in ("int", "float"):
            check_number(spec.name, value, whole=spec.type == "int")
        elif spec.type == "int | None" and value is not None:
            check_number(spec.name, value, whole=True)
        elif spec.type == "bool" and not isinstance(value, bool):
            raise ConfigError(f"{spec.name} is {shown(value)}; it must be true or false.")
    if config.yarn is not None:
        for spec in fields(config.yarn):
            check_number(f"yarn.{spec.name}", getattr(config.yarn, spec.name), whole=spec.type == "int")


def check_number(name: str, value: Any, *, whole: bool) -> None:
    """Refuse, by name, what is no number of this kind or one that nothing can be computed with."""
    right = isinstance(value, int) if whole else isinstance(value, (int, float)) and not _too_large(value)
    if not right or isinstance(value, bool):
        raise ConfigError(f"{name} is {shown(value)}; it must be a {'whole' if whole else 'finite'} number.")
    if value < 0 or (value == 0 and name not in _MAY_BE_ZERO):
        raise ConfigError(f"{name} is {shown(value)}; it must be positive.")
    largest = _LARGEST.get(name, (1 << 31) - 1) if whole else _FLOATS[1]
    if value > largest:
        raise ConfigError(f"{name} is {shown(value)}; at most {largest} are supported.")
    if not whole and 0 < value < _FLOATS[0]:
        raise ConfigError(f"{name} is {shown(value)}; less than {_FLOATS[0]} cannot be told from 0.")


def _too_large(value: float) -> bool:
    try:
        return not math.isfinite(value)
    except OverflowError:  # a whole number beyond every float
        return True


def check_fields(config: Any) -> None:
    """Refuse what no layer could be built from, naming field and value. Raises ConfigError."""

    def need(condition: bool, message: str) -> None:
        if not condition:
            raise ConfigError(message)

    layers = config.num_hidden_layers
    for name in ("layer_kinds", "routing_kinds"):
        kinds = getattr(config, name)
        allowed = tuple(KINDS) if name == "layer_kinds" else (HASH, LEARNED)
        need(len(kinds) == layers, f"{name} has {len(kinds)} entries but num_hidden_layers is {layers}.")
        bad = sorted(set(kinds) - set(allowed))
        need(not bad, f"{name} contains {shown(bad)}; known are {list(allowed)}.")
    need(
        config.scoring_func in ("sqrtsoftplus", "softmax", "sigmoid"),
        f"scoring_func is {shown(config.scoring_func)}; known are 'sqrtsoftplus', 'softmax', 'sigmoid'.",
    )
    need(
        config.expert_dtype in ("fp4", "fp8"),
        f"expert_dtype is {shown(config.expert_dtype)}; known are 'fp4' and 'fp8'.",
    )
    need(
        config.num_attention_heads % config.o_groups == 0,
        f"num_attention_heads {config.num_attention_heads} is not a multiple of o_groups {config.o_groups}.",
    )
    rope = config.qk_rope_head_dim
    need(
        rope % 2 == 0 and 0 < rope <= min(config.head_dim, config.index_head_dim),
        f"qk_rope_head_dim {config.qk_rope_head_dim} must be even and fit head_dim {config.head_dim} and "
        f"index_head_dim {config.index_head_dim}.",
    )
    need(
        0 < config.num_experts_per_tok <= config.n_routed_experts,
        f"num_experts_per_tok {config.num_experts_per_tok} does not fit n_routed_experts {config.n_routed_experts}.",
    )
    need(config.n_shared_experts == 1, f"n_shared_experts is {config.n_shared_experts}; V4 has exactly one.")
    need(
        (layers + config.num_nextn_predict_layers) * config.n_routed_experts <= _MOST_EXPERTS,
        f"n_routed_experts {config.n_routed_experts} in each of {layers} layers: at most {_MOST_EXPERTS:,} experts are "
        "supported.",
    )
    need(
        config.rope_theta > 1 and config.compress_rope_theta > 1,
        f"rope_theta {config.rope_theta} and compress_rope_theta {config.compress_rope_theta} must be above 1.",
    )
    need(
        config.bos_token_id is None or config.bos_token_id < config.vocab_size,
        f"bos_token_id {config.bos_token_id} is outside the vocabulary of {config.vocab_size}.",
    )
    need(
        all(type(i) is int and i >= 0 for i in config.more_end_ids),
        f"more_end_ids is {shown(config.more_end_ids)}; it must hold token ids.",
    )
    rates = [kind.rate(config) for kind in COMPRESSED]
    need(min(rates) > 1, f"compression rates {', '.join(map(str, rates))} must be above 1.")
