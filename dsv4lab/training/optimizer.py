"""Muon for matrices, AdamW for the rest, and the rounding that makes training see the weights as they will be stored.

Masters stay in float32 here; the model only ever holds what is published to it. When `rounding` is on, published weights
have gone through the release's formats (FP4 experts, FP8 linears), so gradients are taken at the stored weights and
applied to the masters: a straight-through estimator without a single extra line in the forward.
Indexers can learn alone: every stack and group is of the indexers or of the rest, and each has a rate of its own.
A step is 1,400 small kernels, which take a GPU 5 ms and its host 14: `record` makes one graph of them.
Surprising: Muon replaces the size of a gradient by its direction alone, all singular values become about one.
Tests: tests/training/test_optimizer.py.
"""

from __future__ import annotations

import gc
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from dsv4lab.kernels.quantization import fake_quantize_fp4_rows, fake_quantize_fp8_tiles

_ADAM = re.compile(r"(embed|head|routing)\.weight$|mixing\.fn$|\.ape$")
_FP4 = re.compile(r"\.experts\.w[123]$")
_FP8 = re.compile(r"(attn\.(wq_a|wq_b|wkv|wo_a|wo_b)|indexer\.wq_b|shared_expert\.w[123]|[eh]_proj)\.weight$")
_DECAYED = re.compile(r"(embed|head|routing)\.weight$")
_INDEXER = ".indexer."


def stored_as(name: str) -> str:
    """ "fp4", "fp8" or "plain": the format in which the release stores a parameter of this name."""
    return "fp4" if _FP4.search(name) else "fp8" if _FP8.search(name) else "plain"


def round_as_stored(name: str, weight: Tensor) -> Tensor:
    """The weight as its stored form would return it, same shape (BF16 and F32 are left to the cast)."""
    kind = stored_as(name)
    if kind == "fp4":
        return fake_quantize_fp4_rows(weight)
    return fake_quantize_fp8_tiles(weight) if kind == "fp8" else weight


def orthogonalise(matrices: Tensor, steps: int = 5) -> Tensor:
    """Push all singular values towards one by Newton-Schulz iterations in bfloat16 (float32 on a CPU).

    matrices [n, R, C]; returns the same shape. Coefficients: K. Jordan's quintic, which stops near one, not at it.
    """
    x = matrices.to(torch.bfloat16 if matrices.is_cuda else torch.float32)
    tall = x.shape[-2] > x.shape[-1]
    x = x.transpose(-1, -2) if tall else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        gram = x @ x.transpose(-1, -2)
        x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
    return (x.transpose(-1, -2) if tall else x).to(matrices.dtype)


@dataclass
class _Stack:
    """All matrices of one shape and storage, updated together: a few large operations in place of many small ones."""

    names: list[str]
    parameters: list[nn.Parameter]
    master: Tensor  # [n, ..., R, C] float32
    momentum: Tensor

    @property
    def of_indexers(self) -> bool:
        return _INDEXER in self.names[0]


class Optimizer:
    """Owns the masters of a model; `step` updates and publishes them."""

    def __init__(
        self, model: nn.Module, *, muon_rate: float, adam_rate: float, muon_decay: float, adam_decay: float,
        momentum: float = 0.95,
    ) -> None:  # fmt: skip
        self.rounding = False
        self._rates, self._momentum, self._decay = (muon_rate, adam_rate), momentum, muon_decay
        self._recording = False
        self._graphs: dict[bool, torch.cuda.CUDAGraph | None] = {}  # with rounding and without; None: could not be one
        grouped: dict[tuple, list[tuple[str, nn.Parameter]]] = {}
        adam: list[tuple[str, nn.Parameter]] = []
        for name, parameter in model.named_parameters():
            if not parameter.requires_grad:
                continue
            if parameter.ndim < 2 or _ADAM.search(name):
                adam.append((name, parameter))
            else:
                kind = tuple(parameter.shape), stored_as(name), _INDEXER in name
                grouped.setdefault(kind, []).append((name, parameter))
        self._stacks = []
        for members in grouped.values():
            master = torch.stack([p.detach().float() for _, p in members])
            self._stacks.append(
                _Stack([n for n, _ in members], [p for _, p in members], master, torch.zeros_like(master))
            )
        self._adam_parameters = [p for _, p in adam]
        self._adam_masters = [nn.Parameter(p.detach().float().clone()) for p in self._adam_parameters]
        self._adam_names = [name for name, _ in adam]
        groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
        for name, master in zip(self._adam_names, self._adam_masters, strict=True):
            groups.setdefault((bool(_DECAYED.search(name)), _INDEXER in name), []).append(master)
        cuda, device = self._adam_masters[0].is_cuda, self._adam_masters[0].device
        # What the rates are times of, by `of_indexers`: on the device, where a graph reads it.
        self._scales = {of_indexers: torch.ones((), device=device) for of_indexers in (True, False)}
        self._adam = torch.optim.AdamW(
            [
                {
                    "params": masters, "weight_decay": adam_decay * decayed, "of_indexers": of_indexers,
                    "lr": torch.tensor(adam_rate, device=device),
                }
                for (decayed, of_indexers), masters in groups.items()
            ],
            betas=(0.9, 0.95), eps=1e-10, fused=cuda, capturable=cuda,
        )  # fmt: skip

    @torch.no_grad()
    def step(self, scale: float, trunk_scale: float | None = None) -> None:
        """One update from the gradients that lie on the model, then publish.

        The rates are times `scale`; those of everything but the indexers times `trunk_scale`, if given. At nothing the
        weights stay, and only the momenta go on.
        """
        self._scales[True].fill_(scale)
        self._scales[False].fill_(scale if trunk_scale is None else trunk_scale)
        if self._recording and self.rounding not in self._graphs:
            self._graphs[self.rounding] = self._captured()
        graph = self._graphs.get(self.rounding)
        if graph is None:
            self._update()
        else:
            graph.replay()

    def record(self) -> None:
        """From now on a step is one graph, which finds the gradients where they are now. A step has been taken before."""
        self._recording = True

    def forget(self) -> None:
        """Gradients may lie elsewhere from now on."""
        self._recording = False
        self._graphs.clear()

    def _captured(self) -> torch.cuda.CUDAGraph | None:
        """A step as a graph, or None where it cannot be one: that is said, and the step is the same launch by launch."""
        gc.collect()  # a graph that is freed while another is captured spoils it
        graph = torch.cuda.CUDAGraph()
        try:
            with torch.cuda.graph(graph):
                self._update()
        except RuntimeError as error:
            warnings.warn(
                f"the optimizer's step is no CUDA graph and runs launch by launch, slower: {error}", stacklevel=2
            )
            return None
        return graph

    def _update(self) -> None:
        for stack in self._stacks:
            gradient = torch.stack([_gradient(p) for p in stack.parameters]).float()
            stack.momentum.lerp_(gradient, 1 - self._momentum)
            rate = self._rates[0] * self._scales[stack.of_indexers]
            look = gradient.lerp(stack.momentum, self._momentum)  # Nesterov
            rows, columns = look.shape[-2:]
            update = orthogonalise(look.flatten(0, -3)).view_as(look)
            # The update's entries get the RMS of an AdamW step, 0.2, whatever the shape (Moonlight's scaling).
            stack.master.mul_(1 - rate * self._decay).sub_(update * (rate * 0.2 * max(rows, columns) ** 0.5))
        for group in self._adam.param_groups:
            torch.mul(self._scales[group["of_indexers"]], self._rates[1], out=group["lr"])
        for master, parameter in zip(self._adam_masters, self._adam_parameters, strict=True):
            master.grad = _gradient(parameter).float()
        self._adam.step()
        self.publish()

    @torch.no_grad()
    def publish(self) -> None:
        """Write the masters into the model, rounded as they will be stored if `rounding` is on."""
        for stack in self._stacks:
            rounded = round_as_stored(stack.names[0], stack.master) if self.rounding else stack.master
            torch._foreach_copy_([p.data for p in stack.parameters], list(rounded.unbind(0)))  # pyright: ignore[reportPrivateImportUsage]
        torch._foreach_copy_([p.data for p in self._adam_parameters], [m.data for m in self._adam_masters])  # pyright: ignore[reportPrivateImportUsage]

    def masters(self) -> list[Tensor]:
        """The float32 weights themselves, any shape, to be read, averaged or exchanged in place."""
        return [stack.master for stack in self._stacks] + [master.data for master in self._adam_masters]

    def state(self) -> dict[str, Tensor]:
        """Everything a later `restore` needs to go on exactly: the tensors themselves, any shape, by name."""
        state = {}
        for stack in self._stacks:
            state |= {f"{stack.names[0]}/master": stack.master, f"{stack.names[0]}/momentum": stack.momentum}
        for name, master in self._adam_slots():
            state |= {f"{name}/master": master.data}
            state |= {f"{name}/{what}": value for what, value in self._adam.state[master].items()}
        return state

    @torch.no_grad()
    def restore(self, state: dict[str, Tensor]) -> None:
        """Take over what `state` gave, shapes as for it; KeyError or RuntimeError for the state of another model."""
        for stack in self._stacks:
            stack.master.copy_(state[f"{stack.names[0]}/master"])
            stack.momentum.copy_(state[f"{stack.names[0]}/momentum"])
        for name, master in self._adam_slots():
            master.copy_(state[f"{name}/master"])
            if f"{name}/step" in state:  # not before the first step
                moments = {what: state[f"{name}/{what}"] for what in ("step", "exp_avg", "exp_avg_sq")}
                self._adam.state[master] = {what: value.clone().to(master.device) for what, value in moments.items()}

    def _adam_slots(self) -> Iterator[tuple[str, nn.Parameter]]:
        return zip(self._adam_names, self._adam_masters, strict=True)


def _gradient(parameter: nn.Parameter) -> Tensor:
    """The gradient of a parameter; zeros where nothing reached it (an expert nobody chose is still inside its stack)."""
    return torch.zeros_like(parameter) if parameter.grad is None else parameter.grad
