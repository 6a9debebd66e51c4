"""What a folder's weights are known by, and where the shipped ones lie; it needs no torch, since traces are read without it.

Tests: tests/package/test_loading.py, tests/widgets/test_what_if.py.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

TINY = Path(__file__).parent / "models" / "tiny"  # the shipped model
_DIGEST_WHOLE_FILES = 1 << 30  # larger folders are identified by their shards' headers and sizes


def digest_of(folder: Path) -> str:
    """SHA-256 of a folder's shards; of their headers and sizes where they are larger than 1 GiB together."""
    shards = sorted(shard for shard in folder.glob("*.safetensors") if shard.is_file())
    whole = sum(shard.stat().st_size for shard in shards) <= _DIGEST_WHOLE_FILES
    digest = hashlib.sha256()
    for shard in shards:
        with shard.open("rb") as file:
            if whole:
                digest.update(hashlib.file_digest(file, "sha256").digest())
            else:
                length = int.from_bytes(file.read(8), "little")
                digest.update(f"{shard.name} {shard.stat().st_size} ".encode() + file.read(length))
    return digest.hexdigest() if whole else "headers:" + digest.hexdigest()
