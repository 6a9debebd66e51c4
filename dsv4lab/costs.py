"""What a token costs: multiply-adds of one decode step and bytes of cache, for any configuration at any length.

Report: figure 1 (27 % and 10 % of V3.2's FLOPs at a million tokens, 10 % and 7 % of its cache).
Surprising: counted in raw operations, the indexer's scores at a million tokens are more work than attention itself. The
published ratios follow with two conventions: an FP4 operation counts half of an FP8 one, a 16-bit one twice.
Tests: tests/package/test_costs.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from dsv4lab.attention_kinds import COMPRESSED
from dsv4lab.config import Config
from dsv4lab.kernels.common.group_sizes import INDEX_GROUP, KEY_GROUP

# Weight of each class in "equivalent FP8 FLOPs"; experts' FP4 weights meet FP8 activations and count as FP8.
_EQUIVALENT = {"fp8": 1.0, "experts": 1.0, "bf16": 2.0, "float32": 2.0, "head": 2.0, "attention": 2.0}
_INDEXER = {"fp4": 0.5, "fp8": 1.0}
_PLAIN_BYTES = {"bf16": 2, "float32": 4}


@dataclass(frozen=True)
class Flops:
    """FLOPs of one token (two per multiply-add), by the arithmetic that the release does them in.

    fp8        projections of attention and indexer, shared expert
    experts    the chosen experts (FP4 weights, FP8 inputs; FP8 weights in V3.2)
    bf16       grouped output projection, compressors, indexer's head weights (V3.2: absorbed projections)
    float32    router and hyper-connections
    head       the output matrix, once per token
    indexer    scores of all visible entries
    attention  scores and sums over window and chosen entries
    index_format   what the indexer's scores are computed in: "fp4", in V3.2 "fp8"
    """

    fp8: float
    experts: float
    bf16: float
    float32: float
    head: float
    indexer: float
    attention: float
    index_format: str = "fp4"

    def by_class(self) -> dict[str, float]:
        """{class: FLOPs}, each in its own number format."""
        return {name: value for name, value in vars(self).items() if name != "index_format"}

    @property
    def total(self) -> float:
        """FLOPs of all classes, whatever format they are in."""
        return sum(self.by_class().values())

    def equivalent(self, *, head: bool = True, **weights: float) -> float:
        """FLOPs weighted as FP8 operations; `weights` change single classes, for example `indexer=1.0`."""
        used = self.weights(**weights)
        return sum(used[name] * value for name, value in self.by_class().items() if head or name != "head")

    def weights(self, **changes: float) -> dict[str, float]:
        """Weight of each class in equivalent FP8 FLOPs, single ones changed."""
        unknown = sorted(changes.keys() - self.by_class().keys())
        if unknown:
            raise TypeError(f"{unknown} are no classes of FLOPs; known are {list(self.by_class())}.")
        return _EQUIVALENT | {"indexer": _INDEXER[self.index_format]} | changes


def decode_flops(config: Config, context: int) -> Flops:
    """One decode step of a trunk (no draft blocks) with `context` tokens in its cache."""
    d, heads, c, query = config.hidden_size, config.num_attention_heads, config.head_dim, config.q_lora_rank
    low, index_heads, index_c = config.o_lora_rank, config.index_n_heads, config.index_head_dim
    layers, picking = config.num_hidden_layers, len(config.picking_layers)
    kinds = [config.kind_of(layer) for layer in range(layers)]
    expert = 3 * d * config.moe_intermediate_size
    projections = d * query + query * heads * c + d * c + config.o_groups * low * d
    streams = config.hc_mult
    mixing = 2 * (2 + streams) * streams * streams * d + (streams * streams * d) / layers  # two sites, one collapse
    main_compressors = 2 * d * c * sum(kind.blocks for kind in kinds if kind.has_entries)  # content and gates
    index_side = sum(2 * d * kind.blocks * index_c + d * index_heads for kind in kinds if kind.picks)
    attended = layers * min(context, config.sliding_window)
    attended += sum(kind.entries_read(config, context) for kind in kinds)
    scored = sum(kind.entries(config, context) for kind in kinds if kind.picks)
    return Flops(
        fp8=2.0 * (layers * (projections + expert) + picking * query * index_heads * index_c),
        experts=2.0 * layers * config.num_experts_per_tok * expert,
        bf16=2.0 * (layers * heads * c * low + main_compressors + index_side),
        float32=2.0 * layers * (d * config.n_routed_experts + mixing),
        head=2.0 * d * config.vocab_size,
        indexer=2.0 * index_heads * index_c * scored,
        attention=2.0 * heads * 2 * c * attended,
    )


def cache_bytes(config: Config, context: int, *, index_key: str = "fp4", entry: str = "fp8") -> dict[str, int]:
    """Bytes of one sequence's cache in the release's precision, by what they hold (no draft blocks, no partial state).

    index_key  how the indexer's keys are kept: "fp4" (the release), "fp8", "bf16" or "float32"
    entry      how window and entries are kept: "fp8" with 16-bit rotary channels (the release), "bf16" or "float32"
    """
    vector, key = entry_bytes(config, entry), index_key_bytes(config, index_key)
    out = {"window": config.num_hidden_layers * min(context, config.sliding_window) * vector}
    for kind in COMPRESSED:
        entries = len(config.layers_of_kind(kind.name)) * kind.entries(config, context)
        out[f"{kind.name} entries"] = entries * vector
        if kind.picks:
            out["index keys"] = out.get("index keys", 0) + entries * key
    return out


def held_bytes(
    config: Config, length: int, *, itemsize: int = 4, release: bool = False, mtp: bool = False
) -> dict[str, int]:
    """Bytes of a text's cache that are in use after `length` tokens, to the byte, in plain PyTorch and on the engine.

    itemsize   bytes of one value of the activations' dtype; columns that wait for their block are float32 in every dtype
    release    whether keys are kept as the release keeps them, which the engine does under its numerics
    mtp        whether the draft blocks have run beside the trunk; they are one token behind

    Needed are the last window - 1 keys (a step brings its own), and as partial state the columns of tokens whose block
    is not full, and of the block before where entries overlap. The engine has allocated a text's whole room beforehand.

    >>> import dsv4lab as lab
    >>> from dsv4lab.costs import held_bytes
    >>> held_bytes(lab.load().config, 8)["window"]  # 8 layers, 8 tokens, 128 channels of float32
    32768
    """
    out: dict[str, int] = dict.fromkeys((*cache_bytes(config, 0), "waiting", "mtp"), 0)
    window = config.sliding_window - 1
    vector = entry_bytes(config, rotary=itemsize) if release else config.head_dim * itemsize
    key = index_key_bytes(config) if release else config.index_head_dim * itemsize
    out["window"] = config.num_hidden_layers * min(length, window) * vector
    for kind in map(config.kind_of, config.compressed_layers):
        entries = kind.entries(config, length)
        out[f"{kind.name} entries"] += entries * vector
        width = config.head_dim + (config.index_head_dim if kind.picks else 0)
        columns = waiting_columns(length, kind.rate(config), overlap=kind.overlap)
        out["waiting"] += 2 * columns * width * 4  # content and gate
        if kind.picks:
            out["index keys"] += entries * key
    if mtp:
        out["mtp"] = config.num_nextn_predict_layers * min(max(length - 1, 0), window) * vector
    return out


def waiting_columns(length: int, rate: int, *, overlap: bool) -> int:
    """Columns that a compressor keeps: of tokens whose block is not full; overlapping, twice as wide and of the block
    before.
    """
    return 2 * (length % rate + (rate if length >= rate else 0)) if overlap else length % rate


def entry_bytes(config: Config, format: str = "fp8", *, rotary: int = 2) -> int:
    """One cached vector: FP8 channels, rotary channels of `rotary` bytes, a multiplier per 64 channels; parts begin at
    multiples of eight bytes."""
    if format in _PLAIN_BYTES:
        return config.head_dim * _PLAIN_BYTES[format]
    if format != "fp8":
        raise ValueError(f"entry format {format!r} is unknown; use 'fp8', 'bf16' or 'float32'.")
    plain = config.head_dim - config.qk_rope_head_dim
    channels = _round_up(_round_up(plain, 8) + rotary * config.qk_rope_head_dim, 8)
    return channels + _round_up(-(-plain // KEY_GROUP), 8)


def index_key_bytes(config: Config, format: str = "fp4") -> int:
    """One key of the indexer: FP4 pairs with a multiplier byte per 32 channels, or FP8 with one float32, or plain."""
    channels = config.index_head_dim
    if format in _PLAIN_BYTES:
        return channels * _PLAIN_BYTES[format]
    if format not in ("fp4", "fp8"):
        raise ValueError(f"index key format {format!r} is unknown; use 'fp4', 'fp8', 'bf16' or 'float32'.")
    return channels // 2 + -(-channels // INDEX_GROUP) if format == "fp4" else channels + 4


def growth_per_token(config: Config) -> float:
    """Cache bytes that each further token adds on average once the window is full."""
    vector, key = entry_bytes(config), index_key_bytes(config)
    kinds = map(config.kind_of, config.compressed_layers)
    return sum((vector + (key if kind.picks else 0)) / kind.rate(config) for kind in kinds)


# V3.2, the model before: 61 layers of latent attention over 2,048 tokens that its indexer picks among all of them.

V32_LAYERS, _V32_DENSE, _V32_TOPK = 61, 3, 2048


def v32_decode_flops(context: int) -> Flops:
    """The same step of DeepSeek-V3.2 (absorbed latent attention, 8 of 256 experts, 3 dense layers)."""
    d, heads, query, latent = 7168, 128, 1536, 512
    sparse, expert = V32_LAYERS - _V32_DENSE, 3 * 7168 * 2048
    projections = d * query + query * heads * 192 + d * (latent + 64) + heads * 128 * d
    index, index_weights = query * 64 * 128 + d * 128, d * 64
    attended = min(context, _V32_TOPK)
    feed = _V32_DENSE * 3 * d * 18432 + sparse * 9 * expert
    return Flops(
        fp8=2.0 * (V32_LAYERS * (projections + index) + feed),
        experts=0.0,
        bf16=2.0 * V32_LAYERS * (2 * heads * 128 * latent + index_weights),
        float32=2.0 * sparse * d * 256,
        head=2.0 * d * 129280,
        indexer=2.0 * V32_LAYERS * 64 * 128 * context,
        attention=2.0 * V32_LAYERS * heads * attended * (latent + 64 + latent),
        index_format="fp8",
    )


def v32_cache_bytes(context: int, *, plain: bool = False) -> int:
    """V3.2's cache: FP8 latent with four float32 multipliers and a 16-bit rotary part, and FP8 indexer keys.

    plain   everything in 16 bits instead
    """
    return V32_LAYERS * context * (2 * (512 + 64 + 128) if plain else 512 + 4 * 4 + 64 * 2 + 128 + 4)


def gqa_cache_bytes(layers: int, context: int, *, groups: int = 8, channels: int = 128) -> int:
    """A plain grouped-query cache in 16 bits: keys and values of every group for every token."""
    return layers * context * 2 * groups * channels * 2


def _round_up(value: int, multiple: int) -> int:
    return -(-value // multiple) * multiple
