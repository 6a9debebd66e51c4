"""Which texts a freshly loaded engine is run with, so that the kernels of most texts are found and compiled at once.

Kernels are specialised on what sizes have in common (one token or several, few or many), not on every size.
Tests: tests/engine/test_compile_ahead.py.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

import torch

from dsv4lab.engine.compile_ahead import CompileAhead, mark_of
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.layers import Layers
from dsv4lab.session import Session

# Tokens of a prompt, and temperatures: the commonest first, since its kernels are then compiled while others are looked for.
TEXTS: tuple[tuple[int, float], ...] = ((9, 0.8), (4, 0.0), (13, 0.8), (31, 0.8), (64, 0.0), (200, 0.8), (700, 0.8))


def begin(model: object) -> None:
    """Begin to compile what texts of an engine launch; it waits for the first of them before its first pass."""
    assert isinstance(model, Engine)
    device = torch.cuda.get_device_name(model.device)
    scattered = model.weights.store is not None  # experts are then looked for in a table
    mark = mark_of(
        model.digest, model.dtype, model.numerics.release, device, len(model.config.layer_kinds), TEXTS, scattered
    )
    model.ahead = CompileAhead(short_texts(model), device, mark).start()


def short_texts(model: Engine) -> list[Callable[[], None]]:
    """Each of TEXTS without capture and with it; on a twin, whose passes take no lock and no scratch of the model's own."""
    twin: Any = copy.copy(model)
    twin.ahead, twin.graphs, twin.listeners, twin.lock = None, False, [], threading.RLock()
    if model.weights.store is not None:
        twin.weights = replace(model.weights, store=model.weights.store.still())
    twin.layers = Layers(twin.weights)
    return [partial(_run, twin, *text, capture) for text in TEXTS for capture in (None, "standard")]


def _run(twin: Any, tokens: int, temperature: float, capture: str | None) -> None:
    # Room for as many tokens as a text has that says nothing of it, since kernels also depend on that.
    with closing(Session(twin).stream([0] * tokens, temperature=temperature, capture=capture)) as steps:
        for _ in zip(range(2), steps, strict=False):
            pass
