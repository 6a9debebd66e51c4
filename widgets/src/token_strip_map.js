// The map of the whole run above the text: means of the colours, the part in sight, the range, what was found.
// Tests: token_strip.test.js.

import { asF32 } from "./common/bytes.js";
import { NONE } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { sized } from "./common/elements.js";
import { clamp, unit } from "./common/numbers.js";

const HEIGHT = 16;
const FROM = 300; // tokens from which there is a map

/** @typedef {import("./token_strip.js").View} View */

/**
 * Means of `values` in `bins` equal parts, NaN where a part has none.
 * @param {Float32Array} values
 * @param {number} bins
 */
export function binned(values, bins) {
  const out = new Float32Array(bins).fill(Number.NaN);
  for (let b = 0; b < bins; b++) {
    const end = Math.floor(((b + 1) * values.length) / bins);
    let sum = 0;
    let n = 0;
    for (let i = Math.floor((b * values.length) / bins); i < end; i++) {
      if (Number.isNaN(values[i])) continue;
      sum += values[i];
      n++;
    }
    if (n) out[b] = sum / n;
  }
  return out;
}

/**
 * The token at the pointer's place in the map.
 * @param {View} view
 * @param {MouseEvent} event
 */
export function tokenOnMap({ own }, event) {
  const share = (event.clientX - own.map.getBoundingClientRect().left) / own.map.clientWidth;
  return clamp(Math.floor(share * own.total), 0, own.total - 1);
}

/**
 * @param {View} view
 * @param {number[]} found  tokens at which the searched text begins
 * @param {[number, number]} sight  first and last token in sight
 */
export function drawMap(view, found, sight) {
  const { body, model, root, sel, own } = view;
  const { map, total } = own;
  const there = total > FROM;
  map.style.display = there ? "" : "none";
  if (!there) return;
  const width = Math.max(100, body.clientWidth - 4);
  const { values } = own.painted;
  const bins = Math.min(total, Math.floor(width));
  const means = total > own.shown.length ? asF32(model.get("bins")) : binned(values, bins);
  const ctx = sized(map, width, HEIGHT);
  drawMeans(view, ctx, means, width);
  /** @param {number} t */
  const x = t => (t / total) * width;
  const [first, last] = [sel.get("query_first"), sel.get("query_last")];
  if (first !== NONE) {
    ctx.fillStyle = colour(root, "chosen");
    ctx.fillRect(x(first), HEIGHT - 3, Math.max(2, x(last + 1) - x(first)), 3);
  }
  if (own.nodes.length) {
    ctx.strokeStyle = colour(root, "ink");
    ctx.strokeRect(x(sight[0]) + 0.5, 0.5, Math.max(3, x(sight[1]) - x(sight[0])) - 1, HEIGHT - 1);
  }
  ctx.fillStyle = colour(root, "chosen");
  for (const t of found) ctx.fillRect(x(t), 0, 1.5, 5);
  if (sel.get("token") === NONE) return;
  const at = x(sel.get("token"));
  ctx.beginPath();
  ctx.moveTo(at - 4, 0);
  ctx.lineTo(at + 4, 0);
  ctx.lineTo(at, 7);
  ctx.fill();
}

/**
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float32Array} means
 * @param {number} width
 */
function drawMeans({ root, own }, ctx, means, width) {
  const { from, to } = own.painted;
  const below = colour(root, "below");
  const tint = colour(root, "tint");
  const w = width / means.length;
  means.forEach((v, i) => {
    const strength = from < 0 ? unit(Math.abs(v), 0, to) : unit(v, from, to);
    ctx.fillStyle = Number.isNaN(v) ? "transparent" : `rgba(${from < 0 && v < 0 ? below : tint}, ${0.9 * strength})`;
    ctx.fillRect(i * w, 0, Math.max(w, 1), HEIGHT);
  });
  ctx.strokeStyle = colour(root, "line");
  ctx.strokeRect(0.5, 0.5, width - 1, HEIGHT - 1);
}
