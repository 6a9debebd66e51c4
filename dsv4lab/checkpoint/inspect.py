"""What is in a checkpoint folder, told from headers alone: sizes, schedule, formats, bytes, and what is wrong with it.

No tensor data is read, so a folder of 160 GB is described in about a second.
Surprising: a damaged folder is no error here; its faults are listed in the report, beside everything that is readable.
Tests: tests/test_checkpoint_inspect.py.
"""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dsv4lab.checkpoint.inventory import I64, active_parameters, weights
from dsv4lab.checkpoint.matching import Match, match
from dsv4lab.checkpoint.names import recognise
from dsv4lab.checkpoint.shards import Folder, scan, some
from dsv4lab.config import CSA, HASH, HCA, LEARNED, SLIDING, Config
from dsv4lab.errors import ConfigError

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json")
_DTYPE_NAMES = {
    "I8": "FP4 pairs (I8)",
    "F8_E4M3": "FP8 (F8_E4M3)",
    "F8_E8M0": "multipliers (F8_E8M0)",
    "I64": "token tables (I64)",
}


@dataclass
class Report:
    """The facts about a folder. `problems` is empty exactly when the checkpoint can be loaded."""

    path: str
    config: Config | None = None
    spelling: str = "unknown"
    tensors: int = 0
    bytes: int = 0
    parameters: dict[str, int] = field(default_factory=dict)
    layers: dict[str, list[int]] = field(default_factory=dict)
    routing: dict[str, list[int]] = field(default_factory=dict)
    bytes_by_dtype: dict[str, int] = field(default_factory=dict)
    bytes_by_part: dict[str, int] = field(default_factory=dict)
    shards: dict[str, int] = field(default_factory=dict)
    tokenizer: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def loadable(self) -> bool:
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain JSON values."""
        out = {name: value for name, value in vars(self).items() if name != "config"}
        return {"loadable": self.loadable, "config": None if self.config is None else self.config.to_dict()} | out

    def rows(self) -> list[tuple[str, str]]:
        """The report as (heading, text) lines, the same for the terminal and the notebook."""
        rows = [("checkpoint", self.path), ("loadable", "yes" if self.loadable else "no")]
        if self.config is not None:
            rows += _model_rows(self)
        if self.tensors:
            rows.append(("stored", f"{self.tensors:,} tensors, {_size(self.bytes)}, names: {self.spelling}"))
            rows.append(("shards", f"{len(self.shards)}, {_size(max(self.shards.values()))} the largest"))
            rows.append(("by dtype", _shares({_DTYPE_NAMES.get(k, k): v for k, v in self.bytes_by_dtype.items()})))
            rows.append(("by part", _shares(self.bytes_by_part)))
        rows.append(("tokenizer", ", ".join(self.tokenizer) or "none in the folder"))
        return rows + [("problem", text) for text in self.problems] + [("note", text) for text in self.notes]

    def __str__(self) -> str:
        return "\n".join(f"{heading:<11}{text}" for heading, text in self.rows())

    def _repr_html_(self) -> str:
        cells = "".join(
            f'<tr><th style="text-align:left;vertical-align:top">{html.escape(heading)}</th>'
            f'<td style="text-align:left">{html.escape(text)}</td></tr>'
            for heading, text in self.rows()
        )
        return f"<table>{cells}</table>"


def inspect(path: str | Path) -> Report:
    """Describe a checkpoint folder; see `Report`. Never raises for what it finds in the folder."""
    report = Report(str(path))
    folder = scan(path)
    report.problems += folder.problems
    report.notes += folder.notes
    report.tensors, report.bytes, report.shards = len(folder.tensors), folder.bytes, dict(folder.shard_bytes)
    report.spelling = _spelling(folder)
    for header in folder.tensors.values():
        report.bytes_by_dtype[header.dtype] = report.bytes_by_dtype.get(header.dtype, 0) + header.bytes
    report.bytes_by_dtype = _largest_first(report.bytes_by_dtype)
    if not Path(path).is_dir():
        return report
    report.tokenizer = [name for name in TOKENIZER_FILES if (Path(path) / name).is_file()]
    try:
        report.config = Config.read(path)
    except (ConfigError, OSError) as error:
        report.problems.append(str(error))
        return report
    _compare(report, folder, match(folder.tensors, report.config))
    return report


def _compare(report: Report, folder: Folder, result: Match) -> None:
    """Fill in what the configuration says, and where the stored tensors disagree with it."""
    config = report.config = result.config
    listed = {name: w.numel for name, w in weights(config).items() if w.format != I64}
    trunk = sum(numel for name, numel in listed.items() if not name.startswith("mtp."))
    report.parameters = {"total": sum(listed.values()), "trunk": trunk, "active": active_parameters(config)}
    report.layers = {kind: config.layers_of_kind(kind) for kind in (SLIDING, CSA, HCA)}
    report.routing = {kind: config.layers_of_routing(kind) for kind in (HASH, LEARNED)}
    report.bytes_by_part = _by_part(folder, config)
    report.notes += result.notes
    report.missing, report.unexpected, report.wrong = result.missing, sorted(result.unexpected), result.wrong
    if not folder.tensors:
        return  # the folder's own problem says why; 69,187 missing names would only hide it
    if result.missing:
        report.problems.append(f"{len(result.missing):,} of the model's tensors are missing: {some(result.missing)}.")
    if result.unexpected:
        report.problems.append(
            f"{len(result.unexpected):,} tensors do not belong to this model: {some(report.unexpected)}."
        )
    report.problems += result.wrong[:3]
    if len(result.wrong) > 3:
        report.problems.append(f"{len(result.wrong) - 3:,} more tensors have a wrong dtype or shape.")


def _by_part(folder: Folder, config: Config) -> dict[str, int]:
    expected = weights(config)
    total: Counter[str] = Counter()
    for name, header in folder.tensors.items():
        place = recognise(name)
        if place is None or place.ours[0] not in expected:
            part = "not of this model"
        else:
            part = "draft (MTP)" if name.startswith("mtp.") else expected[place.ours[0]].part
        total[part] += header.bytes
    return _largest_first(total)


def _spelling(folder: Folder) -> str:
    if not folder.tensors:
        return "unknown"
    if not any(name.startswith("model.") for name in folder.tensors):
        return "the release's"
    native = any(".self_attn." in name for name in folder.tensors)
    return "transformers'" if native else "the release's under transformers' prefix"


def _model_rows(report: Report) -> list[tuple[str, str]]:
    config = report.config
    assert config is not None
    kinds = ", ".join(f"{len(where)} {kind}" for kind, where in report.layers.items() if where)
    routed = ", ".join(f"{len(where)} {kind}" for kind, where in report.routing.items() if where)
    count = {name: _count(number) for name, number in report.parameters.items()}
    return [
        ("model", f"{config.num_hidden_layers} layers of width {config.hidden_size} in {config.hc_mult} streams"),
        ("layers", f"{kinds}; routing: {routed}; draft blocks: {config.num_nextn_predict_layers}"),
        (
            "attention",
            f"{config.num_attention_heads} heads of {config.head_dim}, window {config.sliding_window}, "
            f"rates {config.csa_rate} and {config.hca_rate}, top {config.index_topk}",
        ),
        ("experts", f"{config.num_experts_per_tok} of {config.n_routed_experts} and a shared one, width "
                    f"{config.moe_intermediate_size}"),
        ("parameters", f"{count['total']} ({count['trunk']} without draft blocks), {count['active']} active per token"),
    ]  # fmt: skip


def _largest_first(sizes: dict[str, int]) -> dict[str, int]:
    return dict(sorted(sizes.items(), key=lambda item: -item[1]))


def _shares(sizes: dict[str, int]) -> str:
    total = sum(sizes.values()) or 1
    return ", ".join(f"{name} {_size(size)} ({size / total:.1%})" for name, size in sizes.items())


def _size(size: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.2f} TB"


def _count(number: float) -> str:
    for unit in ("", " thousand", " million"):
        if number < 1000:
            return f"{number:.0f}{unit}" if not unit else f"{number:.2f}{unit}"
        number /= 1000
    return f"{number:.2f} billion"
