"""Damaged checkpoints by the thousand, from a seed: every small file, header and number of a tiny folder, changed somewhere.

Nothing here lists known faults. A change is drawn from what can be done to any JSON value (another kind, another size,
removed, doubled, nested, at a limit), to any bytes (flipped, cut, repeated, put elsewhere), and to any file (absent, a
folder, a link). `python tests/fakes/mutations.py 5000 7` runs 5,000 of seed 7 and prints what is not right.
"""

from __future__ import annotations

import copy
import json
import math
import random
import shutil
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIMITS: tuple[Any, ...] = (
    0, 1, -1, 2, 3, 127, 128, 255, 1 << 31, (1 << 31) - 1, 1 << 32, 1 << 53, (1 << 63) - 1, 1 << 63, 1 << 64, 10**30,
    10**400, -(1 << 63), 0.0, -0.0, 0.5, 1e-45, 1e-300, 1e300, math.inf, -math.inf, math.nan, 4.0, True, False, None, "",
    "0", "4", "\x00", "\x1b[31m", "\ud83d", "x" * 3000, [], {}, [[]], [None], {"a": {}}, [0] * 500, {"": None}, "fp4",
    "yarn", "../x",
)  # fmt: skip


def draw_value(draw: random.Random) -> Any:
    kind = draw.randrange(8)
    if kind < 5:
        return copy.deepcopy(draw.choice(LIMITS))
    if kind == 5:
        return draw.randrange(-5, 1 << draw.randrange(1, 70))
    if kind == 6:
        return draw.uniform(-2, 2) * 10 ** draw.randrange(-40, 40)
    return "".join(
        chr(draw.choice((draw.randrange(32, 127), draw.randrange(1 << 16)))) for _ in range(draw.randrange(12))
    )


def places(value: Any, deepest: int = 50) -> list[tuple]:
    """The paths of all values inside a JSON value, not below `deepest` levels."""
    found, open_ones = [], [((), value)]
    while open_ones:
        path, at = open_ones.pop()
        items = at.items() if isinstance(at, dict) else enumerate(at) if isinstance(at, list) else ()
        inner = [((*path, key), below) for key, below in items]
        found += [path for path, _ in inner]
        open_ones += inner if len(path) < deepest else []
    return found


def mutate_json(value: Any, draw: random.Random) -> Any:
    """One to three changes anywhere in a JSON value, which is changed in place."""
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        everywhere = places(value)
        if not everywhere:
            return value
        *parents, key = draw.choice(everywhere)
        at = value
        for parent in parents:
            at = at[parent]
        old, what = at[key], draw.randrange(9)
        if what == 0:
            del at[key]
        elif what == 1 and isinstance(at, dict):
            at[draw.choice(("", "x", "factor", "\x1b[0m", f"{key}x"))] = at.pop(key)
        elif what == 2:
            at[key] = [old] * draw.choice((1, 2, 50))
        elif what == 3:
            at[key] = {draw.choice(("a", "type", str(key))): old}
        elif what == 4 and isinstance(old, (int, float)) and math.isfinite(old):
            at[key] = draw.choice((-old, old + 1, old - 1, old * 2, float(old), str(old), bool(old), old * 10**20))
        elif what == 5 and isinstance(old, list):
            at[key] = draw.choice((old[1:], old + old, old[::-1], [*old, draw_value(draw)]))
        elif what == 6:
            deep: Any = old
            for _ in range(draw.choice((3, 90, 3000))):
                deep = [deep]
            at[key] = deep
        else:
            at[key] = draw_value(draw)
    return value


def write_json(value: Any, draw: random.Random) -> bytes:
    """JSON text; numbers and depths that Python itself does not write are put in as text."""
    try:
        text = json.dumps(value, ensure_ascii=draw.random() < 0.7)
    except (ValueError, RecursionError):
        text = '{"a":' * 5000
    if draw.random() < 0.03:
        text = text.replace(
            draw.choice((":", "1", '"')), draw.choice(("7" * 5000, "::", "[" * 4000, "\ufeff", "NaN")), 1
        )
    return text.encode("utf-8", "surrogatepass")


def mutate_bytes(data: bytes, draw: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 8))):
        if not out:
            return bytes(out)
        # Headers and beginnings are hit far more often than their share of the bytes.
        at = draw.randrange(min(len(out), draw.choice((9, 200, 4000, len(out)))))
        what = draw.randrange(6)
        if what == 0:
            out[at] ^= 1 << draw.randrange(8)
        elif what == 1:
            out[at] = draw.choice((0, 0x7F, 0x80, 0xFF, 0x22, 0x7B, 0x5B, draw.randrange(256)))
        elif what == 2:
            del out[at : at + draw.choice((1, 3, 100, 10**9))]
        elif what == 3:
            out[at:at] = out[at : at + draw.choice((1, 8, 60))]
        elif what == 4:
            out[at : at + 8] = struct.pack("<Q", draw.choice((0, 1, len(out), 1 << 32, (1 << 64) - 1, 10**8)))
        else:
            out[at:at] = bytes(draw.randrange(256) for _ in range(draw.choice((1, 4, 64))))
    return bytes(out)


def mutate_header(data: bytes, draw: random.Random) -> bytes:
    """Change the JSON header of a safetensors file, and sometimes keep its length or offsets right."""
    length = struct.unpack("<Q", data[:8])[0]
    table = json.loads(data[8 : 8 + length])
    what = draw.randrange(6)
    names = [name for name in table if name != "__metadata__"]
    name = draw.choice(names)
    if what == 0:
        table[draw.choice(names) + draw.choice(("", ".x", "\x1b[2J", "2"))] = table.pop(name)
    elif what == 1:
        entry, size = table[name], 1
        entry["dtype"] = draw.choice(
            ("F32", "BF16", "F16", "I8", "U8", "F8_E4M3", "F8_E8M0", "I64", "F64", "BOOL", "F4", "F8_E5M2", "U16")
        )
        if draw.random() < 0.7:  # a dtype of the same width keeps the file honest
            begin, end = entry["data_offsets"]
            size = {"F32": 4, "BF16": 2, "F16": 2, "I64": 8, "F64": 8, "U16": 2}.get(entry["dtype"], 1)
            entry["shape"] = [(end - begin) // size]
    elif what == 2:
        table[name]["shape"] = draw.choice(
            (table[name]["shape"][::-1], [1, *table[name]["shape"]], [0], [1] * 40, [1 << 40, 0])
        )
    else:
        table = mutate_json(table, draw)
    raw = write_json(table, draw)
    return struct.pack("<Q", len(raw) if draw.random() < 0.95 else draw.randrange(1 << 20)) + raw + data[8 + length :]


def mutate_numbers(data: bytes, draw: random.Random) -> bytes:
    """Change stored numbers and leave the header as it is."""
    length = struct.unpack("<Q", data[:8])[0]
    out = bytearray(data)
    for _ in range(draw.choice((1, 3, 200))):
        at = draw.randrange(8 + length, len(out))
        out[at] = draw.choice((0, 0xFF, 0x7F, draw.randrange(256)))
    return bytes(out)


def mutate_file(file: Path, draw: random.Random) -> None:
    """Put something else in a file's place."""
    what = draw.randrange(5)
    file.unlink()
    if what == 0:
        file.mkdir()
    elif what == 1:
        file.symlink_to(file)
    elif what == 2:
        file.symlink_to(draw.choice((file.with_name("gone"), Path("/dev/null"), Path("/etc/passwd"), file.parent)))
    elif what == 3:
        file.write_bytes(b"")


JSON_FILES = (
    "config.json",
    "config.json",
    "config.json",
    "generation_config.json",
    "tokenizer_config.json",
    "tokenizer.json",
)


def mutated(source: Path, folder: Path, draw: random.Random) -> str:
    """A damaged copy of a folder; returns what was done. Only what is changed is copied, the rest are links' targets."""
    folder.mkdir()
    for file in source.iterdir():
        shutil.copyfile(file, folder / file.name)
    shards = sorted(folder.glob("*.safetensors"))
    index = folder / "model.safetensors.index.json"
    what = draw.choices(("json", "index", "header", "numbers", "bytes", "file"), (10, 3, 5, 4, 3, 1))[0]
    if what == "json":
        file = folder / draw.choice(JSON_FILES)
        file.write_bytes(write_json(mutate_json(json.loads(file.read_text("utf-8")), draw), draw))
    elif what == "index":
        file = index
        file.write_bytes(write_json(mutate_json(json.loads(file.read_text("utf-8")), draw), draw))
    elif what == "header":
        file = draw.choice(shards)
        file.write_bytes(mutate_header(file.read_bytes(), draw))
    elif what == "numbers":
        file = draw.choice(shards)
        file.write_bytes(mutate_numbers(file.read_bytes(), draw))
    else:
        file = draw.choice(sorted(folder.iterdir()))
        if what == "file":
            mutate_file(file, draw)
        else:
            file.write_bytes(mutate_bytes(file.read_bytes(), draw))
    return f"{what} of {file.name}"


def main(count: int, seed: int, judge: Callable[[Path], str | None], source: Path, place: Path) -> list[str]:
    """Judge `count` damaged folders; what was not right, with the number that makes it again."""
    wrong = []
    for number in range(count):
        draw = random.Random(f"{seed}:{number}")
        folder = place / "damaged"
        shutil.rmtree(folder, ignore_errors=True)
        done, begun = mutated(source, folder, draw), time.process_time()
        told = judge(folder)
        seconds = time.process_time() - begun  # a busy machine is no hang
        if told is None and seconds > 5:
            told = f"{seconds:.1f} seconds"
        if told is not None:
            wrong.append(f"seed {seed}, number {number}, {done}: {told}")
    shutil.rmtree(place / "damaged", ignore_errors=True)
    return wrong


if __name__ == "__main__":
    import tempfile

    sys.path.insert(0, str(Path(__file__).parents[1] / "checkpoint"))
    from test_mutations import judge_folder, write_source

    with tempfile.TemporaryDirectory() as place:
        found = main(int(sys.argv[1]), int(sys.argv[2]), judge_folder, write_source(Path(place) / "whole"), Path(place))
    print("\n".join(found), f"\n{len(found)} of {sys.argv[1]}")
