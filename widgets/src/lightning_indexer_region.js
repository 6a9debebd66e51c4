// The marked region, pick by pick, and its text.

import { NONE, QUANTISED } from "./common/codes.js";
import { colour, ramp } from "./common/colours.js";
import { make, sized } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { clamp, thousands } from "./common/numbers.js";
import { plain } from "./common/text.js";
import { LEFT, widthOf } from "./lightning_indexer_overview.js";

const TOP = 2;

/** @typedef {import("./lightning_indexer.js").View} View */
/** @typedef {import("./lightning_indexer.js").Drawn} Facts */
/** @typedef {{ query: number, entry: number }} Mark */

/** @param {number} queries */
const heightOf = queries => clamp(queries * 4, 24, 120);

/**
 * The colour of a rank: stronger for a better one.
 * @param {string[]} shades
 * @param {number} rank
 * @param {number} topk
 */
export const shadeOf = (shades, rank, topk) =>
  shades[Math.round(QUANTISED * (1 - 0.75 * Math.min(1, rank / Math.max(topk - 1, 1))))];

/**
 * What the pointer is over.
 * @param {View} view
 * @param {MouseEvent} event
 * @returns {Mark | null}
 */
export function markAt(view, event) {
  const { model, own } = view;
  const box = own.detail.getBoundingClientRect();
  const [q0, q1, t0, t1] = model.get("shown_region");
  const row = ((event.clientY - box.top - TOP) / heightOf(q1 - q0)) * (q1 - q0);
  const query = q0 + Math.floor(row);
  const token = t0 + ((event.clientX - box.left - LEFT) / widthOf(view)) * (t1 - t0);
  const entry = Math.floor(token / model.get("facts").rate);
  return query >= q0 && query < q1 && token >= t0 && token < t1 ? { query, entry } : null;
}

/**
 * The selection's entry counts in the selected layer; this view may show another one, when that has no indexer.
 * @param {View} view
 */
const isOwnLayer = ({ sel, model }) => sel.get("layer") === model.get("facts").layer;

/** @param {View} view */
const chosenEntry = view => (isOwnLayer(view) ? view.sel.get("entry") : NONE);

/**
 * The entry under the pointer, here or in another view, else the chosen one.
 * @param {View} view
 */
function shownEntry(view) {
  if (view.own.hoveredEntry !== NONE) return view.own.hoveredEntry;
  const hovered = view.sel.get("hover_entry");
  return isOwnLayer(view) && hovered >= 0 ? hovered : chosenEntry(view);
}

/**
 * The pointer is over an entry, and perhaps over a token.
 * @param {View} view
 * @param {number} entry
 * @param {number} [token]
 */
export function hoverEntry(view, entry, token) {
  view.own.hoveredEntry = entry;
  const where = token === undefined ? {} : { hover_token: token };
  view.hover({ hover_entry: isOwnLayer(view) ? entry : NONE, ...where });
  view.redraw();
}

/**
 * The picks of the region. Returns their marks: [query, entry, rank] each; empty where there are too many to draw.
 * @param {View} view
 * @param {Facts} f
 */
export function drawRegion(view, f) {
  const { model, root, sel, own } = view;
  const [q0, q1, t0, t1] = model.get("shown_region");
  const width = widthOf(view);
  const tall = heightOf(q1 - q0);
  const row = tall / (q1 - q0);
  const cell = (f.rate / (t1 - t0)) * width;
  const wide = Math.max(1.5, cell - (cell > 4 ? 1 : 0));
  const high = Math.max(1, row - (row > 3 ? 0.5 : 0));
  const marks = own.ints(model.get("marks"));
  const known = marks[0] !== NONE;
  const ctx = sized(own.detail, LEFT + width + 2, tall + 4);
  /** @param {number} t */
  const x = t => LEFT + ((t - t0) / (t1 - t0)) * width;
  /** @param {number} q */
  const y = q => TOP + (q - q0) * row;
  ctx.fillStyle = colour(root, "paper");
  ctx.fillRect(LEFT, TOP, width, tall);
  // Positions after the query lie in the future: the panel's own colour, as outside the picture.
  ctx.fillStyle = colour(root, "panel");
  for (let q = q0; q < Math.min(q1, t1 - 1); q++) {
    ctx.fillRect(Math.max(LEFT, x(Math.floor((q + 1) / f.rate) * f.rate)), y(q), width, row + 0.5);
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(LEFT, TOP, width, tall);
  ctx.clip();
  const shades = ramp(colour(root, "ramp-low"), colour(root, "ramp-high"));
  for (let i = 0; known && i < marks.length; i += 3) {
    ctx.fillStyle = shadeOf(shades, marks[i + 2], f.topk);
    ctx.fillRect(x(marks[i + 1] * f.rate), y(marks[i]), wide, high);
  }
  ctx.restore();
  ctx.strokeStyle = colour(root, "line");
  ctx.strokeRect(LEFT, TOP, width, tall);
  ctx.strokeStyle = colour(root, "chosen");
  const chosen = sel.get("token") >= 0 ? sel.get("token") : f.tokens - 1;
  if (chosen >= q0 && chosen < q1) {
    ctx.lineWidth = 1.5;
    ctx.strokeRect(LEFT, y(chosen) - 0.5, width, Math.max(3, high + 1));
    ctx.lineWidth = 1;
  }
  const start = chosenEntry(view) * f.rate;
  if (start >= Math.max(0, t0) && start < t1) ctx.strokeRect(x(start), TOP, Math.max(3, wide), tall);
  ctx.fillStyle = colour(root, "quiet");
  ctx.font = font();
  ctx.textBaseline = "middle";
  ctx.fillText(thousands(q0), 4, 8);
  if (tall > 30) ctx.fillText(thousands(q1 - 1), 4, tall - 4);
  own.caption.textContent = captionOf(model.get("shown_region"), known);
  return known ? marks : new Int32Array(0);
}

/**
 * @param {number[]} region
 * @param {boolean} known
 */
function captionOf(region, known) {
  const [q0, q1, t0, t1] = region;
  const positions = `positions ${thousands(t0)} to ${thousands(t1 - 1)}`;
  if (!known) return `The region holds too many picks to draw one by one; drag a smaller one. Its text, ${positions}:`;
  const queries = `queries ${thousands(q0)} to ${thousands(q1 - 1)}`;
  return `The region: ${queries}, ${positions}; stronger colour: better rank. Its text stands below.`;
}

/**
 * The region's tokens; those behind the shown entry are lit.
 * @param {View} view
 * @param {Facts} f
 */
export function drawText(view, f) {
  const { model, own } = view;
  const { text } = own;
  const pieces = own.texts(model.get("utf8"), model.get("lengths"));
  const first = model.get("shown_region")[2];
  const entry = shownEntry(view);
  if (own.textOf.pieces !== pieces) {
    text.replaceChildren(...pieces.flatMap((piece, i) => tokenNodes(piece, first + i)));
    own.textOf = { pieces, entry: null };
  }
  if (own.textOf.entry === entry) return;
  own.textOf.entry = entry;
  for (const node of text.querySelectorAll(".own, .before")) node.className = "";
  if (entry < 0) return;
  for (let t = (entry - 1) * f.rate; t < (entry + 1) * f.rate; t++) {
    const node = text.children[2 * (t - first)];
    if (t >= first && node) node.className = t < entry * f.rate ? "before" : "own";
  }
  const lit = /** @type {HTMLElement | null} */ (text.querySelector(".own"));
  if (!lit) return;
  const place = lit.offsetTop - text.offsetTop;
  if (place < text.scrollTop || place > text.scrollTop + 50) text.scrollTop = place - 8;
}

/**
 * @param {string} piece
 * @param {number} token
 */
function tokenNodes(piece, token) {
  const node = make("span", "", plain(piece) || "∅");
  node.title = `token ${token}`;
  return [node, make("wbr")];
}

/**
 * What the pointer is over, in words.
 * @param {Facts} f
 * @param {Int32Array} marks
 * @param {Mark} under
 */
export function markWords(f, marks, { query, entry }) {
  let rank = -1;
  for (let i = 0; i < marks.length; i += 3) if (marks[i] === query && marks[i + 1] === entry) rank = marks[i + 2];
  const complete = entry < Math.floor((query + 1) / f.rate);
  const sources = `${thousands(Math.max(0, (entry - 1) * f.rate))} to ${thousands((entry + 1) * f.rate - 1)}`;
  const what = rank >= 0 ? `picked, rank ${rank + 1}` : complete ? "not picked" : "not complete yet";
  return [`query ${thousands(query)}, entry ${thousands(entry)} (tokens ${sources}): `, make("b", "", what)];
}
