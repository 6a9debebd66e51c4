// The colours of the text: painted for what is in sight, for the rest when it is scrolled to.

import { data } from "./common/gains.js";
import { unit } from "./common/numbers.js";

const STRENGTH = 0.58; // of the strongest colour, on which words can still be read

/** @typedef {import("./token_strip.js").View} View */

/**
 * How many items two lists have in common at their beginning.
 * @param {ArrayLike<unknown>} a
 * @param {ArrayLike<unknown>} b
 */
export function commonPrefix(a, b) {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return i;
  return n;
}

/**
 * Numbers by token and the ends of their scale; what the chosen token read has its own.
 * @param {View} view
 */
function scaled({ model, own }) {
  if (model.get("measure") === "reach") {
    return { values: own.shares(model.get("reach")), from: 0, to: model.get("reach_high") };
  }
  return { values: own.floats(data(model, "values")), from: model.get("low"), to: model.get("high") };
}

/**
 * Notes which tokens must be painted again: those whose number, or whose scale, is another one.
 * @param {View} view
 * @param {number} kept
 * @param {boolean} moved
 */
export function setColours(view, kept, moved) {
  const { own } = view;
  const before = own.painted;
  const { values, from, to } = scaled(view);
  const scale = before.from === from && before.to === to;
  if (scale && before.values === values && before.pieces === own.shown) return;
  const same = scale && !moved ? commonPrefix(before.values, values) : 0;
  own.version++;
  own.done.length = Math.min(own.done.length, kept);
  for (let i = 0; i < Math.min(same, own.done.length); i++) if (own.done[i]) own.done[i] = own.version;
  own.painted = { values, from, to, pieces: own.shown };
}

/**
 * The first node whose top is at or below y; tops rise along the text.
 * @param {View} view
 * @param {number} y
 */
function nodeAt({ own }, y) {
  let a = 0;
  let b = own.nodes.length;
  while (a < b) {
    const m = (a + b) >> 1;
    if (own.nodes[m].offsetTop - own.strip.offsetTop < y) a = m + 1;
    else b = m;
  }
  return a;
}

/**
 * First and last token in sight.
 * @param {View} view
 * @returns {[number, number]}
 */
export function inSight(view) {
  const { first, strip } = view.own;
  return [first + nodeAt(view, strip.scrollTop - 4), first + nodeAt(view, strip.scrollTop + strip.clientHeight - 8)];
}

/**
 * Colours the tokens in sight, and a screen before and after them.
 * @param {View} view
 */
export function paint(view) {
  const { own } = view;
  const { strip, nodes } = own;
  if (!nodes.length) return;
  const { values, from, to } = own.painted;
  const tall = strip.clientHeight || 100;
  const begin = Math.max(0, nodeAt(view, strip.scrollTop - tall) - 1);
  const end = Math.min(nodes.length, nodeAt(view, strip.scrollTop + 2 * tall) + 1);
  for (let i = begin; i < end; i++) {
    if (own.done[i] === own.version) continue;
    own.done[i] = own.version;
    const x = values[i];
    const missing = Number.isNaN(x) || x === undefined;
    const below = !missing && from < 0 && x < 0;
    const strength = STRENGTH * (from < 0 ? unit(Math.abs(x), 0, to) : unit(x, from, to));
    const hue = below ? "--dsv-below" : "--dsv-tint";
    nodes[i].classList.toggle("none", missing);
    nodes[i].classList.toggle("below", below);
    nodes[i].style.backgroundColor = missing ? "" : `rgba(var(${hue}), ${strength.toFixed(3)})`;
  }
}
