"""What is in a checkpoint folder: sizes, schedule, formats, bytes, and everything for which `load` would refuse it.

A folder of 160 GB is described from its headers in about a second; up to a gigabyte (or with `deep=True`) the numbers are
read too, since damaged ones show nowhere else. Surprising: a damaged folder is no error here; its faults are listed.
Tests: tests/checkpoint/test_inspect.py.
"""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dsv4lab.attention_kinds import COMPRESSED, KINDS
from dsv4lab.checkpoint.diagnosis import explain
from dsv4lab.checkpoint.identity import by_place, identify
from dsv4lab.checkpoint.inventory import active_parameters, official, parameters, weights
from dsv4lab.checkpoint.matching import Match, match
from dsv4lab.checkpoint.names import plain_name, recognise
from dsv4lab.checkpoint.shards import BadFile, Folder, scan, some
from dsv4lab.checkpoint.values import survey
from dsv4lab.checkpoint.ways import DISK, ROOM, Way, this_machine, ways_of
from dsv4lab.config import HASH, LEARNED, Config, read_values
from dsv4lab.config_spellings import unread_keys
from dsv4lab.errors import LabError, printable, shown
from dsv4lab.hub import is_repository_id, lacking_of, request_of, snapshot

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json")
READ_BELOW = 1 << 30  # bytes of tensors up to which the numbers are read without being asked to
_DTYPE_NAMES = {
    "I8": "FP4 pairs (I8)",
    "F8_E4M3": "FP8 (F8_E4M3)",
    "F8_E8M0": "multipliers (F8_E8M0)",
    "I64": "token tables (I64)",
}


@dataclass
class Report:
    """The facts about a folder. `problems` is empty exactly when the checkpoint can be loaded as it is.

    identity         which release it is or is nearest to; `differs` says in what it is not that release
    missing, unexpected   tensors, by name, that its configuration implies and nobody stored, and the other way round
    absent           shards that the index lists and that are not there
    ways             how it could run on this machine, each with its predictions
    without_mtp      whether it can be loaded with mtp=False
    values_read      whether the numbers themselves were read, and not only where they lie
    """

    path: str
    identity: str = "unknown"
    differs: list[str] = field(default_factory=list)
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
    absent: list[str] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    without_mtp: bool = False
    values_read: bool = False
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def loadable(self) -> bool:
        """Whether `load` takes the folder as it is: no problem was found."""
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain JSON values."""
        out = {name: value for name, value in vars(self).items() if name not in ("config", "ways")}
        out["ways"] = [vars(way) for way in self.ways]
        return {"loadable": self.loadable, "config": None if self.config is None else self.config.to_dict()} | out

    def rows(self) -> list[tuple[str, str]]:
        """The report as (heading, text) lines, the same for the terminal and the notebook."""
        loadable = "yes" if self.loadable else "without its draft blocks" if self.without_mtp else "no"
        rows = [("checkpoint", self.path), ("is", self.identity)] + [("", text) for text in self.differs]
        rows.append(("loadable", loadable))
        if self.config is not None:
            rows += _model_rows(self)
        if self.tensors:
            rows.append(("stored", f"{self.tensors:,} tensors, {_size(self.bytes)}, names: {self.spelling}"))
            rows.append(("shards", f"{len(self.shards)}, {_size(max(self.shards.values()))} the largest"))
            rows.append(("by dtype", _shares({_DTYPE_NAMES.get(k, k): v for k, v in self.bytes_by_dtype.items()})))
            rows.append(("by part", _shares(self.bytes_by_part)))
            rows.append(("values", "read" if self.values_read else "not read, only where they lie (deep=True, --deep)"))
        for heading, names in (("missing", self.missing), ("unexpected", self.unexpected)):
            if names:
                rows.append((heading, f"{len(names):,} ({by_place(names)})"))
        rows += [("runs here" if i == 0 else "", str(way)) for i, way in enumerate(self.ways)]
        if self.ways:
            rows.append(("", f"assumed: {DISK / 1e9:.0f} GB/s of disk, {ROOM / 1e9:.0f} GB beside weights and cache"))
        rows.append(("tokenizer", ", ".join(self.tokenizer) or "none in the folder"))
        rows += [("problem", text) for text in self.problems] + [("note", text) for text in self.notes]
        return [(heading, "\n".join(printable(line) for line in text.split("\n"))) for heading, text in rows]

    def __str__(self) -> str:
        return "\n".join(f"{heading:<11}{text}" for heading, text in self.rows())

    def _repr_html_(self) -> str:
        cells = "".join(
            f'<tr><th style="text-align:left;vertical-align:top">{html.escape(heading)}</th>'
            f'<td style="text-align:left">{html.escape(text)}</td></tr>'
            for heading, text in self.rows()
        )
        return f"<table>{cells}</table>"


def inspect(
    path: str | Path,
    *,
    deep: bool | None = None,
    revision: str | None = None,
    cache_dir: str | Path | None = None,
) -> Report:
    """Describe a checkpoint folder; see `Report`. Never raises for what it finds in the folder.

    path   a folder, or the id of a repository (owner/name) that huggingface_hub's cache has; no network call is made
    deep   read every number (True), none (False), or those of folders up to 1 GiB (None)
    revision, cache_dir   of an id: branch, tag or commit, and the cache's folder

    >>> import dsv4lab as lab
    >>> from dsv4lab.loading import TINY  # the folder of the shipped checkpoint
    >>> report = lab.inspect(TINY, deep=False)
    >>> report.loadable, report.problems, report.values_read
    (True, [], False)
    """
    report = Report(printable(str(path), 1000))
    lacking = None
    try:
        if is_repository_id(path):
            request = request_of(str(path), revision, cache_dir)
            folder = snapshot(request)
            report.path = f"{report.path} ({printable(str(folder), 1000)})"
            lacking = lacking_of(request, folder)
        else:
            folder = Path(path).expanduser()
            if revision is not None:
                raise LabError(f"revision={shown(revision)} belongs to a repository id, and {report.path} is none.")
    except LabError as error:
        report.problems.append(str(error))
        return report
    except (TypeError, RuntimeError) as error:
        report.problems.append(f"{report.path}: not a path ({printable(str(error), 200)}).")
        return report
    found = scan(folder)
    # The cache's own words about absent shards come with the command that fetches them.
    report.problems += [lacking] if lacking else []
    report.problems += found.problems[1:] if lacking and found.absent else found.problems
    report.notes += found.notes
    report.absent = [printable(name, 200) for name in found.absent]
    report.tensors, report.bytes = len(found.tensors), found.bytes
    report.shards = {printable(name, 200): size for name, size in found.shard_bytes.items()}
    report.spelling = _spelling(found)
    for header in found.tensors.values():
        report.bytes_by_dtype[header.dtype] = report.bytes_by_dtype.get(header.dtype, 0) + header.bytes
    report.bytes_by_dtype = _largest_first(report.bytes_by_dtype)
    try:
        if not folder.is_dir():
            return report
        report.tokenizer = [name for name in TOKENIZER_FILES if (folder / name).is_file()]
    except (OSError, ValueError):
        return report  # `scan` has said why
    try:
        values = read_values(folder)
        identity = identify(values, found.tensors)
        report.identity, report.differs = identity.name, list(identity.differs)
        report.config = Config.from_dict(values)
    except LabError as error:
        report.problems.append(str(error))
        return report
    if not identity.covered:  # whatever its configuration looks like, its tensors are not V4's
        report.problems.append(f"{identity.name} is another architecture, which is not read.")
    if unread := unread_keys(values):
        report.notes.append(f"config.json has keys that are not known here and not read: {some(unread)}.")
    result = _compare(report, found, report.config)
    _read_tokenizer(report, folder)
    if found.tensors and (deep or (deep is None and found.bytes <= READ_BELOW)):
        report.values_read = True
        _read_values(report, found, result)
    return report


def _read_values(report: Report, folder: Folder, result: Match) -> None:
    """What is wrong with the numbers; a file that changed since its header was read is one more problem."""
    try:
        faults = survey(folder, result)
    except (BadFile, OSError, ValueError) as error:
        faults = [f"the numbers cannot be read ({printable(str(error), 200)})."]
    report.problems += faults
    report.without_mtp = report.without_mtp and not faults


def _read_tokenizer(report: Report, folder: Path) -> None:
    from dsv4lab.text import Tokenizer

    try:
        tokenizer = Tokenizer.load(folder)
    except LabError as error:
        report.problems.append(str(error))
        report.without_mtp = False
        return
    report.notes += tokenizer.notes if tokenizer is not None else []


def _compare(report: Report, folder: Folder, config: Config) -> Match:
    """Fill in what the configuration says, and where the stored tensors disagree with it."""
    result = match(folder.tensors, config)
    config = report.config = result.config
    trunk = parameters(config.replace(num_nextn_predict_layers=0))
    report.parameters = {"total": parameters(config), "trunk": trunk, "active": active_parameters(config)}
    report.layers = {kind: config.layers_of_kind(kind) for kind in KINDS}
    report.routing = {kind: config.layers_of_routing(kind) for kind in (HASH, LEARNED)}
    report.bytes_by_part, stored = _by_part(folder, config)
    report.notes += result.notes
    report.missing, report.wrong = list(result.missing), list(result.wrong)
    report.unexpected = sorted(printable(name, 200) for name in result.unexpected)
    if not folder.tensors:
        return result  # the folder's own problem says why; 69,187 missing names would only hide it
    lacking = False if result.complete else match(folder.tensors, config, mtp=False).complete
    report.without_mtp = not report.problems and (result.complete or lacking)
    if not result.complete:
        # What lies in shards that are known to be absent is missing for that reason and no other.
        unclear = result.unexpected or result.wrong or not folder.absent
        report.problems += explain(folder.tensors, result, without_mtp=lacking) if unclear else []
    if result.complete or lacking or folder.absent:
        report.ways = _ways(config, stored if not folder.absent else _implied(config), without_mtp=lacking)
    return result


def _ways(config: Config, stored: dict[str, int], *, without_mtp: bool) -> list[Way]:
    """The ways of this machine, of the trunk alone where the draft blocks have to be left out."""
    if not without_mtp:
        return ways_of(config, stored, this_machine())
    trunk = {name: size for name, size in stored.items() if not name.startswith("mtp.")}
    ways = ways_of(config.replace(num_nextn_predict_layers=0), trunk, this_machine())
    settings = [
        way.settings if "layers=" in way.settings else f"{way.settings}, mtp=False".lstrip(", ") for way in ways
    ]
    return [replace(way, settings=words) for way, words in zip(ways, settings, strict=True)]


def _by_part(folder: Folder, config: Config) -> tuple[dict[str, int], dict[str, int]]:
    """Stored bytes by part, the largest first, and by our weights' names."""
    expected = weights(config)
    total: Counter[str] = Counter()
    stored: Counter[str] = Counter()
    for name, header in folder.tensors.items():
        place, part = recognise(name), "not of this model"
        if plain_name(name).startswith("mtp."):
            part = "draft (MTP)"
        if place is not None and place.ours[0] in expected:
            part = expected[place.ours[0]].part if part != "draft (MTP)" else part
            for ours in place.ours:
                stored[ours] += header.bytes // len(place.ours)
        total[part] += header.bytes
    return _largest_first(total), stored


def _implied(config: Config) -> dict[str, int]:
    """Bytes by our weights' names of a folder that is whole and in the release's formats."""
    total: Counter[str] = Counter()
    for item in official(config).values():
        total[item.ours] += item.bytes
    return total


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
            f"rates {' and '.join(str(kind.rate(config)) for kind in COMPRESSED)}, top {config.index_topk}",
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
