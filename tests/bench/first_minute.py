"""The first minute on a GPU: seconds from the start of a process to its first token, and what takes them.

    python tests/bench/first_minute.py [--out first_minute.jsonl] [--profile]

    cold      `dsv4lab generate` where nothing was compiled before (a cache folder of its own)
    second    the same command again
    session   a session in a new process, cold again: import, load, first token, then the first token of the first text that
              is captured; and which kernels this process had to compile itself, though others were asked to
    warm      the same again

Prints one JSON line each. A text's first token is what arrives on the terminal behind the prompt.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROMPT = "Once upon a time there was a little fox. The little fox had a red ball, and"


def command(cache: str) -> dict[str, Any]:
    """`dsv4lab generate`, looked at from outside."""
    begun = time.time()
    asked = [sys.executable, "-m", "dsv4lab.cli", "generate", PROMPT, "--max-new-tokens", "20"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, env=environment(cache)) as process:
        assert process.stdout is not None
        written = b""
        while len(written) <= len(PROMPT) and (more := os.read(process.stdout.fileno(), 4096)):
            written += more
        first = time.time() - begun
        process.stdout.read()
    return {"first token, s": round(first, 2), "ended, s": round(time.time() - begun, 2), "code": process.returncode}


def session(cache: str, profile: bool) -> dict[str, Any]:
    """A session in a process of its own, which times itself from the moment it was asked for."""
    asked = [sys.executable, __file__, "--inside", repr(time.time()), *(["--profile"] if profile else [])]
    done = subprocess.run(asked, stdout=subprocess.PIPE, check=True, env=environment(cache))
    return json.loads(done.stdout.splitlines()[-1])


def environment(cache: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "TRITON_CACHE_DIR": cache,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }


def inside(begun: float, profile: bool) -> dict[str, Any]:
    from dsv4lab.engine import compile_process

    times: dict[str, Any] = {"python, s": since(begun)}
    compile_process.start_early()  # as the command line does
    import torch

    times["torch, s"] = since(begun)
    import dsv4lab as lab

    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    own, models = compiled_here()
    model: Any = lab.load()
    models.append(model)
    times["loaded, s"] = since(begun)
    model.wait_until_ready(None)
    times["kernels of a text, s"] = since(begun)
    for capture, name in ((None, "first token, s"), ("standard", "first token captured, s after the other")):
        at, first = time.time(), 0.0
        for _ in lab.Session(model).stream(PROMPT, max_new_tokens=20, capture=capture):
            first = first or since(begun if capture is None else at)
        times[name] = first
        if capture is None and profile:
            profiler.disable()
            pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumtime").print_stats(70)
    if model.ahead is not None:
        model.ahead.wait()
        times |= {"all kernels, s": since(begun), "kernels": model.ahead.total, "wrong": model.ahead.wrong}
    return {**times, "compiled here": own, "device": torch.cuda.get_device_name(), "torch": torch.__version__}


def compiled_here() -> tuple[list[str], list[Any]]:
    """Filled with the kernels that this process compiles itself; where the model belongs whose kernels they are."""
    from triton import knobs

    found: list[str] = []
    models: list[Any] = []
    asked: list[str] = []

    def hook(*, key: Any, fn: Any, **rest: Any) -> bool:
        names = models[0].ahead._numbers if models else {}
        asked[:] = [f"{fn.name} {'asked for' if (fn.module, fn.name, str(key)) in names else 'not asked for'} {key}"]
        return False

    def listener(*, cache_hit: bool, **rest: Any) -> None:
        if not cache_hit:
            found.append(asked[0] if asked else "unknown")

    knobs.runtime.jit_cache_hook, knobs.compilation.listener = hook, listener
    return found, models


def since(begun: float) -> float:
    return round(time.time() - begun, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inside", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--profile", action="store_true", help="of the warm session, on stderr")
    given = parser.parse_args()
    if given.inside is not None:
        print(json.dumps(inside(given.inside, given.profile)))
        return
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        arms = (
            ("cold", lambda: command(one)),
            ("second", lambda: command(one)),
            ("session", lambda: session(two, False)),
            ("warm", lambda: session(two, given.profile)),
        )
        for name, measure in arms:
            line = json.dumps(
                {"name": name, **measure(), "cores": len(os.sched_getaffinity(0)), "date": str(date.today())}
            )
            print(line, flush=True)
            if given.out is not None:
                with given.out.open("a") as out:
                    out.write(line + "\n")


if __name__ == "__main__":
    main()
