"""Claims of dsv4lab/report.py: one page, no network, nothing in it that the trace did not say."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from synthetic_trace import SyntheticRun, synthetic_trace

from dsv4lab.errors import TraceError
from dsv4lab.report import to_html

HOSTILE = [
    b"<script>alert(1)</script>",
    b"\"'><img src=x onerror=alert(1)>",
    b"\n",
    b"\xf0\x9f\x98\x80",
    b"\xe2\x82",
    b"&amp;",
]


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.spans: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "xlink:href")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag == "span":
            self.spans.append("")

    def handle_data(self, data):
        if self.tags and self.tags[-1] == "span":
            self.spans[-1] += data


def read(path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def test_the_page_shows_every_token_and_fetches_nothing(tmp_path):
    trace = synthetic_trace()
    page = read(to_html(trace, tmp_path / "run.html"))
    shown = [span for span in page.spans if span]
    assert [piece.replace("\n", "⏎\n") for piece in trace.pieces] == shown[: len(trace)]
    assert not page.links and "link" not in page.tags and "script" not in page.tags
    text = (tmp_path / "run.html").read_text(encoding="utf-8")
    assert "http" not in text and "@import" not in text and "url(" not in text


def test_hostile_tokens_stay_text(tmp_path):
    page = read(to_html(synthetic_trace(words=HOSTILE), tmp_path / "run.html"))
    assert not {"script", "img"} & set(page.tags) and not page.handlers
    assert any("<script>alert(1)</script>" in span for span in page.spans)


def test_groups_that_were_not_captured_are_named(tmp_path):
    to_html(synthetic_trace(groups=("tokens", "routing")), tmp_path / "run.html")
    text = (tmp_path / "run.html").read_text(encoding="utf-8")
    assert text.count("Not captured") == 2 and "layer 3, token 5" in text


def test_numbers_of_the_page_are_those_of_the_trace(tmp_path):
    trace = synthetic_trace()
    text = to_html(trace, tmp_path / "run.html").read_text(encoding="utf-8")
    chosen = " ".join(str(e) for e in trace.part("routing", "expert", layer=4, token=20))
    assert (
        f"layer 4, token 20 {trace.pieces[20].strip()}" in text.replace("20  ", "20 ") and f"experts {chosen}" in text
    )
    share = float(trace.values("attention", "mass_sink")[2].mean())
    assert f"<td>{share:.2f}</td>" in text


def test_a_page_needs_tokens_and_a_name(tmp_path):
    with pytest.raises(TraceError, match="no tokens"):
        to_html(SyntheticRun(3).trace, tmp_path / "run.html")
    with pytest.raises(TraceError, match=r"\.html"):
        to_html(synthetic_trace(10, 4), tmp_path / "run.pdf")
    assert not list(tmp_path.iterdir())
