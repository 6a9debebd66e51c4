"""Whether rules can be carried out on a model, all at once, before anything runs.

Tests: tests/interventions/test_bad_input.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from dsv4lab.config import Config
from dsv4lab.errors import EditError
from dsv4lab.interventions.routing import REROUTE, BanExpert
from dsv4lab.interventions.rule import Rule
from dsv4lab.interventions.selection import overlap


def check_rules(rules: Sequence[Rule], config: Config) -> list[list[int]]:
    """The layers on which each rule acts.

    Raises EditError for a place that the model has not, rules that contradict each other, and a layer without enough
    experts left.
    """
    layers = [rule.layers_on(config) for rule in rules]
    for (a, on_a), (b, on_b) in combinations(zip(rules, layers, strict=True), 2):
        for layer in sorted(set(on_a) & set(on_b)):
            both = _contradiction(a, b, layer)
            if both:
                raise EditError(
                    f"{a.label} and {b.label} both decide the {both} of layer {layer}; leave one of them out."
                )
    for layer in range(config.num_hidden_layers):
        banned: set[int] = set()
        for rule, on in zip(rules, layers, strict=True):
            if isinstance(rule, BanExpert) and rule.mode == REROUTE and layer in on:
                banned |= set(rule.experts)
        left = config.n_routed_experts - len(banned)
        if left < config.num_experts_per_tok:
            raise EditError(
                f"layer {layer} would keep {left} of {config.n_routed_experts} experts, and every token needs "
                f"{config.num_experts_per_tok}; ban fewer, or use mode='contribution'."
            )
    return layers


def _contradiction(a: Rule, b: Rule, layer: int) -> str | None:
    """What both decide on this layer for the same tokens and heads, where one of them decides it alone."""
    if not overlap(a.tokens, b.tokens):
        return None
    heads_a, heads_b = getattr(a, "heads", None), getattr(b, "heads", None)
    if heads_a is not None and heads_b is not None and not set(heads_a) & set(heads_b):
        return None
    claims_a, claims_b = a.claims(layer), b.claims(layer)
    for what in claims_a.keys() & claims_b.keys():
        if claims_a[what] or claims_b[what]:
            return what
    return None
