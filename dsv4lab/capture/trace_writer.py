"""TraceWriter: preallocated arrays that a recorder fills while the model runs, and the live Trace beside them.

The recorder writes slices, then calls advance(n). Readers take the length first and slice second, so one writer and
many readers need no waiting.   Surprising: query rows may be fewer than tokens (sampling), so they carry their true
positions.
Tests: tests/capture/test_trace.py.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.capture.schema import DERIVED, SCHEMA, SCHEMA_VERSION
from dsv4lab.capture.shapes import array_shapes, grown, smallest_rate
from dsv4lab.capture.trace_snapshot import Snapshot
from dsv4lab.config import CSA, Config
from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace


class TraceWriter:
    """Preallocated arrays of a run that is going on.

    groups    names of the groups to keep ("tokens" always is)
    sizes     sizes of dimensions: slot, head, place, pick, stream, rank, byte, source, entry, ...; a variable is kept
              when all its dimensions have a size, so {"channel": D} is what asks for whole stream vectors.
              "query" is the capacity of the query dimension (default: one per token)
    layers    {group: true layer numbers}; for streams and lens they may begin with -1 (after the embedding)
    capacity  tokens to allocate for; reserve() grows it
    run       JSON-able provenance; run["model"] is Config.to_dict() and is required

    Arrays are `writer.arrays[group][variable]` in the schema's dimensions (look them up again after reserve()). What
    follows from the config alone is filled in here: routing.kind, indexer.source_layer, compressor.source_token.
    """

    def __init__(
        self,
        groups: Sequence[str],
        sizes: dict[str, int],
        layers: Mapping[str, Sequence[int]],
        capacity: int,
        run: dict[str, Any],
    ) -> None:
        unknown = sorted(set(groups) - set(SCHEMA))
        if unknown:
            raise TraceError(f"unknown groups {unknown}; schema {SCHEMA_VERSION} has {', '.join(SCHEMA)}.")
        if "model" not in run:
            raise TraceError(
                "run['model'] is missing: give the model's Config.to_dict(), views read layer kinds from it."
            )
        from dsv4lab.capture.trace import Trace  # trace.py names this class, so the way back is taken late

        self.config = Config.from_dict(run["model"])
        self.run = {"schema_version": SCHEMA_VERSION, **run}
        self.layers = {group: [int(layer) for layer in layers[group]] for group in groups if group in layers}
        self.finished = False
        self._groups = ["tokens", *[group for group in SCHEMA if group in groups and group != "tokens"]]
        self._sizes = dict(sizes)
        self._rate = smallest_rate(self.config)
        self._lock = threading.Lock()
        self._length = self._queries = 0
        self.capacity = 0
        self._arrays: dict[str, dict[str, np.ndarray]] = {}
        self._filling: threading.Thread | None = None
        self.positions = {"query": np.empty(0, np.int64)}
        self.reserve(capacity)
        self.trace = Trace(_MemoryBacking(self))

    @property
    def arrays(self) -> dict[str, dict[str, np.ndarray]]:
        """{group: {variable: array}}; large new ones are being filled with "not captured" until they are first asked for."""
        if self._filling is not None:
            self._filling.join()
        return self._arrays

    def has(self, group: str) -> bool:
        """Whether the group is kept; does not ask for its arrays."""
        return group in self._groups

    @property
    def ranks(self) -> int:
        """How many of the likeliest tokens are kept of each."""
        return self._arrays["tokens"]["top_id"].shape[1]

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
        with self._lock:
            length, queries = self._length, self._queries
        return {"token": length, "query": queries, "entry": length // self._rate}

    def advance(self, tokens: int, queries: int | None = None) -> None:
        """Declare `tokens` more tokens valid, and `queries` more query rows (default: every new token is a query).

        With sampling, write the true positions into `positions["query"]` first; rows left at -1 are refused.
        """
        rows = self.positions["query"]
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
        with self._lock:
            self._length, self._queries = self._length + tokens, stop

    def reserve(self, capacity: int, sizes: dict[str, int] | None = None) -> None:
        """Make room for `capacity` tokens in all, and for larger `sizes` of dimensions; what is written stays."""
        larger = any(size > self._sizes.get(dim, 0) for dim, size in (sizes or {}).items())
        if capacity <= self.capacity and not (self.capacity and larger):
            return
        capacity = max(capacity, self.capacity)
        for dim, size in (sizes or {}).items():
            self._sizes[dim] = max(size, self._sizes.get(dim, 0))
        sizes_now = grown(self._sizes, capacity, self.config)
        if "query" in self._sizes and self.capacity and sizes is None:
            sizes_now["query"] = len(self.positions["query"]) + capacity - self.capacity
        arrays: dict[str, dict[str, np.ndarray]] = {}
        before, later = self.arrays, []
        for group, shapes in array_shapes(self._groups, self.layers, sizes_now).items():
            arrays[group] = {}
            for name, shape in shapes.items():
                variable = SCHEMA[group][name]
                array = arrays[group][name] = np.empty(shape, variable.dtype)
                old = before.get(group, {}).get(name)
                if old is None and "token" in variable.dims:
                    later.append((array, variable.fill))
                    continue
                array.fill(variable.fill)
                if old is not None:
                    array[tuple(slice(0, size) for size in old.shape)] = old
        positions = np.full(sizes_now["query"], -1, np.int64)
        positions[: len(self.positions["query"])] = self.positions["query"]
        with self._lock:
            self._arrays, self.positions, self.capacity = arrays, {"query": positions}, capacity
        # Beside whatever comes first: a prompt's first pass does not wait for memory to be touched.
        self._filling = threading.Thread(target=_fill, args=(later,), name="dsv4lab arrays", daemon=True)
        self._filling.start()
        self._fill_what_the_config_says()

    def clear_unfinished(self) -> None:
        """Whatever stands behind the valid tokens, written by a pass that was cut off, is "not captured" again."""
        self.positions["query"][self._queries :] = -1
        for group, arrays in self.arrays.items():
            for name, array in arrays.items():
                dims, fill = SCHEMA[group][name].dims, SCHEMA[group][name].fill
                # The draft proposed a token for the next position when the last one came.
                ahead = group == "drafts" and name != "agree"
                if "entry" in dims and name != "source_token":
                    for row, layer in enumerate(self.layers[group]):
                        rate = self.config.rate(self.config.layer_kinds[layer])
                        array[row, self._length // max(rate, 1) :] = fill
                    continue
                begin = {"token": self._length + ahead, "query": self._queries}
                axis = next((i for i, dim in enumerate(dims) if dim in begin), None)
                if axis is not None:
                    array[(slice(None),) * axis + (slice(begin[dims[axis]], None),)] = fill

    def put_bytes(self, start: int, pieces: Sequence[bytes], special: Sequence[bool] | None = None) -> None:
        """Raw bytes of the tokens from position `start` on; the byte dimension widens when a token needs it."""
        widest = max([len(piece) for piece in pieces], default=0)
        tokens = self.arrays["tokens"]
        if "utf8" not in tokens or tokens["utf8"].shape[1] < widest:
            wide = np.zeros((self.capacity, max(widest, self._sizes.get("byte", 0), 8)), np.uint8)
            if "utf8" in tokens:
                wide[:, : tokens["utf8"].shape[1]] = tokens["utf8"]
            self._sizes["byte"] = wide.shape[1]
            with self._lock:
                tokens["utf8"] = wide
        for position, piece in enumerate(pieces, start):
            tokens["utf8"][position, : len(piece)] = np.frombuffer(piece, np.uint8)
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
        """Add (or replace) a group that was measured after the run; arrays in the schema's dimensions."""
        if set(values) != set(SCHEMA[group]):
            raise TraceError(f"{group} has the variables {', '.join(SCHEMA[group])}; given were {', '.join(values)}.")
        for name, array in values.items():
            sizes = dict(zip(SCHEMA[group][name].dims, array.shape, strict=True))
            self._sizes |= {dim: size for dim, size in sizes.items() if dim != "layer"}
        self.layers[group] = [int(layer) for layer in layers]
        with self._lock:
            self.arrays[group] = {name: array.astype(SCHEMA[group][name].dtype) for name, array in values.items()}
            if group not in self._groups:
                self._groups.append(group)

    def prefix(self, tokens: int) -> TraceWriter:
        """An independent writer that holds the first `tokens` tokens of this one."""
        # What was measured or said of the whole run is not true of its beginning.
        run = {name: fact for name, fact in self.run.items() if name not in ("cost", "checks", "ended", "resumed")}
        run |= {"words": dict(self.run.get("words", {})), "branched": {"token": tokens, "of_tokens": self._length}}
        before = [entry for entry in self.run.get("resumed", ()) if entry["token"] < tokens]
        run |= {"resumed": before} if before else {}
        if "prompt_tokens" in run:
            run["prompt_tokens"] = min(run["prompt_tokens"], tokens)
        kept = [group for group in self._groups if group not in DERIVED]  # what was measured of this run is not theirs
        twin = TraceWriter(kept, self._sizes, self.layers, self.capacity, run)
        rows = int((self.positions["query"][: self._queries] < tokens).sum())
        entries = {
            layer: tokens // max(self.config.rate(kind), 1) for layer, kind in enumerate(self.config.layer_kinds)
        }
        for group in kept:
            for name, array in self.arrays[group].items():
                dims, target = SCHEMA[group][name].dims, twin.arrays[group][name]
                if "entry" in dims:
                    for row, layer in enumerate(self.layers[group]):
                        target[row, : entries[layer]] = array[row, : entries[layer]]
                    continue
                # The draft proposed a token for the next position, which is not valid yet but must not be lost.
                ahead = group == "drafts" and name != "agree"
                keep = tuple(slice(0, {"token": tokens + ahead, "query": rows}.get(dim)) for dim in dims)
                target[keep] = array[keep]
        twin.positions["query"][:rows] = self.positions["query"][:rows]
        twin.advance(tokens, rows)
        return twin

    def _fill_what_the_config_says(self) -> None:
        for group, name, of_layer in (
            ("routing", "kind", lambda layer: self.config.routing_kinds[layer]),
            ("indexer", "source_layer", lambda layer: layer),
        ):
            if group in self._arrays:
                self._arrays[group][name][:] = [of_layer(layer) for layer in self.layers[group]]
        sources = self._arrays.get("compressor", {}).get("source_token")
        for row, layer in enumerate(self.layers.get("compressor", [])):
            if sources is not None:
                tokens = source_tokens(self.config, layer, sources.shape[1])
                if tokens.shape[1] > sources.shape[2]:
                    raise TraceError(
                        f"sizes['source'] is {sources.shape[2]}, but an entry of layer {layer} "
                        f"({self.config.layer_kinds[layer]}) is made of {tokens.shape[1]} tokens."
                    )
                sources[row, : len(tokens), : tokens.shape[1]] = tokens


def _fill(arrays: Sequence[tuple[np.ndarray, Any]]) -> None:
    for array, value in arrays:
        array.fill(value)


def source_tokens(config: Config, layer: int, entries: int) -> np.ndarray:
    """Token positions behind each entry of a layer [entries, m or 2m], -1 where there is none.

    CSA entries overlap: entry i reads its own block and the block before it (which entry 0 has not).
    Source: DeepSeek-V4, section 2.3.
    """
    kind = config.layer_kinds[layer]
    rate = config.rate(kind)
    first = np.arange(entries)[:, None] * rate
    reach = np.arange(-rate, rate) if kind == CSA else np.arange(rate)
    tokens = first + reach[None, :]
    return np.where(tokens < 0, -1, tokens).astype(np.int32)


class _MemoryBacking:
    """The trace's side of a TraceWriter."""

    frozen = False

    def __init__(self, writer: TraceWriter) -> None:
        self._writer = writer

    @property
    def run(self) -> dict[str, Any]:
        return self._writer.run

    @property
    def finished(self) -> bool:
        return self._writer.finished

    def groups(self) -> list[str]:
        return list(self._writer._groups)

    def variables(self, group: str) -> dict[str, tuple[str, ...]]:
        return {name: SCHEMA[group][name].dims for name in SCHEMA[group] if name in self._writer.arrays[group]}

    def array(self, group: str, variable: str) -> np.ndarray:
        return self._writer.arrays[group][variable]

    def counts(self) -> dict[str, int]:
        return self._writer.counts()

    def coordinate(self, group: str, dim: str) -> np.ndarray:
        if dim == "layer":
            return np.asarray(self._writer.layers[group], np.int64)
        if dim == "query":
            return self._writer.positions["query"]
        size = next(
            array.shape[SCHEMA[group][name].dims.index(dim)]
            for name, array in self._writer.arrays[group].items()
            if dim in SCHEMA[group][name].dims
        )
        return np.arange(size)

    def snapshot(self) -> Snapshot:
        return Snapshot(self._writer)

    def dataset(self, group: str) -> None:
        return None

    def close(self) -> None:
        return None
