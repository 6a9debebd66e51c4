"""TraceWriter: what a recorder fills while the model runs, and the live Trace beside it.

The recorder writes slices, then calls advance(n). Readers take the length first and slice second, so one writer and
many readers need no waiting. Query rows may be fewer than tokens (sampling), so they carry their true positions.
Tests: tests/capture/test_trace.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dsv4lab.capture.memory_backing import MemoryBacking
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.schema import SCHEMA_VERSION
from dsv4lab.capture.shapes import smallest_rate
from dsv4lab.capture.trace import Trace
from dsv4lab.capture.trace_arrays import TraceArrays
from dsv4lab.config import Config
from dsv4lab.errors import TraceError


class TraceWriter:
    """Preallocated arrays of a run that is going on.

    groups    names of the groups to keep ("tokens" always is)
    sizes     sizes of dimensions: slot, head, place, pick, stream, rank, byte, source, entry, ...; a variable is kept
              when all its dimensions have a size, so {"channel": D} is what asks for whole stream vectors.
              "query" is the capacity of the query dimension (default: one per token)
    layers    {group: true layer numbers}; for streams and lens they may begin with -1 (after the embedding)
    capacity  tokens to allocate for; reserve() grows it
    run       JSON-able provenance; run["model"] is Config.to_dict() and is required
    lazy      lists of what queries read take memory only once `begin_rows` was told of their rows; without, every array
              holds "not captured" from the start

    Arrays are `writer.arrays[group][variable]` in the variables' dimensions (look them up again after reserve()). What
    follows from the config alone is filled in at once.

    Raises TraceError for a group that there is not, and for a run without its model.
    """

    def __init__(
        self,
        groups: Sequence[str],
        sizes: dict[str, int],
        layers: Mapping[str, Sequence[int]],
        capacity: int,
        run: dict[str, Any],
        *,
        lazy: bool = False,
    ) -> None:
        unknown = sorted(set(groups) - set(GROUPS))
        if unknown:
            raise TraceError(f"unknown groups {unknown}; schema {SCHEMA_VERSION} has {', '.join(GROUPS)}.")
        if "model" not in run:
            raise TraceError(
                "run['model'] is missing: give the model's Config.to_dict(), views read layer kinds from it."
            )
        self.config = Config.from_dict(run["model"])
        self.run: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **run}
        self.finished = False
        kept = ["tokens", *[group for group in GROUPS if group in groups and group != "tokens"]]
        self._store = TraceArrays(kept, sizes, layers, self.config, lazy=lazy)
        self._rate = smallest_rate(self.config)
        self._length = self._queries = 0
        self.reserve(capacity)
        self.trace = Trace(MemoryBacking(self))

    @property
    def arrays(self) -> dict[str, dict[str, np.ndarray]]:
        """{group: {variable: array}}."""
        return self._store.held

    @property
    def groups(self) -> list[str]:
        """Names of the groups that are kept."""
        return list(self._store.groups)

    @property
    def layers(self) -> dict[str, list[int]]:
        """{group: true layer numbers} of the layered groups; -1 is after the embedding."""
        return self._store.layers

    @property
    def capacity(self) -> int:
        """Tokens that the arrays have room for."""
        return self._store.capacity

    @property
    def positions(self) -> dict[str, np.ndarray]:
        """True labels of the rows along "query"; -1 where there is no row yet."""
        return {"query": self._store.queries}

    def has(self, group: str) -> bool:
        """Whether the group is kept; does not ask for its arrays."""
        return group in self._store.groups

    @property
    def ranks(self) -> int:
        """How many of the likeliest tokens are kept of each."""
        return self._store.sizes["rank"]

    @property
    def length(self) -> int:
        """Tokens that are valid."""
        return self._length

    @property
    def queries(self) -> int:
        """Query rows that are valid; the next sampled query goes to this row."""
        return self._queries

    def counts(self) -> dict[str, int]:
        """Valid rows along the dimensions that grow, all of one moment."""
        with self._store.lock:
            length, queries = self._length, self._queries
        return {"token": length, "query": queries, "entry": length // self._rate}

    def begin_rows(self, queries: int) -> None:
        """So many query rows are about to be written behind the valid ones."""
        self._store.begin_rows(self._queries + queries)

    def advance(self, tokens: int, queries: int | None = None) -> None:
        """Declare `tokens` more tokens valid, and `queries` more query rows (default: every new token is a query).

        With sampling, write the true positions into `positions["query"]` first; rows left at -1 are refused.
        """
        rows = self._store.queries
        new_queries = tokens if queries is None else queries
        start, stop = self._queries, self._queries + new_queries
        if self._length + tokens > self.capacity or stop > len(rows):
            raise TraceError(
                f"advance({tokens}) goes past the capacity of {self.capacity} tokens ({len(rows)} queries); "
                f"{self._length} are in use. Call reserve() first."
            )
        if queries is None and (rows[start:stop] == -1).all():
            rows[start:stop] = np.arange(self._length, self._length + tokens)
        if (rows[start:stop] == -1).any():
            raise TraceError(
                f"positions['query'][{start}:{stop}] has rows without a position. Write them, then advance."
            )
        with self._store.lock:
            self._length, self._queries = self._length + tokens, stop

    def reserve(self, capacity: int, sizes: dict[str, int] | None = None) -> None:
        """Make room for `capacity` tokens in all, and for larger `sizes` of dimensions; what is written stays."""
        self._store.reserve(capacity, sizes)

    def clear_unfinished(self) -> None:
        """Whatever stands behind the valid tokens, written by a pass that was cut off, is "not captured" again."""
        self._store.clear_behind(self._length, self._queries)

    def put_bytes(self, start: int, pieces: Sequence[bytes], special: Sequence[bool] | None = None) -> None:
        """Raw bytes of the tokens from position `start` on; the byte dimension widens when a token needs it."""
        tokens, widest = self.arrays["tokens"], max([len(piece) for piece in pieces], default=0)
        text = self._store.widen("tokens", "utf8", widest if "utf8" in tokens else max(widest, 8))
        for position, piece in enumerate(pieces, start):
            text[position, : len(piece)] = np.frombuffer(piece, np.uint8)
            tokens["utf8_length"][position] = len(piece)
        if special is not None:
            tokens["special"][start : start + len(special)] = special

    def finish(self, **run_attributes: Any) -> Trace:
        """No more tokens will come; adds measured facts (cost, checks, ...) to `run`."""
        self.run.update(run_attributes)
        self.finished = True
        return self.trace

    def reopen(self, **run_attributes: Any) -> None:
        """The run goes on after finish()."""
        self.run.update(run_attributes)
        self.finished = False

    def attach(self, group: str, layers: Sequence[int], values: Mapping[str, np.ndarray]) -> None:
        """Add (or replace) a group that was measured after the run; TraceError unless all its variables are given."""
        self._store.attach(group, layers, values)

    def prefix(self, tokens: int) -> TraceWriter:
        """An independent writer that holds the first `tokens` tokens of this one."""
        # What was measured or said of the whole run is not true of its beginning.
        run = {name: fact for name, fact in self.run.items() if name not in ("cost", "checks", "ended", "resumed")}
        run |= {
            "token_strings": dict(self.run.get("token_strings", {})),
            "branched": {"token": tokens, "of_tokens": self._length},
        }
        before = [entry for entry in self.run.get("resumed", ()) if entry["token"] < tokens]
        run |= {"resumed": before} if before else {}
        if "prompt_tokens" in run:
            run["prompt_tokens"] = min(run["prompt_tokens"], tokens)
        kept = [group for group in self.groups if not GROUPS[group].derived]
        twin = TraceWriter(kept, self._store.sizes, self.layers, self.capacity, run, lazy=self._store.lazy)
        queries = int((self._store.queries[: self._queries] < tokens).sum())
        self._store.copy_to(twin._store, tokens, queries)
        twin.advance(tokens, queries)
        return twin
