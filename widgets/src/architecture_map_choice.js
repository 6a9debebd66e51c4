// What is chosen in the figure of the model: a place and a part of it. Keys and clicks move it.   Tests: architecture_map.test.js.

import { NONE } from "./common/codes.js";
import { clamp } from "./common/numbers.js";

/** @type {Record<string, string>} */
export const PLACES = { top: "embedding", bottom: "head", draft: "draft block" };

/** @typedef {import("./architecture_map.js").View} View */
/** @typedef {import("./architecture_map.js").Row} Row */
/** @typedef {import("./architecture_map.js").Cell} Cell */

/**
 * A large number in three digits: 34.5 M.
 * @param {number} n
 */
export function count(n) {
  const unit = [" T", " B", " M", " k"].findIndex((_, i) => n >= 10 ** (12 - 3 * i));
  return unit < 0 ? String(n) : `${(n / 10 ** (12 - 3 * unit)).toPrecision(3)}${[" T", " B", " M", " k"][unit]}`;
}

/** @param {View} view */
export const mapRows = view => /** @type {Row[]} */ (view.model.get("rows"));

/**
 * The chosen row: one of PLACES, else that of the selected layer.
 * @param {View} view
 */
export function rowNow(view) {
  const place = view.model.get("place") || String(view.sel.get("layer"));
  const at = mapRows(view).findIndex(row => row.place === place);
  return at < 0 ? 1 : at;
}

/** @param {View} view */
export function columnNow({ model, sel }) {
  if (model.get("part") === "mixing") return sel.get("site") ? 4 : 0; // before attention, before the experts
  return Math.max(0, model.get("columns").indexOf(model.get("part")));
}

/** @param {View} view */
export function cellNow(view) {
  const row = mapRows(view)[rowNow(view)];
  return { row, cell: row.cells[Math.min(columnNow(view), row.cells.length - 1)] };
}

/**
 * Chooses a part; where the layer does not have it, the nearest one to its left.
 * @param {View} view
 * @param {number} at
 * @param {number} column
 */
export function choose(view, at, column) {
  const row = mapRows(view)[at];
  let c = Math.min(column, row.cells.length - 1);
  while (c > 0 && row.cells[c][2] < 0) c--;
  const part = row.cells[c][0];
  view.model.set("place", PLACES[row.place] ? row.place : "");
  view.tell("part", part);
  if (!PLACES[row.place]) {
    const site = part === "mixing" ? { site: c ? 1 : 0 } : {};
    view.pick({ layer: Number(row.place), entry: NONE, expert: NONE, ...site });
  }
  view.redraw();
}

/**
 * A key that moves the choice; sideways it skips parts that the layer does not have.
 * @param {number} down
 * @param {number} right
 */
export const move = (down, right) => /** @param {View} view */ view => {
  const rows = mapRows(view);
  const at = clamp(rowNow(view) + down, 0, rows.length - 1);
  const { cells } = rows[at];
  let column = columnNow(view);
  if (right) {
    do column += right;
    while (column >= 0 && column < cells.length && cells[column][2] < 0);
    if (column < 0 || column >= cells.length) return;
  }
  choose(view, at, Math.max(0, column));
};

/**
 * Brings the chosen part's view to the front.
 * @param {View} view
 */
export function open(view) {
  const { tab } = view.model.get("cards")[cellNow(view).cell[0]];
  if (tab) view.pick({ tab });
}
