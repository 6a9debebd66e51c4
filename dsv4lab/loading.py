"""`load`: a folder in, a ready model out: plain PyTorch on any device, the Triton engine on a GPU that can.

Without a path it opens the trained model that ships with the package. Nothing falls back silently: what was chosen stands in
`model.notes`. Tests: tests/package/test_loading.py.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import torch

from dsv4lab.checkpoint.inventory import F32, I64, parameters
from dsv4lab.checkpoint.reader import Checkpoint, open_checkpoint
from dsv4lab.checkpoint.selection import first_layers
from dsv4lab.config import Config
from dsv4lab.digest import TINY, digest_of
from dsv4lab.engine import compile_process
from dsv4lab.errors import LabError, MissingPartError, RoomError, printable, shown
from dsv4lab.generation.reference import Reference
from dsv4lab.hub import is_repository_id, resolve
from dsv4lab.interfaces import Model
from dsv4lab.memory import free_memory
from dsv4lab.placement import PLACEMENTS, choose
from dsv4lab.terminal import say_in_place
from dsv4lab.text import Tokenizer

if TYPE_CHECKING:
    from dsv4lab.engine.engine import Engine

_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}
# Activations of a model this narrow are too few to be worth rounding: on the engine it computes in float32.
_NARROW = 1024
_SILENT = 2 << 30  # bytes of weights that are loaded without a word


@compile_process.ends_what_is_left
def load(
    path: str | Path | None = None,
    *,
    device: str | Sequence[str] = "auto",
    dtype: str | torch.dtype = "auto",
    engine: str = "auto",
    layers: range | None = None,
    placement: str = "auto",
    experts_on_device: int | None = None,
    numerics: str = "exact",
    mtp: bool = True,
    revision: str | None = None,
    cache_dir: str | Path | None = None,
    local_files_only: bool = True,
) -> Model:
    """Load a checkpoint folder (the release's layout or transformers') or the id of a repository on the hub.

    path       a folder; or owner/name, such as "deepseek-ai/DeepSeek-V4-Flash": what huggingface_hub's cache has of it.
               None is the shipped trained model

    device     "auto" (a GPU if there is one), "cpu", "cuda", "cuda:1"; for a split several: ["cuda:0", "cuda:1"]
    dtype      "auto", "float32", "bfloat16": of activations (and of weights in plain PyTorch). "auto" is float32 on a CPU
               and for narrow models on the engine, otherwise bfloat16
    engine     "auto": the engine (Triton kernels, weights as they are stored) where it can run, otherwise plain PyTorch;
               "triton" or "reference" demand one of them
    layers     range(k): the first k layers only, which are exact in themselves; without draft blocks. Only shards that hold
               them must be there
    placement  of the engine's weights: "resident" on one device; "split", whole layers over several (by default all GPUs):
               the speed of one, and the memory of all; "offload", one device that keeps the experts which are used most,
               while main memory has the others; "streamed", one layer after another through one device: a pass over a prompt
               reads all shards, and so does each new token. "auto" takes the first that fits
    experts_on_device   with "offload": how many of each layer's experts stay on the device, by default as many as fit
    numerics   "exact", or "release": round activations and the cache as the released kernels do
    mtp        False leaves the draft (MTP) blocks out, for releases whose drafts have another shape
    revision, cache_dir   of an id: branch, tag or commit (main), and the cache's folder (huggingface_hub's own)
    local_files_only      of an id: True makes no network call; what is absent is told with the command that fetches just
               that. False fetches it

    The model has `config`, `tokenizer` (None where the folder has none), `end_ids` (tokens that end a text), `notes` (what
    was chosen, and why), and `model(ids[B, T]) -> logits`.

    >>> import dsv4lab as lab
    >>> model = lab.load()  # the shipped model; lab.load("path/to/checkpoint") takes another
    >>> model.config.num_hidden_layers, model.config.layer_kinds[2:4]
    (8, ('csa', 'hca'))

    Raises LabError for an argument that is unknown, MissingPartError where engine="triton" cannot run here, CheckpointError
    or ConfigError for a folder that is damaged or no checkpoint (damaged numbers included, and files that change while they
    are read), and RoomError, which compares what the weights need with what is free before any is read. An id raises
    RepositoryError (NotInCacheError, ...) where no whole folder is behind it.

    Large weights say their plan first, then how far they are, on stderr. Stopped half-way, by Ctrl-C or an error, nothing of
    them stays on a device.
    """
    if not isinstance(engine, str) or engine not in ("auto", "reference", "triton"):
        raise LabError(f"engine={shown(engine)} is unknown; use 'auto', 'triton' or 'reference' (plain PyTorch).")
    if not isinstance(placement, str) or placement not in PLACEMENTS:
        raise LabError(f"placement={shown(placement)} is unknown; use {', '.join(map(repr, PLACEMENTS))}.")
    count = first_layers(layers)
    if not isinstance(numerics, str) or numerics not in ("exact", "release"):
        raise LabError(f"numerics={shown(numerics)} is unknown; use 'exact' or 'release'.")
    if not isinstance(mtp, bool):
        raise LabError(f"mtp={shown(mtp)} is unknown; use True or False.")
    _check_experts_on_device(experts_on_device, placement)
    devices = _devices(device, placement)
    where = devices[0]
    _check_dtype(dtype)
    if where.type == "cuda" and engine != "reference":
        compile_process.start_early()
    if revision is not None and not is_repository_id(path):
        raise LabError(f"revision={shown(revision)} belongs to a repository id, and path={shown(path, 80)} is none.")
    wanted = {"revision": revision, "cache_dir": cache_dir, "local_files_only": local_files_only}
    folder = TINY if path is None else _folder(path, layers=count, mtp=mtp, **wanted)
    checkpoint = open_checkpoint(folder, mtp=mtp, layers=count)
    reason = _no_engine(checkpoint.config, where, interpreted=engine == "triton")
    if engine == "triton" and reason is not None:
        raise MissingPartError(f"engine='triton' was asked for, but {reason}. Use engine='auto' for plain PyTorch.")
    fast = engine == "triton" or (engine == "auto" and reason is None)
    if placement in ("split", "offload", "streamed") and not fast:
        why = reason or f"engine={shown(engine)} was asked for"
        raise MissingPartError(
            f"placement={placement!r} is the engine's, but {why}. Leave placement= out for plain PyTorch."
        )
    kind = _dtype(dtype, where, narrow=fast and checkpoint.config.hidden_size <= _NARROW)
    model = (
        _engine(checkpoint, kind, devices, placement, experts_on_device)
        if fast
        else _reference(checkpoint, kind, where)
    )
    model.numerics.release = numerics == "release"
    if not fast and engine == "auto" and where.type == "cuda":
        model.notes.append(f"plain PyTorch and not the engine, because {reason}")
    model.notes += checkpoint.notes
    model.layers_of = checkpoint.layers_of
    model.tokenizer = Tokenizer.load(folder)
    if model.tokenizer is not None:
        model.notes += model.tokenizer.notes
        tokens, rows = model.tokenizer.vocab_size, model.config.vocab_size
        if tokens > rows:
            model.notes.append(
                f"the tokenizer has {tokens:,} tokens and the model {rows:,} rows: a text that needs one of the others is "
                "refused."
            )
    model.end_ids = model.config.end_ids or (frozenset() if model.tokenizer is None else model.tokenizer.end_ids)
    model.digest = digest_of(folder) + ("" if count is None else f" layers 0 to {count - 1}")
    if fast and where.type == "cuda" and getattr(model, "graphs", False):
        from dsv4lab.loading_ahead import begin

        begin(model)
    return model


def _folder(path: object, **of_an_id: Any) -> Path:
    """The folder that a path or an id means, `~` included; refused where it can be none."""
    if is_repository_id(path):
        return resolve(str(path), **of_an_id)
    if not isinstance(path, (str, os.PathLike)) or not isinstance(os.fspath(path), str):
        raise LabError(
            f"path={shown(path)} is a {type(path).__name__}; give a folder as text or Path, a repository id, or None for "
            "the shipped model."
        )
    text = os.fspath(path)
    if "\0" in text or not text:
        raise LabError(f"path={shown(text)} can be no folder; give the folder that holds config.json and the shards.")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:  # ~somebody who is not there
        raise LabError(f"path={shown(text)}: {printable(str(error), 200)} Write the path in full.") from None


def _reference(checkpoint: Checkpoint, dtype: torch.dtype, device: torch.device) -> Reference:
    _check_room(checkpoint, dtype, device)
    with torch.device("meta"):
        model = Reference(checkpoint.config)
    try:
        state = checkpoint.load(dtype=dtype, device=device)
    except (MemoryError, RuntimeError) as error:  # torch has no class of its own for a CPU that is full
        if isinstance(error, LabError) or not (
            isinstance(error, (MemoryError, torch.OutOfMemoryError)) or "alloc" in str(error)
        ):
            raise
        raise _no_room(checkpoint, dtype, device, _free(checkpoint, device)) from None
    model.load_state_dict(state, strict=True, assign=True)
    model.rotary = type(model.rotary)(checkpoint.config).to(device)  # its tables are computed, not stored
    model.eval().requires_grad_(False)
    model.notes = [
        f"{checkpoint.folder.path.name}: {parameters(checkpoint.config):,} parameters, {_word(dtype)} on {device}, "
        "plain PyTorch"
    ]
    return model


def bytes_needed(checkpoint: Checkpoint, dtype: torch.dtype) -> int:
    """Main memory that loading takes in plain PyTorch: every weight widened to `dtype`, and the largest one's way there."""
    sizes = {F32: 4, I64: 8}
    weights = {
        name: weight.numel * sizes.get(weight.format, dtype.itemsize) for name, weight in checkpoint.weights.items()
    }
    # A packed matrix is unpacked in float32 before it is cast; experts one at a time, unless they are stored as one.
    unpacked = (
        4 * weight.numel // (1 if None in checkpoint.match.sources[name] else weight.shape[0])
        for name, weight in checkpoint.weights.items()
    )
    return sum(weights.values()) + 2 * max(unpacked, default=0)


def _check_room(checkpoint: Checkpoint, dtype: torch.dtype, device: torch.device) -> None:
    free = _free(checkpoint, device)
    if bytes_needed(checkpoint, dtype) > free:
        raise _no_room(checkpoint, dtype, device, free)


def _free(checkpoint: Checkpoint, device: torch.device) -> int:
    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0]
    return free_memory(sum(checkpoint.folder.shard_bytes.values()))


def _no_room(checkpoint: Checkpoint, dtype: torch.dtype, device: torch.device, free: int) -> RoomError:
    need, ways = bytes_needed(checkpoint, dtype), ["a smaller checkpoint"]
    half = bytes_needed(checkpoint, torch.bfloat16)
    if dtype != torch.bfloat16 and half <= free:
        ways.insert(0, f"dtype='bfloat16' ({half / 1e9:.1f} GB)")
    name = printable(checkpoint.folder.path.name, 200)
    return RoomError(
        f"{name} needs {need / 1e9:.1f} GB of memory on {device} in {_word(dtype)}, since plain PyTorch unpacks its "
        f"weights; {free / 1e9:.1f} GB are free. Use {' or '.join(ways)}; dsv4lab.inspect says what it holds."
    )


def _engine(
    checkpoint: Checkpoint, dtype: torch.dtype, devices: list[torch.device], placement: str, hot: int | None
) -> Engine:
    from dsv4lab.engine.engine import Engine
    from dsv4lab.engine.load_weights import from_checkpoint

    stored, name = checkpoint.stored_bytes(), printable(checkpoint.folder.path.name, 200)
    free = [_free(checkpoint, device) for device in devices]
    config = checkpoint.config
    chosen = choose(
        placement, stored, config.num_hidden_layers, devices, free, name,
        experts=config.n_routed_experts, host_free=free_memory(), hot=hot,
    )  # fmt: skip
    told = sum(stored.values()) > _SILENT or chosen.way != "resident"
    if told:
        say_in_place(f"{name}: {chosen}")
        say_in_place("")
    say = say_in_place if told else None
    if chosen.way == "streamed":
        from dsv4lab.engine.streamed import streamed_engine

        model = streamed_engine(checkpoint, dtype, chosen.stages[0].device, say_in_place)
    elif chosen.way == "offload":
        from dsv4lab.engine.offloaded import load_offloaded

        where = chosen.stages[0].device
        model = Engine(load_offloaded(checkpoint, dtype=dtype, device=where, hot=chosen.hot, say=say))
    else:
        model = Engine(from_checkpoint(checkpoint, dtype=dtype, stages=chosen.stages, say=say))
    where = " and ".join(
        f"{stage.device}"
        if len(chosen.stages) == 1
        else f"{stage.device} (layers {stage.layers[0]} to {stage.layers[-1]})"
        for stage in chosen.stages
    )
    model.notes = [
        f"{name}: {sum(stored.values()) / 1e6:,.0f} MB of weights as they are stored, activations in {_word(dtype)} on "
        f"{where}, Triton engine"
    ]
    if chosen.way == "streamed":
        model.notes.append("layers are read from the shards in every pass: give whole prompts, few new tokens")
    if model.weights.store is not None:
        model.notes.append(str(model.weights.store))
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


def _devices(device: object, placement: str) -> list[torch.device]:
    """The devices that a model may be placed on; the first is where it lies if it needs only one."""
    if isinstance(device, (list, tuple)):
        named = cast("Sequence[object]", device)
        if placement not in ("auto", "split") or not named:
            raise LabError(f"device={shown(device)} is no device; several are for placement='split'.")
        found = [_device(name) for name in named]
        if len({one.type for one in found}) > 1:
            raise LabError(f"device={shown(device)} mixes kinds of devices; a model is split over devices of one kind.")
        return found
    one = _device(device)
    if one.type == "cuda" and one.index is None and placement in ("auto", "split"):
        here = torch.cuda.current_device()
        others = [i for i in range(torch.cuda.device_count()) if i != here]
        if placement == "split" or others:
            return [torch.device("cuda", i) for i in (here, *others)]
    if placement == "split":
        raise LabError(
            f"placement='split' needs several devices, and device={shown(str(device))} is one; name them, as in "
            "device=['cuda:0', 'cuda:1'], or leave placement= out."
        )
    return [one]


def _device(name: object) -> torch.device:
    if isinstance(name, str) and name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if not isinstance(name, (str, torch.device)):
        raise LabError(f"device={shown(name)} is a {type(name).__name__}; use 'auto', 'cpu' or 'cuda'.")
    try:
        device = torch.device(name)
    except RuntimeError:
        raise LabError(f"device={shown(name)} is not a device; use 'auto', 'cpu' or 'cuda'.") from None
    said = f"device={shown(str(name))}"
    if device.type not in ("cpu", "cuda"):
        raise LabError(f"{said} is of a kind that is not covered; use 'auto', 'cpu' or 'cuda'.")
    if device.type == "cuda" and not torch.cuda.is_available():
        raise LabError(f"{said}, but this PyTorch sees no GPU; use device='cpu' or run `dsv4lab doctor`.")
    count = 1 if device.type == "cpu" else torch.cuda.device_count()
    if device.index is not None and device.index >= count:
        raise LabError(f"{said}, but there {'is' if count == 1 else 'are'} {count} of this kind, counted from 0.")
    return device


def _check_experts_on_device(count: object, placement: str) -> None:
    if count is None:
        return
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise LabError(
            f"experts_on_device={shown(count)} is no number of experts; give how many of each layer stay there."
        )
    if placement != "offload":
        raise LabError(
            f"experts_on_device={count} belongs to placement='offload', and placement={shown(placement)}; give both, or "
            "leave it out."
        )


def _check_dtype(dtype: object) -> None:
    """Refuse what is no dtype of weights before anything is read."""
    name = _word(dtype) if isinstance(dtype, torch.dtype) else dtype
    if not isinstance(name, str) or name not in ("auto", *_DTYPES):
        raise LabError(f"dtype={shown(name)} is unknown; use 'auto', 'float32' or 'bfloat16'.")


def _dtype(dtype: str | torch.dtype, device: torch.device, *, narrow: bool) -> torch.dtype:
    name = _word(dtype) if isinstance(dtype, torch.dtype) else dtype
    if name == "auto":
        return torch.float32 if device.type == "cpu" or narrow else torch.bfloat16
    return _DTYPES[name]


def _word(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
