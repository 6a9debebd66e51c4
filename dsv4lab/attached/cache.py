"""The cache of an attached model: transformers' own, with what the lab asks of a cache.

Surprising: transformers never writes into a tensor of its cache, it puts another in its place, so a mark is a copy of
references; earlier lengths are not kept, and are read again. Tests: tests/attached/test_attach.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.errors import BodyError


class AttachedCache:
    """State of one batch of texts; `theirs` is transformers' cache object."""

    rewindable = False

    def __init__(self, config: Config, theirs: Any) -> None:
        self.config, self.theirs, self.length = config, theirs, 0

    def at(self, length: int) -> AttachedCache:
        """Raises BodyError: transformers keeps no earlier state; `session.cache_at(length)` reads again."""
        raise BodyError(
            "attached model", f"going back to length {length}", "its cache keeps no earlier state", "cache_at"
        )

    def mark(self) -> Callable[[], None]:
        """A call that takes this cache back to what it is now."""
        length, kept = self.length, [(layer, _copied(layer)) for layer in self.theirs.layers]

        def restore() -> None:
            self.length = length
            for layer, state in kept:
                layer.__dict__.clear()
                layer.__dict__.update(state)

        return restore

    def window_of(self, layer: int) -> Tensor | None:
        """The keys that the next token may read [B, < window, C]; None where there are none."""
        keys = getattr(self.theirs.layers[layer], "keys", None)
        return None if keys is None or not keys.numel() else keys[:, 0]

    def entries_of(self, layer: int) -> Tensor | None:
        """The entries that are complete [B, S, C]; None where there are none."""
        return self._state(layer, "compressed_kv", "compressor")

    def counts(self, layer: int) -> dict[str, int]:
        """Rows that a layer keeps: of the window, entries, tokens that wait for their block, keys of the indexer."""
        window = self.window_of(layer)
        out = {"window": 0 if window is None else window.shape[1]}
        kind = self.config.kind_of(layer)
        if kind.has_entries:
            for name, state in (("entries", "compressed_kv"), ("waiting", "buffer_kv")):
                rows = self._state(layer, state, "compressor")
                out[name] = 0 if rows is None else rows.shape[1]
        if kind.picks:
            keys = self._state(layer, "compressed_kv", "indexer")
            out["index keys"] = 0 if keys is None else keys.shape[1]
        return out

    def bytes(self) -> int:
        """Bytes of all tensors in it."""
        total = 0
        for layer in self.theirs.layers:
            # Keys and values are the same tensor in this model.
            found = {id(one): one for value in layer.__dict__.values() for one in _tensors(value)}
            total += sum(one.numel() * one.element_size() for one in found.values())
        return total

    def history_bytes(self) -> int:
        """Nothing is kept for going back."""
        return 0

    def _state(self, layer: int, name: str, which: str) -> Tensor | None:
        return getattr(self.theirs.layers[layer], name, {}).get(which)


def _copied(layer: Any) -> dict[str, Any]:
    return {name: dict(value) if isinstance(value, dict) else value for name, value in layer.__dict__.items()}


def _tensors(value: Any) -> list[Tensor]:
    if isinstance(value, Tensor):
        return [value]
    return [one for one in value.values() if isinstance(one, Tensor)] if isinstance(value, dict) else []
