"""The empty trace of a run: arrays as its plan lays them out, and what is known of the run before it begins.

Tests: tests/generation/test_session.py, tests/attached/test_ranks.py.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

import torch

from dsv4lab.capture.plan import Plan, layout_of
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.interfaces import Model


def writer_of(
    model: Model,
    ids: list[int],
    plan: Plan,
    sampling: SamplingParams,
    *,
    beside: int = 0,
    keep: Collection[str] | None = None,
) -> TraceWriter:
    """The empty trace of a run of `model` over a prompt's ids, with what is known of the run before it begins.

    beside   bytes that the run keeps so that it can be gone back to
    keep     names of the plan's groups that this process keeps (None: all); sizes are those of the whole plan

    Raises CaptureError for a plan that this model cannot fill.
    """
    layout = layout_of(plan, model.config, len(ids), sampling.max_new_tokens)
    run = {
        "model": model.config.to_dict(),
        "weights": model.digest,
        "dtype": str(model.dtype).removeprefix("torch."),
        "device": str(model.device),
        "engine": model.engine,
        "numerics": "release" if model.numerics.release else "exact",
        "plan": plan.to_dict(),
        "estimate": plan.estimate(model.config, len(ids), sampling.max_new_tokens, beside=beside).groups,
        "sampling": asdict(sampling),
        "seed": sampling.seed,
        "prompt_tokens": len(ids),
        "versions": _versions(),
    }
    if (layers_of := getattr(model, "layers_of", None)) is not None:
        run["layers_of"] = layers_of
    groups = [group for group in layout.groups if keep is None or group in keep]
    return TraceWriter(groups, layout.sizes, layout.layers, layout.capacity, run, lazy=True)


def _versions() -> dict[str, str]:
    import platform

    import numpy

    import dsv4lab

    return {
        "dsv4lab": dsv4lab.__version__,
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "python": platform.python_version(),
    }
