// Claims of lens.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { trustWords } from "./lens.js";

test("a layer without any reading is not said to agree in 0 %", () => {
  assert.equal(trustWords(null, 0.5), "–");
  assert.equal(trustWords(0.49, 0.5), "49 % ⚠");
  assert.equal(trustWords(0.9, 0.5), "90 %");
});
