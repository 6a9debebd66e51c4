// Claims of follow_token_*.js: where rows lie, what is lit when, how the pulse moves, how a path is read, how text is laid out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readingsOf } from "./follow_token_arcs.js";
import { count } from "./follow_token_card.js";
import { blankPath, readPath } from "./follow_token_data.js";
import { answerWords } from "./follow_token_ends.js";
import { advance, glide, layerAt, player, SPEEDS, shownAt, step, toggle } from "./follow_token_motion.js";
import { columnsOf, placeOf, progress, rowHeights, sourcesOf, staggered } from "./follow_token_place.js";
import { tableOf } from "./follow_token_table.js";
import { boxesOf, boxOf, layText, shownText } from "./follow_token_text.js";
import { numbersAt, partAt, partOf, whereWords } from "./follow_token_words.js";

/** @param {number[]} values */
const sum = values => values.reduce((a, b) => a + b, 0);

test("rows of a shallow model are alike; those of a deep one fill the room, largest where one looks", () => {
  assert.deepEqual(rowHeights(8, 3, 400), new Array(8).fill(50));
  for (const layers of [43, 61]) {
    for (const focus of [0, 7.4, layers - 1]) {
      const heights = rowHeights(layers, focus, 320);
      assert.ok(Math.abs(sum(heights) - 320) < 1e-6);
      assert.equal(heights.indexOf(Math.max(...heights)), Math.round(focus));
      assert.ok(Math.max(...heights) > 55 && Math.min(...heights) > 2.5, `${layers} ${Math.min(...heights)}`);
    }
  }
});

test("columns follow each other without covering each other, at every width", () => {
  for (const width of [340, 390, 520, 640, 800, 1180, 1700]) {
    const { label, mass, lanes, rail, lens, text, stacked } = columnsOf(width, 4);
    const spans = [...(stacked ? [] : [text]), label, mass, lanes, rail, lens];
    for (let i = 1; i < spans.length; i++)
      assert.ok(spans[i].x >= spans[i - 1].x + spans[i - 1].width, `${width} ${i}`);
    assert.ok(lens.x + lens.width <= width && rail.width >= 20, `${width}: rail of ${rail.width}`);
  }
});

test("the end of the picture lies below its last layer, whatever is magnified", () => {
  const sizes = { layers: 43, streams: 4 };
  const place = placeOf(1100, 520, sizes, 12);
  assert.ok(Math.abs(place.height - 520) < 1e-6);
  assert.ok(
    place.rows.every((row, i) => !i || Math.abs(row.y - place.rows[i - 1].y - place.rows[i - 1].height) < 1e-6),
  );
});

test("a layer's quarters light up one after another; at rest all are lit", () => {
  assert.deepEqual(
    [0, 1, 2, 3].map(q => progress(2.5, 2, q)),
    [1, 1, 0, 0],
  );
  assert.deepEqual(
    [0, 1, 2, 3].map(q => progress(2.125, 2, q)),
    [0.5, 0, 0, 0],
  );
  assert.equal(progress(2.9, 3, 0), 0);
  assert.equal(progress(3.1, 2, 3), 1);
  assert.equal(progress(null, 40, 3), 1);
});

test("play starts before the first layer, ends after the answer, and pauses where it is", () => {
  const p = player(3);
  toggle(p, 3);
  assert.ok(p.playing && /** @type {number} */ (p.at) < 0);
  advance(p, 1, 3);
  const there = p.at;
  toggle(p, 3);
  assert.equal(advance(p, 5, 3), false);
  assert.equal(p.at, there);
  toggle(p, 3);
  assert.equal(p.at, there);
  let frames = 0;
  while (!advance(p, 0.05, 3)) assert.ok(++frames < 1000);
  assert.ok(/** @type {number} */ (p.at) > 3);
});

test("a faster pulse passes more layers in the same time", () => {
  const passed = SPEEDS.map((_, speed) => {
    const p = { playing: true, at: 0, speed };
    advance(p, 0.1, 43);
    return p.at;
  });
  assert.deepEqual(
    passed,
    [...passed].sort((a, b) => a - b),
  );
  assert.ok(Math.abs(passed[3] - 0.4) < 1e-9);
});

test("a step is a quarter of a layer and ends at the answer", () => {
  const p = player(2);
  const seen = [];
  for (let i = 0; i < 12; i++) {
    step(p, 2, 1);
    seen.push(p.at);
  }
  assert.deepEqual(seen.slice(0, 5), [1.25, 1.5, 1.75, 2, 2.25]);
  assert.ok(seen.every(at => at !== null && at <= 3));
  assert.deepEqual(
    [1.25, 1.5, 1.75, 2].map(at => whereWords(at, 2, 1).split(": ")[1]),
    ["read", "mixed", "routed", "lens"],
  );
});

test("with little motion the pulse stands at ends of layers", () => {
  assert.equal(shownAt(3.2, true), 4);
  assert.equal(shownAt(3.2, false), 3.2);
  assert.equal(shownAt(null, true), null);
  assert.deepEqual(
    [0, 1.25, 1.5, 1.75, 2, 8.5].map(at => partAt(at, 8)).map(({ what, layer }) => `${what} ${layer}`),
    ["embedding -1", "attention 1", "streams 1", "routing 1", "lens 1", "answer 8"],
  );
  assert.deepEqual(
    [0, 2, 2.01, 8.5].map(at => whereWords(at, 8, 1)),
    ["embedding", "layer 1: lens", "layer 2: read", "answer"],
  );
  assert.equal(layerAt(99, 8), 7);
  assert.equal(layerAt(-0.5, 8), 0);
  let focus = 0;
  for (let i = 0; i < 200; i++) focus = glide(focus, 5, 0.016);
  assert.equal(focus, 5);
});

test("a path's arrays are read by their shapes, whatever lies before them", () => {
  const bytes = new Uint8Array([
    0,
    ...new Uint8Array(new Uint16Array([5000, 65535]).buffer),
    ...new Uint8Array(new Float32Array([1.5]).buffer),
  ]);
  const head = /** @type {any} */ ({ token: 4, head: -1, shapes: [[1, 1], [2], [1, 1]] });
  const path = readPath(head, bytes, [
    ["zone", "i1"],
    ["mass", "share"],
    ["lens_prob", "<f4"],
  ]);
  assert.deepEqual([...path.mass], [0.5, Number.NaN]);
  assert.equal(path.lens_prob[0], 1.5);
  assert.deepEqual([path.keys, path.ranks, path.token], [1, 1, 4]);
});

const SIZES = /** @type {any} */ ({
  layers: 2,
  streams: 2,
  chosen: 2,
  experts: 9,
  scale: 1.5,
  kinds: { csa: { rate: 4, blocks: 2, picks: true } },
});
const PATH = {
  ...blankPath(SIZES), blank: false, token: 9, keys: 2, ranks: 1,
  zone: new Int8Array([0, 1, -1, -1]), key: new Int32Array([7, 1, -1, -1]), weight: new Float32Array([0.5, 0.25, Number.NaN, Number.NaN]),
  mass: new Float32Array([0.25, 0.5, 0.25, Number.NaN, Number.NaN, Number.NaN]),
  expert: new Int16Array([3, 8, -1, -1]), expert_weight: new Float32Array([1, 0.5, Number.NaN, Number.NaN]),
  margin: new Float32Array([Number.NaN, Number.NaN]),
  lens: [["a"], ["b"], ["c"]], lens_prob: new Float32Array([0.1, 0.2, 0.7]), agree: [false, false, true],
  missing: { attention: "thinned out" },
}; // biome-ignore format: one row per group

test("an entry stands for its block and, where blocks overlap, the one before; the first has none before", () => {
  assert.deepEqual(sourcesOf(3, { rate: 4, blocks: 2 }), { first: 8, last: 15 });
  assert.deepEqual(sourcesOf(0, { rate: 4, blocks: 2 }), { first: 0, last: 3 });
  assert.deepEqual(sourcesOf(2, { rate: 32, blocks: 1 }), { first: 64, last: 95 });
  assert.deepEqual(readingsOf(PATH, 0, SIZES.kinds.csa), [
    { zone: 0, key: 7, weight: 0.5, first: 7, last: 7 },
    { zone: 1, key: 1, weight: 0.25, first: 0, last: 7 },
  ]);
  assert.deepEqual(readingsOf(PATH, 1, SIZES.kinds.csa), []);
});

test("parts say their numbers, and what was not captured says so and no zero", () => {
  const known = { path: PATH, sizes: SIZES, kinds: ["csa", "csa"], pieceAt: () => " fox" };
  const at = /** @param {string} what @param {number} layer */ (what, layer) =>
    numbersAt(known, { what, layer, x: 0, y: 0, width: 0, height: 0 });
  assert.match(
    at("attention", 0),
    /compressed 0\.25 \+ window 0\.50 \+ sink 0\.25 = 1; most: 7 “fox” 0\.50, entry 1 \(tokens 0 to 7\) 0\.25/,
  );
  assert.equal(at("attention", 1), "thinned out");
  assert.equal(at("routing", 1), "not captured in this layer");
  assert.match(at("expert", 0), /3 \(1\.00\), 8 \(0\.50\); a table chose them/);
  assert.match(at("lens", 1), /after layer 1 it would say “c” 0\.70/);
  assert.equal(partOf({ what: "entries" }, { picks: true }), "indexer");
  assert.equal(partOf({ what: "entries" }, { picks: false }), "compressor");
});

test("the table has a row per place, and dashes for what is not there", () => {
  const places = /** @type {any} */ ([
    { place: "top", kind: "", routing: "", cells: [["embedding", 5, 10]], parameters: 5 },
    { place: "0", kind: "csa", routing: "hash", cells: [["mixing", 1, 2], ["indexer", 0, -1]], parameters: 1 },
    { place: "1", kind: "csa", routing: "learned", cells: [["mixing", 1, 2], ["indexer", 0, -1]], parameters: 1 },
    { place: "bottom", kind: "", routing: "", cells: [["head", 7, 14]], parameters: 7 },
  ]); // biome-ignore format: one place per row
  const { columns, rows } = tableOf({ path: PATH, sizes: SIZES, kinds: ["csa", "csa"], pieceAt: () => "" }, places);
  assert.ok(rows.every(row => row.length === columns.length));
  assert.deepEqual(rows[1].slice(0, 7), [0, "csa, table", 0.25, 0.5, 0.25, "token 7", "3: 1.000, 8: 0.500"]);
  const bytes = columns.indexOf("bytes");
  assert.deepEqual(columns.slice(bytes), ["bytes", "bytes of mixing (attention)", "bytes of indexer"]);
  assert.deepEqual(
    rows.map(row => row[bytes]),
    [10, 2, 2, 14],
  );
  assert.deepEqual(rows[1].slice(bytes + 1), [2, Number.NaN]);
});

test("the answer says who chose it, how likely it was, and that nothing has come yet", () => {
  assert.equal(
    answerWords({ word: "x", probability: 0.5, rank: 0, ranks: 5, drawn: true })[0],
    "drawn: probability 0.50, the likeliest",
  );
  assert.match(
    answerWords({ word: "x", probability: 0.01, rank: -1, ranks: 5, drawn: true })[0],
    /not among the first 5/,
  );
  assert.match(
    answerWords({ word: "x", probability: null, drawn: false })[0],
    /prompt's own word; its probability was not read/,
  );
  assert.match(answerWords({})[0], /nothing has come/);
});

test("text is laid in lines, seen up to the token, and scrolled when it is longer than its room", () => {
  const pieces = ["aa", " bb", "\n", "cc", " dddd", " eee"];
  const words = layText(pieces, 60, text => 10 * text.length);
  assert.deepEqual(
    words.map(word => `${word.line} ${word.text}`),
    ["0 aa", "0  bb", "0 ⏎", "1 cc", "2 dddd", "3 eee"],
  );
  const whole = shownText(words, 0, 3, { x: 5, y: 0, height: 400 });
  assert.deepEqual(boxOf(whole, 1), { x: 25, y: 0, width: 30, height: 18 });
  assert.equal(boxOf(whole, 4), null);
  assert.ok(!whole.folded);
  const folded = shownText(words, 0, 5, { x: 5, y: 0, height: 36 });
  assert.ok(folded.folded && folded.from === 5 && boxOf(folded, 5)?.y === 18);
  assert.equal(boxesOf(whole, 0, 1).length, 1);
  assert.equal(boxesOf(whole, 1, 3).length, 2);
});

test("signs of low rows stand side by side", () => {
  assert.deepEqual(staggered(40, 3), { columns: 1, column: 0 });
  assert.deepEqual(staggered(8, 3), { columns: 2, column: 1 });
  assert.deepEqual([999, 34.5e6].map(count), ["999", "34.5 M"]);
});
