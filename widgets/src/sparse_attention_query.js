// One query's attention: rows are heads; left the compressed past, then the window, at the edge the sink.
// Tests: sparse_attention.test.js.

import { asF32, asI32, asShares, splitText } from "./common/bytes.js";
import { NONE } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { hatch, sized } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { clamp, number, roundedShares } from "./common/numbers.js";
import { fitting, label } from "./common/text.js";

const LABEL = 50; // room for a head's name
const NUMBER = 48; // room for one of them
export const MASSES = 3 * NUMBER; // room for the three printed masses
export const SINK = 22;
const ZONE_GAP = 10;
const AXIS = 54;
const TOP = 22; // above the first head
const WIDEST = 22; // of a key
const TALL = 330; // of all heads, where they are few

/** @typedef {import("./sparse_attention.js").View} View */
/**
 * @typedef {object} Facts  of one query; `listed` tells whether its keys' weights were captured
 * @property {number} layer
 * @property {string} kind
 * @property {number} rate
 * @property {number} query
 * @property {number} visible  entries that were complete
 * @property {boolean} listed
 * @property {number} [heads]
 * @property {string} piece
 */

/**
 * Horizontal places. The zones' widths follow their numbers of keys, but neither is squeezed below what can be read; more
 * entries than pixels share a pixel.
 * @param {number} width
 * @param {number} visible  entries
 * @param {number} window  keys of the window
 */
export function zonesOf(width, visible, window) {
  const room = Math.max(60, width - LABEL - MASSES - SINK - 2 * ZONE_GAP);
  const even = Math.min(WIDEST, room / Math.max(1, visible + window));
  const least = Math.min(window * 14, room * 0.45);
  const most = room - Math.min(least, window * WIDEST);
  const entryW = visible ? clamp(visible * even, Math.min(visible * WIDEST, room * 0.25), most) : 0;
  const windowW = Math.min(window * WIDEST, room - entryW);
  const windowX = LABEL + entryW + (entryW ? ZONE_GAP : 0);
  return {
    entryX: LABEL,
    entryW,
    entryCell: visible ? entryW / visible : 0,
    windowX,
    windowW,
    windowCell: window ? windowW / window : 0,
    sinkX: windowX + windowW + ZONE_GAP,
  };
}

/** @typedef {ReturnType<typeof zonesOf> & { tall: number }} Zones  with the height of a row */

/** @param {number} rows */
const rowHeight = rows => clamp(Math.floor(TALL / rows), 14, 34);

/**
 * Heads as they are, or one row of their mean or maximum over the heads that have the key. NaN stays NaN.
 * @param {string} mode  "heads", "mean" or "max"
 * @param {number} heads
 * @param {number} keys
 * @param {Float32Array} weights  [head, key]
 */
export function rowsFor(mode, heads, keys, weights) {
  if (mode === "heads") return Array.from({ length: heads }, (_, h) => weights.slice(h * keys, (h + 1) * keys));
  const out = new Float32Array(keys).fill(Number.NaN);
  for (let k = 0; k < keys; k++) {
    const held = Array.from({ length: heads }, (_, h) => weights[h * keys + k]).filter(w => !Number.isNaN(w));
    if (!held.length) continue;
    out[k] = mode === "mean" ? held.reduce((a, b) => a + b, 0) / heads : Math.max(...held);
  }
  return [out];
}

/**
 * What is drawn of the chosen query.
 * @param {View} view
 */
export function queryOf({ model }) {
  const facts = /** @type {Facts} */ (model.get("facts"));
  const heads = facts.heads ?? 0;
  const mode = model.get("rows");
  const mass = asF32(model.get("mass"));
  const window = asI32(model.get("window"));
  const entries = asI32(model.get("entries"));
  const zone = /** @param {number} z */ z => Float32Array.from({ length: heads }, (_, h) => mass[3 * h + z]);
  return {
    ...{ facts, heads, mode, window, entries },
    pieces: splitText(model.get("utf8"), model.get("lengths")),
    windowRows: rowsFor(mode, heads, window.length, asShares(model.get("window_weight"))),
    entryRows: rowsFor(mode, heads, entries.length, asShares(model.get("entry_weight"))),
    // Per zone, then per row: entries, window, sink.
    masses: [0, 1, 2].map(z => rowsFor(mode, heads, 1, zone(z)).map(row => row[0])),
  };
}

/** @typedef {ReturnType<typeof queryOf>} Query */

/**
 * What the pointer is over.
 * @param {View} view
 * @param {MouseEvent} event
 */
export function underQuery({ model, own }, event) {
  const { zones } = own;
  if (!zones) return null;
  const box = own.canvas.getBoundingClientRect();
  const x = event.clientX - box.left;
  const row = Math.floor((event.clientY - box.top - TOP) / zones.tall);
  const head = model.get("rows") === "heads" && row >= 0 && row < model.get("facts").heads ? row : NONE;
  if (zones.entryW && x >= zones.entryX && x < zones.entryX + zones.entryW) {
    return { zone: "entry", key: Math.floor((x - zones.entryX) / zones.entryCell), head };
  }
  if (zones.windowW && x >= zones.windowX && x < zones.windowX + zones.windowW) {
    const keys = asI32(model.get("window"));
    return { zone: "window", key: keys[Math.floor((x - zones.windowX) / zones.windowCell)], head };
  }
  return { zone: x >= zones.sinkX && x < zones.sinkX + SINK ? "sink" : "", key: NONE, head };
}

/**
 * The picture. Returns the titles as drawn, and the shares as printed.
 * @param {View} view
 * @param {Query} query
 */
export function drawQuery(view, query) {
  const { root, own } = view;
  const rows = query.windowRows.length;
  const width = own.scroll.clientWidth;
  const zones = { ...zonesOf(width, query.facts.visible, query.window.length), tall: rowHeight(rows) };
  own.zones = zones;
  const bottom = TOP + rows * zones.tall;
  const ctx = sized(own.canvas, width, bottom + AXIS);
  const names = ["ink", "quiet", "line", "chosen", "panel", "entries", "window", "sink"];
  const [ink, quiet, line, mark, paper, entries, window, sink] = names.map(name => colour(root, name));
  const paint = { ink, quiet, line, mark, paper, entries, window, sink };
  ctx.textBaseline = "middle";
  ctx.font = font();
  const titles = drawTitles(ctx, zones, paint);
  if (zones.entryW) {
    ctx.globalAlpha = 0.4;
    ctx.fillStyle = hatch(ctx, quiet);
    ctx.fillRect(zones.entryX, TOP, zones.entryW, bottom - TOP);
    ctx.globalAlpha = 1;
  }
  const shares = query.windowRows.map((_, r) => drawRow(view, ctx, query, zones, paint, r));
  if (zones.entryW) {
    ctx.strokeStyle = line;
    ctx.strokeRect(zones.entryX + 0.5, TOP - 0.5, zones.entryW - 1, bottom - TOP);
  }
  drawWindowAxis(view, ctx, query, zones, paint, bottom);
  if (zones.entryW) drawEntryAxis(view, ctx, query, zones, paint, bottom);
  const hovered = query.window.indexOf(view.sel.get("hover_token"));
  if (hovered >= 0) {
    ctx.strokeStyle = ink;
    ctx.lineWidth = 1;
    ctx.strokeRect(zones.windowX + hovered * zones.windowCell, TOP - 0.5, zones.windowCell, bottom - TOP);
  }
  return { titles, shares };
}

/**
 * @typedef {Record<"ink" | "quiet" | "line" | "mark" | "paper" | "entries" | "window" | "sink", string>} Paint  colours
 */

/**
 * Names of the zones, shorter where there is little room. Returns [words, x, width] of two of them.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Zones} zones
 * @param {Paint} paint
 */
function drawTitles(ctx, zones, paint) {
  /** @type {[string, number, number][]} */
  const titles = [];
  /** @param {string[]} words @param {number} x @param {number} room @param {string} color */
  const title = (words, x, room, color) => {
    const text = fitting(words, room, t => ctx.measureText(t).width);
    ctx.fillStyle = paint.ink;
    ctx.fillText(text, x, 7);
    ctx.fillStyle = color;
    ctx.fillRect(x, 16, Math.max(0, room - ZONE_GAP + 4), 3);
    titles.push([text, x, ctx.measureText(text).width]);
  };
  const past = ["compressed past", "compressed", "past"];
  if (zones.entryW) title(past, zones.entryX, zones.entryW + ZONE_GAP - 4, paint.entries);
  title(["window: exact tokens", "window"], zones.windowX, zones.windowW + ZONE_GAP - 4, paint.window);
  title(["sink"], zones.sinkX, SINK + ZONE_GAP - 4, paint.sink);
  ctx.fillStyle = paint.quiet;
  for (const [i, words] of ["past", "window", "sink"].entries()) {
    ctx.fillText(words, zones.sinkX + SINK + 8 + NUMBER * i, 7);
  }
  return titles;
}

/**
 * Pale but visible at small weights; the numbers are in the note.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} color
 * @param {number} weight
 */
function tint(ctx, color, weight) {
  ctx.globalAlpha = 0.06 + 0.94 * Math.sqrt(clamp(weight, 0, 1));
  ctx.fillStyle = color;
}

/**
 * One head, or one summary of them. Returns its three masses as printed.
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Query} query
 * @param {Zones} zones
 * @param {Paint} paint
 * @param {number} r
 */
function drawRow({ sel }, ctx, query, zones, paint, r) {
  const { mode, masses, facts } = query;
  const { sinkX, tall } = zones;
  const y = TOP + r * tall;
  const chosen = mode === "heads" && r === sel.get("head");
  ctx.globalAlpha = 1;
  ctx.fillStyle = chosen ? paint.mark : paint.quiet;
  ctx.font = font(chosen);
  ctx.fillText(mode === "heads" ? `head ${r}` : mode, 2, y + tall / 2);
  if (facts.listed) drawKeys(ctx, query, zones, paint, r);
  else {
    ctx.globalAlpha = 1;
    ctx.fillStyle = paint.quiet;
    const end = zones.windowX + Math.max(zones.windowW, 40);
    for (let x = zones.windowX; x < end; x += 8) ctx.fillRect(x, y + tall / 2, 2, 2);
  }
  tint(ctx, paint.sink, masses[2][r]);
  ctx.fillRect(sinkX, y, SINK, tall - 1);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = paint.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(sinkX + 0.5, y + 0.5, SINK - 1, tall - 2);
  const three = masses.map(zone => zone[r]);
  const printed = mode === "max" ? three : roundedShares(three);
  ctx.fillStyle = chosen ? paint.mark : paint.ink;
  ctx.font = font();
  for (const [i, share] of printed.entries()) ctx.fillText(number(share), sinkX + SINK + 8 + NUMBER * i, y + tall / 2);
  return printed;
}

/**
 * The weights of one row. A picked entry covers the hatching below it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Query} query
 * @param {Zones} zones
 * @param {Paint} paint
 * @param {number} r
 */
function drawKeys(ctx, { entries, window, entryRows, windowRows }, zones, paint, r) {
  const { entryX, entryCell, windowX, windowCell, tall } = zones;
  const y = TOP + r * tall;
  entries.forEach((entry, i) => {
    const weight = entryRows[r][i];
    if (Number.isNaN(weight)) return;
    const x = entryX + entry * entryCell;
    ctx.globalAlpha = 1;
    ctx.fillStyle = paint.paper;
    ctx.fillRect(x, y, Math.max(entryCell, 1), tall);
    tint(ctx, paint.entries, weight);
    ctx.fillRect(x, y, Math.max(entryCell - (entryCell > 4 ? 1 : 0), 1), tall - 1);
  });
  window.forEach((_, i) => {
    const weight = windowRows[r][i];
    if (Number.isNaN(weight)) return;
    tint(ctx, paint.window, weight);
    ctx.fillRect(windowX + i * windowCell, y, Math.max(windowCell - (windowCell > 4 ? 1 : 0), 1), tall - 1);
  });
}

/**
 * The window's tokens, or the first and last of them.
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Query} query
 * @param {Zones} zones
 * @param {Paint} paint
 * @param {number} bottom
 */
function drawWindowAxis({ sel }, ctx, { facts, window, pieces }, { windowX, windowW, windowCell }, paint, bottom) {
  const hover = sel.get("hover_token");
  ctx.font = font();
  if (windowCell >= 9) {
    window.forEach((position, i) => {
      ctx.save();
      ctx.translate(windowX + (i + 0.5) * windowCell, bottom + 3);
      ctx.rotate(-Math.PI / 2);
      ctx.textAlign = "right";
      ctx.fillStyle = position === facts.query ? paint.mark : position === hover ? paint.ink : paint.quiet;
      ctx.font = font(position === hover || position === facts.query);
      ctx.fillText(label(pieces[i] ?? "", 8), 0, 0);
      ctx.restore();
    });
  } else if (window.length) {
    ctx.fillStyle = paint.quiet;
    ctx.textAlign = "left";
    ctx.fillText(`token ${window[0]}`, windowX, bottom + 8);
    ctx.textAlign = "right";
    ctx.fillText(`${window[window.length - 1]}`, windowX + windowW, bottom + 8);
  }
  ctx.textAlign = "left";
}

/**
 * The entries' numbers, or the first and last of them; the chosen or hovered one is outlined.
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Query} query
 * @param {Zones} zones
 * @param {Paint} paint
 * @param {number} bottom
 */
function drawEntryAxis({ own }, ctx, { facts, entries }, { entryX, entryW, entryCell }, paint, bottom) {
  const { visible, rate } = facts;
  ctx.fillStyle = paint.quiet;
  if (entryCell >= 14) {
    ctx.textAlign = "center";
    for (let e = 0; e < visible; e++) {
      ctx.fillStyle = entries.includes(e) ? paint.ink : paint.quiet;
      ctx.fillText(`${e}`, entryX + (e + 0.5) * entryCell, bottom + 8);
    }
  } else {
    ctx.fillText("0", entryX, bottom + 8);
    ctx.textAlign = "right";
    ctx.fillText(`${visible - 1}`, entryX + entryW, bottom + 8);
  }
  ctx.textAlign = "left";
  ctx.fillStyle = paint.quiet;
  if (entryW > 60) ctx.fillText(`entries of ${rate}`, entryX, bottom + 21);
  const entry = own.shownEntry();
  if (entry === NONE || entry >= visible) return;
  ctx.strokeStyle = paint.mark;
  ctx.lineWidth = 2;
  ctx.strokeRect(entryX + entry * entryCell, TOP - 1, Math.max(entryCell, 2), bottom - TOP + 1);
}
