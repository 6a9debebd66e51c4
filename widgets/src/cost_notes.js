// Under the charts of cost: the readings as a table, the published figures recomputed, and what the run's cache held.
// Tests: cost.test.js.

import { colour } from "./common/colours.js";
import { make, tableWith } from "./common/elements.js";
import { number, size, thousands } from "./common/numbers.js";
import { HUE } from "./cost_charts.js";

const STACK_HUES = ["window", "entries", "sink"]; // then the same again, each with a pattern of its own
const PATTERN = [
  "",
  "repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ",
  "repeating-linear-gradient(90deg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), ",
];
export const V32 = "V3.2";

/** @typedef {import("./cost.js").View} View */
/** @typedef {import("./cost.js").Reading} Reading */
/** @typedef {import("./cost.js").Held} Held */

/**
 * Floating point operations with their unit.
 * @param {number} x
 */
export function flopWords(x) {
  let left = x;
  for (const unit of ["FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP"]) {
    if (left < 999.5) return `${left >= 100 ? left.toFixed(0) : left.toPrecision(3)} ${unit}`;
    left /= 1000;
  }
  return `${left.toPrecision(3)} PFLOP`;
}

/**
 * A share in three digits.
 * @param {number} x
 */
export const percent = x => (Number.isFinite(x) ? `${number(100 * x, x >= 0.1 ? 1 : 2)} %` : "–");

/** @param {View} view */
export function readingsOf({ model }) {
  /** @type {string[]} */
  const models = model.get("models");
  /** @type {Reading[]} */
  const readings = model.get("readings");
  return { models, readings, v32: readings[models.indexOf(V32)] };
}

/** @param {View} view */
export function readingsTable(view) {
  const { root } = view;
  const { models, readings, v32 } = readingsOf(view);
  const names = ["model", "FLOPs", "of V3.2", "of which", "cache", "of V3.2", "of which"];
  const { table, head, rows } = tableWith("dsv-table dsv-cost-table", names);
  for (const th of /** @type {Iterable<HTMLElement>} */ (head.children)) {
    if (th.textContent === "of which") th.style.textAlign = "left";
  }
  for (const [i, name] of models.entries()) {
    const r = readings[i];
    const model = make("td", "", name);
    const classes = make("td");
    const parts = make("td");
    model.style.borderLeft = `4px solid ${colour(root, HUE[name])}`;
    classes.style.textAlign = parts.style.textAlign = "left";
    classes.append(...stackOf(view, r.classes));
    if (Object.keys(r.parts).length > 1) parts.append(...stackOf(view, r.parts));
    const row = make("tr");
    row.append(
      model,
      make("td", "", flopWords(r.flops)),
      make("td", "", percent(r.flops / v32.flops)),
      classes,
      make("td", "", size(r.bytes)),
      make("td", "", percent(r.bytes / v32.bytes)),
      parts,
    );
    rows.append(row);
  }
  return table;
}

/**
 * Shares of a total beside each other, and the largest in words.
 * @param {View} view
 * @param {Record<string, number>} parts
 */
function stackOf({ root }, parts) {
  const all = Object.entries(parts);
  const total = all.reduce((sum, [, value]) => sum + value, 0);
  const box = make("span", "dsv-stack");
  for (const [i, [name, value]] of all.entries()) {
    if (!(value > 0)) continue;
    const part = make("span");
    const pattern = PATTERN[Math.floor(i / STACK_HUES.length) % PATTERN.length];
    part.style.width = `${(100 * value) / total}%`;
    part.style.background = `${pattern}${colour(root, STACK_HUES[i % STACK_HUES.length])}`;
    part.title = `${name}: ${percent(value / total)}`;
    box.append(part);
  }
  const [name, value] = [...all].sort((a, b) => b[1] - a[1])[0];
  return [box, make("span", "dsv-cost-words", ` ${name} ${percent(value / total)}`)];
}

/**
 * The report's figures beside ours.
 * @param {View} view
 */
export function publishedNote({ model }) {
  const note = make("div", "dsv-note");
  note.style.marginTop = "6px";
  note.append(make("b", "", "Published for 1,048,576 tokens, recomputed here: "));
  /** @type {[name: string, what: string, published: number, recomputed: number, agrees: boolean][]} */
  const figures = model.get("published");
  for (const [i, [name, what, published, recomputed, agrees]] of figures.entries()) {
    note.append(
      `${i ? "; " : ""}${name} ${what} ${Math.round(100 * published)} % of V3.2, `,
      make("b", "", `${number(100 * recomputed, 2)} %`),
      agrees ? " ✓" : " ✗ differs",
    );
  }
  note.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out.");
  return note;
}

/**
 * The bytes that the run's cache held beside the formula's.
 * @param {View} view
 */
export function heldNote({ model }) {
  const h = /** @type {Held} */ (model.get("held"));
  const note = make("div", "dsv-note");
  note.style.marginTop = "4px";
  if (h.held === undefined) {
    note.textContent = "What a cache really holds is shown beside the formula once a run has ended.";
    return note;
  }
  const words = make("b", "", `This run's cache held ${thousands(h.held)} bytes`);
  note.append(words, ` after ${thousands(h.tokens)} tokens (${h.dtype})`);
  if (h.formula) {
    const parts = Object.entries(h.formula);
    const sum = parts.reduce((total, [, value]) => total + value, 0);
    const same = sum === h.held;
    note.append(
      same ? "; the formula says the same to the byte: " : `; the formula says ${thousands(sum)}: `,
      parts
        .filter(([, value]) => value)
        .map(([name, value]) => `${name} ${thousands(value)}`)
        .join(", "),
    );
  }
  note.append(
    `. Keys of the window, entries and index keys alone: ${thousands(h.rows)} bytes, ` +
      `in the release's precision ${thousands(h.release)}.`,
  );
  return note;
}
