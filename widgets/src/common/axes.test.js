// Claims of axes.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ticks } from "./axes.js";

test("ticks are round and few", () => {
  assert.deepEqual(ticks(0, 695, 8), [0, 100, 200, 300, 400, 500, 600]);
  assert.ok(ticks(0, 131072, 8).length <= 8);
});
