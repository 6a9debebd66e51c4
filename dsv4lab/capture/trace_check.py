"""What a stored trace must be before any of it is believed: facts of the run, sizes, dtypes and ranges of ids.

All of it is told on opening from the metadata, or when values are read, and before anything of a declared size is
allocated. A dimension is as long as its stored labels prove (0, 1, 2, ... cannot be packed into nothing), so a declared
length of thousands of millions is refused by the size of a file.   Tests: tests/capture/test_trace_damage.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dsv4lab.attention_kinds import COMPRESSED
from dsv4lab.capture.group import Variable
from dsv4lab.capture.json_values import is_object
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.schema import FIXED_SIZES, SAME_SIZE
from dsv4lab.capture.trace_metadata import Described
from dsv4lab.config import HASH, LEARNED, Config
from dsv4lab.errors import LabError, TraceError

CHUNK_LIMIT = 1 << 26  # bytes of one chunk; the writer's are about a megabyte
_FREE_BYTES = 1 << 27  # declared bytes that need no proof
_PACKED = 1 << 12  # times that stored bytes may unfold in what is larger than that
_LABELS_PACKED = 32  # times that stored labels may unfold; rising numbers pack about eightfold
_NUMBER = (int, float)

# Facts of a run that views and analyses read, with the type each must have when it is there.
_FACTS: dict[str, Any] = {
    "schema_version": int, "model": dict, "weights": str, "dtype": str, "device": str, "engine": str, "numerics": str,
    "plan": dict, "sampling": dict, "seed": int, "prompt_tokens": int, "estimate": dict, "branched": dict, "versions": dict,
    "token_strings": dict, "checks": dict, "cost": dict, "tiled": dict, "resumed": list, "ended": str,
    "absent": dict, "layers_of": int,
}  # fmt: skip


def check_run(run: dict[str, Any]) -> Config:
    """The run's model; TraceError for a fact of another type than it was written with."""
    for name, kind in _FACTS.items():
        if name in run and not _is(run[name], kind):
            raise _wrong(name, run[name], kind.__name__)
    if run.get("prompt_tokens", 0) < 0:
        raise _wrong("prompt_tokens", run["prompt_tokens"], "number of tokens")
    for text in run.get("token_strings", {}).values():
        if not isinstance(text, str):
            raise _wrong("token_strings", text, "text")
    for name, check in run.get("checks", {}).items():
        if not is_object(check) or not isinstance(check.get("ok"), bool):
            raise _wrong(f"checks: {name}", check, "result with “ok”")
    for name, fact in run.get("cost", {}).items():
        if not _is(fact, _NUMBER) or (name == "cache_bytes" and not 0 <= fact < 1 << 62):
            raise _wrong(f"cost: {name}", fact, "number")
    every = run.get("plan", {}).get("prompt_queries", 1)
    tiled = run.get("tiled", {"period": 1, "real_tokens": 1})
    for name, fact in (
        ("plan: prompt_queries", every),
        *((f"tiled: {n}", tiled.get(n)) for n in ("period", "real_tokens")),
    ):
        if not _is(fact, int):
            raise _wrong(name, fact, "whole number")
    if "model" not in run:
        raise TraceError("its run has no “model”, the configuration that the arrays are read by.")
    try:
        return Config.from_dict(run["model"])
    except LabError as error:
        raise TraceError(f"its run's “model” is no configuration ({error})") from error


def check_chunks(name: str, shape: tuple[int, ...], chunk: tuple[int, ...], itemsize: int) -> int:
    """Number of chunks that an array of this shape has; TraceError for sizes that no trace is written with."""
    size, chunk_bytes, count = itemsize, itemsize, 1
    for whole, part in zip(shape, chunk, strict=True):
        size, chunk_bytes = size * whole, chunk_bytes * part
        count *= -(-whole // part)
    if chunk_bytes > CHUNK_LIMIT:
        raise TraceError(f"{name} is declared in chunks of {chunk_bytes:,} bytes; a trace has about a million in each.")
    if count > 64 + size // (1 << 16):
        raise TraceError(f"{name} is declared in {count:,} chunks for {size:,} bytes; a trace has far fewer.")
    return count


def check_labels(name: str, dim: str, labels: np.ndarray, tokens: int, config: Config) -> None:
    """The labels of a dimension must be those that a trace writes: a missing or foreign piece gives others."""
    group = name.split(".")[0]
    if dim == "layer":
        allowed = GROUPS[group].layers(config)
        good = len(set(labels.tolist())) == len(labels) and set(labels.tolist()) <= set(allowed)
        what = f"layers of {min(allowed, default=0)} to {max(allowed, default=0)}, each once"
    elif dim == "query":
        good = bool((np.diff(labels) > 0).all() and (labels >= 0).all() and (labels < max(tokens, 1)).all())
        what = f"rising positions below {tokens}"
    else:
        good, what = bool((labels == np.arange(len(labels))).all()), "0, 1, 2, ..."
    if dim == "token" and len(labels) != tokens:
        raise TraceError(f"{name} has {len(labels)} labels; the trace has {tokens} tokens.")
    if not good:
        raise TraceError(f"{name} holds {str(labels[:6].tolist())[:80]}; labels are {what}.")


def check_labels_size(name: str, shape: tuple[int, ...], stored: int) -> None:
    """Refuse labels whose declared shape the stored bytes cannot hold, before anything is allocated."""
    if len(shape) != 1 or shape[0] * 8 > 4096 + _LABELS_PACKED * stored:
        raise TraceError(f"{name} is declared as {list(shape)}, which {stored:,} stored bytes cannot be.")


def check_variable(name: str, variable: Variable, found: Described, lengths: dict[str, int], config: Config) -> None:
    """Dimensions and shape of an array against the schema, the group's labels and the model."""
    if found.dims != variable.dims:
        raise TraceError(f"{name} lies along {str(found.dims)[:80]}; the schema says {', '.join(variable.dims)}.")
    missing = [dim for dim in variable.dims if dim not in lengths]
    if missing:
        raise TraceError(f"{name} lies along {missing[0]}, whose labels are missing.")
    expected = tuple(lengths[dim] for dim in variable.dims)
    if found.shape != expected:
        said = ", ".join(f"{dim} {size}" for dim, size in zip(variable.dims, expected, strict=True))
        raise TraceError(f"{name} has the shape {list(found.shape)}; its labels say {said}.")
    of_model = {
        "head": config.num_attention_heads, "slot": config.num_experts_per_tok, "stream": config.hc_mult,
        "stream_alone": config.hc_mult, "vocabulary": config.vocab_size, "channel": config.hidden_size,
    } | FIXED_SIZES  # fmt: skip
    for dim, size in zip(variable.dims, found.shape, strict=True):
        wanted = of_model.get(SAME_SIZE.get(dim, dim), size)
        if size != wanted:
            raise TraceError(f"{name} has {size} along {dim}; the run's model has {wanted}.")


def with_dim(name: str, variable: Variable, dim: str, found: Described) -> Variable:
    """The variable as an earlier schema kept it, along one more dimension, where the stored array has that."""
    if dim not in found.dims:
        raise TraceError(f"{name} lies along {str(found.dims)[:80]}; in its schema it also lies along {dim}.")
    at = found.dims.index(dim)
    return variable._replace(dims=(*variable.dims[:at], dim, *variable.dims[at:]))


def check_unfolded(name: str, declared: int, stored: int) -> None:
    """Refuse an array that would unfold to far more bytes than a writer's few stored ones can hold."""
    if declared > _FREE_BYTES + _PACKED * stored:
        raise TraceError(f"{name} is declared as {declared:,} bytes, of which only {stored:,} are stored.")


def id_limits(ids: str, tokens: int, config: Config, lengths: dict[str, int]) -> tuple[int, int] | None:
    """Lowest and highest value of what numbers these (Variable.ids); None for what is no id. -1 is "none"."""
    entries = tokens // max(config.pick_rate, 1)
    vocabulary = config.vocab_size - 1
    sources = max(lengths.get("entry", 0), 1) * max(kind.rate(config) for kind in COMPRESSED)
    return {
        "token": (0, vocabulary), "vocabulary": (-1, vocabulary), "flag": (-1, 1), "byte": (-1, lengths.get("byte", 0)),
        "expert": (-1, config.n_routed_experts - 1), "position": (-1, tokens - 1), "entry": (-1, entries - 1),
        "entries": (-1, entries), "layer": (-1, config.num_hidden_layers - 1), "source": (-1, sources - 1),
    }.get(ids)  # fmt: skip


def check_values(name: str, values: np.ndarray, limits: tuple[int, int] | None) -> None:
    """Ids that cannot be are told when they are read: an analysis would use them as places."""
    if values.dtype.kind == "U":
        strange = sorted(set(values.ravel().tolist()) - {HASH, LEARNED})
        if strange:
            raise TraceError(f"{name} holds {strange[0]!r:.40}; it is {HASH!r} or {LEARNED!r}.")
    elif limits is not None and values.size:
        low, high = int(values.min()), int(values.max())
        if low < limits[0] or high > limits[1]:
            wrong = low if low < limits[0] else high
            raise TraceError(f"{name} holds {wrong}; in this run it is {limits[0]} to {limits[1]}.")


def _is(value: Any, kind: Any) -> bool:
    return isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool)


def _wrong(name: str, value: Any, wanted: str) -> TraceError:
    return TraceError(f"its run's “{name}” is {value!r:.60}, not a {wanted}.")
