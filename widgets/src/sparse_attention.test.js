// Claims of sparse_attention_query.js and sparse_attention_map.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mapPlaces } from "./sparse_attention_map.js";
import { MASSES, rowsFor, SINK, zonesOf } from "./sparse_attention_query.js";

test("mean over heads counts a head without the key as zero, max ignores it, missing everywhere stays missing", () => {
  const weights = Float32Array.of(0.2, Number.NaN, Number.NaN, 0.4, 0.5, Number.NaN);
  const [mean] = rowsFor("mean", 2, 3, weights);
  const [most] = rowsFor("max", 2, 3, weights);
  assert.ok(Math.abs(mean[0] - 0.3) < 1e-6 && Math.abs(mean[1] - 0.25) < 1e-6 && Math.abs(most[1] - 0.5) < 1e-6);
  assert.ok(Number.isNaN(mean[2]) && Number.isNaN(most[2]));
  assert.equal(rowsFor("heads", 2, 3, weights).length, 2);
});

test("the three zones lie side by side inside the width", () => {
  for (const [visible, keys] of [
    [0, 8],
    [10, 8],
    [5000, 128],
    [1, 1],
  ]) {
    for (const width of [300, 500, 1100]) {
      const z = zonesOf(width, visible, keys);
      const where = `${width} wide, ${visible} entries, ${keys} keys`;
      assert.ok(z.entryX + z.entryW <= z.windowX + 1e-6, `entries end before the window: ${where}`);
      assert.ok(z.windowX + z.windowW <= z.sinkX, `the window ends before the sink: ${where}`);
      assert.ok(z.sinkX + SINK + MASSES <= width + 1, `the numbers fit: ${where}`);
    }
  }
});

test("the map's zones lie side by side inside the width", () => {
  for (const [entries, keys, queries] of [
    [0, 64, 3],
    [500, 64, 256],
    [1, 128, 256],
    [8192, 128, 256],
  ]) {
    for (const width of [300, 560]) {
      const p = mapPlaces(width, 290, entries, keys, queries);
      assert.ok(p.left + p.entryW <= p.windowX + 1e-6);
      assert.ok(p.windowX + p.windowW <= width);
      assert.ok(p.row >= 1);
    }
  }
});
