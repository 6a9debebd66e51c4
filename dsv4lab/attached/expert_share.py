"""The experts that this process has of an attached model: all of them, or its share when transformers spread them.

transformers' expert-parallel plan cuts the stacked matrices of a layer along the experts and leaves everything else whole
in every process. What is said of all experts is therefore a sum over the processes in which each number comes from exactly
one of them and is zero in the others, so nothing is counted twice and nothing is rounded again. Surprising: such a sum
waits for every process, so all of them must ask for it. Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


def of_each(experts: Any, x: Tensor, chosen: Tensor, weights: Tensor) -> Tensor:
    """What each chosen expert adds [T, K, D]: transformers keeps only their sum, so its matrices are run once more.

    x [T, D], chosen [T, K] numbers of all experts, weights [T, K]. With spread experts every process must call it.
    """
    gate_up, down = _here(experts.gate_up_proj), _here(experts.down_proj)
    first = _first_row(experts.gate_up_proj)
    out = torch.zeros(*chosen.shape, x.shape[-1], dtype=x.dtype, device=x.device)
    for expert in chosen.unique().tolist():
        own = expert - first
        if not 0 <= own < len(gate_up):
            continue
        tokens, slots = torch.where(chosen == expert)
        inner = experts._apply_gate(torch.nn.functional.linear(x[tokens], gate_up[own]))
        added = torch.nn.functional.linear(inner, down[own]) * weights[tokens, slots, None]
        out[tokens, slots] = added.to(out.dtype)
    return _summed(out, experts.gate_up_proj)


def sample(tensor: Tensor, count: int) -> Tensor:
    """Some `count` numbers of a weight of any shape [n] float32 on the CPU, the same ones however its experts are spread."""
    step = max(1, tensor.numel() // count)
    flat = _here(tensor.detach()).flatten()
    if not _is_spread(tensor):
        return flat[::step].cpu().float()
    first = _first_row(tensor) * (tensor.numel() // tensor.shape[0])  # of this process's numbers among all
    wanted = torch.arange(0, tensor.numel(), step, device=flat.device)
    mine = (wanted >= first) & (wanted < first + flat.numel())
    bits = torch.zeros(len(wanted), dtype=torch.int32, device=flat.device)  # a sum of floats would make +0 of FP4's -0
    bits[mine] = flat[wanted[mine] - first].float().view(torch.int32)
    return _summed(bits, tensor).view(torch.float32).cpu()


def _is_spread(tensor: Any) -> bool:
    return hasattr(tensor, "device_mesh")  # a DTensor: torch.distributed need not be there to ask


def _here(tensor: Any) -> Tensor:
    return tensor.to_local() if _is_spread(tensor) else tensor


def _first_row(tensor: Any) -> int:
    """Number of the first row that is here; transformers gives every process equally many."""
    return tensor.device_mesh.get_local_rank() * len(tensor.to_local()) if _is_spread(tensor) else 0


def _summed(part: Tensor, like: Any) -> Tensor:
    """The sum of `part` over the processes among which `like` is spread."""
    if _is_spread(like):
        import torch.distributed

        torch.distributed.all_reduce(part, group=like.device_mesh.get_group())
    return part
