"""Claims of widgets/page.py: one file, nothing fetched, no token becomes markup, every choice has what a view would show."""

from __future__ import annotations

import base64
import gzip
import itertools
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from synthetic_trace import CONFIG, SyntheticRun, synthetic_trace

import dsv4lab as lab
from dsv4lab.errors import TraceError
from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.page import _inert
from dsv4lab.widgets.page_head import title_of, what_it_is
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.sparse_attention import SparseAttention

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = [
    b"<script>alert(1)</script>",
    b"\"'><img src=x onerror=alert(1)>",
    b"\n",
    b"\xf0\x9f\x98\x80",
    b"\xe2\x82",
    b"</script>",
]


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.scripts: dict[str, str] = {}

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        tag, attrs = self.tags[-1]
        if tag == "script":
            self.scripts[attrs.get("id", "program")] = self.scripts.get(attrs.get("id", "program"), "") + data


def read(path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader


def chunk(page: Reader, name: str):
    raw = gzip.decompress(base64.b64decode(page.scripts[name]))
    size = int.from_bytes(raw[:4], "little")
    head, body, out, at = json.loads(raw[4 : 4 + size]), raw[4 + size :], {}, 0
    for trait, sizes in head["bytes"].items():
        out[trait] = []
        for count in sizes:
            out[trait].append(body[at : at + count])
            at += count
        width = head["planes"].get(trait, 1)  # first bytes of all numbers first, then all second ones
        whole = np.frombuffer(b"".join(out[trait]), np.uint8).reshape(width, -1).T.tobytes()
        ends = np.cumsum([0, *sizes])
        out[trait] = [whole[a:b] for a, b in itertools.pairwise(ends)]
    assert at == len(body)
    return head, {**head["json"], **out}


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    explorer = Explorer(synthetic_trace(40))
    return read(explorer.to_html(tmp_path_factory.mktemp("page") / "run.html"))


def test_nothing_is_fetched_and_no_token_becomes_markup(tmp_path):
    path = Explorer(synthetic_trace(30, words=HOSTILE)).to_html(tmp_path / "run.html")
    found = read(path)
    assert {tag for tag, _ in found.tags} <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "p", "button", "noscript", "main", "details",
        "summary", "table", "tr", "th", "td", "script",
    }  # fmt: skip
    assert not [
        attrs for _, attrs in found.tags if {"src", "href"} & set(attrs) or any(a.startswith("on") for a in attrs)
    ]
    text = path.read_text(encoding="utf-8")
    assert (
        text.count("http") == text.count("http://www.w3.org/2000/svg") and "@import" not in text and "url(" not in text
    )
    assert sum(attrs.get("type") == "module" for tag, attrs in found.tags if tag == "script") == 1


def test_every_choice_holds_what_the_view_itself_shows(page):
    trace = synthetic_trace(40)
    for layer in range(CONFIG.num_hidden_layers):
        head, traits = chunk(page, f"attention/_query/{layer}")
        assert head["tokens"] == list(range(40))
        for token in (0, 17, 39):
            view = SparseAttention(trace, Selection(layer=layer, token=token))
            for name in ("window", "entries", "window_weight", "entry_weight", "mass"):
                assert traits[name][token] == getattr(view, name), (layer, token, name)
            assert traits["facts"][token] == view.facts


def test_a_page_says_whose_run_it_is_and_what_to_try():
    trace = lab.recorded()
    assert title_of(trace).startswith("DeepSeek-V4 from inside: “Once upon a time there was a little fox")
    assert len(title_of(trace)) < 110 and "begin" not in title_of(trace)
    what = what_it_is(trace)
    assert f"read {trace.run['prompt_tokens']} tokens and wrote {len(trace) - trace.run['prompt_tokens']}." in what
    assert "8 layers" in what and "no DeepSeek release" in what and "FAILED" not in what
    broken = synthetic_trace(20)
    broken.values("mixing", "comb")[:] = 2.0
    assert "CHECK FAILED" in what_it_is(broken) and "DeepSeek release" not in what_it_is(broken)


def test_a_view_whose_group_is_missing_keeps_its_sentence(tmp_path):
    explorer = Explorer(synthetic_trace(20, groups=("tokens", "routing")))
    found = read(explorer.to_html(tmp_path / "run.html"))
    facts = json.loads(found.scripts["dsv-facts"])
    sentences = {view["name"]: view["sentence"] for view in facts["views"]}
    assert "“mixing”" in sentences["mixing"] and sentences["routing"] == ""
    assert not [name for name in found.scripts if name.startswith("mixing/")]


def test_a_page_of_a_long_run_keeps_the_details_around_the_chosen_token(tmp_path, monkeypatch):
    monkeypatch.setattr("dsv4lab.widgets.page.MOST_TOKENS", 10)
    explorer = Explorer(synthetic_trace(40), selection=Selection(layer=2, token=20))
    found = read(explorer.to_html(tmp_path / "run.html"))
    assert json.loads(found.scripts["dsv-facts"])["tokens"] == [15, 25]
    assert chunk(found, "attention/_query/2")[0]["tokens"] == list(range(15, 25))


def test_the_same_run_gives_the_same_page(tmp_path):
    first, second = (Explorer(synthetic_trace(20)).to_html(tmp_path / f"{n}.html").read_bytes() for n in range(2))
    assert first == second


def test_a_page_needs_tokens_and_a_name(tmp_path):
    with pytest.raises(TraceError, match="no run to keep"):
        Explorer(SyntheticRun(3).trace).to_html(tmp_path / "run.html")
    with pytest.raises(TraceError, match=r"\.html"):
        Explorer(synthetic_trace(10, 4)).to_html(tmp_path / "run.pdf")
    assert not list(tmp_path.iterdir())


def test_writing_a_page_leaves_the_explorer_as_it_was(tmp_path):
    explorer = Explorer(synthetic_trace(20), selection=Selection(layer=4, token=7, tab="Attention"))
    before = {name: getattr(explorer.attention, name) for name in explorer.attention.own_traits()}
    explorer.to_html(tmp_path / "run.html")
    assert explorer.selection.token == 7 and explorer.attention.facts["query"] == 7
    assert before == {name: getattr(explorer.attention, name) for name in explorer.attention.own_traits()}


def test_programs_stand_once_and_end_no_script(page):
    program = page.scripts["program"]
    assert program.count("No kernel stands behind this view") == 1 and not re.search(r"\bexport\b", program)


def test_explore_and_page_need_neither_torch_nor_a_tokenizer(tmp_path):
    saved = synthetic_trace(30).save(tmp_path / "run.zarr.zip")
    code = (
        "import sys\n"
        "for name in ('torch', 'tokenizers', 'safetensors', 'transformers'): sys.modules[name] = None\n"
        "import dsv4lab as lab\n"
        f"e = lab.explore(lab.Trace.open({str(saved)!r}), link='tab=Attention')\n"
        "e.selection.token, e.selection.layer, e.selection.beside = 9, 4, 'Experts chosen'\n"
        "assert e.attention.facts['query'] == 9 and not (e.strip.message or e.routing.message or e.attention.message)\n"
        f"page = e.to_html({str(tmp_path / 'run.html')!r})\n"
        "print(page.stat().st_size > 1000, [n for n in sys.modules if n.startswith('torch.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == "True []"


def test_text_inside_a_script_cannot_end_it():
    assert "</" not in _inert("a</script><script>") and "<!--" not in _inert("<!-- </SCRIPT")


def facts_of(found: Reader) -> dict:
    return json.loads(found.scripts["dsv-facts"])


@pytest.mark.parametrize("name", ["<!-- a run", "</script><b>", "a & b <i>"])
def test_no_name_of_a_run_can_change_the_page(tmp_path, name):
    explorer = Explorer(synthetic_trace(20), selection=Selection(run=name))
    assert facts_of(read(explorer.to_html(tmp_path / "run.html")))["selection"]["run"] == name


def test_a_page_written_with_a_range_holds_that_range_and_the_whole_text(tmp_path):
    trace = synthetic_trace(30)
    explorer = Explorer(trace, selection=Selection(layer=3, query_first=5, query_last=12, expert=2))
    found = read(explorer.to_html(tmp_path / "run.html"))
    assert facts_of(found)["ranges"] == [[-1, -1], [5, 12]]
    for first, last, tokens in ((-1, -1, 30), (5, 12, 8)):
        _, traits = chunk(found, f"load/_load/{first},{last},256")
        assert np.frombuffer(traits["tokens"][0], "<i4").reshape(-1, 2)[3, 0] == tokens
    assert not [name for name in found.scripts if name.startswith("load/_load/5,-1")]


def test_controls_are_kept_as_they_were_set(tmp_path):
    explorer = Explorer(synthetic_trace(30))
    explorer.cost.csa_rate, explorer.cost.length, explorer.indexer.region = 16, 5000, "3:9:0:8"
    found = read(explorer.to_html(tmp_path / "run.html"))
    views = {view["name"]: view for view in facts_of(found)["views"]}
    assert views["cost"]["held"]["csa_rate"] == [16] and views["cost"]["parts"][0]["frozen"]["own.csa_rate"] == 16
    assert 5000 in views["cost"]["held"]["length"] and 1024 in views["cost"]["held"]["length"]
    _, traits = chunk(found, "cost/_curves/5000,release,equivalent,this model,16,0,0")
    assert "what if" in traits["models"][0]
    assert views["indexer"]["held"]["region"] == ["3:9:0:8"]
    assert views["load"]["held"]["panel"] == ["expert", "together", "ranks"]


def test_every_entry_that_can_be_clicked_is_on_the_page(page):
    layer = CONFIG.layers_of_kind("csa")[0]
    for entry in (-1, 0, 9):
        _, traits = chunk(page, f"compressor/_chosen/{layer},{entry}")
        assert traits["chosen"][0]["entry"] == entry


def test_a_page_written_in_the_middle_of_a_run_is_one_moment_of_it(tmp_path):
    run = SyntheticRun(60)
    run.step(12)
    explorer = Explorer(run.trace)

    def step(*_):
        run.step(1)
        return _[0]

    run.writer.run["token_strings"] = {}
    original = run.trace.snapshot
    run.trace.snapshot = lambda: step(original())  # it grows as soon as it is being written, and the views see it
    explorer.strip.observe(step, names="low")
    found = read(explorer.to_html(tmp_path / "run.html"))
    assert facts_of(found)["count"] == 12
    for name in found.scripts:
        if "/" in name:
            head, _ = chunk(found, name)
            assert not [words for words in head["said"] if ".py, line" in words], (name, head["said"])
            assert set(head["tokens"]) in (set(), set(range(12)))


def test_a_place_that_cannot_be_written_is_told_before_the_work(tmp_path, monkeypatch):
    explorer = Explorer(synthetic_trace(10, 4))
    monkeypatch.setattr("dsv4lab.widgets.page._page", lambda *_: pytest.fail("computed before the place was looked at"))
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "file").write_text("")
    for wrong, words in (
        (tmp_path / "folder.html", "is a folder"), (tmp_path / "file" / "run.html", "cannot be written"),
        (tmp_path / ("n" * 300 + ".html"), "too long"), ("/proc/run.html", "cannot be written"), (5, "path"),
    ):  # fmt: skip
        with pytest.raises(TraceError, match=words):
            explorer.to_html(wrong)  # type: ignore[arg-type]


def test_the_home_folder_is_meant_by_its_sign(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Explorer(synthetic_trace(10, 4)).to_html("~/run.html") == tmp_path / "run.html"


def test_a_full_disk_is_told_in_words_and_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")
        yield ""

    monkeypatch.setattr("dsv4lab.widgets.page._page", full)
    with pytest.raises(TraceError, match="free space"):
        Explorer(synthetic_trace(10, 4)).to_html(tmp_path / "run.html")
    assert not list(tmp_path.iterdir())


def test_a_long_page_says_how_far_it_is(tmp_path, monkeypatch):
    said = []
    explorer = Explorer(synthetic_trace(10, 4))
    before = explorer.controls.status.value
    monkeypatch.setattr("dsv4lab.widgets.page.SECONDS", 0.0)
    monkeypatch.setattr(explorer.controls, "say", said.append)
    explorer.to_html(tmp_path / "run.html")
    percents = [int(re.search(r"run.html: (\d+) %", words)[1]) for words in said]
    assert percents == sorted(percents) and percents[-1] == 100 and explorer.controls.status.value == before
