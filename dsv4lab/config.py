"""The one description of a DeepSeek-V4: sizes, schedule of layers, numerical constants.

Reads three spellings of the same facts (the release's config.json, the official inference/config.json, and what
transformers saves) and writes the first, with transformers' schedule beside it where its integers cannot say it.
Surprising: `compress_ratios` has one entry more than there are layers (the last is the draft block's).
Tests: tests/test_config.py.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from dsv4lab.errors import ConfigError

SLIDING, CSA, HCA = "sliding", "csa", "hca"
HASH, LEARNED = "hash", "learned"

_KIND_OF_TRANSFORMERS = {
    "sliding_attention": SLIDING,
    "compressed_sparse_attention": CSA,
    "heavily_compressed_attention": HCA,
}
_TRANSFORMERS_OF_KIND = {kind: name for name, kind in _KIND_OF_TRANSFORMERS.items()}
_ROUTING_OF_TRANSFORMERS = {"hash_moe": HASH, "moe": LEARNED}


@dataclass(frozen=True)
class Yarn:
    """Context extension of the compressed layers' rotary frequencies (section 2.3 of the report; no mscale)."""

    factor: float = 16.0
    original_max_position_embeddings: int = 65536
    beta_fast: float = 32.0
    beta_slow: float = 1.0


@dataclass(frozen=True)
class Config:
    """Sizes of one model, in the spelling of the release's config.json.

    Field defaults are V4-Flash. `layer_kinds` holds the trunk's layers ("sliding", "csa", "hca"), `routing_kinds` says
    for each of them who chooses the experts ("hash": a table over token ids; "learned": the scores). Draft (MTP) blocks
    are always sliding with learned routing and are counted by `num_nextn_predict_layers`.
    """

    vocab_size: int = 129280
    hidden_size: int = 4096
    num_hidden_layers: int = 43
    num_attention_heads: int = 64
    head_dim: int = 512
    qk_rope_head_dim: int = 64
    q_lora_rank: int = 1024
    o_groups: int = 8
    o_lora_rank: int = 1024
    sliding_window: int = 128
    layer_kinds: tuple[str, ...] = ()
    csa_rate: int = 4
    hca_rate: int = 128
    rope_theta: float = 10000.0
    compress_rope_theta: float = 160000.0
    yarn: Yarn | None = field(default_factory=Yarn)
    max_position_embeddings: int = 1048576
    index_n_heads: int = 64
    index_head_dim: int = 128
    index_topk: int = 512
    n_routed_experts: int = 256
    n_shared_experts: int = 1
    num_experts_per_tok: int = 6
    moe_intermediate_size: int = 2048
    routing_kinds: tuple[str, ...] = ()
    scoring_func: str = "sqrtsoftplus"
    norm_topk_prob: bool = True
    routed_scaling_factor: float = 1.5
    swiglu_limit: float = 10.0
    hc_mult: int = 4
    hc_sinkhorn_iters: int = 20
    hc_eps: float = 1e-6
    rms_norm_eps: float = 1e-6
    num_nextn_predict_layers: int = 1
    expert_dtype: str = "fp4"
    bos_token_id: int = 0
    eos_token_id: int = 1

    def __post_init__(self) -> None:
        _check_numbers(self)
        layers = self.num_hidden_layers
        if not self.layer_kinds:
            pattern = [SLIDING, SLIDING] + [CSA if i % 2 == 0 else HCA for i in range(2, layers)]
            object.__setattr__(self, "layer_kinds", tuple(pattern[:layers]))
        if not self.routing_kinds:
            object.__setattr__(self, "routing_kinds", tuple(HASH if i < 3 else LEARNED for i in range(layers)))
        object.__setattr__(self, "layer_kinds", tuple(self.layer_kinds))
        object.__setattr__(self, "routing_kinds", tuple(self.routing_kinds))
        _check(self)

    # Derived values -------------------------------------------------------------------------------------------------

    @property
    def compress_ratios(self) -> tuple[int, ...]:
        """The release's schedule: 0 sliding, the rates of CSA and HCA, and a 0 for every draft block."""
        rate = {SLIDING: 0, CSA: self.csa_rate, HCA: self.hca_rate}
        return tuple(rate[kind] for kind in self.layer_kinds) + (0,) * self.num_nextn_predict_layers

    def layers_of_kind(self, *kinds: str) -> list[int]:
        return [i for i, kind in enumerate(self.layer_kinds) if kind in kinds]

    def layers_of_routing(self, kind: str) -> list[int]:
        return [i for i, routing in enumerate(self.routing_kinds) if routing == kind]

    def rate(self, kind: str) -> int:
        """Tokens per compressed entry of a layer kind; 0 for sliding layers."""
        return {SLIDING: 0, CSA: self.csa_rate, HCA: self.hca_rate}[kind]

    def replace(self, **changes: Any) -> Config:
        return replace(self, **changes)

    # Spellings ------------------------------------------------------------------------------------------------------

    @classmethod
    def read(cls, path: str | Path) -> Config:
        """Config of a checkpoint folder or of a config.json file, in any of the three spellings."""
        path = Path(path)
        file = path / "config.json" if path.is_dir() else path
        try:
            values = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ConfigError(
                f"{file}: no such file. A checkpoint folder has a config.json beside its shards."
            ) from None
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{file}: not readable as JSON ({error}). Fetch the file again.") from None
        if not isinstance(values, dict):
            raise ConfigError(f"{file}: holds a {type(values).__name__}, expected one JSON object.")
        return cls.from_dict(values)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Config:
        """Translate one of the three spellings; unknown model types and schedules are refused by name."""
        model_type = values.get("model_type", "deepseek_v4")
        if model_type != "deepseek_v4":
            raise ConfigError(f"model_type is {model_type!r}; this package reads 'deepseek_v4' only.")
        if "hidden_size" not in values and "dim" in values:
            values = _from_inference(values)
        _check_kinds(values)
        known = {f.name for f in fields(cls)} - {"layer_kinds", "routing_kinds", "yarn", "csa_rate", "hca_rate"}
        kept = {key: value for key, value in values.items() if key in known and value is not None}
        if isinstance(kept.get("eos_token_id"), list):
            kept["eos_token_id"] = kept["eos_token_id"][0]
        missing = sorted({"hidden_size", "num_hidden_layers", "vocab_size"} - kept.keys())
        if missing:
            raise ConfigError(f"config lacks {', '.join(missing)}. It is not a DeepSeek-V4 config.json.")
        if values.get("qk_rope_head_dim") is None and values.get("partial_rotary_factor") is not None:
            # Rounded, not cut: 30 / 44 * 44 falls just short of 30.
            kept["qk_rope_head_dim"] = round(kept.get("head_dim", cls.head_dim) * values["partial_rotary_factor"])
        kept["expert_dtype"] = values.get("expert_dtype") or (values.get("quantization_config") or {}).get(
            "expert_dtype", "fp8"
        )
        return cls(**(kept | _schedule(values) | _rope(values)))

    def to_dict(self) -> dict[str, Any]:
        """The release's config.json; where its integers (0, 4, 128) cannot say the rates, transformers' keys too."""
        values = asdict(self)
        for name in ("layer_kinds", "routing_kinds", "csa_rate", "hca_rate", "yarn"):
            values.pop(name)
        values |= {
            "architectures": ["DeepseekV4ForCausalLM"],
            "model_type": "deepseek_v4",
            "num_key_value_heads": 1,
            "hidden_act": "silu",
            "topk_method": "noaux_tc",
            "attention_bias": False,
            "attention_dropout": 0.0,
            "tie_word_embeddings": False,
            "torch_dtype": "bfloat16",
            "initializer_range": 0.02,
            "use_cache": True,
            "compress_ratios": list(self.compress_ratios),
            "num_hash_layers": sum(kind == HASH for kind in self.routing_kinds),
        }
        if self.yarn is not None:
            values["rope_scaling"] = {"type": "yarn", **asdict(self.yarn)}
        prefix = (HASH,) * values["num_hash_layers"]
        if self.routing_kinds[: len(prefix)] != prefix:
            values["mlp_layer_types"] = ["hash_moe" if kind == HASH else "moe" for kind in self.routing_kinds]
        if (self.csa_rate, self.hca_rate) != (4, 128):
            values["layer_types"] = [_TRANSFORMERS_OF_KIND[kind] for kind in self.layer_kinds]
            values["compress_rates"] = {
                _TRANSFORMERS_OF_KIND[CSA]: self.csa_rate,
                _TRANSFORMERS_OF_KIND[HCA]: self.hca_rate,
            }
        return values


_MAY_BE_ZERO = ("num_nextn_predict_layers", "num_hash_layers", "bos_token_id", "eos_token_id")
_LARGEST = {"num_hidden_layers": 1000, "num_nextn_predict_layers": 100, "n_routed_experts": 100_000}


def _check_numbers(config: Config) -> None:
    """Every number of the right kind and sign, before anything is sized by it."""
    for spec in fields(config):
        value = getattr(config, spec.name)
        if spec.type in ("int", "float"):
            _check_number(spec.name, value, whole=spec.type == "int")
        elif spec.type == "bool" and not isinstance(value, bool):
            raise ConfigError(f"{spec.name} is {value!r}; it must be true or false.")
    if config.yarn is not None:
        for spec in fields(config.yarn):
            _check_number(f"yarn.{spec.name}", getattr(config.yarn, spec.name), whole=spec.type == "int")


def _check_number(name: str, value: Any, *, whole: bool) -> None:
    right = isinstance(value, int) if whole else isinstance(value, (int, float)) and math.isfinite(value)
    if not right or isinstance(value, bool):
        raise ConfigError(f"{name} is {value!r}; it must be a {'whole' if whole else 'finite'} number.")
    if value < 0 or (value == 0 and name not in _MAY_BE_ZERO):
        raise ConfigError(f"{name} is {value}; it must be positive.")
    if value > _LARGEST.get(name, value):
        raise ConfigError(f"{name} is {value}; at most {_LARGEST[name]} are supported.")


def _check_kinds(values: dict[str, Any]) -> None:
    """Lists of the right things and tables where tables belong, whichever spelling is used."""
    kinds: dict[str, type] = {"compress_ratios": int, "layer_types": str, "mlp_layer_types": str}
    for name, kind in kinds.items():
        items = values.get(name)
        if items is not None and (not isinstance(items, list) or not all(type(item) is kind for item in items)):
            raise ConfigError(f"{name} is {items!r}; it must be a list of {kind.__name__}.")
    for name in ("rope_scaling", "rope_parameters", "compress_rates", "quantization_config"):
        if not isinstance(values.get(name), (dict, type(None))):
            raise ConfigError(f"{name} is {values[name]!r}; it must be an object or null.")
    numbers = {name: values.get(name) for name in ("num_hidden_layers", "head_dim", "partial_rotary_factor")}
    numbers |= {name: values.get(name) for name in ("num_hash_layers", "compress_rate_csa", "compress_rate_hca")}
    numbers |= {f"compress_rates.{name}": rate for name, rate in (values.get("compress_rates") or {}).items()}
    for name, value in numbers.items():
        if value is not None:
            _check_number(name, value, whole=name != "partial_rotary_factor")
    both = values.get("rope_parameters") or {}
    if isinstance(both.get("compress"), dict) and not isinstance(both.get("main"), dict):
        raise ConfigError(f"rope_parameters.main is {both.get('main')!r}; it must be an object beside 'compress'.")
    eos = values.get("eos_token_id")
    if isinstance(eos, list) and not eos:
        raise ConfigError("eos_token_id is an empty list; it must be a token id or a list of them.")


def _check(config: Config) -> None:
    """Refuse what no layer could be built from, naming field and value."""

    def need(condition: bool, message: str) -> None:
        if not condition:
            raise ConfigError(message)

    layers = config.num_hidden_layers
    for name in ("layer_kinds", "routing_kinds"):
        kinds = getattr(config, name)
        allowed = (SLIDING, CSA, HCA) if name == "layer_kinds" else (HASH, LEARNED)
        need(len(kinds) == layers, f"{name} has {len(kinds)} entries but num_hidden_layers is {layers}.")
        bad = sorted(set(kinds) - set(allowed))
        need(not bad, f"{name} contains {bad}; known are {list(allowed)}.")
    need(
        config.scoring_func in ("sqrtsoftplus", "softmax", "sigmoid"),
        f"scoring_func is {config.scoring_func!r}; known are 'sqrtsoftplus', 'softmax', 'sigmoid'.",
    )
    need(config.expert_dtype in ("fp4", "fp8"), f"expert_dtype is {config.expert_dtype!r}; known are 'fp4' and 'fp8'.")
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
        config.csa_rate > 1 and config.hca_rate > 1,
        f"compression rates {config.csa_rate}, {config.hca_rate} must be above 1.",
    )


def _schedule(values: dict[str, Any]) -> dict[str, Any]:
    """Layer kinds, rates and routing kinds from whichever spelling is there; explicit lists win over integers."""
    layers = values["num_hidden_layers"]
    out: dict[str, Any] = {}
    rates = dict(values.get("compress_rates") or {})
    csa = rates.get("compressed_sparse_attention", values.get("compress_rate_csa") or 4)
    hca = rates.get("heavily_compressed_attention", values.get("compress_rate_hca"))
    ratios = list(values.get("compress_ratios") or [])
    if values.get("layer_types"):
        unknown = sorted(set(values["layer_types"]) - set(_KIND_OF_TRANSFORMERS))
        if unknown:
            raise ConfigError(f"layer_types contains {unknown}; known are {sorted(_KIND_OF_TRANSFORMERS)}.")
        out["layer_kinds"] = tuple(_KIND_OF_TRANSFORMERS[name] for name in values["layer_types"][:layers])
    elif ratios:
        if len(ratios) < layers:
            raise ConfigError(f"compress_ratios has {len(ratios)} entries for {layers} layers (one each, then drafts).")
        others = sorted({r for r in ratios[:layers] if r not in (0, csa)})
        if len(others) > 1:
            raise ConfigError(f"compress_ratios names the rates {others} beside 0 and {csa}; a V4 has one HCA rate.")
        hca = others[0] if others and hca is None else hca
        out["layer_kinds"] = tuple(SLIDING if r == 0 else CSA if r == csa else HCA for r in ratios[:layers])
    else:
        # transformers' own default is out of phase with the released schedule: never guess one.
        raise ConfigError("config has neither compress_ratios nor layer_types: the schedule of layers is unknown.")
    out["csa_rate"], out["hca_rate"] = csa, 128 if hca is None else hca
    if values.get("mlp_layer_types"):
        unknown = sorted(set(values["mlp_layer_types"]) - set(_ROUTING_OF_TRANSFORMERS))
        if unknown:
            raise ConfigError(f"mlp_layer_types contains {unknown}; known are {sorted(_ROUTING_OF_TRANSFORMERS)}.")
        out["routing_kinds"] = tuple(_ROUTING_OF_TRANSFORMERS[name] for name in values["mlp_layer_types"][:layers])
    else:
        hashed = 3 if values.get("num_hash_layers") is None else values["num_hash_layers"]
        out["routing_kinds"] = tuple(HASH if i < hashed else LEARNED for i in range(layers))
    return out


def _rope(values: dict[str, Any]) -> dict[str, Any]:
    """Rotary base of both layer families and YaRN, from rope_scaling (release) or rope_parameters (transformers)."""
    parameters = values.get("rope_parameters") or {}
    if isinstance(parameters.get("compress"), dict):
        scaling, out = (
            parameters["compress"],
            {
                "rope_theta": parameters["main"].get("rope_theta", 10000.0),
                "compress_rope_theta": parameters["compress"].get("rope_theta", 160000.0),
            },
        )
    else:
        scaling, out = parameters or values.get("rope_scaling") or {}, {}
    kind = scaling.get("rope_type", scaling.get("type", "default"))
    if kind not in ("default", "yarn"):
        raise ConfigError(f"rope scaling is of type {kind!r}; known are 'default' and 'yarn'.")
    names = [f.name for f in fields(Yarn)]
    out["yarn"] = Yarn(**{n: scaling[n] for n in names if n in scaling}) if kind == "yarn" else None
    return out


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


def _from_inference(values: dict[str, Any]) -> dict[str, Any]:
    """The official inference/config.json (dim, n_layers, ...) in the release's spelling."""
    out = {_INFERENCE_NAMES.get(key, key): value for key, value in values.items()}
    if "original_seq_len" in out:
        out["rope_scaling"] = {
            "type": "yarn",
            "factor": out.get("rope_factor", 16),
            "original_max_position_embeddings": out["original_seq_len"],
            "beta_fast": out.get("beta_fast", 32),
            "beta_slow": out.get("beta_slow", 1),
        }
    return out


FLASH = Config()
PRO = Config(
    hidden_size=7168,
    num_hidden_layers=61,
    num_attention_heads=128,
    q_lora_rank=1536,
    o_groups=16,
    layer_kinds=(HCA, HCA, *(CSA if i % 2 == 0 else HCA for i in range(2, 61))),
    index_topk=1024,
    n_routed_experts=384,
    moe_intermediate_size=3072,
    routed_scaling_factor=2.5,
)
PRESETS = {"flash": FLASH, "pro": PRO}
