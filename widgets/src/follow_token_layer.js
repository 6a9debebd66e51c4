// A layer's row beside its lanes: its number and kind, the three masses of attention, and the experts on their rail.
// Every part that answers to the pointer is put into scene.hits.

import { hatched } from "./common/elements.js";
import { clamp, number, roundedShares } from "./common/numbers.js";
import { detail, expertX, FONT, inRow, lit, progress, staggered } from "./follow_token_place.js";

/** @typedef {import("./follow_token_paint.js").Scene} Scene */
/** @typedef {import("./follow_token_place.js").Row} Row */
/** @typedef {import("./follow_token_place.js").Columns} Columns */
/** @typedef {import("./follow_token_text.js").Box} Box */

export const TABLE = "☷"; // experts from a table over token ids
const ZONES = /** @type {const} */ (["entries", "window", "sink"]);

/** The layer's number and the sign of its kind; in low rows not every number, and signs side by side. @param {Scene} scene @param {number} layer */
export function drawLabel({ ctx, look, place, sizes, kinds, font, layer: active, hits }, layer) {
  const row = place.rows[layer];
  const { label: column } = place.columns;
  const y = readY(row);
  const every = row.height >= 13 ? 1 : row.height >= 6 ? 5 : 10;
  ctx.textBaseline = "middle";
  ctx.font = font(FONT, layer === active ? "600" : "");
  ctx.fillStyle = layer === active ? look.mark : look.quiet;
  ctx.textAlign = "right";
  const near = Math.abs(layer - active) === 1 && row.height < 13;
  // Arcs may lie below.
  ctx.strokeStyle = look.panel;
  ctx.lineWidth = 3;
  ctx.lineJoin = "round";
  if (layer === active || (layer % every === 0 && !near)) {
    ctx.strokeText(String(layer), column.x + 16, y);
    ctx.fillText(String(layer), column.x + 16, y);
  }
  ctx.textAlign = "left";
  ctx.font = font(FONT);
  ctx.fillStyle = layer === active ? look.ink : look.quiet;
  // In rows that are lower still the signs would run together.
  if (row.height >= 5.5) {
    const { column: at } = staggered(row.height, layer);
    const x = column.x + 20 + 9 * Math.min(at, 1);
    const { glyph } = sizes.kinds[kinds[layer]];
    if (row.height >= 13) ctx.strokeText(glyph, x, y);
    ctx.fillText(glyph, x, y);
  }
  hits.push({ what: "layer", layer, x: column.x, y: row.y, width: column.width, height: row.height });
}

/** Height at which attention stands: in the middle of a low row, above the experts in a high one. @param {Row} row */
const readY = row => inRow(row, 0.5 - 0.22 * detail(row.height, 20, 36));

/** The bar of the masses in a row. @param {Columns} columns @param {Row} row @returns {Box} */
export function barOf({ mass }, row) {
  const tall = clamp(row.height * 0.3, Math.min(3, row.height * 0.7), 14);
  const y = readY(row) - tall / 2;
  return { x: mass.x, y, width: mass.width, height: tall };
}

/**
 * The part of the bar that belongs to a zone.
 * @param {import("./follow_token_data.js").Path} path
 * @param {number} layer
 * @param {Box} bar
 * @param {number} zone  index into ZONES
 */
export function massAt(path, layer, bar, zone) {
  let x = bar.x;
  for (let i = 0; i < zone; i++) x += (path.mass[layer * 3 + i] || 0) * bar.width;
  return { x, width: (path.mass[layer * 3 + zone] || 0) * bar.width };
}

/** Shares of compressed entries, window and sink. @param {Scene} scene @param {number} layer */
export function drawMasses(scene, layer) {
  const { ctx, root, look, place, path, at, hits, font } = scene;
  const row = place.rows[layer];
  const bar = barOf(place.columns, row);
  const shares = [0, 1, 2].map(zone => path.mass[layer * 3 + zone]);
  if (path.blank) outline(scene, bar);
  else if (shares.some(Number.isNaN)) hatched(ctx, root, bar.x, bar.y, bar.width, bar.height);
  ctx.globalAlpha = lit(progress(at, layer, 0));
  ZONES.forEach((zone, i) => {
    const { x, width } = massAt(path, layer, bar, i);
    ctx.fillStyle = look[zone];
    // Half a pixel of paper between them tells them apart without their colours.
    if (width > 0) ctx.fillRect(x, bar.y, Math.max(width - 0.5, 0.5), bar.height);
    if (width > 0) hits.push({ what: zone, layer, x, y: row.y, width, height: row.height });
  });
  const words = bar.width < 72 ? 0 : detail(row.height, 44, 52);
  if (words > 0 && !shares.some(Number.isNaN)) {
    ctx.globalAlpha *= words;
    ctx.font = font(FONT);
    ctx.textBaseline = "top";
    ctx.fillStyle = look.ink;
    const said = roundedShares(shares).map(share => number(share).replace(/^0/, ""));
    said.forEach((share, i) => {
      ctx.textAlign = /** @type {const} */ (["left", "center", "right"])[i];
      ctx.fillText(share, bar.x + (bar.width * i) / 2, bar.y + bar.height + 4);
    });
  }
  ctx.globalAlpha = 1;
  ctx.textAlign = "left";
}

/** Height of the line that the experts stand on. @param {Row} row */
export const railY = row => inRow(row, 0.5 + 0.4 * detail(row.height, 8, 36));

/** Height of a chosen expert's mark: its weight, half of all weights being as high as there is room. @param {Scene} scene @param {number} layer @param {number} i */
function tickHeight({ place, path, sizes }, layer, i) {
  const room = clamp(place.rows[layer].height * 0.42, 2, 22);
  return Math.max(1.5, room * Math.min(1, (2 * path.expert_weight[i]) / sizes.scale));
}

/** The chosen experts of a layer on a line of all of them. @param {Scene} scene @param {number} layer */
export function drawRail(scene, layer) {
  const { ctx, root, look, place, path, sizes, at, hits, routing } = scene;
  const row = place.rows[layer];
  const { rail } = place.columns;
  const y = railY(row);
  const done = progress(at, layer, 2);
  const room = clamp(row.height * 0.42, 2, 22);
  ctx.fillStyle = look.none;
  ctx.fillRect(rail.x, y, rail.width, 1);
  hits.push({ what: "rail", layer, x: rail.x, y: row.y, width: rail.width, height: row.height });
  const slots = sizes.chosen;
  const wide = Math.max(2, (rail.width / sizes.experts) * 0.6);
  if (path.expert[layer * slots] < 0 && !path.blank)
    hatched(ctx, root, rail.x, y - Math.min(room, 8), rail.width, Math.min(room, 8));
  ctx.globalAlpha = lit(done);
  ctx.fillStyle = look.expert;
  for (let i = layer * slots; i < (layer + 1) * slots; i++) {
    if (path.expert[i] < 0) continue;
    const x = expertX(place.columns, sizes.experts, path.expert[i]);
    const tall = tickHeight(scene, layer, i) * (0.3 + 0.7 * done);
    ctx.fillRect(x - wide / 2, y - tall, wide, tall);
    hits.push({
      what: "expert",
      layer,
      id: path.expert[i],
      x: x - wide,
      y: row.y,
      width: 2 * wide,
      height: row.height,
    });
  }
  drawIds(scene, layer);
  ctx.globalAlpha = lit(done);
  ctx.fillStyle = look.quiet;
  const shared = rail.x + rail.width + 12;
  const size = clamp(row.height * 0.18, 1.5, 4);
  ctx.beginPath();
  ctx.moveTo(shared, y - 2 * size);
  ctx.lineTo(shared + size, y - size);
  ctx.lineTo(shared, y);
  ctx.lineTo(shared - size, y - size);
  ctx.fill();
  hits.push({ what: "shared", layer, x: shared - 7, y: row.y, width: 14, height: row.height });
  if (routing[layer] === "hash") drawSign(scene, layer, rail.x - 15, y - Math.min(6, row.height / 3));
  ctx.globalAlpha = 1;
}

/** @param {Scene} scene @param {number} layer @param {number} x @param {number} y */
function drawSign({ ctx, look, font, place }, layer, x, y) {
  const { column } = staggered(place.rows[layer].height, layer);
  ctx.font = font(FONT);
  ctx.fillStyle = look.ink;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(TABLE, x - 10 * Math.min(column, 1), y);
}

/**
 * The numbers of the chosen experts above them, heaviest first; one that would cover another is left out.
 * @param {Scene} scene
 * @param {number} layer
 */
function drawIds(scene, layer) {
  const { ctx, look, place, path, sizes, font, at } = scene;
  const words = detail(place.rows[layer].height, 36, 46);
  if (!words) return;
  const y = railY(place.rows[layer]);
  ctx.font = font(FONT);
  ctx.fillStyle = look.ink;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.globalAlpha = lit(progress(at, layer, 2)) * words;
  /** @type {number[]} */
  const taken = [];
  for (let i = layer * sizes.chosen; i < (layer + 1) * sizes.chosen; i++) {
    if (path.expert[i] < 0) continue;
    const x = expertX(place.columns, sizes.experts, path.expert[i]);
    if (taken.some(other => Math.abs(other - x) < 7 * String(path.expert[i]).length + 4)) continue;
    taken.push(x);
    ctx.fillText(String(path.expert[i]), x, y - tickHeight(scene, layer, i) - 3);
  }
  ctx.textAlign = "left";
}

/** A bar without a number, in the plan of a model. @param {Scene} scene @param {Box} box */
export function outline({ ctx, look }, { x, y, width, height }) {
  ctx.strokeStyle = look.none;
  ctx.lineWidth = 1;
  ctx.strokeRect(x + 0.5, y + 0.5, width - 1, Math.max(1, height - 1));
}
