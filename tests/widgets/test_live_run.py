"""Claims of widgets/live_run.py: a Stop that comes early, an interrupt while waiting, the end of the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from fake_session import FakeSession
from small_model import CONFIG, small_model

from dsv4lab.session import Session
from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.live_run import LiveRun, run_of
from dsv4lab.widgets.together import open_frame

ROOT = Path(__file__).parents[2]


class Ids(Session):
    """The small model has no tokenizer: the prompt box's text becomes ids."""

    def _prompt_ids(self, prompt):
        return [ord(c) % CONFIG.vocab_size for c in prompt]


class Silent:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.runs: list[LiveRun] = []

    def prepare(self) -> None: ...
    def show(self, trace) -> None: ...
    def progress(self, done, wanted) -> None: ...
    def say(self, words) -> None:
        self.said.append(words)

    def ended(self, run) -> None:
        self.runs.append(run)


@pytest.mark.parametrize("wait", [0.0, 0.001, 0.02])
def test_a_stop_that_follows_run_at_once_is_not_forgotten(wait):
    explorer = Explorer(Ids(small_model()), prompt="Once upon", max_new_tokens=380)
    for _ in range(5):
        explorer.controls.run_button.click()
        time.sleep(wait)
        explorer.controls.stop_button.click()
        assert explorer._loop.live is not None
        assert explorer._loop.live._over.wait(20), "the run went on"
        assert "Ended" in explorer.controls.status.value or "Stopped before" in explorer.controls.status.value
        assert not explorer.controls.run_button.disabled and explorer.controls.stop_button.disabled
    explorer.close()


def test_a_stop_before_the_thread_begins_and_one_while_the_prompt_is_read_both_count():
    session, screen = FakeSession(), Silent()
    live = LiveRun(session, lambda: session.stream("x", max_new_tokens=10, capture="standard"), 10, screen)
    live.stop()
    live.start().join()
    assert live.count == 0 and not live.began and screen.runs == [live] and session.trace is None
    session = Ids(small_model())
    live = LiveRun(session, lambda: session.stream("x" * 380, max_new_tokens=10), 10, screen)
    real = live._reading
    live._reading = lambda done, prompt: (live._stopping.set(), real(done, prompt))  # type: ignore[method-assign]
    live.start().join()
    assert live.count == 0 and session.trace is not None and len(session.trace) == 256  # the chunk it was at


def test_what_is_shown_of_a_run_is_one_message_a_frame_and_its_end_is_none():
    """The end goes by itself: whoever keeps states reads no frames."""
    seen: dict[str, set[bool]] = {"show": set(), "ended": set()}

    class Watching(Silent):
        def show(self, trace) -> None:
            seen["show"].add(open_frame() is not None)

        def ended(self, run) -> None:
            seen["ended"].add(open_frame() is not None)

    session = FakeSession(0.01)
    LiveRun(
        session, lambda: session.stream("Once", max_new_tokens=40, capture="standard"), 40, Watching()
    ).start().join()
    assert seen == {"show": {True}, "ended": {False}}


def test_an_interrupt_while_waiting_ends_the_run_and_the_explorer_knows_it():
    explorer = Explorer(FakeSession(0.01), prompt="Once", max_new_tokens=5000)
    threading.Timer(0.4, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        explorer.run(wait=True)
    assert not explorer.running and not explorer.session.busy and explorer.controls.stop_button.disabled
    count = len(explorer.trace)
    time.sleep(0.1)
    assert len(explorer.trace) == count < 1000
    explorer.controls.max_new_tokens.value = 3
    explorer.run(wait=True)
    assert "Done: 3 tokens" in explorer.controls.status.value
    explorer.close()


def test_a_run_interrupted_in_the_background_can_still_be_stopped_and_waited_for():
    explorer = Explorer(FakeSession(0.01), prompt="Once", max_new_tokens=5000)
    explorer.run()
    explorer.stop(wait=True)
    assert not explorer.running and not explorer.session.busy
    explorer.stop(wait=True)  # nothing runs: harmless
    explorer.close()


def test_one_model_has_one_run_whichever_session_asks():
    model = small_model()
    first, second = (Explorer(Ids(model), prompt="Once upon", max_new_tokens=380) for _ in range(2))
    first.run()
    assert run_of(model) is first._loop.live
    second.run(wait=True)
    assert "generating for another explorer" in second.controls.status.value and second.trace is None
    second.measure_recall()
    assert second.trace is None
    first.stop(wait=True)
    assert run_of(model) is None
    second.controls.max_new_tokens.value = 2
    second.run(wait=True)
    assert "2 tokens" in second.controls.status.value
    for explorer in (first, second):
        explorer.close()


def test_a_session_that_is_busy_elsewhere_is_named_in_the_status_and_the_buttons_come_back():
    session = Ids(small_model())
    steps = session.stream("busy", max_new_tokens=5)
    next(steps)
    explorer = Explorer(session, prompt="Once", max_new_tokens=5)
    explorer.run(wait=True)
    assert "⚠" in explorer.controls.status.value and "generating" in explorer.controls.status.value
    assert not explorer.controls.run_button.disabled
    steps.close()
    explorer.run(wait=True)
    assert "5 tokens" in explorer.controls.status.value
    explorer.close()


def test_a_session_does_not_keep_the_screen_of_a_run_that_is_over():
    session = Ids(small_model())
    explorer = Explorer(session, prompt="Once", max_new_tokens=2)
    explorer.run(wait=True)
    assert session.on_prompt is None and session.on_wait is None
    explorer.close()


def test_what_a_run_waits_for_is_said_where_the_reader_looks(monkeypatch):
    session, said = Ids(small_model()), []
    explorer = Explorer(session, prompt="Once", max_new_tokens=2)
    monkeypatch.setattr(explorer.controls, "say", lambda words, wrong=False: said.append(words))
    monkeypatch.setattr(
        type(session.model),
        "wait_until_ready",
        lambda self, say, stopped, captured: say("Compiling kernels: 3 of 9, 1 s"),
    )
    explorer.run(wait=True)
    assert "Compiling kernels: 3 of 9, 1 s" in said
    explorer.close()


@pytest.mark.parametrize("how", ["", "raise SystemExit(3)"])
def test_a_process_that_ends_during_a_run_stops_it_and_does_not_abort(how):
    code = f"""
import sys, time
sys.path[:0] = ["tests/fakes", "tests/widgets"]
from test_live_run import Ids, small_model
from dsv4lab.widgets.explorer import Explorer
explorer = Explorer(Ids(small_model()), prompt="Once upon", max_new_tokens=380)
explorer.run()
while explorer.trace is None or len(explorer.trace) < 14:
    time.sleep(0.01)
print("going on", explorer.running, flush=True)
{how}
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert "going on True" in done.stdout
    assert done.returncode == (3 if how else 0) and done.stderr == "", done.stderr
