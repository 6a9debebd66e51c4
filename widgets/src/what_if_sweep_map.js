// The map of a sweep on its canvas: cells with their colours and marks, where they are, and the scale.
// Tests: what_if_sweep.test.js.

import { blend, colour, wordsOn } from "./common/colours.js";
import { hatch, make, sized } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { clamp, number } from "./common/numbers.js";

const LEFT = 40;
const TOP = 20;
const NARROWEST = 6;
const LEVEL = 0.05; // of the false-discovery rate

/** @typedef {{ left: number, top: number, wide: number, tall: number }} Layout */
/** @typedef {import("./what_if_sweep.js").Swept} Swept */
/** @typedef {import("./what_if_sweep.js").Place} Place */
/** @typedef {{ q: Float32Array, fired: Float32Array, chosen: Place | null, hovered: Place | null }} Marks */

/**
 * How large cells are: words across need more room than numbers.
 * @param {number} width
 * @param {number} rows
 * @param {string[]} columns
 */
export function layoutOf(width, rows, columns) {
  const widest = columns.some(name => /\D/.test(name)) ? 96 : 30;
  const wide = clamp((width - LEFT - 2) / Math.max(1, columns.length), NARROWEST, widest);
  return { left: LEFT, top: TOP, wide, tall: rows > 40 ? 10 : 18 };
}

/**
 * The cell at a place of the canvas; null beside them.
 * @param {Layout} layout
 * @param {number} x
 * @param {number} y
 * @param {{ layers: number[], columns: string[] }} swept
 */
export function cellAt({ left, top, wide, tall }, x, y, swept) {
  const [row, column] = [Math.floor((y - top) / tall), Math.floor((x - left) / wide)];
  const inside = row >= 0 && column >= 0 && row < swept.layers.length && column < swept.columns.length;
  return inside ? { row, column } : null;
}

/**
 * Colours of numbers: from little to much, or from less over the middle to more.
 * @param {Element} root
 * @param {boolean} signed
 * @param {number} top
 */
function shaderOf(root, signed, top) {
  const [low, high] = [colour(root, signed ? "less" : "ramp-low"), colour(root, signed ? "more" : "ramp-high")];
  const middle = colour(root, "even");
  return /** @param {number} value */ value => {
    const x = clamp(value / top, -1, 1);
    if (!signed) return blend(low, high, Math.max(0, x));
    return blend(middle, x < 0 ? low : high, Math.abs(x));
  };
}

/**
 * Draws the map and tells where its cells are.
 * @param {Element} root
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {Swept} swept
 * @param {Float32Array} values
 * @param {number} top
 * @param {{ signed: boolean }} metric
 * @param {Marks} marks
 */
export function drawMap(root, canvas, width, swept, values, top, { signed }, marks) {
  const { layers, columns } = swept;
  const layout = layoutOf(width, layers.length, swept.labels);
  const { left, wide, tall } = layout;
  const ctx = sized(canvas, left + wide * columns.length + 2, TOP + tall * layers.length + 2);
  drawNames(ctx, root, swept, layout);
  const [shade, none] = [shaderOf(root, signed, top), hatch(ctx, colour(root, "none"))];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const x = left + (i % columns.length) * wide;
    const y = TOP + Math.floor(i / columns.length) * tall;
    const fill = shade(values[i]);
    ctx.fillStyle = marks.fired[i] ? fill : none;
    ctx.fillRect(x, y, Math.max(wide - 1, 1), tall - 1);
    if (marks.q[i] < LEVEL) {
      ctx.fillStyle = wordsOn(fill);
      ctx.beginPath();
      ctx.arc(x + (wide - 1) / 2, y + (tall - 1) / 2, Math.min(2.5, wide / 4), 0, 2 * Math.PI);
      ctx.fill();
    }
  }
  frame(ctx, marks.hovered, layout, colour(root, "ink"), 1);
  frame(ctx, marks.chosen, layout, colour(root, "chosen"), 2);
  return layout;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Element} root
 * @param {Swept} swept
 * @param {Layout} layout
 */
function drawNames(ctx, root, { layers, labels }, { left, wide, tall }) {
  ctx.font = font();
  ctx.fillStyle = colour(root, "quiet");
  ctx.textBaseline = "middle";
  ctx.textAlign = "right";
  const everyRow = Math.ceil(14 / tall);
  for (const [row, layer] of layers.entries()) {
    if (row % everyRow === 0) ctx.fillText(layer < 0 ? "emb" : String(layer), left - 6, TOP + (row + 0.5) * tall);
  }
  ctx.textAlign = "center";
  const room = Math.max(...labels.map(name => ctx.measureText(name).width)) + 6;
  const every = Math.ceil(room / wide);
  for (const [column, name] of labels.entries()) {
    if (column % every === 0) ctx.fillText(name, left + (column + 0.5) * wide - 0.5, TOP / 2);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Place | null} place
 * @param {Layout} layout
 * @param {string} stroke
 * @param {number} thick
 */
function frame(ctx, place, { left, wide, tall }, stroke, thick) {
  if (!place) return;
  ctx.strokeStyle = stroke;
  ctx.lineWidth = thick;
  ctx.strokeRect(left + place.column * wide - 0.5, TOP + place.row * tall - 0.5, wide, tall);
}

/**
 * The scale with its unit and the marks' meaning.
 * @param {Element} root
 * @param {HTMLElement} place
 * @param {{ unit: string, signed: boolean }} metric
 * @param {number} top
 */
export function drawRamp(root, place, { unit, signed }, top) {
  const bar = make("span", "dsv-ramp");
  const names = signed ? ["less", "even", "more"] : ["ramp-low", "ramp-high"];
  bar.style.background = `linear-gradient(90deg, ${names.map(name => colour(root, name)).join(", ")})`;
  const most = number(top, top < 0.01 ? 4 : top < 1 ? 3 : 2);
  // A cell may lie beyond the ends: they are almost the largest numbers of the map.
  const ends = signed ? [`≤ −${most}`, `≥ +${most}`] : ["0", `≥ ${most}`];
  place.replaceChildren(ends[0], bar, `${ends[1]} ${unit} · ● q < 0.05 · hatched: never acted`);
}
