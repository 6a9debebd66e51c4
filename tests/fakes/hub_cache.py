"""A cache as huggingface_hub keeps it: blobs, snapshots of links to them, and notes of revisions."""

from __future__ import annotations

import os
from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def put_into_cache(source: Path, cache: Path, repository: str, *, commit: str = COMMIT, revision: str = "main") -> Path:
    """Move a folder's files into a cache as a repository's snapshot; returns the snapshot."""
    storage = cache / f"models--{repository.replace('/', '--')}"
    snapshot = storage / "snapshots" / commit
    (storage / "refs").mkdir(parents=True)
    (storage / "refs" / revision).write_text(commit)
    (storage / "blobs").mkdir()
    for number, file in enumerate(sorted(path for path in source.rglob("*") if path.is_file())):
        blob, link = storage / "blobs" / f"{number:040x}", snapshot / file.relative_to(source)
        link.parent.mkdir(parents=True, exist_ok=True)
        file.rename(blob)
        link.symlink_to(os.path.relpath(blob, link.parent))
    return snapshot
