"""Rules for hyper-connections: the mixing of streams, and the strength with which a sub-layer reads and writes them.

comb is [from, to]: the sum over its first index is what a stream becomes. Both sub-layers (sites) of a layer have one.
A mean is taken over the tokens of the text so far, the token's own included: nothing of the future enters, and a text cut
into other passes gives the same. Tests: tests/interventions/test_mixing.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.context import At
from dsv4lab.interventions.indexer import scattered
from dsv4lab.interventions.rule import Hook, Rule
from dsv4lab.kernels.sinkhorn import sinkhorn

SITES, BOTH = ("attn", "ffn"), "both"
IDENTITY, UNIFORM, MEAN, SHUFFLE, STEPS = "identity", "uniform", "mean", "shuffle", "steps"
PRE, POST = "pre", "post"
SETTLED = 2.0**-20  # shares of a stream: eight roundings of float32


def running_mean(at: At, name: str, value: Tensor) -> Tensor:
    """The mean of value [B, T, ...] over the tokens so far, in its shape."""
    return at.mean_so_far(name, value)


@dataclass(frozen=True, kw_only=True)
class _OfSite(Rule):
    """A rule with `site`: "attn", "ffn" or "both"."""

    site: str = BOTH

    def normalise(self) -> None:
        if self.site not in (*SITES, BOTH):
            raise EditError(f"{self.kind}: site={shown(self.site)} is unknown; use 'attn', 'ffn' or 'both'.")

    @property
    def sites(self) -> list[str]:
        """The sites that are meant."""
        return [site for site in SITES if self.site in (site, BOTH)]


@dataclass(frozen=True, kw_only=True)
class Comb(_OfSite):
    """The mixing of the streams.

    how    identity, uniform (1/N everywhere), mean, shuffle (a permutation of the destinations per token), steps
    steps  passes of Sinkhorn's normalisation; 0 leaves the row softmax alone
    """

    kind: ClassVar[str] = "comb"
    how: str = IDENTITY
    steps: int = 0
    seed: int = 0

    def normalise(self) -> None:
        super().normalise()
        if self.how not in (IDENTITY, UNIFORM, MEAN, SHUFFLE, STEPS):
            raise EditError(f"comb: how={shown(self.how)} is unknown; use identity, uniform, mean, shuffle or steps.")
        if type(self.steps) is not int or not 0 <= self.steps <= 1000:
            raise EditError(f"comb: steps={shown(self.steps)}; give 0 to 1000 passes.")

    def claims(self, layer: int) -> dict[str, bool]:
        return {f"comb of {site}": True for site in self.sites}

    def hears(self, layer: int, config: Config) -> Iterable[str]:
        return [f"layers.{layer}.{site}.mixing.comb_logits" for site in self.sites] if self.how == STEPS else []

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def hook(site: str) -> Hook:
            return lambda at, comb: self._mixed(at, comb, site)

        return {f"layers.{layer}.{site}.mixing.comb": hook(site) for site in self.sites}

    def _mixed(self, at: At, comb: Tensor, site: str) -> Tensor:
        n = comb.shape[-1]
        if self.how == IDENTITY:
            return torch.eye(n, dtype=comb.dtype, device=comb.device).expand_as(comb).clone()
        if self.how == UNIFORM:
            return torch.full_like(comb, 1 / n)
        if self.how == MEAN:
            return running_mean(at, site, comb)
        if self.how == STEPS:
            logits, config = at.heard(f"{site}.mixing.comb_logits"), at.config
            fewer, usual = (
                sinkhorn(logits, steps=steps, eps=config.hc_eps) for steps in (self.steps, config.hc_sinkhorn_iters)
            )
            # Where the passes had settled nothing is changed: last bits, of which a kernel leaves others, are no change.
            acted = ((fewer - usual).abs() > SETTLED).any(-1).any(-1)
            return torch.where(acted[..., None, None], fewer, comb)
        stream = torch.arange(n, device=comb.device)
        draw = scattered(at.positions[:, None], stream, 2 * at.layer + SITES.index(site), self.seed)
        order = draw.argsort(dim=-1, stable=True)  # [T, N]
        return comb.gather(-1, order[None, :, None].expand_as(comb))


@dataclass(frozen=True, kw_only=True)
class Coefficient(_OfSite):
    """pre or post of every stream becomes its mean over the tokens so far."""

    kind: ClassVar[str] = "coefficient"
    which: str = PRE

    def normalise(self) -> None:
        super().normalise()
        if self.which not in (PRE, POST):
            raise EditError(f"coefficient: which={shown(self.which)} is unknown; use 'pre' or 'post'.")

    def claims(self, layer: int) -> dict[str, bool]:
        return {f"{self.which} of {site}": True for site in self.sites}

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def hook(site: str) -> Hook:
            return lambda at, value: running_mean(at, site, value)

        return {f"layers.{layer}.{site}.mixing.{self.which}": hook(site) for site in self.sites}
