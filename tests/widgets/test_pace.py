"""Claims of widgets/pace.py, widgets/frames.py and what the explorer does with them: slow, paused, stepped, continued."""

from __future__ import annotations

import threading
import time

import pytest
from fake_session import FakeSession
from small_model import CONFIG, small_model

from dsv4lab.session import Session
from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.frames import PERIOD, SHARE, Frames
from dsv4lab.widgets.pace import FULL, PACES, SINGLE, Pace


class Ids(Session):
    """The small model has no tokenizer: the prompt box's text becomes ids."""

    def _prompt_ids(self, prompt):
        return [ord(c) % CONFIG.vocab_size for c in prompt]


def wait_for(condition, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "timed out"
        time.sleep(0.005)


def taken(pace: Pace, seconds: float) -> int:
    """Tokens that a run takes in this time."""
    end, count = time.monotonic() + seconds, 0
    while pace.wait(lambda: time.monotonic() > end):
        count += 1
        if time.monotonic() > end:
            break
    return count


def test_a_limited_pace_is_kept_and_can_be_changed_while_a_run_waits():
    pace = Pace()
    pace.begin()
    pace.rate = 40.0
    assert 17 <= taken(pace, 0.5) <= 22
    pace.rate = 1.0
    assert pace.wait(lambda: False)
    threading.Timer(0.1, lambda: setattr(pace, "rate", FULL)).start()
    began = time.monotonic()
    assert pace.wait(lambda: False) and time.monotonic() - began < 0.5  # it would have been a second


def test_a_held_run_goes_on_by_steps_and_time_in_which_it_is_held_is_counted_apart():
    pace = Pace()
    pace.begin(held=True)
    assert pace.wait(lambda: False)  # with the first token the prompt is read
    assert pace.waits
    threading.Timer(0.15, pace.step).start()
    assert pace.wait(lambda: False) and 0.1 < pace.seconds_held < 0.4 and pace.held
    pace.go_on()
    assert not pace.held and not pace.waits
    pace.step()  # while it runs: one more, then it waits
    assert pace.wait(lambda: False) and pace.held and pace.waits
    pace.go_on()
    pace.rate = SINGLE
    assert pace.held
    pace.step()
    pace.rate = FULL  # where every token waited anyway, another pace lets the run go
    assert not pace.held


def test_frames_take_a_fixed_part_of_the_time_and_are_never_closer_than_the_eye_sees():
    for cost in (0.001, 0.02, 0.3):
        now = [0.0]
        frames = Frames(lambda: now[0])  # noqa: B023 - called within this turn
        spent = 0.0
        while now[0] < 30:
            now[0] += 0.0005
            if frames.due:
                frames.draw(lambda: now.__setitem__(0, now[0] + cost))  # noqa: B023
                spent += cost
        assert spent / now[0] < SHARE * 1.05 + cost / 30, cost
        assert frames.count == pytest.approx(int(30 / max(PERIOD + cost, cost / SHARE)), rel=0.1, abs=1), cost


def test_a_run_that_is_over_in_a_moment_is_not_slowed_for_pictures_and_one_slow_frame_does_not_stop_the_others():
    now = [0.0]
    frames = Frames(lambda: now[0])

    def run(seconds: float, cost: float) -> int:
        end, before = now[0] + seconds, frames.count
        while now[0] < end:
            now[0] += 0.0005
            if frames.due:
                frames.draw(lambda: now.__setitem__(0, now[0] + cost))
        return frames.count - before

    assert run(0.08, 0.004) == 0
    assert run(1.0, 0.004) >= 10
    assert run(0.06, 0.1) <= 1
    now[0] += 0.2 / SHARE
    assert run(1.0, 0.004) >= 10


def steps_of(explorer: Explorer) -> int:
    return 0 if explorer.trace is None else len(explorer.trace)


def test_pause_step_continue_and_stop_in_the_explorer():
    explorer = Explorer(FakeSession(0.005), prompt="Once", max_new_tokens=400)
    controls = explorer.controls
    assert controls.hold_button.disabled and controls.step_button.disabled
    controls.run_button.click()
    wait_for(lambda: steps_of(explorer) > 20)
    controls.hold_button.click()
    assert controls.hold_button.description == "Continue" and "Paused" in controls.status.value
    wait_for(lambda: steps_of(explorer) == len(explorer.session.trace))
    time.sleep(0.1)
    at = steps_of(explorer)
    time.sleep(0.2)
    assert steps_of(explorer) == at == len(explorer.session.trace) < 400
    for more in (1, 2, 3):
        controls.step_button.click()
        wait_for(lambda: steps_of(explorer) == at + more)  # noqa: B023
    time.sleep(0.1)
    assert steps_of(explorer) == at + 3 and f"Paused: {at + 3 - 12} of 400" in controls.status.value
    controls.hold_button.click()
    wait_for(lambda: steps_of(explorer) > at + 10)
    assert controls.hold_button.description == "Pause"
    wait_for(lambda: "Generating" in controls.status.value)
    controls.hold_button.click()
    wait_for(lambda: explorer._loop.paused)
    controls.stop_button.click()
    wait_for(lambda: not explorer.running, 2)
    assert controls.stop_button.disabled and not controls.run_button.disabled
    explorer.close()


def test_one_at_a_time_waits_after_the_first_token_and_another_pace_lets_it_go():
    explorer = Explorer(FakeSession(), prompt="Once", max_new_tokens=40)
    explorer.controls.pace.value = "one at a time"
    explorer.run()
    wait_for(lambda: steps_of(explorer) == 13)
    time.sleep(0.1)
    assert steps_of(explorer) == 13 and explorer._loop.paused
    explorer.controls.step_button.click()
    wait_for(lambda: steps_of(explorer) == 14)
    explorer.controls.pace.value = "20 tokens a second"
    wait_for(lambda: steps_of(explorer) > 15)
    assert explorer.controls.hold_button.description == "Pause"
    began, at = time.monotonic(), steps_of(explorer)
    wait_for(lambda: not explorer.running)
    assert (52 - at) / (time.monotonic() - began) == pytest.approx(20, rel=0.25)
    explorer.controls.pace.value = "one at a time"
    explorer.run()
    wait_for(lambda: explorer._loop.paused and steps_of(explorer) == 13)
    explorer.controls.hold_button.click()  # Continue leaves the pace at which every token waits
    assert PACES[explorer.controls.pace.value] == FULL
    wait_for(lambda: not explorer.running)
    assert "Done: 40 tokens" in explorer.controls.status.value
    explorer.close()


def test_at_a_slow_pace_every_token_is_shown_when_it_comes():
    explorer = Explorer(FakeSession(), prompt="Once", max_new_tokens=6)
    seen: list[int] = []
    real = explorer._loop.show
    explorer._loop.show = lambda trace: (seen.append(len(trace)), real(trace))  # type: ignore[method-assign]
    explorer.controls.pace.value = "5 tokens a second"
    explorer.run(wait=True)
    assert sorted(set(seen)) == list(range(13, 19))
    explorer.close()


def test_a_stopped_run_continues_to_what_an_unbroken_one_would_have_written():
    session, whole = Ids(small_model()), Ids(small_model())
    explorer = Explorer(session, prompt="Once upon", max_new_tokens=60, seed=4)
    explorer.controls.pace.value = "one at a time"
    explorer.run()
    wait_for(lambda: steps_of(explorer) == 10)
    explorer.stop(wait=True)
    assert explorer.controls.hold_button.description == "Continue" and not explorer.controls.hold_button.disabled
    explorer.controls.step_button.click()  # a stopped run goes on by one
    wait_for(lambda: explorer._loop.paused and steps_of(explorer) == 11)
    explorer.stop(wait=True)
    explorer.controls.pace.value = "as fast as it goes"
    explorer.go_on(wait=True)
    expected = whole.generate("Once upon", max_new_tokens=60, seed=4)
    assert explorer.trace.values("tokens", "id").tolist() == expected.values("tokens", "id").tolist()
    assert "Done: 58 tokens" in explorer.controls.status.value
    explorer.controls.max_new_tokens.value = 3
    explorer.go_on(wait=True)  # a finished one by as much as the box says
    assert len(explorer.trace) == 9 + 60 + 3
    explorer.close()


def test_a_paused_run_ends_for_a_branch_for_a_measurement_and_for_a_new_run():
    explorer = Explorer(Ids(small_model()), prompt="Once upon", max_new_tokens=200)
    explorer.controls.pace.value = "one at a time"
    explorer.run()
    wait_for(lambda: explorer._loop.paused and steps_of(explorer) == 10)
    explorer.controls.pace.value = "as fast as it goes"
    explorer.controls.max_new_tokens.value = 3
    wait_for(lambda: steps_of(explorer) > 14)
    explorer.go_on()  # which pauses it
    explorer.branch(8, 5, wait=True)
    assert len(explorer.runs.sessions) == 2 and len(explorer.trace) == 11 and not explorer.running
    assert explorer.session.trace.finished and "stopped" in explorer.session.trace.run["ended"]
    explorer.controls.pace.value = "one at a time"
    explorer.run()
    wait_for(lambda: explorer._loop.paused)
    explorer.measure_recall(1)
    assert not explorer.running and "recall" in explorer.controls.status.value.lower()
    explorer.run()
    wait_for(lambda: explorer._loop.paused)
    explorer.run("Again")  # Ctrl+Enter while it is paused
    wait_for(lambda: explorer._loop.paused and steps_of(explorer) == 6)
    explorer.close()


def test_a_paused_run_lets_whoever_wants_its_session_end_it_and_another_explorer_is_told():
    model = small_model()
    session = Ids(model)
    first, second = Explorer(session, prompt="Once", max_new_tokens=50), Explorer(Ids(model), prompt="x")
    first.controls.pace.value = "one at a time"
    first.run()
    wait_for(lambda: first._loop.paused and steps_of(first) == 5)
    second.run()
    assert "paused in another explorer" in second.controls.status.value
    session.stop()
    assert session.wait_until_ended(2)
    wait_for(lambda: not first.running, 2)
    assert not first.controls.run_button.disabled
    for explorer in (first, second):
        explorer.close()


def test_a_run_that_ends_at_once_cannot_be_paused_and_closing_a_paused_one_leaves_no_thread():
    before = threading.active_count()
    explorer = Explorer(FakeSession(), prompt="Once", max_new_tokens=0)
    explorer.run(wait=True)
    assert "Done: 0 tokens" in explorer.controls.status.value and explorer.controls.hold_button.disabled
    explorer.controls.max_new_tokens.value = 30
    explorer.controls.pace.value = "one at a time"
    explorer.run()
    wait_for(lambda: explorer._loop.paused)
    explorer.close()
    assert threading.active_count() == before
