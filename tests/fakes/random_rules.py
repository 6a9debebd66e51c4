"""Random configurations, and random rules that they have places for."""

from __future__ import annotations

import random

from small_model import CONFIG

from dsv4lab import do
from dsv4lab.config import Config
from dsv4lab.errors import EditError
from dsv4lab.interventions.checking import check_rules
from dsv4lab.interventions.rule import Rule


def random_config(draw: random.Random) -> Config:
    """Kinds, routing, widths and counts drawn; every kind of attention and routing occurs."""
    kinds = ["sliding", "csa", "hca", "csa", *draw.choices(["sliding", "csa", "hca"], k=draw.randint(0, 3))]
    draw.shuffle(kinds)
    hashed = draw.randint(1, 2)
    return CONFIG.replace(
        num_hidden_layers=len(kinds), layer_kinds=tuple(kinds),
        routing_kinds=("hash",) * hashed + ("learned",) * (len(kinds) - hashed),
        sliding_window=draw.choice([2, 5, 9]), hca_rate=draw.choice([4, 8]), index_topk=draw.choice([1, 2, 4]),
        n_routed_experts=draw.choice([5, 8]), num_experts_per_tok=draw.choice([2, 3]), hc_mult=draw.choice([2, 4]),
        num_nextn_predict_layers=0,
    )  # fmt: skip


def random_rules(draw: random.Random, config: Config, count: int) -> list[Rule]:
    """Rules of all kinds that this configuration can carry out."""
    found: list[Rule] = []
    while len(found) < count:
        rule = _rule(draw, config)
        try:
            check_rules([rule], config)
        except EditError:
            continue
        found.append(rule)
    return found


def _rule(draw: random.Random, config: Config) -> Rule:
    e, f = draw.choices(range(config.n_routed_experts), k=2)  # twice the same is refused where it means nothing
    heads = draw.choice([None, [draw.randrange(config.num_attention_heads)]])
    stream, layer = draw.randrange(config.hc_mult), draw.randrange(config.num_hidden_layers)
    where = draw.choice(
        [{}, {"layers": [layer]}, {"layers": draw.choice(["csa", "hca", "learned", "hash", "sliding"])}]
    )
    tokens = draw.choice([{}, {"tokens": slice(draw.randrange(9), None)}, {"tokens": draw.sample(range(26), 9)}])
    site, mode = draw.choice(["attn", "ffn", "both"]), draw.choice(["renormalise", "drop"])
    other = [draw.randrange(config.vocab_size) for _ in range(18)]
    make = [
        lambda: do.ban_expert(e, mode=draw.choice(["reroute", "contribution"]), **where, **tokens),
        lambda: do.force_expert(e, **where, **tokens),
        lambda: do.swap_expert(e, f, weight=draw.choice(["own", "kept"]), **where, **tokens),
        lambda: do.weights(scale=draw.random(), **where, **tokens),
        lambda: do.weights(equal=True, **where, **tokens),
        lambda: do.top(1, **where, **tokens),
        lambda: do.hash_as(draw.randrange(config.vocab_size), **tokens),
        lambda: do.picks(drop=draw.choice(["all", [0], [1, 2]]), **where, **tokens),
        lambda: do.picks(drop=[0], refill=True, **where, **tokens),
        lambda: do.picks(force=[0], **where, **tokens),
        lambda: do.picks(random=draw.randrange(99), **where, **tokens),
        lambda: do.picks(recency=True, **where, **tokens),
        lambda: do.picks(oracle=True, **where, **tokens),
        lambda: do.picks(reuse="step", **where, **tokens),
        lambda: do.entry(
            "delete", entries=[0, 2], what=draw.choice(["attention", "index", "both"]), mode=mode, **where
        ),
        lambda: do.entry("mean", **where),
        lambda: do.entry("from_trace", source=other, **where),
        lambda: do.gates(draw.choice(["uniform", "last"]), **where),
        lambda: do.no_overlap(**where),
        lambda: do.compressed(heads=heads, mode=mode, **where, **tokens),
        lambda: do.window(1, heads=heads, mode=mode, **where, **tokens),
        lambda: do.attend(slice(3, 17), heads=heads, **where, **tokens),
        lambda: do.sink(draw.choice([None, 1.5]), heads=heads, **where, **tokens),
        lambda: do.comb(draw.choice(["identity", "uniform", "mean", "shuffle"]), site=site, **where, **tokens),
        lambda: do.comb(steps=draw.randrange(5), site=site, **where, **tokens),
        lambda: draw.choice([do.pre, do.post])(site=site, **where, **tokens),
        lambda: do.stream(draw.choice(["zero", "mean"]), streams=[stream], **where, **tokens),
        lambda: do.stream("from_trace", source=other, streams=[stream], **where, **tokens),
        lambda: do.rescue(layer, streams=[stream], **tokens),
        lambda: do.add([draw.random() for _ in range(config.hidden_size)], **where, **tokens),
        lambda: do.project_out([draw.random() for _ in range(config.hidden_size)], **where, **tokens),
        lambda: do.patch(other, point=draw.choice(["streams", "attn.out", "ffn.out"]), **where, **tokens),
        lambda: do.add([draw.random() for _ in range(config.vocab_size)], point="logits", **tokens),
    ]
    while True:
        try:
            return draw.choice(make)()
        except EditError:  # such layers have no such place
            continue
