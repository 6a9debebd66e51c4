// The grid of choices on a canvas that is only as large as what is visible, so long runs scroll as fast as short ones.
// Tests: expert_routing.test.js.

import { asBytes } from "./common/bytes.js";
import { NO_CODE, NONE, QUANTISED } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { sized } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { data } from "./common/gains.js";
import { LAYER_GLYPH } from "./common/layers.js";
import { label } from "./common/text.js";

const CELL = 17; // width of a token
const ROW = 18;
const NAMED_CELL = 27; // the same where experts are named in the cells
const NAME = 14; // height of an expert's name
const NAMED_MOST = 640; // pixels: higher grids have no room for names
export const SIDE = 88;
export const TOP = 54;
const BAND = 18;
const GAP = 6;
const UNDER_NAMES = 0.42; // strength of the colour that words stand on
const LINE = 2; // height of a weight under its expert's name
const TABLE_WORDS = "☷ the table chose, by the token's id: same token, same experts (outlined)";
const SCORE_WORDS = "chosen by the scores of the token's state";

/** @typedef {import("./expert_routing.js").View} View */
/** @typedef {{ y: number, band?: string, index?: number }} Row  a heading, or a layer by its place in `layers` */
/** @typedef {{ token: number, index: number }} Hit */
/** @typedef {ReturnType<typeof gridOf>} Grid */
/** @typedef {ReturnType<typeof paintOf>} Paint */

/** @typedef {ReturnType<typeof layoutOf>} Layout */

/**
 * Sizes of the cells, and the vertical place of every row: table layers in a band of their own, then the learned ones.
 * The experts are named in the cells where that leaves the grid in sight.
 * @param {string[]} kinds
 * @param {number} [slots]  experts of a token, where they are to be named
 */
export function layoutOf(kinds, slots = 0) {
  const tall = slots * NAME + 4;
  const named = slots > 0 && kinds.length * tall <= NAMED_MOST;
  const [cell, row] = named ? [NAMED_CELL, tall] : [CELL, ROW];
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
    y += row;
  }
  return { rows, height: y, cell, row, named };
}

/**
 * The cell at a place of the grid.
 * @param {Layout} layout
 * @param {number} x
 * @param {number} y
 * @param {number} tokens
 * @returns {Hit | null}
 */
export function hitCell({ rows, cell, row: tall }, x, y, tokens) {
  const token = Math.floor(x / cell);
  const row = rows.find(r => r.index !== undefined && y >= r.y && y < r.y + tall);
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
  const names = ["none", "ink", "quiet", "chosen"];
  const [none, ink, quiet, mark] = names.map(name => colour(root, name));
  const shades = own.shadesOf(colour(root, "ramp-low"), colour(root, "ramp-high"));
  return {
    ...{ none, ink, quiet, mark, shades, picked },
    kinds: model.get("kinds"),
    bar: `rgb(${colour(root, "tint")})`,
    ...{ cell: own.layout.cell, tall: own.layout.row, named: own.layout.named },
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
  const { left, quiet, cell } = paint;
  const first = Math.max(0, Math.floor(left / cell));
  const last = Math.min(grid.T - 1, Math.floor((left + width - SIDE) / cell));
  ctx.font = font();
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
  ctx.font = font();
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
function drawWord(ctx, { pieces }, { left, cell, picked, hover, mark, ink, quiet }, t) {
  ctx.save();
  ctx.translate(SIDE + t * cell - left + cell / 2, TOP - 4);
  ctx.rotate(-Math.PI / 2);
  ctx.fillStyle = pieces[t] === pieces[picked] ? mark : t === hover ? ink : quiet;
  ctx.font = font(t === picked);
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
function drawCell(ctx, grid, paint, t, index, top) {
  const { L, K, codes, experts, pieces } = grid;
  const { left, none, mark, shades, picked, cell, tall } = paint;
  const at = t * L + index;
  const x = SIDE + t * cell - left;
  if (experts[at * K] < 0) {
    ctx.fillStyle = none;
    ctx.beginPath();
    ctx.arc(x + cell / 2, top + tall / 2, 1.5, 0, 7);
    ctx.fill();
    return false;
  }
  const fill = codes[at] === NO_CODE ? none : shades[codes[at]];
  const slots = paint.named ? drawNames : drawStack;
  const hit = slots(ctx, grid, paint, at * K, index, x, top, fill);
  if (pieces[t] === pieces[picked] && t !== picked && paint.kinds[index] === "hash") {
    ctx.strokeStyle = mark;
    ctx.lineWidth = 1;
    ctx.strokeRect(x + 0.5, top + 0.5, cell - 1, tall - 1);
  }
  return hit;
}

/**
 * A weight's share of a token's total, 0..1; `unknown` where the run has none.
 * @param {number} code
 * @param {number} unknown
 */
export function shareOf(code, unknown) {
  return code === NO_CODE ? unknown : code / QUANTISED;
}

/**
 * A cell without names: the weights as heights.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Grid} grid
 * @param {Paint} paint
 * @param {number} at  place of the cell's first expert
 * @param {number} index
 * @param {number} x
 * @param {number} top
 * @param {string} fill
 */
function drawStack(ctx, { K, weights, experts }, { cell, tall, expert, row, mark }, at, index, x, top, fill) {
  let hit = false;
  let from = top + 1;
  for (let k = 0; k < K; k++) {
    const high = shareOf(weights[at + k], 1 / K) * (tall - 2); // of equal height where no weight was told
    const chosen = expert !== NONE && index === row && experts[at + k] === expert;
    hit ||= chosen;
    ctx.fillStyle = chosen ? mark : fill;
    ctx.fillRect(x + 1, from, cell - 2, Math.max(high - 1, 0.5));
    from += high;
  }
  return hit;
}

/**
 * A cell with names: a line for each expert with its number, its weight as a bar below.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Grid} grid
 * @param {Paint} paint
 * @param {number} at
 * @param {number} index
 * @param {number} x
 * @param {number} top
 * @param {string} fill
 */
function drawNames(ctx, { K, weights, experts }, paint, at, index, x, top, fill) {
  const { cell, tall, expert, row, mark, ink, bar } = paint;
  let hit = false;
  ctx.globalAlpha = UNDER_NAMES;
  ctx.fillStyle = fill;
  ctx.fillRect(x + 1, top + 1, cell - 2, tall - 2);
  ctx.globalAlpha = 1;
  for (let k = 0; k < K; k++) {
    const y = top + 2 + k * NAME;
    const chosen = expert !== NONE && index === row && experts[at + k] === expert;
    hit ||= chosen;
    ctx.fillStyle = ink;
    ctx.fillText(String(experts[at + k]), x + 4, y + NAME / 2 - 1);
    ctx.fillStyle = bar;
    ctx.fillRect(x + 2, y + NAME - 1 - LINE, Math.max(1, shareOf(weights[at + k], 0) * (cell - 4)), LINE);
    if (!chosen) continue;
    ctx.strokeStyle = mark;
    ctx.lineWidth = 2;
    ctx.strokeRect(x + 2, y, cell - 4, NAME - 1);
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
function drawOutlines({ own, model }, ctx, { left, ink, mark, picked, hover, row, cell }, first, last) {
  const { rows, height } = own.layout;
  /** @param {number} token @param {string} color @param {number} size @param {number} alpha */
  const column = (token, color, size, alpha) => {
    ctx.strokeStyle = color;
    ctx.lineWidth = size;
    ctx.globalAlpha = alpha;
    ctx.strokeRect(SIDE + token * cell - left + 0.5, TOP - 1, cell - 1, height);
    ctx.globalAlpha = 1;
  };
  column(picked, mark, 2, 0.55);
  if (hover >= 0) column(hover, ink, 1, 0.5);
  const parting = model.get("parting");
  if (parting >= first && parting <= last) {
    ctx.strokeStyle = ink;
    ctx.setLineDash([4, 3]);
    ctx.strokeRect(SIDE + parting * cell - left + 0.5, TOP - 1, 0.5, height);
    ctx.setLineDash([]);
  }
  const chosen = rows.find(r => r.index === row);
  if (row < 0 || !chosen) return;
  ctx.strokeStyle = mark;
  ctx.lineWidth = 2;
  ctx.strokeRect(SIDE + picked * cell - left, TOP + chosen.y, cell, own.layout.row);
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
      ctx.font = font();
      ctx.fillText(band === "hash" ? TABLE_WORDS : SCORE_WORDS, 2, TOP + y + BAND / 2);
      continue;
    }
    const kind = model.get("attention_kinds")[index];
    ctx.fillStyle = index === row ? mark : ink;
    ctx.font = font(index === row);
    ctx.fillText(`${layers[index]} ${LAYER_GLYPH[kind] ?? ""} ${kind}`, 4, TOP + y + own.layout.row / 2);
  }
}
