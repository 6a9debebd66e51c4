"""Damages saved traces at random, and uses each as a reader would: python tests/fakes/mutated_traces.py FIRST COUNT [-v].

Every number is a mutant of its own, the same on every machine. Allowed is only this package's error, within SECONDS and a
bounded memory; whatever else happens is printed with the mutant's number, and the exit code is 1.
"""

from __future__ import annotations

import gc
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from synthetic_trace import synthetic_trace

from dsv4lab.analysis.expert_load import expert_load
from dsv4lab.analysis.sparse_attention import query_attention
from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError
from dsv4lab.widgets.compressor import Compressor
from dsv4lab.widgets.cost import Cost
from dsv4lab.widgets.expert_load import ExpertLoad
from dsv4lab.widgets.expert_routing import ExpertRouting
from dsv4lab.widgets.generation import Generation
from dsv4lab.widgets.hyper_connections import HyperConnections
from dsv4lab.widgets.lightning_indexer import LightningIndexer
from dsv4lab.widgets.page import run_table
from dsv4lab.widgets.page_states import chunks
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.sparse_attention import SparseAttention
from dsv4lab.widgets.token_strip import TokenStrip

SECONDS = 20  # for one mutant, on a machine that does other things too
MEMORY = 200_000_000  # bytes beside the file's own
GROUPS = tuple(("tokens", group) for group in ("routing", "indexer", "attention", "compressor", "mixing", "streams"))
VIEWS = {
    "tokens": (TokenStrip, Cost, Generation), "routing": (ExpertRouting, ExpertLoad), "indexer": (LightningIndexer,),
    "attention": (SparseAttention,), "compressor": (Compressor,), "mixing": (HyperConnections,), "streams": (),
}  # fmt: skip
ODD = (
    None, True, False, -1, 0, 1, 3, 2**31, 4_000_000_000, 2**62, 2**63, 10**400, 0.5, -0.0, 1e308, float("nan"),
    float("inf"), "", "x", "../../x", "\0", "\ud800", [], [0], [-1, None], {}, {"ok": 1}, {"name": "pickle"}, "float16",
)  # fmt: skip


def jsons(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("zarr.json") if path.is_file())  # one may be a pipe, which would wait


def pieces(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "/c/" in path.as_posix())


def put(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)  # what is copied by link is never written into
    path.write_bytes(data)


def flip(folder: Path, rng: random.Random) -> None:
    path = rng.choice(jsons(folder) + pieces(folder))
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 1, 3, 20))):
        if data:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    put(path, bytes(data))


def cut(folder: Path, rng: random.Random) -> None:
    path = rng.choice(jsons(folder) + pieces(folder))
    data = path.read_bytes()
    put(path, rng.choice((b"", data[: rng.randrange(len(data) + 1)], data + b"\0" * 40, data * 2)))


def drop(folder: Path, rng: random.Random) -> None:
    path = rng.choice(sorted(folder.rglob("*")))
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def places(node: Any, way: tuple = ()) -> list[tuple]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [spot for key, value in inner for spot in [(*way, key), *places(value, (*way, key))]]


def edit(folder: Path, rng: random.Random) -> None:
    """One value anywhere in a zarr.json replaced, removed, or put in another's place."""
    path = rng.choice([*jsons(folder), folder / "run" / "zarr.json", folder / "zarr.json"])
    root = json.loads(path.read_text())
    *way, last = rng.choice(places(root))
    node = root
    for key in way:
        node = node[key]
    how = rng.randrange(8)
    if how == 0:
        del node[last]
    elif how == 1 and isinstance(node[last], int):
        node[last] = int(node[last]) + rng.choice((-1, 1, 2))
    elif how == 2:
        node[last] = [[[node[last]]]]
    else:
        node[last] = rng.choice(ODD)
    put(path, json.dumps(root).encode())


def stretch(folder: Path, rng: random.Random) -> None:
    """One dimension of a whole group declared longer or shorter, and perhaps the chunks too: all arrays still agree."""
    groups = sorted(path for path in folder.iterdir() if path.is_dir() and path.name != "run")
    arrays = [file for file in jsons(folder) if file.parent.parent in groups]
    dims = {dim for file in arrays for dim in json.loads(file.read_text())["dimension_names"]}
    dim, size, chunks_too = (
        rng.choice(sorted(dims)),
        rng.choice((0, 1, 7, 25, 300, 70_000, 4_000_000_000)),
        rng.random() < 0.5,
    )
    chosen = rng.choice([groups, [rng.choice(groups)]])
    for file in arrays:
        node = json.loads(file.read_text())
        if file.parent.parent in chosen and dim in node["dimension_names"]:
            at = node["dimension_names"].index(dim)
            node["shape"][at] = size
            if chunks_too:
                node["chunk_grid"]["configuration"]["chunk_shape"][at] = max(size, 1)
            put(file, json.dumps(node).encode())
    if dim == "token" and rng.random() < 0.7:
        root = json.loads((folder / "zarr.json").read_text())
        root["attributes"]["tokens"] = size
        put(folder / "zarr.json", json.dumps(root).encode())


def swap(folder: Path, rng: random.Random) -> None:
    """A file, or a whole array, in the place of another."""
    files = rng.choice((jsons(folder), pieces(folder)))
    one, other = rng.choice(files), rng.choice(files)
    put(one, other.read_bytes())
    if rng.random() < 0.5 and one.name == "zarr.json" and (other.parent / "c").exists() and (one.parent / "c").exists():
        shutil.rmtree(one.parent / "c")
        shutil.copytree(other.parent / "c", one.parent / "c")


def rewrite(folder: Path, rng: random.Random) -> None:
    """Other values, properly stored, as someone with zarr would do it."""
    import zarr

    path = rng.choice([file.parent for file in jsons(folder) if (file.parent / "c").exists()])
    for piece in pieces(path):
        put(piece, piece.read_bytes())
    put(path / "zarr.json", (path / "zarr.json").read_bytes())
    array: Any = zarr.open_array(path, mode="r+", zarr_format=3)
    if array.dtype.kind not in "iufb" or not array.size:
        array[:] = np.full(array.shape, rng.choice(("", "hash", "x" * 1000)), np.dtypes.StringDType())
        return
    values = np.array(array[:])
    at = np.random.default_rng(rng.randrange(2**31)).random(values.shape) < rng.choice((0.01, 0.5, 1.0))
    odd = [np.nan, np.inf, -np.inf, 1e38, -1, 0] if values.dtype.kind == "f" else [-2, -1, 0, 1, 100, 127]
    values[at] = np.array(rng.choice(odd)).astype(values.dtype) if values.dtype.kind != "i" else (
        rng.choice([*odd, np.iinfo(values.dtype).max, np.iinfo(values.dtype).min]))  # fmt: skip
    array[:] = values


def junk(folder: Path, rng: random.Random) -> None:
    where = rng.choice([path for path in [folder, *sorted(folder.rglob("*"))] if path.is_dir()])
    how = rng.randrange(5)
    if how == 0:
        (where / "junk").write_bytes(b"x")
    elif how == 1:
        (where / "loop").symlink_to(where)
    elif how == 2:
        path = rng.choice(jsons(folder) + pieces(folder))
        path.unlink()
        rng.choice((os.mkfifo, os.mkdir, lambda p: Path(p).symlink_to(p)))(path)
    elif how == 3:
        put(where / ".zgroup", b'{"zarr_format": 2}')
    else:
        (where / "zarr.json.partial").mkdir(exist_ok=True)


def older(folder: Path, rng: random.Random) -> None:
    """The mark of whole chunks taken away, and a chunk or two with it."""
    root = json.loads((folder / "zarr.json").read_text())
    root["attributes"].pop("holds", None)
    put(folder / "zarr.json", json.dumps(root).encode())
    for _ in range(rng.randrange(4)):
        left = pieces(folder)
        if left:
            rng.choice(left).unlink()


def nest(folder: Path, rng: random.Random) -> None:
    put(rng.choice(jsons(folder)), b'{"attributes": ' + b"[" * 100_000)


KINDS: tuple[Callable[[Path, random.Random], None], ...] = (
    flip, cut, drop, edit, edit, edit, edit, stretch, stretch, swap, rewrite, rewrite, rewrite, junk, older, nest,
)  # fmt: skip


def mutant(bases: list[Path], number: int, where: Path) -> tuple[Path, str]:
    rng = random.Random(number)
    path, said = where / f"{number}.zarr", []
    shutil.copytree(rng.choice(bases), path, copy_function=os.link)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        kind = rng.choice(KINDS)
        said.append(kind.__name__)
        try:
            kind(path, rng)
        except Exception:  # a second damage of what is damaged already
            said[-1] += " (not possible)"
    if rng.random() < 0.15:
        said.append("zip")
        zipped = where / f"{number}.zarr.zip"
        with zipfile.ZipFile(
            zipped, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
        ) as out:
            for file in sorted(path.rglob("*")):
                if file.is_file():
                    out.write(file, file.relative_to(path).as_posix())
        if rng.random() < 0.6:
            data = bytearray(zipped.read_bytes())
            for _ in range(rng.choice((1, 5))):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            zipped.write_bytes(bytes(data[: rng.choice((len(data), len(data), rng.randrange(len(data))))]))
        path = zipped
    return path, ", ".join(said)


def use(path: Path, rng: random.Random) -> str:
    """Open, verify, read every group, and show: "refused", or "used" when nothing in it was wrong."""
    trace = Trace.open(path)
    try:
        trace.verify()
        for group in trace.groups:
            trace[group].load()
        trace.pieces, trace.text, repr(trace)
        check_trace(trace)
        run_table(trace)
        if "routing" in trace:
            expert_load(trace)
        if "attention" in trace and len(trace):
            query_attention(trace, 2, len(trace) - 1)
        for group in trace.groups:
            for kind in VIEWS.get(group, ()):
                if rng.random() < 0.6 or len(trace) == 0:
                    continue
                view = kind(trace, Selection(layer=rng.randrange(6), token=rng.randrange(len(trace))))
                said = [view.message]
                view.close()
                part = rng.choice(view.parts)
                for _, (name, packed) in zip(
                    range(2), chunks(view, part, trace, range(min(2, len(trace)))), strict=False
                ):
                    assert name is not None and packed
                said.append(view.message)
                raw = [words for words in said if "(at " in words and ".py, line" in words]
                assert not raw, f"{kind.__name__}: {raw[0]}"
        return "used"
    finally:
        trace.close()


def main() -> int:
    first, count = int(sys.argv[1]), int(sys.argv[2])
    warnings.simplefilter("ignore")  # what numpy says of NaN is no error; what is drawn of them is judged
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError(f"more than {SECONDS} s")))
    # A damaged file may nest as deep as Python can follow; finalisers that a collection runs down there would fail aloud.
    gc.disable()
    outcomes: dict[str, int] = {}
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        bases = [synthetic_trace(13, 5, groups).save(where / f"base{i}.zarr") for i, groups in enumerate(GROUPS)]
        for base in bases:
            use(base, random.Random(0))
        limit_memory()
        for number in range(first, first + count):
            path, said = mutant(bases, number, where)
            signal.alarm(SECONDS)
            try:
                outcome = use(path, random.Random(number))
            except LabError as error:
                outcome = "refused"
                if "-v" in sys.argv:
                    print(number, said, "|", str(error)[:200])
            except BaseException as error:
                outcome, wrong = "wrong", wrong + 1
                print(f"mutant {number} ({said}): {type(error).__name__}: {str(error)[:300]}", flush=True)
                print("".join(traceback.format_exception(error)[-4:]), flush=True)
            signal.alarm(0)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
            for left in where.glob(f"{number}.zarr*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            if number % 10 == 0:
                gc.collect()
    print(json.dumps(outcomes))
    return 1 if wrong else 0


def limit_memory() -> None:
    """No more address space than is used now, and MEMORY: beyond it every allocation is a MemoryError."""
    import resource

    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))


if __name__ == "__main__":
    sys.exit(main())
