"""The dispatcher: the definition without a GPU, errors that say why, no Triton unless it is chosen."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch

from dsv4lab.errors import MissingPartError, ShapeError
from dsv4lab.kernels import dispatch
from dsv4lab.kernels.dispatch import KernelFallback, choose
from dsv4lab.kernels.sparse_attention import sparse_attention

ARGUMENTS = (torch.zeros(1, 1, 1, 16), torch.zeros(1, 1, 16), None, None, torch.zeros(1))


@pytest.fixture(autouse=True)
def compiled(monkeypatch):
    monkeypatch.delenv("TRITON_INTERPRET", raising=False)
    monkeypatch.setattr(dispatch, "_told", set())


def test_tensors_on_the_cpu_get_the_definition_in_silence():
    assert choose("sparse_attention", ARGUMENTS) is sparse_attention
    assert choose("sparse_attention", ARGUMENTS, impl="reference") is sparse_attention


def test_asking_for_triton_says_why_it_cannot_be_had(monkeypatch):
    with pytest.raises(MissingPartError, match=r"sparse_attention.*(not on a CUDA device|not installed)"):
        choose("sparse_attention", ARGUMENTS, impl="triton")
    monkeypatch.setattr(dispatch, "find_spec", lambda name: None)
    with pytest.raises(MissingPartError, match="triton is not installed"):
        choose("sparse_attention", ARGUMENTS, impl="triton")


def test_gradients_stay_with_the_definition(monkeypatch):
    monkeypatch.setenv("TRITON_INTERPRET", "1")
    monkeypatch.setattr(dispatch, "find_spec", lambda name: True)
    learned = (torch.zeros(1, 1, 1, 16, requires_grad=True), *ARGUMENTS[1:])
    with pytest.raises(MissingPartError, match="gradients"):
        choose("sparse_attention", learned, impl="triton")


def test_a_fallback_on_a_gpu_is_told_once(monkeypatch):
    class OnGpu(torch.Tensor):
        is_cuda = True

    arguments = (ARGUMENTS[0].as_subclass(OnGpu), *ARGUMENTS[1:])
    monkeypatch.setattr(dispatch, "find_spec", lambda name: None)
    with pytest.warns(KernelFallback, match="triton is not installed"):
        assert choose("sparse_attention", arguments) is sparse_attention
    assert choose("sparse_attention", arguments) is sparse_attention  # a second warning would be an error


def test_unknown_names_are_refused_with_the_known_ones():
    with pytest.raises(ShapeError, match=r"'attention'.*sparse_attention"):
        choose("attention", ARGUMENTS)
    with pytest.raises(ShapeError, match="'fast'"):
        choose("sparse_attention", ARGUMENTS, impl="fast")


@pytest.mark.skipif(find_spec("triton") is None, reason="triton is not installed")
def test_every_operation_has_a_kernel_with_the_same_arguments():
    """In a fresh process: the interpreter is chosen when triton is imported."""
    code = """
import inspect, torch
from importlib import import_module
from dsv4lab.kernels import dispatch
for op, file in dispatch._OPERATIONS.items():
    want = inspect.signature(getattr(import_module(f"dsv4lab.kernels.{file}"), op)).parameters
    kernels = import_module(f"dsv4lab.kernels.{file}_triton")
    got = inspect.signature(getattr(kernels, f"{op}_triton")).parameters
    assert list(got)[: len(want)] == list(want), (op, list(got), list(want))
    assert hasattr(kernels, f"covers_{op}"), op
z = torch.zeros(1, 1, 1, 16)
chosen = dispatch.choose("sparse_attention", (z, z[0], None, None, torch.zeros(1)))
assert chosen.__name__ == "sparse_attention_triton", chosen
wide = torch.zeros(1, 1, 1, 1024)
assert dispatch.choose("sparse_attention", (wide, wide[0], None, None, torch.zeros(1))).__name__ == "sparse_attention"
"""
    run(code, TRITON_INTERPRET="1")


def test_nothing_imports_triton_on_a_cpu():
    code = "import sys, torch; from dsv4lab.kernels.dispatch import choose\n"
    code += "z = torch.zeros(1, 1, 1, 16); choose('sparse_attention', (z, z[0], None, None, torch.zeros(1)))\n"
    run(code + "assert not [m for m in sys.modules if m.endswith('_triton')]")


def run(code: str, **environment: str) -> None:
    import os

    root = Path(__file__).resolve().parent.parent
    inherited = {name: value for name, value in os.environ.items() if name != "TRITON_INTERPRET"}
    paths = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=inherited | environment | {"PYTHONPATH": paths},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
