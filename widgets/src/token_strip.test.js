// Claims of token_strip_colours.js, token_strip_search.js and token_strip_map.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { commonPrefix } from "./token_strip_colours.js";
import { binned } from "./token_strip_map.js";
import { findText } from "./token_strip_search.js";
import { changed } from "./token_strip_written.js";

test("only what follows the common prefix is rebuilt", () => {
  assert.equal(commonPrefix(["a", "b"], ["a", "b", "c"]), 2);
  assert.equal(commonPrefix(["a", "x"], ["a", "b"]), 1);
  assert.equal(commonPrefix([], ["a"]), 0);
});

test("text is found over the edges of tokens, and each token is named once", () => {
  assert.deepEqual(findText(["The", " c", "at", " sat. T", "HE"], "the"), [0, 3]);
  assert.deepEqual(findText(["a", "b"], "AB"), [0]);
  assert.deepEqual(findText(["aaa"], "a"), [0]);
  assert.deepEqual(findText([], ""), []);
});

test("bins of the map are means of what is there", () => {
  const values = Float32Array.of(1, Number.NaN, 3, 5, Number.NaN, Number.NaN);
  assert.deepEqual([...binned(values, 3)], [1, 4, Number.NaN]);
});

test("a replay changes the look of the tokens between the place it was at and the place it is at", () => {
  assert.deepEqual(changed(0, 3, 10), [3, 10, true]);
  assert.deepEqual(changed(3, 4, 10), [3, 4, false]);
  assert.deepEqual(changed(4, 2, 10), [2, 4, true]);
  assert.deepEqual(changed(4, 0, 10), [4, 10, false]);
});
