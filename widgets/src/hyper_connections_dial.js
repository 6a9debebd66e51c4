// The dial: the captured logits of this site after any number of Sinkhorn's steps, and how far its sums then are from one.
// Tests: hyper_connections.test.js.

import { asF32 } from "./common/bytes.js";
import { blend, colour, wordsOn } from "./common/colours.js";
import { make, svg } from "./common/elements.js";
import { lineChart } from "./common/line_chart.js";
import { clamp, number } from "./common/numbers.js";

const MOST_STEPS = 40;
const NO_LOGITS =
  "The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; " +
  'run it again with capture="standard".';
/** @type {import("./common/line_chart.js").Tick[]} */
const TICKS = [
  [-8, "1e−8"],
  [-5, "1e−5"],
  [-2, "0.01"],
  [0, "1"],
];

/** @typedef {import("./hyper_connections.js").View} View */
/**
 * @typedef {object} Steps
 * @property {number} steps  of the run
 * @property {number} eps
 * @property {[layer: number, site: number, share: number][]} unbalanced  sites that need more steps, the worst first
 * @property {number} late  how many such sites there are
 * @property {number} sites
 */

/**
 * Sinkhorn's steps on one n x n matrix, as kernels/sinkhorn.py does them: row softmax plus eps, columns, then (rows,
 * columns) steps - 1 times. 0 steps is the row softmax alone.
 * @param {ArrayLike<number>} logits
 * @param {number} n
 * @param {number} steps
 * @param {number} eps
 */
export function sinkhornSteps(logits, n, steps, eps) {
  const m = Float64Array.from(logits);
  for (let i = 0; i < n; i++) {
    const row = m.subarray(i * n, i * n + n);
    const top = Math.max(...row);
    const powers = row.map(v => Math.exp(v - top));
    const sum = powers.reduce((a, b) => a + b, 0);
    row.set(powers.map(v => v / sum + eps));
  }
  for (let step = 0; step < steps; step++) {
    if (step) divideBySums(m, n, n, 1, eps);
    divideBySums(m, n, 1, n, eps);
  }
  return m;
}

/**
 * Divides lines of a matrix by their sums plus eps: rows (between = n, along = 1) or columns (1, n).
 * @param {Float64Array} m
 * @param {number} n
 * @param {number} between  places from one line to the next
 * @param {number} along  places from one number of a line to the next
 * @param {number} eps
 */
function divideBySums(m, n, between, along, eps) {
  for (let i = 0; i < n; i++) {
    let sum = eps;
    for (let j = 0; j < n; j++) sum += m[i * between + j * along];
    for (let j = 0; j < n; j++) m[i * between + j * along] /= sum;
  }
}

/**
 * How far rows and columns are from a sum of one.
 * @param {Float64Array} m
 * @param {number} n
 */
export function sumErrors(m, n) {
  let row = 0;
  let column = 0;
  for (let i = 0; i < n; i++) {
    let r = 0;
    let c = 0;
    for (let j = 0; j < n; j++) {
      r += m[i * n + j];
      c += m[j * n + i];
    }
    row = Math.max(row, Math.abs(r - 1));
    column = Math.max(column, Math.abs(c - 1));
  }
  return { row, column };
}

/**
 * @param {View} view
 * @param {number} width
 */
export function drawDial(view, width) {
  const { model, own } = view;
  const { pane } = own;
  const logits = asF32(model.get("logits"));
  const n = asF32(model.get("pre")).length;
  const { steps, eps } = /** @type {Steps} */ (model.get("steps"));
  if (!logits.length || Number.isNaN(logits[0])) {
    pane.replaceChildren(make("div", "dsv-message", NO_LOGITS));
    return {};
  }
  const now = own.dial ?? steps;
  const matrix = sinkhornSteps(logits, n, now, eps);
  const errors = Array.from({ length: MOST_STEPS + 1 }, (_, k) => sumErrors(sinkhornSteps(logits, n, k, eps), n));
  const box = width < 480 ? 28 : 34;
  const square = n * box + 34;
  const beside = make("div", "dsv-mix"); // side by side, so that the chart's axis is not cut off
  beside.append(
    drawMatrix(view, matrix, n, box),
    drawErrors(view, errors, now, width > square + 200 ? width - square - 20 : width, n * box + 26),
  );
  const slider = pane.querySelector("input") ?? make("input", "dsv-dial");
  const focused = document.activeElement === slider;
  pane.replaceChildren(sliderLine(view, slider, errors[now], now), beside, make("div", "dsv-note", lateWords(view)));
  if (focused) slider.focus();
  return { dial: now, matrix: Array.from(matrix), rowError: errors[now].row };
}

/**
 * @param {View} view
 * @param {number} steps
 */
function setDial(view, steps) {
  view.own.dial = steps;
  view.redraw();
}

/**
 * @param {View} view
 * @param {HTMLInputElement} slider
 * @param {{ row: number, column: number }} error
 * @param {number} now
 */
function sliderLine(view, slider, error, now) {
  const line = make("label", "dsv-note");
  line.style.display = "block";
  slider.type = "range";
  slider.min = "0";
  slider.max = String(MOST_STEPS);
  slider.value = String(now);
  slider.setAttribute("aria-label", "Sinkhorn steps");
  slider.oninput = () => setDial(view, Number(slider.value));
  const asRun = now === view.model.get("steps").steps ? " (as run)" : "";
  const misses = `rows miss 1 by ${number(error.row, 5)}, columns by ${number(error.column, 6)}`;
  line.append(slider, ` ${now} steps${asRun}: ${misses}`);
  return line;
}

/**
 * The matrix after the chosen steps.
 * @param {View} view
 * @param {Float64Array} matrix
 * @param {number} n
 * @param {number} box
 */
function drawMatrix({ root }, matrix, n, box) {
  const label = "matrix after the chosen steps";
  const s = svg("svg", { width: n * box + 34, height: n * box + 22, role: "img", "aria-label": label });
  const low = colour(root, "ramp-low");
  const high = colour(root, "ramp-high");
  for (let i = 0; i < n; i++) {
    const middle = 16 + i * box + box / 2 + 4;
    s.append(
      svg("text", { x: 0, y: middle }, `${i} →`),
      svg("text", { x: 26 + (i + 0.5) * box, y: 10, "text-anchor": "middle" }, `${i}`),
    );
    for (let j = 0; j < n; j++) {
      const v = matrix[i * n + j];
      const fill = blend(low, high, clamp(v, 0, 1));
      const place = { x: 26 + j * box + 1, y: 16 + i * box + 1, width: box - 2, height: box - 2 };
      const words = svg("text", { x: 26 + (j + 0.5) * box, y: middle, "text-anchor": "middle" }, number(v));
      words.style.fill = wordsOn(fill);
      s.append(svg("rect", { ...place, rx: 3, fill }), words);
    }
  }
  return s;
}

/**
 * The largest miss of rows and of columns after each number of steps.
 * @param {View} view
 * @param {{ row: number, column: number }[]} errors
 * @param {number} now
 * @param {number} width
 * @param {number} height
 */
function drawErrors(view, errors, now, width, height) {
  /** @param {number} v */
  const exponent = v => Math.log10(Math.max(v, 1e-8));
  const { steps } = view.model.get("steps");
  return lineChart(view.root, {
    ...{ width, height, right: 60, low: -8, high: 1, ticks: TICKS, at: now },
    title: "largest miss of 1 after each number of steps",
    axis: [0, 10, steps, 30, MOST_STEPS].map(k => [k, String(k)]),
    series: [
      { name: "rows", values: Float32Array.from(errors, e => exponent(e.row)), style: 0 },
      { name: "columns", values: Float32Array.from(errors, e => exponent(e.column)), style: 1 },
    ],
    click: k => setDial(view, k),
  });
}

/**
 * Which sites would need more steps than the run made.
 * @param {View} view
 */
function lateWords({ model }) {
  const { steps, unbalanced, late, sites } = /** @type {Steps} */ (model.get("steps"));
  const limit = model.get("limit");
  if (!unbalanced.length) return `After ${steps} steps no row of any site and token misses 1 by more than ${limit}.`;
  const worst = unbalanced.map(([layer, site, share]) => {
    return `layer ${layer} ${site ? "experts" : "attention"} (${Math.round(100 * share)} % of tokens)`;
  });
  return (
    `After ${steps} steps a row still misses 1 by more than ${limit} at ${late} of the ${sites} captured sites` +
    `${late > unbalanced.length ? ", most often at" : ":"} ${worst.join(", ")}.`
  );
}
