// Recall: how much of full attention's mass the picks cover, head by head, at the probed queries.

import { axes } from "./common/axes.js";
import { colour } from "./common/colours.js";
import { make, svg } from "./common/elements.js";
import { clamp, number } from "./common/numbers.js";

/** @typedef {import("./lightning_indexer.js").View} View */
/** @typedef {import("./lightning_indexer.js").Drawn} Facts */

/**
 * Probed queries, and their values per head.
 * @param {View} view
 */
function recallOf({ model, own }) {
  const probes = own.probed(model.get("probes"));
  const values = own.recalls(model.get("recall")); // [probe, head]
  return { probes, values, heads: probes.length ? values.length / probes.length : 0 };
}

/**
 * @param {View} view
 * @param {Facts} f
 */
export function drawRecall(view, f) {
  const { model, own } = view;
  const { probes, values, heads } = recallOf(view);
  const note = make("div", "dsv-note", model.get("recall_note"));
  if (!probes.length) {
    if (model.get("can_measure")) note.replaceChildren(...offerToMeasure(view));
    own.low.append(note);
    return { recall: null };
  }
  const means = Array.from({ length: heads }, (_, h) => {
    const known = values.filter((v, i) => i % heads === h && !Number.isNaN(v));
    return known.length ? known.reduce((a, b) => a + b, 0) / known.length : Number.NaN;
  });
  const title = make("div", "dsv-note");
  title.append(
    make("b", "", `Layer ${f.layer}: share of full attention's mass on entries that the picks cover`),
    ", a dot per probe, the bar is the mean.",
  );
  own.low.append(title, note, drawHeads(view, means));
  return { recall: means, probes: Array.from(probes) };
}

/** @param {View} view */
function offerToMeasure(view) {
  const button = make("button", "dsv-small", "measure it now, at 16 queries");
  button.dataset.act = "recall";
  button.addEventListener("click", () => view.tell("recall_request", { n: ++view.own.requests }));
  return ["Recall is not captured but measured, with the model, once more for every query: ", button];
}

/**
 * @param {View} view
 * @param {number[]} means
 */
function drawHeads(view, means) {
  const { body, root } = view;
  const { probes, values, heads } = recallOf(view);
  const width = clamp(body.clientWidth - 20, 260, 760);
  const height = 140;
  const s = axes(root, width, height, "head", "covered");
  /** @param {number} h */
  const x = h => 46 + ((h + 0.5) / heads) * (width - 54);
  /** @param {number} v */
  const y = v => height - 20 - v * (height - 36);
  s.append(
    svg("text", { x: 36, y: y(1) + 4, "text-anchor": "end", class: "quiet" }, "100 %"),
    svg("text", { x: 36, y: y(0), "text-anchor": "end", class: "quiet" }, "0"),
  );
  for (const [h, mean] of means.entries()) {
    probes.forEach((token, probe) => {
      const value = values[probe * heads + h];
      if (Number.isNaN(value)) return;
      const dot = svg("circle", { cx: x(h), cy: y(value), r: 2.2, fill: `rgba(${colour(root, "tint")}, 0.55)` });
      dot.append(svg("title", {}, `head ${h}, token ${token}: ${number(100 * value, 1)} %`));
      s.append(dot);
    });
    const bar = { x1: x(h) - 8, x2: x(h) + 8, y1: y(mean), y2: y(mean), stroke: colour(root, "chosen") };
    if (!Number.isNaN(mean)) s.append(svg("line", { ...bar, "stroke-width": 2 }));
    const place = { x: x(h), y: height - 8, "text-anchor": "middle", class: "quiet" };
    if (heads <= 16) s.append(svg("text", place, String(h)));
  }
  s.setAttribute("aria-label", `recall per head: ${means.map(mean => number(mean)).join(", ")}`);
  return s;
}

/**
 * @param {View} view
 * @param {Facts} f
 */
export function recallTable(view, f) {
  const { probes, values, heads } = recallOf(view);
  if (!probes.length) return null;
  return {
    columns: ["probe at token", ...Array.from({ length: heads }, (_, h) => `head ${h}`)],
    rows: Array.from(probes, (token, i) => [token, ...values.subarray(i * heads, (i + 1) * heads)]),
    note: `Share of full attention's mass on entries that the picks of layer ${f.layer} cover.`,
  };
}
