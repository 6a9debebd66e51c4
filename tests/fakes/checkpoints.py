"""Small random checkpoints for the tests: a configuration with every kind of layer, and weights nobody can ignore."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import torch

from dsv4lab.checkpoint.inventory import I64, weights
from dsv4lab.config import Config

torch.set_num_threads(1)  # these tensors are tiny; threads only wait for each other


def tiny_config(**changes) -> Config:
    """Every layer kind, both routings, a draft block; all matrix sizes multiples of 128, as in the release."""
    values = dict(
        vocab_size=160, hidden_size=128, num_hidden_layers=5, num_attention_heads=4, head_dim=128, qk_rope_head_dim=32,
        q_lora_rank=128, o_groups=2, o_lora_rank=128, index_n_heads=16, index_head_dim=128, index_topk=3,
        n_routed_experts=4, num_experts_per_tok=2, moe_intermediate_size=128, sliding_window=8,
        layer_kinds=("sliding", "sliding", "csa", "hca", "csa"), max_position_embeddings=2048,
    )  # fmt: skip
    return Config(**(values | changes))


def random_state(config: Config, seed: int = 0, dtype: torch.dtype = torch.float32) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    out = {}
    for name, weight in weights(config).items():
        draw = torch.randn(weight.shape, generator=generator)
        if weight.format == I64:
            rows = [torch.randperm(config.n_routed_experts, generator=generator) for _ in range(config.vocab_size)]
            out[name] = torch.stack(rows)[:, : config.num_experts_per_tok].clone()
        elif name.endswith("norm.weight"):
            out[name] = (1 + 0.2 * draw).to(dtype)
        elif name.endswith("mixing.scale"):
            out[name] = 0.5 + draw.abs()
        elif draw.ndim == 1 or name.endswith("ape"):
            out[name] = draw
        else:
            draw = draw * weight.shape[-1] ** -0.5
            out[name] = draw if name.endswith("mixing.fn") else draw.to(dtype)
    return out


def write_header(file: Path, table: dict | bytes, data: bytes = b"") -> None:
    """A safetensors file with any header, honest or not."""
    raw = table if isinstance(table, bytes) else json.dumps(table).encode()
    file.write_bytes(struct.pack("<Q", len(raw)) + raw + data)


def edit_json(file: Path, **changes) -> None:
    values = json.loads(file.read_text())
    file.write_text(json.dumps({key: value for key, value in (values | changes).items() if value is not None}))


def assert_same_state(found: dict[str, torch.Tensor], expected: dict[str, torch.Tensor]) -> None:
    assert found.keys() == expected.keys()
    for name, tensor in expected.items():
        assert found[name].dtype == tensor.dtype, f"{name}: {found[name].dtype}, expected {tensor.dtype}"
        assert torch.equal(found[name], tensor), f"{name}: differs by {(found[name] - tensor).abs().max()}"
