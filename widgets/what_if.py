"""What if: the shown text read again with something inside changed, token by token beside the plain reading.

A click on an offer asks the explorer (`request`), which reads the text under the edit and shows that run with the plain one
beside it; all other views follow. What random edits of the same kind do is measured afterwards and stands beside it.
A sweep (`lab.sweep`, or the view's own button) stands below as a map whose cells are arms: a click on one tries it.
Picture: src/what_if.js, src/what_if_sweep.js.   Numbers: dsv4lab/analysis/edited.py, dsv4lab/probes/effect.py, sweep.py.
Tests: tests/widgets/test_what_if.py, tests/widgets/test_what_if_sweep.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from traitlets import Bool, Bytes, Dict, Int, List, Unicode

from dsv4lab.analysis.edited import Difference, difference, edits_of
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError
from dsv4lab.widgets.about import WHAT_IF
from dsv4lab.widgets.packing import pack, pack_text
from dsv4lab.widgets.view import Host, Part, View
from dsv4lab.widgets.what_if_arms import EMPTY, arm_at, families_of, offered, swept
from dsv4lab.widgets.what_if_offers import Offer, offers_of


class WhatIf(View):
    """Edits to try on what is chosen; what the one that was tried did to every token, beside matched random edits."""

    name, slot, title, tab = "what_if", "tab", "What if", 70
    tab_group = "Cause"
    says = WHAT_IF
    compares = True
    purpose = "Here you will change something inside, and see what the text would have been."

    offers = List(help="{name, doses: words} of every edit that can be tried on what is chosen").tag(sync=True)
    facts = Dict(help="edited, title, words of the chosen token, where another word would first come").tag(sync=True)
    change = Bytes(help="[token] float32 nats: log-probability, edited minus plain; NaN unknown").tag(sync=True)
    flipped = List(help="positions at which the likeliest token is another one").tag(sync=True)
    band = Bytes(help="[2, token] float32: 5 and 95 % of what random edits did; NaN unknown").tag(sync=True)
    utf8 = Bytes(help="the text").tag(sync=True)
    lengths = Bytes().tag(sync=True)
    tokens = Int(0, help="of the run").tag(sync=True)
    layers = Int(0, help="of the model").tag(sync=True)
    can_try = Bool(False, help="whether somebody answers a request").tag(sync=True, asks=True)
    request = Dict(help="{offer, dose, n}, {back, n}, {cell, n}, {sweep, n} or {stop, n}: what was clicked").tag(
        sync=True, asks=True
    )
    working = Unicode("", help="what is being done").tag(sync=True, asks=True)
    sweeps = List(help="{family, words} of every sweep that can be started").tag(sync=True, asks=True)
    sweeping = Dict(help="done, of, words: how far a sweep is; `done` is -1 when none goes on").tag(
        sync=True, asks=True
    )
    family = Unicode("", help="which arms of the sweep are shown").tag(sync=True)
    swept = Dict(help="layers, columns, names of arms, n and what was found in the family that is shown").tag(sync=True)
    swept_cells = Bytes(help="[7, layer, column] float32: kl, change, flip, low, high, q, fired").tag(sync=True)
    swept_change = Bytes(help="[layer, column, token] float32 nats, where the sweep read this text").tag(sync=True)
    swept_flips = Bytes(help="[layer, column, token] uint8: whether another word is first").tag(sync=True)
    swept_utf8 = Bytes(help="the text that was swept").tag(sync=True)
    swept_lengths = Bytes().tag(sync=True)

    parts = (
        # A page has nobody who could try them, so it holds one state of them: none.
        Part(
            "_offers", ("layer", "expert", "entry", "head", "token"), ("offers",),
            frozen={"layer": 0, "expert": -1, "entry": -1, "head": -1},
        ),
        Part("_effect", (), ("change", "flipped", "band", "utf8", "lengths", "tokens", "layers")),
        Part("_words", ("token",), ("facts",)),
        Part("_sweep", ("own.family",), tuple(EMPTY)),
    )  # fmt: skip

    def __init__(
        self, trace: Trace | None = None, selection: Any = None, *, other: Trace | None = None,
        chance: dict[str, Any] | None = None, names: tuple[str, str] = ("edited", "plain"), sweep: Any = None,
        **options: Any,
    ) -> None:  # fmt: skip
        self.chance = chance or {}  # what random edits did, by edits and text
        self.names = names  # of the shown run and the one beside it
        self._offered: list[Offer] = []
        self.sweep = sweep  # what lab.sweep gave
        if sweep is not None:
            options.setdefault("family", families_of(sweep)[0])
        super().__init__(trace, selection, other=other, **options)

    def join(self, explorer: Host) -> None:
        self.can_try = getattr(explorer, "can_try", False)
        if self.can_try:
            self.sweeps = offered(explorer.session.model.config)
        self.observe(lambda change: self._asked_for(explorer, change["new"]), names="request")
        self.refresh()

    def _twin_options(self) -> dict[str, Any]:
        return {"other": self.other, "chance": self.chance, "names": self.names, "sweep": self.sweep}

    def choices(self, name: str) -> list[Any]:
        return families_of(self.sweep) or [""] if name == "family" else super().choices(name)

    def compare(self, other: Trace | None, names: tuple[str, str] = ("edited", "plain")) -> None:
        """Show another run beside this one; None takes it away."""
        self.other, self.names = other, names
        self.refresh()

    def show_sweep(self, sweep: Any) -> None:
        """Show what `lab.sweep` gave; None takes it away."""
        families = families_of(sweep)
        with self._lock, self.hold_sync():
            self.sweep = sweep
            if self.family not in families:
                self.family = families[0] if families else ""
        self.refresh()

    def _asked_for(self, explorer: Any, wanted: dict[str, Any]) -> None:
        """Try the offer or the cell that was clicked, go back to the plain run, start a sweep or stop it."""
        if wanted.get("back"):
            explorer.runs.index = 0
            return
        if wanted.get("stop"):
            explorer.stop_sweep()
            return
        if "sweep" in wanted:
            if wanted["sweep"] in [one["family"] for one in self.sweeps]:
                explorer.sweep(wanted["sweep"])
            return
        if "cell" in wanted:
            cell = wanted["cell"]
            fine = isinstance(cell, list) and len(cell) == 2 and all(type(i) is int for i in cell)
            arm = arm_at(self.sweep, self.family, *cell) if fine and self.sweep is not None else None
            if arm is not None:
                explorer.try_edits([arm[0]], arm[1])
            return
        number, dose = wanted.get("offer", -1), wanted.get("dose", 0)
        if not (isinstance(number, int) and 0 <= number < len(self._offered)):
            return
        offer = self._offered[number]
        doses = list(offer.doses)
        words = doses[dose if isinstance(dose, int) and 0 <= dose < len(doses) else 0]
        explorer.try_edits(offer.doses[words], f"{offer.name}: {words}" if words and len(doses) > 1 else offer.name)

    # What is shown --------------------------------------------------------------------------------------------------

    def _pair(self) -> tuple[Trace, Trace] | None:
        """The plain run and the edited one, whichever of them is in front; None where nothing was tried."""
        if self.trace is None or self.other is None or bool(edits_of(self.trace)) == bool(edits_of(self.other)):
            return None
        return (self.other, self.trace) if edits_of(self.trace) else (self.trace, self.other)

    def _difference(self) -> tuple[Trace, Trace, Difference] | None:
        pair = self._pair()
        return None if pair is None else (*pair, difference(*pair))

    def _offers(self, trace: Trace) -> None:
        pair = self._pair()
        self._offered = (
            offers_of(trace if pair is None else pair[0], self.selection, self.token) if self.can_try else []
        )
        self.offers = [{"name": offer.name, "doses": list(offer.doses)} for offer in self._offered]

    def _effect(self, trace: Trace) -> None:
        self.tokens, self.layers = len(trace), trace.config.num_hidden_layers
        found = self._difference()
        if found is None:
            self.change = self.band = self.utf8 = self.lengths = b""
            self.flipped = []
            return
        plain, edited, diff = found
        self.change, self.flipped = pack(diff.change, "<f4"), [int(at) for at in diff.flips]
        text = pack_text(plain.pieces_between(0, len(diff.change)))
        self.utf8, self.lengths = text["utf8"], text["lengths"]
        known = self.chance.get(_told_of(edited))
        self.band = b"" if known is None else pack(self._whole(known, len(diff.change)), "<f4")

    @staticmethod
    def _whole(known: dict[str, Any], count: int) -> np.ndarray:
        """The band of the continuation, laid along the whole text."""
        band = np.full((2, count), np.nan)
        first, low = known["first"], known["low"]
        band[:, first : first + len(low)] = low, known["high"]
        return band

    def _words(self, trace: Trace) -> None:
        found = self._difference()
        if found is None:
            self.facts = {"edited": ""}
            return
        plain, edited, diff = found
        token = min(self.token, len(diff.change) - 1)
        written = diff.change[max(1, int(plain.run.get("prompt_tokens", 1))) :]
        known = self.chance.get(_told_of(edited))
        flips = diff.flips
        self.facts = {
            "edited": self.names[0] if trace is edited else self.names[1],
            "front": "edited" if trace is edited else "plain",
            "tokens": len(diff.change), "token": token,
            "mean": float(np.nanmean(written)) if np.isfinite(written).any() else None,
            "of": int(np.isfinite(written).sum()),
            "parted": int(flips[0]) if len(flips) else -1,
            "title": known["title"] if known is not None else "",
            "before": plain.word(int(diff.before[token])) if diff.before[token] >= 0 else None,
            "after": edited.word(int(diff.after[token])) if diff.after[token] >= 0 else None,
            "before_probability": _number(diff.before_probability[token]),
            "after_probability": _number(diff.after_probability[token]),
            "change": _number(diff.change[token]),
        }  # fmt: skip

    def _sweep(self, trace: Trace) -> None:
        pair = self._pair()
        for name, value in swept(self.sweep, self.family, trace if pair is None else pair[0]).items():
            self.set_trait(name, value)

    def tell_chance(self, edited: Trace, measure: Any) -> None:
        """Measure, in the calling thread, what random edits do; the view shows it when it is there."""
        self.working = "Comparing with random edits of the same kind …"
        try:
            self.chance[_told_of(edited)] = measure()
            self.working = ""
        except LabError as error:
            self.working = f"No random edits beside it: {error}"
        self.refresh()


def _told_of(edited: Trace) -> str:
    """These edits on this text: on another one chance does something else."""
    record = edited.run["edits"]
    return f"{record['digest']} {record['prompt']}"


def _number(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None
