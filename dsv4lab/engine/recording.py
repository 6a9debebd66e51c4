"""Recording: what the recorders of a prompt and of decoding steps share: a trace, its wants, the thread that writes it.

How values become rows is told by each captured group (capture/groups/), for both bodies; how they travel is in transfer.py.
Tests: tests/engine/test_session.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from torch import Tensor

from dsv4lab.capture.groups.routing import Routing
from dsv4lab.capture.passes import ReadOut, ReadOutRows, TokenStats
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.point import STEPS, Point
from dsv4lab.capture.points import row
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.token_strings import learn_strings
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.engine.decoder import Wanted
from dsv4lab.engine.edits import Edits
from dsv4lab.engine.model import EngineModel
from dsv4lab.engine.stages import stream_beside
from dsv4lab.engine.transfer import WriterThread
from dsv4lab.errors import CaptureError


class NextToken(NamedTuple):
    """What the model expects at the position that comes next: the token's statistics [1] and all its logits [1, V]."""

    stats: TokenStats
    logits: Tensor

    def read_out_of(self, token_id: int, position: int) -> ReadOut:
        """This token has come, at this position."""
        before = np.array([position - 1])
        return ReadOut(ReadOutRows(), before, TokenStats(*(s[None] for s in self.stats)), self.logits[:, token_id])


class Recording:
    """Of one stretch of a text into `writer`. Inside `with`, a thread writes what has been handed over."""

    def __init__(
        self, engine: EngineModel, writer: TraceWriter, plan: Plan, prompt_tokens: int, edits: Edits | None = None
    ) -> None:
        self.edits = edits
        self.engine, self.writer, self.plan, self.prompt_tokens = engine, writer, plan, prompt_tokens
        # Derived groups are computed from a finished trace and need nothing of a pass.
        self.groups = [GROUPS[name] for name in writer.groups if not GROUPS[name].derived]
        self.thread = WriterThread()
        self.seconds = 0.0
        # For prompt and steps alike, one a stage: copies of a device follow one another, as the thread's work does.
        store = engine.weights.store
        self.sides: list[Any] = [
            stream_beside(
                stage.device, getattr(engine.weights.layers, "stream", None), *([] if store is None else store.streams)
            )
            for stage in engine.weights.stages
        ]
        self._bias: dict[int, Tensor | None] = {}
        self._host_bias: dict[int, Tensor] = {}

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        # Also after an error: what was handed over is whole and belongs to the trace.
        self.thread.close()

    def wanted(self) -> Wanted:
        """What the writer's groups need from every decoding step."""
        # Groups say themselves what they need, so a new one changes nothing here.
        points: set[str] = set()
        fields: dict[str, Any] = {}
        for group in self.groups:
            layers = self.layers(group.name)
            points |= set(group.names(STEPS, layers, self.engine.config))
            fields |= group.decoder(layers, self.plan)
        points |= self.changed_scores().keys()
        return Wanted(points=frozenset(points), ranks=self.writer.ranks, **fields)

    def recorded(self, recorder: str) -> dict[str, tuple[Point, int]]:
        """The points that this recorder needs, by name: the table's row and the layer."""
        config = self.engine.config
        return self.changed_scores() | {
            name: (point, layer)
            for group in self.groups
            for name, point, layer in group.recorded(recorder, self.layers(group.name), config)
        }

    def changed_scores(self) -> dict[str, tuple[Point, int]]:
        """Scores that edits change, like `recorded`: a trace tells who was nearly chosen by them, and not by the logits."""
        found: dict[str, tuple[Point, int]] = {}
        parts = [f"ffn.routing.{part}" for part in ("scores", "biased_scores")]
        for layer in self.layers(Routing.name) if self.edits is not None else ():
            names = [f"layers.{layer}.{part}" for part in parts if self.bias(layer) is not None or part == parts[0]]
            if self.edits is not None and any(name in self.edits.changes for name in names):
                found |= {name: (row(name), layer) for name in names}
        return found

    def layers(self, group: str) -> Sequence[int]:
        """The layers that the trace keeps of a group; none for a group without layers."""
        return self.writer.layers.get(group, ())

    def bias(self, layer: int) -> Tensor | None:
        """Of a layer's routing [E], on the device that records a prompt."""
        if layer not in self._bias:
            bias = self.engine.weights.small[layer].bias
            self._bias[layer] = None if bias is None else bias.to(self.engine.read_device)
        return self._bias[layer]

    def host_bias(self, layer: int) -> Tensor | None:
        """The same [E] on the host."""
        bias = self.engine.weights.small[layer].bias
        if bias is not None and layer not in self._host_bias:
            # Once a layer: it waits for the device.
            self._host_bias[layer] = bias.cpu()
        return self._host_bias.get(layer)

    def learn(self, start: int, tokens: int) -> None:
        """Spell what the rows of these tokens name, and of the token after them, for which there are proposals."""
        names = [group.name for group in self.groups]
        learn_strings(self.writer, self.engine.tokenizer, start, start + tokens + 1, names)


def none_may_miss(names: Sequence[str]) -> None:
    """CaptureError that names points which were asked for and not given: their arrays would stay empty without a word."""
    if names:
        others = f" and {len(names) - 3} others" if len(names) > 3 else ""
        raise CaptureError(
            f"the engine did not give {', '.join(names[:3])}{others}, which the plan keeps: a trace with a hole would lie. "
            "Leave that group out, or load with engine='reference'."
        )
