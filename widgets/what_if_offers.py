"""What one may try on what is chosen: each offer is a rule of `dsv4lab.do`, some with a dose.

Tests: tests/widgets/test_what_if.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dsv4lab.attention_kinds import KINDS
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.selection import Selection

if TYPE_CHECKING:  # rules need torch, and a trace is looked at without it
    from dsv4lab.interventions.rule import Rule


class Offer(NamedTuple):
    """One edit that is offered: its words, and rules by dose; the first dose is the whole effect, the last almost none.

    doses   {words of the dose: rules}; one of them where there is nothing to turn
    """

    name: str
    doses: dict[str, list[Rule]]


SCALES = (0.0, 0.25, 0.5, 0.75)


def offers_of(trace: Trace, selection: Selection, token: int) -> list[Offer]:
    """The edits that mean something at the chosen layer, expert, entry, head and token."""
    from dsv4lab import do

    config, layer = trace.config, min(selection.layer, trace.config.num_hidden_layers - 1)
    kind = KINDS[config.layer_kinds[layer]]
    found = [_expert(trace, layer, selection.expert, token)]
    if kind.picks:
        if selection.entry >= 0:
            words = f"entry {selection.entry} of layer {layer} not picked"
            found.append(Offer(words, {"": [do.picks(drop=[selection.entry], layer=layer)]}))
        most = config.index_topk
        doses = {"none": [do.picks(drop="all", layer=layer)]}
        doses |= {f"the best {k}": [do.picks(k=k, layer=layer)] for k in _halves(most)}
        found.append(Offer(f"fewer picks in layer {layer}", doses))
    elif kind.has_entries:
        found.append(Offer(f"layer {layer} reads no entries", {"": [do.compressed(layer=layer)]}))
    heads = None if selection.head < 0 else [selection.head]
    whose = f"layer {layer}" if heads is None else f"head {selection.head} of layer {layer}"
    found.append(Offer(f"no sink in {whose}", {"": [do.sink(layer=layer, heads=heads)]}))
    windows = {_counted(n, "token"): [do.window(n, layer=layer)] for n in (1, 4, 16, 64) if n < config.sliding_window}
    found.append(Offer(f"a shorter window in layer {layer}", windows))
    steps = {_counted(n, "step"): [do.comb(steps=n)] for n in (0, 1, 2, 5, 10) if n < config.hc_sinkhorn_iters}
    found.append(Offer("fewer Sinkhorn steps in all layers", steps))
    found.append(Offer(f"streams kept apart in layer {layer}", {"": [do.comb("identity", layer=layer)]}))
    return [offer for offer in found if offer.doses]


def _counted(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def _halves(most: int) -> list[int]:
    """1, 2, 4, ... below `most`."""
    found = [1]
    while found[-1] * 2 < most:
        found.append(found[-1] * 2)
    return found


def _expert(trace: Trace, layer: int, chosen: int, token: int) -> Offer:
    """The clicked expert, else the one that worked most on the token: without it, or with a part of its weight."""
    from dsv4lab import do

    if chosen < 0 and "routing" in trace and layer in trace.layers("routing"):
        chosen = int(trace.part("routing", "expert", layer=layer, token=token)[0])
    if not 0 <= chosen < trace.config.n_routed_experts:
        return Offer("", {})
    # A table has nobody who would come next.
    way: dict[str, Any] = {"mode": "reroute" if trace.config.routing_kinds[layer] == "learned" else "contribution"}
    doses = {"without it": [do.ban_expert(chosen, layer=layer, **way)]}
    doses |= {f"{scale:g} of its weight": [do.weights(scale=scale, experts=[chosen], layer=layer)] for scale in SCALES}
    return Offer(f"without expert {chosen} of layer {layer}", doses)
