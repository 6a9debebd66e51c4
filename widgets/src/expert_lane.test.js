// Claims of expert_lane.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fadeOf, lightsOf, rowHeight } from "./expert_lane.js";

test("a cell is lit by the weight of the last token that chose it and fades with every token since", () => {
  // two tokens, one layer, two slots, four experts
  const experts = new Int16Array([0, 1, 1, 3]);
  const weights = new Uint8Array([254, 64, 127, 127]);
  const { strength, age } = lightsOf(experts, weights, [1, 2, 2, 4]);
  assert.deepEqual([...age], [1, 0, -1, 0]);
  assert.ok(Math.abs(strength[0] - 0.55) < 1e-6);
  assert.ok(Math.abs(strength[1] - Math.sqrt(0.5)) < 1e-6, "the newer choice is the stronger one");
  assert.equal(strength[2], 0);
});

test("what was not captured lights nothing", () => {
  const { strength } = lightsOf(new Int16Array([-1, 2]), new Uint8Array([200, 255]), [1, 1, 2, 4]);
  assert.deepEqual([...strength], [0, 0, 0, 0]);
});

test("where every expert is chosen often a light goes out sooner", () => {
  assert.ok(fadeOf(4, 16) < fadeOf(6, 256));
  assert.equal(fadeOf(6, 256), 0.85);
});

test("eight layers get rows one can point at, and forty-three fit as well", () => {
  assert.equal(rowHeight(8), 9);
  assert.equal(rowHeight(43), 3);
});
