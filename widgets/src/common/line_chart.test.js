// Claims of line_chart.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { powers } from "./line_chart.js";

test("a scale of powers of ten holds all values and keeps one among its ticks or between them", () => {
  for (const values of [
    [0.5, 63],
    [-7, 0],
    [0, 0],
  ]) {
    const { low, high, ticks } = powers(values);
    assert.ok(low <= Math.min(...values) && high >= Math.max(...values));
    assert.ok(low <= 0 && high >= 0 && ticks.length <= 6);
  }
});
