"""What an explorer does with sweeps: reads the shown text under every arm of a family, tells how far it is, and stops.

A cell of the map that is clicked becomes an edited run like any other (edited_runs.py).
Tests: tests/widgets/test_what_if_sweep.py.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, Self

from dsv4lab.errors import LabError
from dsv4lab.widgets.edited_runs import WithEdits

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace
    from dsv4lab.probes.sweep import Sweep

EVERY = 0.2  # seconds between two words of progress


class WithSweeps(WithEdits):
    """Edited runs, and sweeps of edits over the shown text."""

    _sweeping: threading.Thread | None = None
    _end_sweep: threading.Event

    def sweep(self, family: str = "expert", *, wait: bool = False) -> Self:
        """Try every arm of a family ("expert", "stream" or "picks") on the shown text; the view What if shows the map.

        wait   return when it has ended
        """
        plain = self._readable()
        if plain is None or self.session is None:
            return self
        if self._sweeping is not None and self._sweeping.is_alive():
            self.controls.say("A sweep is going on: stop it first, or wait until it ends.", wrong=True)
            return self
        self._end_sweep = threading.Event()
        work = (family, plain, self.session.model, self._end_sweep)
        self._sweeping = threading.Thread(target=self._sweep, args=work, name="what if: sweep", daemon=True)
        self.what_if.sweeping = {"done": 0, "of": 0, "words": "Reading the text once without edits …"}
        self._sweeping.start()
        if wait:
            self._sweeping.join()
        return self

    def stop_sweep(self, *, wait: bool = False) -> None:
        """End the sweep after the arm that is being read; what is done is shown."""
        if self._sweeping is not None:
            self._end_sweep.set()
            if wait:
                self._sweeping.join()

    def show_sweep(self, sweep: Sweep | None) -> Self:
        """Show the result of `lab.sweep` in the view What if; None takes it away."""
        self.what_if.show_sweep(sweep)
        return self

    def _sweep(self, family: str, plain: Trace, model: Any, end: threading.Event) -> None:
        from dsv4lab.probes.sweep import sweep

        view, began, said = self.what_if, time.monotonic(), 0.0

        def told(done: int, every: int) -> None:
            nonlocal said
            now = time.monotonic()
            if now - said >= EVERY or done == every:
                said = now
                left = (now - began) / done * (every - done)
                words = f"{done} of {every} arms, about {left:.0f} s left" if done < every else f"{every} arms"
                view.sweeping = {"done": done, "of": every, "words": words}

        ids = [int(token) for token in plain.values("tokens", "id")]
        words = ""
        try:
            found = sweep(model, ids, family, progress=told, stopped=end.is_set)
            if end.is_set():
                words = "Stopped: the map has the arms that were done."
            view.show_sweep(found)
        except LabError as error:
            words = str(error)
        except Exception as error:  # a thread has no cell to fail in, so the words go where the reader looks
            words = f"The sweep failed: {type(error).__name__}: {error}"
        view.sweeping = {"done": -1, "of": 0, "words": words}
