"""`load`: a folder in, a ready model out, in plain PyTorch on the chosen device.

Without a path it opens the trained model that ships with the package. Nothing falls back silently: what was chosen stands in
`model.notes`. Tests: tests/test_loading.py.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch

from dsv4lab.checkpoint.reader import open_checkpoint
from dsv4lab.errors import LabError
from dsv4lab.model.transformer import Transformer
from dsv4lab.text import Tokenizer

TINY = Path(__file__).parent / "models" / "tiny"
_DIGEST_WHOLE_FILES = 1 << 30  # larger folders are identified by their shards' headers and sizes
_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def load(
    path: str | Path | None = None,
    *,
    device: str = "auto",
    dtype: str | torch.dtype = "auto",
    engine: str = "auto",
    layers: None = None,
    placement: str = "auto",
    numerics: str = "exact",
    drafts: bool = True,
) -> Transformer:
    """Load a checkpoint folder (the release's layout or transformers'); None is the shipped trained model.

    device     "auto" (a GPU if there is one), "cpu", "cuda", "cuda:1"
    dtype      "auto" (float32 on a CPU, bfloat16 on a GPU), "float32", "bfloat16"
    engine     "auto" or "reference": plain PyTorch, the only engine of this version
    layers, placement   reserved: every layer is loaded, resident on the device
    numerics   "exact", or "release": round activations as the released kernels do
    drafts     False leaves the draft (MTP) blocks out, for releases whose drafts have another shape

    The model has `config`, `tokenizer` (None where the folder has none), `notes`, and `model(ids[B, T]) -> logits`.
    """
    if engine not in ("auto", "reference"):
        raise LabError(f"engine={engine!r} is not part of this version; use engine='reference' (plain PyTorch).")
    if layers is not None or placement != "auto":
        raise LabError(
            "layers= and placement= are reserved: this version loads every layer onto one device. Leave them out."
        )
    if numerics not in ("exact", "release"):
        raise LabError(f"numerics={numerics!r} is unknown; use 'exact' or 'release'.")
    where = _device(device)
    kind = _dtype(dtype, where)
    folder = Path(TINY if path is None else path)
    checkpoint = open_checkpoint(folder, drafts=drafts)
    with torch.device("meta"):
        model = Transformer(checkpoint.config)
    state = checkpoint.load(dtype=kind, device=where)
    model.load_state_dict(state, strict=True, assign=True)
    model.rotary = type(model.rotary)(checkpoint.config).to(where)  # its tables are computed, not stored
    model.eval().requires_grad_(False)
    model.numerics.release = numerics == "release"
    model.tokenizer = Tokenizer.load(folder)
    model.digest = digest_of(folder)
    model.notes = [
        f"{folder.name}: {sum(t.numel() for t in state.values()):,} parameters, {str(kind).removeprefix('torch.')} on "
        f"{where}, plain PyTorch",
        *checkpoint.notes,
    ]
    return model


def digest_of(folder: Path) -> str:
    """SHA-256 of a folder's shards; of their headers and sizes where they are larger than 1 GiB together."""
    shards = sorted(folder.glob("*.safetensors"))
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


def _device(name: str) -> torch.device:
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError:
        raise LabError(f"device={name!r} is not a device; use 'auto', 'cpu' or 'cuda'.") from None
    if device.type == "cuda" and not torch.cuda.is_available():
        raise LabError(f"device={name!r}, but this PyTorch sees no GPU; use device='cpu' or run `dsv4lab doctor`.")
    return device


def _dtype(dtype: str | torch.dtype, device: torch.device) -> torch.dtype:
    if isinstance(dtype, torch.dtype):
        dtype = str(dtype).removeprefix("torch.")
    if dtype == "auto":
        return torch.float32 if device.type == "cpu" else torch.bfloat16
    if dtype not in _DTYPES:
        raise LabError(f"dtype={dtype!r} is unknown; use 'auto', 'float32' or 'bfloat16'.")
    return _DTYPES[dtype]
