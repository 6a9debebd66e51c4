// All sites together: what their product does to the streams, and the streams' norms and cosines over depth.
// Tests: hyper_connections.test.js.

import { asF32 } from "./common/bytes.js";
import { NONE } from "./common/codes.js";
import { blend, colour, wordsOn } from "./common/colours.js";
import { make, svg } from "./common/elements.js";
import { lineChart, powers } from "./common/line_chart.js";
import { clamp, number } from "./common/numbers.js";
import { goToStep, stepNow } from "./hyper_connections_site.js";

const VARIANTS = ["Sinkhorn, as run", "row softmax", "unconstrained"];
const NO_LOGITS = 'Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".';
const OTHER_LINES =
  "The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.";
const NO_STREAMS =
  "Norms and cosines need the group “streams”. Run again with capture=[..., 'streams'], or tick it under “capture”.";
const LEFT = 40;
const RIGHT = 96;
const CELL = 16; // height of a row of cosines

/** @typedef {import("./hyper_connections.js").View} View */
/** @typedef {import("./common/line_chart.js").Tick} Tick */

/**
 * Which sites a product is of; layers that were not captured end it.
 * @param {{ first: number, last: number, gap: number }} facts
 */
export function productWords({ first, last, gap }) {
  if (gap < 0) {
    return `Product of all sites${first > 0 ? ` from layer ${first} on` : ""} up to each step, for this token.`;
  }
  return (
    `Product of the sites of layers ${first} to ${last} up to each step, for this token; it ends there, ` +
    `since layer ${gap} was not captured.`
  );
}

/**
 * Three numbers of the product up to each step, with and without Sinkhorn.
 * @param {View} view
 * @param {number} width
 */
export function drawProduct(view, width) {
  const { model, root, own } = view;
  const layers = model.get("layers");
  const S = layers.length;
  const V = model.get("variants").length;
  const all = asF32(model.get("product")); // [gain, rank, eigenvalue][variant][step]
  /** @param {number} k @param {number} v */
  const line = (k, v) => all.slice((k * V + v) * S, (k * V + v + 1) * S);
  /** @param {number} k */
  const series = k => VARIANTS.map((name, v) => ({ name, values: line(k, v), style: v }));
  const n = asF32(model.get("pre")).length;
  const axis = layers.flatMap((layer, i) =>
    i === layers.indexOf(layer) ? [/** @type {Tick} */ ([i, `${layer}`])] : [],
  );
  const common = { width, height: 92, at: stepNow(view), axis, click: /** @param {number} i */ i => goToStep(view, i) };
  const words = `${productWords(/** @type {any} */ (model.get("product_facts")))} ${OTHER_LINES}`;
  own.pane.replaceChildren(
    lineChart(root, {
      ...common,
      ...powers(all.slice(0, V * S)),
      series: series(0),
      title: "gain: the most of all streams that can pile up in one (log scale)",
    }),
    lineChart(root, {
      ...common,
      ...{ low: 1, high: n, ticks: [1, n].map(k => /** @type {Tick} */ ([k, String(k)])) },
      series: series(1),
      title: "effective rank: 1 all streams alike, all apart at the top",
    }),
    lineChart(root, {
      ...common,
      ...powers(all.slice(2 * V * S).filter(v => v > -30)),
      series: series(2),
      title: "second eigenvalue: what is left of the difference (log scale)",
    }),
    make("div", "dsv-note", Number.isNaN(line(0, 1)[S - 1]) ? NO_LOGITS : words),
  );
  const [gain, free, rank, second] = [line(0, 0), line(0, 2), line(1, 0), line(2, 0)].map(values => Array.from(values));
  return { gain, free, rank, second };
}

/**
 * @param {View} view
 * @param {number} width
 */
export function drawStreams(view, width) {
  const { model, root, own } = view;
  /** @type {{ layers?: number[], pairs: string[] }} */
  const { layers, pairs } = /** @type {any} */ (model.get("stream_facts"));
  if (!layers) {
    own.pane.replaceChildren(make("div", "dsv-message", NO_STREAMS));
    return {};
  }
  const norm = asF32(model.get("stream_norm"));
  const cosine = asF32(model.get("stream_cosine"));
  const L = layers.length;
  const N = norm.length / L;
  const logs = norm.map(v => Math.log10(v));
  const line = lineChart(root, {
    ...{ width, height: 150, ...powers(logs) },
    title: "norm of each stream after every layer (log scale)",
    axis: layers.map((layer, i) => [i, layer < 0 ? "emb" : String(layer)]),
    at: layers.indexOf(model.get("facts").layer),
    click: i => {
      if (layers[i] >= 0) view.pick({ layer: layers[i], expert: NONE, entry: NONE });
    },
    series: Array.from({ length: N }, (_, k) => ({
      name: `stream ${k}: ${number(norm[(L - 1) * N + k], 1)}`,
      style: k,
      values: Float32Array.from({ length: L }, (_, i) => logs[i * N + k]),
    })),
  });
  own.pane.replaceChildren(line, drawCosines(view, cosine, L, pairs, width));
  return { norms: Array.from(norm), cosines: Array.from(cosine) };
}

/**
 * A row per pair of streams, a cell per layer.
 * @param {View} view
 * @param {Float32Array} cosine
 * @param {number} L
 * @param {string[]} pairs
 * @param {number} width
 */
function drawCosines({ root }, cosine, L, pairs, width) {
  const cell = (width - LEFT - RIGHT) / L;
  const height = 24 + pairs.length * CELL;
  const s = svg("svg", { width, height, role: "img", "aria-label": "cosines between streams" });
  s.append(svg("text", { x: 0, y: 10, class: "quiet" }, "cosine between streams: 1 alike, 0 unrelated, −1 opposite"));
  const low = colour(root, "ramp-low");
  const high = colour(root, "ramp-high");
  for (const [p, pair] of pairs.entries()) {
    const y = CELL + p * CELL;
    s.append(svg("text", { x: LEFT - 6, y: y + 11, "text-anchor": "end" }, pair));
    for (let i = 0; i < L; i++) {
      const v = cosine[i * pairs.length + p];
      const fill = blend(low, high, Math.abs(clamp(v, -1, 1)));
      s.append(svg("rect", { x: LEFT + i * cell + 1, y, width: Math.max(cell - 2, 1), height: CELL - 2, rx: 2, fill }));
      if (cell <= 26) continue;
      const words = svg("text", { x: LEFT + (i + 0.5) * cell, y: y + 11, "text-anchor": "middle" }, number(v));
      words.style.fill = wordsOn(fill);
      s.append(words);
    }
  }
  return s;
}
