// Where the parts of the picture lie: rows of layers (larger around the one that is looked at), columns, and what is lit when.
// Nothing here draws.   Tests: follow_token.test.js.

import { clamp, unit } from "./common/numbers.js";

/** @typedef {{ x: number, width: number }} Span */
/**
 * @typedef {object} Columns
 * @property {boolean} stacked  the text lies above the layers and not beside them
 * @property {Span} text
 * @property {Span} label
 * @property {Span} mass
 * @property {Span} lanes
 * @property {Span} rail
 * @property {Span} lens
 * @property {number[]} nodes  x of attention and of the router
 */
/** @typedef {{ y: number, height: number }} Row */
/**
 * @typedef {object} Place
 * @property {number} width
 * @property {number} height
 * @property {Columns} columns
 * @property {Row[]} rows  of the layers, from the first to the last
 * @property {Row} heads  names of the columns
 * @property {Row} start  the embedding
 * @property {Row} end  the head and the answer
 * @property {Row} text
 * @property {boolean} draft  the model has a draft block
 */

export const LINE = 18; // of the text
export const FONT = 12;
const FULL = 66; // height of the row that is looked at, when not all rows can be that high
const ALIKE = 46; // rows of this height need no magnifying glass: numbers fit into all of them
const HIGHEST = 92;
const REACH = 1; // rows to either side that the magnifying glass reaches
const DIM = 0.2; // what has not been reached yet

/**
 * Heights of `count` rows that fill `room`. Where they would be too low to be read, those around `focus` (a row's number,
 * also between two) are larger, so that all layers of a deep model stay in sight.
 * @param {number} count
 * @param {number} focus
 * @param {number} room
 */
export function rowHeights(count, focus, room) {
  if (count * ALIKE <= room) return new Array(count).fill(Math.min(room / count, HIGHEST));
  const glass = Array.from({ length: count }, (_, i) => Math.exp(-(((i - focus) / REACH) ** 2)));
  const sum = glass.reduce((a, b) => a + b, 0);
  const full = Math.min(FULL, room / (sum + 0.6));
  const low = (room - full * sum) / Math.max(count - sum, 1e-9);
  return glass.map(g => low + (full - low) * g);
}

/**
 * Columns of a picture of this width.
 * @param {number} width
 * @param {number} streams
 */
export function columnsOf(width, streams) {
  const stacked = width < 780;
  const narrow = width < 480;
  const text = stacked ? { x: 4, width: width - 8 } : { x: 0, width: clamp(width * 0.29, 200, 400) };
  const left = stacked ? 14 : text.x + text.width + 58;
  const label = { x: left, width: narrow ? 32 : 40 };
  const mass = { x: label.x + label.width, width: narrow ? 40 : stacked ? 60 : 84 };
  const pitch = clamp((width - left) / 30, narrow ? 9 : 14, 26);
  const lanes = { x: mass.x + mass.width + (narrow ? 26 : 38), width: pitch * streams };
  const lensWidth = narrow ? 80 : clamp(width * 0.145, 104, 190);
  const lens = { x: width - lensWidth, width: lensWidth };
  const rail = { x: lanes.x + lanes.width + (narrow ? 34 : 46), width: 0 };
  rail.width = Math.max(20, lens.x - rail.x - (narrow ? 14 : 40));
  const nodes = narrow ? [lanes.x - 13, lanes.x + lanes.width + 15] : [lanes.x - 18, lanes.x + lanes.width + 20];
  return { stacked, text, label, mass, lanes, rail, lens, nodes };
}

/**
 * Where everything lies.
 * @param {number} width
 * @param {number} height
 * @param {{ layers: number, streams: number }} sizes
 * @param {number} focus
 * @param {boolean} [draft]
 * @returns {Place}
 */
export function placeOf(width, height, sizes, focus, draft = false) {
  const columns = columnsOf(width, sizes.streams);
  const lines = columns.stacked ? (height > 480 ? 5 : 4) : 0;
  const heads = { y: lines * LINE + (lines ? 8 : 0), height: 20 };
  const start = { y: heads.y + heads.height, height: 30 };
  const end = { y: 0, height: 50 };
  const room = height - start.y - start.height - end.height;
  let y = start.y + start.height;
  const rows = rowHeights(sizes.layers, focus, room).map(tall => {
    const row = { y, height: tall };
    y += tall;
    return row;
  });
  end.y = y;
  const text = columns.stacked ? { y: 0, height: lines * LINE } : { y: 0, height: y + end.height };
  return { width, height: y + end.height, columns, rows, heads, start, end, text, draft };
}

/** @param {Row} row @param {number} share */
export const inRow = (row, share) => row.y + row.height * share;

/** Middle of a lane. @param {Columns} columns @param {number} streams @param {number} stream */
export const laneX = ({ lanes }, streams, stream) => lanes.x + ((stream + 0.5) * lanes.width) / streams;

/** Middle of an expert on the rail. @param {Columns} columns @param {number} experts @param {number} expert */
export const expertX = ({ rail }, experts, expert) => rail.x + ((expert + 0.5) * rail.width) / experts;

/** The quarters of a layer, in the order they light up. */
export const QUARTERS = ["read", "mixed", "routed", "lens"];

/**
 * How far one of the QUARTERS of a layer is, 0 to 1, when the pulse is at `at` (layers passed, null: all of them).
 * @param {number | null} at
 * @param {number} layer
 * @param {number} quarter
 */
export const progress = (at, layer, quarter) => (at === null ? 1 : clamp((at - layer) * 4 - quarter, 0, 1));

/**
 * How strongly something is drawn that has come so far.
 * @param {number} done
 */
export const lit = done => DIM + (1 - DIM) * done;

/**
 * How much of what needs room is drawn in a row: nothing in a low one, all in a high one.
 * @param {number} height
 * @param {number} [low]
 * @param {number} [high]
 */
export const detail = (height, low = 26, high = 36) => unit(height, low, high);

/**
 * In how many columns signs of 13 pixels stand side by side so that they do not cover each other, and the column of one.
 * @param {number} height  of a row
 * @param {number} index
 */
export function staggered(height, index) {
  const columns = clamp(Math.ceil(13 / Math.max(height, 1)), 1, 2);
  return { columns, column: index % columns };
}

/**
 * Tokens behind a compressed entry: its own block and, where blocks overlap, the one before.
 * @param {number} entry
 * @param {{ rate: number, blocks: number }} kind
 */
export const sourcesOf = (entry, { rate, blocks }) => ({
  first: Math.max(0, (entry + 1 - blocks) * rate),
  last: (entry + 1) * rate - 1,
});
