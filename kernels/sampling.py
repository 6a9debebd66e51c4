"""Choosing the next token from logits: greedy, or a temperature, a nucleus and one random number.

The number is a function of seed and position (Philox), not of how many were drawn before: a run that was stopped and
continued draws what an unbroken one would have drawn, and a seed means the same text in plain PyTorch and on the engine.
Tests: tests/kernels/test_sampling_triton.py, tests/generation/test_sampling.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

COLDEST = 1e-6  # temperatures below it divide logits out of float32's range; they mean the likeliest token


def sample_token(logits: Tensor, *, temperature: float, top_p: float, seed: int, position: int) -> int:
    """One id from logits [V]; temperature 0 takes the likeliest, the lower id among equals.

    The tokens in falling order of logit, until their mass passes `top_p` of all: the token that crosses it still belongs.
    The drawn share of that mass is reached at one of them.
    """
    logits = logits.float().cpu()
    if temperature < COLDEST:
        return int(logits.argmax())
    ordered, ids = logits.sort(descending=True, stable=True)  # stable: among equals the lower id first
    mass = ((ordered - ordered[0]) / temperature).exp()
    below = mass.cumsum(-1)
    kept = torch.where(below - mass < top_p * mass.sum(), mass, 0).sum()
    # `<=`: a share that falls on a boundary belongs to the token behind it, so that one of mass zero is never taken.
    place = int((below <= uniform(seed, position) * kept).sum())
    return int(ids[min(place, len(ids) - 1)])


def uniform(seed: int, offset: int) -> float:
    """The number in [0, 1) that Triton's `tl.rand(seed, offset)` gives: Philox 4x32 with ten rounds.

    Source: Salmon et al., Parallel random numbers: as easy as 1, 2, 3 (2011).
    """
    low = 0xFFFFFFFF
    key = [seed & low, seed >> 32 & low]
    counter = [offset & low, offset >> 32 & low, 0, 0]
    for _ in range(10):
        first, second = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
        counter = [
            (second >> 32) ^ counter[1] ^ key[0], second & low,
            (first >> 32) ^ counter[3] ^ key[1], first & low,
        ]  # fmt: skip
        key = [(key[0] + 0x9E3779B9) & low, (key[1] + 0xBB67AE85) & low]
    drawn = counter[0] if counter[0] < 1 << 31 else low - counter[0]
    return drawn * 4.6566127342e-10
