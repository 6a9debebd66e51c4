// Cost: two charts against the length of the context, sliders that change the model, and the numbers at one length.
// Traits: cost.py.   Tests: cost.test.js.

import { asTyped, memo } from "./common/bytes.js";
import { choice } from "./common/controls.js";
import { make } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { number, size, thousands } from "./common/numbers.js";
import { drawChart } from "./cost_charts.js";
import { flopWords, heldNote, percent, publishedNote, readingsOf, readingsTable, V32 } from "./cost_notes.js";

const WHAT_IF = "what if";
/** @type {("csa_rate" | "hca_rate" | "index_topk")[]} */
const CHANGED = ["csa_rate", "hca_rate", "index_topk"];

/** @typedef {import("./traits").Cost} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {"length" | "csa_rate" | "hca_rate" | "index_topk"} Slider  trait of a slider */
/**
 * @typedef {object} Reading  one model at the chosen length
 * @property {number} flops
 * @property {number} bytes
 * @property {Record<string, number>} classes  FLOPs by what they are for
 * @property {Record<string, number>} parts  bytes by what they hold
 */
/**
 * @typedef {object} Held  what the run's cache held; empty while nothing was measured
 * @property {number} [held]
 * @property {number} tokens
 * @property {string} dtype
 * @property {Record<string, number> | null} formula
 * @property {number} rows
 * @property {number} release
 */

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build(view) {
  const { model, body } = view;
  const controls = make("div", "dsv-controls");
  const charts = make("div", "dsv-cost-charts");
  const below = make("div", "dsv-panel");
  const precision = choice(view, "precision", "precision", /** @type {any} */ (model.get("precisions")));
  const counting = choice(view, "counting", "how FLOPs are counted", /** @type {any} */ (model.get("countings")));
  const base = choice(view, "base", "model the sliders start from", []);
  const sliders = [
    slider(view, "length", "context", 10, 20),
    slider(view, "csa_rate", "CSA rate", 1, 6),
    slider(view, "hca_rate", "HCA rate", 2, 10),
    slider(view, "index_topk", "top-k", 3, 12),
  ];
  const line = make("div", "dsv-cost-sliders");
  const reset = make("button", "dsv-small", "own values");
  line.append(...sliders.map(one => one.box), reset);
  controls.append(base.select, precision.select, counting.select);
  body.append(controls, line, charts, below);
  return { charts, below, precision, counting, base, sliders, reset, doubles: memo(asDoubles) };
}

/** @param {import("./common/types").Bytes} bytes */
const asDoubles = bytes => asTyped(bytes, Float64Array);

/** @param {View} view */
function listen(view) {
  view.listen(view.own.reset, "click", () => {
    for (const trait of CHANGED) view.model.set(trait, 0);
    view.model.save_changes();
    view.redraw();
  });
}

/**
 * A slider over powers of two. A rate or top-k of 0 means the model's own value.
 * @param {import("./common/frame.js").View<Traits, unknown>} view
 * @param {Slider} trait
 * @param {string} words
 * @param {number} low
 * @param {number} high
 */
function slider(view, trait, words, low, high) {
  const { model } = view;
  const box = make("label");
  const input = make("input");
  const out = make("output");
  Object.assign(input, { type: "range", min: low, max: high, step: 1 });
  input.setAttribute("aria-label", words);
  box.append(words, input, out);
  view.listen(input, "input", () => {
    const value = 2 ** Number(input.value);
    view.tell(trait, trait !== "length" && value === model.get("own")[trait] ? 0 : value);
    view.redraw();
  });
  const show = () => {
    const value = model.get(trait) || model.get("own")[trait];
    input.value = String(Math.round(Math.log2(value)));
    out.textContent = trait === "length" ? thousands(value) : `${value}${model.get(trait) ? "" : " (own)"}`;
  };
  return { box, show };
}

/** @param {View} view */
function draw(view) {
  const { model, root, own } = view;
  const { base, precision, counting, sliders, reset, charts, below } = own;
  const { models, readings } = readingsOf(view);
  if (!models.length) return;
  const starts = models.filter(name => name !== V32 && name !== WHAT_IF);
  base.show(starts.map(name => [name, `sliders change: ${name}`]));
  if (!base.select.value) base.select.selectedIndex = base.select.options.length - 1;
  for (const control of [precision, counting, ...sliders]) control.show();
  reset.style.visibility = models.includes(WHAT_IF) ? "" : "hidden";
  sayFacts(view);
  const flops = linesOf(view, 0);
  charts.replaceChildren(
    drawChart(view, { title: "FLOPs of one token", what: "flops", lines: flops, words: flopWords }),
    drawChart(view, { title: "cache of one sequence", what: "bytes", lines: linesOf(view, 1), words: size }),
  );
  below.replaceChildren(readingsTable(view), publishedNote(view), heldNote(view));
  root.drawn = {
    models: [...models],
    length: model.get("own").length,
    flops: readings.map(r => r.flops),
    bytes: readings.map(r => r.bytes),
    first: flops.map(line => line[0]),
    published: model.get("published"),
    held: model.get("held"),
  };
}

/**
 * Per model, a value at every length: of FLOPs (0) or of bytes (1).
 * @param {View} view
 * @param {number} what
 */
function linesOf({ model, own }, what) {
  const values = own.doubles(model.get("curves")); // [model, 2, length]
  const n = model.get("lengths").length;
  return model.get("models").map((_, m) => [...values.subarray((2 * m + what) * n, (2 * m + what + 1) * n)]);
}

/** @param {View} view */
function sayFacts(view) {
  const { models, readings, v32 } = readingsOf(view);
  const against = models.flatMap((name, i) => {
    const words = `${percent(readings[i].flops / v32.flops)} / ${percent(readings[i].bytes / v32.bytes)}`;
    return name === V32 ? [] : [`${name} `, make("b", "", words), " "];
  });
  const length = make("b", "", `${thousands(view.model.get("own").length)} tokens`);
  view.facts.replaceChildren("at ", length, " of context, against V3.2: ", ...against, "(FLOPs / cache)");
}

/** @param {View} view */
function table(view) {
  const { model } = view;
  const { models, readings, v32 } = readingsOf(view);
  /** @param {string[][]} options @param {string} chosen */
  const title = (options, chosen) => options.find(([value]) => value === chosen)?.[1];
  const precision = title(model.get("precisions"), model.get("precision"));
  const counting = title(model.get("countings"), model.get("counting"));
  return {
    columns: ["model", "GFLOP of a token", "of V3.2", "cache, bytes", "of V3.2"],
    rows: models.map((name, i) => {
      const { flops, bytes } = readings[i];
      return [name, flops / 1e9, flops / v32.flops, bytes, bytes / v32.bytes];
    }),
    note: `At ${thousands(model.get("own").length)} tokens of context; ${precision}; ${counting}.`,
  };
}

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Cost",
  aria: "Cost of a token against the length of its context",
  build,
  listen,
  draw,
  table,
  symbols: ({ model }, symbol) => {
    const { length, csa_rate, hca_rate } = model.get("own");
    const [csa, hca] = [model.get("csa_rate") || csa_rate, model.get("hca_rate") || hca_rate];
    if (symbol === "rate") return `${csa} in CSA layers, ${hca} in HCA layers`;
    return `${thousands(length / csa)} and ${thousands(length / hca)} at ${thousands(length)} tokens`;
  },
};

export default viewOf(spec);
