"""Schema 1 of a Trace: which groups there are, which variables they hold, along which dimensions, in which unit.

One table, SCHEMA, is read by the recorder (what to allocate), by the trace (what to expect) and by people.
Surprising: "not captured" is never zero. Floats start as NaN and ids as -1, so an unselected entry, a layer that has no
indexer and a query that was not sampled stay distinguishable from a weight that is truly 0.
Extend the table freely; renaming anything needs a new SCHEMA_VERSION.   Tests: tests/capture/test_trace.py.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

SCHEMA_VERSION = 1
GROWING = ("token", "query", "entry")  # the dimensions that lengthen while a run is going on


class Variable(NamedTuple):
    """One array of a group: dimensions in order, numpy dtype name, and its meaning with the unit."""

    dims: tuple[str, ...]
    dtype: str
    meaning: str

    @property
    def fill(self) -> Any:
        """What "not captured" looks like: NaN for floats, -1 for signed ids, 0 for raw bytes, "" for words."""
        kind = np.dtype(self.dtype).kind
        return {"f": np.nan, "i": -1, "u": 0, "b": False, "U": ""}[kind]


def _v(dims: str, dtype: str, meaning: str) -> Variable:
    return Variable(tuple(dims.split()), dtype, meaning)


_F, _I, _S, _B = "float32", "int32", "int16", "int8"

SCHEMA: dict[str, dict[str, Variable]] = {
    "tokens": {
        "id": _v("token", _I, "token id"),
        "phase": _v("token", _B, "0 prefill (part of the prompt), 1 decode (generated)"),
        "logprob": _v("token", _F, "log probability the model gave this token before it came, nats; NaN for the first"),
        "entropy": _v(
            "token", _F, "entropy of all the model's probabilities for it, before temperature and top-p, nats"
        ),
        "top_id": _v("token rank", _I, "likeliest token ids for this position, likeliest first"),
        "top_logprob": _v("token rank", _F, "their log probabilities, nats"),
        "utf8": _v("token byte", "uint8", "raw bytes of the token, padded with zeros"),
        "utf8_length": _v("token", _S, "how many of those bytes count"),
        "special": _v("token", "bool", "a marker of the tokenizer, not text"),
    },
    "routing": {
        "kind": _v("layer", "U8", '"hash": a table over token ids chooses; "learned": the biased scores choose'),
        "expert": _v("layer token slot", _S, "chosen expert, slots in order of falling weight; numbers are per layer"),
        "logit": _v("layer token slot", _F, "router logit of that expert"),
        "score": _v("layer token slot", _F, "sqrt(softplus(logit))"),
        "biased_score": _v("layer token slot", _F, "score + bias, which decides the choice on learned layers"),
        "weight": _v(
            "layer token slot", _F, "share in the output: score / sum of chosen scores * routed_scaling_factor"
        ),
        "margin": _v("layer token", _F, "last chosen minus first rejected biased score; NaN on hash layers"),
        "shared_norm": _v("layer token", _F, "L2 norm of the shared expert's output"),
        "expert_norm": _v("layer token slot", _F, "L2 norm of the routed expert's output, before its weight"),
        "runner_expert": _v("layer token runner", _S, "nearest experts that were not chosen, best first"),
        "runner_logit": _v("layer token runner", _F, "their router logits"),
        "runner_score": _v("layer token runner", _F, "their scores"),
        "runner_biased_score": _v("layer token runner", _F, "their score + bias"),
    },
    "attention": {
        "mass_window": _v("layer query head", _F, "attention probability on the exact tokens of the window"),
        "mass_entries": _v("layer query head", _F, "attention probability on compressed entries"),
        "mass_sink": _v("layer query head", _F, "attention probability on the sink; the three sum to one"),
        "entropy": _v("layer query head", _F, "entropy over keys and sink, nats"),
        "zone": _v("layer query head place", _B, "0 window (key is a token position), 1 compressed (key is an entry)"),
        "key": _v("layer query head place", _I, "token position or entry number; -1 padding"),
        "weight": _v("layer query head place", _F, "attention probability of that key; NaN padding"),
    },
    "indexer": {
        "entry": _v("layer query pick", _I, "picked entry, best score first; -1 padding"),
        "score": _v("layer query pick", _F, "index score of the pick"),
        "visible": _v("layer query", _I, "entries complete at that query, floor((position + 1) / rate)"),
        "margin": _v(
            "layer query", _F, "score of the last pick minus that of the first entry left out; NaN if none was"
        ),
        "source_layer": _v("layer", _S, "layer whose indexer made the choice (its own, in V4)"),
        "beyond_entry": _v("layer query beyond", _I, "best entries that were not picked, best first; -1 padding"),
        "beyond_score": _v("layer query beyond", _F, "their index scores"),
    },
    "compressor": {
        "gate": _v("layer entry source", _F, "mean over channels of the softmax gate; each entry sums to one"),
        "source_token": _v("layer entry source", _I, "token position behind each gate; -1 where there is none"),
        "index_gate": _v("layer entry source", _F, "the same for the indexer's own compressor (CSA layers)"),
    },
    "mixing": {
        "pre": _v(
            "layer site token stream", _F, "how strongly each stream is read by the sub-layer; they do not sum to one"
        ),
        "post": _v("layer site token stream", _F, "how strongly the sub-layer's output enters each stream"),
        "comb": _v(
            "layer site token stream_from stream_to", _F, "residual mixing, after Sinkhorn; columns (to) sum to one"
        ),
        "comb_logits": _v("layer site token stream_from stream_to", _F, "residual mixing before Sinkhorn"),
        "sinkhorn_error": _v("layer site token", _F, "largest |row sum - 1| left after the iterations"),
    },
    "streams": {
        "norm": _v("layer token stream", _F, "L2 norm of each stream after the layer; layer -1 is after the embedding"),
        "cosine": _v("layer token stream stream_other", _F, "cosine between streams"),
        "vector": _v("layer token stream channel", _F, "the stream itself (chosen layers only, else NaN)"),
    },
    "lens": {
        "top_id": _v("layer token rank", _I, "likeliest next tokens if the layer's streams went straight to the head"),
        "top_prob": _v("layer token rank", _F, "their probabilities"),
        "stream_id": _v(
            "layer token stream_alone", _I, "likeliest next token if one stream alone went through norm and head"
        ),
        "stream_prob": _v("layer token stream_alone", _F, "its probability (only with Plan(stream_lens=True))"),
        "agree": _v(
            "layer token", _B, "1 if the first of them is the model's final first choice, 0 if not; -1 not read yet"
        ),
    },
    "drafts": {
        "id": _v("token", _I, "token that the draft (MTP) block proposed for this position; -1 where it could not yet"),
        "id_logprob": _v("token", _F, "log probability the draft gave its proposal, nats"),
        "agree": _v("token", _B, "1 if the proposal is the token that came, else 0"),
    },
    "logits": {
        "value": _v("token vocabulary", _F, "all logits for the token after this one (only when asked for)"),
    },
    "recall": {
        "position": _v("probe", _I, "token position of each probe query"),
        "entries": _v("layer probe head", _F, "attention on all complete entries if every one of them were read"),
        "picked": _v("layer probe head", _F, "the part of it on the entries that the indexer picked"),
        "window": _v("layer probe head", _F, "attention on the window in the same softmax"),
        "sink": _v("layer probe head", _F, "attention on the sink; with window and entries it sums to one"),
    },
}

# Groups that no pass of the model leaves behind: they are measured after a run and attached to its trace.
DERIVED = ("recall",)

# Dimensions that need no size from the caller: the two sites (0 attention, 1 experts) are part of the architecture.
FIXED_SIZES = {"site": 2}
# Two dimensions that are the same axis under a second name.
SAME_SIZE = {"stream_from": "stream", "stream_to": "stream", "stream_other": "stream"}
LAYERED = tuple(group for group, table in SCHEMA.items() if any("layer" in v.dims for v in table.values()))


def size_of(dim: str, sizes: dict[str, int]) -> int | None:
    """Size of a dimension from the caller's sizes; None when the caller does not keep what lies along it."""
    return FIXED_SIZES.get(dim, sizes.get(SAME_SIZE.get(dim, dim)))
