// The compressor: bars of gates per source token, both compressors side by side; below them a strip of all entries.
// Traits: compressor.py.   Tests: compressor.test.js.

import { asF32 } from "./common/bytes.js";
import { colour } from "./common/colours.js";
import { make, svg, tableWith } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { layerName } from "./common/layers.js";
import { clamp, number } from "./common/numbers.js";
import { label } from "./common/text.js";

const STRIP = 34; // height of the tallest bar of the strip

/** @typedef {import("./traits").Compressor} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {{ token: number, piece: string, gate: number, index_gate: number | null }} Source */
/** @typedef {{ entry: number, rows: Source[] }} Entry */
/**
 * @typedef {Entry & { layer: number, kind: string, rate: number, complete: number, token: number, pending: string[] }} Table
 */

/**
 * The clicked entry if it is complete at the chosen token, else the last one that is.
 * @template {{ complete: number }} T
 * @param {T} table
 * @param {Partial<Entry> | null} chosen
 * @returns {T}
 */
export function shownEntry(table, chosen) {
  const entry = chosen?.entry ?? -1;
  return entry >= 0 && entry < table.complete ? { ...table, ...chosen } : table;
}

/**
 * Which entry of the strip is at a horizontal place.
 * @param {number} x
 * @param {number} width
 * @param {number} entries
 */
export const entryAt = (x, width, entries) => clamp(Math.floor((x / width) * entries), 0, entries - 1);

/** @param {View} view */
const shown = ({ model }) => shownEntry(/** @type {Table} */ (model.get("table")), model.get("chosen"));

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ body }) {
  const words = make("div", "dsv-note");
  const list = make("div", "dsv-scroll");
  const strip = make("div");
  const waiting = make("div", "dsv-note");
  waiting.style.minHeight = "36px";
  body.append(words, strip, waiting, list); // the list last: it is longer in some layers than in others
  return { words, list, strip, waiting };
}

/** @param {View} view */
function draw(view) {
  const { words, list, waiting } = view.own;
  const t = shown(view);
  if (!t.kind) return;
  view.facts.replaceChildren(
    make("b", "", layerName(t.layer, t.kind)),
    t.entry >= 0 ? ` · entry ${t.entry} of ${t.complete}` : " · no entry is complete yet",
  );
  words.textContent =
    t.kind === "csa"
      ? `A CSA entry stands for ${t.rate} tokens and is pooled from ${2 * t.rate}: its own block and the one before. ` +
        "The gates, summing to one: of attention's compressor and of the indexer's own."
      : `An HCA entry is pooled from its block of ${t.rate} tokens; the gates sum to one.`;
  list.replaceChildren(...(t.rows.length ? [sourcesTable(view, t)] : []));
  drawStrip(view, t);
  waiting.textContent = t.pending.length
    ? `Waiting for their block to fill (${t.pending.length} of ${t.rate}): ` +
      t.pending.map(piece => label(piece, 12)).join(" · ")
    : "No token is waiting: the last block is complete.";
  view.root.drawn = {
    layer: t.layer,
    token: t.token,
    entry: t.entry,
    complete: t.complete,
    tokens: t.rows.map(r => r.token),
    gates: t.rows.map(r => r.gate),
    index: t.rows.map(r => r.index_gate),
    pending: t.pending.length,
  };
}

/**
 * A row per source token; the indexer's gate beside attention's where the layer has an indexer.
 * @param {View} view
 * @param {Table} t
 */
function sourcesTable(view, t) {
  const two = t.rows.some(r => r.index_gate !== null);
  const { table, rows } = tableWith("dsv-table", ["token", "", "attention", "", ...(two ? ["indexer", ""] : [])]);
  const largest = Math.max(...t.rows.flatMap(r => [r.gate, r.index_gate ?? 0]), 1e-9);
  for (const r of t.rows) {
    const row = make("tr");
    const piece = make("td", "", `“${label(r.piece, 14)}”`);
    piece.style.textAlign = "left";
    row.append(make("td", "", `${r.token}`), piece);
    for (const gate of two ? [r.gate, r.index_gate] : [r.gate]) {
      const bar = make("span", "dsv-bar");
      const cell = make("td");
      cell.style.textAlign = "left";
      bar.style.width = `${Math.max(1, ((gate ?? 0) / largest) * (two ? 56 : 130))}px`;
      cell.append(bar);
      row.append(make("td", "", number(gate, 3)), cell);
    }
    row.addEventListener("click", () => view.pick({ token: r.token }));
    rows.append(row);
  }
  return table;
}

/**
 * All complete entries: the taller, the more its gates lean on few tokens.
 * @param {View} view
 * @param {Table} t
 */
function drawStrip(view, t) {
  const { model, body, root } = view;
  const { strip } = view.own;
  const sharp = asF32(model.get("sharpness"));
  const n = sharp.length;
  if (!n) {
    strip.replaceChildren();
    return;
  }
  const width = Math.max(200, body.clientWidth - 2);
  const cell = width / n;
  const top = Math.max(...sharp.filter(v => !Number.isNaN(v)), 2);
  const s = svg("svg", { width, height: STRIP + 16, role: "img", "aria-label": `${n} complete entries` });
  const words = `all entries: leaning on few tokens (even mean: 1, tallest: ${number(top, 1)})`;
  s.append(svg("text", { x: 0, y: 10, class: "quiet" }, words));
  for (let i = 0; i < n; i++) {
    const unknown = Number.isNaN(sharp[i]);
    const tall = unknown ? STRIP : clamp(sharp[i] / top, 0, 1) * STRIP;
    const fill = i === t.entry ? colour(root, "chosen") : `rgb(${colour(root, "tint")})`;
    const bar = svg("rect", {
      class: "step",
      x: i * cell,
      y: 14 + STRIP - tall,
      width: Math.max(cell - 1, 0.6),
      height: Math.max(tall, 0.6),
      fill: unknown ? "none" : fill,
      stroke: unknown ? colour(root, "none") : "none",
      "stroke-dasharray": "2 3",
    });
    bar.append(svg("title", {}, `entry ${i}: ${unknown ? "its gates were not captured" : number(sharp[i], 2)}`));
    s.append(bar);
  }
  s.addEventListener("click", event => {
    view.pick({ entry: entryAt(event.clientX - s.getBoundingClientRect().left, width, n) });
  });
  strip.replaceChildren(s);
}

/** @param {View} view */
function table(view) {
  const t = shown(view);
  return {
    columns: ["token", "text", "gate of attention's compressor", "gate of the indexer's"],
    rows: (t.rows ?? []).map(r => [r.token, r.piece, r.gate, r.index_gate]),
    note: `Entry ${t.entry} of layer ${t.layer}; each column of gates sums to one.`,
  };
}

/** @param {number} by */
const moveEntry = by => /** @param {View} view */ view => {
  const t = shown(view);
  if (t.complete) view.pick({ entry: clamp(t.entry + by, 0, t.complete - 1) });
};

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Compressor",
  aria: "What a compressed entry is made of. Left and right move the entry.",
  keys: { ArrowLeft: moveEntry(-1), ArrowRight: moveEntry(1) },
  build,
  draw,
  table,
  symbols: view => {
    const t = shown(view);
    const most = [...(t.rows ?? [])].sort((a, b) => b.gate - a.gate)[0];
    return most && `${number(most.gate, 3)} of token ${most.token}, the most of ${t.rows.length} in entry ${t.entry}`;
  },
};

export default viewOf(spec);
