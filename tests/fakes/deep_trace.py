"""A run of a random model as deep as V4-Flash, or deeper, and narrow: for pictures of many layers and for their speed."""

from __future__ import annotations

from small_model import CONFIG, small_model, some_ids

from dsv4lab.capture.trace import Trace
from dsv4lab.config import Config
from dsv4lab.session import Session


def deep_config(layers: int = 43, experts: int = 256) -> Config:
    """The small model's widths with as many layers and experts as asked for; kinds in the release's order."""
    kinds = ("sliding", "sliding", *("csa", "hca") * layers)[:layers]
    return CONFIG.replace(
        num_hidden_layers=layers,
        layer_kinds=kinds,
        routing_kinds=("hash",) * 3 + ("learned",) * (layers - 3),
        n_routed_experts=experts,
        num_experts_per_tok=6,
        sliding_window=32,
        max_position_embeddings=2048,
    )


def deep_trace(layers: int = 43, experts: int = 256, tokens: int = 60, new: int = 8) -> Trace:
    """Everything captured of a prompt of random ids and some tokens after it."""
    model = small_model(deep_config(layers, experts))
    return Session(model).generate(some_ids(tokens - new)[0].tolist(), max_new_tokens=new, seed=3)
