"""The kinds of attention that a layer can have: one row each, and everything else asks the row.

Section 2.3 of the report. Every kind reads a sliding window; some also read compressed entries of past tokens, all of them
(HCA) or those that an indexer picks (CSA). Code asks `kind.overlap`, `kind.picks`, `kind.rate(config)`, not for a name, so
a new kind is a row here and a rate in Config. Tests: tests/package/test_attention_kinds.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

SLIDING, CSA, HCA = "sliding", "csa", "hca"


class Rates(Protocol):
    """What of a Config the kinds ask for, beside the rate that `rate_field` names.

    index_topk   entries that a query picks at most
    """

    @property
    def index_topk(self) -> int: ...


@dataclass(frozen=True)
class AttentionKind:
    """One kind of attention.

    name          as in Config.layer_kinds, in traces and in file names
    title, words  what people read: short, and what it does
    glyph         its sign in maps of layers
    transformers  its name in transformers' config (layer_types, compress_rates)
    ratio         its number in the release's compress_ratios; also its rate where a config says none
    rate_field    field of Config with its tokens per entry; "" for a kind without entries
    overlap       entries pool two blocks: the columns of a block's tokens serve its own entry and the next
    picks         an indexer picks the entries that a query reads; otherwise it reads every complete one
    compressed_rotary   turns with compress_rope_theta and YaRN, not with rope_theta
    """

    name: str
    title: str
    words: str
    glyph: str
    transformers: str
    ratio: int
    rate_field: str = ""
    overlap: bool = False
    picks: bool = False
    compressed_rotary: bool = False

    @property
    def has_entries(self) -> bool:
        """Whether past tokens are compressed into entries."""
        return bool(self.rate_field)

    @property
    def blocks(self) -> int:
        """Blocks of tokens behind one entry, and columns that a token gives: one for each entry it serves."""
        return 2 if self.overlap else 1

    def rate(self, config: Rates) -> int:
        """Tokens per entry; 0 without entries."""
        return getattr(config, self.rate_field) if self.has_entries else 0

    def sources(self, config: Rates) -> int:
        """Tokens behind one entry."""
        return self.blocks * self.rate(config)

    def entries(self, config: Rates, tokens: int) -> int:
        """Entries that are complete after so many tokens."""
        return tokens // self.rate(config) if self.has_entries else 0

    def entries_read(self, config: Rates, tokens: int) -> int:
        """The most of them that one query reads."""
        entries = self.entries(config, tokens)
        return min(config.index_topk, entries) if self.picks else entries


KINDS = {
    kind.name: kind
    for kind in (
        AttentionKind(SLIDING, "sliding", "sliding window only", "▭", "sliding_attention", ratio=0),
        AttentionKind(
            CSA, "CSA", "CSA, picked entries", "▤", "compressed_sparse_attention", ratio=4, rate_field="csa_rate",
            overlap=True, picks=True, compressed_rotary=True,
        ),
        AttentionKind(
            HCA, "HCA", "HCA, all entries", "▦", "heavily_compressed_attention", ratio=128, rate_field="hca_rate",
            compressed_rotary=True,
        ),
    )
}  # fmt: skip
COMPRESSED = tuple(kind for kind in KINDS.values() if kind.has_entries)  # in the table's order
