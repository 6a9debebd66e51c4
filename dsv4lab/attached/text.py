"""A text that an attached model writes: the reference's, over transformers' cache and head.

Tests: tests/attached/test_attach.py.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.generation.reference import CHUNK, ReferenceText
from dsv4lab.interventions.editing import Editing


class AttachedText(ReferenceText):
    """A text of an attached model. Going back reads the text again."""

    def __init__(
        self, model: Any, writer: TraceWriter, plan: Plan, prompt: list[int], *, rewindable: bool = False,
        editing: Editing | None = None,
    ) -> None:  # fmt: skip
        super().__init__(model, writer, plan, prompt, rewindable=False, editing=editing)
        self.attached = model  # an AttachedModel, which imports this module
        self.cache: Any = self.attached.new_cache(writer.capacity)

    def _forward(self, ids: list[int]) -> tuple[Tensor, Tensor]:
        with torch.inference_mode():
            logits, streams = self.attached.run(torch.tensor([ids], device=self.attached.device), self.cache)
            self.logits, self.streams = logits[:, -1:].clone(), streams[:, -1:].clone()
        return logits, streams

    @torch.inference_mode()
    def _read_again(self, length: int) -> tuple[Any, Tensor, Tensor, Editing]:
        cache, editing = self.attached.new_cache(length), self.editing.before(0)
        ids = torch.tensor([self.writer.arrays["tokens"]["id"][:length].tolist()], device=self.attached.device)
        last: list[tuple[Tensor, Tensor]] = []
        with editing.attached():
            for part in torch.split(ids, CHUNK, 1):
                with editing.of_pass(part, cache):
                    last = [self.attached.run(part, cache)]
        logits, streams = last[0]
        # Of the pass itself: rules may act on what lies between the last streams and the logits.
        return cache, streams[:, -1:].clone(), logits[:, -1:].clone(), editing
