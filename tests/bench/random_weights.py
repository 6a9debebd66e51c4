"""Weights of any configuration drawn on the device, stored as the release stores them: for benches, not for sense.

Values are scaled so that every sub-layer passes signals of order one on. Used by tests/bench/engine.py.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dsv4lab.checkpoint.inventory import FP4, FP8, I64, weights
from dsv4lab.config import CSA, FLASH, HCA, SLIDING, Config
from dsv4lab.engine.build_weights import build
from dsv4lab.engine.weights import Weights
from dsv4lab.kernels.linear import StoredMatrix

# The two models of the table: small enough for everyone, and as wide as V4-Flash but four layers deep.
SMALL = Config(
    vocab_size=4096, hidden_size=384, num_hidden_layers=12, num_attention_heads=8, head_dim=128, qk_rope_head_dim=32,
    q_lora_rank=256, o_groups=2, o_lora_rank=128, sliding_window=64, csa_rate=4, hca_rate=32,
    layer_kinds=(SLIDING, SLIDING, *(CSA, HCA) * 5), routing_kinds=("hash",) * 3 + ("learned",) * 9,
    max_position_embeddings=1 << 20, index_n_heads=16, index_head_dim=64, index_topk=64, n_routed_experts=32,
    num_experts_per_tok=4, moe_intermediate_size=128, num_nextn_predict_layers=0,
)  # fmt: skip
FLASH4 = FLASH.replace(
    num_hidden_layers=4, layer_kinds=(SLIDING, CSA, HCA, CSA), routing_kinds=("hash", "learned", "learned", "learned"),
    num_nextn_predict_layers=0,
)  # fmt: skip
CONFIGS = {"small": SMALL, "flash4": FLASH4}


def random_weights(
    config: Config, dtype: torch.dtype, device: str, *, quantised: bool = True, seed: int = 0
) -> Weights:
    """The trunk of `config`; with `quantised` False every matrix is in `dtype`."""
    return build(config, dtype, reader(config, dtype, device, quantised=quantised, seed=seed))


def reader(config: Config, dtype: torch.dtype, device: str, *, quantised: bool, seed: int):
    generator = torch.Generator(device=device).manual_seed(seed)
    table = weights(config)

    def normal(*shape: int, scale: float = 1.0) -> Tensor:
        out = torch.empty(shape, dtype=torch.bfloat16, device=device)
        return out.normal_(0.0, scale, generator=generator)

    def exponents(shape: tuple[int, ...], middle: float) -> Tensor:
        spread = torch.randint(-1, 2, shape, generator=generator, device=device)
        return (127 + round(math.log2(middle)) + spread).to(torch.uint8)

    def stacked(shape: tuple[int, ...]) -> tuple[int, ...]:
        return shape if len(shape) == 3 else (1, *shape)

    def read(name: str) -> Tensor | StoredMatrix:
        shape, kind = table[name].shape, table[name].format
        last = name.removesuffix(".weight").rsplit(".", 1)[-1]
        if kind == I64:
            rows = torch.rand(config.vocab_size, config.n_routed_experts, generator=generator, device=device)
            return rows.topk(config.num_experts_per_tok, -1).indices
        if last in ("norm", "q_norm", "kv_norm"):
            return (1 + 0.1 * normal(*shape)).to(dtype)
        if last in ("base", "scale", "bias", "sink", "ape", "fn"):
            size = {"scale": 0.2, "bias": 0.05, "fn": 0.02}.get(last, 0.5)
            return normal(*shape).float() * size + (1.0 if last == "scale" else 0.0)
        gain = 0.3 if last in ("wo_b", "w2") else 1.0
        fan = 1.0 if last == "embed" else shape[-1] ** -0.5
        if quantised and kind == FP8:
            codes = torch.cat(
                [normal(*part.shape).to(torch.float8_e4m3fn) for part in torch.empty(shape, device="meta").split(4096)]
            )
            tiles = (-(-shape[-2] // 128), -(-shape[-1] // 128))
            return StoredMatrix(codes.view(stacked(shape)), exponents((1, *tiles), gain * fan))
        if quantised and kind == FP4:
            codes = torch.randint(
                0, 256, (*shape[:-1], shape[-1] // 2), generator=generator, device=device, dtype=torch.uint8
            )
            return StoredMatrix(codes, exponents((*shape[:-1], shape[-1] // 32), gain * fan / 3))
        return normal(*shape, scale=gain * fan).to(dtype)

    return read
