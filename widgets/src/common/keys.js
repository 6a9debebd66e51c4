// Keys that mean the same in every view.

import { NONE } from "./codes.js";
import { clamp } from "./numbers.js";

/** @typedef {import("./frame.js").View<any, any>} AnyView */

/**
 * Moves the chosen token among `count` of them; no token chosen means "the newest". -Infinity and Infinity are the ends.
 * @param {AnyView} view
 * @param {number} by
 * @param {number} count
 */
export function moveToken(view, by, count) {
  const now = view.sel.get("token");
  const from = now === NONE ? count - 1 : now;
  const wanted = Number.isFinite(by) ? from + by : by < 0 ? 0 : count - 1;
  view.pick({ token: clamp(wanted, 0, count - 1) });
}

/**
 * Moves the chosen layer among those that a view shows.
 * @param {AnyView} view
 * @param {number} by
 * @param {number[]} layers
 */
export function moveLayer(view, by, layers) {
  if (!layers.length) return;
  const at = Math.max(0, layers.indexOf(view.sel.get("layer")));
  view.pick({ layer: layers[clamp(at + by, 0, layers.length - 1)], expert: NONE, entry: NONE });
}
