// Beside and above the map of loads: every layer's unevenness, the strip for brushing a range, legend and facts.

import { NONE } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { hatched, make, sized } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { LAYER_GLYPH } from "./common/layers.js";
import { clamp, number } from "./common/numbers.js";

export const TOP = 16; // above the first row
export const SUMMARY = 7; // numbers per layer; expert_load.py names them
export const WIDE = 300; // width of the margins
export const NARROW = 238;
export const RANGE = 84; // where the strip for brushing begins

/** @typedef {import("./expert_load.js").View} View */
/** @typedef {import("./expert_load.js").Facts} Facts */
/** @typedef {import("./expert_load.js").Numbers} Numbers */

/**
 * The strip in which a range of tokens is brushed.
 * @param {View} view
 * @param {Facts} f
 */
export function drawRange(view, f) {
  const { body, root, own } = view;
  const width = Math.max(200, body.clientWidth - 2);
  const ctx = sized(own.range, width, 17);
  const span = width - RANGE - 4;
  ctx.font = font();
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour(root, "quiet");
  ctx.fillText("brush tokens", 2, 8);
  ctx.fillStyle = colour(root, "line");
  ctx.fillRect(RANGE, 3, span, 11);
  const [first, last] = own.dragging ?? (f.first >= 0 ? [f.first, f.last] : [NONE, NONE]);
  /** @param {number} t */
  const x = t => RANGE + (span * t) / Math.max(f.tokens, 1);
  if (first >= 0) {
    ctx.fillStyle = `rgba(${colour(root, "tint")}, 0.75)`;
    ctx.fillRect(x(first), 3, Math.max(2, x(last + 1) - x(first)), 11);
  }
  ctx.fillStyle = colour(root, "ink");
  const text = first >= 0 ? `${first} to ${last}` : `all ${f.tokens} tokens`;
  const wide = ctx.measureText(text).width;
  ctx.fillText(text, clamp(first >= 0 ? x(first) + 3 : RANGE + 4, RANGE, RANGE + span - wide), 9);
}

/**
 * The margins: who chose, busiest over mean, Gini, effective number of experts with its 5 and 95 %.
 * @param {View} view
 * @param {Numbers} numbers
 * @param {number} margin
 */
export function drawSide(view, { facts, layers, summary }, margin) {
  const { root, model, sel, own } = view;
  const ctx = sized(own.side, margin, heightOf(view));
  ctx.font = font();
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour(root, "quiet");
  ctx.fillText("layer", 4, 8);
  ctx.fillText("max/mean", 92, 8);
  ctx.fillText("Gini", 158, 8);
  ctx.fillText(margin === WIDE ? "effective experts" : "effect.", 194, 8);
  for (const [l, layer] of layers.entries()) {
    const y = TOP + l * own.place.tall + own.place.tall / 2;
    const chosen = layer === sel.get("layer");
    const [peak, gini, effective, low, high] = summary.subarray(SUMMARY * l, SUMMARY * l + 5);
    ctx.fillStyle = colour(root, chosen ? "chosen" : "ink");
    ctx.font = font(chosen);
    const glyph = LAYER_GLYPH[model.get("attention_kinds")[l]] ?? "";
    ctx.fillText(`${layer} ${glyph} ${model.get("kinds")[l] === "hash" ? "☷ table" : "scores"}`, 4, y);
    ctx.fillStyle = colour(root, "ink");
    ctx.font = font();
    ctx.fillText(number(peak), 100, y);
    ctx.fillText(number(gini), 158, y);
    ctx.fillText(number(effective, 1), 194, y);
    if (margin === WIDE)
      drawEffective(
        ctx,
        root,
        y,
        [effective, low, high].map(n => n / facts.experts),
      );
  }
}

/**
 * An effective number of experts as a mark on a line, with its range; shares of all experts.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Element} root
 * @param {number} y
 * @param {number[]} shares
 */
function drawEffective(ctx, root, y, [effective, low, high]) {
  /** @param {number} share */
  const x = share => 228 + 66 * clamp(share, 0, 1);
  ctx.strokeStyle = colour(root, "line");
  ctx.beginPath();
  ctx.moveTo(x(0), y);
  ctx.lineTo(x(1), y);
  ctx.stroke();
  if (Number.isNaN(effective)) {
    hatched(ctx, root, x(0), y - 4, 66, 8);
    return;
  }
  if (!Number.isNaN(low)) {
    ctx.strokeStyle = colour(root, "ink");
    ctx.lineWidth = 3;
    ctx.beginPath();
    ctx.moveTo(x(low), y);
    ctx.lineTo(x(high), y);
    ctx.stroke();
    ctx.lineWidth = 1;
  }
  ctx.fillStyle = colour(root, "ink");
  ctx.fillRect(x(effective) - 1, y - 5, 2, 10);
}

/**
 * What the pointer is over, else what is chosen, else the whole.
 * @param {View} view
 * @param {Numbers} numbers
 */
export function sayFacts(view, { facts: f, layers, counts, tokens, summary, brushed, here, elsewhere }) {
  const { sel, facts, own } = view;
  const row = layers.indexOf(sel.get("layer"));
  const chosen = row >= 0 && sel.get("expert") >= 0 ? { row, expert: sel.get("expert") } : null;
  const shown = own.hovered ?? chosen;
  facts.replaceChildren();
  if (!shown) {
    let never = 0;
    let chance = 0;
    for (let l = 0; l < layers.length; l++) {
      never += summary[SUMMARY * l + 5] || 0;
      chance += summary[SUMMARY * l + 6] || 0;
    }
    const where = brushed ? `tokens ${f.first} to ${f.last}` : `all ${f.tokens} tokens`;
    facts.append(
      `${where}, ${f.slots} of ${f.experts} experts each: `,
      make("b", "", `${never} never chosen`),
      `, ${number(chance, 1)} would be by chance`,
    );
    return;
  }
  const T = tokens[2 * shown.row];
  const rate = here(shown.row, shown.expert);
  facts.append(
    `layer ${layers[shown.row]}, expert ${shown.expert}: `,
    make("b", "", Number.isNaN(rate) ? "not captured" : `${number(rate)} × even use`),
    ` (${counts[shown.row * f.experts + shown.expert]} of ${T} tokens, even ${number((T * f.slots) / f.experts, 1)})`,
  );
  if (brushed) facts.append(`, in the rest ${number(elsewhere(shown.row, shown.expert))} ×`);
}

/**
 * @param {View} view
 * @param {Facts} f
 */
export function legendOf({ root, model }, f) {
  const bar = make("span", "dsv-ramp");
  bar.style.display = "inline-block";
  bar.style.width = "90px";
  bar.style.verticalAlign = "middle";
  const stops = ["less", "even", "more"].map(name => colour(root, name));
  bar.style.background = `linear-gradient(90deg, ${stops.join(", ")})`;
  const below = model.get("against") === "rest" && f.first >= 0 ? "the rest" : "even use";
  return [
    "¼ or less ",
    bar,
    ` 4 times or more · low tile: below ${below} · full tile: above · dot: never chosen · hatched: not captured` +
      ` · effective experts: of ${f.draws} choices, with 5 to 95 %`,
  ];
}

/** @param {View} view */
export const heightOf = ({ model, own }) => TOP + model.get("layers").length * own.place.tall + 2;
