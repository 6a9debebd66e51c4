// Claims of the styles: every name that one uses is given somewhere; none asks :has(), for then a browser looks for it again at every change inside, and at each token's
// style with it. An element that depends on what is in it gets a class from the program that puts it there.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const SRC = new URL("../", import.meta.url);
/** Selectors and words of programs with :has( in them, remarks aside. @param {string} text */
const asking = text => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").match(/:has\(/g) ?? [];

const files = ["", "common/"].flatMap(folder =>
  readdirSync(new URL(folder, SRC))
    .filter(name => /\.(js|css)$/.test(name) && !name.endsWith(".test.js"))
    .map(name => ({ name, text: readFileSync(new URL(folder + name, SRC), "utf8") })),
);

test("no style and no program asks :has(), and the search would find it", () => {
  assert.equal(asking("/* :has(a) */ a:has(b) { } // :has(c)").length, 1);
  for (const { name, text } of files) assert.deepEqual(asking(text), [], name);
});

test("every colour and size that a style names is given a value", () => {
  const all = files.map(({ text }) => text).join("\n");
  const used = new Set([...all.matchAll(/var\((--(?:dsv|sign)[a-z0-9-]*)[,)]/g)].map(found => found[1]));
  /** @param {string} name */
  const given = name => new RegExp(`${name}(:|", )`).test(all);
  assert.ok(used.size > 20);
  assert.deepEqual(
    [...used].filter(name => !given(name)),
    [],
  );
});
