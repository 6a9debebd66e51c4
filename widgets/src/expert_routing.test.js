// Claims of expert_routing.js, expert_routing_grid.js and expert_routing_ranking.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { countUses } from "./expert_routing.js";
import { hitCell, layoutOf, shareOf } from "./expert_routing_grid.js";
import { preferred } from "./expert_routing_ranking.js";

test("table layers come first, in a band of their own, and every cell is hit where it is drawn", () => {
  for (const slots of [0, 4]) {
    const layout = layoutOf(["learned", "hash", "learned"], slots);
    holds(layout);
    assert.equal(layout.named, slots > 0);
  }
  assert.equal(layoutOf(Array(43).fill("learned"), 6).named, false); // no room for so many names
});

/** @param {import("./expert_routing_grid.js").Layout} layout */
function holds(layout) {
  const { rows, cell } = layout;
  assert.deepEqual(
    rows.map(row => row.band ?? row.index),
    ["hash", 1, "learned", 0, 2],
  );
  for (const row of rows) {
    if (row.index === undefined) continue;
    assert.deepEqual(hitCell(layout, 5 * cell + 3, row.y + 2, 9), { token: 5, index: row.index });
  }
  assert.equal(hitCell(layout, 9 * cell + 1, rows[1].y + 1, 9), null); // behind the last token
  assert.equal(hitCell(layout, 3, rows[0].y + 1, 9), null); // in a heading
}

test("an expert is counted once per token and only in its layer", () => {
  const ids = Int16Array.of(1, 2, 2, 3, 2, 2, 9, 9); // two tokens, two layers, two slots
  assert.equal(countUses(ids, 0, 2, 2, 2), 2);
  assert.equal(countUses(ids, 1, 2, 2, 2), 1);
  assert.equal(countUses(ids, 1, 2, 2, 9), 1);
});

test("a table layer names the experts its scores would have preferred", () => {
  const ranking = { expert: [8, 3, 0, 13], score: [1.7, 0.7, 1.9, 0.5], chosen: [true, true, false, false] };
  assert.equal(preferred(ranking), "; the scores would have preferred 0");
  assert.equal(
    preferred({ ...ranking, score: [1.7, 0.7, 1.9, 0.9] }),
    "; the scores would have preferred 0, 13 and perhaps others, which were not kept",
  );
  assert.equal(
    preferred({ ...ranking, score: [1.7, 0.7, 0.6, 0.5] }),
    "; the scores would have chosen the same, and only set the weights",
  );
  const none = { expert: [8, 3], score: [1.7, 0.7], chosen: [true, true] };
  assert.equal(preferred(none), "; scores only set the weights");
});

test("a weight that the run does not have is no full bar", () => {
  assert.equal(shareOf(254, 0), 1);
  assert.equal(shareOf(127, 0), 0.5);
  assert.equal(shareOf(255, 0), 0);
  assert.equal(shareOf(255, 0.25), 0.25);
});
