// Every query against every position, in bins; above it the text's structure. Positions run to the right, queries down.
// Tests: lightning_indexer.test.js.

import { ticks } from "./common/axes.js";
import { asBytes } from "./common/bytes.js";
import { MARKER, OVERVIEW_FUTURE, OVERVIEW_MOST, OVERVIEW_NONE, OVERVIEW_UNKNOWN } from "./common/codes.js";
import { between, colour } from "./common/colours.js";
import { context, hatched, make, offPage, sized } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { clamp, thousands } from "./common/numbers.js";

export const LEFT = 54; // room for the queries' numbers
const STRIP = 13; // height of the text's structure
const TOP = STRIP + 2;
const TALL = 150;
const REGION = [96, 480]; // queries and positions of a region that was only clicked

/** @typedef {import("./lightning_indexer.js").View} View */
/** @typedef {import("./lightning_indexer.js").Drawn} Facts */
/** @typedef {{ x: number, y: number, inStrip: boolean }} Spot  fractions of the picture */

/**
 * "1 in 300" for small shares, a percentage for large ones.
 * @param {number} x
 */
export function shareWords(x) {
  if (!(x > 0)) return "none";
  if (x >= 0.1) return `${Math.round(100 * x)} %`;
  return `1 in ${thousands(1 / x)}`;
}

/**
 * The share that a code of the overview stands for.
 * @param {number} code
 * @param {number} low
 * @param {number} high
 */
export const shareAt = (code, low, high) => low * (high / low) ** ((code - 1) / (OVERVIEW_MOST - 1));

/** @param {View} view */
export const widthOf = ({ body }) => Math.max(160, body.clientWidth - LEFT - 4);

/**
 * Where the pointer is.
 * @param {View} view
 * @param {PointerEvent} event
 * @returns {Spot}
 */
export function spotAt(view, event) {
  const box = view.own.overview.getBoundingClientRect();
  const y = event.clientY - box.top;
  return {
    x: clamp((event.clientX - box.left - LEFT) / widthOf(view), 0, 1),
    y: clamp((y - TOP) / TALL, 0, 1),
    inStrip: y < STRIP,
  };
}

/**
 * First and last token between two spots in the strip.
 * @param {Facts} f
 * @param {Spot} a
 * @param {Spot} b
 */
export function spanOf({ tokens, across }, a, b) {
  const ends = [a.x, b.x].sort((p, q) => p - q);
  return ends.map(x => Math.min(tokens - 1, Math.floor(x * across)));
}

/**
 * [first query, end, first position, end] between two spots of the picture; a click gives a region around it.
 * @param {Facts} f
 * @param {Spot} a
 * @param {Spot} b
 */
export function regionOf({ tokens, across }, a, b) {
  const xs = [a.x, b.x].sort((p, q) => p - q);
  const ys = [a.y, b.y].sort((p, q) => p - q);
  const [x0, x1] = xs.map(x => Math.min(tokens, Math.round(x * across)));
  const [y0, y1] = ys.map(y => Math.round(y * tokens));
  if (x1 - x0 >= 8 && y1 - y0 >= 2) return [y0, y1, x0, x1];
  const [high, wide] = REGION.map(size => Math.min(tokens, size));
  const y = Math.round(clamp((y0 + y1) / 2 - high / 2, 0, tokens - high));
  const x = Math.round(clamp((x0 + x1) / 2 - wide / 2, 0, tokens - wide));
  return [y, y + high, x, x + wide];
}

/**
 * The codes as an image of one pixel a bin.
 * @param {import("./common/types").Bytes} overview
 * @param {number} rows
 * @param {number} columns
 * @param {string} low
 * @param {string} high
 */
export function bitmap(overview, rows, columns, low, high) {
  const codes = asBytes(overview);
  const image = new ImageData(columns, rows);
  const shades = Array.from({ length: OVERVIEW_MOST + 1 }, (_, code) => between(low, high, code / OVERVIEW_MOST));
  codes.forEach((code, i) => {
    if (code > OVERVIEW_NONE && code <= OVERVIEW_MOST) image.data.set([...shades[code], 255], 4 * i);
  });
  const off = offPage(columns, rows);
  context(off).putImageData(image, 0, 0);
  return { off, codes };
}

/**
 * @param {View} view
 * @param {Facts} f
 */
export function drawOverview(view, f) {
  const { root, model, own } = view;
  const width = widthOf(view);
  const [rows, columns] = f.shape;
  const ctx = sized(own.overview, LEFT + width + 2, TOP + TALL + 14);
  const ends = ["ramp-low", "ramp-high"].map(name => colour(root, name));
  const { off, codes } = own.pixels(model.get("overview"), rows, columns, ends[0], ends[1]);
  /** @param {number} t */
  const x = t => LEFT + (t / f.across) * width;
  /** @param {number} q */
  const y = q => TOP + (q / f.tokens) * TALL;
  const triangle = () => {
    ctx.beginPath();
    ctx.moveTo(x(0), y(0));
    ctx.lineTo(x(f.tokens), y(f.tokens));
    ctx.lineTo(x(0), y(f.tokens));
    ctx.closePath();
  };
  ctx.fillStyle = colour(root, "paper");
  triangle();
  ctx.fill();
  for (let r = 0; r < rows; r++) {
    if (codes[r * columns] !== OVERVIEW_UNKNOWN) continue;
    hatched(ctx, root, LEFT, TOP + (r * TALL) / rows, (width * (r + 1)) / rows, TALL / rows + 0.5);
  }
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(off, LEFT, TOP, width, TALL);
  ctx.strokeStyle = colour(root, "line");
  triangle();
  ctx.stroke();
  drawStrip(view, ctx, x, width);
  drawTicks(view, ctx, f, x, y, width);
  drawChosen(view, ctx, f, x, y);
  own.legend.replaceChildren(...legendOf(view, f));
}

/**
 * Where lines and special tokens of the text lie, and the span that is marked in it.
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {(t: number) => number} x
 * @param {number} width
 */
function drawStrip({ root, model, sel, own }, ctx, x, width) {
  const breaks = asBytes(model.get("breaks"));
  ctx.fillStyle = colour(root, "line");
  ctx.fillRect(LEFT, 1, width, STRIP - 3);
  const ink = colour(root, "ink");
  const quiet = colour(root, "quiet");
  breaks.forEach((kind, column) => {
    if (!kind) return;
    const special = kind === MARKER;
    ctx.fillStyle = special ? ink : quiet;
    ctx.fillRect(LEFT + (column * width) / breaks.length, special ? 1 : 5, 1.2, STRIP - (special ? 3 : 7));
  });
  const [a, b] = own.span ?? [sel.get("query_first"), sel.get("query_last")];
  if (a < 0) return;
  const [first, last] = [Math.min(a, b), Math.max(a, b)];
  ctx.fillStyle = colour(root, "chosen");
  ctx.fillRect(x(first), 1, Math.max(2, x(last + 1) - x(first)), STRIP - 3);
}

/**
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Facts} f
 * @param {(t: number) => number} x
 * @param {(q: number) => number} y
 * @param {number} width
 */
function drawTicks({ root }, ctx, { tokens }, x, y, width) {
  ctx.font = font();
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour(root, "quiet");
  ctx.fillText("text", 4, 7);
  for (const t of ticks(0, tokens, Math.min(8, Math.max(6, Math.floor(width / 90))))) {
    const wide = ctx.measureText(thousands(t)).width;
    ctx.fillText(thousands(t), clamp(x(t) - wide / 2, LEFT, LEFT + width - wide), TOP + TALL + 8);
  }
  for (const t of ticks(0, tokens, 5)) {
    const wide = ctx.measureText(thousands(t)).width;
    ctx.fillText(thousands(t), LEFT - wide - 4, clamp(y(t), TOP + 5, TOP + TALL - 4));
  }
  ctx.textAlign = "right";
  ctx.fillText("queries down, positions across", LEFT + width - 2, TOP + 8);
  ctx.textAlign = "left";
}

/**
 * The region below, and the chosen query.
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Facts} f
 * @param {(t: number) => number} x
 * @param {(q: number) => number} y
 */
function drawChosen({ root, model, sel, own }, ctx, f, x, y) {
  const [q0, q1, t0, t1] = own.dragging ?? model.get("shown_region");
  ctx.strokeStyle = colour(root, "chosen");
  ctx.lineWidth = 1.5;
  ctx.strokeRect(x(t0), y(q0), Math.max(3, x(t1) - x(t0)), Math.max(3, y(q1) - y(q0)));
  ctx.lineWidth = 1;
  const chosen = sel.get("token");
  if (chosen < 0 || chosen >= f.tokens) return;
  ctx.strokeStyle = colour(root, "ink");
  ctx.setLineDash([3, 2]);
  ctx.beginPath();
  ctx.moveTo(x(0), y(chosen + 0.5));
  ctx.lineTo(x(chosen), y(chosen + 0.5));
  ctx.stroke();
  ctx.setLineDash([]);
}

/**
 * @param {View} view
 * @param {Facts} f
 */
function legendOf({ root, model }, f) {
  const bar = make("span", "dsv-ramp");
  const background = `linear-gradient(90deg, ${colour(root, "ramp-low")}, ${colour(root, "ramp-high")})`;
  Object.assign(bar.style, { display: "inline-block", verticalAlign: "middle", background });
  const kept = f.every > 1 ? ` · hatched: not kept (every ${f.every}th prompt query is)` : "";
  return [
    `share of the possible picks: ${shareWords(model.get("low"))} `,
    bar,
    ` ${shareWords(model.get("high"))}`,
    ` · plain: none · above the diagonal: future${kept} · drag: a region, in the strip: a needle`,
  ];
}

/**
 * What the pointer is over, in words.
 * @param {View} view
 * @param {Facts} f
 * @param {{ x: number, y: number }} spot
 */
export function spotWords({ model }, f, { x, y }) {
  const [rows, columns] = f.shape;
  const row = Math.min(rows - 1, Math.floor(y * rows));
  const code = asBytes(model.get("overview"))[row * columns + Math.min(columns - 1, Math.floor(x * columns))];
  const where = `queries near ${thousands(y * f.tokens)}, positions near ${thousands(x * f.across)}: `;
  if (code === OVERVIEW_FUTURE) return [where, make("b", "", "future")];
  if (code === OVERVIEW_UNKNOWN) return [where, make("b", "", "not kept")];
  if (code === OVERVIEW_NONE) return [where, make("b", "", "none picked")];
  const share = shareWords(shareAt(code, model.get("low"), model.get("high")));
  return [where, make("b", "", `${share} picked`)];
}

/**
 * How many bins show what.
 * @param {Uint8Array} codes
 */
export function histogram(codes) {
  const out = { none: 0, future: 0, unknown: 0, picked: 0 };
  for (const code of codes) {
    if (code === OVERVIEW_NONE) out.none++;
    else if (code === OVERVIEW_FUTURE) out.future++;
    else if (code === OVERVIEW_UNKNOWN) out.unknown++;
    else out.picked++;
  }
  return out;
}
