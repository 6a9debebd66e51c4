// Lines over steps, told apart by dashes as well as colours, with a label at the end of each.   Tests: line_chart.test.js.

import { colour } from "./colours.js";
import { svg } from "./elements.js";
import { clamp, unit } from "./numbers.js";

const LEFT = 40;
const TOP = 16;
const BOTTOM = 18;
const LABEL = 11; // least distance of two labels
/** @type {[colour: string, dashes: string][]} */
const STYLES = [
  ["entries", ""],
  ["window", "5 3"],
  ["sink", "2 2"],
  ["ink", "8 3 2 3"],
];

/** @typedef {{ name: string, values: Float32Array, style: number }} Series  NaN breaks a line */
/** @typedef {[at: number, words: string]} Tick */
/**
 * @typedef {object} Chart
 * @property {number} width
 * @property {number} height
 * @property {string} title
 * @property {number} [right]  room for the labels
 * @property {Series[]} series
 * @property {Tick[]} ticks
 * @property {number} low
 * @property {number} high
 * @property {number} at  the chosen step; -1 for none
 * @property {Tick[]} [axis]
 * @property {(step: number) => void} [click]
 */

/**
 * @param {Element} root
 * @param {Chart} chart
 */
export function lineChart(root, chart) {
  const { width, height, title, right = 96, series, ticks, low, high, at, axis = [], click } = chart;
  const w = width - LEFT - right;
  const h = height - TOP - BOTTOM;
  const n = Math.max(...series.map(one => one.values.length), 1);
  /** @param {number} i */
  const x = i => LEFT + (n > 1 ? i / (n - 1) : 0.5) * w;
  /** @param {number} v */
  const y = v => TOP + (1 - unit(v, low, high)) * h;
  const s = svg("svg", { width, height, role: "img", "aria-label": title });
  s.append(svg("text", { x: 0, y: 10, class: "quiet" }, title));
  for (const [value, words] of ticks) {
    s.append(
      svg("line", { x1: LEFT, x2: LEFT + w, y1: y(value), y2: y(value), stroke: colour(root, "line") }),
      svg("text", { x: LEFT - 4, y: y(value) + 3, "text-anchor": "end", class: "quiet" }, words),
    );
  }
  for (const [i, words] of axis) {
    s.append(svg("text", { x: x(i), y: height - 4, "text-anchor": "middle", class: "quiet" }, words));
  }
  if (at >= 0) {
    const ends = { x1: x(at), x2: x(at), y1: TOP, y2: TOP + h };
    s.append(svg("line", { ...ends, stroke: colour(root, "chosen"), "stroke-width": 1.5 }));
  }
  s.append(...lines(root, series, x, y, LEFT + w));
  if (click) {
    s.style.cursor = "pointer";
    s.addEventListener("click", event => {
      const share = (event.clientX - s.getBoundingClientRect().left - LEFT) / w;
      click(clamp(Math.round(share * (n - 1)), 0, n - 1));
    });
  }
  return s;
}

/**
 * @param {Element} root
 * @param {Series[]} series
 * @param {(i: number) => number} x
 * @param {(v: number) => number} y
 * @param {number} right  where the labels begin
 */
function lines(root, series, x, y, right) {
  /** @type {(SVGPathElement | SVGTextElement)[]} */
  const drawn = [];
  const ends = [];
  for (const { name, values, style } of series) {
    const last = values.findLastIndex(v => !Number.isNaN(v));
    if (last < 0) continue;
    const [hue, dashes] = STYLES[style % STYLES.length];
    const stroke = colour(root, hue);
    const d = pathOf(values, x, y);
    drawn.push(svg("path", { d, fill: "none", stroke, "stroke-width": 1.8, "stroke-dasharray": dashes }));
    ends.push({ name, y: y(values[last]) });
  }
  ends.sort((a, b) => a.y - b.y);
  let least = TOP + 4;
  for (const { name, y } of ends) {
    const at = Math.max(y, least);
    const words = svg("text", { x: right + 5, y: at + 3 }, name);
    drawn.push(words);
    least = at + LABEL;
  }
  return drawn;
}

/**
 * @param {Float32Array} values
 * @param {(i: number) => number} x
 * @param {(v: number) => number} y
 */
function pathOf(values, x, y) {
  let d = "";
  let pen = false;
  values.forEach((v, i) => {
    const known = !Number.isNaN(v);
    if (known) d += `${pen ? "L" : "M"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
    pen = known;
  });
  return d;
}

/**
 * Ends and ticks of a scale of powers of ten that holds all values.
 * @param {Float32Array | number[]} exponents
 */
export function powers(exponents) {
  const real = Array.from(exponents).filter(v => Number.isFinite(v));
  const low = Math.floor(Math.min(0, ...real));
  const high = Math.max(low + 1, Math.ceil(Math.max(0, ...real)));
  const by = Math.max(1, Math.ceil((high - low) / 4));
  /** @type {Tick[]} */
  const ticks = [];
  for (let v = low; v <= high; v += by) {
    const small = String(Number((10 ** v).toPrecision(1)));
    const words = v === 0 ? "1" : Math.abs(v) <= 3 ? small : `1e${v}`.replace("-", "−");
    ticks.push([v, words]);
  }
  return { low, high, ticks };
}
