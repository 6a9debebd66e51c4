"""Whether all processes chose the same: experts of every token and picks of every indexer, as one number a layer.

Surprising: different choices can leave the same logits in all processes, since the outputs of the experts are summed over
them: each then adds the experts of its own choice, and the sum is of no model. On processors that round alike it never
happens; on unequal ones a choice between two nearly equal scores can turn.   Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from dsv4lab.attached.attach import AttachedModel
from dsv4lab.capture import points
from dsv4lab.errors import RankError

_CHOICES = (".ffn.routing.experts", ".attn.indexer.picks")


class Choices:
    """Listens to what a model chooses, from when it is made until `remove()`."""

    def __init__(self, model: AttachedModel) -> None:
        self._sums: dict[str, Tensor] = {}
        names = (name for name in points.names(model.config) if name.endswith(_CHOICES))
        self._listening = [model.points[name].listen(self._adder(name)) for name in names]

    @property
    def sums(self) -> dict[str, int]:
        """{point: a number that two processes share when they chose the same}, in the order of the layers."""
        return {name: int(found) for name, found in self._sums.items()}

    def remove(self) -> None:
        """Listen no more."""
        for one in self._listening:
            one.remove()

    def _adder(self, name: str) -> Callable[[Tensor], None]:
        def add(value: Tensor) -> None:
            chosen = value.long().sort(-1).values.flatten()  # in which order is nobody's business
            place = torch.arange(1, len(chosen) + 1, device=chosen.device)
            found = ((chosen + 2) * place).sum()
            self._sums[name] = self._sums.get(name, torch.zeros_like(found)) * 31 + found

        return add


def require_agreement(every: list[dict[str, int]]) -> None:
    """Raises RankError unless the sums of all processes are equal; it names the first point where they are not."""
    for rank, theirs in enumerate(every):
        for name, found in every[0].items():
            if theirs.get(name) != found:
                raise RankError(
                    f"{name}: rank {rank} chose otherwise than rank 0, so the sum over their experts is of no model, and "
                    "nothing is written of this prompt. Run all processes on equal processors, or with --dtype float32."
                )
