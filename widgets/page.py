"""A run as one HTML file: the explorer's own views, linked, without a kernel and without network.

The page holds the same JavaScript that JupyterLab gets, and a small stand-in for the kernel (src/page.js) that looks up
what Python had computed for every choice (page_states.py). Surprising: all that comes from the trace is base64 inside inert
script elements, or escaped, so no token can become markup.   Tests: tests/widgets/test_page.py, tests/browser/test_page.py.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Protocol

from tqdm import tqdm

from dsv4lab.capture.trace import Trace
from dsv4lab.errors import TraceError
from dsv4lab.files import check_writable, full_path, whole_file
from dsv4lab.widgets.controls import RunControls
from dsv4lab.widgets.page_head import WHAT_TO_TRY, facts_of, run_table, title_of, what_it_is
from dsv4lab.widgets.page_states import (
    FIXED,
    chunks,
    combinations,
    frozen_of,
    held_values,
    most_entries,
    short,
    traits_of,
)
from dsv4lab.widgets.registry import linked_traits, stem_of
from dsv4lab.widgets.selection import CLICKED, DERIVED, WORDS, Selection
from dsv4lab.widgets.view import Part, View, program, style

SECONDS = 1.0  # between two words of how far it is
MOST_TOKENS = 1000  # tokens whose details are kept; of a longer run the part around the chosen token


def page_path(path: Any) -> Path:
    """Where a page is to be written; TraceError for a name that is no page's, a folder, a place that cannot be written."""
    path = full_path(path, TraceError)
    if path.suffix.lower() not in (".html", ".htm"):
        raise TraceError(f"{path}: give a name that ends in .html.")
    check_writable(path, TraceError)
    if path.is_dir():
        raise TraceError(f"{path} is a folder; give the name of a file, for example {path / 'run.html'}.")
    return path


class Shown(Protocol):
    """What a page keeps of an explorer."""

    trace: Any
    selection: Selection
    controls: RunControls
    views: list[View]


def write_page(explorer: Shown, path: Any) -> Path:
    """Write the run an explorer shows; returns the path. TraceError for a place that is no page's, or an empty run."""
    path = page_path(path)
    if explorer.trace is None or not len(explorer.trace):
        raise TraceError("There is no run to keep yet; press Run first, or explore(Trace.open(path)).")
    status = explorer.controls.status
    before = status.value
    try:
        # A run that goes on grows under the hands of whoever reads it for minutes: one moment of it is kept.
        whole_file(path, _page(explorer, explorer.trace.snapshot(), path.name), TraceError)
    finally:
        status.value = before
    return path


def _page(explorer: Shown, trace: Trace, name: str) -> Iterator[str]:
    trace.preload()
    tokens = _stretch(trace, explorer.selection.token)
    ranges = _ranges(explorer.selection, len(trace))
    yield f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{escape(title_of(trace))}</title>"
    yield "<meta name='viewport' content='width=device-width'>"
    yield f"<style>{style('page')}</style></head>"
    yield "<body class='dsv-page' data-jp-theme-light='true'>"
    yield f"<header><h1>{escape(title_of(trace))}</h1><button id='dsv-theme'>dark</button>"
    yield f"<button id='dsv-print'>print all views</button><p>{escape(what_it_is(trace))}</p>"
    yield f"<p>{escape(WHAT_TO_TRY)}</p></header>"
    yield "<noscript><p>This page draws with JavaScript of its own and loads nothing; please allow it.</p></noscript>"
    yield "<p id='dsv-link' class='dsv-kept' role='status'></p><main class='dsv-explorer'></main>"
    yield f"<details><summary>The run</summary><p>{escape(facts_of(trace))}</p>{run_table(trace)}</details>"
    twins = [_twin(view, trace) for view in explorer.views]
    asked = [(view, part) for view in twins if not view._sentence() for part in view.parts]
    states = {
        (view.name, part.method): len(combinations(view, part, trace, tokens, ranges)[1])
        * (len(tokens) if "token" in part.fields else 1)
        for view, part in asked
    }
    total, done = sum(states.values()), 0
    bar = tqdm(total=total, desc=name, unit=" states", delay=3, leave=False, disable=None)
    told = time.monotonic()
    described = [_described(*pair, trace, tokens) for pair in zip(explorer.views, twins, strict=True)]
    for view, part in asked:
        for combination, packed in chunks(view, part, trace, tokens, ranges):
            yield f"<script type='text/plain' id='{view.name}/{part.method}/{escape(combination)}'>{packed}</script>\n"
            count = len(tokens) if "token" in part.fields else 1
            bar.update(count)
            done += count
            if time.monotonic() - told > SECONDS:
                told = time.monotonic()
                explorer.controls.say(f"Writing {name}: {100 * done // total} %")
    bar.close()
    facts = {
        "views": described, "selection": {name: getattr(explorer.selection, name) for name in (*WORDS, *CLICKED)},
        "defaults": {name: Selection.class_traits()[name].default_value for name in (*WORDS, *CLICKED)},
        "derived": DERIVED, "linked": linked_traits(), "fixed": FIXED,
        "count": len(trace), "tokens": [tokens.start, tokens.stop],
        "ranges": ranges, "limits": _limits(trace),
    }  # fmt: skip
    yield f"<script type='application/json' id='dsv-facts'>{_inert_json(facts)}</script>"
    yield f"<script type='module'>{_inert(program('page'))}</script></body></html>\n"


def _twin(original: View, trace: Trace) -> View:
    """A view of `trace` with the original's controls as they are set; nothing in it is computed by itself."""
    view = original.twin()
    view.sleep(True)
    view.trace = trace
    for field in {field for part in view.parts for field in part.fields if field.startswith("own.")}:
        name = field.removeprefix("own.")
        if view.has_trait(name):
            view.set_trait(name, getattr(original, name))
    return view


def _described(original: View, view: View, trace: Trace, tokens: range) -> dict[str, Any]:
    """What the page knows of a view before any of its chunks is read."""
    state = {name: getattr(original, name) for name in ("about", *_free_traits(view))} | _own_fields(view)
    return {
        "name": view.name, "module": stem_of(type(view)), "place": view.slot, "tab": view.title,
        "state": short(state), "sentence": view._sentence(),
        "parts": [_spec(part, view) for part in view.parts], "held": held_values(view, trace, tokens),
    }  # fmt: skip


def _ranges(selection: Selection, count: int) -> list[tuple[int, int]]:
    """The ranges of tokens that the page holds: the whole text, and what is chosen now."""
    chosen = selection.query_first, selection.query_last
    inside = 0 <= min(chosen) < count
    return [(-1, -1), chosen] if inside else [(-1, -1)]


def _limits(trace: Trace) -> dict[str, tuple[int, int]]:
    """Least and greatest value of what a link can choose in this run."""
    config, last = trace.config, len(trace) - 1
    return {
        "layer": (0, config.num_hidden_layers - 1), "site": (0, 1), "token": (-1, last), "query_first": (-1, last),
        "query_last": (-1, last), "head": (-1, config.num_attention_heads - 1),
        "expert": (-1, config.n_routed_experts - 1), "entry": (-1, most_entries(trace) - 1),
    }  # fmt: skip


def _stretch(trace: Trace, chosen: int) -> range:
    count = len(trace)
    middle = chosen if 0 <= chosen < count else count - 1
    first = max(0, min(middle - MOST_TOKENS // 2, count - MOST_TOKENS))
    return range(first, min(count, first + MOST_TOKENS))


def _free_traits(view: View) -> list[str]:
    """Own traits that no part sets: they keep the value they have."""
    filled = {name for part in view.parts for name in traits_of(part, view)}
    choosable = {field.removeprefix("own.") for part in view.parts for field in part.fields if field.startswith("own.")}
    kept = [name for name in view.own_traits() if name not in filled or name in choosable]
    asking = view.traits(asks=True)  # a page has nobody who answers
    return [name for name in kept if not isinstance(getattr(view, name), bytes) and name not in asking]


def _own_fields(view: View) -> dict[str, Any]:
    """Fields of parts that are the view's own but no traits: on the page they have one value."""
    names = {field.removeprefix("own.") for part in view.parts for field in part.fields if field.startswith("own.")}
    return {name: view.choices(name)[0] for name in names if not view.has_trait(name)}


def _spec(part: Part, view: View) -> dict[str, Any]:
    return {
        "method": part.method, "fields": list(part.fields), "traits": traits_of(part, view),
        "frozen": frozen_of(part, view),
    }  # fmt: skip


def _inert(text: str) -> str:
    """Text that cannot end the script element it stands in."""
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")


def _inert_json(value: Any) -> str:
    """JSON that cannot end or change the script element it stands in: every sign that could is written as its number."""
    text = json.dumps(value, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
