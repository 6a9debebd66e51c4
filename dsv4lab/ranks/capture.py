"""`dsv4lab capture`: a model that is spread over processes reads a file of prompts, and each becomes one trace.

    torchrun --nproc-per-node 8 -m dsv4lab capture --checkpoint DIR --prompts FILE --trace OUT.zarr

The model is transformers' own class, attached; its experts are spread by transformers' expert-parallel plan, which runs on
gloo and CPUs as on NCCL and GPUs. Each process has an equal part of every layer's experts and all of everything else: all of
them read every token, and the outputs of the experts are summed over them. Without torchrun the same code is one process.
Surprising: not the layers are shared out but the groups of the trace (shares.py), since all processes have the same values.
Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import torch

from dsv4lab.attached.attach import AttachedModel
from dsv4lab.attached.from_folder import attach_folder
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace_snapshot import Snapshot
from dsv4lab.capture.trace_store import check_target
from dsv4lab.checkpoint.reader import open_checkpoint
from dsv4lab.config import Config
from dsv4lab.digest import TINY
from dsv4lab.errors import RankError, SettingError, TraceError, shown
from dsv4lab.files import full_path
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.hub import is_repository_id, resolve
from dsv4lab.ranks.agreement import Choices, require_agreement
from dsv4lab.ranks.ending import ending_together
from dsv4lab.ranks.facts import joined_facts
from dsv4lab.ranks.progress import Progress
from dsv4lab.ranks.prompts import ids_of, places_of, read_prompts
from dsv4lab.ranks.shares import TOKENS, heard_by_all, shares
from dsv4lab.ranks.world import World, join
from dsv4lab.ranks.writing import write_together
from dsv4lab.session import writer_of
from dsv4lab.terminal import say_in_place
from dsv4lab.text import Tokenizer

_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


class Work(NamedTuple):
    """What rank 0 found to be done: all of it was checked, and nothing of the weights is read yet."""

    folder: Path
    dtype: str
    sampling: SamplingParams
    prompts: list[list[int]]
    plans: list[Plan]
    places: list[Path]


def capture_file(
    checkpoint: str | Path | None,
    prompts: Path,
    trace: Path,
    *,
    capture: str = "standard",
    max_new_tokens: int = 0,
    dtype: str = "auto",
    revision: str | None = None,
    cache_dir: Path | None = None,
    say: Callable[[str], None] = say_in_place,
) -> dict[Path, dict[str, Any]]:
    """Read every prompt of a file and write its trace. Every process that torchrun started calls it.

    returns      {where a trace lies: its checks}; in ranks above 0 nothing, so that all is told once

    checkpoint   a folder, or the id of a repository; None is the shipped model
    capture      "standard", "all", or names of groups with commas between
    dtype        of weights and activations; "auto" is float32 on a CPU and bfloat16 on GPUs
    say          hears how far it is, on rank 0

    New tokens are always the likeliest, so that every process writes the same ones.

    Raises PromptError, SettingError, CaptureError and TraceError before any weights are loaded; CheckpointError and
    RepositoryError for what cannot be loaded; RankError for processes that do not fit together, or one that is gone. In the
    processes that have nothing to say about it SystemExit.
    """
    world = join()
    with ending_together(world):
        work = world.decided(
            lambda: _work(
                world, checkpoint, prompts, trace, capture, max_new_tokens, dtype,
                revision=revision, cache_dir=cache_dir,
            )
        )  # fmt: skip
        say = say if world.first else _silent
        say(f"loading the weights of {work.folder.name}" + (f" in {world.size} processes" if world.size > 1 else ""))
        model = attach_folder(work.folder, _DTYPES[work.dtype], ranks=world.size)
        if world.size == 1:
            model.theirs.to(world.device)
        say("")
        progress = Progress([len(ids) + work.sampling.max_new_tokens for ids in work.prompts], say)
        written: dict[Path, dict[str, Any]] = {}
        try:
            for number, place in enumerate(work.places):
                checks = _capture(world, model, work, number, place, progress)
                written |= {place: checks} if world.first else {}
        finally:
            progress.end()
        world.leave()
    return written


def _silent(_words: str) -> None:
    """Other ranks have nothing to say."""


def _work(
    world: World, checkpoint: str | Path | None, prompts: Path, trace: Path, capture: str, max_new_tokens: int,
    dtype: str, **of_an_id: Any,
) -> Work:  # fmt: skip
    """What is to be done; every mistake that can be known before weights are read is told here, by rank 0."""
    if dtype not in ("auto", *_DTYPES):
        raise SettingError(f"dtype={shown(dtype)} is unknown; use 'auto', 'float32' or 'bfloat16'.")
    dtype = ("float32" if world.device == "cpu" else "bfloat16") if dtype == "auto" else dtype
    sampling = SamplingParams.of(max_new_tokens, 0.0, 1.0, 0)
    if sampling.max_new_tokens < 0:
        raise SettingError(f"max_new_tokens is {max_new_tokens}; use 0 (the prompt is only read) or more.")
    found = read_prompts(prompts)
    places = [check_target(place) for place in places_of(full_path(trace, TraceError), len(found))]
    folder = TINY if checkpoint is None else _folder(checkpoint, **of_an_id)
    config = open_checkpoint(folder, mtp=False).config.replace(num_nextn_predict_layers=0)
    _check_experts(config, world.size)
    ids = ids_of(found, prompts, Tokenizer.load(folder), config, sampling.max_new_tokens)
    names = [name.strip() for name in capture.split(",") if name.strip()]
    plan = Plan.of(names[0] if len(names) == 1 else names)
    plans = [plan.fit(config, len(one), sampling.max_new_tokens, reduce=True, beside=0) for one in ids]
    return Work(folder, dtype, sampling, ids, plans, places)


def _folder(checkpoint: str | Path, **of_an_id: Any) -> Path:
    return resolve(str(checkpoint), mtp=False, **of_an_id) if is_repository_id(checkpoint) else Path(checkpoint)


def _check_experts(config: Config, ranks: int) -> None:
    experts = config.n_routed_experts
    if experts % ranks:
        fitting = [str(n) for n in range(1, min(experts, 4 * ranks) + 1) if experts % n == 0]
        raise RankError(
            f"{experts} experts cannot be spread evenly over {ranks} processes. Start torchrun with --nproc-per-node such "
            f"that all processes together are one of {', '.join(fitting)}."
        )


def _capture(
    world: World, model: AttachedModel, work: Work, number: int, place: Path, progress: Progress
) -> dict[str, Any]:
    """Read one prompt and write its trace; returns its checks."""
    ids, plan, sampling = work.prompts[number], work.plans[number], work.sampling
    lengths = len(ids), sampling.max_new_tokens
    kept_by = shares(plan, model.config, *lengths, world.size)
    own = [group for group, rank in kept_by.items() if rank == world.rank]
    writer = writer_of(model, ids, plan, sampling, keep={*own, TOKENS})
    text = model.new_text(writer, plan, ids, rewindable=False)
    # Also where this process's own recorder listens to them: heard twice is made once.
    heard = [model.points[name].listen(_nothing) for name in heard_by_all(plan, model.config, *lengths)]
    choices = Choices(model) if world.size > 1 else None
    try:
        steps = text.stretch(sampling, lambda: False, on_prompt=lambda done, _: progress.at(number, done))
        for made, _step in enumerate(steps, 1):
            progress.at(number, len(ids) + made)
    finally:
        for one in (*heard, *([choices] if choices else [])):
            one.remove()
    if choices is not None:
        require_agreement(world.exchange(choices.sums))
        assert text.logits is not None  # a prompt has a token
        writer.run.update(
            joined_facts(world, writer, text.logits) | {"ranks": {"size": world.size, "kept_by": kept_by}}
        )
    write_together(world, Snapshot(writer), own, writer.run, place)
    return writer.run["checks"]


def _nothing(_value: torch.Tensor) -> None:
    """Listened to, so that it is made."""
