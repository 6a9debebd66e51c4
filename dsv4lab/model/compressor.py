"""Compressor: turns each block of m tokens into one entry, with learned gates per channel and slot.

CSA (m = 4, overlapping blocks), HCA (m = 128) and, smaller, inside the lightning indexer (equations 9-12, 20-23).
Surprising: `ape` is a bias of the gate per slot inside a block, not a position embedding; the entry is rotated at its
block's first position. Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dsv4lab.config import Config
from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.linear import linear_float32
from dsv4lab.kernels.rope import rotate
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.model.kv_cache import CompressorState, extend
from dsv4lab.model.parts import Linear, RMSNorm
from dsv4lab.model.rope import Rotary
from dsv4lab.model.seam import Seam


class Compressor(nn.Module):
    """Points: gate [B, n, sources] (mean over channels of the softmax weights), entries [B, n, C] (before rotation)."""

    def __init__(self, config: Config, width: int, rate: int, *, overlap: bool) -> None:
        super().__init__()
        columns = width * (2 if overlap else 1)
        self.rate, self.overlap = rate, overlap
        self.ape = nn.Parameter(torch.zeros(rate, columns))
        self.wkv = Linear(config.hidden_size, columns)
        self.wgate = Linear(config.hidden_size, columns)
        self.norm = RMSNorm(width, config.rms_norm_eps)
        self.gate, self.entries = HookPoint(), HookPoint()
        self.gates: Seam[Tensor] = Seam()  # what the softmax over an entry's sources is taken of

    def forward(self, x: Tensor, start: int, state: CompressorState, rotary: Rotary) -> Tensor | None:
        """x [B, T, D] at positions start...; returns the entries completed by these tokens [B, n, C], rotated, or None."""
        slot = torch.arange(start, start + x.shape[1], device=x.device) % self.rate
        # In float32 whatever the model's dtype: an entry is read for the rest of the text, its rounding with it.
        content, gate = linear_float32(x, self.wkv.weight), linear_float32(x, self.wgate.weight) + self.ape[slot]
        state.remember(content, gate)  # [B, T, co * C] each
        # Tokens of an earlier pass whose block was not full come first.
        content, gate = extend(state.content, content), extend(state.gate, gate)
        blocks = content.shape[1] // self.rate
        first = start // self.rate
        state.content, state.gate = content[:, blocks * self.rate :], gate[:, blocks * self.rate :]
        if blocks == 0:
            return None
        content = content[:, : blocks * self.rate].unflatten(1, (blocks, self.rate))  # [B, n, m, co * C]
        gate = gate[:, : blocks * self.rate].unflatten(1, (blocks, self.rate))
        pooled, weights = pool_blocks(content, gate, state.previous, overlap=self.overlap, change=self.gates)
        if self.overlap:
            # The next entry pools this block too, through the columns that were kept for it.
            state.previous = content[:, -1], gate[:, -1]
        if self.gate.wanted:  # the mean over C channels is made for listeners only
            self.gate.only_heard(weights.mean(-1), "compressor.gate", "a mean over channels; change compressor.entries")
        entries = self.entries(self.norm(pooled.to(x.dtype)))  # [B, n, C]
        # An entry stands where its own block begins, also when it pools the block before.
        positions = torch.arange(first, first + blocks, device=x.device) * self.rate
        return rotate(entries, rotary(positions, compressed=True))
