"""A trace as one static page: opens anywhere, needs no network, no kernel and no widget.

The text with its surprise, the experts of every layer, attention per layer, mixing over depth, and the facts of the run;
every picture has the numbers beside it as text or title. Everything from the trace is escaped.
Tests: tests/test_report.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.analysis.expert_routing import agreement, routing_grid
from dsv4lab.analysis.hyper_connections import SITES, mixing_depth
from dsv4lab.analysis.sparse_attention import zone_masses
from dsv4lab.analysis.token_values import token_values
from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace

MOST_TOKENS = 1000  # columns of the routing picture; a page stays below a few megabytes
_STYLE = """
:root { --ink: #212121; --quiet: #616161; --paper: #fff; --line: #ddd; --tint: 0,114,178; --none: #c9c9c9;
  --entries: #008461; --window: #0072b2; --sink: #8c5a86; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --quiet: #a8a8a8; --paper: #161616; --line: #444;
  --tint: 56,150,214; --none: #5c5c5c; --entries: #2fc79c; --window: #56b4e9; --sink: #d9a3d2; } }
body { font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1100px;
  margin: 24px auto; padding: 0 16px; }
h1 { font-size: 22px; margin: 0; } h2 { font-size: 16px; margin: 28px 0 6px; }
p { margin: 4px 0; } .quiet { color: var(--quiet); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; font: 15px/1.9 Georgia, serif; }
.text span { border-radius: 3px; padding: 2px 0; } .text .prompt { border-bottom: 2px dotted var(--quiet); }
.text .special { font: 11px monospace; border: 1px solid var(--quiet); padding: 1px 3px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
td, th { padding: 2px 10px; text-align: right; border-bottom: 1px solid var(--line); } th { font-weight: 500; }
td:first-child, th:first-child { text-align: left; } svg text { font: 11px system-ui, sans-serif; fill: var(--ink); }
.mass { display: inline-block; height: 12px; vertical-align: middle; }
"""


def to_html(trace: Trace, path: str | Path) -> Path:
    """Write `trace` as one HTML file and return its path. Groups that were not captured are named, not invented."""
    path = Path(path)
    if path.suffix.lower() not in (".html", ".htm"):
        raise TraceError(f"{path}: give a name that ends in .html.")
    if not len(trace):
        raise TraceError("This trace has no tokens yet; run a prompt first.")
    page = "".join(_page(trace))
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f".{path.name}.writing-{os.getpid()}")
    try:
        work.write_text(page, encoding="utf-8")
        os.replace(work, path)
    finally:
        work.unlink(missing_ok=True)
    return path


def _page(trace: Trace) -> Iterable[str]:
    yield f"<!doctype html><html lang='en'><meta charset='utf-8'><title>A run of {len(trace)} tokens</title>"
    yield "<meta name='viewport' content='width=device-width'>"
    yield f"<style>{_STYLE}</style><h1>A run of {len(trace)} tokens</h1>"
    yield f"<p class='quiet'>{escape(_sentence(trace))}</p>"
    sections = (
        ("The text", "tokens", _text),
        ("Experts", "routing", _routing),
        ("Attention", "attention", _attention),
        ("Residual streams", "mixing", _mixing),
    )
    for title, group, section in sections:
        yield f"<section><h2>{title}</h2>"
        if group in trace:
            yield from section(trace)
        else:
            yield f"<p class='quiet'>Not captured. Run again with capture=[..., {escape(repr(group))}].</p>"
        yield "</section>"
    yield "<section><h2>The run</h2>"
    yield from _run(trace)
    yield "</section></html>\n"


def _sentence(trace: Trace) -> str:
    config = trace.config
    weights = str(trace.run.get("weights", ""))[:12] or "unknown"
    return (
        f"{config.num_hidden_layers} layers, {config.n_routed_experts} experts of which {config.num_experts_per_tok} work "
        f"on a token; weights {weights}, {trace.run.get('dtype', 'dtype unknown')}, seed {trace.run.get('seed', 'unknown')}."
    )


def _text(trace: Trace) -> Iterable[str]:
    values = token_values(trace, "surprise").values
    top = float(np.nanpercentile(values, 99)) if np.isfinite(values).any() else 1.0
    phase, special = trace.values("tokens", "phase"), trace.values("tokens", "special")
    yield "<p class='quiet'>Darker: the model did not expect this token (nats in its title). Dotted: the prompt.</p>"
    yield "<p class='text'>"
    for position, piece in enumerate(trace.pieces):
        value = float(values[position])
        shade = 0.0 if np.isnan(value) else 0.72 * min(max(value / max(top, 1e-9), 0), 1)
        names = " ".join(n for n, on in (("prompt", phase[position] == 0), ("special", special[position])) if on)
        title = f"token {position}" + ("" if np.isnan(value) else f", surprise {value:.2f} nats")
        shown = escape(piece).replace("\n", "⏎\n")
        yield f"<span class='{names}' title='{title}' style='background:rgba(var(--tint),{shade:.2f})'>{shown}</span>"
    yield "</p>"


def _routing(trace: Trace) -> Iterable[str]:
    grid = routing_grid(trace, "margin")
    expert, kinds = grid.expert.values, grid.kind.values
    kept = agreement(expert)
    yield "<div class='wide'><table><tr><th>layer</th><th>chosen by</th><th>experts used</th><th>busiest expert</th>"
    yield "<th>kept from the previous token</th><th>median margin</th></tr>"
    for row, layer in enumerate(grid.layer.values):
        counts = np.bincount(expert[row][expert[row] >= 0], minlength=trace.config.n_routed_experts)
        margin = grid.colour.values[row]
        middle = f"{np.nanmedian(margin):.4f}" if np.isfinite(margin).any() else "–"
        same = f"{np.nanmean(kept[row]):.0%}" if np.isfinite(kept[row]).any() else "–"
        share = counts.max() / max(expert.shape[1], 1)
        yield f"<tr><td>{layer}</td><td>{'table' if kinds[row] == 'hash' else 'scores'}</td>"
        yield f"<td>{(counts > 0).sum()} of {len(counts)}</td><td>no. {counts.argmax()}, {share:.0%} of tokens</td>"
        yield f"<td>{same}</td><td>{middle}</td></tr>"
    yield "</table></div>"
    yield "<p class='quiet'>Below: one column per token, one row per layer; each cell stacks the weights of its experts. "
    yield "Darker: a clearer choice (margin). Grey: a table chose. An expert's number is its name in its layer only.</p>"
    yield from _grid_picture(trace, grid)


def _grid_picture(trace: Trace, grid: Any) -> Iterable[str]:
    weight, colour, expert = grid.weight.values, grid.colour.values, grid.expert.values
    tokens, first = min(weight.shape[1], MOST_TOKENS), max(0, weight.shape[1] - MOST_TOKENS)
    if first:
        yield f"<p class='quiet'>The last {tokens} of {weight.shape[1]} tokens.</p>"
    top = float(np.nanpercentile(colour, 99)) if np.isfinite(colour).any() else 1.0
    pieces, cell, tall = trace.pieces, 12, 16
    yield f"<div class='wide'><svg width='{60 + tokens * cell}' height='{weight.shape[0] * (tall + 2) + 4}' role='img' "
    yield "aria-label='experts chosen for each token and layer'>"
    for row, layer in enumerate(grid.layer.values):
        y = row * (tall + 2)
        yield f"<text x='0' y='{y + 12}'>layer {layer}</text>"
        for column in range(tokens):
            token = first + column
            if expert[row, token, 0] < 0:
                continue
            value = colour[row, token]
            fill = (
                "var(--none)"
                if np.isnan(value)
                else f"rgba(var(--tint),{0.1 + 0.9 * min(value / max(top, 1e-9), 1):.2f})"
            )
            x, at, bars = 60 + column * cell, float(y), []
            share = weight[row, token] / max(float(np.nansum(weight[row, token])), 1e-9)
            for part in np.nan_to_num(share):
                bars.append(f"M{x} {at:.1f}h{cell - 1}v{max(part * tall - 0.8, 0.3):.1f}h-{cell - 1}z")
                at += float(part) * tall
            chosen = " ".join(str(e) for e in expert[row, token])
            title = f"layer {layer}, token {token} {escape(pieces[token])}: experts {chosen}"
            yield f"<path d='{''.join(bars)}' fill='{fill}'><title>{title}</title></path>"
    yield "</svg></div>"


def _attention(trace: Trace) -> Iterable[str]:
    masses, kinds = zone_masses(trace), trace.config.layer_kinds
    yield "<p class='quiet'>Where attention went, mean over heads and captured queries; the three shares sum to one.</p>"
    yield "<div class='wide'><table><tr><th>layer</th><th>kind</th><th>compressed past</th><th>window</th><th>sink</th>"
    yield "<th></th></tr>"
    for layer in masses.layer.values:
        three = {zone: float(masses.sel(layer=layer, zone=zone)) for zone in masses.zone.values}
        bars = "".join(
            f"<span class='mass' style='width:{200 * share:.0f}px;background:var(--{zone})'></span>"
            for zone, share in three.items()
        )
        cells = "".join(f"<td>{share:.2f}</td>" for share in three.values())
        yield f"<tr><td>{layer}</td><td>{kinds[layer]}</td>{cells}<td style='text-align:left'>{bars}</td></tr>"
    yield "</table></div>"


def _mixing(trace: Trace) -> Iterable[str]:
    token = len(trace) - 1
    depth = mixing_depth(trace, token)
    exchange = depth.exchange.values
    top, wide = max(float(exchange.max()), 1e-9), 22
    yield "<p class='quiet'>How much of each stream comes from the others at every site, for the last token "
    yield f"(tallest {top:.3f}; evenly mixed would be 0.75). Full: at attention; pale: at the experts.</p>"
    yield f"<div class='wide'><svg width='{len(exchange) * wide + 10}' height='96' role='img' aria-label='mixing'>"
    for step, value in enumerate(exchange):
        layer, site = int(depth.layer.values[step]), int(depth.site.values[step])
        h = 70 * float(value) / top
        yield f"<rect x='{step * wide}' y='{72 - h:.1f}' width='{wide - 2}' height='{max(h, 0.5):.1f}' "
        yield f"fill='rgb(var(--tint))' opacity='{0.6 if site else 1}'>"
        yield f"<title>layer {layer}, {SITES[site]}: {value:.4f}</title></rect>"
        if not site:
            yield f"<text x='{step * wide}' y='88'>{layer}</text>"
    yield "</svg></div>"


def _run(trace: Trace) -> Iterable[str]:
    yield "<div class='wide'><table>"
    for name, value in trace.run.items():
        if name == "model":
            continue
        facts = value.items() if isinstance(value, dict) else [("", value)]
        for key, fact in facts:
            label = f"{name}: {key}" if key else name
            shown = _fact(fact)
            yield f"<tr><td>{escape(str(label))}</td><td style='text-align:left'>{escape(shown)}</td></tr>"
    yield "</table></div>"


def _fact(value: Any) -> str:
    if isinstance(value, dict) and "ok" in value:
        return f"{'holds' if value['ok'] else 'FAILS'} (worst {value.get('worst')}, limit {value.get('limit')})"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
