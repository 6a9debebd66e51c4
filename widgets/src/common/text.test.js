// Claims of text.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitting, flat, label, plain } from "./text.js";

test("characters that turn or hide text get a sign, text from right to left is kept apart", () => {
  assert.equal(label(" \u202eevil", 20), "⟨U+202E⟩evil");
  assert.equal(label("a\u200bb", 20), "a⟨U+200B⟩b");
  assert.equal(label(" שלום"), "\u2068שלום\u2069");
  assert.equal(flat("שלום", 3), "\u2068של…\u2069");
  assert.equal(plain("👨\u200d👩"), "👨\u200d👩");
});

test("markers need no rare glyph", () => {
  assert.equal(plain("<｜begin▁of▁sentence｜>"), "<|begin_of_sentence|>");
  assert.equal(plain("a｜b▁c"), "a｜b▁c");
});

test("a label shows blanks and breaks and is never longer than asked", () => {
  assert.equal(label(" cat"), "cat");
  assert.equal(label("\n"), "⏎");
  assert.equal(label(""), "␣");
  assert.equal([...label("a".repeat(30), 9)].length, 9);
  assert.equal(label("😀😀😀", 2), "😀…");
});

test("running text is cut at the end that matters least", () => {
  assert.equal(flat("a\nb", 9), "a⏎b");
  assert.equal(flat("abcdef", 4), "abc…");
  assert.equal(flat("abcdef", 4, true), "…def");
  assert.equal(flat("😀😀😀", 2), "😀…");
});

test("words that do not fit are cut to shorter ones and never run into the next", () => {
  const wide = /** @param {string} text */ text => 6 * text.length;
  const all = ["compressed past", "compressed", "past"];
  assert.equal(fitting(all, 90, wide), "compressed past");
  assert.equal(fitting(all, 89, wide), "compressed");
  assert.equal(fitting(all, 30, wide), "past");
  assert.equal(fitting(all, 20, wide), "");
});
