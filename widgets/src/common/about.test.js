// Claims of about.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { piecesOf } from "./about.js";

test("an equation is cut into words and symbols, and nothing of it is lost", () => {
  assert.deepEqual(piecesOf("{s} = √softplus({z})"), [
    { text: "s", symbol: true },
    { text: " = √softplus(", symbol: false },
    { text: "z", symbol: true },
    { text: ")", symbol: false },
  ]);
  assert.deepEqual(
    piecesOf("logits / {T}, {top_p}")
      .filter(p => p.symbol)
      .map(p => p.text),
    ["T", "top_p"],
  );
});
