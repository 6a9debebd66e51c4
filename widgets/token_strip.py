"""Token strip: the text itself, coloured by any number per token; the master axis of all views.

Hovering a compressed entry elsewhere lights up its source tokens here, with their gate weights. Of a very long run the
page holds a window around the chosen token, and means over bins of the whole.
Picture: src/token_strip.js.   Numbers: dsv4lab/analysis/token_values.py.   Tests: tests/widgets/test_views.py.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import numpy as np
from traitlets import Bytes, Float, Int, List, Unicode

from dsv4lab.analysis.expert_routing import tokens_of_expert
from dsv4lab.analysis.sparse_attention import entry_sources, has_entry
from dsv4lab.analysis.token_values import available_measures, bin_means, measure_words, token_values, values_between
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.about import TOKENS
from dsv4lab.widgets.codes import GENERATED, SPECIAL, SPLIT
from dsv4lab.widgets.growing import GrowingBytes
from dsv4lab.widgets.view import Host, Part, View, pack, pack_shares, pack_text

WHOLE = 8192  # tokens up to which the page holds the whole text
BINS = 1024  # of the map of a longer one


class TokenStrip(View):
    """The tokens as running text."""

    name, slot = "strip", "text"
    says = TOKENS
    linked: ClassVar = {"colour": "measure"}
    compares = True
    group = "tokens"
    purpose = "The text will stand here, each token coloured by how much it surprised the model."

    utf8 = GrowingBytes().tag(sync=True, grows=True)
    lengths = GrowingBytes().tag(sync=True, grows=True)
    flags = GrowingBytes(help="one byte per token: 1 generated, 2 special, 4 shown as bytes").tag(sync=True, grows=True)
    values = GrowingBytes(help="float32 per token").tag(sync=True, grows=True)
    first = Int(0, help="position of the first token the page holds").tag(sync=True)
    total = Int(0, help="tokens of the run").tag(sync=True)
    layers = Int(0, help="layers of the model").tag(sync=True)
    bins = Bytes(help="float32 means over the whole run, when the page holds only a part").tag(sync=True)
    reach = Bytes(help="shares (two bytes each) that the chosen token's heads gave each token").tag(sync=True)
    reach_high = Float(1.0).tag(sync=True)
    reach_note = Unicode("", help="why some of it is not known").tag(sync=True)
    taken = Bytes(help="int32 positions that the chosen expert of the chosen layer took").tag(sync=True)
    low = Float(0.0).tag(sync=True)
    high = Float(1.0).tag(sync=True)
    measure = Unicode("surprise").tag(sync=True)
    measures = List(help="[name, title, unit, what a high value means]").tag(sync=True)
    search = Unicode("", help="text to find when the page holds only a part").tag(sync=True)
    found = Bytes(help="int32 first tokens of its occurrences").tag(sync=True)
    lit = Bytes(help="int32 positions behind the chosen entry").tag(sync=True)
    lit_gate = Bytes(help="float32, their gates").tag(sync=True)
    lit_title = Unicode("").tag(sync=True)

    parts = (
        Part("_text", ("own.window",), ("utf8", "lengths", "flags", "first", "total", "layers", "measures")),
        Part("_colour", ("own.measure", "own.window"), ("values", "bins", "low", "high", "measure")),
        Part("_reach", ("own.measure", "layer", "token", "head"), ("reach", "reach_high", "reach_note"),
             frozen={"own.measure": "reach", "head": -1}),
        Part("_light", ("layer", "shown_entry"), ("lit", "lit_gate", "lit_title")),
        Part("_taken", ("layer", "expert"), ("taken",)),
        Part("_search", ("own.search",), ("found",)),
    )  # fmt: skip

    def __init__(self, *given: Any, **options: Any) -> None:
        self._scale = Scale()
        super().__init__(*given, **options)

    @property
    def window(self) -> int:
        """First token the page holds: 0 while it holds all."""
        count = len(self.trace) if self.trace is not None else 0
        half = WHOLE // 2
        return 0 if count <= WHOLE else int(np.clip((self.token // half) * half - half // 2, 0, count - WHOLE))

    def choices(self, name: str) -> list[Any]:
        if name == "measure" and self.trace is not None:
            return available_measures(self.trace, self.other)
        return super().choices(name)

    def join(self, explorer: Host) -> None:
        """Ctrl+Enter in the explorer's prompt is heard here, since the page has no other program of ours there."""
        self.on_msg(lambda _, content, __: _pressed(explorer, content))

    def compare(self, other: Trace | None, names: tuple[str, str] = ("this run", "the other run")) -> None:
        """Offer the difference from another run as a colour; None takes it back."""
        self.other = other
        if other is None and self.measure == "difference":
            self.measure = "surprise"
        self.refresh()

    def _slice(self, trace: Trace) -> slice:
        return slice(self.window, min(len(trace), self.window + WHOLE))

    def _text(self, trace: Trace) -> None:
        here = self._slice(trace)
        held = 0 if trace.finished else self.held_rows("text", (trace, here.start, self.other), here.stop)
        if not held:
            names = available_measures(trace, self.other)
            self.measures = [[name, *(measure_words(trace, name)[i] for i in (0, 1, 3))] for name in names]
        new = slice(max(held, here.start), here.stop)
        pieces = trace.pieces_between(new.start, new.stop)
        flags = (trace.values("tokens", "phase")[new] == 1) * GENERATED
        flags = flags | (trace.values("tokens", "special")[new] * SPECIAL)
        flags = flags | np.array([(piece.startswith("⟨") and piece.endswith("⟩")) * SPLIT for piece in pieces], int)
        for name, more in (pack_text(pieces) | {"flags": pack(flags, "u1")}).items():
            self._put(name, held, more)
        self.first, self.total, self.layers = here.start, len(trace), trace.config.num_hidden_layers

    def _put(self, name: str, held: int, more: bytes) -> None:
        if held:
            self.add(name, more)
        else:
            setattr(self, name, more)

    def _colour(self, trace: Trace) -> None:
        if self.measure not in available_measures(trace, self.other):
            self.measure = "surprise"
        if self.measure == "reach":  # its colours depend on the selection and are a part of their own
            return
        here, of = self._slice(trace), (trace, self.measure, self.other)
        held = 0 if trace.finished else self.held_rows("values", (*of, here.start), here.stop)
        new = values_between(trace, self.measure, max(held, here.start), here.stop, self.other)
        self._put("values", held, pack(new, "<f4"))
        if self._scale.is_due(of, len(trace), trace.finished):
            found = values_between(trace, self.measure, 0, len(trace), self.other)
            self.bins = pack(bin_means(found, BINS), "<f4") if len(found) > WHOLE else b""
            self.low, self.high = scale_of(found, symmetric=self.measure == "difference")

    def _reach(self, trace: Trace) -> None:
        if self.measure == "reach":
            sel = self.selection
            found = token_values(trace, "reach", layer=sel.layer, token=self.token, head=sel.head)
            self.reach, self.reach_high = pack_shares(found.values[self._slice(trace)]), scale_of(found.values)[1]
            self.reach_note = found.attrs["missing"]

    def _taken(self, trace: Trace) -> None:
        layer, expert = self.selection.layer, self.selection.expert
        held = expert >= 0 and "routing" in trace and layer in trace.layers("routing")
        weight = tokens_of_expert(trace, layer, expert).values if held else np.empty(0, np.float32)
        self.taken = pack(np.flatnonzero(np.isfinite(weight)), "<i4")

    def _light(self, trace: Trace) -> None:
        """Positions and gates behind the entry under the pointer, else behind the clicked one."""
        layer, entry = self.selection.layer, self.selection.shown_entry
        tokens, gates, title = [], [], ""
        if has_entry(trace, layer, entry):
            sources = entry_sources(trace, layer, entry)
            tokens, gates = sources.token.values, sources.values
            title = f"entry {entry} of layer {layer} (attention's compressor)"
        self.lit, self.lit_gate, self.lit_title = pack(tokens, "<i4"), pack(gates, "<f4"), title

    def _search(self, trace: Trace) -> None:
        self.found = pack(find_text(trace.pieces, self.search), "<i4") if self.search else b""


def _pressed(explorer: Host, content: Any) -> None:
    """Run the prompt that the key brought along: the box itself may not have told its last letters yet."""
    if isinstance(content, dict) and content.get("press") == "run" and isinstance(content.get("prompt"), str):
        explorer.run(content["prompt"])


def find_text(pieces: list[str], wanted: str) -> list[int]:
    """First tokens of the occurrences of a text, case aside."""
    lower = [piece.lower() for piece in pieces]
    starts = np.cumsum([0, *map(len, lower)])
    places = [match.start() for match in re.finditer(f"(?={re.escape(wanted.lower())})", "".join(lower))]
    return np.unique(np.searchsorted(starts, places, side="right") - 1).tolist()


class Scale:
    """When the ends of a run's colours are found again: each time that it has grown by a twentieth.

    They are found in all of it, so finding them with every token would take ever longer.
    """

    def __init__(self) -> None:
        self.ends = 0.0, 1.0
        self._of: Any = None
        self._count = 0

    def is_due(self, of: Any, count: int, finished: bool) -> bool:
        """Whether they are to be found now, for `count` tokens of this; what has ended is measured exactly."""
        due = finished or of != self._of or not self._count <= count < 1.05 * self._count
        if due:
            self._of, self._count = of, count
        return due


def scale_of(values: np.ndarray, symmetric: bool = False) -> tuple[float, float]:
    """Low and high end of the colours: the middle 98 % of what is there, from zero when nothing is below it."""
    real = values[np.isfinite(values)]
    if not real.size:
        return 0.0, 1.0
    if symmetric:
        top = float(np.percentile(np.abs(real), 99)) or 1.0
        return -top, top
    low, high = (float(x) for x in np.percentile(real, [1, 99]))
    return (0.0 if low >= 0 and low < 0.5 * high else low), (high if high > low else low + 1.0)
