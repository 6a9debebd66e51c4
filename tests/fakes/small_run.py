"""A training run of seconds with every stage in it, for tests of the loop rather than of what is learned."""

from __future__ import annotations

import numpy as np

from dsv4lab.config import Config, Yarn
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.data import Tokens
from dsv4lab.training.presets import Preset
from dsv4lab.training.tokenizer import train_tokenizer

CONFIG = Config(
    vocab_size=270, hidden_size=32, num_hidden_layers=3, num_attention_heads=2, head_dim=32, qk_rope_head_dim=8,
    q_lora_rank=32, o_groups=2, o_lora_rank=16, sliding_window=8, layer_kinds=("sliding", "csa", "hca"), hca_rate=8,
    yarn=Yarn(factor=4, original_max_position_embeddings=64), max_position_embeddings=128,
    index_n_heads=2, index_head_dim=16, index_topk=2, n_routed_experts=4, num_experts_per_tok=2,
    moe_intermediate_size=32, routing_kinds=("hash", "learned", "learned"),
)  # fmt: skip
# Every change that a plan can have, inside of 20 steps.
PRESET = Preset(
    CONFIG, rows=4, length=16, longer=((0.6, 32),), warmup=3, dropout=0.1, round_from=0.4, average_from=0.4,
    indexers_alone_from=0.2, sparse_from=0.3, picks_first=4, picks_until=0.8, decay_from=0.5, watched=2,
)  # fmt: skip


def small_corpus(documents: int = 40) -> Corpus:
    """Sentences that are easily learned, of one domain."""
    texts = [f"One and {i % 7} is {i % 7 + 1}. " * (2 + i % 3) for i in range(documents)]
    tokenizer = train_tokenizer(texts, CONFIG.vocab_size)
    assert tokenizer.vocab_size == CONFIG.vocab_size
    kept = Tokens.of(texts[:3], tokenizer)
    assert kept.ids.dtype == np.uint16
    return Corpus(tokenizer, {"sums": Tokens.of(texts[3:], tokenizer)}, {"sums": kept})
