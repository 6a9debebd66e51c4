"""Choosing the next token from logits: greedy, temperature, nucleus. Tests: tests/test_session.py.

Surprising: the engine draws from the same nucleus with other random numbers (kernels/draw_token_triton.py), so a seed does
not mean the same text there.
"""

from __future__ import annotations

import torch
from torch import Tensor

from dsv4lab.errors import PromptError


def check(temperature: float, top_p: float) -> None:
    """Refuse settings that mean nothing."""
    if not 0 <= temperature < float("inf"):
        raise PromptError(f"temperature is {temperature}; use 0 (always the likeliest token) or a positive number.")
    if not 0 < top_p <= 1:
        raise PromptError(f"top_p is {top_p}; use a number above 0 and up to 1 (1 keeps every token).")


def sample(logits: Tensor, *, temperature: float, top_p: float, generator: torch.Generator) -> int:
    """One token id from logits [V]; temperature 0 takes the likeliest. Drawn on the CPU: the same on any device."""
    logits = logits.float().cpu()
    if temperature == 0:
        return int(logits.argmax())
    probabilities = (logits / temperature).softmax(-1)
    if top_p < 1:
        ordered, ids = probabilities.sort(descending=True, stable=True)
        # The token that crosses top_p still belongs to the nucleus.
        ordered[ordered.cumsum(-1) - ordered >= top_p] = 0
        return int(ids[torch.multinomial(ordered, 1, generator=generator)])
    return int(torch.multinomial(probabilities, 1, generator=generator))
