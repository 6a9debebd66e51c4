// Claims of what_if.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { outside, scaleOf, toneOf } from "./what_if.js";

test("the strongest colour is almost the largest change, and a harmless edit stays pale", () => {
  const change = Float32Array.from({ length: 100 }, (_, i) => (i === 0 ? Number.NaN : i === 1 ? -40 : -i / 50));
  assert.ok(Math.abs(scaleOf(change) - 98 / 50) < 0.05);
  assert.equal(scaleOf([Number.NaN, 0.01, -0.02]), 0.5);
  assert.equal(toneOf(Number.NaN, 1), null);
  assert.deepEqual([toneOf(-3, 1), toneOf(0.25, 0.5)], [-1, 0.5]);
});

test("a change is told apart from what random edits do, where those are known", () => {
  const band = [-0.1, Number.NaN, 0.2, Number.NaN];
  assert.deepEqual([outside(-0.05, band, 0), outside(-0.3, band, 0), outside(0.3, band, 0)], [false, true, true]);
  assert.deepEqual([outside(1, band, 1), outside(1, [], 0), outside(Number.NaN, band, 0)], [null, null, null]);
});
