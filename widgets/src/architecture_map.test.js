// Claims of architecture_map_choice.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { count } from "./architecture_map_choice.js";

test("numbers of parameters have three digits and a unit", () => {
  assert.deepEqual([999, 1000, 34.5e6, 284e9, 1.6e12].map(count), ["999", "1.00 k", "34.5 M", "284 B", "1.60 T"]);
});
