// Claims of colours.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blend, hex, ramp, wordsOn } from "./colours.js";

test("colours are read in both lengths and blended in between", () => {
  assert.deepEqual(hex("#08467f"), [8, 70, 127]);
  assert.deepEqual(hex(" #fff "), [255, 255, 255]);
  assert.equal(blend("#000000", "#ffffff", 0.5), "rgb(128,128,128)");
});

test("a ramp has a colour for every code but the one for nothing", () => {
  const shades = ramp("#eaf1f8", "#08467f");
  assert.deepEqual([shades.length, shades[0], shades[254]], [255, "rgb(234,241,248)", "rgb(8,70,127)"]);
});

test("words are dark on light cells and light on dark ones", () => {
  assert.deepEqual([wordsOn("rgb(234,241,248)"), wordsOn("rgb(8,70,127)")], ["#000", "#fff"]);
});
