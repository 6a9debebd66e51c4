"""`dsv4lab capture` in several processes that are forked from one, so that torch is imported once for many runs.

    python ranks_together.py < runs.json > ends.json

Reads {name: {"arguments": [...], "ranks": 2, "breaks": {"1": "killed while writing"}}}, writes {name: {"codes", "said",
"seconds"}}.
It does what torchrun does: it keeps the store, and when one process fails it sends the others SIGTERM, and then SIGKILL.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable

# What the processes need is imported before they are forked.
import torch
import torch.distributed as dist
import torch.distributed.tensor
import zarr.codecs  # noqa: F401
from transformers import DeepseekV4ForCausalLM, DynamicCache  # noqa: F401
from transformers.distributed import DistributedConfig  # noqa: F401
from transformers.integrations import finegrained_fp8  # noqa: F401

import dsv4lab.ranks.capture
from dsv4lab import cli, files
from dsv4lab.capture import trace_store
from dsv4lab.capture.recorder import Recorder
from dsv4lab.errors import CaptureError

torch.set_num_threads(1)


def kill(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(1)


def kill_at_the_target(_: object, to: object, replace: Callable[..., None] = os.replace) -> None:
    kill() if str(to).endswith("run.zarr") else replace(_, to)


def fail(*_: object, **__: object) -> None:
    raise CaptureError("a planted mistake.")


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def other_router(
    *arguments: object, attach: Callable[..., object] = dsv4lab.ranks.capture.attach_folder, **more: object
):
    model = attach(*arguments, **more)
    model.theirs.model.layers[2].mlp.gate.e_score_correction_bias.neg_()  # type: ignore[attr-defined]
    return model


BREAKS: dict[str, tuple[object, str, Callable[..., None]]] = {
    "fails while reading": (Recorder, "record", fail),
    "killed while reading": (Recorder, "record", kill),
    "interrupted while reading": (Recorder, "record", interrupt),
    "chooses otherwise": (dsv4lab.ranks.capture, "attach_folder", other_router),
    "fails while writing": (trace_store, "write_groups", full),
    "killed while writing": (trace_store, "write_groups", kill),
    "interrupted while writing": (trace_store, "write_groups", interrupt),
    "killed while beginning": (trace_store, "begin", kill),
    "killed while renaming": (files.os, "replace", kill_at_the_target),
}


def start(rank: int, size: int, port: int, arguments: list[str], breaks: str | None, said: str) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        # As of a run in the foreground, whoever started this one.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ |= {
            "RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": str(size), "MASTER_ADDR": "127.0.0.1",
            "MASTER_PORT": str(port), "TORCHELASTIC_USE_AGENT_STORE": "True", "TORCHELASTIC_RESTART_COUNT": "0",
        }  # fmt: skip
        file = os.open(said, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.dup2(file, 1), os.dup2(file, 2)
        if breaks is not None:
            owner, name, instead = BREAKS[breaks]
            setattr(owner, name, instead)
        sys.argv = ["dsv4lab", "capture", *arguments]
        cli.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException as error:
        print(f"Traceback: {type(error).__name__}: {error}", file=sys.stderr)
    finally:
        for thread in threading.enumerate():
            if thread.name.startswith("writing "):  # Python waits for it at its end, which os._exit leaves out
                thread.join()
        sys.stdout.flush(), sys.stderr.flush()
        os._exit(code or 0)


def together(arguments: list[str], ranks: int = 2, breaks: dict[str, str] | None = None) -> dict[str, object]:
    store = dist.TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    codes: dict[int, int] = {}
    began = time.monotonic()
    with tempfile.NamedTemporaryFile("r") as said:
        left = {start(r, ranks, store.port, arguments, (breaks or {}).get(str(r)), said.name): r for r in range(ranks)}
        failed = None
        while left:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child:
                codes[left.pop(child)] = os.waitstatus_to_exitcode(status)
                if status and failed is None:
                    failed = time.monotonic()
                    for one in left:
                        os.kill(one, signal.SIGTERM)
                continue
            if failed is not None and time.monotonic() - failed > 15:
                for one in left:
                    os.kill(one, signal.SIGKILL)
            time.sleep(0.02)
        words = said.read()
    return {"codes": [codes[rank] for rank in range(ranks)], "said": words, "seconds": time.monotonic() - began}


if __name__ == "__main__":
    print(json.dumps({name: together(**run) for name, run in json.load(sys.stdin).items()}))
