// Claims of compressor.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { entryAt, shownEntry } from "./compressor.js";

test("the clicked entry is shown if it is complete at the chosen token, else the last one that is", () => {
  const table = { complete: 3, entry: 2, rows: [] };
  assert.equal(shownEntry(table, { entry: 1 }).entry, 1);
  assert.equal(shownEntry(table, { entry: 3 }).entry, 2);
  assert.equal(shownEntry(table, { entry: -1 }).entry, 2);
  assert.equal(shownEntry(table, null).entry, 2);
});

test("a click in the strip finds its entry, also at its ends", () => {
  assert.deepEqual(
    [-1, 0, 59, 60, 120].map(x => entryAt(x, 120, 2)),
    [0, 0, 0, 1, 1],
  );
});
