"""Edits by name: `from dsv4lab import do`, then `do.ban_expert(11, layer=5)`, `do.picks(drop="all")`, `do.window(8)`.

Each gives a frozen rule that is JSON both ways (`rule.to_dict()`, `do.rules(json)`). `layers=` takes "all", "csa", "hca",
"sliding", "learned", "hash", a number, numbers or a range; `tokens=` (or `queries=` for what reads) positions, a slice or a
Span. `do.sites(model)` lists what a model and its body allow. On the engine a rule acts inside the captured graph; a
function given to `fn` is recorded there, so it may ask the device for no number.   Tests: tests/interventions/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from dsv4lab.errors import EditError, shown
from dsv4lab.interventions import entries as _entries
from dsv4lab.interventions import indexer as _indexer
from dsv4lab.interventions import mixing as _mixing
from dsv4lab.interventions import reading as _reading
from dsv4lab.interventions import routing as _routing
from dsv4lab.interventions import routing_weights as _weights
from dsv4lab.interventions import streams as _streams
from dsv4lab.interventions.each import each_expert, each_picks, each_stream
from dsv4lab.interventions.registry import rules_of as rules
from dsv4lab.interventions.rule import Rule
from dsv4lab.interventions.selection import Span
from dsv4lab.interventions.sites import sites
from dsv4lab.interventions.values import Source, Values

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace

Where = str | int | Iterable[int]
Positions = int | Iterable[int] | slice | Span | None

__all__ = [
    "Rule", "Span", "add", "attend", "ban_expert", "comb", "compressed", "each_expert", "each_picks", "each_stream",
    "entry", "fn", "force_expert", "gates", "hash_as", "hook", "no_overlap", "patch", "picks", "post", "pre", "project_out",
    "rescue", "route_as", "rules", "sink", "sites", "stream", "swap_expert", "top", "weights", "window",
]  # fmt: skip
_ALL: Any = "all"


def _where(layers: Any, layer: Any, tokens: Any, queries: Any = None) -> Any:
    if layer is not None and layers != _ALL:
        raise EditError(f"layers={shown(layers)} and layer={shown(layer)} are both given; one of them is enough.")
    if tokens is not None and queries is not None:
        raise EditError("tokens= and queries= are both given; they mean the same here.")
    return {"layers": layers if layer is None else layer, "tokens": tokens if queries is None else queries}


# Routing ------------------------------------------------------------------------------------------------------------


def ban_expert(
    expert: int | Iterable[int], *, mode: str = "reroute", layers: Where = _ALL, layer: int | None = None,
    tokens: Positions = None,
) -> Rule:  # fmt: skip
    """No token visits the expert (or several).

    mode   "reroute": out before the choice by score + bias, the next best comes in, and the weights sum to the scaling
           factor again (learned layers); "contribution": chosen as ever with all weights as they are, but it adds nothing
    """
    if mode == "reroute" and layers == _ALL and layer is None:
        layers = "learned"
    return _routing.BanExpert(experts=_several(expert), mode=mode, **_where(layers, layer, tokens))


def force_expert(
    expert: int | Iterable[int], *, layers: Where = _ALL, layer: int | None = None, tokens: Positions = None
) -> Rule:
    """Every token visits the expert (or several), in place of the weakest that it chose."""
    return _routing.ForceExpert(experts=_several(expert), **_where(layers, layer, tokens))


def swap_expert(
    one: int,
    other: int,
    *,
    weight: str = "own",
    layers: Where = _ALL,
    layer: int | None = None,
    tokens: Positions = None,
) -> Rule:
    """Where one of the two is chosen the other is visited; weight "own" by its score, "kept" with the replaced one's."""
    return _routing.SwapExpert(pair=(one, other), weight=weight, **_where(layers, layer, tokens))


def weights(
    *, scale: float = 1.0, equal: bool = False, experts: Iterable[int] | int | None = None, layers: Where = _ALL,
    layer: int | None = None, tokens: Positions = None,
) -> Rule:  # fmt: skip
    """Weights of the chosen experts times `scale` (of `experts` or all; not renormalised), or all `equal`, same sum."""
    return _weights.Weights(
        scale=scale,
        equal=equal,
        experts=None if experts is None else _several(experts),
        **_where(layers, layer, tokens),
    )


def top(k: int, *, layers: Where = _ALL, layer: int | None = None, tokens: Positions = None) -> Rule:
    """Only the k best of the chosen experts add something; their weights sum to the scaling factor."""
    return _weights.TopExperts(k=k, **_where(layers, layer, tokens))


def route_as(trace: Trace, *, layers: Where = _ALL, layer: int | None = None, tokens: Positions = None) -> Rule:
    """The experts that another run chose at the same positions (its group routing); weights by this run's scores."""
    return _routing.RouteAs.of(trace, **_where(layers, layer, tokens))


def hash_as(token: int, *, layers: Where = "hash", layer: int | None = None, tokens: Positions = None) -> Rule:
    """Hash layers take the experts of another token id."""
    return _routing.HashAs(token=token, **_where(_ALL if layer is not None else layers, layer, tokens))


# Indexer ------------------------------------------------------------------------------------------------------------


def picks(
    *, drop: Any = None, force: Any = None, random: bool | int = False, recency: bool = False, oracle: bool = False,
    reuse: Any = None, k: int | None = None, refill: bool = False, layers: Where = _ALL, layer: int | None = None,
    tokens: Positions = None, queries: Positions = None,
) -> Rule:  # fmt: skip
    """What queries pick; exactly one of these, and only entries that are complete.

    drop     entries (numbers, or a Span of tokens that they pool), or "all"; their places stay empty unless `refill`
    force    entries that are picked once they are complete, in place of the worst
    random   as many random entries; a number is the seed
    recency  the newest complete entries
    oracle   those that would get the most attention, all heads together
    reuse    an earlier layer's number, or "step" for the picks of the position before
    k        only the best k of the picks

    Raises EditError when none or several of them are given.
    """
    given: dict[str, dict[str, Any]] = {}
    if drop is not None:
        given["drop"] = {"how": "drop", "entries": None if isinstance(drop, str) and drop == "all" else drop}
    if force is not None:
        given["force"] = {"how": "force", "entries": force}
    if random is not False:
        given["random"] = {"how": "random", "seed": 0 if random is True else random}
    if recency:
        given["recency"] = {"how": "recency"}
    if oracle:
        given["oracle"] = {"how": "oracle"}
    if reuse is not None:
        given["reuse"] = {"how": "reuse", **({"step": 1} if reuse == "step" else {"source": reuse})}
    if k is not None:
        given["k"] = {"how": "k", "k": k}
    if len(given) != 1:
        raise EditError(
            f"picks: {len(given)} of drop, force, random, recency, oracle, reuse and k are given; give one."
        )
    (fields,) = given.values()
    return _indexer.Picks(**fields, refill=refill, **_where(layers, layer, tokens, queries))


# Entries ------------------------------------------------------------------------------------------------------------


def entry(
    how: str = "delete", *, entries: Any = None, source: Any = None, what: str = "attention", mode: str = "renormalise",
    layers: Where = _ALL, layer: int | None = None, tokens: Positions = None, queries: Positions = None,
) -> Rule:  # fmt: skip
    """What becomes of compressed entries (numbers, a Span of tokens that they pool, or all).

    how     "delete", "mean" (of the text's entries so far, or of the source's), "from_trace" (the source's of that number)
    source  a trace or token ids of another text
    what    "attention", "index" (the indexer's twin of the entry) or "both"
    mode    delete: "renormalise" (other weights grow) or "drop" (its share goes to nobody)
    """
    return _entries.Entry(
        how=how, entries=entries, source=None if source is None else Source.of(source), what=what, mode=mode,
        **_where(layers, layer, tokens, queries),
    )  # fmt: skip


def gates(
    how: str = "uniform",
    *,
    entries: Any = None,
    what: str = "attention",
    layers: Where = _ALL,
    layer: int | None = None,
) -> Rule:
    """Entries are the plain mean of their sources ("uniform"), or their block's last token alone ("last")."""
    return _entries.Gates(how=how, entries=entries, what=what, **_where(layers, layer, None))


def no_overlap(*, entries: Any = None, what: str = "attention", layers: Where = _ALL, layer: int | None = None) -> Rule:
    """CSA entries are pooled from their own block alone."""
    return _entries.NoOverlap(entries=entries, what=what, **_where(layers, layer, None))


def compressed(
    *, heads: Any = None, mode: str = "renormalise", layers: Where = _ALL, layer: int | None = None,
    tokens: Positions = None, queries: Positions = None,
) -> Rule:  # fmt: skip
    """No compressed entry is read: window and sink alone."""
    return _reading.Compressed(heads=heads, mode=mode, **_where(layers, layer, tokens, queries))


# Window and sink ----------------------------------------------------------------------------------------------------


def window(
    n: int, *, heads: Any = None, mode: str = "renormalise", layers: Where = _ALL, layer: int | None = None,
    tokens: Positions = None, queries: Positions = None,
) -> Rule:  # fmt: skip
    """Only the last n tokens of the window are read; entries stay."""
    return _reading.Window(n=n, heads=heads, mode=mode, **_where(layers, layer, tokens, queries))


def attend(
    only: Any, *, heads: Any = None, mode: str = "renormalise", layers: Where = _ALL, layer: int | None = None,
    tokens: Positions = None, queries: Positions = None,
) -> Rule:  # fmt: skip
    """Only tokens of a span are read, and entries of blocks that lie in it whole."""
    return _reading.Attend(only=only, heads=heads, mode=mode, **_where(layers, layer, tokens, queries))


def sink(
    value: float | None = None, *, heads: Any = None, mode: str = "renormalise", layers: Where = _ALL,
    layer: int | None = None, tokens: Positions = None, queries: Positions = None,
) -> Rule:  # fmt: skip
    """The sink's logit becomes `value`; None switches it off: out of the denominator, all other weights grow."""
    return _reading.Sink(value=value, heads=heads, mode=mode, **_where(layers, layer, tokens, queries))


# Hyper-connections --------------------------------------------------------------------------------------------------


def comb(
    how: str = "identity", *, steps: int | None = None, no_sinkhorn: bool = False, seed: int = 0, site: str = "both",
    layers: Where = _ALL, layer: int | None = None, tokens: Positions = None,
) -> Rule:  # fmt: skip
    """The mixing of the streams, [from, to]: "identity", "uniform", "mean" (over the tokens so far), "shuffle" (of the
    destinations), or so many `steps` of Sinkhorn's passes; `no_sinkhorn` is steps=0, the row softmax alone.
    """
    if no_sinkhorn or steps is not None:
        return _mixing.Comb(how="steps", steps=steps or 0, site=site, **_where(layers, layer, tokens))
    return _mixing.Comb(how=how, seed=seed, site=site, **_where(layers, layer, tokens))


def pre(*, site: str = "both", layers: Where = _ALL, layer: int | None = None, tokens: Positions = None) -> Rule:
    """How strongly each stream is read becomes its mean over the tokens so far."""
    return _mixing.Coefficient(which="pre", site=site, **_where(layers, layer, tokens))


def post(*, site: str = "both", layers: Where = _ALL, layer: int | None = None, tokens: Positions = None) -> Rule:
    """How strongly a sub-layer's output enters each stream becomes its mean over the tokens so far."""
    return _mixing.Coefficient(which="post", site=site, **_where(layers, layer, tokens))


def stream(
    how: str = "zero", *, streams: Any = None, source: Any = None, layers: Where = _ALL, layer: int | None = None,
    tokens: Positions = None,
) -> Rule:  # fmt: skip
    """Streams behind a layer (-1: behind the embedding) become "zero", their "mean" over the tokens so far (or over the
    source's), or the source's at the same position ("from_trace").
    """
    return _streams.Stream(
        how=how, streams=streams, source=None if source is None else Source.of(source), **_where(layers, layer, tokens)
    )


def rescue(at: int | Iterable[int], *, streams: Any = None, tokens: Positions = None) -> Rule:
    """Behind layer `at` streams become again what they are without any edit."""
    return _streams.Rescue(streams=streams, **_where(at, None, tokens))


# Streams, logits and any other place --------------------------------------------------------------------------------


def add(
    vector: Any, *, scale: float = 1.0, point: str = "streams", streams: Any = None, layers: Where = _ALL,
    layer: int | None = None, tokens: Positions = None,
) -> Rule:  # fmt: skip
    """Add a vector times `scale` at a point ("streams", "logits", "attn.out", ...)."""
    return _streams.Add(
        vector=Values.of(vector), scale=scale, point=point, streams=streams, **_where(layers, layer, tokens)
    )


def project_out(
    vector: Any, *, point: str = "streams", streams: Any = None, layers: Where = _ALL, layer: int | None = None,
    tokens: Positions = None,
) -> Rule:  # fmt: skip
    """Take out of a point what lies along a vector."""
    return _streams.ProjectOut(vector=Values.of(vector), point=point, streams=streams, **_where(layers, layer, tokens))


def patch(
    source: Any, *, point: str = "streams", streams: Any = None, layers: Where = _ALL, layer: int | None = None,
    tokens: Positions = None,
) -> Rule:  # fmt: skip
    """A point's values of another text (a trace or token ids) at the same positions."""
    return _streams.Patch(source=Source.of(source), point=point, streams=streams, **_where(layers, layer, tokens))


def fn(
    function: Callable[[Any], Any] | str, *, point: str = "streams", streams: Any = None, layers: Where = _ALL,
    layer: int | None = None, tokens: Positions = None,
) -> Rule:  # fmt: skip
    """Whatever a function makes of a point's tensor [B, T, ...]; same shape and dtype, no NaN. A name "module:function"
    makes it run again from JSON.
    """
    return _streams.Fn(name=function, point=point, streams=streams, **_where(layers, layer, tokens))  # type: ignore[arg-type]


def hook(name: str, function: Callable[[Any], Any]) -> Rule:
    """`fn` at a full name: ours ("layers.5.attn.out"), TransformerLens' ("blocks.5.hook_attn_out") or transformers'.

    Raises EditError for a name that none of them has.
    """
    from dsv4lab.interventions.names import ours

    layer, point = ours(name)
    return fn(function, point=point, layers=_ALL if layer is None else layer)


def _several(value: int | Iterable[int]) -> tuple[int, ...]:
    return (value,) if isinstance(value, int) else tuple(value)
