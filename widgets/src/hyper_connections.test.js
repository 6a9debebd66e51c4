// Claims of hyper_connections_site.js, hyper_connections_overview.js and hyper_connections_dial.js. sinkhorn_steps.json is made
// of the model's own definition, which tests/widgets/test_javascript.py holds against it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sinkhornSteps, sumErrors } from "./hyper_connections_dial.js";
import { productWords } from "./hyper_connections_overview.js";
import { stepAt } from "./hyper_connections_site.js";

test("a product says of which layers it is", () => {
  assert.match(productWords({ first: 0, last: 7, gap: -1 }), /^Product of all sites up/);
  assert.match(productWords({ first: 3, last: 7, gap: -1 }), /from layer 3 on/);
  const ended = productWords({ first: 0, last: 0, gap: 1 });
  assert.match(ended, /layers 0 to 0/);
  assert.match(ended, /layer 1 was not captured/);
});

test("a click in the strip of sites finds its step", () => {
  assert.deepEqual(
    [0, 119, 120, -3].map(x => stepAt(x, 120, 12)),
    [0, 11, 11, 0],
  );
});

test("errors of rows and columns are how far their sums are from one", () => {
  assert.deepEqual(sumErrors(Float64Array.of(0.5, 0.5, 0.25, 0.5), 2), { row: 0.25, column: 0.25 });
});

test("Sinkhorn's steps are those of the model's own definition", () => {
  const { logits, steps } = JSON.parse(readFileSync(new URL("sinkhorn_steps.json", import.meta.url), "utf8"));
  for (const [k, expected] of Object.entries(steps)) {
    const found = sinkhornSteps(logits, 4, Number(k), 1e-6);
    for (const [i, value] of expected.entries()) assert.ok(Math.abs(found[i] - value) < 1e-6, `${k} steps, entry ${i}`);
  }
});

test("many of Sinkhorn's steps make columns, and nearly rows, sum to one; none is a row softmax", () => {
  const logits = [1, -2, 0.5, 3];
  assert.ok(sumErrors(sinkhornSteps(logits, 2, 0, 0), 2).row < 1e-12);
  const { row, column } = sumErrors(sinkhornSteps(logits, 2, 40, 1e-9), 2);
  assert.ok(column < 1e-8 && row < 1e-3);
});
