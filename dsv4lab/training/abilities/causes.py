"""What parts are good for, by taking them away: a stream at mid depth, and an expert that a domain prefers.

A specialist is looked for in half of the texts and tried on the other half, on its own domain, beside bans of experts that
the text uses about as often (probes/effect.py): what is counted is how much more its ban hurts than theirs.
Tests: tests/training/test_abilities_causes.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dsv4lab import do
from dsv4lab.errors import EditError
from dsv4lab.probes.effect import effect
from dsv4lab.probes.forced import Forced, compared
from dsv4lab.session import Session
from dsv4lab.training.abilities.inside import Domains, Seen
from dsv4lab.training.abilities.measures import Measure, mean, share

TOKENS = 128  # of a text that is read again with a part taken away
MOST = 12  # texts of a domain
_RANDOM = 8  # matched bans beside each
_FIRST = 8  # tokens of a text before what is judged


class Specialist(NamedTuple):
    """An expert of a learned layer, and the domain that chooses it more often than the other domains do."""

    layer: int
    expert: int
    domain: str


def specialists(seen: Sequence[Seen], learned: Sequence[int]) -> list[Specialist]:
    """Of each learned layer the expert whose share of one domain's choices is farthest above its mean share of the others'.

    seen  what texts did (`observe`), of two domains or more; with fewer there is no specialist
    """
    names = sorted({one.domain for one in seen})
    if len(names) < 2:
        return []
    found = []
    for row, layer in enumerate(learned):
        counts = np.stack([sum(one.choices[row] for one in seen if one.domain == name) for name in names]).astype(float)
        shares = counts / np.maximum(counts.sum(-1, keepdims=True), 1)  # [domain, expert]
        others = (shares.sum(0, keepdims=True) - shares) / (len(names) - 1)
        domain, expert = np.unravel_index(int((shares - others).argmax()), shares.shape)
        found.append(Specialist(layer, int(expert), names[domain]))
    return found


def specialist_measures(session: Session, chosen: Sequence[Specialist], domains: Domains) -> list[Measure]:
    """For each specialist, on texts of its domain: nats a token lost by its ban beyond those lost by matched bans; and in
    how many layers the interval of that lies above nothing.

    domains  ids of texts that the specialists were not chosen by
    """
    found, hurts = [], []
    for one in chosen:
        lost, twins = [], 0
        for ids in domains[one.domain][:MOST]:
            cut = list(ids[:TOKENS])
            if len(cut) <= _FIRST + 1:
                continue
            ban = {"ban": do.ban_expert(one.expert, layer=one.layer)}
            try:
                told = effect(session, cut[:_FIRST], cut[_FIRST:], ban, random=_RANDOM).summary.sel(arm="ban")
            except EditError:  # chosen for no token of this text
                continue
            if (random := int(told.random_arms.item())) > 1:  # fewer have no mean
                lost.append(told.random_mean.item() - told.change.item())
                twins += random
        name = f"layer {one.layer}: ban of expert {one.expert} on {one.domain} beyond matched bans"
        found.append(mean(name, lost, "texts", f"nats a token; {twins} matched bans"))
        hurts.append(found[-1].low > 0)
    if chosen:
        found.append(
            share("learned layers with a specialist", hurts, "layers", "its ban hurts its domain more than matched")
        )
    return found


def stream_measures(session: Session, domains: Domains) -> list[Measure]:
    """For each stream: nats a token lost when it is nothing behind the layer at mid depth.

    Raises EditError if a sham changes anything.
    """
    config = session.model.config
    middle = (config.num_hidden_layers - 1) // 2
    texts = [list(ids[:TOKENS]) for many in domains.values() for ids in many[:MOST] if len(ids) > _FIRST + 1]
    found = []
    for stream in range(config.hc_mult):
        rules = (do.stream("zero", streams=stream, layer=middle),)
        lost = []
        for ids in texts:
            forced = Forced(session.model, ids, _FIRST)
            forced.sham(rules)
            change = compared(forced, forced.run(rules)[0], forced.baseline(rules))["change"]
            lost.append(-float(change.mean()))
        note = f"nats a token, behind layer {middle}; a sham changes nothing"
        found.append(mean(f"stream {stream} taken away at mid depth", lost, "texts", note))
    return found
