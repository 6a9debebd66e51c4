// What a layer's attention read, as arcs from the text into the bar of its three masses.   Tests: follow_token.test.js.

import { NONE } from "./common/codes.js";
import { barOf, massAt } from "./follow_token_layer.js";
import { LINE, lit, progress, sourcesOf } from "./follow_token_place.js";
import { boxesOf } from "./follow_token_text.js";

/** @typedef {import("./follow_token_paint.js").Scene} Scene */
/**
 * @typedef {object} Reading  one key of a layer
 * @property {number} zone  0 a token of the window, 1 a compressed entry
 * @property {number} key
 * @property {number} weight
 * @property {number} first  tokens behind it
 * @property {number} last
 */

/**
 * The heaviest keys of a layer, heaviest first.
 * @param {import("./follow_token_data.js").Path} path
 * @param {number} layer
 * @param {{ rate: number, blocks: number }} kind
 * @returns {Reading[]}
 */
export function readingsOf(path, layer, kind) {
  const found = [];
  for (let i = layer * path.keys; i < (layer + 1) * path.keys; i++) {
    const [zone, key, weight] = [path.zone[i], path.key[i], path.weight[i]];
    if (zone === NONE || !(weight > 0)) continue;
    found.push({ zone, key, weight, ...(zone === 1 ? sourcesOf(key, kind) : { first: key, last: key }) });
  }
  return found;
}

/**
 * Where an arc begins: at the words it comes from, or on the line that stands for what is not seen.
 * @param {Scene} scene
 * @param {Reading} reading
 */
function beginOf({ shown, place }, reading) {
  const boxes = boxesOf(shown, reading.first, reading.last);
  const box = boxes[boxes.length - 1];
  const { stacked, text } = place.columns;
  if (box)
    return { boxes, x: stacked ? box.x + box.width / 2 : box.x + box.width, y: box.y + (stacked ? LINE : LINE / 2) };
  const share = (reading.first + reading.last) / 2 / Math.max(shown.from, 1);
  return { boxes, x: text.x + Math.min(share, 1) * text.width, y: place.text.y + LINE - 2 };
}

/** Marks the words that the active layer read. @param {Scene} scene @param {Reading[]} readings */
export function drawMarks(scene, readings) {
  const { ctx, look, shown, at, layer } = scene;
  const done = progress(at, layer, 0);
  const most = Math.max(...readings.map(one => one.weight), 1e-9);
  for (const one of [...readings].reverse()) {
    const strong = done * Math.sqrt(one.weight / most);
    for (const box of boxesOf(shown, one.first, one.last)) {
      ctx.globalAlpha = 0.08 + 0.3 * strong;
      ctx.fillStyle = one.zone === 1 ? look.entries : look.window;
      ctx.fillRect(box.x, box.y + 1, box.width, box.height - 2);
      if (one.zone === 1) {
        ctx.globalAlpha = 0.3 + 0.7 * strong;
        ctx.fillRect(box.x, box.y + box.height - 2, box.width, 2);
      }
    }
  }
  ctx.globalAlpha = 1;
}

/** Arcs of the active layer, growing as it reads. @param {Scene} scene @param {Reading[]} readings */
export function drawArcs(scene, readings) {
  const { ctx, look, place, path, at, layer } = scene;
  const done = progress(at, layer, 0);
  if (!done) return;
  const row = place.rows[layer];
  const bar = barOf(place.columns, row);
  const most = Math.max(...readings.map(one => one.weight), 1e-9);
  ctx.lineCap = "round";
  for (const one of [...readings].reverse()) {
    const from = beginOf(scene, one);
    const segment = massAt(path, layer, bar, one.zone === 1 ? 0 : 1);
    const x = segment.x + segment.width / 2;
    const above = from.y < bar.y;
    const y = above ? bar.y : bar.y + bar.height;
    ctx.strokeStyle = one.zone === 1 ? look.entries : look.window;
    ctx.globalAlpha = lit(done) * (0.25 + 0.6 * Math.sqrt(one.weight / most));
    ctx.lineWidth = 0.8 + 7 * one.weight;
    const bend = (14 + Math.abs(y - from.y) * 0.2) * (above ? -1 : 1);
    const first = place.columns.stacked ? [place.columns.text.x, from.y + 30] : [from.x + 46, from.y];
    const second = place.columns.stacked ? [place.columns.text.x, y + bend] : [x, y + bend];
    curve(ctx, [from.x, from.y, first[0], first[1], second[0], second[1], x, y], done);
  }
  ctx.globalAlpha = 1;
}

/**
 * The beginning of a cubic curve, up to a share of its length in time.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number[]} points  eight numbers
 * @param {number} share
 */
export function curve(ctx, [x0, y0, x1, y1, x2, y2, x3, y3], share) {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  if (share >= 1) ctx.bezierCurveTo(x1, y1, x2, y2, x3, y3);
  else {
    for (let i = 1; i <= 20; i++) {
      const t = (i / 20) * share;
      const u = 1 - t;
      const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
      ctx.lineTo(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3);
    }
  }
  ctx.stroke();
}
