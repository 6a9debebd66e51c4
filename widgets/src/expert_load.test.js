// Claims of expert_load_tiles.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { doublings, orderOf, rateOf } from "./expert_load_tiles.js";

test("an expert's order is by falling load, ties by number", () => {
  assert.deepEqual(orderOf([3, 5, 3, 9], "load"), [3, 1, 0, 2]);
  assert.deepEqual(orderOf([3, 5, 3], "id"), [0, 1, 2]);
});

test("a rate is choices over even use, and unknown where no token was captured", () => {
  assert.ok(Math.abs(rateOf(30, 100, 4, 16) - 1.2) < 1e-6);
  assert.ok(Number.isNaN(rateOf(0, 0, 4, 16)));
});

test("colours end at a quarter of even use and at four times", () => {
  assert.deepEqual([1, 2, 0.1, 0, 99].map(doublings), [0, 0.5, -1, -1, 1]);
});
