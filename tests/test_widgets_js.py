"""The pure functions of the views' JavaScript, run by node: the same text the page gets, shared.js and the view's own."""

# ruff: noqa: E501 - programs of another language in strings
from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from dsv4lab.widgets.view import HERE, program

CLAIMS = {
    "shares that are printed sum to one": (
        "sparse_attention",
        """for (const v of [[1,1,1],[0.005,0.99,0.005],[0,0,1],[0.333,0.333,0.334]])
             eq(Math.round(roundedShares(v).reduce((a, b) => a + b) * 100), 100);
           eq(roundedShares([0.125, 0.625, 0.25]).length, 3);""",
    ),
    "mean over heads counts a head without the key as zero, max ignores it, missing everywhere stays missing": (
        "sparse_attention",
        """const w = Float32Array.of(0.2, NaN, NaN, 0.4, 0.5, NaN);
           const mean = rowsFor('mean', 2, 3, w)[0], max = rowsFor('max', 2, 3, w)[0];
           near(mean[0], 0.3); near(mean[1], 0.25); near(max[1], 0.5);
           eq(Number.isNaN(mean[2]) && Number.isNaN(max[2]), true);
           eq(rowsFor('heads', 2, 3, w).length, 2);""",
    ),
    "the three zones lie side by side inside the width": (
        "sparse_attention",
        """for (const [v, n] of [[0, 8], [10, 8], [5000, 128], [1, 1]]) for (const width of [300, 500, 1100]) {
             const z = zonesOf(width, v, n);
             ok(z.entryX + z.entryW <= z.windowX + 1e-6, 'entries end before the window');
             ok(z.windowX + z.windowW <= z.sinkX, 'window ends before the sink');
             ok(z.sinkX + SINK + MASSES <= width + 1, `numbers fit at ${width} ${v} ${n}: ${z.sinkX}`); }""",
    ),
    "table layers come first, in a band of their own, and every cell is hit where it is drawn": (
        "expert_routing",
        """const { rows } = rowsOf(['learned', 'hash', 'learned']);
           eq(rows.map(r => r.band ?? r.index).join(), 'hash,1,learned,0,2');
           for (const r of rows) if (r.index !== undefined) {
             const hit = hitCell(rows, 5 * CELL + 3, r.y + 2, 9); eq(hit.index, r.index); eq(hit.token, 5); }
           eq(hitCell(rows, 9 * CELL + 1, rows[1].y + 1, 9), null); eq(hitCell(rows, 3, rows[0].y + 1, 9), null);""",
    ),
    "an expert is counted once per token and only in its layer": (
        "expert_routing",
        """const ids = Int16Array.of(1,2, 2,3, 2,2, 9,9);
           eq(countUses(ids, 0, 2, 2, 2), 2); eq(countUses(ids, 1, 2, 2, 2), 1); eq(countUses(ids, 1, 2, 2, 9), 1);""",
    ),
    "a table layer names the experts its scores would have preferred": (
        "expert_routing",
        """const d = { expert: [8, 3, 0, 13], score: [1.7, 0.7, 1.9, 0.5], chosen: [true, true, false, false] };
           eq(preferred(d), '; the scores would have preferred 0');
           eq(preferred({ ...d, score: [1.7, 0.7, 1.9, 0.9] }), '; the scores would have preferred 0, 13 and perhaps others, which were not kept');
           eq(preferred({ ...d, score: [1.7, 0.7, 0.6, 0.5] }), '; the scores would have chosen the same, and only set the weights');
           eq(preferred({ expert: [8, 3], score: [1.7, 0.7], chosen: [true, true] }), '; scores only set the weights');""",
    ),
    "characters that turn or hide text get a sign, text from right to left is kept apart, markers need no rare glyph": (
        "drawing token_strip",
        """eq(label(' \\u202eevil', 20), '⟨U+202E⟩evil'); eq(label('a\\u200bb', 20), 'a⟨U+200B⟩b'); eq(label(' שלום'), '\\u2068שלום\\u2069');
           eq(flat('שלום', 3), '\\u2068של…\\u2069'); eq(plain('<｜begin▁of▁sentence｜>'), '<|begin_of_sentence|>');
           eq(plain('a｜b▁c'), 'a｜b▁c'); eq(plain('👨\\u200d👩'), '👨\\u200d👩'); eq(label(' cat'), 'cat');""",
    ),
    "words that do not fit are cut to shorter ones and never run into the next": (
        "sparse_attention",
        """const wide = t => 6 * t.length, all = ['compressed past', 'compressed', 'past'];
           eq(fitting(all, 90, wide), 'compressed past'); eq(fitting(all, 89, wide), 'compressed'); eq(fitting(all, 30, wide), 'past'); eq(fitting(all, 20, wide), '');""",
    ),
    "a product says of which layers it is": (
        "hyper_connections_overview",
        """ok(productWords({ first: 0, last: 7, gap: -1 }).startsWith('Product of all sites up'), 'all'); ok(productWords({ first: 3, last: 7, gap: -1 }).includes('from layer 3 on'), 'late');
           ok(productWords({ first: 0, last: 0, gap: 1 }).includes('layers 0 to 0') && productWords({ first: 0, last: 0, gap: 1 }).includes('layer 1 was not captured'), 'gap');""",
    ),
    "a layer without any reading is not said to agree in 0 %": (
        "lens",
        "eq(trustWords(null, 0.5), '–'); eq(trustWords(0.49, 0.5), '49 % ⚠'); eq(trustWords(0.9, 0.5), '90 %');",
    ),
    "only what follows the common prefix is rebuilt": (
        "token_strip",
        """eq(commonPrefix(['a','b'], ['a','b','c']), 2); eq(commonPrefix(['a','x'], ['a','b']), 1);
           eq(commonPrefix([], ['a']), 0);""",
    ),
    "text is cut by bytes and read from an unaligned buffer": (
        "token_strip",
        """const b = new TextEncoder().encode('xa€<b>');
           const view = new DataView(b.buffer, 1), sizes = new DataView(Uint16Array.of(1, 3, 3).buffer);
           eq(splitText(view, sizes).join('|'), 'a|€|<b>');
           near(asF32(new DataView(Uint8Array.of(7, 0, 0, 128, 63).buffer, 1))[0], 1);""",
    ),
    "a label shows blanks and breaks and is never longer than asked": (
        "token_strip",
        """eq(label(' cat'), 'cat'); eq(label('\\n'), '⏎'); eq(label(''), '␣'); eq([...label('a'.repeat(30), 9)].length, 9);
           eq(label('😀😀😀', 2), '😀…');""",
    ),
    "numbers have no minus zero and a sign for what is missing": (
        "token_strip",
        "eq(number(-0.001), '0.00'); eq(number(-1.5), '−1.50'); eq(number(null), '–'); eq(number(NaN), '–');",
    ),
    "a click in the strip of sites finds its step": (
        "hyper_connections",
        "eq(stepAt(0, 120, 12), 0); eq(stepAt(119, 120, 12), 11); eq(stepAt(120, 120, 12), 11); eq(stepAt(-3, 120, 12), 0);",
    ),
}
CLAIMS |= {
    "Sinkhorn's steps in the page are those of the model's own definition": (
        "hyper_connections_overview",
        """for (const [k, expected] of Object.entries(SINKHORN)) {
             const m = sinkhornSteps(LOGITS, 4, Number(k), 1e-6); expected.forEach((v, i) => near(m[i], v)); }
           const { row, column } = sumErrors(Float64Array.of(0.5, 0.5, 0.25, 0.5), 2); near(row, 0.25); near(column, 0.25);""",
    ),
    "gains are added to what the page holds, and refused when something is missing": (
        "token_strip",
        """const state = { utf8: new DataView(Uint8Array.of(1, 2).buffer) }, model = { get: n => state[n], on: (_, f) => model.f = f, send: m => model.asked = m };
           eq(gain(model, 'utf8', 2, Uint8Array.of(3)), true); eq(gain(model, 'utf8', 3, Uint8Array.of(4, 5)), true);
           eq(Array.from(asBytes(data(model, 'utf8'))).join(), '1,2,3,4,5');
           eq(gain(model, 'utf8', 9, Uint8Array.of(3)), false); eq(asBytes(data(model, 'utf8')).length, 5);
           state.utf8 = new DataView(Uint8Array.of(7).buffer); eq(Array.from(asBytes(data(model, 'utf8'))).join(), '7');
           initialize({ model }); model.f({ gained: [['utf8', 4]] }, [Uint8Array.of(1)]); eq(model.asked.whole.join(), 'utf8');""",
    ),
    "text is found over the edges of tokens, and each token is named once": (
        "token_strip",
        "eq(findText(['The', ' c', 'at', ' sat. T', 'HE'], 'the').join(), '0,3'); eq(findText(['a', 'b'], 'AB').join(), '0'); eq(findText(['aaa'], 'a').join(), '0'); eq(findText([], '').length, 0);",
    ),
    "bins of the map are means of what is there": (
        "token_strip",
        "const b = binned(Float32Array.of(1, NaN, 3, 5, NaN, NaN), 3); near(b[0], 1); near(b[1], 4); eq(Number.isNaN(b[2]), true);",
    ),
    "shares come back within half a step and missing stays missing": (
        "sparse_attention",
        "const s = asShares(new DataView(Uint16Array.of(0, 5000, 10000, 65535).buffer)); near(s[0], 0); near(s[1], 0.5); near(s[2], 1); eq(Number.isNaN(s[3]), true);",
    ),
    "the map's zones lie side by side inside the width": (
        "sparse_attention_overview",
        """for (const [E, W, Q] of [[0, 64, 3], [500, 64, 256], [1, 128, 256], [8192, 128, 256]]) for (const width of [300, 560]) {
             const p = mapPlaces(width, 290, E, W, Q); ok(p.left + p.entryW <= p.windowX + 1e-6, 'entries before window'); ok(p.windowX + p.windowW <= width, `inside ${width} ${E}`); ok(p.row >= 1, 'rows'); }""",
    ),
    "a scale of powers of ten holds all values and keeps one among its ticks or between them": (
        "hyper_connections_overview",
        "for (const v of [[0.5, 63], [-7, 0], [0, 0]]) { const p = powers(v); ok(p.low <= Math.min(...v) && p.high >= Math.max(...v) && p.ticks.length <= 6, JSON.stringify(p)); }",
    ),
    "a page looks a part up by its fields, follows the newest token, and leaves other pictures alone": (
        "page",
        """const sel = { layer: 2, token: -1, hover_entry: -1, entry: 5, head: 3 }, own = { rows: 'map' }, at = part => placeOf(part, n => sel[n], n => own[n], 300);
           eq(JSON.stringify(at({ fields: ['layer', 'token'], frozen: {} })), '{"chunk":"2","token":299}');
           eq(at({ fields: ['layer', 'shown_entry'], frozen: {} }).chunk, '2,5'); sel.hover_entry = 0; eq(at({ fields: ['shown_entry'], frozen: {} }).chunk, '0');
           eq(at({ fields: ['own.rows', 'layer', 'token//256'], frozen: { 'own.rows': 'map' } }).chunk, 'map,2,1');
           eq(at({ fields: ['layer', 'head'], frozen: { head: -1 } }).chunk, '2,-1'); own.rows = 'heads'; eq(at({ fields: ['own.rows'], frozen: { 'own.rows': 'map' } }), null);""",
    ),
    "a chunk gives back its head and its bytes, trait by trait": (
        "page",
        """const head = new TextEncoder().encode(JSON.stringify({ tokens: [7, 8], said: ['', 'no'], json: { a: [1, 2] }, bytes: { b: [1, 2] } })), raw = new Uint8Array(4 + head.length + 3);
           new DataView(raw.buffer).setUint32(0, head.length, true); raw.set(head, 4); raw.set([9, 8, 7], 4 + head.length);
           const c = unpackChunk(raw); eq(c.rows.get(8), 1); eq(c.traits.a[1], 2); eq(Array.from(c.traits.b[1]).join(), '8,7'); eq(c.said[1], 'no');""",
    ),
    "an expert's order is by falling load, ties by number, and a tile's two marks agree": (
        "drawing expert_load",
        """eq(orderOf([3, 5, 3, 9], 'load').join(), '3,1,0,2'); eq(orderOf([3, 5, 3], 'id').join(), '0,1,2');
           near(rateOf(30, 100, 4, 16), 1.2); eq(Number.isNaN(rateOf(0, 0, 4, 16)), true);
           eq(doublings(1), 0); near(doublings(2), 0.5); eq(doublings(0.1), -1); eq(doublings(0), -1); eq(doublings(99), 1);""",
    ),
    "shares of picks are said in words and every code stands for one share": (
        "drawing lightning_indexer",
        """eq(shareWords(0), 'none'); eq(shareWords(0.52), '52 %'); eq(shareWords(1 / 300), '1 in 300');
           eq(shareWords(1 / 19893), '1 in 19,893'); near(shareAt(1, 0.01, 1), 0.01); near(shareAt(250, 0.01, 1), 1);
           eq(rankWords(0), 'rank 1'); eq(rankWords(-1), 'not picked');
           eq(ticks(0, 695, 8).join(), '0,100,200,300,400,500,600'); ok(ticks(0, 131072, 8).length <= 8, 'few');""",
    ),
    "running text is cut at the end that matters least": (
        "drawing expert_load",
        """eq(flat('a\\nb', 9), 'a⏎b'); eq(flat('abcdef', 4), 'abc…'); eq(flat('abcdef', 4, true), '…def'); eq(flat('😀😀😀', 2), '😀…');""",
    ),
    "labels of lines are pushed apart inside the chart, sizes and FLOPs have their units": (
        "drawing cost",
        """const y = spread([50, 51, 52, 150], 12, 10, 150); for (let i = 1; i < 3; i++) ok(y[i] - y[i - 1] >= 12, y.join());
           ok(Math.max(...spread([148, 149, 150], 12, 10, 150)) <= 150, 'inside');
           eq(size(584), '584 B'); eq(size(3514250000), '3.51 GB'); eq(size(NaN), '–'); eq(flopWords(121.4e9), '121 GFLOP');
           eq(percent(0.2714), '27.1 %'); eq(percent(0.0732), '7.32 %'); eq(tokenWords(1048576), '1M'); eq(decades([3, 900]).join(), '0,3'); eq(thousands(1048576), '1,048,576');""",
    ),
}
CHECKS = """
const eq = (a, b) => { if (a !== b) throw new Error(`${a} is not ${b}`); };
const ok = (x, words) => { if (!x) throw new Error(words); };
const near = (a, b) => ok(Math.abs(a - b) < 1e-6, `${a} is not near ${b}`);
"""


def _sinkhorn() -> str:
    import torch

    from dsv4lab.kernels.sinkhorn import sinkhorn

    logits = torch.randn(2, 4, 4, generator=torch.Generator().manual_seed(1)) * 3  # two: the general path
    expected = {k: sinkhorn(logits, steps=k)[0].flatten().tolist() for k in (0, 1, 2, 20)}
    return f"const LOGITS = {logits[0].flatten().tolist()}, SINKHORN = {json.dumps(expected)};"


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed; the browser tests run the same code")
@pytest.mark.parametrize("claim", CLAIMS)
def test_javascript(claim, tmp_path):
    stem, body = CLAIMS[claim]
    file = tmp_path / "claim.mjs"
    given = _sinkhorn() if stem == "hyper_connections_overview" else ""
    file.write_text(f"{program(*stem.split())}\n{CHECKS}\n{given}\n{body}\n")
    done = subprocess.run(["node", str(file)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{claim}: {done.stderr}"


@pytest.mark.parametrize("stem", sorted({path.stem for path in HERE.glob("*.js")} - {"shared"}))
def test_nothing_is_fetched_and_no_token_becomes_markup(stem):
    text = program(stem)
    for word in (
        "import ",
        "import(",
        "fetch(",
        "XMLHttpRequest",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
    ):
        assert word not in text, word
    assert text.count("http") == text.count("http://www.w3.org/2000/svg")
