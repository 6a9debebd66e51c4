"""Claims of widgets/growing.py, widgets/resting.py and of the views that add to what they hold: only what is new is work."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_trace import SyntheticRun
from traitlets import Unicode

from dsv4lab.widgets import expert_routing, token_strip
from dsv4lab.widgets.expert_routing import ExpertRouting
from dsv4lab.widgets.growing import Growing, GrowingBytes
from dsv4lab.widgets.resting import REST, Resting
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.token_strip import TokenStrip


class Tape(Growing):
    text = GrowingBytes().tag(sync=True, grows=True)
    title = Unicode().tag(sync=True)


def messages_of(widget, monkeypatch) -> list:
    sent: list = []
    monkeypatch.setattr(widget, "_send", lambda message, buffers=None: sent.append((message, buffers)))
    return sent


def test_what_is_added_is_sent_alone_and_put_together_only_when_it_is_read(monkeypatch):
    tape = Tape(text=b"abc")
    sent = messages_of(tape, monkeypatch)
    with tape.hold_sync():
        tape.add("text", b"de")
        tape.title = "new"
        tape.add("text", b"f")
    assert [message["content"]["gained"] for message, _ in sent if message["method"] == "custom"] == [[["text", 3]]]
    assert [buffers for message, buffers in sent if message["method"] == "custom"] == [[b"def"]]
    assert tape._trait_values["text"] == b"abc"  # nothing was copied
    assert tape.text == b"abcdef" and tape._trait_values["text"] == b"abcdef"
    tape.add("text", b"g")
    assert sent[-1][0]["content"]["gained"] == [["text", 6]] and sent[-1][1] == [b"g"]
    tape.add("text", b"")
    assert len(sent) == 3


def test_another_value_is_sent_whole_and_later_pieces_follow_on_it(monkeypatch):
    tape = Tape(text=b"abc")
    sent = messages_of(tape, monkeypatch)
    tape.add("text", b"d")
    tape.text = b"xyz"
    assert sent[-1][0]["method"] == "update" and bytes(sent[-1][1][0]) == b"xyz"
    tape.add("text", b"!")
    assert sent[-1][0]["content"]["gained"] == [["text", 3]] and tape.text == b"xyz!"
    tape.settle()
    assert sent[-1][0]["method"] == "update" and bytes(sent[-1][1][0]) == b"xyz!"
    count = len(sent)
    tape.settle()
    assert len(sent) == count
    tape.close()
    tape.add("text", b"?")  # nobody listens any more
    assert tape.text == b"xyz!?"


def test_rows_are_held_for_the_same_thing_only():
    tape = Tape()
    assert [tape.held_rows("grid", "a", count) for count in (5, 9, 9)] == [0, 5, 9]
    assert tape.held_rows("grid", "b", 12) == 0 and tape.held_rows("grid", "b", 3) == 0


@pytest.mark.parametrize("colour", ["margin", "entropy", "agreement"])
def test_a_grid_that_grew_is_the_grid_that_is_made_at_once(colour):
    run = SyntheticRun(300)
    run.step(12, phase=0)
    view = ExpertRouting(run.trace, Selection(layer=2), colour=colour)
    for step in (1, 7, 1, 40, 3, 90):
        run.step(step)
        view.refresh()
    at_once = ExpertRouting(run.trace, Selection(layer=2), colour=colour)
    for name in ("weights", "experts", "utf8", "lengths", "shape", "layers", "kinds"):
        assert getattr(view, name) == getattr(at_once, name), name
    run.writer.finish()
    for one in (view, at_once):  # a run that has ended is measured exactly
        one.refresh()
    assert (view.low, view.high, view.colours) == (at_once.low, at_once.high, at_once.colours)


@pytest.mark.parametrize("measure", ["surprise", "entropy", "margin", "sink", "stream_norm"])
def test_a_text_that_grew_is_coloured_like_one_that_is_there_at_once(measure):
    run = SyntheticRun(300)
    run.step(12, phase=0)
    view = TokenStrip(run.trace, measure=measure)
    for step in (1, 7, 1, 40, 3, 90):
        run.step(step)
        view.refresh()
    at_once = TokenStrip(run.trace, measure=measure)
    for name in ("utf8", "lengths", "flags", "values", "total", "measures"):
        assert getattr(view, name) == getattr(at_once, name), name
    run.writer.finish()
    for one in (view, at_once):
        one.refresh()
    assert (view.low, view.high) == (at_once.low, at_once.high)


def test_the_window_of_a_long_text_moves_on_and_grows_inside(monkeypatch):
    monkeypatch.setattr(token_strip, "WHOLE", 32)
    run = SyntheticRun(300)
    run.step(20, phase=0)
    view = TokenStrip(run.trace)
    for _ in range(60):
        run.step(3)
        view.refresh()
        assert view.utf8.decode() == "".join(run.trace.pieces[view.first : view.first + 32]), view.first
        assert len(np.frombuffer(view.values, "<f4")) == len(np.frombuffer(view.lengths, "<u2"))
    assert view.total == 200


def test_a_frame_of_a_long_run_packs_and_measures_only_what_is_new(monkeypatch):
    """Counted and not timed: bytes that a frame makes of the text and of the grid, at two lengths of the run."""
    made: list[int] = []
    for module in (token_strip, expert_routing):
        for name in ("pack", "pack_text", "quantise"):
            real = getattr(module, name, None)
            if real is not None:
                monkeypatch.setattr(module, name, lambda *given, f=real: (made.append(np.size(given[0])), f(*given))[1])
    run = SyntheticRun(2200)
    run.step(12, phase=0)
    views = [TokenStrip(run.trace), ExpertRouting(run.trace, Selection(layer=2))]
    work = {}
    for length in (100, 2000):
        run.step(length - len(run.trace))
        for view in views:
            view.refresh()
        made.clear()
        run.step(1)
        for view in views:
            view.refresh()
        work[length] = sum(made)
    assert work[2000] <= work[100] + 4 and work[100] > 0


def test_a_part_that_took_long_rests_and_the_others_do_not():
    now = [0.0]
    resting = Resting(lambda: now[0])
    assert resting.is_ready("slow")
    with resting.timed("slow"):
        now[0] += 0.1
    with resting.timed("quick"):
        now[0] += 0.0001
    now[0] += 0.1 * REST * 0.9
    assert resting.is_ready("quick") and not resting.is_ready("slow")
    now[0] += 0.1 * REST * 0.2
    assert resting.is_ready("slow")


def test_while_a_run_is_written_a_slow_part_is_left_out_of_frames_but_not_of_the_end_or_of_a_click(monkeypatch):
    run = SyntheticRun(60)
    run.step(20)
    selection = Selection(layer=2, token=5)
    view = ExpertRouting(run.trace, selection)
    called: list[str] = []
    for part in view.parts:
        real = getattr(view, part.method)
        monkeypatch.setattr(view, part.method, lambda trace, n=part.method, f=real: (called.append(n), f(trace))[1])
    view._resting._until["_uses"] = float("inf")
    run.step(1)
    view._resting._until["_grid"] = view._resting._until["_detail"] = 0.0
    view.show_growing(run.trace)
    assert sorted(called) == ["_detail", "_grid"]
    called.clear()
    selection.expert = 3
    assert called == ["_uses"]
    called.clear()
    view.show(run.trace)
    assert sorted(called) == ["_detail", "_grid", "_uses"]
