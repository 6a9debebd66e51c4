"""A longer trace from a real one: its tokens and picks repeated, and labelled so in `run["tiled"]`.

For looking at how views and analyses hold up at a length that a small machine cannot run. Every number is one that the
model produced, but no query of a repetition ever looked further back than in the real run.
Tests: tests/capture/test_tiling.py.
"""

from __future__ import annotations

import numpy as np

from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.trace import Trace
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.errors import TraceError

_SHIFTED = ("entry", "entries")  # what numbers or counts these keeps its distance from the query


def tile(trace: Trace, tokens: int) -> Trace:
    """A trace of `tokens` tokens (groups tokens and indexer) that repeats the end of a real one.

    Repeated are the queries that had more entries to choose from than they may pick; a repeated query picks at the same
    distances back. TraceError when the trace has no such query, or samples its queries.
    """
    config, length = trace.config, len(trace)
    rate = config.pick_rate
    first = config.index_topk * rate  # from here on every query has index_topk entries behind it
    period = (length - first) // rate * rate
    if period < rate:
        raise TraceError(
            f"A trace of {length} tokens cannot be tiled: only after {first + rate} tokens are there more than "
            f"{config.index_topk} entries of {rate} tokens to choose from."
        )
    if len(trace.coordinate("indexer", "query")) != length:
        raise TraceError("This trace samples its queries; tile one captured with Plan(prompt_queries=1).")
    at = np.arange(tokens)
    source = np.where(at < first + period, at, first + (at - first) % period)
    shift = (at - source) // rate
    groups = [group for group in ("tokens", "indexer") if group in trace]
    sizes: dict[str, int] = {}
    for group in groups:
        for name, dims in trace.variables(group).items():
            sizes |= dict(zip(dims, trace.values(group, name).shape, strict=True))
    for grown in ("layer", "token", "query"):
        sizes.pop(grown, None)
    run = {name: value for name, value in trace.run.items() if name not in ("checks", "cost")}
    how = "the last queries of the run, repeated; picks keep their distance back"
    run["tiled"] = {"real_tokens": length, "period": period, "from": first, "how": how}
    writer = TraceWriter(groups, sizes, {"indexer": trace.layers("indexer")}, tokens, run)
    for group in groups:
        for name, dims in trace.variables(group).items():
            real, target = trace.values(group, name), writer.arrays[group].get(name)
            if target is None or not {"token", "query"} & set(dims):
                continue
            axis = next(i for i, dim in enumerate(dims) if dim in ("token", "query"))
            np.take(real, source, axis=axis, out=target)
            variable = GROUPS[group].variables[name]
            if variable.ids in _SHIFTED:
                moved = shift.reshape((1, -1) + (1,) * (target.ndim - 2)).astype(target.dtype)
                target += np.where(target == variable.fill, 0, moved)
    writer.advance(tokens)
    return writer.finish()
