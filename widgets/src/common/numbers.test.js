// Claims of numbers.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { number, roundedShares, size, thousands, unit } from "./numbers.js";

test("shares that are printed sum to one", () => {
  for (const shares of [
    [1, 1, 1],
    [0.005, 0.99, 0.005],
    [0, 0, 1],
    [0.333, 0.333, 0.334],
  ]) {
    const sum = roundedShares(shares).reduce((a, b) => a + b);
    assert.equal(Math.round(sum * 100), 100);
  }
  assert.equal(roundedShares([0.125, 0.625, 0.25]).length, 3);
  assert.deepEqual(roundedShares([0, 0]), [Number.NaN, Number.NaN]);
});

test("numbers have no minus zero and a sign for what is missing", () => {
  assert.equal(number(-0.001), "0.00");
  assert.equal(number(-1.5), "−1.50");
  assert.equal(number(null), "–");
  assert.equal(number(Number.NaN), "–");
});

test("sizes have their units", () => {
  assert.equal(size(584), "584 B");
  assert.equal(size(3514250000), "3.51 GB");
  assert.equal(size(Number.NaN), "–");
  assert.equal(thousands(1048576), "1,048,576");
});

test("a place between two ends is 0 to 1, also where both ends are one", () => {
  assert.deepEqual([unit(-1, 0, 2), unit(1, 0, 2), unit(9, 0, 2), unit(1, 1, 1), unit(0, 1, 1)], [0, 0.5, 1, 1, 0]);
});
