// Claims of bytes.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asF32, asI32, asShares, memo, splitText } from "./bytes.js";

test("text is cut by bytes and read from an unaligned buffer", () => {
  const bytes = new TextEncoder().encode("xa€<b>");
  const sizes = new DataView(Uint16Array.of(1, 3, 3).buffer);
  assert.deepEqual(splitText(new DataView(bytes.buffer, 1), sizes), ["a", "€", "<b>"]);
  const unaligned = new DataView(Uint8Array.of(7, 0, 0, 128, 63).buffer, 1);
  assert.deepEqual([...asF32(unaligned)], [1]);
});

test("shares come back within half a step and missing stays missing", () => {
  const shares = asShares(new DataView(Uint16Array.of(0, 5000, 10000, 65535).buffer));
  assert.deepEqual([...shares], [0, 0.5, 1, Number.NaN]);
});

test("bytes that end in the middle of a number are cut, and nothing is an empty array", () => {
  assert.deepEqual([...asI32(Uint8Array.of(1, 0, 0, 0, 9))], [1]);
  assert.equal(asI32(null).length, 0);
});

test("a function is computed again only when an argument is another object", () => {
  let computed = 0;
  const length = memo(
    /** @param {number[]} list */ list => {
      computed++;
      return list.length;
    },
  );
  const list = [1, 2];
  assert.deepEqual([length(list), length(list), computed], [2, 2, 1]);
  assert.deepEqual([length([1]), computed], [1, 2]);
});
