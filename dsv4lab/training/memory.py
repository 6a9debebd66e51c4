"""How much memory the attention of one training step takes, so that a plan can choose how it reads entries.

Counted is what one layer keeps for its backward pass, plus its largest passing tensor: numbers that grow with queries times
entries. What grows with the tokens alone is the same for every length, since a step's tokens are. Surprising: with rows
as long as the entries are many, scores of the indexer (one per head, query and entry) outweigh attention itself.
Tests: tests/training/test_plan.py.
"""

from __future__ import annotations

from typing import NamedTuple

from dsv4lab.attention_kinds import KINDS, SLIDING, AttentionKind
from dsv4lab.config import Config

_WIDE, _NARROW = 4, 2  # bytes of a number in float32 and bfloat16
# One block of queries against its entries keeps a few hundred MiB; what comes after needs the room.
BLOCK_BYTES = 1 << 29


_SLIDING = KINDS[SLIDING]


class Shape(NamedTuple):
    """What a step holds: `rows` rows of `length` tokens, of which each query picks up to `picks` entries."""

    rows: int
    length: int
    picks: int

    @property
    def tokens(self) -> int:
        """Queries of a step."""
        return self.rows * self.length


def attention_bytes(config: Config, kind: AttentionKind, shape: Shape, *, gathered: bool, blocks: int = 1) -> int:
    """Bytes of one attention layer of this kind in a step: window, entries and, where it picks, the indexer.

    `gathered`: entries are the picked ones, copied to each query. `blocks`: all entries are read in so many blocks of
    queries, of which only one is there at a time (its numbers are computed again in the backward pass).
    """
    heads, width = config.num_attention_heads, config.head_dim
    window = shape.tokens * heads * 2 * config.sliding_window * (2 * _WIDE + _NARROW)
    if not kind.has_entries:
        return window
    entries = shape.length // kind.rate(config)
    read = min(shape.picks, entries) if kind.picks and gathered else entries
    # Per query, head and entry: the exponential and its share in float32, the share once more as it is multiplied.
    attention = shape.tokens * heads * read * (2 * _WIDE + _NARROW) // blocks
    if not kind.picks:
        return window + attention
    index_heads, index_width = config.index_n_heads, config.index_head_dim
    # Per query, indexer head and entry: the product, its positive part, and that times the head's weight.
    index = shape.tokens * index_heads * read * 3 * _WIDE
    if gathered:
        copies = (
            shape.tokens * read * (width + index_width) * 2 * _NARROW
        )  # entries and index keys, and their gradients
        choosing = min(BLOCK_BYTES, shape.tokens * index_heads * entries * (_WIDE + _NARROW))
        return window + attention + index + copies + choosing
    return window + attention + index + shape.tokens * entries * 4 * _WIDE  # scores, target and guess of the KL


def query_blocks(config: Config, kind: AttentionKind, shape: Shape) -> int:
    """Into how many blocks of queries a layer that reads all entries is cut, so that one block stays below BLOCK_BYTES."""
    entries = shape.length // kind.rate(config)
    most = shape.length // config.sliding_window  # a block holds whole windows
    needed = -(-shape.tokens * config.num_attention_heads * entries * (2 * _WIDE + _NARROW) // BLOCK_BYTES)
    return next((count for count in range(max(1, needed), most + 1) if most % count == 0), most)


def step_bytes(config: Config, shape: Shape, *, gathered: bool) -> int:
    """Bytes that all attention layers of a step take together, draft block included."""
    total = config.num_nextn_predict_layers * attention_bytes(config, _SLIDING, shape, gathered=False)
    for layer in range(config.num_hidden_layers):
        kind = config.kind_of(layer)
        blocks = query_blocks(config, kind, shape) if kind.has_entries and not kind.picks else 1
        total += attention_bytes(config, kind, shape, gathered=gathered, blocks=blocks)
    return total
