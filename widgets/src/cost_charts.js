// The two charts of cost against the context, both axes logarithmic. Lines differ by dash and label too.
// Tests: cost.test.js.

import { colour } from "./common/colours.js";
import { svg } from "./common/elements.js";
import { clamp, number, thousands } from "./common/numbers.js";

const LEFT = 46;
const RIGHT = 74;
const TOP = 18;
const BOTTOM = 24;
const SHORTEST = 10; // contexts from 2 ** 10 tokens
const LONGEST = 20;
/** @type {Record<string, string>} */
const DASH = { "V3.2": "2 3", Pro: "", Flash: "7 3", "this model": "", "what if": "3 2" };
/** @type {Record<string, string>} */
export const HUE = { "V3.2": "quiet", Pro: "window", Flash: "entries", "this model": "ink", "what if": "ink" };

/** @typedef {import("./cost.js").View} View */
/** @typedef {import("./cost.js").Reading} Reading */
/**
 * @typedef {object} Curves  what one chart shows
 * @property {string} title
 * @property {"flops" | "bytes"} what
 * @property {number[][]} lines  per model, a value per length
 * @property {(value: number) => string} words
 */

/**
 * A length of context: 128k, 1M.
 * @param {number} n
 */
export function tokenWords(n) {
  if (n >= 1048576) return `${number(n / 1048576, 0)}M`;
  return n >= 1024 ? `${Math.round(n / 1024)}k` : String(n);
}

/**
 * Powers of ten from the one below the smallest to the one above the largest value.
 * @param {number[]} values
 */
export function decades(values) {
  const real = values.filter(v => v > 0);
  const low = Math.floor(Math.log10(Math.min(...real)));
  const high = Math.ceil(Math.log10(Math.max(...real)));
  return [low, Math.max(high, low + 1)];
}

/**
 * Labels at the right edge, pushed apart so that none covers another.
 * @param {number[]} ys
 * @param {number} gap
 * @param {number} low
 * @param {number} high
 */
export function spread(ys, gap, low, high) {
  const order = [...ys.keys()].sort((a, b) => ys[a] - ys[b]);
  const out = [...ys];
  for (const [n, i] of order.entries()) if (n) out[i] = Math.max(out[i], out[order[n - 1]] + gap);
  const back = [...order].reverse();
  if (back.length && out[back[0]] > high) {
    for (const [n, i] of back.entries()) out[i] = n ? Math.min(out[i], out[back[n - 1]] - gap) : high;
  }
  return out.map(y => Math.max(low, y));
}

/**
 * @param {View} view
 * @param {Curves} curves
 */
export function drawChart(view, { title, what, lines, words }) {
  const { model, body, root } = view;
  const side = body.clientWidth > 460; // room for both charts beside each other
  const width = Math.max(220, Math.min(560, (body.clientWidth - 16) / (side ? 2 : 1)));
  const height = side ? 172 : 120;
  const span = width - LEFT - RIGHT;
  const [low, high] = decades(lines.flat());
  /** @param {number} tokens */
  const x = tokens => LEFT + ((Math.log2(tokens) - SHORTEST) / (LONGEST - SHORTEST)) * span;
  /** @param {number} value */
  const y = value => TOP + ((high - Math.log10(value)) / (high - low)) * (height - TOP - BOTTOM);
  /** @type {Reading[]} */
  const readings = model.get("readings");
  const said = model.get("models").map((name, m) => `${name} ${words(readings[m][what])}`);
  const s = svg("svg", { width, height, role: "img", "aria-label": `${title}: ${said.join(", ")}` });
  s.append(svg("text", { x: 2, y: 11 }, title));
  for (let d = low; d <= high; d++) {
    const tick = words(10 ** d)
      .replace("FLOP", "")
      .replace(".00", "")
      .replace(".0", "");
    s.append(
      svg("line", { x1: LEFT, x2: width - RIGHT, y1: y(10 ** d), y2: y(10 ** d), stroke: colour(root, "line") }),
      svg("text", { x: LEFT - 4, y: y(10 ** d) + 4, "text-anchor": "end", class: "quiet" }, tick),
    );
  }
  for (let p = SHORTEST; p <= LONGEST; p += width < 300 ? 5 : 2) {
    const place = { x: x(2 ** p), y: height - 9, "text-anchor": "middle", class: "quiet" };
    s.append(svg("text", place, tokenWords(2 ** p)));
  }
  const at = x(model.get("own").length);
  const upright = { x1: at, x2: at, y1: TOP, y2: height - BOTTOM };
  s.append(svg("line", { ...upright, stroke: colour(root, "ink"), "stroke-dasharray": "1 3" }));
  const ends = spread(
    lines.map(line => y(line[line.length - 1])),
    12,
    TOP,
    height - BOTTOM,
  );
  const places = { x, y, right: width - RIGHT };
  for (const [m, line] of lines.entries()) s.append(...drawLine(view, m, what, line, ends[m], places, words));
  s.addEventListener("click", event => {
    const share = (event.clientX - s.getBoundingClientRect().left - LEFT) / span;
    const power = Math.round(clamp(SHORTEST + share * (LONGEST - SHORTEST), SHORTEST, LONGEST));
    view.tell("length", 2 ** power);
    view.redraw();
  });
  s.style.cursor = "pointer";
  return s;
}

/**
 * One model: its line, its name, its reading, and a ring at the longest context that the loaded model accepts.
 * @param {View} view
 * @param {number} m
 * @param {"flops" | "bytes"} what
 * @param {number[]} line
 * @param {number} end  height of the name
 * @param {{ x: (tokens: number) => number, y: (value: number) => number, right: number }} places
 * @param {(value: number) => string} words
 */
function drawLine({ model, root }, m, what, line, end, { x, y, right }, words) {
  const name = model.get("models")[m];
  const lengths = model.get("lengths");
  const { context, length } = model.get("own");
  const value = model.get("readings")[m][what];
  const stroke = colour(root, HUE[name]);
  const path = svg("path", {
    d: line.map((v, i) => `${i ? "L" : "M"}${x(lengths[i]).toFixed(1)} ${y(v).toFixed(1)}`).join(""),
    fill: "none",
    stroke,
    "stroke-width": name === "what if" ? 2.4 : 1.8,
    "stroke-dasharray": DASH[name],
  });
  const label = svg("text", { x: right + 5, y: end + 4 }, name);
  const dot = svg("circle", { cx: x(length), cy: y(value), r: 3, fill: stroke });
  dot.append(svg("title", {}, `${name}: ${words(value)}`));
  if (name !== "this model" || context < 2 ** SHORTEST || context >= 2 ** LONGEST) return [path, label, dot];
  const accepted = y(line[lengths.findIndex(tokens => tokens >= context)]);
  const ring = svg("circle", { cx: x(context), cy: accepted, r: 3.2, fill: colour(root, "panel"), stroke });
  ring.append(svg("title", {}, `longest context this model accepts: ${thousands(context)}`));
  return [path, label, ring, dot];
}
