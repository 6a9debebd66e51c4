"""Claims of widgets/explorer.py, with a session that writes synthetic steps; tests/browser/ uses the real one."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from fake_session import FakeSession
from synthetic_trace import synthetic_trace

from dsv4lab.errors import LabError
from dsv4lab.widgets.explorer import Explorer, explore
from dsv4lab.widgets.frames import PERIOD
from dsv4lab.widgets.registry import tab_titles


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
    for title in tab_titles():
        explorer.selection.tab = title
    missing = [view.group for view in explorer.views if view.message]
    assert missing == ["lens"]  # the fake session captures no lens; its view says so
    explorer.selection.tab = "Attention"
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
    explorer = Explorer(FakeSession(0.005), prompt="Once", max_new_tokens=100, link="tab=Attention")
    shown = []
    original = explorer.attention.refresh
    explorer.attention.refresh = lambda *parts: (shown.append(time.monotonic()), original(*parts))  # type: ignore[method-assign]
    explorer.run(wait=True)
    seconds = shown[-1] - shown[0]
    assert 2 <= len(shown) <= seconds / PERIOD + 3
    assert explorer.attention.facts["query"] == 111
    explorer.close()


def test_a_chosen_token_stays_chosen_while_the_run_goes_on():
    explorer = Explorer(FakeSession(0.01), prompt="Once", max_new_tokens=60, link="tab=Attention&beside=Experts+chosen")
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
    live = explorer._loop.live
    explorer.close()
    assert live is not None and not live.running and not live._thread.is_alive() and not session.busy


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
    explorer.selection.tab, explorer.selection.beside = "Residual streams", "Experts chosen"
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
        assert explorer.controls not in explorer.children[0].children and explorer.follow.path["token"] == 59
        explorer.selection.tab = "Residual streams"
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
    explorer = Explorer(FakeSession(), prompt="Once", max_new_tokens=8, link="tab=Attention")
    explorer.run(wait=True)
    assert explorer.mixing.facts == {} and explorer.attention.facts["query"] == 19
    explorer.selection.token = 7
    assert explorer.attention.facts["query"] == 7 and explorer.mixing.facts == {}
    explorer.selection.tab = "Residual streams"
    assert explorer.mixing.facts["token"] == 7
    explorer.selection.token = 9
    assert explorer.mixing.facts["token"] == 9 and explorer.attention.facts["query"] == 7
    explorer.selection.beside = "Attention"
    assert explorer.attention.facts["query"] == 9
    explorer.selection.token = 11
    assert explorer.mixing.facts["token"] == explorer.attention.facts["query"] == 11
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
    explorer.generation.branch_request = {"position": 13, "id": other, "n": 1}
    wait_for(lambda: explorer.trace is not None and len(explorer.trace) == 25 and not explorer.running)
    branch = explorer.trace.values("tokens", "id").tolist()
    assert branch[:13] == whole[:13] and branch[13] == other
    assert len(explorer.runs.options) == 2 and explorer.runs.layout.display == ""
    explorer.selection.tab = "Next token"
    beside = explorer.generation.beside
    assert beside["parting"] == 13 and [run["tokens"] for run in beside["runs"]] == [12, len(whole) - 13]
    assert beside["runs"][0]["name"].startswith("branch at 13")
    explorer.selection.beside = "Experts chosen"
    assert explorer.routing.parting == 13
    # Shared tokens have the same surprise in both and the others cannot be compared: no colour of nothing is offered.
    assert "difference" not in [m[0] for m in explorer.strip.measures]
    assert explorer.selection.token == 13 and explorer.generation.table["token"] == 13  # still at the fork
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
    explorer.selection.tab = "Residual streams"
    explorer.strip.measure, explorer.routing.colour, explorer.attention.rows = "sink", "entropy", "map"
    link = explorer.link
    assert len(link) < 120 and "tab=Residual+streams" in link and "colour=sink" in link
    again = Explorer(synthetic_trace(40), link=link)
    assert (
        again.link == link
        and again.room.titles_in_sight() == ["Residual streams"]
        and again.mixing.facts["token"] == 17
    )
    assert (again.strip.measure, again.routing.colour, again.attention.rows) == ("sink", "entropy", "map")
    again.restore("layer=2")
    assert again.link == "layer=2" and again.strip.measure == "surprise"
    assert again.room.titles_in_sight() == tab_titles()[:1]
    with pytest.raises(LabError, match="colour=mood"):
        again.restore("colour=mood")
    with pytest.raises(LabError, match="shoe"):
        again.restore("shoe=1")


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("hello", "reads like layer=4&token=17"),
        ("&", "reads like"),
        ("layer=99", "layer 0 to 5"),
        ("layer=-1", "layer 0 to 5"),
        ("layer=2&token=40", "token 0 to 39"),
        ("token=-2", "token 0 to 39"),
        ("site=2", "site 0 to 1"),
        ("head=4", "head 0 to 3"),
        ("expert=999", "expert 0 to 15"),
        ("entry=10", "entry 0 to 9"),
        ("query_first=3&query_last=400", "query_last=400"),
        ("tab=Weather", "Attention, Indexer"),
        ("beside=Weather", "Attention, Indexer"),
        ("layer=two", "whole number"),
        ("colour=mood", "colour=mood"),
    ],
)
def test_a_link_to_what_is_not_there_is_refused_and_nothing_moves(link, words):
    explorer = Explorer(synthetic_trace(40), link="layer=3&token=7")
    with pytest.raises(LabError, match=words):
        explorer.restore(link)
    assert explorer.link == "layer=3&token=7"
    with pytest.raises(LabError, match=words):
        explore(synthetic_trace(40), link=link)


def test_choosing_a_tab_in_the_selection_brings_it_to_the_front():
    explorer = Explorer(synthetic_trace(20))
    explorer.selection.tab = "Compressor"
    assert explorer.room.titles_in_sight() == ["Compressor"] and explorer.compressor.table["token"] == 19
    explorer.selection.tab = "Nowhere"
    assert explorer.room.titles_in_sight() == tab_titles()[:1]


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
    other = synthetic_trace(30)
    other._backing._writer.arrays["tokens"]["logprob"][9] -= 1  # as another model would give it
    explorer = Explorer(synthetic_trace(40), other=other, link="tab=Experts+chosen")
    explorer.strip.measure, explorer.routing.colour = "difference", "overlap"
    values = np.frombuffer(explorer.strip.values, "<f4")
    assert values[9] == pytest.approx(-1) and (values[1:9] == 0).all() and np.isnan(values[30:]).all()
    assert explorer.strip.low < 0
    assert explorer.routing.parting == 30
    explorer.strip.compare(None)
    explorer.routing.compare(None)
    assert explorer.strip.measure == "surprise" and explorer.routing.colour == "margin"
    assert "difference" not in [m[0] for m in explorer.strip.measures]


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"max_new_tokens": -1}, "from 0 to 100000"),
        ({"max_new_tokens": 2.5}, "whole number"),
        ({"temperature": 9}, "temperature is a number from 0 to 5"),
        ({"top_p": 0}, "from 0.01 to 1"),
        ({"seed": "x"}, "whole number"),
        ({"max_new_tokens": True}, "whole number"),
    ],
)
def test_a_setting_that_a_box_would_cut_is_refused(setting, words):
    with pytest.raises(LabError, match=words):
        explore(FakeSession(), **setting)


def test_no_new_tokens_means_that_the_prompt_is_only_read():
    explorer = Explorer(FakeSession(), prompt="Once", max_new_tokens=0)
    assert explorer.controls.max_new_tokens.value == 0
    explorer.run(wait=True)
    assert explorer.session.asked["max_new_tokens"] == 0 and len(explorer.trace) == 12
    assert "Done: 0 tokens" in explorer.controls.status.value
    explorer.close()


def test_hidden_views_of_a_run_say_that_they_were_not_looked_at_and_fill_when_they_are():
    explorer = Explorer(FakeSession(), prompt="Once", max_new_tokens=4, link="tab=Attention")
    explorer.run(wait=True)
    assert "not looked at" in explorer.mixing.message and explorer.attention.message == ""
    explorer.selection.tab = "Residual streams"
    assert explorer.mixing.message == "" and explorer.mixing.facts["token"] == 15
    assert "not looked at" in Explorer(synthetic_trace(20)).compressor.message
    explorer.close()


def test_recall_is_measured_by_a_button_where_a_session_is_there_to_measure_it():
    from small_model import CONFIG, small_model

    from dsv4lab.session import Session

    class Ids(Session):
        def _prompt_ids(self, prompt):
            return [ord(c) % CONFIG.vocab_size for c in prompt]

    explorer = Explorer(Ids(small_model()), prompt="Once upon a time " * 4, max_new_tokens=4)
    explorer.selection.tab = "Indexer"
    assert explorer.indexer.can_measure and not Explorer(synthetic_trace(20)).indexer.can_measure
    explorer.measure_recall()
    assert "Recall was not measured" in explorer.controls.status.value  # nothing was run yet
    explorer.run(wait=True)
    explorer.indexer.panel = "recall"
    assert explorer.indexer.recall == b""
    explorer.indexer.recall_request = {"n": 1}
    assert "Recall measured" in explorer.controls.status.value and explorer.indexer.recall
    explorer.close()


def test_pressing_run_from_the_page_is_running():
    explorer = Explorer(FakeSession(), prompt="Once", max_new_tokens=2)
    content = {"press": "run", "prompt": "Twice"}  # the box itself still says "Once"
    explorer.strip._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
    wait_for(lambda: "Done: 2" in explorer.controls.status.value)
    assert explorer.session.asked["prompt"] == explorer.controls.prompt.value == "Twice"
    explorer.close()


def test_a_token_from_right_to_left_is_kept_apart_in_the_name_of_a_branch():
    from dsv4lab.widgets.words import said_token

    assert said_token(" שלום") == "\u2068שלום\u2069" and said_token(" cat") == "cat" and said_token(" ") == "␣"


def test_a_range_chosen_in_the_live_explorer_is_what_expert_load_counts():
    explorer = Explorer(FakeSession(), prompt="Once", max_new_tokens=30)
    explorer.selection.tab = "Expert load"
    explorer.run(wait=True)
    explorer.selection.query_first, explorer.selection.query_last = 20, 29
    counts = np.frombuffer(explorer.load.counts, "<i4").reshape(len(explorer.load.layers), -1)
    inside = explorer.trace.values("routing", "expert")[:, 20:30]
    assert explorer.load.message == "" and (explorer.load.facts["first"], explorer.load.facts["last"]) == (20, 29)
    assert (counts == [np.bincount(layer.ravel(), minlength=16) for layer in inside]).all()
    explorer.controls.max_new_tokens.value = 2  # the next run has no such tokens: all of it is shown, and said to be
    explorer.run(wait=True)
    assert explorer.load.message == "" and explorer.load.facts["first"] == -1 and explorer.load.facts["tokens"] == 14
    explorer.close()
