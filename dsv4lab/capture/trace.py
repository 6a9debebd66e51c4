"""Trace: what a run left behind, as labelled arrays; the same class while the run is still going on.

While growing it lies in memory (capture/trace_writer.py) and shows a consistent prefix; saved, it is a zarr store that
is read lazily (capture/trace_reader.py). Both answer the same calls, so a view never asks which one it was given. Nothing
here needs torch or a tokenizer; the raw bytes of the tokens are in the trace.
Tests: tests/capture/test_trace.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.capture.pieces import bytes_of, pieces_of
from dsv4lab.capture.protocols import Backing
from dsv4lab.capture.schema import GROWING
from dsv4lab.config import Config
from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    import xarray

ALL_PIECES = 1 << 14  # tokens up to which all display strings are made at once


class Trace:
    """Labelled arrays of one run.

    `trace["routing"].weight.sel(layer=7, token=12)` is the reading way (xarray); `trace.values("routing", "weight")`
    the fast one (a numpy view while in memory); `trace.part("routing", "weight", layer=7, token=12)` reads one piece
    by true labels and, from a file, only the chunks it lies in.
    """

    def __init__(self, backing: Backing) -> None:
        self._backing = backing
        self._pieces: list[str] = []
        self._config: Config | None = None
        self._cache: dict[tuple[str, str], np.ndarray] = {}

    # Reading --------------------------------------------------------------------------------------------------------

    @property
    def groups(self) -> list[str]:
        """Names of the groups that it holds; `run` is not among them."""
        return self._backing.groups()

    @property
    def run(self) -> dict[str, Any]:
        """Provenance: model config, weights' digest, dtype, engine, plan, seed, cost, checks."""
        return self._backing.run

    @property
    def finished(self) -> bool:
        """Whether its run has ended; a resumed run makes it grow again."""
        return self._backing.finished

    @property
    def config(self) -> Config:
        """The model's configuration, as it was when the run was made."""
        if self._config is None:  # checking a configuration takes a while, and views ask ten times a second
            self._config = Config.from_dict(self.run["model"])
        return self._config

    def __len__(self) -> int:
        return self._backing.counts()["token"]

    def __contains__(self, group: object) -> bool:
        return group == "run" or group in self._backing.groups()

    def __iter__(self) -> Iterator[str]:
        """Names of the groups; `len` counts tokens."""
        return iter(self.groups)

    def _ipython_key_completions_(self) -> list[str]:
        return [*self.groups, "run"]

    def __reduce__(self) -> tuple[type[Trace], tuple[Backing]]:
        """A trace that is still growing is pickled and copied as it is at this moment, finished or not."""
        return Trace, (self._backing.snapshot(),)

    def snapshot(self) -> Trace:
        """This trace as it is now; a run that goes on changes nothing in it."""
        return Trace(self._backing.snapshot())

    def __getitem__(self, group: str) -> xarray.Dataset:
        import xarray

        from dsv4lab.capture.trace_dataset import dataset_of

        if group == "run":
            return xarray.Dataset(attrs=self.run)
        self._need(group)
        return dataset_of(self._backing, group)

    def values(self, group: str, variable: str) -> np.ndarray:
        """The whole valid part as numpy. A cheap view while in memory; from a file it is read once.

        >>> trace.values("routing", "expert").shape  # layers, tokens, chosen experts
        (8, 8, 4)

        Raises TraceError for what was not captured; it says how to capture it.
        """
        dims = self._need(group, variable)
        if not self._backing.frozen:
            return self._view(group, variable, dims, self._backing.counts())
        if (group, variable) not in self._cache:
            self._cache[group, variable] = self._view(group, variable, dims, self._backing.counts())
        return self._cache[group, variable]

    def part(self, group: str, variable: str, **labels: int) -> np.ndarray:
        """The array at true labels (layer=7, token=12, ...) with those dimensions dropped.

        >>> trace.part("routing", "weight", layer=3, token=7).sum().round(5)  # the model's scaling factor
        np.float32(1.5)

        Raises TraceError for a group, a variable, a dimension or a label that is not there; it says what is.
        """
        dims = self._need(group, variable)
        unknown = sorted(set(labels) - set(dims))
        if unknown:
            raise TraceError(f"{group}.{variable} has no dimension {unknown[0]!r}; it lies along {', '.join(dims)}.")
        counts = self._backing.counts()
        where = tuple(self.row(group, dim, labels[dim]) if dim in labels else slice(0, counts.get(dim)) for dim in dims)
        return self._array(group, variable)[where]

    def block(self, group: str, variable: str, layer: int, start: int, stop: int) -> np.ndarray:
        """Rows start to stop - 1 of the dimension after `layer`, at one true layer: [row, ...]; reads only those chunks."""
        self._need(group, variable)
        where = (self.row(group, "layer", layer), slice(int(start), int(stop)))
        return self._array(group, variable)[where]

    def has(self, group: str, variable: str) -> bool:
        """Whether this was captured; asks for no values."""
        return group in self._backing.groups() and variable in self._backing.variables(group)

    def variables(self, group: str) -> dict[str, tuple[str, ...]]:
        """Names in a group with their dimensions."""
        self._need(group)
        return dict(self._backing.variables(group))

    def coordinate(self, group: str, dim: str) -> np.ndarray:
        """True labels along a dimension: layer numbers, token positions, query positions, else 0, 1, 2, ...

        Raises TraceError for a dimension that the group has not.
        """
        self._need(group)
        if not any(dim in dims for dims in self._backing.variables(group).values()):
            raise TraceError(f"{group} has no dimension {dim!r}.")
        labels = self._backing.coordinate(group, dim)
        return labels[: self._backing.counts()[dim]] if dim in GROWING else labels

    def layers(self, group: str) -> list[int]:
        """True numbers of the layers that a layered group holds; -1 is after the embedding."""
        return [int(layer) for layer in self.coordinate(group, "layer")]

    def row(self, group: str, dim: str, label: int) -> int:
        """Index of a true label along a dimension; TraceError with what is there when it is not."""
        try:
            label = index(label)
        except TypeError:
            raise TraceError(f"{dim}={label!r:.40} of {group}: a label is a whole number.") from None
        labels = self.coordinate(group, dim)
        # Tokens are numbered through, and where nothing was left out layers and queries are, too: most searches end here.
        if 0 <= label < len(labels) and labels[label] == label:
            return label
        at = np.flatnonzero(labels == label)
        if not at.size:
            held = f"{labels[0]} to {labels[-1]} ({len(labels)} of them)" if len(labels) else "none yet"
            raise TraceError(f"{group} holds no {dim} {label}. It holds {held}.")
        return int(at[0])

    def word(self, token_id: int) -> str:
        """Display string of a token id that the run met as a token, an alternative, a lens answer or a draft."""
        return self.run.get("token_strings", {}).get(str(token_id), f"⟨token {token_id}⟩")

    @property
    def pieces(self) -> list[str]:
        """One display string per token. A token with part of a UTF-8 character shows those bytes, like ⟨E2 82⟩."""
        count, known = len(self), self._pieces
        if len(known) < count:
            # A new list, put in place at once: the run's thread and a view may both be here.
            known = known + pieces_of(self, len(known), count)
            self._pieces = known
        return known[:count]

    def pieces_between(self, start: int, stop: int) -> list[str]:
        """`pieces[start:stop]` without making the others first, for runs of which only a part is shown."""
        if len(self) <= ALL_PIECES:
            return self.pieces[start:stop]
        return pieces_of(self, start, min(stop, len(self)))

    @property
    def text(self) -> str:
        """The tokens' bytes put together; bytes that are no UTF-8 (a run cut inside a character) become U+FFFD."""
        return b"".join(bytes_of(self, position) for position in range(len(self))).decode("utf-8", errors="replace")

    @property
    def tree(self) -> xarray.DataTree:
        """Everything as one xarray DataTree: a node per group, and `run` with its facts as attributes."""
        import xarray

        nodes: dict[str, Any] = {group: self[group] for group in self.groups}
        nodes["run"] = self["run"]
        # xarray leaves open which types the names of attributes have, and with them this method's.
        return xarray.DataTree.from_dict(nodes, name="trace")  # pyright: ignore[reportUnknownMemberType]

    # Files ----------------------------------------------------------------------------------------------------------

    def save(self, path: str | Path) -> Path:
        """Write a `.zarr` folder or one `.zarr.zip` file; it appears whole or not at all. Returns where it lies.

        >>> trace.save("run.zarr.zip").name
        'run.zarr.zip'

        Raises TraceError for another ending, a place that cannot be written, and a file there that is no trace.
        """
        from dsv4lab.capture.trace_store import save

        return save(self._backing.snapshot(), path)

    @classmethod
    def open(cls, path: str | Path) -> Trace:
        """Open a saved trace lazily. TraceError when it is damaged, foreign, or of an unknown schema version.

        >>> import dsv4lab as lab
        >>> with lab.Trace.open("run.zarr.zip") as trace:
        ...     trace["routing"].weight.sel(layer=7, token=5).shape
        (4,)
        """
        from dsv4lab.capture.trace_reader import StoredBacking

        return cls(StoredBacking(path))

    def verify(self) -> None:
        """Read every chunk once, so that damage is found now (checksums) and not in the middle of a lesson."""
        for group in self.groups:
            for variable in self._backing.variables(group):
                self._backing.array(group, variable)[...]

    def preload(self) -> None:
        """Read everything into memory, for whoever is about to look at every token."""
        for group in self.groups:
            for variable in self._backing.variables(group):
                self.values(group, variable)

    def close(self) -> None:
        """Let go of the file that it was opened from; in memory nothing happens."""
        self._backing.close()

    def __enter__(self) -> Trace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "finished" if self.finished else "growing"
        return f"Trace({len(self)} tokens, {state}; groups: {', '.join(self.groups)})"

    # Inside ---------------------------------------------------------------------------------------------------------

    def _need(self, group: str, variable: str | None = None) -> tuple[str, ...]:
        """Dimensions of a variable, or the error that says how to capture what is missing."""
        if group not in self._backing.groups():
            held = ", ".join(self.groups)
            raise TraceError(
                f"This trace has no group {group!r} (it has {held}). Capture it next time: capture=[..., {group!r}]."
            )
        names = self._backing.variables(group)
        if variable is None:
            return ()
        if variable not in names:
            raise TraceError(f"{group} has no variable {variable!r}; it has {', '.join(names)}.")
        return names[variable]

    def _array(self, group: str, variable: str) -> Any:
        """The array to index: what was read before, else where it lies."""
        return self._cache.get((group, variable), self._backing.array(group, variable))

    def _view(self, group: str, name: str, dims: tuple[str, ...], counts: dict[str, int]) -> np.ndarray:
        where = tuple(slice(0, counts.get(dim)) for dim in dims)
        return self._backing.array(group, name)[where]
