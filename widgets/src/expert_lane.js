// The board of all layers and experts: cells light up with the tokens that choose them and fade over the next ones.
// Traits: expert_lane.py.   Tests: expert_lane.test.js.

import { asBytes, asI16, memo, splitText } from "./common/bytes.js";
import { NO_CODE, NONE, QUANTISED } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { make, sized } from "./common/elements.js";
import { font, SIZE } from "./common/fonts.js";
import { viewOf } from "./common/frame.js";
import { moveLayer, moveToken } from "./common/keys.js";
import { clamp, number } from "./common/numbers.js";
import { label } from "./common/text.js";

const SIDE = 30;
const BEFORE = 0.55; // strength of a light that has just gone over to the next token's

/** @typedef {import("./traits").ExpertLane} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {{ layer: number, expert: number }} Cell  a layer by its place in `layers` */

/**
 * What is left of a light's strength one token later: where every expert is chosen often, a light has to go out soon.
 * @param {number} slots
 * @param {number} experts
 */
export const fadeOf = (slots, experts) => clamp(1 - (1.6 * slots) / Math.max(1, experts), 0.5, 0.85);

/**
 * What is left of it after `old` tokens.
 * @param {number} old
 * @param {number} fade
 */
export const leftOf = (old, fade) => (old ? BEFORE * fade ** (old - 1) : 1);

/**
 * How strongly every cell is lit, [layer, expert] 0 to 1, and how many tokens ago it was chosen last (-1: not in the trail).
 * Experts and weights are [token, layer, slot], the newest token last.
 * @param {Int16Array} experts
 * @param {Uint8Array} weights
 * @param {number[]} shape  layers, tokens, slots, experts
 */
export function lightsOf(experts, weights, [L, T, K, E]) {
  const strength = new Float32Array(L * E);
  const age = new Int16Array(L * E).fill(-1);
  const fade = fadeOf(K, E);
  for (let t = 0; t < T; t++) {
    const old = T - 1 - t;
    const left = leftOf(old, fade);
    for (let layer = 0; layer < L; layer++) {
      for (let k = 0; k < K; k++) {
        const from = (t * L + layer) * K + k;
        const expert = experts[from];
        if (expert < 0 || expert >= E || weights[from] === NO_CODE) continue;
        const cell = layer * E + expert;
        // The root keeps an expert that had a small part of the work visible beside one that had most of it.
        strength[cell] = Math.max(strength[cell], left * Math.sqrt(weights[from] / QUANTISED));
        age[cell] = old;
      }
    }
  }
  return { strength, age };
}

/**
 * Height of a row of the board: small models get rows that one can point at, large ones all their layers in sight.
 * @param {number} layers
 */
export const rowHeight = layers => clamp(Math.floor(150 / Math.max(1, layers)), 3, 9);

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ root, body }) {
  root.classList.add("dsv-lane");
  const canvas = make("canvas");
  canvas.style.display = "block";
  canvas.style.cursor = "pointer";
  body.append(canvas);
  return {
    canvas,
    texts: memo(splitText),
    lights: memo((experts, weights, key) => lightsOf(asI16(experts), asBytes(weights), JSON.parse(key))),
    /** @type {Cell | null} */
    hovered: null,
  };
}

/** @param {View} view */
function listen(view) {
  const { canvas } = view.own;
  /** @param {Cell | null} cell */
  const hover = cell => {
    view.own.hovered = cell;
    view.redraw();
  };
  view.listen(canvas, "mousemove", event => hover(cellAt(view, event)));
  view.listen(canvas, "mouseleave", () => hover(null));
  view.listen(canvas, "click", event => {
    const cell = cellAt(view, event);
    if (!cell) return;
    const layer = view.model.get("layers")[cell.layer];
    const again = layer === view.sel.get("layer") && cell.expert === view.sel.get("expert");
    view.pick({ layer, entry: NONE, expert: again ? NONE : cell.expert });
  });
}

/**
 * @param {View} view
 * @param {MouseEvent} event
 * @returns {Cell | null}
 */
function cellAt({ own, model }, event) {
  const [L, , , E] = model.get("shape");
  const box = own.canvas.getBoundingClientRect();
  const layer = Math.floor((event.clientY - box.top) / rowHeight(L));
  const expert = Math.floor(((event.clientX - box.left - SIDE) / (box.width - SIDE)) * E);
  return layer >= 0 && layer < L && expert >= 0 && expert < E ? { layer, expert } : null;
}

/** @param {View} view */
function draw(view) {
  const { model, sel, own, root, body } = view;
  /** @type {[number, number, number, number]} */
  const shape = /** @type {any} */ (model.get("shape"));
  const [L, T, K, E] = shape;
  const experts = model.get("experts");
  const weights = model.get("weights");
  if (asBytes(weights).length !== L * T * K) return; // the shape of one message with the bytes of another
  const { strength, age } = own.lights(experts, weights, JSON.stringify(shape));
  const high = rowHeight(L);
  const width = Math.max(SIDE + E, body.clientWidth);
  const ctx = sized(own.canvas, width, L * high);
  drawCells(view, ctx, strength, age, (width - SIDE) / E, high);
  drawNames(view, ctx, high);
  sayFacts(view, asI16(experts), asBytes(weights));
  root.drawn = {
    last: model.get("last"),
    tokens: T,
    lit: strength.reduce((n, s) => n + Number(s > 0), 0),
    fresh: age.reduce((n, a) => n + Number(a === 0), 0),
    layer: sel.get("layer"),
    expert: sel.get("expert"),
    at: performance.now(),
  };
}

/**
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float32Array} strength
 * @param {Int16Array} age
 * @param {number} wide
 * @param {number} high
 */
function drawCells({ root, sel, model, own }, ctx, strength, age, wide, high) {
  const [L, , , E] = model.get("shape");
  const [low, top, ink, mark] = ["line", "ramp-high", "ink", "mark"].map(name => colour(root, name));
  const gap = wide > 4 ? 1 : 0;
  const rise = high > 4 ? 1 : 0;
  ctx.fillStyle = low;
  ctx.globalAlpha = 0.35;
  for (let layer = 0; layer < L; layer++) ctx.fillRect(SIDE, layer * high, wide * E - gap, high - rise);
  for (let cell = 0; cell < L * E; cell++) {
    if (!strength[cell]) continue;
    const x = SIDE + (cell % E) * wide;
    const y = Math.floor(cell / E) * high;
    ctx.globalAlpha = clamp(strength[cell], 0.06, 1);
    ctx.fillStyle = top;
    ctx.fillRect(x, y, wide - gap, high - rise);
    if (age[cell]) continue;
    // The newest token's own experts: an edge, besides the strength of their light.
    ctx.globalAlpha = 1;
    ctx.fillStyle = ink;
    ctx.fillRect(x, y + high - rise - (rise ? 2 : 1), wide - gap, rise ? 2 : 1);
  }
  ctx.globalAlpha = 1;
  const row = model.get("layers").indexOf(sel.get("layer"));
  /** @param {number} layer @param {number} expert @param {string} color */
  const frame = (layer, expert, color) => {
    ctx.strokeStyle = color;
    ctx.strokeRect(SIDE + expert * wide - 0.5, layer * high - 0.5, wide - gap + 1, high - rise + 1);
  };
  if (row >= 0 && sel.get("expert") >= 0) frame(row, sel.get("expert"), mark);
  if (own.hovered) frame(own.hovered.layer, own.hovered.expert, colour(root, "ink"));
}

/**
 * The first, the chosen and the last layer's number, as far as there is room.
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} high
 */
function drawNames({ root, sel, model }, ctx, high) {
  const layers = model.get("layers");
  const row = layers.indexOf(sel.get("layer"));
  ctx.font = font();
  ctx.textBaseline = "middle";
  ctx.textAlign = "right";
  const every = high > SIZE ? 1 : Math.ceil((SIZE + 1) / high);
  layers.forEach((layer, i) => {
    if (i !== row && (i % every || (row >= 0 && Math.abs(i - row) < every))) return;
    ctx.fillStyle = colour(root, i === row ? "mark" : "quiet");
    ctx.fillText(String(layer), SIDE - 5, Math.max(5, i * high + high / 2));
  });
}

/**
 * @param {View} view
 * @param {Int16Array} experts
 * @param {Uint8Array} weights
 */
function sayFacts({ facts, model, own }, experts, weights) {
  const [L, T, , E] = model.get("shape");
  const pieces = own.texts(model.get("utf8"), model.get("lengths"));
  const { hovered } = own;
  if (!hovered) {
    facts.replaceChildren(
      `${L} layers × ${E} experts; underlined: chosen for `,
      make("b", "", `${model.get("last")} “${label(pieces[T - 1] ?? "", 16)}”`),
      ", fading: for the tokens before",
    );
    return;
  }
  const where = `layer ${model.get("layers")[hovered.layer]}, expert ${hovered.expert}: `;
  const found = lastOf(experts, weights, model.get("shape"), hovered);
  if (!found) {
    facts.replaceChildren(`${where}not among the last ${T} tokens' experts`);
    return;
  }
  const when = found.old ? `${found.old} tokens ago` : "just now";
  const token = make("b", "", `“${label(pieces[T - 1 - found.old] ?? "", 16)}”`);
  facts.replaceChildren(where, token, ` ${when}, ${number(found.share)} of the weight`);
}

/**
 * When a cell's expert was taken last, and with which share of the weight; null when no token of the trail took it.
 * @param {Int16Array} experts
 * @param {Uint8Array} weights
 * @param {number[]} shape  layers, tokens, slots, experts
 * @param {Cell} cell
 */
export function lastOf(experts, weights, [L, T, K], cell) {
  for (let old = 0; old < T; old++) {
    const from = ((T - 1 - old) * L + cell.layer) * K;
    const slot = experts.subarray(from, from + K).indexOf(cell.expert);
    if (slot >= 0) return { old, share: weights[from + slot] / QUANTISED };
  }
  return null;
}

/**
 * The numbers of one cell: the chosen expert's, or else the newest token's heaviest in the chosen layer.
 * @param {View} view
 * @param {string} symbol
 */
function symbolOf({ model, sel }, symbol) {
  const [L, T, K, E] = model.get("shape");
  const experts = asI16(model.get("experts"));
  const weights = asBytes(model.get("weights"));
  const layer = Math.max(0, model.get("layers").indexOf(sel.get("layer")));
  const chosen = sel.get("expert");
  const cell = { layer, expert: chosen >= 0 ? chosen : experts[((T - 1) * L + layer) * K] };
  const found = lastOf(experts, weights, [L, T, K, E], cell);
  const of = `expert ${cell.expert} of layer ${model.get("layers")[layer]}`;
  if (!found) return `${of} was not taken by the last ${T} tokens`;
  const left = leftOf(found.old, fadeOf(K, E));
  const when = found.old ? `${found.old} tokens ago` : "the newest token";
  if (symbol === "weight") return `${number(found.share)} of the token's weight, ${of}, ${when}`;
  if (symbol === "left") return `${number(left)} after ${found.old} tokens, ${of}`;
  return `${number(left * Math.sqrt(found.share))}, ${of}`;
}

/** @param {View} view */
function table({ model, own }) {
  const [L, T, K] = model.get("shape");
  const experts = asI16(model.get("experts"));
  const weights = asBytes(model.get("weights"));
  const pieces = own.texts(model.get("utf8"), model.get("lengths"));
  const from = Math.max(0, T - 1) * L * K;
  return {
    columns: ["layer", "experts, heaviest first", "shares of the weight"],
    rows: model.get("layers").map((layer, i) => {
      const cell = from + i * K;
      const shares = Array.from(weights.subarray(cell, cell + K), w => number(w / QUANTISED));
      return [layer, Array.from(experts.subarray(cell, cell + K)).join(" "), shares.join(" ")];
    }),
    note: `Token ${model.get("last")} “${label(pieces[T - 1] ?? "", 40)}”.`,
  };
}

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Experts at work",
  aria: "A board of all layers and experts; the newest token's experts are lit. Up and down move the layer.",
  keys: {
    ArrowLeft: view => moveToken(view, -1, view.model.get("total")),
    ArrowRight: view => moveToken(view, 1, view.model.get("total")),
    ArrowUp: view => moveLayer(view, -1, view.model.get("layers")),
    ArrowDown: view => moveLayer(view, 1, view.model.get("layers")),
  },
  build,
  listen,
  draw,
  table,
  symbols: symbolOf,
};

export default viewOf(spec);
