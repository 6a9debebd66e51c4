"""Claims of widgets/sharing.py and of the toolbar: files appear under a free name, are said, and nothing is written over."""

from __future__ import annotations

import pytest
from fake_session import FakeSession
from synthetic_trace import SyntheticRun, synthetic_trace

import dsv4lab as lab
from dsv4lab.errors import TraceError
from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.sharing import PICTURES, free_path, write_picture
from dsv4lab.widgets.toolbar import Toolbar


@pytest.fixture
def explorer(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = Explorer(synthetic_trace(20))
    yield made
    made.close()


def press(explorer, buffers=(), **content) -> str:
    """What the page sends when a button is pressed; returns what is said then."""
    explorer.toolbar._handle_custom_msg(content, list(buffers))
    return explorer.toolbar.answer.get("text", "")


def test_the_page_and_the_trace_are_written_beside_the_notebook_and_never_over_another_file(explorer, tmp_path):
    (tmp_path / "run.html").write_text("mine")
    assert "run-2.html" in press(explorer, share="page")
    assert (tmp_path / "run.html").read_text() == "mine" and "<html" in (tmp_path / "run-2.html").read_text()[:500]
    assert "run.zarr.zip" in press(explorer, share="trace")
    assert "run-2.zarr.zip" in press(explorer, share="trace")
    with lab.Trace.open(tmp_path / "run-2.zarr.zip") as again:
        assert again.pieces == explorer.trace.pieces


def test_a_picture_that_the_page_drew_is_written_with_its_views_name_and_anything_else_is_refused(explorer, tmp_path):
    data = PICTURES["png"] + b"..."
    assert "what-could-have-come.png" in press(
        explorer, [data], share="picture", kind="png", title="What could have come"
    )
    assert (tmp_path / "what-could-have-come.png").read_bytes() == data
    assert "what-could-have-come-2.png" in press(
        explorer, [data], share="picture", kind="png", title="What could have come"
    )
    for kind, wrong in (("png", b"<svg "), ("svg", b""), ("exe", data), (None, data)):
        assert press(explorer, [wrong], share="picture", kind=kind, title="x").startswith("⚠")
    assert press(explorer, [], share="picture", kind="png", title="../../etc/passwd").startswith("⚠")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "what-could-have-come-2.png",
        "what-could-have-come.png",
    ]
    assert write_picture("../../up", "svg", b"<svg ></svg>", tmp_path) == tmp_path / "up.svg"
    with pytest.raises(TraceError, match="did not arrive"):
        write_picture("x", "svg", b"no", tmp_path)


def test_the_link_is_the_explorers_and_a_discovery_leads_there(explorer):
    explorer.selection.layer, explorer.selection.token = 4, 7
    assert press(explorer, share="link") == explorer.link == "layer=4&token=7"
    assert press(explorer, discover="layer=2&token=3&tab=Lens") == ""
    assert (explorer.selection.layer, explorer.selection.token, explorer.selection.tab) == (2, 3, "Lens")
    assert press(explorer, discover="layer=99").startswith("⚠") and explorer.selection.layer == 2
    before = explorer.toolbar.answer
    for nonsense in ({"share": "everything"}, {"share": ["page"]}, {}):
        explorer.toolbar._handle_custom_msg(nonsense, [])
    explorer.toolbar._handle_custom_msg("run", [])
    assert explorer.toolbar.answer == before


def test_a_place_that_cannot_be_written_is_named_and_before_a_run_there_is_nothing_to_share(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    explorer = Explorer(FakeSession())
    assert press(explorer, share="page").startswith("⚠") and press(explorer, share="trace").startswith("⚠")
    assert list(tmp_path.iterdir()) == []
    explorer.close()


def test_names_are_made_of_titles_and_are_free(tmp_path):
    assert free_path("Experts at work", ".png", tmp_path).name == "experts-at-work.png"
    assert free_path("…", ".svg", tmp_path).name == "run.svg"


def test_the_toolbar_knows_how_much_of_the_run_is_prompt_and_whether_it_grows():
    run = SyntheticRun(60)
    run.step(12, phase=0)
    toolbar = Toolbar(run.trace)
    assert (toolbar.total, toolbar.prompt, toolbar.growing, toolbar.discoveries) == (12, 12, True, [])
    run.step(5)
    run.writer.finish()
    toolbar.refresh()
    assert (toolbar.total, toolbar.prompt, toolbar.growing) == (17, 12, False) and toolbar.discoveries
