"""Every tensor a configuration implies: our name, shape and storage format, and what the release's files hold for it.

Source: the released checkpoints; names, formats and shapes follow from the layer schedule and the sizes alone.
Surprising: nearly everything is experts (98 % of the names, 94 % of the bytes), and compressor and router matrices are
not quantised at all. The counts equal the two published checkpoints to the byte.
Tests: tests/checkpoint/test_inventory.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from dsv4lab.attention_kinds import KINDS, SLIDING
from dsv4lab.checkpoint.names import official_name, scale_name
from dsv4lab.config import HASH, LEARNED, Config
from dsv4lab.kernels.common.group_sizes import FP4_ROW, FP8_TILE

FP8, FP4, BF16, F32, I64 = "fp8", "fp4", "bf16", "f32", "i64"  # how the release keeps a tensor
BYTES = {"F8_E4M3": 1, "F8_E8M0": 1, "I8": 1, "U8": 1, "BF16": 2, "F16": 2, "F32": 4, "I64": 8}
PARTS = ("embedding", "attention", "compressor", "indexer", "mixing", "routing", "experts", "shared expert", "norms")


@dataclass(frozen=True)
class Weight:
    """One tensor of our model. `shape` as in the state dict (experts stacked), `format` as the release stores it."""

    shape: tuple[int, ...]
    format: str
    part: str

    @property
    def numel(self) -> int:
        """Numbers in it."""
        return prod(self.shape)


@dataclass(frozen=True)
class Stored:
    """One tensor of the release's files. `ours` and `expert` say which of our weights (and which slice) it holds."""

    shape: tuple[int, ...]
    dtype: str
    ours: str
    expert: int | None = None
    scale: bool = False

    @property
    def bytes(self) -> int:
        """Bytes that it takes in its shard."""
        return prod(self.shape) * BYTES[self.dtype]


def weights(config: Config) -> dict[str, Weight]:
    """Our state dict of a configuration, in the model's order: name -> shape, format, part."""
    width, streams = config.hidden_size, config.hc_mult
    out = {"embed.weight": Weight((config.vocab_size, width), BF16, "embedding")}
    for i in range(config.num_hidden_layers):
        out |= _block(config, f"layers.{i}.", config.layer_kinds[i], config.routing_kinds[i])
    out["norm.weight"] = Weight((width,), BF16, "norms")
    out["head.weight"] = Weight((config.vocab_size, width), BF16, "embedding")
    out |= _mixing("head_mixing.", streams, width, streams, 1)
    for j in range(config.num_nextn_predict_layers):
        prefix = f"mtp.{j}."
        out |= _block(config, prefix, SLIDING, LEARNED)
        out |= {f"{prefix}{name}.weight": Weight((width, width), FP8, "attention") for name in ("e_proj", "h_proj")}
        out |= {f"{prefix}{name}.weight": Weight((width,), BF16, "norms") for name in ("enorm", "hnorm", "norm")}
        out |= _mixing(f"{prefix}head_mixing.", streams, width, streams, 1)
    return out


def official(config: Config, *, quantize: bool = True) -> dict[str, Stored]:
    """What the release's files hold for a configuration, by official name.

    With `quantize=False` the matrices that the release packs are expected as BF16 without multipliers.
    """
    out: dict[str, Stored] = {}
    for ours, weight in weights(config).items():
        stacked = ".experts." in ours
        for expert in range(weight.shape[0]) if stacked else (None,):
            shape = weight.shape[1:] if stacked else weight.shape
            name = official_name(ours, expert)
            dtype, stored_shape, scale_shape = packing(weight.format if quantize else _plain(weight.format), shape)
            out[name] = Stored(stored_shape, dtype, ours, expert)
            if scale_shape is not None:
                out[scale_name(name)] = Stored(scale_shape, "F8_E8M0", ours, expert, scale=True)
    return out


def packing(format: str, shape: tuple[int, ...]) -> tuple[str, tuple[int, ...], tuple[int, ...] | None]:
    """(safetensors dtype, stored shape, shape of the multipliers or None) of a [..., O, I] tensor in a format."""
    if format == FP8:
        return "F8_E4M3", shape, (*shape[:-2], -(-shape[-2] // FP8_TILE), -(-shape[-1] // FP8_TILE))
    if format == FP4:
        return "I8", (*shape[:-1], shape[-1] // 2), (*shape[:-1], shape[-1] // FP4_ROW)
    return {BF16: "BF16", F32: "F32", I64: "I64"}[format], shape, None


def parameters(config: Config) -> int:
    """How many parameters a model has: every number that was learned. Tables of hash layers hold ids and do not count."""
    return sum(weight.numel for weight in weights(config).values() if weight.format != I64)


def active_parameters(config: Config) -> int:
    """Parameters one token passes through in the trunk: everything except the experts that were not chosen and the rows of
    the embedding that are other tokens'."""
    total = 0
    for name, weight in weights(config).items():
        if name.startswith("mtp.") or weight.format == I64:
            continue
        if name.startswith("embed."):
            total += weight.shape[-1]
            continue
        chosen = config.num_experts_per_tok if ".experts." in name else 1
        total += weight.numel * chosen // (weight.shape[0] if ".experts." in name else 1)
    return total


def _plain(format: str) -> str:
    return BF16 if format in (FP8, FP4) else format


def _mixing(prefix: str, rows: int, width: int, streams: int, scales: int) -> dict[str, Weight]:
    shapes = {"fn": (rows, streams * width), "base": (rows,), "scale": (scales,)}
    return {prefix + name: Weight(shape, F32, "mixing") for name, shape in shapes.items()}


def _block(config: Config, prefix: str, kind: str, routing: str) -> dict[str, Weight]:
    """One layer: mHC, attention of its kind, mHC, experts."""
    width, streams = config.hidden_size, config.hc_mult
    heads, head, query = config.num_attention_heads, config.head_dim, config.q_lora_rank
    groups, low = config.o_groups, config.o_lora_rank
    rows = (2 + streams) * streams
    out = _mixing("attn.mixing.", rows, width, streams, 3)
    out["attn.norm.weight"] = Weight((width,), BF16, "norms")
    out["attn.sink"] = Weight((heads,), F32, "attention")
    out["attn.wq_a.weight"] = Weight((query, width), FP8, "attention")
    out["attn.q_norm.weight"] = Weight((query,), BF16, "norms")
    out["attn.wq_b.weight"] = Weight((heads * head, query), FP8, "attention")
    out["attn.wkv.weight"] = Weight((head, width), FP8, "attention")
    out["attn.kv_norm.weight"] = Weight((head,), BF16, "norms")
    out["attn.wo_a.weight"] = Weight((groups * low, heads * head // groups), FP8, "attention")
    out["attn.wo_b.weight"] = Weight((width, groups * low), FP8, "attention")
    attention = KINDS[kind]
    rate, blocks = attention.rate(config), attention.blocks
    if attention.has_entries:
        out |= _compressor("attn.compressor.", "compressor", rate, blocks, head, width)
    if attention.picks:
        index_heads, index_head = config.index_n_heads, config.index_head_dim
        out["attn.indexer.wq_b.weight"] = Weight((index_heads * index_head, query), FP8, "indexer")
        out["attn.indexer.weights_proj.weight"] = Weight((index_heads, width), BF16, "indexer")
        out |= _compressor("attn.indexer.compressor.", "indexer", rate, blocks, index_head, width)
    out |= _mixing("ffn.mixing.", rows, width, streams, 3)
    out["ffn.norm.weight"] = Weight((width,), BF16, "norms")
    experts, inner = config.n_routed_experts, config.moe_intermediate_size
    out["ffn.routing.weight"] = Weight((experts, width), BF16, "routing")
    if routing == HASH:
        out["ffn.routing.tid2eid"] = Weight((config.vocab_size, config.num_experts_per_tok), I64, "routing")
    else:
        out["ffn.routing.bias"] = Weight((experts,), F32, "routing")
    for name, shape in {"w1": (inner, width), "w3": (inner, width), "w2": (width, inner)}.items():
        out[f"ffn.experts.{name}"] = Weight((experts, *shape), config.expert_dtype, "experts")
        out[f"ffn.shared_expert.{name}.weight"] = Weight(shape, FP8, "shared expert")
    return {prefix + name: weight for name, weight in out.items()}


def _compressor(prefix: str, part: str, rate: int, series: int, head: int, width: int) -> dict[str, Weight]:
    return {
        f"{prefix}ape": Weight((rate, series * head), F32, part),
        f"{prefix}wkv.weight": Weight((series * head, width), BF16, part),
        f"{prefix}wgate.weight": Weight((series * head, width), BF16, part),
        f"{prefix}norm.weight": Weight((head,), BF16, "norms"),
    }
