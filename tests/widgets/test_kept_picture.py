"""Claims of widgets/kept_picture.py and still.py: what a notebook keeps of a live view says that it is a picture."""

from __future__ import annotations

import base64
import re
from xml.etree import ElementTree

import pytest
from synthetic_trace import CONFIG, synthetic_trace

from dsv4lab.widgets import kept_picture
from dsv4lab.widgets.kept_picture import LARGEST, KeptPicture
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.sparse_attention import SparseAttention
from dsv4lab.widgets.still import still_of

HOSTILE = [b"<script>alert(1)</script>", b"\"'><img src=x>", b"]]>", b"\xf0\x9f\x98\x80", b"\xe2\x82", b"\x00\x07"]
WEBP = b"RIFF\x00\x00\x00\x00WEBPVP8 rest"


@pytest.fixture
def displayed(monkeypatch):
    """What is put into the notebook: (bundle, display id, whether it replaces an earlier one)."""
    found: list[tuple[dict[str, str], str, bool]] = []
    monkeypatch.setattr(
        kept_picture, "_display", lambda b, display_id, *, update: found.append((b, display_id, update))
    )
    return found


def picture_of(view: SparseAttention) -> KeptPicture:
    return KeptPicture(view, lambda: "“Attention” <b>", view._pictured)


def test_a_displayed_view_has_a_picture_that_says_that_it_is_one(displayed):
    view = SparseAttention(synthetic_trace(40), Selection(token=17))
    picture = picture_of(view)
    picture.show()
    [(bundle, display_id, update)] = displayed
    assert not update and display_id == picture.id == view.kept
    for words in (bundle["text/plain"], bundle["text/html"]):
        assert "It is not live: run the cell" in words
    assert "<b>" not in bundle["text/html"] and picture.id in bundle["text/html"]
    drawn = base64.b64decode(re.search(r"svg\+xml;base64,([^\"]+)", bundle["text/html"])[1]).decode()  # type: ignore[index]
    assert drawn == still_of(view.trace, 17)
    view.show(None)
    assert "<img" not in picture.bundle()["text/html"], "before a run there is nothing to draw"


def test_what_the_page_sends_takes_the_place_of_what_was_drawn_here_and_only_a_picture_does(displayed):
    view = SparseAttention(synthetic_trace(40))
    picture = picture_of(view)
    for content, buffers in [
        ("no", [WEBP]), ({"kept": "svg"}, [b"<svg onload=alert(1)>"]), ({"kept": "webp"}, [b"<svg "]),
        ({"kept": "png"}, [WEBP]),
        ({"kept": "webp"}, []), ({"kept": "webp"}, [WEBP + bytes(LARGEST)]), ({"asked": 1}, [WEBP]),
    ]:  # fmt: skip
        picture._arrived(view, content, buffers)
    assert displayed == []
    picture._arrived(view, {"kept": "webp"}, [memoryview(WEBP)])
    [(bundle, display_id, update)] = displayed
    assert update and display_id == picture.id
    assert f"data:image/webp;base64,{base64.b64encode(WEBP).decode()}" in bundle["text/html"]


def test_the_drawn_picture_has_every_layer_with_what_it_read_and_who_worked():
    trace = synthetic_trace(60)
    root = ElementTree.fromstring(still_of(trace, 41))
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    for layer in range(CONFIG.num_hidden_layers):
        assert any(text.startswith(f"{layer} ") for text in texts)
        for expert in trace.part("routing", "expert", layer=layer, token=41):
            assert str(int(expert)) in texts
    bars = [r for r in root.iter("{http://www.w3.org/2000/svg}rect") if r.get("fill") == "#1a7fd6"]
    shares = trace.part("attention", "mass_window", query=41)
    assert [float(r.get("width", 0)) for r in bars] == pytest.approx(130 * shares.mean(-1), abs=0.06)


@pytest.mark.parametrize("groups", [("tokens",), ("tokens", "routing"), ("tokens", "attention")])
def test_what_was_not_captured_is_left_out_and_no_token_becomes_markup(groups):
    drawn = still_of(synthetic_trace(30, words=HOSTILE, groups=groups), 12)
    assert "<script" not in drawn and "<img" not in drawn
    ElementTree.fromstring(drawn)
