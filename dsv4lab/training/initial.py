"""Where training starts: initial weights and the tables of the hash layers.

Surprising: with equal streams and equal coefficients hyper-connections would stay one residual stream for ever, so every
site begins by reading mostly one stream of its own; a hash table is random, but fills experts evenly by how often
tokens occur. Tests: tests/training/test_training.py.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from dsv4lab.config import HASH
from dsv4lab.model.expert_routing import ExpertRouting
from dsv4lab.model.hyper_connections import HyperConnection, HyperHead
from dsv4lab.model.transformer import Transformer

_EMBEDDING, _HEAD, _MIXING = 0.5, 0.02, 0.02  # standard deviations
_OWN, _OTHER = 1.0, -1.5  # pre logits: a site reads 0.73 of its own stream and 0.18 of the others
STAY = 4.0, 4.0  # comb logits of staying in the same stream at attention and experts: 0.95 after the row softmax


@torch.no_grad()
def initialise(
    model: Transformer, frequency: np.ndarray, seed: int = 0, *, stay: tuple[float, float] = STAY
) -> None:  # fmt: skip
    """Fill every weight of `model` in place.

    frequency  [V] how often each token occurs in the training text
    stay       comb logits of staying in the same stream, where attention and where experts are; training moves them little
    """
    random = torch.Generator().manual_seed(seed)

    def normal(parameter: Tensor, std: float) -> None:
        parameter.copy_(torch.randn(parameter.shape, generator=random) * std)

    sites = 2 * model.config.num_hidden_layers
    for name, parameter in model.named_parameters():
        last = name.removesuffix(".weight").rsplit(".", 1)[-1]
        if last in ("embed", "head"):
            normal(parameter, _EMBEDDING if last == "embed" else _HEAD)
        elif last == "fn":
            normal(parameter, _MIXING)
        elif parameter.ndim >= 2 and last != "ape":
            # What a site writes begins small, as in any deep residual network.
            gain = sites**-0.5 if last in ("wo_b", "w2") else 1.0
            normal(parameter, gain * parameter.shape[-1] ** -0.5)
    site = 0
    for module in model.modules():
        if isinstance(module, HyperConnection):
            _begin_mixing(module, site % model.config.hc_mult, stay[site % 2])
            site += 1
        elif isinstance(module, HyperHead):
            module.base.fill_(-math.log(module.base.numel() - 1) if module.base.numel() > 1 else 0.0)
            module.scale.fill_(0.1)
    for i, routing in enumerate(routings(model, HASH)):
        routing.tid2eid.copy_(balanced_table(frequency, routing.weight.shape[0], routing.slots, seed + i))


def routings(model: Transformer, kind: str) -> list[ExpertRouting]:
    """Every routing of a kind, in the order in which a token meets them: the trunk's, then the draft blocks'."""
    return [module for module in model.modules() if isinstance(module, ExpertRouting) and module.kind == kind]


def _begin_mixing(mixing: HyperConnection, own: int, stay: float) -> None:
    n = mixing.streams
    mixing.scale.fill_(0.1)
    mixing.base.zero_()
    mixing.base[:n] = _OTHER
    mixing.base[own] = _OWN
    mixing.base[2 * n :].view(n, n).fill_diagonal_(stay)


def balanced_table(frequency: np.ndarray, experts: int, slots: int, seed: int) -> Tensor:
    """[V, K] int64, K distinct experts per token; frequent tokens go, one by one, to the experts with the least load.

    Ties and near ties are broken at random, so that companions differ from token to token.
    """
    random = np.random.default_rng(seed)
    share = (frequency + 1e-3 * frequency.mean() + 1e-12) / frequency.sum().clip(1)
    table = np.empty((len(share), slots), np.int64)
    load = np.zeros(experts)
    for token in np.argsort(-share, kind="stable"):
        noisy = load + random.random(experts) * share[token] * slots
        chosen = np.argpartition(noisy, slots - 1)[:slots]
        table[token] = random.permutation(chosen)
        load[chosen] += share[token]
    return torch.from_numpy(table)
