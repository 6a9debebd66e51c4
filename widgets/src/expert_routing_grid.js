// The grid of choices on a canvas that is only as large as what is visible, so long runs scroll as fast as short ones.
// Tests: expert_routing.test.js.

import { asBytes } from "./common/bytes.js";
import { NO_CODE, NONE, QUANTISED } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { sized } from "./common/elements.js";
import { data } from "./common/gains.js";
import { LAYER_GLYPH } from "./common/layers.js";
import { label } from "./common/text.js";

export const CELL = 17; // width of a token
const ROW = 18;
export const SIDE = 74;
export const TOP = 54;
const BAND = 15;
const GAP = 6;
const TABLE_WORDS = "☷ chosen by a table over token ids: same token, same experts (outlined)";
const SCORE_WORDS = "chosen by the scores of the token's state";

/** @typedef {import("./expert_routing.js").View} View */
/** @typedef {{ y: number, band?: string, index?: number }} Row  a heading, or a layer by its place in `layers` */
/** @typedef {{ token: number, index: number }} Hit */
/** @typedef {ReturnType<typeof gridOf>} Grid */
/** @typedef {ReturnType<typeof paintOf>} Paint */

/**
 * Vertical place of every row: table layers in a band of their own, then the learned ones.
 * @param {string[]} kinds
 */
export function rowsOf(kinds) {
  const place = /** @param {number} i */ i => (kinds[i] === "hash" ? 0 : 1);
  const order = [...kinds.keys()].sort((a, b) => place(a) - place(b) || a - b);
  /** @type {Row[]} */
  const rows = [];
  let y = 0;
  let before = null;
  for (const index of order) {
    if (kinds[index] !== before) {
      y += before === null ? 0 : GAP;
      rows.push({ band: kinds[index], y });
      y += BAND;
      before = kinds[index];
    }
    rows.push({ index, y });
    y += ROW;
  }
  return { rows, height: y };
}

/**
 * The cell at a place of the grid.
 * @param {Row[]} rows
 * @param {number} x
 * @param {number} y
 * @param {number} tokens
 * @returns {Hit | null}
 */
export function hitCell(rows, x, y, tokens) {
  const token = Math.floor(x / CELL);
  const row = rows.find(r => r.index !== undefined && y >= r.y && y < r.y + ROW);
  return row?.index !== undefined && token >= 0 && token < tokens ? { token, index: row.index } : null;
}

/**
 * What is drawn: the bytes of the grid, and how many tokens of it are there. A gain may be a frame ahead of its shape.
 * @param {View} view
 */
export function gridOf({ model, own }) {
  const [L, said, K] = model.get("shape");
  const weights = asBytes(data(model, "weights"));
  const codes = asBytes(data(model, "colours"));
  const T = L * K ? Math.min(Math.max(said, codes.length / L), weights.length / (L * K)) : 0;
  const pieces = own.texts(data(model, "utf8"), data(model, "lengths"));
  return { L, K, T, weights, codes, pieces, experts: own.ids(data(model, "experts")), layers: model.get("layers") };
}

/**
 * What painting needs to know, read once per drawing.
 * @param {View} view
 * @param {Grid} grid
 * @param {number} picked
 */
function paintOf({ root, sel, own, model }, grid, picked) {
  const names = ["none", "ink", "quiet", "mark"];
  const [none, ink, quiet, mark] = names.map(name => colour(root, name));
  const shades = own.shadesOf(colour(root, "ramp-low"), colour(root, "ramp-high"));
  return {
    ...{ none, ink, quiet, mark, shades, picked },
    kinds: model.get("kinds"),
    left: own.scroll.scrollLeft,
    hover: sel.get("hover_token"),
    expert: sel.get("expert"),
    row: grid.layers.indexOf(sel.get("layer")),
  };
}

/**
 * The visible part of the grid. Returns how many cells hold the chosen expert.
 * @param {View} view
 * @param {Grid} grid
 * @param {number} picked
 */
export function drawGrid(view, grid, picked) {
  const { own } = view;
  const width = own.scroll.clientWidth;
  const height = TOP + own.layout.height + 2;
  const ctx = sized(own.canvas, width, height);
  const paint = paintOf(view, grid, picked);
  const { left, quiet } = paint;
  const first = Math.max(0, Math.floor(left / CELL));
  const last = Math.min(grid.T - 1, Math.floor((left + width - SIDE) / CELL));
  ctx.font = "10px system-ui, sans-serif";
  ctx.textBaseline = "middle";
  ctx.save();
  ctx.beginPath();
  ctx.rect(SIDE, 0, width - SIDE, height);
  ctx.clip();
  let highlighted = 0;
  for (let t = first; t <= last; t++) {
    drawWord(ctx, grid, paint, t);
    for (const { index, y } of own.layout.rows) {
      if (index !== undefined && drawCell(ctx, grid, paint, t, index, TOP + y)) highlighted++;
    }
  }
  drawOutlines(view, ctx, paint, first, last);
  ctx.restore();
  drawRowNames(view, ctx, grid, paint);
  ctx.fillStyle = quiet;
  ctx.font = "10px system-ui, sans-serif";
  ctx.fillText("layer", 4, TOP - 8);
  return highlighted;
}

/**
 * A token above its column; the same word elsewhere is marked, since its table rows can be compared.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Grid} grid
 * @param {Paint} paint
 * @param {number} t
 */
function drawWord(ctx, { pieces }, { left, picked, hover, mark, ink, quiet }, t) {
  ctx.save();
  ctx.translate(SIDE + t * CELL - left + CELL / 2, TOP - 4);
  ctx.rotate(-Math.PI / 2);
  ctx.fillStyle = pieces[t] === pieces[picked] ? mark : t === hover ? ink : quiet;
  ctx.font = `${t === picked ? "bold " : ""}10px system-ui, sans-serif`;
  ctx.fillText(label(pieces[t] ?? "", 8), 0, 0);
  ctx.restore();
}

/**
 * One cell: its experts' weights from top to bottom, a dot where nothing was captured. Tells whether the chosen expert
 * is among them.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Grid} grid
 * @param {Paint} paint
 * @param {number} t
 * @param {number} index
 * @param {number} top
 */
function drawCell(ctx, { L, K, weights, codes, experts, pieces }, paint, t, index, top) {
  const { left, none, mark, shades, picked } = paint;
  const cell = t * L + index;
  const x = SIDE + t * CELL - left;
  const tall = ROW - 2;
  if (experts[cell * K] < 0) {
    ctx.fillStyle = none;
    ctx.beginPath();
    ctx.arc(x + CELL / 2, top + 1 + tall / 2, 1.5, 0, 7);
    ctx.fill();
    return false;
  }
  const fill = codes[cell] === NO_CODE ? none : shades[codes[cell]];
  let hit = false;
  let from = top + 1;
  for (let k = 0; k < K; k++) {
    const high = (weights[cell * K + k] / QUANTISED) * tall;
    const chosen = paint.expert !== NONE && index === paint.row && experts[cell * K + k] === paint.expert;
    hit ||= chosen;
    ctx.fillStyle = chosen ? mark : fill;
    ctx.fillRect(x + 1, from, CELL - 2, Math.max(high - 1, 0.5));
    from += high;
  }
  if (pieces[t] === pieces[picked] && t !== picked && paint.kinds[index] === "hash") {
    ctx.strokeStyle = mark;
    ctx.lineWidth = 1;
    ctx.strokeRect(x + 0.5, top + 0.5, CELL - 1, ROW - 1);
  }
  return hit;
}

/**
 * The chosen and the hovered column, the chosen cell, and where two runs part.
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Paint} paint
 * @param {number} first
 * @param {number} last
 */
function drawOutlines({ own, model }, ctx, { left, ink, mark, picked, hover, row }, first, last) {
  const { rows, height } = own.layout;
  /** @param {number} token @param {string} color @param {number} size @param {number} alpha */
  const column = (token, color, size, alpha) => {
    ctx.strokeStyle = color;
    ctx.lineWidth = size;
    ctx.globalAlpha = alpha;
    ctx.strokeRect(SIDE + token * CELL - left + 0.5, TOP - 1, CELL - 1, height);
    ctx.globalAlpha = 1;
  };
  column(picked, mark, 2, 0.55);
  if (hover >= 0) column(hover, ink, 1, 0.5);
  const parting = model.get("parting");
  if (parting >= first && parting <= last) {
    ctx.strokeStyle = ink;
    ctx.setLineDash([4, 3]);
    ctx.strokeRect(SIDE + parting * CELL - left + 0.5, TOP - 1, 0.5, height);
    ctx.setLineDash([]);
  }
  const chosen = rows.find(r => r.index === row);
  if (row < 0 || !chosen) return;
  ctx.strokeStyle = mark;
  ctx.lineWidth = 2;
  ctx.strokeRect(SIDE + picked * CELL - left, TOP + chosen.y, CELL, ROW);
}

/**
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Grid} grid
 * @param {Paint} paint
 */
function drawRowNames({ own, model }, ctx, { layers }, { quiet, ink, mark, row }) {
  for (const { index, band, y } of own.layout.rows) {
    if (index === undefined) {
      ctx.fillStyle = quiet;
      ctx.font = "10px system-ui, sans-serif";
      ctx.fillText(band === "hash" ? TABLE_WORDS : SCORE_WORDS, 2, TOP + y + BAND / 2);
      continue;
    }
    const kind = model.get("attention_kinds")[index];
    ctx.fillStyle = index === row ? mark : ink;
    ctx.font = `${index === row ? "bold " : ""}11px system-ui, sans-serif`;
    ctx.fillText(`${layers[index]} ${LAYER_GLYPH[kind] ?? ""} ${kind}`, 4, TOP + y + ROW / 2);
  }
}
