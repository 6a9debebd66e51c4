"""One forward and backward over rows, as one graph on a GPU, and the loss that it differentiates.

Loss: next token, plus the draft block's token after next, plus the indexers' KL, plus a tiny balance loss. Surprising: the
KL enters with weight one because it reaches the indexers alone, whose inputs are cut off.
Tests: tests/training/test_gradients.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.model.transformer import Transformer
from dsv4lab.training.attention_site import Picking
from dsv4lab.training.forward import Outputs, TrainingForward
from dsv4lab.training.plan import Moment, Stage
from dsv4lab.training.presets import Preset


class Gradients:
    """The pass of one stage; leaves the gradients on the model.

    On CUDA, `record` captures the whole pass as one graph: thousands of small launches then cost the CPU next to nothing.
    `release` gives its memory back before the next stage, which has other shapes.
    """

    def __init__(self, model: Transformer, preset: Preset, stage: Stage, device: torch.device) -> None:
        self.model, self.preset = model, preset
        self._forward = TrainingForward(model, dropout=preset.dropout, **_regions(device))
        self._head_loss = self._forward.wrap(next_token_loss)
        self._rows = torch.zeros(stage.rows, stage.length + 2, dtype=torch.int64, device=device)
        self._weights = torch.ones(stage.rows, stage.length + 2, device=device)
        self._picking = Picking(
            torch.zeros((), dtype=torch.bool, device=device), torch.zeros((), dtype=torch.bool, device=device),
            torch.zeros((), dtype=torch.int64, device=device), stage.most_picks, stage.gathered,
        )  # fmt: skip
        self._draft_weight = torch.zeros((), device=device)
        self._graph: torch.cuda.CUDAGraph | None = None
        self._results: tuple[dict[str, Tensor], list[Tensor]] = ({}, [])

    def __call__(self, rows: Tensor, weights: Tensor, now: Moment) -> tuple[dict[str, Tensor], list[Tensor]]:
        """rows and weights [B, T + 2] -> the parts of the loss and the loads, as `losses` and `Outputs` describe them."""
        self._rows.copy_(rows, non_blocking=True)
        self._weights.copy_(weights, non_blocking=True)
        self._picking.sparse.fill_(now.sparse)
        self._picking.unpicked.fill_(now.unpicked)
        self._picking.picks.fill_(now.picks)
        self._draft_weight.fill_(now.draft_weight)
        if self._graph is None:
            self.model.zero_grad(set_to_none=True)
            self._results = self._pass()
        else:
            self._graph.replay()
        return self._results

    @property
    def recorded(self) -> bool:
        """Whether a pass is one graph, which leaves the gradients in the same place every time."""
        return self._graph is not None

    def _pass(self) -> tuple[dict[str, Tensor], list[Tensor]]:
        # Texts are read many times and all their tokens weigh alike. Generated ones are new each time: nothing there is
        # learned by heart, and dropout only blurs what has to be copied.
        read_again = (self._weights == 1).all(-1) if self.preset.dropout else None
        outputs = self._forward(self._rows, self._picking, read_again)
        parts = losses(outputs, self._rows, self._weights, self.model, self._head_loss)
        balance = self.preset.balance_weight * parts["balance"]
        (parts["next"] + self._draft_weight * parts["draft"] + parts["index"] + balance).backward()
        return {name: part.detach() for name, part in parts.items()}, outputs.loads

    def record(self) -> str:
        """Capture the pass; call after it has run at least once (compiling cannot be captured). Says how it went."""
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(2):
                self.model.zero_grad(set_to_none=True)
                self._pass()
        torch.cuda.current_stream().wait_stream(stream)
        self.model.zero_grad(set_to_none=True)
        graph = torch.cuda.CUDAGraph()
        try:
            with torch.cuda.graph(graph):
                results = self._pass()
        except RuntimeError as error:
            self.model.zero_grad(set_to_none=True)
            return f"the step could not be captured as a CUDA graph and runs launch by launch, slower: {error}"
        self._graph, self._results = graph, results
        return "the step runs as one CUDA graph"

    def release(self) -> None:
        """Forget the graph and what it computed, gradients included, and give the memory back."""
        self._graph, self._results = None, ({}, [])
        self.model.zero_grad(set_to_none=True)
        if self._rows.is_cuda:
            torch.cuda.synchronize()
            torch.cuda.empty_cache()


def next_token_loss(hidden: Tensor, head: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    """Weighted mean of the negative log-likelihood in nats: hidden [B, T, D], head [V, D], targets and weights [B, T]."""
    each = F.cross_entropy((hidden @ head.T).flatten(0, 1).float(), targets.flatten(), reduction="none")
    weights = weights.flatten()
    return (each * weights).sum() / weights.sum().clamp_min(1e-9)  # a batch may ask for nothing


def losses(
    outputs: Outputs, rows: Tensor, weights: Tensor, model: Transformer, head_loss: Callable[..., Tensor]
) -> dict[str, Tensor]:
    """All parts of the loss of rows [B, T + 2], unweighted, in nats (balance has no unit).

    weights [B, T + 2] say how much each token counts as a target; only their proportions matter.
    """
    head = model.head.weight
    draft = outputs.index_loss.new_zeros(())
    if outputs.draft_hidden is not None:
        draft = head_loss(outputs.draft_hidden, head, rows[:, 2:].contiguous(), weights[:, 2:].contiguous())
    return {
        "next": head_loss(outputs.hidden, head, rows[:, 1:-1].contiguous(), weights[:, 1:-1].contiguous()),
        "draft": draft,
        "index": outputs.index_loss,
        "balance": outputs.balance_loss,
    }


def _regions(device: torch.device) -> dict[str, Any]:
    """A Sinkhorn with a backward pass of its own and, on CUDA, compiled regions."""
    if device.type != "cuda":
        from dsv4lab.training.sinkhorn_gradient import sinkhorn_with_gradient

        return {"sinkhorn": sinkhorn_with_gradient}
    from dsv4lab.training import sinkhorn_gradient_triton

    # One graph per kind of layer, routing and stage.
    torch._dynamo.config.recompile_limit = 256

    def wrap(function: Callable) -> Callable:
        return torch.compile(function, dynamic=False, fullgraph=True)

    return {"sinkhorn": sinkhorn_gradient_triton.sinkhorn, "wrap": wrap}
