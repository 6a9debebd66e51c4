// A needle: where later queries picked a marked passage, in every layer, and at what rank.
// Tests: lightning_indexer.test.js.

import { ticks } from "./common/axes.js";
import { RANK_NOT_COMPLETE, RANK_NOT_KEPT, RANK_NOT_PICKED } from "./common/codes.js";
import { colour, ramp } from "./common/colours.js";
import { hatched, make, sized } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { thousands } from "./common/numbers.js";
import { flat, label } from "./common/text.js";
import { shadeOf } from "./lightning_indexer_region.js";

const LEFT = 66;
const TOP = 17;
const ROW = 16;
const HOW =
  "Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. " +
  "Then you will see where later queries picked it, and at what rank.";

/** @typedef {import("./lightning_indexer.js").View} View */
/** @typedef {import("./lightning_indexer.js").Drawn} Facts */
/**
 * @typedef {object} Needle  the passage; empty while none is marked
 * @property {number} [first]
 * @property {number} last
 * @property {number} from  the first later query
 * @property {[number, number]} entries
 * @property {string} text
 * @property {number} asked  the chosen token
 * @property {string} asked_piece
 * @property {number[]} ranks  at the chosen token, per layer
 */

/**
 * @param {number} rank
 */
export function rankWords(rank) {
  if (rank === RANK_NOT_PICKED) return "not picked";
  if (rank === RANK_NOT_COMPLETE) return "not complete yet";
  return rank === RANK_NOT_KEPT ? "query not kept" : `rank ${rank + 1}`;
}

/**
 * @param {View} view
 * @param {Facts} f
 */
export function drawNeedle(view, f) {
  const { model, own } = view;
  const d = /** @type {Needle} */ (model.get("needle_facts"));
  const note = make("div", "dsv-note");
  own.low.append(note);
  if (d.first === undefined) {
    note.textContent = HOW;
    return { needle: null };
  }
  const control = model.get("shows") === "control" ? " in the control" : "";
  note.append(
    make("b", "", `“${flat(d.text, 60)}”`),
    ` (tokens ${d.first} to ${d.last}, entries ${d.entries[0]} to ${d.entries[1]}): coloured where a later query picked it` +
      `${control}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`,
  );
  const answer = make("div", "dsv-note");
  const ranks = model.get("layers").map((layer, i) => `layer ${layer} ${rankWords(d.ranks[i])}`);
  answer.append(
    `At token ${thousands(d.asked)} “${label(d.asked_piece, 16)}”: `,
    make("b", "", ranks.join(", ")),
    ". The steps on top count the layers that picked it.",
  );
  own.low.append(drawRanks(view, f, d), answer);
  return { needle: [d.first, d.last], ranks: d.ranks };
}

/**
 * A row per layer, later queries from left to right in bins; on top how many layers picked the passage.
 * @param {View} view
 * @param {Facts} f
 * @param {Needle} d
 */
function drawRanks(view, f, d) {
  const { model, body, root } = view;
  const layers = model.get("layers");
  const later = f.tokens - d.from;
  const width = Math.max(200, body.clientWidth - 4);
  const span = width - LEFT - 4;
  const bottom = TOP + layers.length * ROW;
  const canvas = make("canvas");
  const ctx = sized(canvas, width, bottom + 17);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `ranks of the passage at later queries, ${layers.length} layers`);
  ctx.font = font();
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour(root, "quiet");
  ctx.fillText("layers", 4, 8);
  drawBins(view, ctx, f, later, span);
  for (const [i, layer] of layers.entries()) {
    ctx.fillStyle = colour(root, layer === f.layer ? "chosen" : "ink");
    ctx.fillText(`layer ${layer} ▤`, 4, TOP + 7 + i * ROW);
    ctx.strokeStyle = colour(root, "line");
    ctx.strokeRect(LEFT, TOP + i * ROW, span, ROW - 2);
  }
  /** @param {number} t */
  const x = t => LEFT + ((t - d.from) / Math.max(later, 1)) * span;
  ctx.fillStyle = colour(root, "quiet");
  for (const t of ticks(d.from, f.tokens, 8)) ctx.fillText(thousands(t), Math.min(x(t), width - 40), bottom + 7);
  if (d.asked < d.from) return canvas;
  ctx.strokeStyle = colour(root, "chosen");
  ctx.lineWidth = 1.5;
  ctx.strokeRect(x(d.asked) - 1, TOP - 2, Math.max(3, span / later), layers.length * ROW + 2);
  return canvas;
}

/**
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Facts} f
 * @param {number} later  queries after the passage
 * @param {number} span
 */
function drawBins({ model, root, own }, ctx, f, later, span) {
  const values = own.found(model.get("needle")); // [layer, bin]: best rank, -1 not picked, NaN nobody could
  const layers = model.get("layers").length;
  const n = values.length / layers;
  const shades = ramp(colour(root, "ramp-low"), colour(root, "ramp-high"));
  for (let bin = 0; bin < n; bin++) {
    const x = LEFT + (bin * span) / n;
    const w = span / n + 0.3;
    // Of few queries most bins hold none: only the bin in which one begins can say that it was not kept.
    const begins = later >= n || ((bin * later) / n) % 1 < later / n;
    let many = 0;
    for (let l = 0; l < layers; l++) {
      const rank = values[l * n + bin];
      const y = TOP + l * ROW;
      if (Number.isNaN(rank)) {
        if (begins) hatched(ctx, root, x, y, w, ROW - 2);
      } else if (rank >= 0) {
        many++;
        ctx.fillStyle = shadeOf(shades, rank, f.topk);
        ctx.fillRect(x, y, w, ROW - 2);
      }
    }
    const step = (12 * many) / layers;
    ctx.fillStyle = colour(root, "entries");
    ctx.fillRect(x, 14 - step, w, step);
  }
}

/** @param {View} view */
export function needleTable({ model }) {
  const d = /** @type {Needle} */ (model.get("needle_facts"));
  if (!d.ranks) return null;
  return {
    columns: ["layer", "best rank"],
    rows: model.get("layers").map((layer, i) => [layer, d.ranks[i] < 0 ? rankWords(d.ranks[i]) : d.ranks[i] + 1]),
    note: `Best rank of tokens ${d.first} to ${d.last} at token ${d.asked}.`,
  };
}
