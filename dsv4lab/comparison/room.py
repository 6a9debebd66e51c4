"""Bytes that a comparison needs: a reading keeps every point of every layer, which for a release's widths is much.

Tests: tests/comparison/test_lengths.py.
"""

from __future__ import annotations

from dsv4lab.comparison.lengths import default_tokens
from dsv4lab.config import Config
from dsv4lab.errors import RoomError
from dsv4lab.memory import free_memory

_RECORDS = 6  # readings that are held at the same time: A's, its other ways, and B's on its way
_LEAST = 16  # tokens below which nothing is shown


def record_bytes(config: Config, tokens: int) -> int:
    """Bytes of one reading of so many tokens, in float32."""
    n, width, heads = config.hc_mult, config.hidden_size, config.num_attention_heads
    total = (2 * n * width + config.vocab_size) * tokens
    for layer in range(config.num_hidden_layers):
        kind = config.kind_of(layer)
        entries = kind.entries(config, tokens)
        row = n * width + heads * config.head_dim + config.head_dim + (config.num_experts_per_tok + 3) * width
        row += 4 * n * (n + 1) + 4 * config.n_routed_experts + heads * (config.sliding_window + entries + 1)
        row += (entries if kind.picks else 0) + config.sliding_window
        total += row * tokens + 2 * entries * config.head_dim
    return 4 * total


def check_room(config: Config, tokens: int) -> None:
    """Raises RoomError, with the number of tokens that fits, where readings of so many do not."""
    need, free = _RECORDS * record_bytes(config, tokens), free_memory()
    if need > free:
        fits = tokens_that_fit(config, tokens)
        short = fits < tokens and _RECORDS * record_bytes(config, fits) <= free
        way = f"give a prompt of at most {fits} tokens" if short else "compare dumps of some points instead"
        raise RoomError(
            f"comparing {tokens:,} tokens of this model needs about {need / 1e9:.2g} GB and {free / 1e9:.2g} GB are free; "
            f"{way}."
        )


def tokens_that_fit(config: Config, tokens: int | None = None) -> int:
    """Tokens, up to `tokens` (what shows every mechanism), whose readings take half of what is free; never fewer than 16."""
    tokens, free = default_tokens(config) if tokens is None else tokens, free_memory() // 2
    while tokens > _LEAST and _RECORDS * record_bytes(config, tokens) > free:
        tokens = max(_LEAST, tokens * 9 // 10)
    return tokens
