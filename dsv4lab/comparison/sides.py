"""A and B: whatever somebody compares, opened as a side.

A side is a body that can be run again, or a record that was left. Text such as "shipped", a folder or a file means a
checkpoint, a trace or a dump; words behind an @ change how it is opened ("shipped@bfloat16").
Tests: tests/comparison/test_sides.py.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from dsv4lab.capture.trace import Trace
from dsv4lab.comparison.dumps import Dump, is_dump, open_dump
from dsv4lab.comparison.record import Record
from dsv4lab.config import Config
from dsv4lab.errors import LabError, PromptError, SettingError, printable, shown
from dsv4lab.interfaces import Model
from dsv4lab.json_files import read_object

SHIPPED = "shipped"
# Fields of a configuration that may differ between two runs of one model: how weights are stored, and what stops a text.
_OPEN = {
    "expert_dtype", "bos_token_id", "eos_token_id", "more_end_ids", "num_nextn_predict_layers",
    "max_position_embeddings", "tie_word_embeddings",
}  # fmt: skip
_WORDS = {
    "float32": ("dtype", "float32"), "bfloat16": ("dtype", "bfloat16"), "release": ("numerics", "release"),
    "exact": ("numerics", "exact"), "reference": ("engine", "reference"), "triton": ("engine", "triton"),
    "transformers": ("body", "transformers"), "cpu": ("device", "cpu"), "cuda": ("device", "cuda"),
}  # fmt: skip


@dataclass
class Side:
    """One side: exactly one of the four is there."""

    label: str
    model: Model | None = None
    trace: Trace | None = None
    record: Record | None = None
    dump: Dump | None = None

    @property
    def config(self) -> Config | None:
        """Of its model, if that is known."""
        for one in (self.model, self.trace, self.record, self.dump):
            if one is not None:
                return one.config
        return None


def open_side(what: Any, label: str, names: Mapping[str, str] | None = None) -> Side:
    """A side from a body, a Trace, a Record, a Dump, or text that says which checkpoint, trace file or folder is meant.

    names   of a dump: {our point's name: the name there}, `{i}` standing for the layer
    Raises LabError (a class of it) for what is none of these.
    """
    if isinstance(what, Trace):
        return Side(label, trace=what)
    if isinstance(what, Record):
        return Side(what.source or label, record=what)
    if isinstance(what, Dump):
        return Side(what.label, dump=what)
    if isinstance(what, (str, os.PathLike)):
        return _opened(os.fspath(cast("str | os.PathLike[str]", what)), names)
    if isinstance(what, Model):
        return Side(f"{label} ({what.engine})", model=what)
    raise LabError(
        f"{label} is a {type(what).__name__}; give a model, lab.attach(a transformers model), a Trace, a folder of dumped "
        "tensors, or the path of a checkpoint or a trace."
    )


def same_model(left: Side, right: Side, other_weights: bool) -> Config:
    """The configuration that both sides have.

    other_weights   two traces of different weights may be compared
    Raises LabError where none says which layers there are, and for models of different configurations or weights.
    """
    a, b = left.config, right.config
    config = a or b
    if config is None:
        raise LabError(
            f"{left.label} and {right.label} are dumps and neither has a config.json beside it, so nothing says which "
            "layers there are. Put the model's config.json into one of the folders."
        )
    if a is not None and b is not None:
        mine, other = asdict(a), asdict(b)
        differ = [key for key in mine if key not in _OPEN and mine[key] != other.get(key)]
        if differ:
            key = differ[0]
            raise LabError(
                f"{left.label} and {right.label} are different models: {key} is {mine[key]} and {other.get(key)}"
                f"{f' ({len(differ) - 1} more differ)' if len(differ) > 1 else ''}. Compare two runs of one model."
            )
    if left.trace is not None and right.trace is not None and not other_weights:
        one, two = left.trace.run.get("weights", ""), right.trace.run.get("weights", "")
        if one != two:
            raise LabError(
                f"{left.label} and {right.label} are runs of different weights ({one[:12]} and {two[:12]}); if that is "
                "what you want to compare (two precisions of one model), say other_weights=True."
            )
    return config


def read_names(path: Path) -> dict[str, str]:
    """A dump's map of names from a JSON file. Raises LabError (a class of it) for what is none."""
    found = read_object(path, SettingError)
    if not all(isinstance(value, str) for value in found.values()):
        raise SettingError(
            f'{printable(path.name, 100)} is no map of names; needed is {{"our point": "name in the dump"}}.'
        )
    return found


def read_ids(text: str) -> list[int]:
    """Token ids written with commas. Raises PromptError for what is no number."""
    try:
        return [int(part) for part in text.split(",") if part.strip()]
    except ValueError:
        raise PromptError(f"{shown(text, 60)} are no token ids; write numbers with commas, such as 0,17,5.") from None


def _opened(text: str, names: Mapping[str, str] | None) -> Side:
    place, _, said = text.partition("@")
    words = [word.strip() for word in said.split(",") if word.strip()]
    path = Path(place).expanduser()
    if place != SHIPPED and not path.exists():
        raise LabError(f'{shown(place)}: no such file or folder. "{SHIPPED}" means the model of the package.')
    if place.rstrip("/").endswith((".zarr", ".zarr.zip")):
        _no_words(text, words)
        return Side(place, trace=Trace.open(path))
    if place != SHIPPED and is_dump(path):
        _no_words(text, words)
        return Side(place, dump=open_dump(path, names))
    return Side(text, model=_model(None if place == SHIPPED else path, words))


def _no_words(text: str, words: list[str]) -> None:
    if words:
        raise SettingError(f"{shown(text)}: words behind @ say how a checkpoint is loaded; this is none.")


def _model(path: Path | None, words: list[str]) -> Model:
    from dsv4lab.comparison.mistakes import BY_NAME, plant
    from dsv4lab.generation.reference import Reference
    from dsv4lab.loading import TINY, load

    settings: dict[str, Any] = {}
    planted: list[str] = []
    for word in words:
        if word in _WORDS:
            key, value = _WORDS[word]
            settings[key] = value
        elif word in BY_NAME:
            planted.append(word)
        else:
            raise SettingError(
                f"{shown(word)} behind @ is unknown. How to load: {', '.join(_WORDS)}. Mistakes that can be planted: "
                f"{', '.join(BY_NAME)}."
            )
    if settings.pop("body", "") == "transformers":
        if planted or set(settings) - {"dtype"}:
            raise SettingError("transformers behind @ goes with float32 or bfloat16 alone.")
        return _of_transformers(TINY if path is None else path, settings.get("dtype", "float32"))
    if planted:
        settings["engine"] = "reference"
    model = load(path, **settings)
    for name in planted:
        assert isinstance(model, Reference)
        plant(model, name)
    return model


def _of_transformers(folder: Path, dtype: str) -> Model:
    import torch

    from dsv4lab.attached.from_folder import attach_folder

    return attach_folder(folder, {"float32": torch.float32, "bfloat16": torch.bfloat16}[dtype])
