"""A model of three layers, one of each kind of attention, and texts for it: small enough for Triton's interpreter."""

from __future__ import annotations

import torch
from kernel_device import DEVICE
from small_model import CONFIG, some_ids

THREE = CONFIG.replace(
    hidden_size=32, moe_intermediate_size=32, num_hidden_layers=3, layer_kinds=("sliding", "csa", "hca"),
    routing_kinds=("hash", "learned", "learned"), hca_rate=4, csa_rate=2, num_attention_heads=2, o_groups=2,
    index_n_heads=4, n_routed_experts=5, num_experts_per_tok=2, num_nextn_predict_layers=0, hc_sinkhorn_iters=3,
)  # fmt: skip


def two_texts(count: int) -> torch.Tensor:
    return torch.cat((some_ids(count), some_ids(count, seed=6))).to(DEVICE)
