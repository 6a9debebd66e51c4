// Claims of lightning_indexer_overview.js and lightning_indexer_needle.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { rankWords } from "./lightning_indexer_needle.js";
import { regionOf, shareAt, shareWords } from "./lightning_indexer_overview.js";

test("shares of picks are said in words and every code stands for one share", () => {
  assert.equal(shareWords(0), "none");
  assert.equal(shareWords(0.52), "52 %");
  assert.equal(shareWords(1 / 300), "1 in 300");
  assert.equal(shareWords(1 / 19893), "1 in 19,893");
  assert.ok(Math.abs(shareAt(1, 0.01, 1) - 0.01) < 1e-6 && Math.abs(shareAt(250, 0.01, 1) - 1) < 1e-6);
});

test("a rank has words for every kind of none", () => {
  assert.deepEqual([0, -1, -2, -3].map(rankWords), ["rank 1", "not picked", "not complete yet", "query not kept"]);
});

test("a click in the overview gives a region around it, inside the text", () => {
  const facts = /** @type {any} */ ({ tokens: 1000, across: 1000 });
  const corner = { x: 1, y: 1, inStrip: false };
  assert.deepEqual(regionOf(facts, corner, corner), [904, 1000, 520, 1000]);
  assert.deepEqual(regionOf(facts, { ...corner, x: 0.5, y: 0.5 }, { ...corner, x: 0.1 }), [500, 1000, 100, 500]);
});
