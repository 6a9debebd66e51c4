// The figure of the model: a row per layer in running order, a column per part, stronger where more bytes are.

import { choose, columnNow, count, PLACES, rowNow } from "./architecture_map_choice.js";
import { colour } from "./common/colours.js";
import { svg } from "./common/elements.js";
import { LAYER_GLYPH } from "./common/layers.js";
import { clamp, size } from "./common/numbers.js";

/** @type {Record<string, string>} */
const SHORT = {
  mixing: "mHC",
  attention: "attention",
  compressor: "compressor",
  indexer: "indexer",
  routing: "routing",
  experts: "experts",
  "shared expert": "shared",
};

/** @typedef {import("./architecture_map.js").View} View */
/** @typedef {import("./architecture_map.js").Row} Row */
/** @typedef {import("./architecture_map.js").Cell} Cell */
/** @typedef {ReturnType<typeof layout> & { alpha: (bytes: number) => number }} Layout */

/**
 * Where rows and columns of the figure lie. Names that do not fit beside each other stand upright (`steep`).
 * @param {View} view
 * @param {number} rows
 */
function layout({ model, own }, rows) {
  const { layers } = model.get("totals");
  const columns = model.get("columns").length;
  const tall = layers > 30 ? 13 : layers > 14 ? 17 : 24;
  const narrow = own.figure.clientWidth < 330;
  const left = narrow ? 70 : 112;
  const right = narrow ? 2 : 74;
  const width = clamp(own.figure.clientWidth - 2, 236, 620);
  const span = width - left - right;
  const wide = span / columns;
  const steep = wide < 58;
  const top = steep ? 82 : 22;
  return { tall, narrow, left, right, width, span, wide, steep, top, height: top + rows * (tall + 2) + 4 };
}

/**
 * @param {View} view
 * @param {Row[]} all
 * @param {number} least
 * @param {number} most
 */
export function drawFigure(view, all, least, most) {
  const spread = Math.max(Math.log(most) - Math.log(least), 1e-9);
  /** @param {number} bytes */
  const alpha = bytes => 0.08 + (0.5 * (Math.log(bytes) - Math.log(least))) / spread;
  const place = { ...layout(view, all.length), alpha };
  const { width, height, narrow, right, top } = place;
  const s = svg("svg", { width, height, role: "group", "aria-label": "the model's layers and parts" });
  s.append(...columnNames(view, place));
  if (!narrow) s.append(svg("text", { x: width - right + 4, y: top - 8, class: "quiet" }, "parameters"));
  s.append(...streamLines(view, place, all));
  for (const [i, row] of all.entries()) s.append(...drawRow(view, place, row, i));
  s.addEventListener("click", event => {
    const cell = /** @type {SVGElement | null} */ (/** @type {Element} */ (event.target).closest?.(".cell"));
    if (cell) choose(view, Number(cell.dataset.row), Number(cell.dataset.column));
  });
  return s;
}

/**
 * @param {View} view
 * @param {Layout} place
 */
function columnNames(view, { left, wide, steep, top }) {
  return view.model.get("columns").map((name, i) => {
    const x = left + (i + 0.5) * wide;
    const upright = { transform: `translate(${x + 4},${top - 5}) rotate(-90)` };
    const where = steep ? upright : { x, y: 12, "text-anchor": "middle" };
    return svg(
      "text",
      { class: "quiet column", .../** @type {Record<string, string | number>} */ (where) },
      SHORT[name],
    );
  });
}

/**
 * The residual streams run past all layers.
 * @param {View} view
 * @param {Layout} place
 * @param {Row[]} all
 */
function streamLines(view, { left, top, tall }, all) {
  const { streams } = view.model.get("totals");
  const y2 = top + (all.findIndex(row => row.place === "bottom") + 0.2) * (tall + 2);
  return Array.from({ length: streams }, (_, stream) => {
    const x = left - 6 - 4 * (streams - stream);
    const stroke = colour(view.root, "quiet");
    return svg("line", { x1: x, x2: x, y1: top + tall, y2, stroke, "stroke-width": 1.2 });
  });
}

/**
 * @param {View} view
 * @param {Layout} place
 * @param {Row} row
 * @param {number} i
 */
function drawRow(view, place, row, i) {
  const { tall, narrow, width, right, top } = place;
  const y = top + i * (tall + 2);
  const kind = narrow ? "" : ` ${row.kind}`;
  const name = `${row.place} ${LAYER_GLYPH[row.kind]}${kind}${row.routing === "hash" ? " ☷" : ""}`;
  const words = svg("text", { x: 2, y: y + tall / 2 + 4 }, PLACES[row.place] ?? name);
  if (i === rowNow(view)) {
    words.style.fontWeight = "700";
    words.style.fill = colour(view.root, "chosen");
  }
  const cells = row.cells.flatMap((cell, column) => drawCell(view, place, row, cell, i, column));
  const all = [words, ...cells];
  if (!narrow) {
    all.push(svg("text", { x: width - right + 4, y: y + tall / 2 + 4, class: "quiet" }, count(row.parameters)));
  }
  return all;
}

/**
 * @param {View} view
 * @param {Layout} place
 * @param {Row} row
 * @param {Cell} cell
 * @param {number} i
 * @param {number} column
 * @returns {(SVGLineElement | SVGRectElement | SVGTextElement)[]}
 */
function drawCell(view, { left, span, wide, tall, top, alpha }, row, [part, , bytes], i, column) {
  const { root } = view;
  const special = PLACES[row.place];
  const y = top + i * (tall + 2);
  const x = special ? left : left + column * wide;
  const w = special ? span : wide - 2;
  const middle = y + tall / 2;
  if (bytes < 0) {
    const ends = { x1: x + w / 2 - 4, x2: x + w / 2 + 4, y1: middle, y2: middle };
    return [svg("line", { ...ends, stroke: colour(root, "line") })];
  }
  const chosen = i === rowNow(view) && (special || column === columnNow(view));
  const cell = svg("rect", {
    class: "cell",
    x,
    y,
    width: w,
    height: tall,
    rx: 3,
    fill: `rgba(${colour(root, "tint")}, ${alpha(bytes).toFixed(2)})`,
    stroke: chosen ? colour(root, "chosen") : "none",
    "stroke-width": 2,
  });
  cell.dataset.row = String(i);
  cell.dataset.column = String(column);
  cell.append(svg("title", {}, `${special ?? `layer ${row.place}, ${part}`}: ${size(bytes)}`));
  if (tall <= 15 || w <= 52) return [cell];
  const at = { x: x + w / 2, y: middle + 4, "text-anchor": "middle", "pointer-events": "none" };
  const words = svg("text", at, size(bytes));
  return [cell, words];
}
