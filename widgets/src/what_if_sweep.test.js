// Claims of what_if_sweep.js and what_if_sweep_map.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cellWords, moved, numbersOf, planeOf, topOf } from "./what_if_sweep.js";
import { cellAt, layoutOf } from "./what_if_sweep_map.js";

const CELLS = Float32Array.from({ length: 7 * 6 }, (_, i) => i); // seven numbers of two layers and three columns

test("every cell has its seven numbers", () => {
  assert.deepEqual(Array.from(planeOf(CELLS, "change")), [6, 7, 8, 9, 10, 11]);
  assert.deepEqual(numbersOf(CELLS, 2), { kl: 2, change: 8, flip: 14, low: 20, high: 26, q: 32, fired: 38 });
});

test("the strongest colour is almost the largest number, and arms that are not there do not count", () => {
  assert.equal(topOf([Number.NaN, -0.5, 0.25]), 0.25);
  assert.equal(topOf(Array.from({ length: 101 }, (_, i) => (i === 7 ? 90 : i / 100))), 0.99);
  assert.equal(topOf([Number.NaN]), 1e-6);
});

test("an arm is told with its interval, and one that never acted is told apart", () => {
  const cell = { kl: 0.0123, change: -0.25, flip: 0.125, low: -0.5, high: 0.004, q: 0.013, fired: 3 };
  assert.equal(
    cellWords("without it", cell),
    "without it: −0.250 nats a token [−0.500, +0.0040], KL 0.0123, another word first at 13 % of tokens, q < 0.05",
  );
  assert.ok(cellWords("it", { ...cell, q: 0.4 }).endsWith("q = 0.40"));
  assert.equal(cellWords("it", { ...cell, fired: 0, q: Number.NaN }), "it: never acted on this text");
});

test("keys move inside the map and end at its edges", () => {
  const from = { row: 1, column: 1 };
  assert.deepEqual(moved("ArrowUp", from, 2, 3), { row: 0, column: 1 });
  assert.deepEqual(moved("ArrowDown", from, 2, 3), { row: 1, column: 1 });
  assert.deepEqual(
    [moved("Home", from, 2, 3), moved("End", from, 2, 3)].map(p => p?.column),
    [0, 2],
  );
  assert.equal(moved("x", from, 2, 3), null);
});

test("a place of the canvas is a cell or none", () => {
  const swept = { layers: [2, 4], columns: ["0", "1", "2"] };
  const layout = layoutOf(400, 2, swept.columns);
  assert.equal(layout.wide, 30);
  assert.ok(layoutOf(400, 2, ["none", "random"]).wide > 60, "words need more room than numbers");
  assert.equal(
    layoutOf(
      400,
      43,
      Array.from({ length: 256 }, (_, i) => `${i}`),
    ).wide,
    6,
    "and many columns scroll",
  );
  const middle = [layout.left + 2.5 * layout.wide, layout.top + 1.5 * layout.tall];
  assert.deepEqual(cellAt(layout, middle[0], middle[1], swept), { row: 1, column: 2 });
  assert.equal(cellAt(layout, layout.left - 1, middle[1], swept), null);
  assert.equal(cellAt(layout, middle[0], layout.top + 2 * layout.tall, swept), null);
});
