"""The state of a run as one file: weights, momenta, averages and random states, and the facts to go on with.

Safetensors with the facts as JSON in its header: reading it executes nothing. It is written whole beside its place, brought
to the disk and renamed, so that a kill at any moment leaves the last good one. Surprising: numbers that are not finite
are refused at writing; a state that cannot go on must not replace one that can. Tests: tests/training/test_run_state.py.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from dsv4lab.errors import LabError
from dsv4lab.files import whole

FILE = "state.safetensors"
_FORMAT = "dsv4lab training state 1"
_GO = "Remove it to begin anew, or choose another folder."

State = tuple[dict[str, Tensor], dict[str, Any]]  # tensors by name, and the facts


class StateError(LabError, RuntimeError):
    """A state of a run that cannot be read, does not belong to this run, or could not be written."""


class Keeper:
    """Keeps the state of one run in one file."""

    def __init__(self, folder: Path, *, every: float = 300.0, about: dict[str, Any] | None = None) -> None:
        """`about` is what the facts shall say of the run, beside its state; `every` seconds it is `due`."""
        self.file, self.seconds = folder / FILE, 0.0  # how long the last writing took
        self.step: int | None = None  # of the state that is kept
        self._about, self._every, self._last = about or {}, every, time.monotonic()

    @property
    def due(self) -> bool:
        """Whether it is time to write again."""
        return time.monotonic() - self._last >= self._every

    def keep(self, state: Callable[[], State]) -> None:
        """Write a state in place of the last one. Raises StateError, and the last one stays."""
        begun = time.monotonic()
        tensors, facts = state()
        try:
            write_state(self.file, tensors, facts | {"about": self._about})
        except StateError as error:
            stays = f"The state of step {self.step} stays there" if self.step is not None else "No state was kept yet"
            raise StateError(f"{error} {stays}.") from error
        self._last, self.step = time.monotonic(), facts["step"]
        self.seconds = self._last - begun

    def read(self) -> State | None:
        """The state that is there, or None. Raises StateError."""
        if not self.file.exists():
            return None
        state = read_state(self.file)
        self.step = state[1]["step"]
        return state


def write_state(file: Path, tensors: dict[str, Tensor], facts: dict[str, Any]) -> None:
    """Replace a file by this state (tensors of any shape), whole or not at all."""
    ours = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    for name, tensor in ours.items():
        if tensor.is_floating_point() and not bool(torch.isfinite(tensor).all()):
            raise StateError(f"{file}: not written, {name} holds a number that is not finite.")
    data = save(ours, {"format": _FORMAT, "facts": json.dumps(facts)})

    def write(folder: Path, _stop: threading.Event) -> Path:
        with (folder / file.name).open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())  # before the rename: a name must never stand for bytes that are not there yet
        return folder / file.name

    whole(file, write, StateError)


def read_state(file: Path) -> State:
    """Tensors and facts of a file. Raises StateError for what is cut off, or is no state."""
    try:
        with safe_open(file, "pt") as opened:
            told = opened.metadata() or {}
            if told.get("format") != _FORMAT:
                raise StateError(f"{file}: is no state of a training run that this version can read. {_GO}")
            return {name: opened.get_tensor(name) for name in opened.keys()}, json.loads(told["facts"])  # noqa: SIM118
    except (SafetensorError, ValueError, KeyError) as error:
        raise StateError(f"{file}: is damaged or cut off ({error}). {_GO}") from None
    except OSError as error:
        raise StateError(f"{file}: cannot be read ({error.strerror or error}).") from None
