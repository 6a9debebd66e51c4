"""Everything that a run of a small model computes is computed by one thread; whoever takes its steps keeps their number."""

from __future__ import annotations

import pytest
import torch
from small_model import small_model, some_ids

from dsv4lab.capture.recorder import Recorder
from dsv4lab.capture.registry import GROUPS
from dsv4lab.generation import reference
from dsv4lab.session import Session

PROMPT = some_ids(21)[0].tolist()


@pytest.fixture
def threads(monkeypatch):
    """Numbers of threads by what was done with them, in a process that has three."""
    before, seen = torch.get_num_threads(), {}

    def watch(place, name):
        real = getattr(place, name)

        def counted(*given, **named):
            seen.setdefault(name, set()).add(torch.get_num_threads())
            return real(*given, **named)

        monkeypatch.setattr(place, name, counted)

    watch(reference, "sample_token")
    watch(reference.ReferenceText, "_forward")
    watch(Recorder, "record")
    watch(type(GROUPS["lens"]), "write_late")
    torch.set_num_threads(3)
    yield seen
    torch.set_num_threads(before)


def test_a_run_and_its_branch_compute_with_one_thread(threads):
    session = Session(small_model())
    between = {torch.get_num_threads() for _ in session.stream(PROMPT, max_new_tokens=11)}
    list(session.branch(25).resume(max_new_tokens=3))
    assert between == {3} and torch.get_num_threads() == 3
    assert threads == {name: {1} for name in ("sample_token", "_forward", "record", "write_late")}


def test_the_number_comes_back_after_stop_and_after_an_error(threads, monkeypatch):
    session = Session(small_model())
    steps = session.stream(PROMPT, max_new_tokens=11)
    next(steps)
    session.stop()
    assert list(steps) == [] and torch.get_num_threads() == 3
    steps = session.stream(PROMPT, max_new_tokens=11)
    next(steps)
    steps.close()
    assert torch.get_num_threads() == 3
    monkeypatch.setattr(reference, "sample_token", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        session.generate(PROMPT, max_new_tokens=2)
    assert torch.get_num_threads() == 3


def test_a_wide_model_shares_its_work(threads, monkeypatch):
    monkeypatch.setattr("dsv4lab.threads._SMALL", 1)
    Session(small_model()).generate(PROMPT, max_new_tokens=2)
    assert threads["_forward"] == threads["record"] == {3}
