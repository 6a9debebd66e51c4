"""Claims of widgets/explorer.py, with a session that writes synthetic steps; tests/browser/ uses the real one."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from fake_session import FakeSession
from synthetic_trace import synthetic_trace

from dsv4lab.errors import LabError
from dsv4lab.widgets.explorer import PERIOD, Explorer, explore


def wait_for(condition, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "timed out"
        time.sleep(0.01)


def test_a_run_fills_every_view_and_leaves_no_thread():
    before = threading.active_count()
    explorer = Explorer(FakeSession(), prompt="Once", max_new_tokens=8, seed=5)
    assert all("press Run" in view.message for view in explorer.views if view.needs_run)
    explorer.run(wait=True)
    for at in range(len(explorer.tabs.children)):
        explorer.tabs.selected_index = at
    missing = [view.group for view in explorer.views if view.message]
    assert missing == ["lens"]  # the fake session captures no lens; its view says so
    explorer.tabs.selected_index = 0
    assert len(explorer.trace) == 20 and explorer.session.asked["seed"] == 5
    assert explorer.session.asked["capture"] == "standard"
    assert explorer.routing.shape[1] == 20 and explorer.attention.facts["query"] == 19
    assert explorer.controls.bar.value == 8 and "Done: 8 tokens" in explorer.controls.status.value
    assert threading.active_count() == before
    explorer.close()


def test_stop_ends_within_one_token_and_the_next_run_starts_afresh():
    explorer = Explorer(FakeSession(0.02), prompt="Once", max_new_tokens=500)
    explorer.controls.run_button.click()
    wait_for(lambda: explorer.trace is not None and len(explorer.trace) > 14)
    assert explorer.running and explorer.controls.run_button.disabled
    at = len(explorer.session.trace)
    explorer.controls.stop_button.click()
    wait_for(lambda: not explorer.running)
    assert len(explorer.session.trace) <= at + 2
    assert (
        "Ended" in explorer.controls.status.value
        and not explorer.controls.run_button.disabled
        and explorer.controls.stop_button.disabled
    )
    explorer.controls.max_new_tokens.value = 3
    explorer.run(wait=True)
    assert len(explorer.trace) == 15
    explorer.close()


def test_views_are_refreshed_at_most_once_a_period_and_end_with_the_last_state():
    explorer = Explorer(FakeSession(0.005), prompt="Once", max_new_tokens=100)
    shown = []
    original = explorer.attention.refresh
    explorer.attention.refresh = lambda: (shown.append(time.monotonic()), original())  # type: ignore[method-assign]
    explorer.run(wait=True)
    seconds = shown[-1] - shown[0]
    assert 2 <= len(shown) <= seconds / PERIOD + 3
    assert explorer.attention.facts["query"] == 111
    explorer.close()


def test_a_chosen_token_stays_chosen_while_the_run_goes_on():
    explorer = Explorer(FakeSession(0.01), prompt="Once", max_new_tokens=60)
    explorer.run()
    wait_for(lambda: explorer.attention.facts.get("query", 0) > 15)
    explorer.selection.token = 5
    wait_for(lambda: not explorer.running)
    assert explorer.attention.facts["query"] == 5 and explorer.routing.detail["token"] == 5
    explorer.close()


def test_an_exception_in_the_thread_is_shown_and_the_buttons_come_back():
    explorer = Explorer(FakeSession(fail_at=2), prompt="Once")
    explorer.run(wait=True)
    assert "the device caught fire" in explorer.controls.status.value and not explorer.controls.run_button.disabled
    assert len(explorer.trace) == 14
    explorer.close()


def test_closing_during_a_run_ends_the_thread_and_frees_the_session():
    session = FakeSession(0.01)
    explorer = Explorer(session, prompt="Once", max_new_tokens=5000)
    session.stop = lambda: None  # type: ignore[method-assign]
    explorer.run()
    wait_for(lambda: explorer.trace is not None)
    thread = explorer._thread
    explorer.close()
    assert thread is not None and not thread.is_alive() and not session.busy


def test_two_explorers_do_not_share_state_and_one_session_runs_for_one_of_them():
    session = FakeSession(0.01)
    first, second, third = (Explorer(s, prompt="x", max_new_tokens=60) for s in (session, FakeSession(), session))
    first.run()
    second.run(wait=True)
    third.run(wait=True)
    assert "generating for another explorer" in third.controls.status.value and len(second.trace) == 72
    first.selection.token = 4
    assert second.selection.token == -1
    for explorer in (first, second, third):
        explorer.close()


def test_only_ticked_groups_are_captured_and_the_others_say_how_to_get_them():
    explorer = Explorer(FakeSession(), prompt="x", max_new_tokens=4)
    explorer.controls.captures["mixing"].value = False
    explorer.run(wait=True)
    explorer.tabs.selected_index = 1
    assert "mixing" not in explorer.trace and "“mixing”" in explorer.mixing.message
    assert explorer.routing.message == ""
    explorer.close()


def test_an_empty_prompt_is_answered_without_a_run():
    explorer = Explorer(FakeSession())
    explorer.run()
    assert "Write a prompt first" in explorer.controls.status.value and not explorer.running


def test_a_saved_trace_has_views_but_no_run_controls(tmp_path):
    from dsv4lab.capture.trace import Trace

    with Trace.open(synthetic_trace().save(tmp_path / "t.zarr.zip")) as trace:
        explorer = Explorer(trace)
        assert explorer.controls not in explorer.children and explorer.routing.shape == [6, 60, 3]
        explorer.tabs.selected_index = 1
        explorer.selection.token = 30
        np.testing.assert_array_equal(explorer.mixing.facts["token"], 30)
        with pytest.raises(LabError, match="saved trace"):
            explorer.run("x")


def test_a_front_end_without_widgets_is_told_about_the_static_page(capsys):
    explorer = explore(synthetic_trace(20))
    assert "to_html" in capsys.readouterr().out
    bundle = explorer._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "to_html" in data["text/plain"] and "application/vnd.jupyter.widget-view+json" in data


def test_a_failed_check_of_the_run_is_named():
    trace = synthetic_trace(20)
    trace.run["checks"] = {"masses sum to one": {"ok": True}, "picks are complete": {"ok": False}}
    assert "CHECK FAILED: picks are complete" in Explorer(trace).controls.status.value
    trace.run["checks"]["picks are complete"]["ok"] = True
    assert "2 checks hold" in Explorer(trace).controls.status.value


def test_something_else_than_a_session_or_a_trace_is_refused_with_the_way_to_do_it():
    with pytest.raises(LabError, match=r"explore\(Session\(model\)\)"):
        explore(object())


def test_unknown_settings_are_refused():
    with pytest.raises(TypeError, match="temprature"):
        explore(FakeSession(), temprature=1)


def test_messages_of_a_run_are_escaped_in_the_status():
    explorer = Explorer(FakeSession())
    explorer.controls.say("<img src=x onerror=alert(1)>")
    assert "<img" not in explorer.controls.status.value


def test_a_hidden_view_catches_up_when_its_tab_is_chosen():
    explorer = Explorer(FakeSession(), prompt="Once", max_new_tokens=8)
    explorer.run(wait=True)
    assert explorer.mixing.facts == {} and explorer.attention.facts["query"] == 19
    explorer.selection.token = 7
    assert explorer.attention.facts["query"] == 7 and explorer.mixing.facts == {}
    explorer.tabs.selected_index = 1
    assert explorer.mixing.facts["token"] == 7
    explorer.selection.token = 9
    assert explorer.mixing.facts["token"] == 9 and explorer.attention.facts["query"] == 7
    explorer.tabs.selected_index = 0
    assert explorer.attention.facts["query"] == 9
    explorer.close()


def test_an_alternative_becomes_a_branch_beside_the_run():
    from small_model import CONFIG, small_model

    from dsv4lab.session import Session

    class Ids(Session):  # the small model has no tokenizer: the prompt box's text becomes ids
        def _prompt_ids(self, prompt):
            return [ord(c) % CONFIG.vocab_size for c in prompt]

    explorer = Explorer(Ids(small_model()), prompt="Once upon", max_new_tokens=12, temperature=0)
    explorer.run(wait=True)
    assert explorer.generation.can_branch and explorer.runs.layout.display == "none"
    whole = explorer.trace.values("tokens", "id").tolist()
    other = (whole[13] + 1) % CONFIG.vocab_size
    explorer.generation.wish = {"position": 13, "id": other, "n": 1}
    wait_for(lambda: explorer.trace is not None and len(explorer.trace) == 25 and not explorer.running)
    branch = explorer.trace.values("tokens", "id").tolist()
    assert branch[:13] == whole[:13] and branch[13] == other
    assert len(explorer.runs.options) == 2 and explorer.runs.layout.display == ""
    explorer.selection.tab = "Next token"
    beside = explorer.generation.beside
    assert beside["parting"] == 13 and [run["tokens"] for run in beside["runs"]] == [12, len(whole) - 13]
    assert beside["runs"][0]["name"].startswith("branch at 13") and explorer.routing.parting == 13
    assert "difference" in [m[0] for m in explorer.strip.measures]
    explorer.runs.index = 0
    assert explorer.generation.beside["runs"][1]["name"].startswith("branch at 13")
    assert explorer.trace.values("tokens", "id").tolist() == whole
    explorer.branch(99, 1, wait=True)
    assert "cannot be branched" in explorer.controls.status.value
    explorer.run(wait=True)
    assert len(explorer.runs.options) == 1 and explorer.runs.layout.display == "none"
    explorer.close()


def test_a_link_restores_the_screen():
    explorer = Explorer(synthetic_trace(40))
    explorer.selection.token, explorer.selection.layer, explorer.selection.head = 17, 4, 2
    explorer.tabs.selected_index = 1
    explorer.strip.measure, explorer.routing.colour, explorer.attention.rows = "sink", "entropy", "map"
    link = explorer.link
    assert len(link) < 120 and "tab=Residual+streams" in link and "colour=sink" in link
    again = Explorer(synthetic_trace(40), link=link)
    assert again.link == link and again.tabs.selected_index == 1 and again.mixing.facts["token"] == 17
    assert (again.strip.measure, again.routing.colour, again.attention.rows) == ("sink", "entropy", "map")
    again.restore("layer=2")
    assert again.link == "layer=2" and again.strip.measure == "surprise" and again.tabs.selected_index == 1
    with pytest.raises(LabError, match="colour=mood"):
        again.restore("colour=mood")
    with pytest.raises(LabError, match="shoe"):
        again.restore("shoe=1")


def test_choosing_a_tab_in_the_selection_brings_it_to_the_front():
    explorer = Explorer(synthetic_trace(20))
    explorer.selection.tab = "Compressor"
    assert explorer.tabs.selected_index == 2 and explorer.compressor.table["token"] == 19
    explorer.tabs.selected_index = 0
    assert explorer.selection.tab == "Attention"
    explorer.selection.tab = "Nowhere"
    assert explorer.tabs.selected_index == 0


def test_the_prompt_is_reported_chunk_by_chunk():
    session = FakeSession()
    explorer = Explorer(session, prompt="x", max_new_tokens=2)
    said = []
    explorer.controls.status.observe(lambda change: said.append(change["new"]), names="value")
    real = session.stream

    def stream(prompt, **settings):
        def steps():
            session.trace = synthetic_trace(6, 6)
            for done in (256, 512, 600):
                session.on_prompt(done, 600)
            yield from real(prompt, **settings)

        return steps()

    session.stream = stream  # type: ignore[method-assign]
    explorer.run(wait=True)
    assert any("512 of 600" in words for words in said) and "Done" in said[-1]
    explorer.close()


def test_a_real_session_tells_how_much_of_the_prompt_it_has_read():
    from small_model import small_model, some_ids

    from dsv4lab.session import Session

    session, told = Session(small_model()), []
    session.on_prompt = lambda done, all_: told.append((done, all_))
    session.generate(some_ids(300)[0].tolist(), max_new_tokens=1)
    assert told == [(256, 300), (300, 300)]


def test_two_runs_are_compared_where_they_have_the_same_text():
    explorer = Explorer(synthetic_trace(40), other=synthetic_trace(30))
    explorer.strip.measure, explorer.routing.colour = "difference", "overlap"
    values = np.frombuffer(explorer.strip.values, "<f4")
    assert (values[1:30] == 0).all() and np.isnan(values[30:]).all() and explorer.strip.low < 0
    assert explorer.routing.parting == 30
    explorer.strip.compare(None)
    explorer.routing.compare(None)
    assert explorer.strip.measure == "surprise" and explorer.routing.colour == "margin"
    assert "difference" not in [m[0] for m in explorer.strip.measures]
