// Overlap of choices: with the query before, between layers, and the entries that nearly every query picks.

import { axes } from "./common/axes.js";
import { NONE } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { make, svg } from "./common/elements.js";
import { clamp, number, thousands } from "./common/numbers.js";
import { flat } from "./common/text.js";

/** @typedef {import("./lightning_indexer.js").View} View */
/** @typedef {import("./lightning_indexer.js").Drawn} Facts */
/**
 * @typedef {object} Overlap
 * @property {number} pairs  of neighbouring queries
 * @property {number} [compared]
 * @property {(number | null)[]} mean  of the picks, of the control
 * @property {number} stable  entries that nearly every query picked
 * @property {number} stable_control
 * @property {{ entry: number, share: number, could: number, text: string }[]} rows
 */

/**
 * @param {View} view
 * @param {Facts} f
 */
export function drawOverlap(view, f) {
  const { model, own } = view;
  const o = /** @type {Overlap} */ (model.get("overlap_facts"));
  const note = make("div", "dsv-note");
  own.low.append(note);
  if (!o.compared) {
    const last = (f.topk + 1) * f.rate - 2;
    note.textContent = `No two neighbouring queries had a choice: up to token ${last} all complete entries are picked.`;
    return {};
  }
  const all = `all ${thousands(o.pairs)} pairs`;
  const some = `${thousands(o.compared)} of ${thousands(o.pairs)} pairs, evenly spaced`;
  note.append(
    make("b", "", "Overlap with the query before"),
    ` (Jaccard index, 1: the same entries): mean ${number(o.mean[0])}, control ${number(o.mean[1])}; ` +
      `${o.compared < o.pairs ? some : all}.`,
  );
  const columns = make("div", "dsv-columns");
  const right = make("div");
  right.append(make("div", "dsv-note", "the same queries, other layers"), layerGrid(view));
  columns.append(drawLines(view, o), right);
  const stable =
    `Picked by at least 80 % of the queries that could see them: ${o.stable} entries, ` +
    `in the control ${o.stable_control}.`;
  own.low.append(columns, make("div", "dsv-note", stable), stableList(view, f, o));
  return { overlap: o.mean, stable: o.rows.map(r => r.entry), compared: o.compared };
}

/**
 * Overlap with the query before, along the text.
 * @param {View} view
 * @param {Overlap} o
 */
function drawLines(view, o) {
  const { model, body, root, own } = view;
  const both = own.lines(model.get("overlap"));
  const n = both.length / 2;
  const width = clamp(body.clientWidth - 320, 260, 560);
  const height = 120;
  const s = axes(root, width, height, "position", "overlap");
  /** @param {number} i */
  const x = i => 42 + (i / (n - 1)) * (width - 50);
  /** @param {number} v */
  const y = v => height - 18 - v * (height - 34);
  s.append(
    ...polyline(both.subarray(0, n), x, y, `rgb(${colour(root, "tint")})`, "none"),
    ...polyline(both.subarray(n), x, y, colour(root, "chosen"), "4 3"),
    svg("text", { x: 36, y: y(1) + 4, "text-anchor": "end", class: "quiet" }, "1"),
    svg("text", { x: 36, y: y(0), "text-anchor": "end", class: "quiet" }, "0"),
    svg("text", { x: width - 8, y: height - 24, "text-anchor": "end" }, "— picks, - - control"),
  );
  s.setAttribute("aria-label", `overlap ${number(o.mean[0])}, control ${number(o.mean[1])}`);
  return s;
}

/**
 * A line over bins; gaps where there is no number.
 * @param {Float32Array} values
 * @param {(i: number) => number} x
 * @param {(v: number) => number} y
 * @param {string} stroke
 * @param {string} dashes
 */
function polyline(values, x, y, stroke, dashes) {
  let d = "";
  let pen = false;
  values.forEach((v, i) => {
    const known = !Number.isNaN(v);
    if (known) d += `${pen ? "L" : "M"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
    pen = known;
  });
  return d ? [svg("path", { d, fill: "none", stroke, "stroke-width": 1.6, "stroke-dasharray": dashes })] : [];
}

/**
 * Overlap of every two layers at the same queries.
 * @param {View} view
 */
function layerGrid(view) {
  const { model, root, own } = view;
  const layers = model.get("layers");
  const cells = own.table(model.get("layer_table"));
  const grid = make("table", "dsv-table");
  const head = make("tr");
  head.append(make("th", "", "layers"), ...layers.map(layer => make("th", "", String(layer))));
  grid.append(head);
  for (const [i, layer] of layers.entries()) {
    const row = make("tr");
    row.append(make("th", "", String(layer)));
    for (const value of cells.subarray(i * layers.length, (i + 1) * layers.length)) {
      const td = make("td", "", number(value));
      const strength = (0.6 * value).toFixed(2);
      if (!Number.isNaN(value)) td.style.background = `rgba(${colour(root, "tint")}, ${strength})`;
      row.append(td);
    }
    row.addEventListener("click", () => view.pick({ layer, entry: NONE }));
    grid.append(row);
  }
  return grid;
}

/**
 * @param {View} view
 * @param {Facts} f
 * @param {Overlap} o
 */
function stableList(view, f, o) {
  const list = make("table", "dsv-table");
  const rest = make("tbody");
  list.append(rest);
  for (const r of o.rows) {
    const row = make("tr");
    row.append(
      make("td", "", `entry ${thousands(r.entry)}`),
      make("td", "", `${Math.round(100 * r.share)} % of ${thousands(r.could)}`),
      make("td", "dsv-context", `“${flat(r.text, 60)}”`),
    );
    row.addEventListener("click", () => view.pick({ entry: r.entry, layer: f.layer }));
    rest.append(row);
  }
  return list;
}

/**
 * @param {View} view
 * @param {Facts} f
 */
export function overlapTable({ model, own }, f) {
  const o = /** @type {Overlap} */ (model.get("overlap_facts"));
  if (!o.compared) return null;
  const layers = model.get("layers");
  const cells = own.table(model.get("layer_table"));
  const means = `With the query before, layer ${f.layer}: ${number(o.mean[0], 4)}, control ${number(o.mean[1], 4)}.`;
  return {
    columns: ["layer", ...layers.map(layer => `overlap with layer ${layer}`)],
    rows: layers.map((layer, i) => [layer, ...cells.subarray(i * layers.length, (i + 1) * layers.length)]),
    note: `Mean overlap (Jaccard index) of the picks at the same queries. ${means}`,
  };
}
