"""Growing: a widget that sends what a trait has gained instead of the whole trait.

A trait tagged `grows` crosses once and is then only added to; src/common/gains.js is the page's side. The pieces are
messages and no state, so whoever keeps states, as a saved notebook does, gets whole values from `settle`.
Tests: tests/widgets/test_live.py.
"""

from __future__ import annotations

import threading
from typing import Any

from dsv4lab.errors import MissingPartError

try:
    import anywidget
except ImportError as error:
    raise MissingPartError(f"{error.name} is not installed; views need it: pip install 'dsv4lab[lab]'.") from error


class Growing(anywidget.AnyWidget):
    """Traits tagged `grows` hold bytes to which a run adds at the end."""

    def __init__(self, **options: Any) -> None:
        self._lock = threading.RLock()
        self._sent: dict[str, bytes] = {}  # what the page holds of the traits that grow
        self._pieced: set[str] = set()  # those of them that it got in pieces
        super().__init__(**options)

    def settle(self) -> None:
        """Send whole what the page got in pieces: whoever keeps its state, as a saved notebook does, keeps no pieces."""
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
        return state

    def send_state(self, key: Any = None) -> None:
        """Send traits; of those that grow and begin with what the page holds, only the rest."""
        if key is None or not getattr(self, "_sent", None):
            return super().send_state(key)
        names, gained, rest = {key} if isinstance(key, str) else set(key), [], []
        for name in list(names):
            held = self._sent.get(name)
            if held and self.trait_metadata(name, "grows") and (now := getattr(self, name)).startswith(held):
                names.discard(name)
                if len(now) > len(held):
                    gained.append([name, len(held)])
                    rest.append(now[len(held) :])
                    self._sent[name] = now
                    self._pieced.add(name)
        if gained:  # a message and no trait: whoever keeps states, as a saved notebook does, must not keep pieces
            self.send({"gained": gained}, rest)
        self._pieced -= names
        if names:
            super().send_state(names)

    def _asked(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """The page missed a gain (it was opened in between): send those traits whole."""
        grows = self.traits(sync=True, grows=True)
        names = [name for name in content.get("whole", ()) if name in grows] if isinstance(content, dict) else []
        if names:
            with self._lock:
                super().send_state(names)
