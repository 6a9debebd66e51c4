"""One training command from its checks to a stored and measured model; both command lines are doors to it.

The folder gets `model` (the checkpoint), `run.json` (what happened), and until then the state that a later command goes on
from. Surprising: a command that is given again goes on by itself; only other settings need to be asked for.
Tests: tests/training/test_training.py, tests/training/test_train_command.py.
"""

from __future__ import annotations

import datetime
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch

from dsv4lab.checkpoint.reader import load_state_dict
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.errors import LabError
from dsv4lab.files import check_writable, full_path, whole_file
from dsv4lab.terminal import stops_at_interrupt
from dsv4lab.training.clock import Clock
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.plan import stages
from dsv4lab.training.presets import Preset
from dsv4lab.training.run_state import Keeper, State, StateError
from dsv4lab.training.tokenizer import save_tokenizer
from dsv4lab.training.train import train

MODEL, FACTS = "model", "run.json"
_SHARD = 12 * 2**20  # bytes: small files travel more easily


@dataclass(frozen=True)
class Order:
    """What a command was asked to do. `steps` or `minutes` is the length of the whole run, over all its commands."""

    preset: Preset
    out: Path
    command: str  # as it was typed, for the card
    steps: int | None = None
    minutes: float | None = None
    slice_minutes: float | None = None  # how long this command may take
    save_minutes: float = 5.0
    device: str = "cpu"
    seed: int = 0
    watch: str | None = None
    start: Path | None = None
    resume: bool = False  # also with other settings
    finish: bool = False  # train no further: store what there is


def checked(order: Order) -> Order:
    """The order with its folder written out; LabError for what could not work, before hours of work and not after them."""
    order = replace(order, out=full_path(order.out, LabError))
    check_writable(order.out / MODEL, LabError)
    if (order.out / MODEL).exists() or (order.out / FACTS).exists():
        raise LabError(f"--out {order.out} holds a trained model already; it stays. Choose another folder.")
    if (order.minutes is None) == (order.steps is None):
        raise LabError("give either --minutes or --steps: how long shall it train?")
    if order.steps is not None and order.steps < 1:
        raise LabError(f"--steps {order.steps}: give 1 or more.")
    for name, minutes in (("minutes", order.minutes), ("slice-minutes", order.slice_minutes)):
        if minutes is not None and not 0 < minutes < float("inf"):
            raise LabError(f"--{name} {minutes}: give a number above 0.")
    if (order.resume or order.finish) and not Keeper(order.out).file.exists():
        what = "resume" if order.resume else "finish"
        raise LabError(f"--{what}: {order.out} holds no state of a run. Leave --{what} out to begin one.")
    device_of(order.device)
    stages(order.preset)
    return order


def device_of(name: str) -> torch.device:
    """The device of that name, "auto" being the GPU if there is one. Raises LabError for one that is not here."""
    cuda = torch.cuda.is_available()
    try:
        device = torch.device("cuda" if name == "auto" and cuda else "cpu" if name == "auto" else name)
    except RuntimeError:
        raise LabError(f"--device {name}: no such device; use cpu, cuda or cuda:1.") from None
    if device.type not in ("cpu", "cuda") or (device.type == "cuda" and not cuda):
        raise LabError(f"--device {name}: not here; use cpu{', cuda' * cuda}.")
    return device


def run(order: Order, corpus: Corpus) -> str:
    """Train as ordered, or go on where an earlier command stopped, and store the model once the run is complete.

    Returns "stored", or "interrupted" (by Ctrl-C) or "slice" (its end was reached): then the state is kept.
    """
    begun = time.monotonic()
    device = device_of(order.device)
    preset = _fitting(order.preset, corpus)
    watch = _watched(order.watch, corpus)
    settings = _settings(order, preset, corpus, watch)
    start, earlier = _start(order.start, preset)
    keeper = Keeper(order.out, every=60 * order.save_minutes, about={"settings": settings})
    resumed = keeper.read()
    changed = [] if resumed is None else _compare(resumed, settings, order)
    clock = Clock(steps=order.steps, seconds=None if order.minutes is None else 60 * order.minutes)
    if resumed is not None:
        print(f"going on from step {keeper.step}" + (f", changed: {', '.join(changed)}" if changed else ""), flush=True)
    with stops_at_interrupt(lambda: print("stopping after this step …", file=sys.stderr)) as interrupted:
        model, report = train(
            preset, corpus, clock, device=device, watch=watch, seed=order.seed, start=start, resumed=resumed,
            keeper=keeper, stopped=_stopping(order, keeper, begun, interrupted), finish=order.finish,
        )  # fmt: skip
    told = " ".join(f"{name} {count:.1f}" for name, count in report.epochs.items())
    print(f"{report.steps} steps, {report.tokens:,} tokens in {report.seconds:.0f} s; epochs {told}")
    if report.stopped:
        print(
            f"{order.out} holds the state of step {keeper.step}. The same command goes on; --finish stores what there is."
        )
        return "interrupted" if interrupted() else "slice"
    facts = {
        "command": order.command,
        "device": torch.cuda.get_device_name(device) if device.type == "cuda" else "a CPU",
        "date": datetime.date.today().isoformat(),
        "preset": settings["preset"],
        "step_tokens": preset.rows * preset.length,
        "length": preset.length,
        "longest": max(stage.length for stage in stages(preset)),
        "round_from": preset.round_from,
        "report": asdict(report),
        "earlier": earlier,
    }
    with tempfile.TemporaryDirectory() as parts:
        save_tokenizer(corpus.tokenizer, Path(parts), max_length=preset.config.max_position_embeddings)
        save_checkpoint(
            model, model.config, order.out / MODEL, max_shard_bytes=_SHARD,
            tokenizer_files=sorted(Path(parts).iterdir()),
        )  # fmt: skip
    write_facts(order.out, facts)
    keeper.file.unlink(missing_ok=True)  # only now: until here the run could have gone on
    return "stored"


def write_facts(folder: Path, facts: dict[str, Any]) -> None:
    """Replace the facts of a run, whole or not at all."""
    whole_file(folder / FACTS, [json.dumps(facts, ensure_ascii=False, indent=1), "\n"], LabError)


def read_facts(folder: Path) -> dict[str, Any]:
    """The facts of a run that has stored."""
    return json.loads((folder / FACTS).read_text(encoding="utf-8"))


def _fitting(preset: Preset, corpus: Corpus) -> Preset:
    """The preset with the vocabulary that the texts have."""
    size = corpus.tokenizer.vocab_size
    if size == preset.config.vocab_size:
        return preset
    print(f"the texts' tokenizer has {size} tokens; so does the model.")
    return replace(preset, config=preset.config.replace(vocab_size=size))


def _watched(name: str | None, corpus: Corpus) -> str | None:
    if name is not None and name not in corpus.heldout:
        raise LabError(f"--watch {name}: no such domain. Held-out texts are of {', '.join(corpus.heldout)}.")
    return name or ("stories" if "stories" in corpus.heldout else next(iter(corpus.heldout), None))


def _stopping(order: Order, keeper: Keeper, begun: float, interrupted: Callable[[], bool]) -> Callable[[], bool]:
    """Whether it is time to end: asked for, or as much before the end of the slice as keeping the state will take."""
    until = float("inf") if order.slice_minutes is None else begun + 60 * order.slice_minutes
    return lambda: interrupted() or time.monotonic() + 2 * keeper.seconds >= until


def _settings(order: Order, preset: Preset, corpus: Corpus, watch: str | None) -> dict[str, Any]:
    """What makes a run the same run, as JSON gives it back."""
    plan = {name: value for name, value in vars(preset).items() if name != "config"}
    settings = {
        "config": preset.config.to_dict(), "texts": corpus.fingerprint(), "seed": order.seed, "preset": plan,
        "steps": order.steps, "minutes": order.minutes, "watch": watch,
        "start": None if order.start is None else str(order.start),
    }  # fmt: skip
    return json.loads(json.dumps(settings))


def _compare(resumed: State, settings: dict[str, Any], order: Order) -> list[str]:
    """What differs from the run that is gone on with, each as "name old -> new". Raises StateError where it may not."""
    before = resumed[1].get("about", {}).get("settings", {})
    for name, what in (("config", "sizes of its model"), ("texts", "texts"), ("seed", "seed")):
        if before.get(name) != settings[name]:
            raise StateError(
                f"{order.out}: the run in it has other {what}. Give the same command, or choose another folder."
            )
    flat_before, flat = ({**one, **one["preset"]} for one in (before, settings))
    changed = [
        f"{name} {flat_before.get(name)} -> {value}"
        for name, value in flat.items()
        if name != "preset" and flat_before.get(name) != value
    ]
    if changed and not (order.resume or order.finish):
        raise StateError(
            f"{order.out}: the run in it has other settings ({', '.join(changed)}). Add --resume to go on with the new "
            "ones, or choose another folder."
        )
    return changed


def _start(folder: Path | None, preset: Preset) -> tuple[dict[str, torch.Tensor] | None, list[dict]]:
    """The weights to go on from and the facts of the runs before, from the --out folder of an earlier run."""
    if folder is None:
        return None, []
    loaded = load_state_dict(folder / MODEL, dtype=torch.float32)
    if loaded.config.to_dict() != preset.config.to_dict():
        raise LabError(
            f"--start {folder}: its config.json is not the preset's; go on with the preset it was made with."
        )
    facts = read_facts(folder)
    return loaded.state_dict, [*facts.pop("earlier", []), facts]
