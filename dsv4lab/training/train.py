"""The training run's loop: rows in, a model with weights as they will be stored out.

What changes during a run is plan.py's, what lets it be cut anywhere and go on exactly is run.py's. Surprising: the plan
follows the clock, not the steps, when minutes are given, so the rates reach nothing just in time.
Tests: tests/training/test_training.py, tests/training/test_resume.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

from dsv4lab.model.transformer import Transformer
from dsv4lab.training.bar import Bar, say
from dsv4lab.training.clock import Clock
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.gradients import Gradients
from dsv4lab.training.mixing import mixture_of
from dsv4lab.training.plan import stages
from dsv4lab.training.presets import Preset
from dsv4lab.training.run import DivergedError, Report, Run
from dsv4lab.training.run_state import Keeper, State

_UNTIMED_STEPS = 3  # of a stage: a GPU compiles and captures in them
_LOOK_EVERY = {"cuda": 20, "cpu": 5}  # steps between readings of the loss; each reading waits for the device


def train(
    preset: Preset, corpus: Corpus, clock: Clock, *,
    device: torch.device, watch: str | None = None, seed: int = 0, start: dict[str, Tensor] | None = None,
    say: Callable[[str], None] = say, stopped: Callable[[], bool] = lambda: False,
    keeper: Keeper | None = None, resumed: State | None = None, finish: bool = False,
) -> tuple[Transformer, Report]:  # fmt: skip
    """Train a model, from nothing or from the weights `start`, each in its own shape, or go on from the state `resumed`.

    `watch` names the domain checked on its held-out part. `keeper` keeps the state while the run goes, and when `stopped`,
    asked before every step, ends it early; `finish` takes no further step and ends it as if it were complete.

    Returns the model, holding the best rounded weights seen (or, stopped, those at hand), and what happened. Raises
    DivergedError when the loss is no number, StateError when a state could not be kept.
    """
    with mixture_of(preset, corpus, seed) as mixture:
        run = Run(preset, corpus, clock, mixture=mixture, device=device, seed=seed, start=start)
        if resumed is not None:
            run.restore(*resumed)
        _steps(run, corpus, watch=watch, say=say, stopped=stopped, keeper=keeper, finish=finish)
    return run.model, run.report


def _steps(
    run: Run, corpus: Corpus, *, watch: str | None, say: Callable[[str], None], stopped: Callable[[], bool],
    keeper: Keeper | None, finish: bool,
) -> None:  # fmt: skip
    """All steps that are still to be taken, and the end."""
    preset, clock, device = run.preset, run.clock, run.device
    report, ahead, cuda = run.report, stages(preset), device.type == "cuda"
    stage, gradients, since = None, None, 0  # since: steps in this stage
    with Bar(clock, say) as bar, _state_named(keeper):
        clock.run()
        while True:
            progress = clock.progress(report.steps)
            if watch is not None and report.steps and (progress >= run.next_check or progress >= 1.0):
                bar.checked(report.steps, watch, run.check(corpus, watch, progress))
            if progress >= 1.0 or finish:
                break
            if stopped():
                report.stopped = True
                break
            if keeper is not None and keeper.due:
                keeper.keep(run.state)
            if gradients is None or stage is None or progress >= stage.end:
                if gradients is not None:
                    run.release(gradients)
                stage, since = next(stage for stage in ahead if progress < stage.end), 0
                run.numerics.release = stage.round_activations
                gradients = Gradients(run.model, preset, stage, device)
                bar.entered(stage)
            if cuda:
                clock.run(counts=since >= _UNTIMED_STEPS)
                if since == _UNTIMED_STEPS - 1:
                    say(run.record(gradients))
            parts = run.step(gradients, stage, progress)
            since += 1
            if (report.steps - 1) % _LOOK_EVERY[device.type] == 0:
                bar.looked(run.look(parts, progress))
        clock.run(counts=False)
        report.seconds, report.epochs = clock.used, run.mixture.epochs
        if not report.stopped:
            run.finish(corpus, watch)
        elif keeper is not None:
            keeper.keep(run.state)


@contextmanager
def _state_named(keeper: Keeper | None) -> Iterator[None]:
    """A DivergedError also says what is kept."""
    try:
        yield
    except DivergedError as error:
        if keeper is None or keeper.step is None:
            raise
        raise DivergedError(
            f"{error} The state of step {keeper.step} is kept in {keeper.file}; go on from there."
        ) from None
