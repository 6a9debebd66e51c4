// Claims of fonts.js: no program and no style names a font of its own for a picture, or anything below the floor.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { SIZE } from "./fonts.js";

const SRC = new URL("../", import.meta.url);
const FLOOR = 12;

/** @param {string} ending */
const sources = ending =>
  ["", "common/"].flatMap(folder =>
    readdirSync(new URL(folder, SRC))
      .filter(name => name.endsWith(ending) && !name.endsWith(".test.js") && name !== "fonts.js")
      .map(name => ({ name, text: readFileSync(new URL(folder + name, SRC), "utf8") })),
  );

test("no program sets a smaller font on an element", () => {
  const set = sources(".js").flatMap(({ text }) =>
    [...text.matchAll(/fontSize = "([\d.]+)px"/g)].map(m => Number(m[1])),
  );
  assert.ok(set.every(size => size >= FLOOR));
});

/** Sizes of fonts in a style, in pixels. @param {string} text */
export const fontSizes = text => [...text.matchAll(/font(?:-size)?:[^;}]*?([\d.]+)px/g)].map(found => Number(found[1]));

test("words in pictures have the one font", () => {
  assert.ok(SIZE >= FLOOR);
  const own = sources(".js").flatMap(({ name, text }) =>
    [...text.matchAll(/\d+px (system-ui|sans-serif|serif)/g)].map(() => name),
  );
  assert.deepEqual(own, []);
});

test("no style names a font below the floor, and the search would find one", () => {
  assert.deepEqual(fontSizes("a { font: bold 10.5px/1 serif } b { font-size: 9px; }"), [10.5, 9]);
  for (const { name, text } of sources(".css")) {
    for (const size of fontSizes(text)) assert.ok(size >= FLOOR, `${name}: ${size}px`);
  }
});
