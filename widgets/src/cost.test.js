// Claims of cost_notes.js and cost_charts.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decades, spread, tokenWords } from "./cost_charts.js";
import { flopWords, percent } from "./cost_notes.js";

test("labels of lines are pushed apart inside the chart", () => {
  const y = spread([50, 51, 52, 150], 12, 10, 150);
  for (let i = 1; i < 3; i++) assert.ok(y[i] - y[i - 1] >= 12);
  assert.ok(Math.max(...spread([148, 149, 150], 12, 10, 150)) <= 150);
});

test("FLOPs, shares and lengths have their units", () => {
  assert.equal(flopWords(121.4e9), "121 GFLOP");
  assert.equal(percent(0.2714), "27.1 %");
  assert.equal(percent(0.0732), "7.32 %");
  assert.equal(tokenWords(1048576), "1M");
});

test("an axis goes over whole powers of ten", () => {
  assert.deepEqual(decades([3, 900]), [0, 3]);
});
