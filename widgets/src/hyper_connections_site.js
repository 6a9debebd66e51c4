// One site: the three parts of a hyper-connection around one matrix, and every site of the model in a strip below.
// Tests: hyper_connections.test.js.

import { asF32 } from "./common/bytes.js";
import { NONE } from "./common/codes.js";
import { blend, colour, wordsOn } from "./common/colours.js";
import { make, svg } from "./common/elements.js";
import { clamp, number } from "./common/numbers.js";

const BOX = 38; // an entry of the matrix
const BARS = 68; // room for `pre` on its left
const EDGE = 20;
const LEFT = EDGE + BARS + 8;
const TOP = 28;
const BAR = 26; // tallest bar of the strip
const FIRST = 40; // baseline of the strip's upper bars
const SECOND = 85; // and of its lower ones

/** @typedef {import("./hyper_connections.js").View} View */
/** @typedef {import("./hyper_connections.js").Facts} Facts */

/**
 * Which step of the strip a horizontal place is in; steps are (layer, site) in the order they are run.
 * @param {number} x
 * @param {number} width
 * @param {number} steps
 */
export const stepAt = (x, width, steps) => clamp(Math.floor((x / width) * steps), 0, steps - 1);

/** @param {View} view */
export const stepNow = ({ model, sel }) => Math.max(0, model.get("layers").indexOf(sel.get("layer"))) + sel.get("site");

/**
 * @param {View} view
 * @param {number} step
 */
export function goToStep(view, step) {
  const layers = view.model.get("layers");
  const at = clamp(step, 0, layers.length - 1);
  view.pick({ layer: layers[at], site: at - layers.indexOf(layers[at]), expert: NONE, entry: NONE });
}

/**
 * @param {View} view
 * @param {Facts} f
 */
export function drawSite(view, f) {
  const { model, own } = view;
  const [pre, post, comb] = [asF32(model.get("pre")), asF32(model.get("post")), asF32(model.get("comb"))];
  const error = number(f.sinkhorn_error, 4);
  own.matrix.replaceChildren(drawMatrix(view, pre, post, comb));
  own.words.replaceChildren(
    make("div", "", `next[to] = post[to] × ${f.site ? "experts" : "attention"} + Σ comb[from→to] × stream[from]`),
    make("div", "", `rows: from, columns: to; columns sum to 1, rows miss 1 by at most ${error}`),
  );
  own.norms.replaceChildren(drawNorms(view, f));
  own.strip.replaceChildren(drawStrip(view, pre.length));
  const exchange = Array.from(asF32(model.get("exchange")));
  return { pre: Array.from(pre), comb: Array.from(comb), post: Array.from(post), exchange };
}

/**
 * The matrix between what is read (`pre`, on the left) and what is written (`post`, below).
 * @param {View} view
 * @param {Float32Array} pre
 * @param {Float32Array} post
 * @param {Float32Array} comb
 */
function drawMatrix(view, pre, post, comb) {
  const N = pre.length;
  const tint = `rgb(${colour(view.root, "tint")})`;
  const label = `mixing matrix, ${Array.from(comb, v => v.toFixed(2)).join(" ")}`;
  const s = svg("svg", { width: LEFT + N * BOX + 4, height: TOP + N * BOX + 46, role: "img", "aria-label": label });
  const edge = EDGE + BARS;
  s.append(
    svg("text", { x: edge, y: 10, "text-anchor": "end", class: "quiet" }, "pre: read"),
    svg("text", { x: LEFT + (N * BOX) / 2, y: 10, "text-anchor": "middle", class: "quiet" }, "comb: to stream ↓"),
  );
  for (let i = 0; i < N; i++) {
    const y = TOP + i * BOX;
    const bar = clamp(pre[i], 0, 1) * (BARS - 36);
    s.append(
      svg("text", { x: 2, y: y + BOX / 2 + 4 }, `${i} →`.slice(0, 3)),
      svg("rect", { x: edge - bar, y: y + 11, width: Math.max(bar, 0.5), height: BOX - 22, fill: tint }),
      svg("text", { x: edge - bar - 3, y: y + BOX / 2 + 4, "text-anchor": "end" }, number(pre[i])),
      svg("text", { x: LEFT + i * BOX + BOX / 2, y: 23, "text-anchor": "middle" }, `${i}`),
    );
    for (let j = 0; j < N; j++) s.append(...drawEntry(view, comb[i * N + j], N, i, j));
    const tall = clamp(post[i] / 2, 0, 1) * 22;
    const x = LEFT + i * BOX;
    const top = TOP + N * BOX + 6;
    s.append(
      svg("rect", { x: x + 8, y: top, width: BOX - 16, height: Math.max(tall, 0.5), fill: tint }),
      svg("text", { x: x + BOX / 2, y: top + tall + 12, "text-anchor": "middle" }, number(post[i])),
    );
  }
  s.append(svg("text", { x: edge, y: TOP + N * BOX + 18, "text-anchor": "end", class: "quiet" }, "post: write ↓"));
  return s;
}

/**
 * One entry, and where it lies for nine in ten tokens of the run.
 * @param {View} view
 * @param {number} v
 * @param {number} N
 * @param {number} i
 * @param {number} j
 */
function drawEntry({ root, model }, v, N, i, j) {
  const x = LEFT + j * BOX;
  const y = TOP + i * BOX;
  const fill = blend(colour(root, "ramp-low"), colour(root, "ramp-high"), clamp(v, 0, 1));
  const ink = wordsOn(fill);
  const box = svg("rect", { x: x + 1, y: y + 1, width: BOX - 2, height: BOX - 2, rx: 3, fill });
  const title = svg("title", {}, `comb[from ${i}, to ${j}] = ${number(v, 4)}`);
  const words = svg("text", { x: x + BOX / 2, y: y + BOX / 2 + 4, "text-anchor": "middle" }, number(v));
  words.style.fill = ink;
  box.append(title);
  const spread = asF32(model.get("spread"));
  if (!spread.length) return [box, words];
  /** @param {number} share */
  const at = share => x + 4 + clamp(share, 0, 1) * (BOX - 8);
  const [from, middle, to] = [0, 1, 2].map(q => spread[q * N * N + i * N + j]);
  title.textContent += `; over the run 5 % ${number(from, 3)}, middle ${number(middle, 3)}, 95 % ${number(to, 3)}`;
  const range = { x1: at(from), x2: Math.max(at(to), at(from) + 1), y1: y + BOX - 6, y2: y + BOX - 6 };
  const mark = { x1: at(middle), x2: at(middle), y1: y + BOX - 8, y2: y + BOX - 4 };
  return [box, svg("line", { ...range, stroke: ink, opacity: 0.55 }), svg("line", { ...mark, stroke: ink }), words];
}

/**
 * @param {View} view
 * @param {Facts} f
 */
function drawNorms({ root, model }, f) {
  const norm = asF32(model.get("norm"));
  if (Number.isNaN(norm[0])) return make("div", "dsv-note", "Stream norms: capture “streams” to see them.");
  const top = Math.max(...norm, 1e-9);
  const height = 20 + norm.length * 15;
  const s = svg("svg", { width: 150, height, role: "img", "aria-label": "norms of the streams" });
  const where = f.layer ? `stream norms after layer ${f.layer - 1}` : "stream norms after the embedding";
  s.append(svg("text", { x: 0, y: 12, class: "quiet" }, where));
  norm.forEach((value, i) => {
    const y = 18 + i * 15;
    const wide = (value / top) * 90;
    s.append(
      svg("text", { x: 0, y: y + 9 }, `${i}`),
      svg("rect", { x: 12, y, width: Math.max(wide, 0.5), height: 11, fill: `rgb(${colour(root, "tint")})` }),
      svg("text", { x: 16 + wide, y: y + 9 }, number(value, 1)),
    );
  });
  return s;
}

/**
 * All sites: above how much comes from other streams, below how strongly the most read one is read.
 * @param {View} view
 * @param {number} N
 */
function drawStrip(view, N) {
  const { model, body, root } = view;
  const exchange = asF32(model.get("exchange"));
  const steps = model.get("layers").length;
  const width = Math.max(200, body.clientWidth - 2);
  const tallest = Math.max(...exchange.filter(v => !Number.isNaN(v)), 0.001);
  const line = colour(root, "line");
  const s = svg("svg", { width, height: SECOND + 17, role: "img", "aria-label": "all sites" });
  const even = number(1 - 1 / N);
  const above =
    `share that comes from other streams, at each site (tallest ${number(tallest, 3)}; ` +
    `evenly mixed would be ${even})`;
  const below = "how strongly the most read stream is read (pre; bar full: 1)";
  s.append(
    svg("text", { x: 0, y: 10, class: "quiet" }, above),
    svg("text", { x: 0, y: FIRST + 15, class: "quiet" }, below),
  );
  for (let i = 0; i < steps; i++) s.append(...drawStep(view, i, width / steps, tallest));
  for (const y of [FIRST + 0.5, SECOND + 0.5]) s.append(svg("line", { x1: 0, x2: width, y1: y, y2: y, stroke: line }));
  s.addEventListener("click", event => {
    goToStep(view, stepAt(event.clientX - s.getBoundingClientRect().left, width, steps));
  });
  return s;
}

/**
 * One site of the strip; the layer's number stands under its first.
 * @param {View} view
 * @param {number} i
 * @param {number} cell
 * @param {number} tallest
 */
function drawStep(view, i, cell, tallest) {
  const { model, root } = view;
  const layers = model.get("layers");
  const exchange = asF32(model.get("exchange"))[i];
  const pre = asF32(model.get("largest_pre"))[i];
  const known = !Number.isNaN(exchange);
  const high = known ? clamp(exchange / tallest, 0, 1) * BAR : BAR;
  const low = clamp(pre, 0, 1) * BAR;
  const x = i * cell;
  const fill = i === stepNow(view) ? colour(root, "chosen") : `rgb(${colour(root, "tint")})`;
  const bar = { x: x + 1, width: Math.max(cell - 2, 1), opacity: i % 2 ? 0.6 : 1 };
  const group = svg("g", { class: "step" });
  group.append(
    svg("rect", { x, y: 0, width: cell, height: SECOND + 17, fill: "transparent" }),
    svg("rect", {
      ...bar,
      y: FIRST - high,
      height: Math.max(high, 0.7),
      fill: known ? fill : "none",
      stroke: known ? "none" : colour(root, "line"),
      "stroke-dasharray": "2 3",
    }),
  );
  if (known) group.append(svg("rect", { ...bar, y: SECOND - low, height: Math.max(low, 0.7), fill }));
  const site = i - layers.indexOf(layers[i]);
  const where = `layer ${layers[i]}, ${site ? "experts" : "attention"}`;
  const what = `${number(exchange, 3)} from other streams, largest pre ${number(pre, 3)}`;
  group.append(svg("title", {}, `${where}: ${what}`));
  if (site || (cell <= 9 && layers[i] % 5)) return [group];
  return [svg("text", { x: x + 1, y: SECOND + 13, class: "quiet" }, `${layers[i]}`), group];
}
