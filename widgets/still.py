"""A picture of one token's way through the model, as SVG, drawn without a browser: what a notebook shows before a page drew.

Rows are layers. From left to right: what the token read (entries, window, sink as shares of one bar), the norms of its
residual streams, the experts that worked on it, and the word the layer would say.
Tests: tests/widgets/test_kept_picture.py.
"""

from __future__ import annotations

from html import escape

import numpy as np

from dsv4lab.analysis.token_path import TokenPath, token_path
from dsv4lab.attention_kinds import KINDS
from dsv4lab.capture.trace import Trace

WIDTH, ROW, TOP = 760, 18, 92
LINE = 96  # characters of text in a line
# As theme.css has them on a light page: the picture carries its paper with it.
ENTRIES, WINDOW, SINK, INK, QUIET, CHOSEN = "#006b47", "#1a7fd6", "#a2609b", "#212121", "#5a5a5a", "#c44e00"
STREAMS = ("#5b2bc4", "#8a6d1a", "#157f92", "#a3173f")
READ, NORM, WORK, SAY = (58, 130), (206, 90), (318, 250), 586  # left edge and width of each column


def still_of(trace: Trace, token: int) -> str:
    """The picture, or "" for a run without a token."""
    if not len(trace):
        return ""
    token = token if 0 <= token < len(trace) else len(trace) - 1
    path = token_path(trace, token)
    layers = trace.config.num_hidden_layers
    height = TOP + ROW * layers + 26
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="{INK}">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *_text_before(trace, token), *_heads(),
    ]  # fmt: skip
    for layer in range(layers):
        parts += _row(trace, path, layer, TOP + ROW * layer)
    parts += [*_answer(trace, path, TOP + ROW * layers + 16), "</svg>"]
    return "".join(parts)


def _words(x: float, y: float, text: str, colour: str = INK, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}" {more}>{escape(text)}</text>'


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" fill="{colour}"/>'


def _plain(text: str, most: int) -> str:
    """Text in one line, its end kept."""
    line = " ".join(text.split())
    return line if len(line) <= most else "… " + line[-most:].partition(" ")[2]


def _text_before(trace: Trace, token: int) -> list[str]:
    before = "".join(trace.pieces_between(max(0, token - 60), token))
    piece = trace.pieces_between(token, token + 1)[0]
    return [
        _words(12, 20, f"token {token} of {len(trace)}", QUIET),
        _words(12, 38, _plain(before, LINE), INK),
        _words(12, 56, f"“{_plain(piece, 40)}”", CHOSEN, 'font-weight="600"'),
    ]


def _heads() -> list[str]:
    heads = (
        (12, "layer"),
        (READ[0], "read: "),
        (NORM[0], "streams"),
        (WORK[0], "experts, by number"),
        (SAY, "would say"),
    )
    found = [_words(x, TOP - 8, text, QUIET) for x, text in heads]
    for x, (text, colour) in zip((92, 132, 170), (("past", ENTRIES), ("last", WINDOW), ("sink", SINK)), strict=True):
        found.append(_words(x, TOP - 8, text, colour))
    return found


def _row(trace: Trace, path: TokenPath, layer: int, y: float) -> list[str]:
    kind = KINDS[trace.config.layer_kinds[layer]]
    parts = [_words(12, y + 12, f"{layer} {kind.glyph}", QUIET)]
    x, width = READ
    for share, colour in zip(path.mass[layer], (ENTRIES, WINDOW, SINK), strict=True):
        if np.isfinite(share):
            parts.append(_bar(x, y + 3, width * float(share), ROW - 7, colour))
            x += width * float(share)
    norms = path.norm[layer + 1]
    if np.isfinite(norms).all():
        most = float(np.nanmax(path.norm)) or 1.0
        step = (ROW - 4) / len(norms)
        for i, norm in enumerate(norms):
            colour = STREAMS[i % len(STREAMS)]
            parts.append(_bar(NORM[0], y + 1 + i * step, NORM[1] * float(norm) / most, max(step - 1, 1), colour))
    parts += _experts(trace, path, layer, y)
    if path.lens_id[layer + 1, 0] >= 0:
        share = path.lens_prob[layer + 1, 0]
        parts.append(_words(SAY, y + 12, f"{share:.2f}  {_plain(trace.word(int(path.lens_id[layer + 1, 0])), 20)}"))
    return parts


def _experts(trace: Trace, path: TokenPath, layer: int, y: float) -> list[str]:
    left, width = WORK
    parts = [_bar(left, y + ROW - 4, width, 0.6, "#bbb")]
    weights = path.expert_weight[layer]
    total = float(np.nansum(weights)) or 1.0
    for expert, weight in zip(path.expert[layer], weights, strict=True):
        if expert >= 0 and np.isfinite(weight):
            x = left + width * (float(expert) + 0.5) / trace.config.n_routed_experts
            high = (ROW - 6) * min(1.0, 2 * float(weight) / total)
            parts.append(_bar(x - 2, y + ROW - 4 - high, 4, high, INK))
            parts.append(_words(x + 3, y + ROW - 6, str(int(expert)), QUIET, 'font-size="9"'))
    return parts


def _answer(trace: Trace, path: TokenPath, y: float) -> list[str]:
    if path.answer is None:
        return [_words(12, y, "No token came after this one.", QUIET)]
    how = "the model then wrote" if path.answer.drawn else "the text went on with"
    chance = f" (it gave it {path.answer.probability:.2f})" if np.isfinite(path.answer.probability) else ""
    return [_words(12, y, f"{how} “{_plain(trace.word(path.answer.id), 30)}”{chance}", CHOSEN)]
