"""One token's way through the whole model: what every layer read, how it mixed the streams, who worked, what it would say.

Surprising: everything is laid out along all layers of the model, also those that were not captured. There floats are NaN and
ids -1, and `missing` says why in a sentence, so that a picture never draws a zero for what nobody measured.
Views: widgets/follow_token.py.   Tests: tests/analysis/test_token_path.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dsv4lab.analysis.sparse_attention import ZONES
from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace

MOST_KEYS = 12  # keys of a layer that are listed, by falling weight
WHOLE = 4096  # tokens up to which small variables of a saved run are read as a whole
RANKS = 3  # likeliest tokens of a layer's lens
PARTS = ("streams", "mixing", "attention", "routing", "lens")  # the groups that a path is made of


class Answer(NamedTuple):
    """The token that came after this one.

    probability   the model's own, before temperature and top-p; NaN where it was not read out
    rank          0 for the likeliest; -1 when it is not among the kept likeliest, of which there are `ranks`
    drawn         the model drew it; otherwise it is the prompt's
    """

    id: int
    probability: float
    rank: int
    ranks: int
    drawn: bool


class TokenPath(NamedTuple):
    """L layers, N streams, S = 2 sites (attention, experts), K chosen experts, M listed keys, R kept words.

    mass            [L, 3] shares of the entries, the window and the sink: they sum to one
    zone, key       [L, M] 0 and a token's position, or 1 and an entry's number, by falling weight; -1 where there is none
    weight          [L, M] their attention weights
    pre, post       [L, S, N];  comb [L, S, N, N] from, to
    norm            [1 + L, N] of the streams after the embedding and after every layer
    expert          [L, K] by falling weight;  expert_weight, expert_norm [L, K];  shared_norm, margin [L]
    lens_id         [1 + L, R] likeliest next tokens, after the embedding and after every layer;  lens_prob alike
    missing         sentences by group, for those of which something is not there
    """

    token: int
    head: int
    mass: np.ndarray
    zone: np.ndarray
    key: np.ndarray
    weight: np.ndarray
    pre: np.ndarray
    post: np.ndarray
    comb: np.ndarray
    norm: np.ndarray
    expert: np.ndarray
    expert_weight: np.ndarray
    expert_norm: np.ndarray
    shared_norm: np.ndarray
    margin: np.ndarray
    lens_id: np.ndarray
    lens_prob: np.ndarray
    answer: Answer | None
    missing: dict[str, str]


def token_path(trace: Trace, token: int, head: int = -1) -> TokenPath:
    """The path of one token; attention is the mean over heads, or that of one head.

    Raises TraceError for a token or a head that the run does not have.
    """
    trace.row("tokens", "token", token)
    config = trace.config
    if not -1 <= head < config.num_attention_heads:
        last = config.num_attention_heads - 1
        raise TraceError(f"attention has no head {head}; it has 0 to {last}, and -1 for their mean.")
    every, streams = list(range(config.num_hidden_layers)), config.hc_mult
    behind = [-1, *every]  # what is known after the embedding and after every layer
    missing: dict[str, str] = {}

    def read(group: str, name: str, rows: list[int], shape: tuple[int, ...], dtype: type = np.float32) -> np.ndarray:
        return _by_layer(trace, group, name, rows, shape, dtype, token=token)

    mass, (zone, key, weight) = _read_keys(trace, token, head, missing)
    slots = config.num_experts_per_tok
    found = TokenPath(
        token, head, mass, zone, key, weight,
        pre=read("mixing", "pre", every, (2, streams)), post=read("mixing", "post", every, (2, streams)),
        comb=read("mixing", "comb", every, (2, streams, streams)),
        norm=read("streams", "norm", behind, (streams,)),
        expert=read("routing", "expert", every, (slots,), np.int32),
        expert_weight=read("routing", "weight", every, (slots,)),
        expert_norm=read("routing", "expert_norm", every, (slots,)),
        shared_norm=read("routing", "shared_norm", every, ()), margin=read("routing", "margin", every, ()),
        lens_id=_ranks(read("lens", "top_id", behind, (-1,), np.int32), -1),
        lens_prob=_ranks(read("lens", "top_prob", behind, (-1,)), np.nan),
        answer=answer_of(trace, token), missing=missing,
    )  # fmt: skip
    known = {"streams": found.norm, "mixing": found.comb, "attention": mass, "routing": found.expert_weight}
    for group, values in {**known, "lens": np.where(found.lens_id < 0, np.nan, 0)}.items():
        if group not in missing and (words := _missing(trace, group, values)):
            missing[group] = words
    return found


def answer_of(trace: Trace, token: int) -> Answer | None:
    """The token after this one and how likely the model held it to be; None while it has not come."""
    if token + 1 >= len(trace):
        return None
    came = int(trace.part("tokens", "id", token=token + 1))
    likeliest = trace.part("tokens", "top_id", token=token + 1)
    at = np.flatnonzero(likeliest == came)
    return Answer(
        came,
        float(np.exp(trace.part("tokens", "logprob", token=token + 1))),
        int(at[0]) if len(at) else -1,
        int((likeliest >= 0).sum()),
        bool(trace.part("tokens", "phase", token=token + 1) == 1),
    )


def _by_layer(
    trace: Trace, group: str, name: str, rows: list[int], shape: tuple[int, ...], dtype: type, **labels: int
) -> np.ndarray:
    """[row, ...] of one token or query; NaN or -1 in the rows of layers that the trace does not hold.

    Of an axis given as -1 the trace knows the size: there is none where it holds nothing.
    """
    fill = np.nan if np.issubdtype(dtype, np.floating) else -1
    if not trace.has(group, name):
        return np.full((len(rows), *(max(size, 0) for size in shape)), fill, dtype)
    if len(trace) <= WHOLE:
        trace.values(group, name)  # read from its file once; whoever plays a text asks for every token
    part = trace.part(group, name, **labels)
    out = np.full((len(rows), *part.shape[1:]), fill, dtype)
    out[[rows.index(layer) for layer in trace.layers(group)]] = part
    return out


def _ranks(values: np.ndarray, fill: float) -> np.ndarray:
    """The first RANKS of the last axis, filled up where fewer were kept."""
    out = np.full((len(values), RANKS), fill, values.dtype)
    out[:, : values.shape[1]] = values[:, :RANKS]
    return out


def _read_keys(
    trace: Trace, token: int, head: int, missing: dict[str, str]
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """mass [L, 3], and zone, key, weight [L, M] of one query; says in `missing` what there is not."""
    count, group = trace.config.num_hidden_layers, "attention"
    mass, rows = np.full((count, len(ZONES)), np.nan, np.float32), list(range(count))
    shape = (count, MOST_KEYS)
    top = np.full(shape, -1, np.int8), np.full(shape, -1, np.int32), np.full(shape, np.nan, np.float32)
    if group not in trace:
        return mass, top
    queries = trace.coordinate(group, "query")
    if not (queries == token).any():
        near = [
            int(some[at]) for some, at in ((queries[queries < token], -1), (queries[queries > token], 0)) if len(some)
        ]
        where = f"the nearest that was kept: {' and '.join(map(str, near))}" if near else "none was kept"
        missing[group] = f"What token {token} read was not kept: prompts can be thinned out ({where})."
        return mass, top
    heads = slice(None) if head < 0 else slice(head, head + 1)
    for at, zone in enumerate(ZONES):
        found = _by_layer(trace, group, f"mass_{zone}", rows, (-1,), np.float32, query=token)
        mass[:, at] = found[:, heads].mean(-1)
    if trace.has(group, "weight"):
        zone, key, weight = (trace.part(group, name, query=token) for name in ("zone", "key", "weight"))
        for row, layer in enumerate(trace.layers(group)):
            found = _heaviest(zone[row], key[row], weight[row, heads])
            for kept, values in zip(top, found, strict=True):
                kept[layer, : len(values)] = values
    if not (top[0] >= 0).any() and np.isfinite(mass).any():
        missing[group] = "Which tokens were read was not kept (attention_lists=False): only how much of each kind."
    return mass, top


def _heaviest(zone: np.ndarray, key: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lists [place] of one layer, weights [head, place] -> zone, key and mean weight of the heaviest keys, in order."""
    zones, keys, weights = [], [], []
    for which in (0, 1):
        here = (zone == which) & (key >= 0)
        if not here.any():
            continue
        # A head that may not read a key gave it nothing, so the sum is divided by all heads.
        mean = np.bincount(key[here], np.nan_to_num(weight[:, here]).mean(0))
        met = np.unique(key[here])
        zones.append(np.full(len(met), which))
        keys.append(met)
        weights.append(mean[met])
    if not keys:
        return np.empty(0), np.empty(0), np.empty(0)
    all_zones, all_keys, all_weights = (np.concatenate(parts) for parts in (zones, keys, weights))
    order = np.argsort(-all_weights, kind="stable")[:MOST_KEYS]
    return all_zones[order], all_keys[order], all_weights[order]


def _missing(trace: Trace, group: str, values: np.ndarray) -> str:
    """Why a group's values [row, ...] have gaps, in a sentence; "" when they have none."""
    if group not in trace:
        return f"This run was captured without “{group}”."
    if absent := trace.run.get("absent", {}).get(group):
        return f"{trace.run.get('engine', 'The server')} does not tell of “{group}”: {', '.join(absent)}."
    gaps = np.isnan(values.reshape(len(values), -1)).any(-1)
    if not gaps.any():
        return ""
    held = trace.layers(group)
    if len(held) < len(values):
        return f"Of “{group}” this run kept {len(held)} of {len(values)} places: {', '.join(map(str, held[:8]))}" + (
            "." if len(held) <= 8 else " …"
        )
    late = " yet: it comes a few tokens later" if not trace.finished else ""
    return f"“{group}” was not read for this token{late}."
