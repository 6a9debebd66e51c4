"""Engine: the body that runs on Triton kernels, as sessions use it: it makes texts, and its points can be listened to.

Tests: tests/engine/test_engine.py, tests/engine/test_one_face.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from torch import Tensor

from dsv4lab.capture.listening import Listening, Points
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.engine.forced import ReadByForce
from dsv4lab.engine.layer_stream import LayerStream
from dsv4lab.engine.model import EngineModel
from dsv4lab.engine.text import EngineText
from dsv4lab.errors import BodyError
from dsv4lab.interventions.checking import check_rules
from dsv4lab.interventions.rule import Rule

# Places that a rule cannot change here: why, and what works.
NOT_HERE = {
    "attn.keys": (
        "other keys than a step's window and entries lie in no place that its graph reads",
        "do.window, do.attend, do.compressed and do.picks, or lab.load(engine='reference')",
    ),
    "compressor.gate": ("it is a mean over channels, from which nothing is computed", "do.gates, or do.entry"),
}
LISTENED = "points are listened to: texts are written token by token without the captured graph, until that ends"


class Engine(EngineModel):
    """The engine as a body; it holds nothing of a text."""

    def check_edits(self, rules: Sequence[Rule]) -> list[str]:
        """Names of the places that these rules change.

        Raises EditError for rules that cannot be carried out on this model, BodyError for what only the reference can.
        """
        if rules and (len(self.weights.stages) > 1 or isinstance(self.weights.layers, LayerStream)):
            reason = "rules are kept beside layers that stay on one device"
            raise BodyError("engine", f"the edit {rules[0].label}", reason, "lab.load(..., placement='resident')")
        places: set[str] = set()
        for rule, layers in zip(rules, check_rules(rules, self.config), strict=True):
            for layer in layers:
                places |= set(rule.hooks(layer, self.config))
            for point, (reason, way) in NOT_HERE.items():
                if any(place.endswith(point) for place in places):
                    raise BodyError("engine", f"the edit {rule.label}", reason, way)
        return sorted(places)

    def new_text(
        self,
        writer: TraceWriter,
        plan: Plan,
        prompt: list[int],
        *,
        rewindable: bool = True,
        edits: Sequence[Rule] = (),
    ) -> EngineText:
        """A text that begins with these ids and is written into `writer`; going back reads tokens again, always."""
        self.check_edits(edits)
        # `rewindable` is the reference's choice; rows of a ring are written over, so there is none here.
        return EngineText(self, writer, plan, prompt, edits)

    def read_by_force(self, ids: list[int], first: int) -> ReadByForce:
        """A text whose tokens are given, for probes: what the model says of those from `first` on, with edits or without."""
        return ReadByForce(self, ids, first)

    def bytes_beside(self, tokens: int, *, rewindable: bool = True) -> int:
        """Bytes that a text keeps beside its cache, so that it can be gone back to: none."""
        return 0

    @property
    def points(self) -> Points:
        """All points by name: `model.points[name].listen(function)`.

        While one is listened to, texts are written without the captured graph, each token as a prompt's chunk of its own,
        which is slower and gives every point; `notes` says so.
        """
        return Points(self.config, self._listen)

    def _listen(self, name: str, function: Callable[[Tensor], object]) -> Listening:
        if not self.listeners:
            self.notes.append(LISTENED)
        # A list and not a dictionary: several may listen to one point, in the order they came.
        self.listeners.append((name, function))

        # The note goes with the last listener, so that `notes` tells how texts are written now.
        def remove() -> None:
            self.listeners.remove((name, function))
            if not self.listeners:
                self.notes.remove(LISTENED)

        return Listening(remove)
