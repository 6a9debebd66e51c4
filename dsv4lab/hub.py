"""A repository id (owner/name) to the folder that huggingface_hub's cache has of it; nothing is fetched unless asked for.

The cache, its place and its environment variables (HF_HOME, HF_HUB_CACHE, HF_HUB_OFFLINE, HF_TOKEN) are huggingface_hub's
own; it is imported when an id is given and not before. What is absent is told with the one command that fetches just that.
Surprising: a snapshot in the cache may lack any of its files, and nothing in it says which ones there should be; the index
says it of the shards. Tests: tests/package/test_hub.py.
"""

from __future__ import annotations

import itertools
import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsv4lab.checkpoint.inventory import official
from dsv4lab.checkpoint.selection import shards_needed
from dsv4lab.checkpoint.shards import INDEX, SINGLE, BadFile, read_index
from dsv4lab.config import Config
from dsv4lab.errors import (
    BrokenCacheError,
    LabError,
    LoginError,
    MissingPartError,
    NoSuchRepositoryError,
    NotInCacheError,
    OfflineError,
    RepositoryError,
    printable,
    shown,
)

SMALL_FILES = ("*.json", "encoding/*")  # configuration, index, tokenizer, fixed texts of the prompt: some 20 MB
_ID = re.compile(r"[A-Za-z0-9][\w.\-]*/[\w.\-]+", re.ASCII)


def is_repository_id(path: Any) -> bool:
    """Whether a text is meant as owner/name: it looks like one, and no folder or file has this name here.

    >>> from dsv4lab.hub import is_repository_id
    >>> is_repository_id("deepseek-ai/DeepSeek-V4-Flash"), is_repository_id("./flash"), is_repository_id("a/b/c")
    (True, False, False)
    """
    return isinstance(path, str) and len(path) < 200 and _ID.fullmatch(path) is not None and not os.path.lexists(path)


@dataclass(frozen=True)
class Request:
    """What is asked for: a repository, its revision (None: main), the cache (None: huggingface_hub's)."""

    repository: str
    revision: str | None = None
    cache_dir: str | Path | None = None

    @property
    def where(self) -> str:
        """The repository and its revision in words."""
        return f"{self.repository} at revision {printable(self.revision or 'main', 100)}"

    def command(self, patterns: Sequence[str]) -> str:
        """The shell command that fetches the files of these patterns into the same cache."""
        words = ["hf", "download", self.repository]
        words += ["--revision", self.revision] if self.revision is not None else []
        words += ["--cache-dir", str(self.cache_dir)] if self.cache_dir is not None else []
        return shlex.join(words + [word for pattern in patterns for word in ("--include", pattern)])


def resolve(
    repository: str,
    *,
    revision: str | None = None,
    cache_dir: str | Path | None = None,
    local_files_only: bool = True,
    layers: int | None = None,
    mtp: bool = True,
) -> Path:
    """The snapshot folder of a repository id, with everything that loading `layers` layers (None: all) needs.

    local_files_only   False fetches what is absent; True (as it is if nothing is said) makes no network call at all

    Raises MissingPartError without huggingface_hub, NotInCacheError with the command that fetches what is absent,
    BrokenCacheError for a cache that contradicts itself, and, only where the network was asked for, NoSuchRepositoryError,
    LoginError and OfflineError. All but the first are RepositoryErrors.
    """
    request = request_of(repository, revision, cache_dir)
    if not isinstance(local_files_only, bool):
        raise LabError(f"local_files_only={shown(local_files_only)} is unknown; use True or False.")
    if local_files_only:
        folder = snapshot(request)
        lacking(request, folder, layers=layers, mtp=mtp)
        return folder
    _fetch(request, SMALL_FILES)  # asks the hub which files there are, so that a changed revision is noticed
    folder = snapshot(request)
    try:
        lacking(request, folder, layers=layers, mtp=mtp)
    except NotInCacheError as error:
        _fetch(request, _patterns_of(error.command))
        folder = snapshot(request)
        lacking(request, folder, layers=layers, mtp=mtp)
    return folder


def snapshot(request: Request) -> Path:
    """The folder that the cache has of a revision, whole or not; no network call.

    Raises NotInCacheError and BrokenCacheError.
    """
    constants, storage = _storage(request)
    revision = request.revision or constants.DEFAULT_REVISION
    snapshots, reference = storage / "snapshots", storage / "refs" / revision
    if not storage.is_dir():
        raise _absent(request, f"{printable(str(storage.parent), 300)} has nothing of it")
    try:
        commit = reference.read_text(encoding="utf-8").strip() if reference.is_file() else revision
    except (OSError, ValueError) as error:
        raise BrokenCacheError(
            f"{request.where}: the cache's note of the revision cannot be read ({printable(str(error), 200)}). "
            f"Remove {printable(str(reference), 300)} and fetch again."
        ) from None
    folder = snapshots / commit
    if not _is_name(commit):
        raise BrokenCacheError(
            f"{request.where}: {printable(str(reference), 300)} names {shown(commit, 60)}, which is no commit. Remove that "
            "file and fetch again."
        )
    if folder.is_dir():
        return folder
    if commit != revision:
        raise BrokenCacheError(
            f"{request.where}: the cache says this is commit {printable(commit, 60)} and has no snapshot of it. Fetch "
            f"again: {request.command(SMALL_FILES)}"
        )
    raise _absent(request, f"the cache has {_known_revisions(storage)} of it")


def lacking(request: Request, folder: Path, *, layers: int | None = None, mtp: bool = True) -> None:
    """Refuse a snapshot that lacks a file that loading needs; no network call.

    Raises NotInCacheError, whose command fetches what is absent and nothing else.
    """
    names = [name for name in ("config.json",) if not (folder / name).is_file()]
    one_file = (folder / SINGLE).is_file()
    if not one_file and not (folder / INDEX).is_file():
        names.append(INDEX)
    if names:
        broken = " (a link whose file is gone)" if any(os.path.lexists(folder / name) for name in names) else ""
        raise NotInCacheError(
            f"{request.where}: the snapshot in the cache lacks {' and '.join(names)}{broken}. Fetch the small files first: "
            f"{request.command(SMALL_FILES)}. Then the index says which shards are needed.",
            request.command(SMALL_FILES),
        )
    if one_file:
        return
    try:
        where, _ = read_index(folder / INDEX)
    except BadFile as error:
        raise BrokenCacheError(f"{request.where}: {error} {request.command([INDEX])} --force-download") from None
    needed = shards_needed(where, layers, mtp=mtp)
    absent = [shard for shard in needed if not _is_there(folder, shard)]
    if absent:
        command = request.command(_patterns(absent, sorted(set(where.values()))))
        started = len(list((folder.parent.parent / "blobs").glob("*.incomplete")))
        begun = (
            f" {started} of them was begun and goes on."
            if started == 1
            else f" {started} of them were begun and go on."
        )
        what = "" if layers is None else f" of the {len(needed)} that its first {layers} layers need"
        are = "is" if len(absent) == 1 else "are"
        raise NotInCacheError(
            f"{request.where}: {_shards(absent)}{what} {are} not in the cache{_size(folder, where, absent)}. This fetches "
            f"what is absent and nothing else:{begun if started else ''} {command}",
            command,
        )


def lacking_of(request: Request, folder: Path) -> str | None:
    """What `lacking` would refuse a whole model for, as a sentence; None where nothing is absent."""
    try:
        lacking(request, folder)
    except RepositoryError as error:
        return str(error)
    return None


def request_of(repository: str, revision: Any = None, cache_dir: Any = None) -> Request:
    """The arguments checked, for huggingface_hub would build paths of them.

    Raises LabError for a revision or cache_dir that can be none, MissingPartError without huggingface_hub, and
    NoSuchRepositoryError for what can be no id.
    """
    if revision is not None and (not isinstance(revision, str) or not _is_revision(revision)):
        raise LabError(f"revision={shown(revision)} is no branch, tag or commit; leave it out for main.")
    if cache_dir is not None and (
        not isinstance(cache_dir, (str, Path)) or str(cache_dir) == "" or "\0" in str(cache_dir)
    ):
        raise LabError(f"cache_dir={shown(cache_dir)} is no folder; leave it out for huggingface_hub's own.")
    request = Request(repository, revision, cache_dir)
    _hub(repository)
    from huggingface_hub.errors import HFValidationError
    from huggingface_hub.utils import validate_repo_id

    try:
        validate_repo_id(repository)
    except HFValidationError as error:
        raise NoSuchRepositoryError(
            f"{shown(repository)}: no folder of this name is here, and it can be no repository id "
            f"({printable(str(error), 200)})."
        ) from None
    return request


def _hub(repository: str) -> Any:
    """huggingface_hub's constants, read when an id is given."""
    try:
        from huggingface_hub import constants
    except ImportError:
        raise MissingPartError(
            f"{shown(repository)}: no folder of this name is here. Read as a repository id it needs huggingface_hub, which "
            "is not installed: pip install 'dsv4lab[hub]'."
        ) from None
    return constants


def _storage(request: Request) -> tuple[Any, Path]:
    constants = _hub(request.repository)
    cache = Path(constants.HF_HUB_CACHE if request.cache_dir is None else request.cache_dir).expanduser()
    return constants, cache / f"models--{request.repository.replace('/', constants.REPO_ID_SEPARATOR)}"


def _is_revision(text: str) -> bool:
    parts = text.split("/")
    return text.isprintable() and 0 < len(text) < 200 and all(_is_name(part) for part in parts)


def _is_name(text: str) -> bool:
    """One part of a path that leads nowhere else."""
    return bool(text) and text not in (".", "..") and not re.search(r"[/\\\0-\x1f]", text) and text[0] != "-"


def _is_there(folder: Path, shard: str) -> bool:
    # What leads out of the folder is refused by the reader with its own words.
    return not _is_name(shard) or (folder / shard).is_file()


def _absent(request: Request, why: str) -> NotInCacheError:
    command = request.command(SMALL_FILES)
    return NotInCacheError(
        f"{request.where}: not a folder here, and {why}. If it is a repository on the hub, fetch the small files first: "
        f"{command}. Then the same call says which shards it needs (local_files_only=False does both). It may not exist, or "
        "need a login; no network call was made to find out.",
        command,
    )


def _known_revisions(storage: Path) -> str:
    refs = storage / "refs"
    found = sorted(file.relative_to(refs).as_posix() for file in refs.rglob("*") if file.is_file())
    if not found:
        found = sorted(file.name for file in (storage / "snapshots").glob("*"))
    return f"only {', '.join(printable(name, 60) for name in found[:4])}" if found else "no revision"


def _size(folder: Path, where: dict[str, str], absent: list[str]) -> str:
    """What they are together, where config.json says it."""
    try:
        stored = official(Config.read(folder))
    except LabError:
        return ""
    lost = set(absent)
    size = sum(stored[name].bytes for name, shard in where.items() if name in stored and shard in lost)
    unknown = any(name not in stored for name, shard in where.items() if shard in lost)
    return f" ({'at least ' if unknown else ''}{size / 1e9:,.1f} GB)" if size else ""


def _shards(names: list[str]) -> str:
    return f"{len(names)} shard{'s' * (len(names) != 1)}"


def _patterns(wanted: list[str], every: list[str]) -> list[str]:
    """Few patterns that match the wanted shards and none of the others: numbers are joined by their last digit."""
    if set(wanted) == set(every) and all(shard.endswith(".safetensors") for shard in every):
        return ["*.safetensors"]
    groups: dict[tuple[str, str], list[str]] = {}
    for shard in wanted:
        number = re.match(r"(.*?-\d*)(\d)(-of-.*)", shard, re.DOTALL)
        if number is None or set("*?[]") & set(shard):
            groups[re.sub(r"([*?[])", r"[\1]", shard), ""] = []
        else:
            groups.setdefault((number[1], number[3]), []).append(number[2])
    return [before + _digits(sorted(digits)) + after for (before, after), digits in groups.items()]


def _digits(digits: list[str]) -> str:
    """Digits as one pattern: 3, [123], [1-4]."""
    if len(digits) < 2:
        return "".join(digits)
    run = ord(digits[-1]) - ord(digits[0]) == len(digits) - 1 and len(digits) > 2
    return f"[{digits[0]}-{digits[-1]}]" if run else f"[{''.join(digits)}]"


def _patterns_of(command: str) -> list[str]:
    words = shlex.split(command)
    return [after for before, after in itertools.pairwise(words) if before == "--include"]


def _fetch(request: Request, patterns: Sequence[str]) -> None:
    """Have huggingface_hub fetch files, its errors in this package's words."""
    constants = _hub(request.repository)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError, RevisionNotFoundError

    if constants.HF_HUB_OFFLINE:
        raise OfflineError(
            f"{request.where}: local_files_only=False asks for the network, and HF_HUB_OFFLINE forbids it. Unset one of "
            f"them; on a machine with a network: {request.command(patterns)}"
        )
    try:
        snapshot_download(
            request.repository, revision=request.revision, cache_dir=request.cache_dir, allow_patterns=list(patterns)
        )
    except GatedRepoError:
        raise LoginError(
            f"{request.where}: the hub gives it out after an agreement only. Accept it on {constants.ENDPOINT}/"
            f"{request.repository}, then: hf auth login"
        ) from None
    except RepositoryNotFoundError:
        raise NoSuchRepositoryError(
            f"{request.where}: the hub knows no such repository, or shows it to its members only. Check the spelling; if it "
            "is private: hf auth login"
        ) from None
    except RevisionNotFoundError:
        raise NoSuchRepositoryError(
            f"{request.where}: the repository has no such revision; leave it out for main."
        ) from None
    except Exception as error:  # httpx, files of the cache, the hub itself: of many classes, in many versions
        answers = (getattr(met, "response", None) for met in (error, error.__cause__))
        status = next((answer.status_code for answer in answers if answer is not None), None)
        if status in (401, 403):
            raise LoginError(
                f"{request.where}: the hub refuses it ({status}): it is not for everybody, or does not exist. Log in: "
                "hf auth login"
            ) from None
        told = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise OfflineError(
            f"{request.where}: could not be fetched ({printable(told, 200)}). What came is kept; try again, or elsewhere: "
            f"{request.command(patterns)}"
        ) from None
