"""A run as one HTML file: the explorer's own views, linked, without a kernel and without network.

The page holds the same JavaScript that JupyterLab gets, and a small stand-in for the kernel (page.js) that looks up what
Python had computed for every choice (page_states.py). Surprising: all that comes from the trace is base64 inside inert
script elements, or escaped, so no token can become markup.   Tests: tests/test_page.py, tests/browser/test_page.py.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsv4lab.capture.trace import Trace
from dsv4lab.errors import TraceError
from dsv4lab.widgets.page_states import FIXED, chunks, short, traits_of
from dsv4lab.widgets.selection import CLICKED, DERIVED, WORDS, Selection
from dsv4lab.widgets.view import HERE, Part, View

if TYPE_CHECKING:
    from dsv4lab.widgets.explorer import Explorer

MOST_TOKENS = 1000  # tokens whose details are kept; of a longer run the part around the chosen token


def write_page(explorer: Explorer, path: str | Path) -> Path:
    """Write the run an explorer shows; returns the path. TraceError for a name that is no page's, or an empty run."""
    path = Path(path)
    if path.suffix.lower() not in (".html", ".htm"):
        raise TraceError(f"{path}: give a name that ends in .html.")
    if explorer.trace is None or not len(explorer.trace):
        raise TraceError("There is no run to keep yet; press Run first, or explore(Trace.open(path)).")
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f".{path.name}.writing-{os.getpid()}")
    try:
        with work.open("w", encoding="utf-8") as file:
            file.writelines(_page(explorer, explorer.trace))
        os.replace(work, path)
    finally:
        work.unlink(missing_ok=True)
    return path


def _page(explorer: Explorer, trace: Trace) -> Iterator[str]:
    from dsv4lab.widgets.explorer import LINKED, TABS

    trace.preload()
    tokens = _stretch(trace, explorer.selection.token)
    title = f"A run of {len(trace)} tokens"
    yield f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
    yield "<meta name='viewport' content='width=device-width'>"
    own = {str(getattr(explorer, name)._css).removeprefix(_read("theme.css")) for name, _, _ in TABS}
    yield f"<style>{_read('theme.css')}{''.join(sorted(own))}{_read('page.css')}</style></head>"
    yield "<body class='dsv-page' data-jp-theme-light='true'>"
    yield f"<header><h1>{title}</h1><p>{escape(_sentence(trace))}</p><button id='dsv-theme'>dark</button></header>"
    yield "<noscript><p>This page draws with JavaScript of its own and loads nothing; please allow it.</p></noscript>"
    yield "<main class='dsv-explorer'></main>"
    yield f"<details><summary>The run</summary>{_run(trace)}</details>"
    places = {"strip": ("top", ""), "routing": ("left", "")} | {name: ("tab", title) for name, title, _ in TABS}
    specs = []
    for attribute, (place, tab) in places.items():
        original: View = getattr(explorer, attribute)
        view = original.twin()
        view.sleep(True)  # what follows moves its selection thousands of times; nothing is to be computed by itself
        state = {name: getattr(original, name) for name in _free_traits(view)} | _own_fields(view)
        specs.append({
            "name": attribute, "place": place, "tab": tab, "state": short(state), "sentence": view._sentence(),
            "parts": [_spec(part, view) for part in view.parts],
        })  # fmt: skip
        if view._sentence():
            continue
        for part in view.parts:
            for combination, packed in chunks(view, part, trace, tokens):
                yield f"<script type='text/plain' id='{attribute}/{part.method}/{escape(combination)}'>{packed}</script>\n"
    facts = {
        "views": specs, "selection": {name: getattr(explorer.selection, name) for name in (*WORDS, *CLICKED)},
        "defaults": {name: Selection.class_traits()[name].default_value for name in (*WORDS, *CLICKED)},
        "derived": DERIVED, "linked": LINKED, "fixed": FIXED, "count": len(trace), "tokens": [tokens.start, tokens.stop],
    }  # fmt: skip
    yield f"<script type='application/json' id='dsv-facts'>{_inert(json.dumps(facts, allow_nan=False))}</script>"
    programs = {attribute: _module(getattr(explorer, attribute)) for attribute in places}
    modules = "".join(f"const {name}_module = (() => {{\n{text}\n}})();\n" for name, text in programs.items())
    table = "{" + ", ".join(f"{name}: {name}_module" for name in programs) + "}"
    code = f"{_read('shared.js')}\n{modules}\n{_read('page.js')}\nopenPage({table});"
    yield f"<script type='module'>{_inert(code)}</script></body></html>\n"


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
    asking = ("can_branch", "can_measure", "wish")  # a page has nobody who answers
    return [name for name in kept if not isinstance(getattr(view, name), bytes) and name not in asking]


def _own_fields(view: View) -> dict[str, Any]:
    """Fields of parts that are the view's own but no traits: on the page they have one value."""
    names = {field.removeprefix("own.") for part in view.parts for field in part.fields if field.startswith("own.")}
    return {name: view.choices(name)[0] for name in names if not view.has_trait(name)}


def _spec(part: Part, view: View) -> dict[str, Any]:
    return {
        "method": part.method, "fields": list(part.fields), "traits": traits_of(part, view),
        "frozen": {name: list(value) if isinstance(value, tuple) else value for name, value in part.frozen.items()},
    }  # fmt: skip


def _module(view: View) -> str:
    """A view's own JavaScript as the body of a function; the shared part stands once in the page."""
    own = str(view.get_state("_esm")["_esm"]).removeprefix(_read("shared.js") + "\n")
    body, count = re.subn(r"export default (\{[^}]*\});?", r"return \1;", own)
    if count != 1:
        raise TraceError(f"{type(view).__name__}: its program must end with one `export default {{ ... }}`.")
    return body


def _inert(text: str) -> str:
    """Text that cannot end the script element it stands in."""
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _sentence(trace: Trace) -> str:
    config = trace.config
    weights = str(trace.run.get("weights", ""))[:12] or "unknown"
    checks = trace.run.get("checks", {})
    failed = [name for name, check in checks.items() if not check["ok"]]
    held = f"CHECK FAILED: {'; '.join(failed)}." if failed else f"{len(checks)} checks hold." if checks else ""
    return (
        f"{config.num_hidden_layers} layers, {config.n_routed_experts} experts of which {config.num_experts_per_tok} work "
        f"on a token; weights {weights}, {trace.run.get('dtype', 'dtype unknown')}, "
        f"seed {trace.run.get('seed', 'unknown')}. {held}"
    )


def _run(trace: Trace) -> str:
    rows = []
    for name, value in trace.run.items():
        if name in ("model", "words"):
            continue
        for key, fact in value.items() if isinstance(value, dict) else [("", value)]:
            label = f"{name}: {key}" if key else name
            rows.append(f"<tr><th scope='row'>{escape(str(label))}</th><td>{escape(_fact(fact))}</td></tr>")
    return f"<table class='dsv-table'>{''.join(rows)}</table>"


def _fact(value: Any) -> str:
    if isinstance(value, dict) and "ok" in value:
        return f"{'holds' if value['ok'] else 'FAILS'} (worst {value.get('worst')}, limit {value.get('limit')})"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
