// Claim of the styles: none asks :has(), for then a browser looks for it again at every change inside, and at each token's
// style with it. An element that depends on what is in it gets a class from the program that puts it there.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const SRC = new URL("../", import.meta.url);
/** Selectors and words of programs with :has( in them, remarks aside. @param {string} text */
const asking = text => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").match(/:has\(/g) ?? [];

test("no style and no program asks :has(), and the search would find it", () => {
  assert.equal(asking("/* :has(a) */ a:has(b) { } // :has(c)").length, 1);
  for (const folder of ["", "common/"]) {
    for (const name of readdirSync(new URL(folder, SRC)).filter(name => /\.(js|css)$/.test(name))) {
      if (name.endsWith(".test.js")) continue;
      assert.deepEqual(asking(readFileSync(new URL(folder + name, SRC), "utf8")), [], name);
    }
  }
});
