"""The one description of a DeepSeek-V4: sizes, schedule of layers, numerical constants.

Reads three spellings of the same facts (the release's config.json, the official inference/config.json, and what
transformers saves) and writes the first, with transformers' schedule beside it where its integers cannot say it.
Surprising: `compress_ratios` has one entry more than there are layers (the last is the draft block's).
Tests: tests/package/test_config.py.
"""

from __future__ import annotations

import math
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from dsv4lab.attention_kinds import COMPRESSED, CSA, HCA, KINDS, SLIDING, AttentionKind
from dsv4lab.config_checks import HASH, LEARNED, check_fields, check_numbers
from dsv4lab.config_spellings import Yarn, fields_of
from dsv4lab.errors import ConfigError, printable
from dsv4lab.json_files import read_object
from dsv4lab.named_ids import named_ids


@dataclass(frozen=True)
class Config:
    """Sizes of one model, in the spelling of the release's config.json.

    Field defaults are V4-Flash. `layer_kinds` holds the kind of each of the trunk's layers (attention_kinds.py: "sliding",
    "csa", "hca"), `routing_kinds` says for each of them who chooses the experts ("hash": a table over token ids; "learned":
    the scores). Draft (MTP) blocks are always sliding with learned routing and are counted by `num_nextn_predict_layers`.
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
    bos_token_id: int | None = 0
    eos_token_id: int | None = 1
    more_end_ids: tuple[int, ...] = ()
    tie_word_embeddings: bool = False

    def __post_init__(self) -> None:
        check_numbers(self)
        layers = self.num_hidden_layers
        if not self.layer_kinds:
            pattern = [SLIDING, SLIDING] + [CSA if i % 2 == 0 else HCA for i in range(2, layers)]
            object.__setattr__(self, "layer_kinds", tuple(pattern[:layers]))
        if not self.routing_kinds:
            object.__setattr__(self, "routing_kinds", tuple(HASH if i < 3 else LEARNED for i in range(layers)))
        object.__setattr__(self, "layer_kinds", tuple(self.layer_kinds))
        object.__setattr__(self, "more_end_ids", tuple(self.more_end_ids))
        object.__setattr__(self, "routing_kinds", tuple(self.routing_kinds))
        check_fields(self)

    # Derived values -------------------------------------------------------------------------------------------------

    @property
    def compress_ratios(self) -> tuple[int, ...]:
        """The release's schedule: 0 sliding, the rates of CSA and HCA, and a 0 for every draft block."""
        return tuple(map(self.rate, self.layer_kinds)) + (0,) * self.num_nextn_predict_layers

    def kind_of(self, layer: int) -> AttentionKind:
        """What kind of attention a layer of the trunk has."""
        return KINDS[self.layer_kinds[layer]]

    @property
    def kinds(self) -> tuple[AttentionKind, ...]:
        """The kinds that occur, in the table's order."""
        return tuple(kind for kind in KINDS.values() if kind.name in self.layer_kinds)

    @property
    def compressed_layers(self) -> list[int]:
        """Layers that have compressed entries."""
        return [i for i in range(self.num_hidden_layers) if self.kind_of(i).has_entries]

    @property
    def picking_layers(self) -> list[int]:
        """Layers whose indexer picks the entries that are read."""
        return [i for i in range(self.num_hidden_layers) if self.kind_of(i).picks]

    @property
    def pick_rate(self) -> int:
        """Tokens per entry of the densest layers that pick; where none does, of the first kind that would."""
        kinds = [kind for kind in self.kinds if kind.picks] or [kind for kind in COMPRESSED if kind.picks][:1]
        return min(kind.rate(self) for kind in kinds)

    def layers_of_kind(self, *kinds: str) -> list[int]:
        """Layers of the trunk whose attention is of one of these kinds."""
        return [i for i, kind in enumerate(self.layer_kinds) if kind in kinds]

    def layers_of_routing(self, kind: str) -> list[int]:
        """Layers of the trunk whose experts are chosen this way."""
        return [i for i, routing in enumerate(self.routing_kinds) if routing == kind]

    def rate(self, kind: str) -> int:
        """Tokens per compressed entry of a layer kind; 0 for sliding layers."""
        return KINDS[kind].rate(self)

    @property
    def end_ids(self) -> frozenset[int]:
        """Every token that ends a text."""
        return frozenset(i for i in (self.eos_token_id, *self.more_end_ids) if i is not None)

    @property
    def activation_limit(self) -> float:
        """Where the experts' activations are clamped; infinite for a `swiglu_limit` of 0: not at all."""
        return self.swiglu_limit or math.inf

    def replace(self, **changes: Any) -> Config:
        """The same with some fields changed. Raises ConfigError for what no model could be built from."""
        return replace(self, **changes)

    # Spellings ------------------------------------------------------------------------------------------------------

    @classmethod
    def read(cls, path: str | Path) -> Config:
        """Config of a checkpoint folder or of a config.json file, in any of the three spellings.

        A folder's generation_config.json may name further end ids; they are added.
        """
        return cls.from_dict(read_values(path))

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Config:
        """Translate one of the three spellings; what is unknown, or would be computed differently, is refused by name."""
        return cls(**fields_of(values, {f.name for f in fields(cls)} - _SPELLED_OTHERWISE))

    def to_dict(self) -> dict[str, Any]:
        """The release's config.json; where its integers (0, 4, 128) cannot say the rates, transformers' keys too."""
        values = asdict(self)
        for name in _SPELLED_OTHERWISE:
            values.pop(name)
        if self.more_end_ids:
            values["eos_token_id"] = [self.eos_token_id, *self.more_end_ids]
        values |= {
            "architectures": ["DeepseekV4ForCausalLM"],
            "model_type": "deepseek_v4",
            "num_key_value_heads": 1,
            "hidden_act": "silu",
            "topk_method": "noaux_tc",
            "attention_bias": False,
            "attention_dropout": 0.0,
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
        if any(kind.rate(self) != kind.ratio for kind in COMPRESSED):
            values["layer_types"] = [KINDS[kind].transformers for kind in self.layer_kinds]
            values["compress_rates"] = {kind.transformers: kind.rate(self) for kind in COMPRESSED}
        return values


# Fields that no key of a config.json is named after.
_SPELLED_OTHERWISE = {"layer_kinds", "routing_kinds", "yarn", "more_end_ids"} | {kind.rate_field for kind in COMPRESSED}


def read_values(path: str | Path) -> dict[str, Any]:
    """The object in a checkpoint folder's config.json (or in that file), every end id that the folder names added.

    Raises ConfigError for a path that cannot be read or holds no object.
    """
    path = Path(path)
    try:
        there, folder = os.path.lexists(path), path.is_dir()
    except (OSError, ValueError) as error:  # a name that no file can have, a place that may not be looked into
        told = printable(str(getattr(error, "strerror", None) or error), 200)
        raise ConfigError(f"{printable(str(path), 200)}: cannot be read ({told}).") from None
    if not there:
        raise ConfigError(
            f"{printable(str(path), 200)}: no such file or folder. Give the folder that holds config.json and the shards."
        )
    if not folder:
        return read_object(path, ConfigError)
    values = read_object(path / "config.json", ConfigError)
    _, ends = named_ids(path)
    return values | {"eos_token_id": list(ends)} if len(ends) > 1 else values


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
