// One head over many queries: query by key, with four ways of drawing nothing.   Tests: sparse_attention.test.js.

import { asBytes } from "./common/bytes.js";
import { MAP_ROOT, NONE, NOT_CAPTURED, NOT_PICKED, NOT_YET } from "./common/codes.js";
import { colour, hex } from "./common/colours.js";
import { context, hatch, offPage, sized } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { clamp } from "./common/numbers.js";
import { fitting } from "./common/text.js";

const OPAQUE = 0xff000000;

/** @typedef {import("./sparse_attention.js").View} View */
/**
 * @typedef {object} MapFacts
 * @property {number} layer
 * @property {number} head
 * @property {string} kind
 * @property {number} first  the first query
 * @property {number} [queries]
 * @property {number} entries
 * @property {number} window
 */
/** @typedef {{ query: number, entry: number, key: number, code: number }} Place  NONE where it is no entry, or no token */
/** @typedef {{ x: number, y: number, w: number, h: number }} Box */
/** @typedef {ReturnType<typeof mapPlaces>} MapPlaces */

/**
 * Where the map's zones lie; a cell is never so wide that few keys look like many.
 * @param {number} width
 * @param {number} height
 * @param {number} entries
 * @param {number} window
 * @param {number} queries
 */
export function mapPlaces(width, height, entries, window, queries) {
  const left = 40;
  const gap = entries ? 12 : 0;
  const room = width - left - gap - 8;
  const cell = clamp(room / Math.max(1, entries + window), 0.25, 7);
  const entryW = Math.min(entries * cell, room - Math.min(window * cell, room * 0.45));
  const windowX = left + entryW + gap;
  const windowW = Math.min(window * cell, width - windowX - 8);
  const row = clamp((height - 45) / Math.max(1, queries), 1, 8);
  const cells = { entryCell: entries ? entryW / entries : 0, windowCell: window ? windowW / window : 0 };
  return { left, entryW, windowX, windowW, row, top: 15, ...cells };
}

/**
 * What the pointer is over in the map: a query, and an entry or a token of the window.
 * @param {View} view
 * @param {MouseEvent} event
 * @returns {Place | null}
 */
export function underMap({ model, own }, event) {
  const { map, canvas } = own;
  if (!map) return null;
  const f = model.get("map_facts");
  const box = canvas.getBoundingClientRect();
  const x = event.clientX - box.left;
  const row = Math.floor((event.clientY - box.top - map.top) / map.row);
  if (row < 0 || row >= f.queries) return null;
  const query = f.first + row;
  if (map.entryW && x >= map.left && x < map.left + map.entryW) {
    const entry = Math.floor((x - map.left) / map.entryCell);
    return { query, entry, key: NONE, code: asBytes(model.get("map_entries"))[row * f.entries + entry] };
  }
  if (x >= map.windowX && x < map.windowX + map.windowW) {
    const back = Math.floor((x - map.windowX) / map.windowCell);
    return { query, entry: NONE, key: query - back, code: asBytes(model.get("map_window"))[row * f.window + back] };
  }
  return { query, entry: NONE, key: NONE, code: NOT_YET };
}

/**
 * One zone of the map as an image of one pixel a cell, and a mask of the cells that were there but not picked.
 * @param {Uint8Array} codes
 * @param {number} rows
 * @param {number} columns
 * @param {number[]} rgb  of a weight
 * @param {number[]} missing  of what was not captured: dots
 */
function mapImage(codes, rows, columns, [r, g, b], [mr, mg, mb]) {
  const image = new ImageData(columns, rows);
  const mask = new ImageData(columns, rows);
  const out = new Uint32Array(image.data.buffer);
  const hatched = new Uint32Array(mask.data.buffer);
  codes.forEach((code, i) => {
    if (code <= MAP_ROOT) {
      const alpha = 18 + Math.round((237 * code) / MAP_ROOT);
      out[i] = ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0;
    } else if (code === NOT_PICKED) hatched[i] = OPAQUE;
    else if (code === NOT_CAPTURED && (i + Math.floor(i / columns)) % 3 === 0) {
      out[i] = (OPAQUE | (mb << 16) | (mg << 8) | mr) >>> 0;
    }
  });
  return { image, mask };
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Uint8Array} codes
 * @param {number} rows
 * @param {number} columns
 * @param {{ rgb: number[], missing: number[], pattern: CanvasPattern }} paint
 * @param {Box} box
 */
function paintZone(ctx, codes, rows, columns, { rgb, missing, pattern }, box) {
  if (!columns || !rows) return;
  const { image, mask } = mapImage(codes, rows, columns, rgb, missing);
  const small = offPage(columns, rows);
  const over = offPage(Math.max(1, Math.ceil(box.w)), Math.max(1, Math.ceil(box.h)));
  ctx.imageSmoothingEnabled = false;
  context(small).putImageData(mask, 0, 0);
  const o = context(over);
  o.imageSmoothingEnabled = false;
  o.drawImage(small, 0, 0, over.width, over.height);
  o.globalCompositeOperation = "source-in";
  o.fillStyle = pattern;
  o.fillRect(0, 0, over.width, over.height);
  ctx.globalAlpha = 0.5;
  ctx.drawImage(over, box.x, box.y, box.w, box.h);
  ctx.globalAlpha = 1;
  context(small).putImageData(image, 0, 0);
  ctx.drawImage(small, box.x, box.y, box.w, box.h);
}

/**
 * The four kinds of nothing, as drawn, with their words.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} left
 * @param {number} y
 * @param {Element} root
 */
function emptinessKey(ctx, left, y, root) {
  const quiet = colour(root, "quiet");
  let x = left;
  ctx.font = font();
  ctx.textBaseline = "middle";
  for (const words of ["not picked", "next to zero", "not there yet", "not captured"]) {
    ctx.strokeStyle = colour(root, "line");
    ctx.strokeRect(x + 0.5, y + 0.5, 11, 9);
    if (words === "not picked") {
      ctx.globalAlpha = 0.6;
      ctx.fillStyle = hatch(ctx, quiet);
      ctx.fillRect(x, y, 12, 10);
    } else if (words === "next to zero") {
      ctx.globalAlpha = 0.09;
      ctx.fillStyle = colour(root, "entries");
      ctx.fillRect(x, y, 12, 10);
    } else if (words === "not captured") {
      ctx.fillStyle = quiet;
      for (const dot of [2, 6, 10]) ctx.fillRect(x + dot, y + 4, 1.5, 1.5);
    }
    ctx.globalAlpha = 1;
    ctx.fillStyle = quiet;
    ctx.textAlign = "left";
    ctx.fillText(words, x + 16, y + 5.5);
    x += 26 + ctx.measureText(words).width;
  }
}

/**
 * Query by key for one head. Returns the places, so that the pointer can be read.
 * @param {View} view
 * @param {number} height
 */
export function drawHeadMap(view, height) {
  const { model, root, own } = view;
  const f = /** @type {MapFacts} */ (model.get("map_facts"));
  const queries = f.queries ?? 0;
  const width = own.scroll.clientWidth;
  const p = mapPlaces(width, height, f.entries, f.window, queries);
  const tall = queries * p.row;
  const ctx = sized(own.canvas, width, p.top + tall + 30);
  const quiet = colour(root, "quiet");
  const pattern = hatch(ctx, quiet, 4);
  ctx.font = font();
  ctx.textBaseline = "middle";
  /** @param {Uint8Array} codes @param {number} columns @param {string} name @param {number} x @param {number} w */
  const zone = (codes, columns, name, x, w) => {
    const paint = { rgb: hex(colour(root, name)), missing: hex(rgbHex(quiet)), pattern };
    paintZone(ctx, codes, queries, columns, paint, { x, y: p.top, w, h: tall });
    ctx.strokeStyle = colour(root, "line");
    ctx.strokeRect(x - 0.5, p.top - 0.5, w + 1, tall + 1);
    ctx.fillStyle = colour(root, name);
  };
  /** @param {string[]} words @param {number} x @param {number} room */
  const title = (words, x, room) =>
    ctx.fillText(
      fitting(words, room, t => ctx.measureText(t).width),
      x,
      6,
    );
  if (f.entries) {
    zone(asBytes(model.get("map_entries")), f.entries, "entries", p.left, p.entryW);
    const words = [`compressed past: entries 0 to ${f.entries - 1}`, "compressed past", "entries", "past"];
    title(words, p.left, p.windowX - p.left - 4);
  }
  zone(asBytes(model.get("map_window")), f.window, "window", p.windowX, p.windowW);
  title(["window: itself, then back", "window"], p.windowX, p.windowW);
  ctx.fillStyle = quiet;
  ctx.textAlign = "right";
  const every = Math.max(1, Math.ceil(queries / Math.max(2, tall / 40)));
  for (let q = 0; q < queries; q += every) ctx.fillText(`${f.first + q}`, p.left - 4, p.top + (q + 0.5) * p.row);
  ctx.textAlign = "left";
  markChosen(view, ctx, f, queries, p);
  emptinessKey(ctx, p.left, p.top + tall + 12, root);
  return p;
}

/**
 * The chosen query's row, and the column of the hovered or chosen entry.
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapFacts} f
 * @param {number} queries
 * @param {MapPlaces} p
 */
function markChosen({ root, sel, own }, ctx, f, queries, p) {
  const at = sel.get("token") === NONE ? queries - 1 : sel.get("token") - f.first;
  if (at >= 0 && at < queries) {
    ctx.strokeStyle = colour(root, "chosen");
    ctx.lineWidth = 1.5;
    ctx.strokeRect(p.left - 1, p.top + at * p.row - 0.5, p.windowX + p.windowW - p.left + 2, p.row + 1);
    ctx.lineWidth = 1;
  }
  const entry = own.shownEntry();
  if (entry < 0 || entry >= f.entries) return;
  ctx.strokeStyle = colour(root, "ink");
  ctx.strokeRect(p.left + entry * p.entryCell, p.top - 1, Math.max(2, p.entryCell), queries * p.row + 2);
}

/**
 * "#08467f" of a colour in either of CSS's spellings.
 * @param {string} color
 */
function rgbHex(color) {
  if (color.startsWith("#")) return color;
  const numbers = (color.match(/\d+/g) ?? []).slice(0, 3);
  return `#${numbers.map(x => Number(x).toString(16).padStart(2, "0")).join("")}`;
}
