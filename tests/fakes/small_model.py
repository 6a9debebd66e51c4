"""A small random DeepSeek-V4 with every mechanism present, for tests that need a model and no oracle."""

from __future__ import annotations

import torch

from dsv4lab.config import Config, Yarn
from dsv4lab.generation.reference import Reference

CONFIG = Config(
    vocab_size=61, hidden_size=48, num_hidden_layers=6, num_attention_heads=4, head_dim=32, qk_rope_head_dim=8,
    q_lora_rank=24, o_groups=2, o_lora_rank=16, sliding_window=6,
    layer_kinds=("sliding", "csa", "hca", "csa", "hca", "csa"), hca_rate=8,
    yarn=Yarn(factor=4, original_max_position_embeddings=64), max_position_embeddings=400,
    index_n_heads=16, index_head_dim=16, index_topk=3, n_routed_experts=7, num_experts_per_tok=3,
    moe_intermediate_size=16, routing_kinds=("hash", "hash", "learned", "learned", "learned", "learned"),
    swiglu_limit=1.0, num_nextn_predict_layers=1,
)  # fmt: skip


def small_model(config: Config = CONFIG, seed: int = 3) -> Reference:
    """Everything is drawn: sinks, slot biases, tables and mixing bases are never left at zero."""
    generator = torch.Generator().manual_seed(seed)
    model = Reference(config).eval().requires_grad_(False)

    def draw(shape: torch.Size) -> torch.Tensor:
        return torch.randn(shape, generator=generator)

    for name, parameter in model.named_parameters():
        if name.endswith("norm.weight"):
            parameter.copy_(1 + 0.2 * draw(parameter.shape))
        elif name.endswith("scale"):
            parameter.copy_(0.5 + draw(parameter.shape).abs())
        elif parameter.ndim == 1 or name.endswith("ape"):
            parameter.copy_(draw(parameter.shape))
        else:
            parameter.copy_(draw(parameter.shape) * parameter.shape[-1] ** -0.5)
    for name, table in model.named_buffers():
        if name.endswith("tid2eid"):
            rows = [torch.randperm(config.n_routed_experts, generator=generator) for _ in range(config.vocab_size)]
            table.copy_(torch.stack(rows)[:, : config.num_experts_per_tok])
    return model


def some_ids(count: int, seed: int = 5, vocabulary: int = CONFIG.vocab_size) -> torch.Tensor:
    return torch.randint(0, vocabulary, (1, count), generator=torch.Generator().manual_seed(seed))
