"""What to train and how: one row per preset, only what differs.

`shipped` is the model in dsv4lab/models/tiny; `speck` is small enough for a test or a first look on a laptop.
Surprising: the matrices of `shipped` are multiples of 128 wide only because the release stores FP8 in such tiles.
Tests: tests/training/test_training.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dsv4lab.config import Config, Yarn


@dataclass(frozen=True)
class Preset:
    """Sizes, rates and the plan of a run; progress runs from 0 to 1."""

    config: Config
    rows: int = 32  # per step
    length: int = 1024  # tokens per row
    muon_rate: float = 4e-3
    adam_rate: float = 3e-3
    muon_decay: float = 0.3
    adam_decay: float = 0.1
    warmup: int = 100  # steps
    decay_from: float = 0.4  # progress at which the rates begin to fall, linearly to nothing
    round_from: float = 0.5  # progress from which weights are seen as they will be stored
    sparse_from: float = 0.3  # progress from which the indexer's picks count; before, every entry is read
    dropout: float = 0.1
    draft_weight: tuple[float, float] = (0.3, 0.1)  # loss of the MTP block, from first to last
    balance_weight: float = 1e-4
    bias_rate: float = 1e-3  # step of the routing bias towards even loads
    first_mix: dict[str, float] = field(default_factory=dict)  # weights of the domains; empty: by their tokens
    last_mix: dict[str, float] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)  # how much of a domain is taken
    vocabulary: dict[str, float] = field(default_factory=dict)  # MB of each domain the tokenizer learns from


_SHIPPED = Config(
    vocab_size=4096,
    hidden_size=384,
    num_hidden_layers=8,
    num_attention_heads=8,
    head_dim=128,
    qk_rope_head_dim=32,
    q_lora_rank=256,
    o_groups=2,
    o_lora_rank=128,
    sliding_window=64,
    csa_rate=4,
    hca_rate=32,
    yarn=Yarn(factor=16.0, original_max_position_embeddings=1024),
    max_position_embeddings=16384,
    index_n_heads=16,
    index_head_dim=64,
    index_topk=32,
    n_routed_experts=16,
    num_experts_per_tok=4,
    moe_intermediate_size=128,
)
# By the size of the texts rather than by taste: about as many passes over the books as their tokens deserve, more over
# the stories towards the end, when the rates are small.
_MIX = {"books": 0.64, "stories": 0.16, "multilingual": 0.1, "code": 0.08, "shakespeare": 0.02}
_LATE = {"books": 0.46, "stories": 0.38, "multilingual": 0.08, "code": 0.06, "shakespeare": 0.02}

PRESETS = {
    "shipped": Preset(
        _SHIPPED,
        first_mix=_MIX,
        last_mix=_LATE,
        megabytes={"multilingual": 8},
        vocabulary={"stories": 11, "books": 7, "shakespeare": 0.5, "code": 0.8, "multilingual": 0.4},
    ),
    "speck": Preset(
        replace(
            _SHIPPED,
            vocab_size=512,
            hidden_size=128,
            num_hidden_layers=4,
            layer_kinds=("sliding", "sliding", "csa", "hca"),
            routing_kinds=("hash", "hash", "learned", "learned"),
            num_attention_heads=4,
            q_lora_rank=128,
            sliding_window=16,
            hca_rate=16,
            index_topk=4,
            n_routed_experts=4,
            num_experts_per_tok=2,
        ),
        rows=4,
        length=64,
        warmup=5,
        dropout=0.0,
    ),
}
