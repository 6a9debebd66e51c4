// Claims of room_places.js, room_handle.js and room_chosen.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenOf } from "./room_chosen.js";
import { shareAfter } from "./room_handle.js";
import { CLOSED, groupsOf, titlesInSight } from "./room_places.js";

/** @type {import("./room_places.js").Place[]} */
const PLACES = [
  ["attention", "Attention", "Read"],
  ["indexer", "Indexer", "Read"],
  ["routing", "Experts chosen", "Route"],
];

test("views in sight are the one in front and one beside it, by choice or where there is room", () => {
  const now = { tab: "", beside: "", wide: false, companions: ["Attention", "Experts chosen"] };
  assert.deepEqual(titlesInSight(PLACES, now), ["Attention"]);
  assert.deepEqual(titlesInSight(PLACES, { ...now, tab: "nowhere" }), ["Attention"]);
  assert.deepEqual(titlesInSight(PLACES, { ...now, wide: true }), ["Attention", "Experts chosen"]);
  assert.deepEqual(titlesInSight(PLACES, { ...now, wide: true, beside: CLOSED }), ["Attention"]);
  assert.deepEqual(titlesInSight(PLACES, { ...now, beside: "Indexer" }), ["Attention", "Indexer"]);
  assert.deepEqual(titlesInSight(PLACES, { ...now, tab: "Indexer", beside: "Indexer" }), ["Indexer"]);
});

test("groups stand in the order of their first view", () => {
  assert.deepEqual(groupsOf(PLACES), [
    { name: "Read", titles: ["Attention", "Indexer"] },
    { name: "Route", titles: ["Experts chosen"] },
  ]);
});

test("the edge moves by arrows and stops at its ends", () => {
  assert.ok(Math.abs(Number(shareAfter("ArrowRight", 0.3)) - 0.32) < 1e-9);
  assert.equal(shareAfter("ArrowLeft", 0.14), 0.14);
  assert.equal(shareAfter("End", 0.3), 0.7);
  assert.equal(shareAfter("a", 0.3), undefined);
});

test("what is chosen is named, each with what frees it", () => {
  /** @param {Record<string, number>} chosen */
  const sel = chosen => ({ get: (/** @type {string} */ name) => chosen[name] ?? -1 });
  /** @param {Record<string, number>} chosen */
  const words = chosen => chosenOf(/** @type {any} */ (sel(chosen)), " fox", 40).map(one => one.words);
  assert.deepEqual(words({}), ["newest token, 39 “fox”"]);
  assert.deepEqual(words({ token: 7, expert: 3 }), ["token 7 “fox”", "expert 3"]);
  assert.deepEqual(words({ token: 7, query_first: 2, query_last: 9 })[1], "tokens 2 to 9");
  assert.deepEqual(chosenOf(/** @type {any} */ (sel({ head: 2 })), "", 0), [{ words: "head 2", free: { head: -1 } }]);
});
