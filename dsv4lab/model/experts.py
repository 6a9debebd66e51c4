"""The experts of one layer: a few chosen ones per token plus one shared by all tokens.

Section 2.1 of the report. The routed scaling factor is part of the routing weights and never touches the shared expert.
Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dsv4lab.config import Config
from dsv4lab.kernels.experts import chosen_experts, swiglu
from dsv4lab.model.expert_routing import ExpertRouting
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.model.hyper_connections import HyperConnection
from dsv4lab.model.parts import Numerics, QuantizedLinear, RMSNorm


class RoutedExperts(nn.Module):
    """Matrices of all routed experts, stacked: w1 (gate) and w3 (up) [E, I, D], w2 (down) [E, D, I]."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        experts, inner, width = config.n_routed_experts, config.moe_intermediate_size, config.hidden_size
        # One tensor for all experts: the chosen ones are slices, and a checkpoint's thousands of names become three.
        self.w1 = nn.Parameter(torch.empty(experts, inner, width))
        self.w3 = nn.Parameter(torch.empty(experts, inner, width))
        self.w2 = nn.Parameter(torch.empty(experts, width, inner))


class SharedExpert(nn.Module):
    """The expert every token visits, clamped like the others (the day-0 release forgot that)."""

    def __init__(self, config: Config, numerics: Numerics) -> None:
        super().__init__()
        self.limit = config.activation_limit
        self.w1 = QuantizedLinear(config.hidden_size, config.moe_intermediate_size, numerics)
        self.w3 = QuantizedLinear(config.hidden_size, config.moe_intermediate_size, numerics)
        self.w2 = QuantizedLinear(config.moe_intermediate_size, config.hidden_size, numerics)

    def forward(self, x: Tensor) -> Tensor:
        """[..., D] -> [..., D]."""
        return self.w2(swiglu(self.w1(x), self.w3(x), self.limit))


class MixtureOfExperts(nn.Module):
    """One expert site. Points: routed [B, T, K, D] (what each chosen expert adds), shared [B, T, D], out [B, T, D]."""

    def __init__(self, config: Config, routing_kind: str, numerics: Numerics) -> None:
        super().__init__()
        self.mixing, self.norm = HyperConnection(config), RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.routing = ExpertRouting(config, routing_kind)
        self.experts = RoutedExperts(config)
        self.shared_expert = SharedExpert(config, numerics)
        self.limit, self.numerics = config.activation_limit, numerics
        self.routed, self.shared, self.out = HookPoint(), HookPoint(), HookPoint()

    def forward(self, x: Tensor, ids: Tensor) -> Tensor:
        """x [B, T, D], collapsed and normed, and the token ids [B, T] -> [B, T, D]."""
        experts, weights = self.routing(x, ids)  # [B, T, K] each
        # Experts know no positions, so the tokens of all texts are sorted together.
        routed = chosen_experts(
            x.flatten(0, 1), experts.flatten(0, 1), weights.flatten(0, 1),
            self.experts.w1, self.experts.w3, self.experts.w2,
            limit=self.limit, round_input=self.numerics.activation,
        ).unflatten(0, x.shape[:2])  # fmt: skip
        # Summed in float32 and cast once: in bfloat16 the order of the K experts would show.
        total = self.routed(routed).float().sum(-2) + self.shared(self.shared_expert(x)).float()  # [B, T, D]
        return self.out(total.to(x.dtype))
