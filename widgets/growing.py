"""Growing: a widget that sends what a trait has gained instead of the whole trait.

A trait tagged `grows` crosses once and is then only added to; src/common/gains.js is the page's side. The pieces are
messages and no state, so whoever keeps states, as a saved notebook does, gets whole values from `settle`. With `add` what
was there is neither copied nor looked at, so a run of any length costs what is new of it.
Tests: tests/widgets/test_live.py.
"""

from __future__ import annotations

import threading
from typing import Any

from dsv4lab.errors import MissingPartError
from dsv4lab.widgets.together import Frame, open_frame

try:
    import anywidget
    from traitlets import Bytes
except ImportError as error:
    raise MissingPartError(f"{error.name} is not installed; views need it: pip install 'dsv4lab[lab]'.") from error


class GrowingBytes(Bytes):
    """Bytes to which a widget's `add` adds; they are put together when somebody reads them."""

    def get(self, obj: Any, cls: Any = None) -> Any:
        """The value with all that was added."""
        assert self.name is not None
        added: list[bytes] = obj._added.pop(self.name, [])
        if added:
            obj._trait_values[self.name] = b"".join([super().get(obj, cls) or b"", *added])
        return super().get(obj, cls)

    def set(self, obj: Any, value: Any) -> None:
        """Another value; what was added to the one before is gone with it."""
        assert self.name is not None
        obj._added.pop(self.name, None)
        obj._lengths[self.name] = len(value)
        super().set(obj, value)


class Growing(anywidget.AnyWidget):
    """Traits tagged `grows` hold bytes to which a run adds at the end."""

    def __init__(self, **options: Any) -> None:
        self._lock = threading.RLock()
        self._added: dict[str, list[bytes]] = {}  # pieces that are not put together yet
        self._lengths: dict[str, int] = {}  # bytes of a trait with them
        self._unsent: dict[str, list[bytes]] = {}  # added and not told to the page
        self._sent: dict[str, bytes | int] = {}  # what the page holds of the traits that grow, or how many bytes
        self._pieced: set[str] = set()  # traits that crossed in pieces, or in a frame
        self._grown_rows: dict[str, tuple[Any, int]] = {}  # of arrays that grow: what they are of, and how many rows
        self._frame: Frame | None = None  # in which messages of this widget wait, or the last in which some did
        super().__init__(**options)

    def add(self, name: str, more: bytes) -> None:
        """Add to a trait that grows."""
        if not more:
            return
        with self._lock:
            if name not in self._sent or self.comm is None:
                setattr(self, name, getattr(self, name) + more)
                return
            self._added.setdefault(name, []).append(more)
            self._unsent.setdefault(name, []).append(more)
            self._lengths[name] = self._lengths.get(name, 0) + len(more)
        if self._holding_sync:
            self._states_to_send.add(name)
        else:
            self.send_state(name)

    def held_rows(self, what: str, key: Any, count: int) -> int:
        """Rows that a part has given its traits already; it adds the others up to `count`.

        0 for something else than the last time (another `key`), and for a run that has ended: then all of it is made again.
        """
        of, held = self._grown_rows.get(what, (None, 0))
        self._grown_rows[what] = key, count
        return held if of == key and held <= count else 0

    def settle(self) -> None:
        """Send whole what crossed in pieces or in frames: whoever keeps states, as a saved notebook does, keeps neither."""
        with self._lock:
            names, self._pieced = self._pieced, set()
            if names:
                super().send_state(names)

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> Any:
        """Traits as they are, whole; later gains are counted from here."""
        state = super().get_state(key, drop_defaults)
        # Whoever asks for the state gets all of it, and later gains follow on that.
        for name in state:
            if self.trait_metadata(name, "grows"):
                self._sent[name] = state[name]
                self._unsent.pop(name, None)
        return state

    def send_state(self, key: Any = None) -> None:
        """Send traits; of those that grow and begin with what the page holds, only the rest."""
        if key is None or not getattr(self, "_sent", None):
            return super().send_state(key)
        names, gained, rest = {key} if isinstance(key, str) else set(key), [], []
        for name in list(names):
            if not self.trait_metadata(name, "grows") or not (held := self._sent.get(name)):
                continue
            found = self._gain_of(name, held)
            if found is None:
                continue
            names.discard(name)
            start, more = found
            if more:
                gained.append([name, start])
                rest.append(more)
                self._pieced.add(name)
        if gained:  # a message and no trait: whoever keeps states, as a saved notebook does, must not keep pieces
            self.send({"gained": gained}, rest)
        self._pieced -= names
        if names:
            super().send_state(names)

    def alone(self, message: dict[str, Any], buffers: list[Any]) -> None:
        """Send a message at once."""
        super()._send(message, buffers)

    def _send(self, msg: dict[str, Any], buffers: list[Any] | None = None) -> None:
        frame, before = open_frame(), self._frame
        if before is not None and before is not frame:
            before.send()
        self._frame = frame
        if frame is None:
            self.alone(msg, buffers or [])
        else:
            self._pieced |= set(msg.get("state", ()))
            frame.add(self, msg, buffers or [])

    def _gain_of(self, name: str, held: bytes | int) -> tuple[int, bytes] | None:
        """(bytes that the page holds, what has come since); None when it holds something else."""
        start, unsent = held if isinstance(held, int) else len(held), self._unsent.pop(name, None)
        if unsent is not None:
            self._sent[name] = self._lengths[name]
            return start, b"".join(unsent)
        now: bytes = getattr(self, name)
        if isinstance(held, int):
            # Only the number was kept while it grew by `add`; the value itself has been set since, perhaps to another.
            return None
        if not now.startswith(held):
            return None
        self._sent[name] = now
        return start, now[start:]

    def _asked(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """The page missed a gain (it was opened in between): send those traits whole."""
        grows = self.traits(sync=True, grows=True)
        names = [name for name in content.get("whole", ()) if name in grows] if isinstance(content, dict) else []
        if names:
            with self._lock:
                super().send_state(names)
