"""`load`: a folder in, a ready model out: plain PyTorch on any device, the Triton engine on a GPU that can.

Without a path it opens the trained model that ships with the package. Nothing falls back silently: what was chosen stands in
`model.notes`. Tests: tests/test_loading.py.
"""

from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from dsv4lab.checkpoint.reader import Checkpoint, open_checkpoint
from dsv4lab.config import Config
from dsv4lab.errors import LabError, MissingPartError
from dsv4lab.model.transformer import Transformer
from dsv4lab.text import Tokenizer

if TYPE_CHECKING:
    from dsv4lab.engine.engine import Engine

TINY = Path(__file__).parent / "models" / "tiny"
_DIGEST_WHOLE_FILES = 1 << 30  # larger folders are identified by their shards' headers and sizes
_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}
# Activations of a model this narrow are too few to be worth rounding: on the engine it computes in float32.
_NARROW = 1024


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
) -> Transformer | Engine:
    """Load a checkpoint folder (the release's layout or transformers'); None is the shipped trained model.

    device     "auto" (a GPU if there is one), "cpu", "cuda", "cuda:1"
    dtype      "auto", "float32", "bfloat16": of activations (and of weights in plain PyTorch). "auto" is float32 on a CPU
               and for narrow models on the engine, otherwise bfloat16
    engine     "auto": the engine (Triton kernels, weights as they are stored) where it can run, otherwise plain PyTorch;
               "triton" or "reference" demand one of them
    layers, placement   reserved: every layer is loaded, resident on the device
    numerics   "exact", or "release": round activations and the cache as the released kernels do
    drafts     False leaves the draft (MTP) blocks out, for releases whose drafts have another shape

    The model has `config`, `tokenizer` (None where the folder has none), `notes` (what was chosen, and why), and
    `model(ids[B, T]) -> logits`.
    """
    if engine not in ("auto", "reference", "triton"):
        raise LabError(f"engine={engine!r} is unknown; use 'auto', 'triton' or 'reference' (plain PyTorch).")
    if layers is not None or placement != "auto":
        raise LabError(
            "layers= and placement= are reserved: this version loads every layer onto one device. Leave them out."
        )
    if numerics not in ("exact", "release"):
        raise LabError(f"numerics={numerics!r} is unknown; use 'exact' or 'release'.")
    where = _device(device)
    folder = Path(TINY if path is None else path)
    checkpoint = open_checkpoint(folder, drafts=drafts)
    reason = _no_engine(checkpoint.config, where, interpreted=engine == "triton")
    if engine == "triton" and reason is not None:
        raise MissingPartError(f"engine='triton' was asked for, but {reason}. Use engine='auto' for plain PyTorch.")
    fast = engine == "triton" or (engine == "auto" and reason is None)
    kind = _dtype(dtype, where, narrow=fast and checkpoint.config.hidden_size <= _NARROW)
    model = _engine(checkpoint, kind, where) if fast else _reference(checkpoint, kind, where)
    model.numerics.release = numerics == "release"
    if not fast and engine == "auto" and where.type == "cuda":
        model.notes.append(f"plain PyTorch and not the engine, because {reason}")
    model.notes += checkpoint.notes
    model.tokenizer = Tokenizer.load(folder)
    model.digest = digest_of(folder)
    return model


def _reference(checkpoint: Checkpoint, dtype: torch.dtype, device: torch.device) -> Transformer:
    with torch.device("meta"):
        model = Transformer(checkpoint.config)
    state = checkpoint.load(dtype=dtype, device=device)
    model.load_state_dict(state, strict=True, assign=True)
    model.rotary = type(model.rotary)(checkpoint.config).to(device)  # its tables are computed, not stored
    model.eval().requires_grad_(False)
    parameters = sum(t.numel() for t in state.values())
    model.notes = [
        f"{checkpoint.folder.path.name}: {parameters:,} parameters, {_word(dtype)} on {device}, plain PyTorch"
    ]
    return model


def _engine(checkpoint: Checkpoint, dtype: torch.dtype, device: torch.device) -> Engine:
    from dsv4lab.engine.engine import Engine
    from dsv4lab.engine.weights import from_checkpoint

    if device.type == "cuda":
        need = sum(shard.stat().st_size for shard in checkpoint.folder.path.glob("*.safetensors"))
        free, _ = torch.cuda.mem_get_info(device)
        if need > free:
            raise MissingPartError(
                f"{checkpoint.folder.path.name} has {need / 1e9:.1f} GB of weights and {free / 1e9:.1f} GB are free on "
                f"{device}. Use device='cpu', or a smaller checkpoint; dsv4lab.inspect says what it holds."
            )
    model = Engine(from_checkpoint(checkpoint, dtype=dtype, device=device))
    model.notes = [
        f"{checkpoint.folder.path.name}: {model.weights.bytes() / 1e6:,.0f} MB of weights as they are stored, activations "
        f"in {_word(dtype)} on {device}, Triton engine"
    ]
    return model


def _no_engine(config: Config, device: torch.device, *, interpreted: bool) -> str | None:
    """Why the engine cannot run this model here, or None; `interpreted` allows Triton's interpreter, which is for tests."""
    if find_spec("triton") is None:
        return "triton is not installed"
    if device.type != "cuda" and not (interpreted and os.environ.get("TRITON_INTERPRET") == "1"):
        return f"the device is {device}"
    if device.type == "cuda" and torch.cuda.get_device_capability(device) < (8, 0):
        return f"{torch.cuda.get_device_name(device)} is older than compute capability 8.0"
    from dsv4lab.engine.layers import uncovered

    return uncovered(config)


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


def _dtype(dtype: str | torch.dtype, device: torch.device, *, narrow: bool) -> torch.dtype:
    if isinstance(dtype, torch.dtype):
        dtype = _word(dtype)
    if dtype == "auto":
        return torch.float32 if device.type == "cpu" or narrow else torch.bfloat16
    if dtype not in _DTYPES:
        raise LabError(f"dtype={dtype!r} is unknown; use 'auto', 'float32' or 'bfloat16'.")
    return _DTYPES[dtype]


def _word(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
