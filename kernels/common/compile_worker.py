"""Compiles kernels in processes of their own, so that a model's kernels are there before they are asked for.

    python -m dsv4lab.kernels.common.compile_worker PROCESSES < jobs > lines

Reads pickled jobs, one after the other, until the input ends; writes a line for each that is done: its number in the
input, from 0, and what went wrong. What is compiled goes into Triton's own cache on disk, where the process that asked
finds it. If the last thing read is a path, it is made when all jobs went well: a mark that these kernels are there.
Surprising: it goes on when whoever asked is gone, so that a short command leaves nothing for the next one to compile. It
uses no GPU: Triton compiles for a named target.
Tests: tests/engine/test_compile_ahead.py.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import pickle
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple


class Job(NamedTuple):
    """One specialisation of a kernel, as Triton's hook describes it."""

    module: str
    name: str
    signature: dict[str, str]
    constants: dict[tuple[int, ...], Any]
    attributes: dict[tuple[int, ...], Any]
    options: dict[str, Any]
    target: tuple[str, Any, int]  # backend, architecture, threads of a warp


def compile_one(numbered: tuple[int, Job]) -> str:
    """Compile a job into the cache on disk; its number, and what went wrong."""
    number, job = numbered
    return f"{number} {_compile(job)}"


def _compile(job: Job) -> str:
    from triton.backends.compiler import GPUTarget
    from triton.compiler import ASTSource, compile
    from triton.experimental.gluon._runtime import GluonASTSource

    try:
        kernel = getattr(importlib.import_module(job.module), job.name)
        source = (GluonASTSource if kernel.is_gluon() else ASTSource)(
            kernel, job.signature, constexprs=job.constants, attrs=job.attributes
        )
        made = compile(source, target=GPUTarget(*job.target), options=job.options)
        _build_launcher(source, made.metadata)
    except Exception as error:  # whoever asked compiles it when it is needed, and meets the error there
        return " ".join(f"{job.name}: {type(error).__name__}: {error}".split())  # one line for each job
    return ""


def _build_launcher(source: Any, metadata: Any) -> None:
    """Older Tritons build a C function for every signature, which takes as long as the kernel; it is cached on disk, too."""
    from triton.backends.nvidia import driver

    if hasattr(driver, "make_launcher"):
        driver.CudaLauncher(source, metadata)


def jobs_of(stream: IO[bytes], marks: list[Path]) -> Iterator[Job]:
    """Jobs until the input ends; a path goes to `marks`."""
    while True:
        try:
            read = pickle.load(stream)  # from the process that started this one
        except EOFError:
            return
        if isinstance(read, Path):
            marks.append(read)
        else:
            yield read


def main() -> None:
    """Import once, then fork: the processes share what takes seconds to import."""
    import dsv4lab.kernels as kernels
    from dsv4lab.kernels.common.steady_hash_triton import name_called_functions_first

    name_called_functions_first()
    for module in pkgutil.iter_modules(kernels.__path__, "dsv4lab.kernels."):
        if module.name.endswith("_triton"):
            importlib.import_module(module.name)
    marks, well = list[Path](), True
    with multiprocessing.get_context("fork").Pool(int(sys.argv[1])) as pool:
        for line in pool.imap_unordered(compile_one, enumerate(jobs_of(sys.stdin.buffer, marks))):
            well &= not line.partition(" ")[2]
            with suppress(OSError):  # nobody listens any more
                os.write(1, f"{line}\n".encode())
    for mark in marks if well else ():
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()


if __name__ == "__main__":
    main()
