"""A frame of a run crosses as one message, holds what the views sent in order, and never comes behind something newer."""

from __future__ import annotations

import threading

import pytest
from synthetic_trace import SyntheticRun
from wire import Wire

from dsv4lab.widgets.expert_routing import ExpertRouting
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.together import one_message, open_frame
from dsv4lab.widgets.token_strip import TokenStrip


class Page:
    """Takes the place of the page of several views: what it is handed in frames it gives to each view's Wire."""

    def __init__(self, views, monkeypatch) -> None:
        self.messages: list[tuple[str, dict, list]] = []
        self.wires = {}
        for view in views:
            self.wires[view.model_id] = Wire(view)
            monkeypatch.setattr(view, "alone", lambda message, buffers, view=view: self._take(view, message, buffers))

    def _take(self, view, message, buffers) -> None:
        self.messages.append((view.model_id, message, buffers))
        frame = message.get("content", {}).get("frame") if message["method"] == "custom" else None
        if frame is None:
            self.wires[view.model_id].take(message, buffers)
            return
        at = 0
        for model_id, part, count in frame:
            self.wires[model_id].take(part, buffers[at : at + count])
            at += count
        assert at == len(buffers)


@pytest.fixture
def run():
    run = SyntheticRun(200)
    run.step(100)
    return run


@pytest.fixture
def views(run):
    return [TokenStrip(run.trace, Selection(layer=2)), ExpertRouting(run.trace, Selection(layer=2))]


def test_a_frame_of_two_views_is_one_message_and_the_page_holds_all_of_it(run, views, monkeypatch):
    page = Page(views, monkeypatch)
    for number in range(3):
        run.step(1)
        with one_message():
            for view in views:
                view.refresh()
            assert len(page.messages) == number, "nothing crosses before the end"
        assert len(page.messages) == number + 1
    for view in views:
        for name in (name for name in view.own_traits() if view.trait_metadata(name, "grows")):
            assert page.wires[view.model_id].state[name] == getattr(view, name), name
    run.step(1)
    views[0].refresh()
    assert len(page.messages) > 3, "and outside of frames each speaks for itself"


@pytest.mark.parametrize("asleep", [False, True])
def test_who_reads_no_frames_has_the_whole_state_when_the_run_has_ended(run, views, monkeypatch, asleep):
    """As nbclient does, which keeps what updates say for the saved notebook."""
    kept = {view.model_id: dict(view.get_state()) for view in views}
    page = Page(views, monkeypatch)
    with one_message():
        for view in views:
            view.sleep(asleep)
            run.step(1)
            view.show_growing(run.trace)
    run.writer.finish()
    for view in views:
        view.show(run.trace)
    for sender, message, buffers in page.messages:
        if message["method"] == "update":
            wire = Wire.__new__(Wire)
            wire.state, wire.sizes = kept[sender], []
            wire.take(message, buffers)
    for view in views:
        now = view.get_state()
        assert {name for name in now if now[name] != kept[view.model_id].get(name)} == set(), type(view)


def test_frames_inside_of_frames_end_with_the_outer_one(run, views, monkeypatch):
    page = Page(views, monkeypatch)
    run.step(1)
    with one_message():
        with one_message():
            views[0].refresh()
        assert not page.messages
    assert page.messages and open_frame() is None


def test_a_message_alone_in_its_frame_is_sent_as_it_is(views, monkeypatch):
    page = Page(views, monkeypatch)
    with one_message():
        views[0].message = "one sentence"
    assert [message["method"] for _, message, _ in page.messages] == ["update"]


def test_what_another_thread_says_of_a_view_comes_behind_what_its_frame_said(views, monkeypatch):
    page = Page(views, monkeypatch)
    with one_message():
        views[0].message = "older"
        views[1].message = "of another view"
        clicked = threading.Thread(target=lambda: setattr(views[0], "message", "newer"))
        clicked.start()
        clicked.join()
        assert len(page.messages) == 2  # the frame so far, then the click's
    assert page.wires[views[0].model_id].state["message"] == "newer"
    assert len(page.messages) == 2, "and nothing is sent twice"


def test_a_view_that_is_closed_in_a_frame_takes_only_its_own_words_along(views, monkeypatch):
    page = Page(views, monkeypatch)
    with one_message():
        views[0].message = "gone"
        views[1].message = "stays"
        identifier = views[1].model_id
        views[0].close()
    assert [sender for sender, _, _ in page.messages] == [identifier]
    assert page.wires[identifier].state["message"] == "stays"


def test_a_frame_that_fails_still_sends_what_was_said(views, monkeypatch):
    page = Page(views, monkeypatch)
    with pytest.raises(RuntimeError), one_message():
        views[0].message = "said"
        raise RuntimeError
    assert page.wires[views[0].model_id].state["message"] == "said"
    assert open_frame() is None
