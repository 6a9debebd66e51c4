"""Speed of the views in the real JupyterLab with headless Chromium: python tests/bench/views.py [--only click,live].

Prints one JSON line per figure, with its bar. Needs chromium and playwright; takes about three minutes on two cores.
"""

# ruff: noqa: E501 - programs of another language in strings
from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

from lab_driver import Page, chromium_path, serve, write_notebook  # noqa: E402

STORY = (
    "Once upon a time there was a little fox. The little fox had a red ball, and one day it ran into the dark wood. "
)
VISIBLE = {
    "Attention": "d.query === t", "Residual streams": "d.token === t", "Compressor": "d.token === t",
    "Lens": "d.token === t", "Next token": "d.token === t",
}  # fmt: skip
# Clicks a token, then waits in the page itself until each named view has drawn it; milliseconds.
CLICK = """async ([t, views]) => {
  const root = title => [...document.querySelectorAll('.dsv')].find(e => e.querySelector('.dsv-title').textContent === title && e.offsetParent);
  const node = root('Tokens').querySelectorAll('.dsv-token')[t];
  const started = performance.now(); node.click();
  const done = () => Object.entries(views).every(([title, test]) => { const d = root(title)?.drawn; return d && new Function('d', 't', `return ${test}`)(d, t); });
  while (!done()) { await new Promise(requestAnimationFrame); if (performance.now() - started > 4000) return -1; }
  await new Promise(requestAnimationFrame);
  return performance.now() - started;
}"""
RECOLOUR = """async measure => {
  const root = [...document.querySelectorAll('.dsv')].find(e => e.offsetParent), choose = root.querySelector('select');
  const started = performance.now(); choose.value = measure; choose.dispatchEvent(new Event('change'));
  while (root.drawn.measure !== measure || root.drawn.at < started) { await new Promise(requestAnimationFrame); if (performance.now() - started > 4000) return -1; }
  await new Promise(requestAnimationFrame);
  return performance.now() - started;
}"""
PAINTED = """async () => {
  const titles = ['Tokens', 'Experts chosen', 'Attention'];
  const all = () => titles.every(t => [...document.querySelectorAll('.dsv')].some(e => e.querySelector('.dsv-title').textContent === t && e.drawn));
  while (!all()) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}"""
MAKE = """
import sys, dsv4lab as lab
tokens, path, capture, story = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
model = lab.load()
ids = model.tokenizer.encode(story * (tokens // 15), bos=True)[: tokens - 20]
trace = lab.Session(model).generate(ids, max_new_tokens=20, capture="standard" if capture == "all" else capture.split(","))
trace.save(path)
"""


def report(name: str, value: float, unit: str, bar: str, **more: Any) -> None:
    line = {"name": name, "value": round(value, 3), "unit": unit, "bar": bar, **more, "date": str(date.today())}
    print(json.dumps(line), flush=True)


def make_trace(folder: Path, tokens: int, capture: str) -> Path:
    import subprocess

    path = folder / f"run{tokens}.zarr.zip"
    subprocess.run([sys.executable, "-c", MAKE, str(tokens), str(path), capture, STORY], check=True, cwd=ROOT)
    return path


def run_cell(page: Page, index: int) -> None:
    page.page.evaluate(
        "async i => { const n = window.jupyterapp.shell.currentWidget.content; n.deselectAll(); n.activeCellIndex = i;"
        " await window.jupyterapp.commands.execute('notebook:run-cell') }",
        index,
    )


def bench_saved(browser: Any, lab: Any, folder: Path) -> None:
    """First paint and bytes of a saved run of 2,000 tokens; then clicks, with each view in front."""
    path = make_trace(folder, 2000, "all")
    link = "layer=2&tab=Attention&beside=Experts+chosen"
    cells = [
        f"import dsv4lab as lab\ntrace = lab.Trace.open({str(path)!r})", f"e = lab.explore(trace, link={link!r})\ne",
    ]  # fmt: skip
    page = Page(browser, lab, write_notebook(lab, "saved.ipynb", cells), width=1280, height=900, on_frame=True)
    run_cell(page, 0)
    import time

    before, started = page.received, time.perf_counter()
    run_cell(page, 1)
    page.page.evaluate(PAINTED)
    report("first paint, saved 2,000 tokens", time.perf_counter() - started, "s", "<= 5")
    page.page.wait_for_timeout(1000)
    report("bytes received for it", (page.received - before) / 1e6, "MB", "<= 5")
    for title, test in VISIBLE.items():
        page.front(title)
        named = {"Next token": "What could have come"}.get(title, title)
        views = {"Tokens": "d.picked === t", "Experts chosen": "d.picked === t && d.detail.token === t", named: test}
        times = [page.page.evaluate(CLICK, [t, views]) for t in range(40, 1960, 96)]
        assert min(times) > 0, f"{title}: a view did not follow within 20 s"
        report(f"click to redrawn, {title} in front", statistics.median(times), "ms", "<= 150", worst=round(max(times)))
    page.close()


def bench_recolour(browser: Any, lab: Any, folder: Path) -> None:
    path = make_trace(folder, 5000, "tokens,routing,streams")
    code = f"import dsv4lab as lab\nfrom dsv4lab.widgets.token_strip import TokenStrip\nt = lab.Trace.open({str(path)!r})\nTokenStrip(t)"
    page = Page(browser, lab, write_notebook(lab, "recolour.ipynb", [code]))
    page.run_all()
    page.wait_drawn("Tokens", "d.pieces.length === 5000")
    times = [page.page.evaluate(RECOLOUR, name) for name in ("entropy", "margin", "stream_norm", "surprise") * 4]
    report("recolour 5,000 tokens, painted", statistics.median(times), "ms", "<= 200", worst=round(max(times)))
    page.close()


LIVE = f"""
import time, statistics, dsv4lab as lab
model = lab.load()
prompt = {STORY!r}
def speed(trace):
    cost = trace.run["cost"]
    return (cost["new_tokens"]) / (cost["seconds"] - cost["prefill_seconds"])
def plain():
    began = time.process_time()
    trace = lab.Session(model).generate(prompt, max_new_tokens=150, seed=3)
    return speed(trace), 1000 * (time.process_time() - began) / trace.run["cost"]["new_tokens"]
session = lab.Session(model)
e = lab.explore(session, prompt=prompt, max_new_tokens=150, seed=3, link="layer=2&tab=Attention&beside=Experts+chosen")
plain()
e
"""
STILL = 8000  # ms after a run: the page makes the pictures that a notebook keeps, which must not fall into the next run alone
DRAWS = """() => { window.draws = []; let last = 0; const root = [...document.querySelectorAll('.dsv')].find(e => e.querySelector('.dsv-title').textContent === 'Experts chosen');
  const look = () => { const at = root.drawn?.at, n = root.drawn?.tokens; if (at && at !== last) { last = at; window.draws.push([at, n]); } if (!window.enough) requestAnimationFrame(look); }; window.enough = false; look(); }"""


def bench_live(browser: Any, lab: Any, _folder: Path) -> None:
    """Tokens per second with and without the Explorer open, in turns; updates per second; what Stop lets through."""
    page = Page(browser, lab, write_notebook(lab, "live.ipynb", [LIVE]), width=1280, height=900)
    page.run_all()
    ratios, rates, speeds, works = [], [], [], []
    for _ in range(4):
        alone, work_alone = page.kernel("plain()")
        before = page.kernel("time.process_time()")
        page.page.evaluate(DRAWS)
        page.page.locator(".jp-OutputArea").get_by_role("button", name="Run").first.click()
        # Looked at five times a second: at every frame the question itself would lay the page out anew.
        page.page.wait_for_function(
            "() => /Gener|Read/.test(document.querySelector('.dsv-status').innerText)", polling=200
        )
        page.page.wait_for_function(
            "() => /^.{0,3}(Done|Ended)/.test(document.querySelector('.dsv-status').innerText)",
            timeout=120000,
            polling=200,
        )
        watched = page.kernel("speed(e.trace)")
        work = page.kernel(f"1000 * (time.process_time() - {before}) / e.trace.run['cost']['new_tokens']")
        works.append((work_alone, work))
        draws = page.page.evaluate("() => { window.enough = true; return window.draws }")
        grown = [(at, n) for (at, n), (_, held) in zip(draws[1:], draws, strict=False) if n > held]
        rates.append((len(grown) - 1) / (grown[-1][0] - grown[0][0]) * 1000)
        ratios.append(watched / alone)
        speeds.append(watched)
        page.page.wait_for_timeout(STILL)
    report("live with the Explorer open, of the speed without", statistics.median(ratios), "ratio", ">= 0.85",
           each=[round(r, 3) for r in ratios], tokens_per_second=round(statistics.median(speeds), 1))  # fmt: skip
    # The kernel's own work tells what the views cost it where other programs share the cores.
    report("work of the kernel with the Explorer open", statistics.median(a / b for a, b in works), "ratio", "",
           alone_ms_per_token=round(statistics.median(a for a, _ in works), 2),
           watched_ms_per_token=round(statistics.median(b for _, b in works), 2))  # fmt: skip
    report("updates drawn while it runs", statistics.median(rates), "per second", ">= 10")
    page.kernel("[setattr(session, 'stopped_at', []), setattr(session, 'real', session.stop), "
                "setattr(session, 'stop', lambda: (session.stopped_at.append(len(session.trace)), session.real()))] and None")  # fmt: skip
    late = []
    for _ in range(5):
        page.page.locator(".jp-OutputArea").get_by_role("button", name="Run").first.click()
        page.page.wait_for_timeout(1500)
        page.page.locator(".jp-OutputArea").get_by_role("button", name="Stop").first.click()
        page.page.wait_for_function("() => document.querySelector('.dsv-status').innerText.includes('Ended')")
        late.append(page.kernel("len(session.trace) - session.stopped_at[-1]"))
    report("tokens after Stop", max(late), "tokens", "<= 1", each=late)
    page.close()


def bench_page(browser: Any, _lab: Any, folder: Path) -> None:
    """Size of an exported page of 500 tokens, the time to write it, and a click in it without network."""
    import time

    import dsv4lab as lab

    trace = lab.Trace.open(make_trace(folder, 500, "all"))
    started = time.perf_counter()
    path = lab.explore(trace, link="layer=2&tab=Attention&beside=Experts+chosen").to_html(folder / "run.html")
    report("writing a page of 500 tokens", time.perf_counter() - started, "s", "")
    report("its size", path.stat().st_size / 1e6, "MB", "<= 12")
    page = browser.new_page(viewport={"width": 1240, "height": 860})
    page.context.set_offline(True)
    page.goto(f"file://{path}")
    page.evaluate(PAINTED)
    views = {"Tokens": "d.picked === t", "Experts chosen": "d.detail.token === t", "Attention": "d.query === t"}
    times = [page.evaluate(CLICK, [t, views]) for t in range(20, 480, 23)]
    report("click to redrawn in the page", statistics.median(times), "ms", "", worst=round(max(times)))
    page.close()


FRAMES = """async seconds => {
  const root = [...document.querySelectorAll('.dsv-follow')].find(e => e.offsetParent);
  root.focus();
  root.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }));
  const times = [], began = performance.now(), first = root.drawn.token;
  let last = root.drawn.frames;
  while (performance.now() - began < 1000 * seconds) {
    await new Promise(requestAnimationFrame);
    if (root.drawn.frames !== last) times.push(performance.now());
    last = root.drawn.frames;
  }
  const playing = root.drawn.playing;
  root.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }));
  const gaps = times.slice(1).map((t, i) => t - times[i]);
  return { frames: times.length / seconds, worst: Math.max(...gaps), tokens: root.drawn.token - first, playing };
}"""
FOLLOW = """import dsv4lab as lab
from dsv4lab.widgets.follow_token import FollowToken
from dsv4lab.widgets.selection import Selection
view = FollowToken(lab.Trace.open({path!r}), Selection(token=400))
view"""


def bench_follow(browser: Any, lab: Any, folder: Path) -> None:
    """Frames of a path that is played, on the shipped model and on a random one of 43 layers and 256 experts."""
    sys.path.append(str(ROOT / "tests" / "fakes"))
    from deep_trace import deep_trace

    deep = deep_trace(layers=43, experts=256, tokens=500).save(folder / "deep.zarr.zip")
    for path, layers, bar in ((make_trace(folder, 500, "all"), 8, ">= 30"), (deep, 43, ">= 20")):
        cell = FOLLOW.format(path=str(path))
        page = Page(browser, lab, write_notebook(lab, f"follow{layers}.ipynb", [cell]), width=1280, height=900)
        page.run_all()
        page.wait_drawn("Follow a token", "d.token === 400")
        faster = page.page.locator(".dsv-follow").get_by_role("button", name="faster")
        for speed in ("slow", "fast"):
            found = page.page.evaluate(FRAMES, 6)
            assert found["playing"], "it stopped by itself"
            more = {"worst_gap_ms": round(found["worst"]), "tokens_passed": found["tokens"]}
            report(f"follow a token, {layers} layers, {speed}", found["frames"], "frames a second", bar, **more)
            for _ in range(4):
                faster.evaluate("button => button.click()")  # the fastest has no faster one: then it does nothing
        page.close()


RECORDED = """async () => {
  const one = title => [...document.querySelectorAll('.dsv')].find(e => e.querySelector('.dsv-title').textContent === title);
  while (!(one('Tokens')?.drawn && one('Follow a token')?.drawn?.token === 414)) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}"""


def bench_recorded(browser: Any, lab: Any, _folder: Path) -> None:
    """From the start of the cell until the recorded run is painted: with the model loaded, and in a kernel that is fresh."""
    import time

    for what, cells, bar in (
        (
            "the model is loaded",
            ["import dsv4lab as lab\nmodel = lab.load()", "lab.explore(lab.Session(model))"],
            "<= 2",
        ),
        ("a fresh kernel", ["import dsv4lab as lab\nlab.explore(lab.Session(lab.load()))"], ""),
    ):
        times = []
        for n in range(3):
            page = Page(
                browser, lab, write_notebook(lab, f"recorded{len(cells)}{n}.ipynb", cells), width=1280, height=900
            )
            for index in range(len(cells) - 1):
                run_cell(page, index)
            started = time.perf_counter()
            run_cell(page, len(cells) - 1)
            page.page.evaluate(RECORDED)
            times.append(time.perf_counter() - started)
            page.close()
        report(
            f"first paint of the recorded run, {what}", statistics.median(times), "s", bar, worst=round(max(times), 2)
        )


BENCHES = {
    "recorded": bench_recorded,
    "follow": bench_follow,
    "page": bench_page,
    "saved": bench_saved,
    "recolour": bench_recolour,
    "live": bench_live,
}


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=",".join(BENCHES), help="some of " + ",".join(BENCHES))
    chosen = parser.parse_args().only.split(",")
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "lab") as lab, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for name in chosen:
            BENCHES[name](browser, lab, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
