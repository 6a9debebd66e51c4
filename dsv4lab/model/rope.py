"""How fast each pair of channels turns with the position: the frequencies of both families of layers, YaRN's slowing.

Section 2.3 of the report; the turn itself is kernels/rope.py. Sliding layers turn with theta 10,000; every vector of a
compressed layer (queries, window keys, entries, indexer) with theta 160,000 and YaRN. Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from dsv4lab.config import Config, Yarn
from dsv4lab.kernels.rope import Angles, angles_of


def frequencies(width: int, theta: float, yarn: Yarn | None = None) -> Tensor:
    """Radians per position of every pair, [width / 2] float32; YaRN slows the low ones, without any mscale."""
    with torch.device("cpu"):  # a model is first built of meta tensors, and arithmetic on them imports torch's compiler
        return _frequencies(width, theta, yarn)


def _frequencies(width: int, theta: float, yarn: Yarn | None) -> Tensor:
    powers = torch.arange(0, width, 2, dtype=torch.float32) / width
    base = 1.0 / theta**powers
    if yarn is None:
        return base

    # Pairs that turn often within the trained context keep their speed: they tell neighbours apart. Pairs that never finish
    # a turn are slowed by the factor, so that a longer text shows them no angle they were not trained on. A ramp between.
    def pair_of(rotations: float) -> float:
        """Index of the pair that turns so often within the original context."""
        return (
            width * math.log(yarn.original_max_position_embeddings / (rotations * 2 * math.pi)) / (2 * math.log(theta))
        )

    low = max(math.floor(pair_of(yarn.beta_fast)), 0)
    high = min(math.ceil(pair_of(yarn.beta_slow)), width - 1)
    ramp = (torch.arange(width // 2, dtype=torch.float32) - low) / (high - low or 0.001)
    ramp = ramp.clamp(0, 1)  # 0: as it was, 1: slowed
    return base / yarn.factor * ramp + base * (1 - ramp)


class Rotary(nn.Module):
    """Turns positions into angles for both families of layers."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        width = config.qk_rope_head_dim
        self.sliding: Tensor
        self.compressed: Tensor
        # Made of the config, not saved: and float32 whatever the model's dtype, since the error grows with the position.
        sliding = frequencies(width, config.rope_theta)
        compressed = frequencies(width, config.compress_rope_theta, config.yarn)
        for name, table in (("sliding", sliding), ("compressed", compressed)):
            self.register_buffer(name, table.to(torch.get_default_device()), persistent=False)

    def forward(self, positions: Tensor, *, compressed: bool) -> Angles:
        """positions [T] int64 -> cos and sin, each [T, R]."""
        return angles_of(positions, self.compressed if compressed else self.sliding)
