"""Three spellings of one configuration, translated into the fields of Config.

The release's config.json, the official inference/config.json (dim, n_layers, ...), and what transformers saves. Rules for
what is absent are transformers', checked against it. Surprising: a left-over `rope_scaling` beats `rope_parameters`, and
`compress_ratios` of 4 and 128 are names of kinds when other rates are given beside them.
Tests: tests/package/test_config.py, tests/package/test_config_keys.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dsv4lab.attention_kinds import COMPRESSED, CSA, HCA, KINDS, SLIDING, AttentionKind
from dsv4lab.config_checks import HASH, LEARNED, check_number
from dsv4lab.config_keys import ALIASES, RATE_KEYS, check_keys, check_rope, unread
from dsv4lab.errors import ConfigError, shown
from dsv4lab.named_ids import token_ids

_KIND_OF_TRANSFORMERS = {kind.transformers: kind.name for kind in KINDS.values()}
_KIND_OF_RATIO = {kind.ratio: kind.name for kind in KINDS.values()}
_ROUTING_OF_TRANSFORMERS = {"hash_moe": HASH, "moe": LEARNED}
# What the expert matrices are; plain floats are written as FP8 when they are saved quantised.
_EXPERT_DTYPES = {"fp4": "fp4", "mxfp4": "fp4", "fp8": "fp8"} | dict.fromkeys(
    ("bf16", "bfloat16", "fp16", "float16", "fp32", "float32"), "fp8"
)
_PARTIAL_ROTARY = 64 / 512  # transformers' share of rotated channels where no key says one


@dataclass(frozen=True)
class Yarn:
    """Context extension of the compressed layers' rotary frequencies (section 2.3 of the report; no mscale)."""

    factor: float = 16.0
    original_max_position_embeddings: int = 65536
    beta_fast: float = 32.0
    beta_slow: float = 1.0


def fields_of(values: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """Arguments for Config out of any of the spellings; `known` are the fields that are spelled like their keys.

    Raises ConfigError, naming the key, for what is missing, unknown or contradicts another key.
    """
    model_type = values.get("model_type", "deepseek_v4")
    if model_type != "deepseek_v4":
        later = isinstance(model_type, str) and model_type.startswith("deepseek_v41")
        more = " V4.1 is another architecture; dsv4lab.inspect says what differs." if later else ""
        raise ConfigError(f"model_type is {shown(model_type)}; this package reads 'deepseek_v4' only.{more}")
    if "hidden_size" not in values and "dim" in values:
        values = _from_inference(values)
    check_keys(values)
    values = {ALIASES.get(key, key): value for key, value in values.items()}
    _check_kinds(values)
    missing = sorted({"hidden_size", "num_hidden_layers", "vocab_size"} - values.keys())
    if missing:
        raise ConfigError(f"config lacks {', '.join(missing)}. It is not a DeepSeek-V4 config.json.")
    kept = {key: value for key, value in values.items() if key in known and value is not None}
    return kept | _ids(values) | _rotated(values) | _expert_dtype(values) | _schedule(values) | _rope(values)


def unread_keys(values: dict[str, Any]) -> list[str]:
    """Keys of a config.json, in any spelling, that nothing here knows."""
    return unread(_from_inference(values) if "hidden_size" not in values and "dim" in values else values)


def _check_kinds(values: dict[str, Any]) -> None:
    """Lists of the right things and tables where tables belong, whichever spelling is used."""
    kinds: dict[str, type] = {"compress_ratios": int, "layer_types": str, "mlp_layer_types": str}
    for name, kind in kinds.items():
        items = values.get(name)
        if items is not None and (not isinstance(items, list) or not all(type(item) is kind for item in items)):
            raise ConfigError(f"{name} is {shown(items)}; it must be a list of {kind.__name__}.")
    for name in ("rope_scaling", "rope_parameters", "compress_rates", "quantization_config"):
        if not isinstance(values.get(name), (dict, type(None))):
            raise ConfigError(f"{name} is {shown(values[name])}; it must be an object or null.")
    rates = values.get("compress_rates") or {}
    unknown = sorted(rates.keys() - _KIND_OF_TRANSFORMERS.keys())
    if unknown:
        raise ConfigError(f"compress_rates names {shown(unknown[0])}; known are {sorted(_KIND_OF_TRANSFORMERS)}.")
    names = ("num_hidden_layers", "head_dim", "partial_rotary_factor", "qk_rope_head_dim", "num_hash_layers")
    numbers = {name: values.get(name) for name in (*names, *RATE_KEYS)}
    numbers |= {f"compress_rates.{kind.transformers}": rates.get(kind.transformers) for kind in COMPRESSED}
    for name, value in numbers.items():
        if value is not None:
            check_number(name, value, whole=name != "partial_rotary_factor")


def _ids(values: dict[str, Any]) -> dict[str, Any]:
    """Begin and end ids: null is none, absent is the default, several end ids are kept."""
    out: dict[str, Any] = {}
    if "bos_token_id" in values:
        out["bos_token_id"] = next(iter(token_ids(values, "bos_token_id", "config.json")), None)
    if "eos_token_id" in values:
        ends = token_ids(values, "eos_token_id", "config.json")
        out |= {"eos_token_id": ends[0] if ends else None, "more_end_ids": ends[1:]}
    return out


def _rotated(values: dict[str, Any]) -> dict[str, Any]:
    """How many channels turn: said outright, as a share of the head, or transformers' share."""
    head, rotated, share = (
        values.get("head_dim", 512),
        values.get("qk_rope_head_dim"),
        values.get("partial_rotary_factor"),
    )
    if share is not None:
        # Rounded, not cut: 30 / 44 * 44 falls just short of 30.
        if rotated is not None and rotated != round(head * share):
            raise ConfigError(
                f"qk_rope_head_dim is {rotated}, but partial_rotary_factor {share} of head_dim {head} is "
                f"{round(head * share)}. Remove the wrong one."
            )
        return {"qk_rope_head_dim": round(head * share)}
    return {} if rotated is not None else {"qk_rope_head_dim": int(head * _PARTIAL_ROTARY)}


def _expert_dtype(values: dict[str, Any]) -> dict[str, Any]:
    """What the file says; the stored tensors decide when a checkpoint is opened."""
    quantization = values.get("quantization_config") or {}
    said = values.get("expert_dtype") or quantization.get("expert_dtype") or "fp8"
    if not isinstance(said, str) or said not in _EXPERT_DTYPES:
        raise ConfigError(f"expert_dtype is {shown(said)}; known are {', '.join(_EXPERT_DTYPES)}.")
    return {"expert_dtype": _EXPERT_DTYPES[said]}


def _schedule(values: dict[str, Any]) -> dict[str, Any]:
    """Layer kinds, rates and routing kinds from whichever spelling is there; explicit lists win over integers."""
    layers = values["num_hidden_layers"]
    out: dict[str, Any] = {}
    rates = {kind.name: _rate_said(values, kind) for kind in COMPRESSED}
    ratios = values.get("compress_ratios")
    if values.get("layer_types"):
        unknown = sorted(set(values["layer_types"]) - set(_KIND_OF_TRANSFORMERS))
        if unknown:
            raise ConfigError(f"layer_types contains {shown(unknown)}; known are {sorted(_KIND_OF_TRANSFORMERS)}.")
        out["layer_kinds"] = tuple(_KIND_OF_TRANSFORMERS[name] for name in values["layer_types"][:layers])
    elif ratios:
        if len(ratios) < layers:
            raise ConfigError(f"compress_ratios has {len(ratios)} entries for {layers} layers (one each, then drafts).")
        out["layer_kinds"], found = _kinds_of(ratios[:layers], rates[CSA])
        rates[HCA] = found if rates[HCA] is None else rates[HCA]
    else:
        # transformers' own default is out of phase with the released schedule: never guess one.
        raise ConfigError("config has neither compress_ratios nor layer_types: the schedule of layers is unknown.")
    for kind in COMPRESSED:
        said = rates[kind.name]
        out[kind.rate_field] = kind.ratio if said is None else said
    if values.get("mlp_layer_types"):
        unknown = sorted(set(values["mlp_layer_types"]) - set(_ROUTING_OF_TRANSFORMERS))
        if unknown:
            raise ConfigError(
                f"mlp_layer_types contains {shown(unknown)}; known are {sorted(_ROUTING_OF_TRANSFORMERS)}."
            )
        out["routing_kinds"] = tuple(_ROUTING_OF_TRANSFORMERS[name] for name in values["mlp_layer_types"][:layers])
    else:
        hashed = 3 if values.get("num_hash_layers") is None else values["num_hash_layers"]
        out["routing_kinds"] = tuple(HASH if i < hashed else LEARNED for i in range(layers))
    return out


def _rate_said(values: dict[str, Any], kind: AttentionKind) -> Any:
    """Tokens per entry of a kind, from the key of its own or from transformers' table; None where neither says it."""
    own = values.get(f"compress_rate_{kind.name}")
    return (values.get("compress_rates") or {}).get(kind.transformers) if own is None else own


def _kinds_of(ratios: list[int], csa: int | None) -> tuple[tuple[str, ...], int | None]:
    """Kinds of layers out of their rates, and the HCA rate found there."""
    if set(ratios) <= _KIND_OF_RATIO.keys():  # as transformers reads them: names of kinds, whatever the rates are
        hca = KINDS[HCA].ratio
        return tuple(_KIND_OF_RATIO[r] for r in ratios), hca if hca in ratios else None
    csa = KINDS[CSA].ratio if csa is None else csa
    others = sorted({r for r in ratios if r not in (0, csa)})
    if len(others) > 1:
        raise ConfigError(f"compress_ratios names the rates {shown(others)} beside 0 and {csa}; a V4 has one HCA rate.")
    return tuple(SLIDING if r == 0 else CSA if r == csa else HCA for r in ratios), others[0] if others else None


def _rope(values: dict[str, Any]) -> dict[str, Any]:
    """Rotary base of both layer families and YaRN, from rope_scaling (release) or rope_parameters (transformers)."""
    name = "rope_scaling" if values.get("rope_scaling") else "rope_parameters"
    scaling: dict[str, Any] = values.get(name) or {}
    out: dict[str, Any] = {}
    if isinstance(scaling.get("compress"), dict) or isinstance(scaling.get("main"), dict):
        for part in ("main", "compress"):
            if not isinstance(scaling.get(part), dict):
                raise ConfigError(
                    f"{name}.{part} is {shown(scaling.get(part))}; 'main' and 'compress' must both be objects."
                )
            _check_share(f"{name}.{part}", scaling[part], values)
        main, scaling = scaling["main"], scaling["compress"]
        check_rope(f"{name}.main", main)
        if _rope_kind(main) != "default":
            raise ConfigError(f"{name}.main is of type {shown(_rope_kind(main))}; sliding layers are not scaled in V4.")
        out["rope_theta"] = main.get("rope_theta", values.get("rope_theta", 10000.0))
        out["compress_rope_theta"] = scaling.get("rope_theta", values.get("compress_rope_theta", 160000.0))
        name += ".compress"
    check_rope(name, scaling)
    kind = _rope_kind(scaling)
    if kind not in ("default", "yarn"):
        raise ConfigError(f"rope scaling is of type {shown(kind)}; known are 'default' and 'yarn'.")
    out["yarn"] = _yarn(name, scaling, values) if kind == "yarn" else None
    return out


def _rope_kind(scaling: dict[str, Any]) -> Any:
    return scaling.get("rope_type", scaling.get("type", "default"))


def _check_share(name: str, part: dict[str, Any], values: dict[str, Any]) -> None:
    """transformers repeats the share of rotated channels in both parts, and turns that many there."""
    share = part.get("partial_rotary_factor")
    if share is None:
        return
    check_number(f"{name}.partial_rotary_factor", share, whole=False)
    head, rotated = (
        values.get("head_dim", 512),
        _rotated(values).get("qk_rope_head_dim", values.get("qk_rope_head_dim")),
    )
    if round(head * share) != rotated:
        raise ConfigError(
            f"{name}.partial_rotary_factor is {share}, {round(head * share)} of {head} channels; elsewhere the config says "
            f"{rotated}. Both families of layers turn the same channels."
        )


def _yarn(name: str, scaling: dict[str, Any], values: dict[str, Any]) -> Yarn:
    """YaRN with transformers' rules for what is absent or null."""
    context = values.get("max_position_embeddings", 1048576)
    original = scaling.get("original_max_position_embeddings")
    original = context if original is None else original
    if "factor" not in scaling:
        raise ConfigError(f"{name} is of type 'yarn' and has no factor. Write the factor the model was trained with.")
    factor = scaling["factor"]
    if factor is None:
        for part, value in (
            ("max_position_embeddings", context),
            (f"{name}.original_max_position_embeddings", original),
        ):
            check_number(part, value, whole=True)
        factor = context / original
    betas = {beta: scaling.get(beta) for beta in ("beta_fast", "beta_slow")}
    return Yarn(factor, original, **{beta: value for beta, value in betas.items() if value is not None})


_INFERENCE_NAMES = {
    "dim": "hidden_size",
    "n_layers": "num_hidden_layers",
    "n_heads": "num_attention_heads",
    "rope_head_dim": "qk_rope_head_dim",
    "window_size": "sliding_window",
    "moe_inter_dim": "moe_intermediate_size",
    "n_activated_experts": "num_experts_per_tok",
    "route_scale": "routed_scaling_factor",
    "score_func": "scoring_func",
    "n_hash_layers": "num_hash_layers",
    "n_mtp_layers": "num_nextn_predict_layers",
    "norm_eps": "rms_norm_eps",
}
# The official code's own defaults are those of a toy: what it lacks is unknown, not Flash's.
_INFERENCE_NEEDS = (
    "n_heads", "head_dim", "rope_head_dim", "q_lora_rank", "o_groups", "o_lora_rank", "window_size", "moe_inter_dim",
    "n_routed_experts", "n_activated_experts", "route_scale", "score_func", "n_hash_layers", "swiglu_limit", "hc_mult",
    "hc_sinkhorn_iters", "index_n_heads", "index_head_dim", "index_topk", "rope_theta", "compress_rope_theta",
    "original_seq_len",
)  # fmt: skip


def _from_inference(values: dict[str, Any]) -> dict[str, Any]:
    """The official inference/config.json (dim, n_layers, ...) in the release's spelling."""
    missing = [name for name in _INFERENCE_NEEDS if values.get(name) is None]
    if missing:
        raise ConfigError(f"inference config lacks {', '.join(missing[:5])}; without them the model is unknown.")
    out = {_INFERENCE_NAMES.get(key, key): value for key, value in values.items()}
    original = out.pop("original_seq_len")
    scaling = {key: out.pop(key) for key in ("rope_factor", "beta_fast", "beta_slow") if key in out}
    if original != 0:
        scaling = {"factor" if key == "rope_factor" else key: value for key, value in scaling.items()}
        out["rope_scaling"] = {"type": "yarn", "original_max_position_embeddings": original, **scaling}
    return out
