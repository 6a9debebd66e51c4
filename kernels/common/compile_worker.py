"""Compiles kernels in processes of their own, so that a model's kernels are there before they are asked for.

    python -m dsv4lab.kernels.common.compile_worker PROCESSES < jobs > lines

Reads pickled jobs, one after the other, until the input ends; writes a line for each that is done. What is compiled goes
into Triton's own cache on disk, where the process that asked finds it. It uses no GPU: Triton compiles for a named target.
Tests: tests/engine/test_compile_ahead.py.
"""

from __future__ import annotations

import importlib
import multiprocessing
import pickle
import pkgutil
import sys
from collections.abc import Iterator
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


def compile_one(job: Job) -> str:
    """Compile into the cache on disk; what went wrong, or ""."""
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


def jobs_of(stream: IO[bytes]) -> Iterator[Job]:
    """Jobs until the input ends."""
    while True:
        try:
            yield pickle.load(stream)  # from the process that started this one
        except EOFError:
            return


def main() -> None:
    """Import once, then fork: the processes share what takes seconds to import."""
    import dsv4lab.kernels as kernels

    for module in pkgutil.iter_modules(kernels.__path__, "dsv4lab.kernels."):
        if module.name.endswith("_triton"):
            importlib.import_module(module.name)
    with multiprocessing.get_context("fork").Pool(int(sys.argv[1])) as pool:
        for wrong in pool.imap_unordered(compile_one, jobs_of(sys.stdin.buffer)):
            print(wrong, flush=True)


if __name__ == "__main__":
    main()
