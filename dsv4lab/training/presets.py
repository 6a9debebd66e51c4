"""What to train and how: one row per preset, only what differs.

`shipped` is the model in dsv4lab/models/tiny, `tiny` the recipe that shall follow it; `speck` is small enough for a test
or a first look on a laptop.
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
    longer: tuple[tuple[float, int], ...] = ()  # (progress, tokens per row from there on); a step's tokens stay as many
    muon_rate: float = 4e-3
    muon_momentum: float = 0.95
    adam_rate: float = 3e-3
    muon_decay: float = 0.3
    adam_decay: float = 0.1
    warmup: int = 100  # steps
    decay_from: float = 0.4  # progress at which the rates begin to fall, linearly to nothing
    round_from: float = 0.5  # progress from which weights are seen as they will be stored
    round_activations_from: float = 1.0  # progress from which the forward has the release's numerics; 1: never
    average_from: float = 1.0  # progress from which the weights are averaged; the average is stored. 1: never
    average_every: int = 1  # steps
    average_decay: float = 0.0  # 0: all steps weigh the same; else what the earlier ones keep, per averaged step
    indexers_alone_from: float = 1.0  # progress from which only the indexers learn, until `sparse_from`; 1: never
    sparse_from: float = 0.3  # progress from which the indexer's picks count; before, every entry is read
    # Progress from which entries that are read without being picked (HCA) are there. A fact is found through whichever
    # layers learn it first; a run in which these did found every fact without a single pick.
    unpicked_from: float = 0.0
    picks_first: int = 0  # entries picked at `sparse_from`, falling to the configuration's; 0: those from the start
    picks_until: float = 0.0  # progress at which the picks have fallen
    gather: bool = True  # read picked entries alone, where that takes less memory than all of them with a mask
    dropout: float = 0.1  # of texts, which are read more than once; generated rows have none
    stay: tuple[float, float] = (4.0, 4.0)  # comb logits of staying in a stream at first, at attention and at experts
    draft_weight: tuple[float, float] = (0.3, 0.1)  # loss of the MTP block, from first to last
    balance_weight: float = 1e-4
    bias_rate: float = 1e-3  # step of the routing bias towards even loads
    watched: int = 100  # held-out documents that are looked at ten times during a run
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

# With generated texts (worlds/), which are never read twice: the tasks are there from the first step. Eight hundred million
# tokens are about nine passes over the stories and ten over the books. In runs of half as many tokens, 45 % of real texts
# left the tasks learned less (58 % of questions after 50 sentences, in place of 75); a quarter of them, three and a half
# passes over the stories, told stories worse (1.119 bits per byte in place of 1.092).
_GENERATED = {
    "books": 0.13, "stories": 0.018, "multilingual": 0.05, "code": 0.03, "shakespeare": 0.003,
    "worlds": 0.45, "recall": 0.229, "induction": 0.09,
}  # fmt: skip
_GENERATED_LATE = {
    "books": 0.16, "stories": 0.045, "multilingual": 0.055, "code": 0.045, "shakespeare": 0.002,
    "worlds": 0.42, "recall": 0.235, "induction": 0.038,
}  # fmt: skip

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
            vocab_size=1024,
            hidden_size=128,
            num_hidden_layers=4,
            layer_kinds=("sliding", "sliding", "csa", "hca"),
            routing_kinds=("hash", "hash", "learned", "learned"),
            num_attention_heads=4,
            head_dim=64,
            qk_rope_head_dim=16,
            q_lora_rank=64,
            o_lora_rank=64,
            sliding_window=16,
            hca_rate=16,
            yarn=Yarn(factor=16.0, original_max_position_embeddings=128),
            max_position_embeddings=2048,
            index_n_heads=8,
            index_head_dim=32,
            index_topk=8,
            n_routed_experts=4,
            num_experts_per_tok=2,
            moe_intermediate_size=64,
        ),
        rows=4,
        length=128,
        muon_rate=0.015,
        adam_rate=6e-3,
        warmup=40,
        decay_from=0.4,
        average_from=0.85,
        average_every=2,
        sparse_from=0.3,
        dropout=0.0,
        watched=8,
    ),
    # Not tuned yet. Published for models of this width: Muon's update with the RMS of an AdamW step, so that one rate serves
    # every shape, higher momentum for long cool-downs, and recall that comes early if long rows and picks come late.
    "tiny": Preset(
        _SHIPPED,
        longer=((0.78, 4096), (0.93, 16384)),  # each length is compiled for a minute and a half
        decay_from=0.55,
        round_from=0.6,
        average_from=0.88,
        average_every=2,
        indexers_alone_from=0.12,
        sparse_from=0.15,
        picks_first=128,
        picks_until=0.6,
        unpicked_from=0.5,
        dropout=0.12,
        stay=(3.0, 1.8),  # 0.87 and 0.67 after the row softmax: they stay near where they begin
        first_mix=_GENERATED,
        last_mix=_GENERATED_LATE,
        megabytes={"multilingual": 8},
        vocabulary={"stories": 11, "books": 7, "shakespeare": 0.5, "code": 0.8, "multilingual": 0.4, "worlds": 1.5},
    ),
}
