// What if, a sweep: a map whose cells are arms, layers down and what was changed across. Colour is one of three numbers, a
// dot marks what remains after the correction for the number of arms. Numbers: what_if_arms.py.
// Tests: what_if_sweep.test.js, tests/browser/test_what_if_sweep.py.

import { asBytes, asF32, memo, splitText } from "./common/bytes.js";
import { NONE } from "./common/codes.js";
import { offer } from "./common/controls.js";
import { make, option, tableWith } from "./common/elements.js";
import { clamp, number } from "./common/numbers.js";
import { cellAt, drawMap, drawRamp } from "./what_if_sweep_map.js";

/** @typedef {import("./traits").WhatIf} Traits */
/** @typedef {import("./common/frame.js").View<Traits, any>} AnyView */
/** @typedef {{ own: { sweep: ReturnType<typeof buildSweep> } } & AnyView} View */
/** @typedef {{ row: number, column: number }} Place */
/**
 * @typedef {object} Swept
 * @property {string} family
 * @property {string[]} families
 * @property {string} across  what the columns are
 * @property {number[]} layers  -1 is the embedding
 * @property {string[]} columns
 * @property {string[]} labels  of the columns, in short
 * @property {string[][]} names  of every arm
 * @property {string} metric
 * @property {number} arms
 * @property {number} found  arms with a false-discovery rate below 0.05
 * @property {number} tokens
 * @property {number} texts
 * @property {boolean} own  whether it read the text that is shown
 * @property {boolean} by_token
 */
/** @typedef {{ name: string, words: string, change: Float32Array, flipped: number[], pieces: string[] }} Arm */
/** @typedef {{ kl: number, change: number, flip: number, low: number, high: number, q: number, fired: number }} Cell */

const PLANES = /** @type {const} */ (["kl", "change", "flip", "low", "high", "q", "fired"]);
const FAMILY = /** @type {Record<string, string>} */ ({ expert: "experts", stream: "streams", picks: "picks" });
/** @type {Record<string, { words: string, unit: string, signed: boolean }>} */
export const METRICS = {
  kl: { words: "KL from the plain reading", unit: "nats a token", signed: false },
  change: { words: "change of log-probability", unit: "nats a token", signed: true },
  flip: { words: "tokens where another word is first", unit: "share", signed: false },
};

/**
 * One number of every cell, row by row.
 * @param {Float32Array} cells  [7, layer, column]
 * @param {keyof Cell} name
 */
export function planeOf(cells, name) {
  const size = cells.length / PLANES.length;
  const at = PLANES.indexOf(name) * size;
  return cells.subarray(at, at + size);
}

/**
 * All numbers of one cell.
 * @param {Float32Array} cells
 * @param {number} i
 */
export const numbersOf = (cells, i) =>
  /** @type {Cell} */ (Object.fromEntries(PLANES.map(name => [name, planeOf(cells, name)[i]])));

/**
 * The number that gets the strongest colour: almost the largest, so that one cell does not make all others pale.
 * @param {ArrayLike<number>} values
 */
export function topOf(values) {
  const sizes = Array.from(values, Math.abs)
    .filter(size => !Number.isNaN(size))
    .sort((a, b) => a - b);
  return Math.max(1e-6, sizes[Math.floor(0.98 * (sizes.length - 1))] ?? 0);
}

/** @param {number} value @param {number} [digits] */
const signed = (value, digits = 3) =>
  `${value > 0 ? "+" : value < 0 ? "−" : ""}${number(Math.abs(value), Math.abs(value) < 0.01 && value ? digits + 1 : digits)}`;

/**
 * What an arm did, with its interval and what remains of it after the correction.
 * @param {string} name
 * @param {Cell} cell
 */
export function cellWords(name, cell) {
  if (!cell.fired) return `${name}: never acted on this text`;
  const interval = `[${signed(cell.low)}, ${signed(cell.high)}]`;
  const kept = `q ${cell.q < 0.05 ? "<" : "="} ${cell.q < 0.05 ? "0.05" : number(cell.q)}`;
  return (
    `${name}: ${signed(cell.change)} nats a token ${interval}, KL ${number(cell.kl, 4)}, another word first at ` +
    `${number(100 * cell.flip, 0)} % of tokens, ${kept}`
  );
}

/**
 * Where a key leads from a cell; null where it is no such key.
 * @param {string} key
 * @param {Place} from
 * @param {number} rows
 * @param {number} columns
 */
export function moved(key, from, rows, columns) {
  const by = /** @type {Record<string, [number, number]>} */ ({
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -columns],
    End: [0, columns],
  })[key];
  if (!by) return null;
  return { row: clamp(from.row + by[0], 0, rows - 1), column: clamp(from.column + by[1], 0, columns - 1) };
}

/** @param {HTMLElement} body */
export function buildSweep(body) {
  const bar = make("div", "dsv-sweep-bar");
  const kinds = make("select");
  kinds.setAttribute("aria-label", "what to sweep");
  const start = make("button", "dsv-small", "Sweep");
  start.title = "read this text once under every one of these edits";
  const stop = make("button", "dsv-small", "Stop");
  for (const button of [start, stop]) button.type = "button";
  const progress = make("progress", "dsv-sweep-progress");
  progress.setAttribute("aria-label", "arms that are done");
  const said = make("span", "dsv-quiet");
  said.setAttribute("role", "status");
  bar.append(kinds, start, progress, stop, said);
  const title = make("div", "dsv-sweep-title");
  const tools = make("div", "dsv-sweep-bar");
  const metric = make("select");
  metric.setAttribute("aria-label", "what the colours of the map mean");
  metric.append(...Object.entries(METRICS).map(([name, { words }]) => option(name, words)));
  const family = make("select");
  family.setAttribute("aria-label", "which arms the map shows");
  const numbers = make("button", "dsv-small", "numbers of the map");
  numbers.type = "button";
  numbers.setAttribute("aria-pressed", "false");
  const ramp = make("span", "dsv-legend");
  tools.append(family, metric, ramp, numbers);
  const map = make("canvas", "dsv-sweep-map");
  map.tabIndex = 0;
  map.setAttribute("role", "application");
  map.setAttribute("aria-label", "Map of the sweep: arrows choose an arm, Enter tries it.");
  const scroll = make("div", "dsv-scroll");
  scroll.append(map);
  const words = make("div", "dsv-quiet dsv-sweep-words");
  words.setAttribute("role", "status");
  const pane = make("div", "dsv-scroll dsv-sweep-table");
  body.append(bar, title, tools, scroll, words, pane);
  return {
    ...{
      bar,
      kinds,
      start,
      stop,
      progress,
      said,
      title,
      tools,
      metric,
      family,
      numbers,
      ramp,
      map,
      scroll,
      words,
      pane,
    },
    cells: memo(asF32),
    change: memo(asF32),
    flips: memo(asBytes),
    texts: memo(splitText),
    /** @type {unknown} of which sweep the metric was chosen and the cell is */
    of: null,
    /** @type {Place | null} */
    cell: null,
    /** @type {Place | null} */
    hovered: null,
    tabled: false,
    /** @type {import("./what_if_sweep_map.js").Layout} */
    layout: { left: 0, top: 0, wide: 1, tall: 1 },
  };
}

/** @param {View} view */
export const sweptOf = view => {
  const swept = /** @type {Partial<Swept>} */ (view.model.get("swept"));
  return swept.layers?.length ? /** @type {Swept} */ (swept) : null;
};

/** @param {View} view @param {(wanted: Record<string, unknown>) => void} ask */
export function listenSweep(view, ask) {
  const { sweep } = view.own;
  view.listen(sweep.start, "click", () => ask({ sweep: sweep.kinds.value }));
  view.listen(sweep.stop, "click", () => ask({ stop: true }));
  view.listen(sweep.metric, "change", () => view.redraw());
  view.listen(sweep.family, "change", () => view.tell("family", sweep.family.value));
  view.listen(sweep.numbers, "click", () => {
    sweep.tabled = !sweep.tabled;
    view.redraw();
  });
  view.listen(sweep.map, "mousemove", event => {
    sweep.hovered = armAt(view, event);
    view.redraw();
  });
  view.listen(sweep.map, "mouseleave", () => {
    sweep.hovered = null;
    view.redraw();
  });
  view.listen(sweep.map, "click", event => {
    const place = armAt(view, event);
    if (place) choose(view, place, ask);
  });
  view.listen(sweep.map, "keydown", event => {
    const swept = sweptOf(view);
    if (!swept || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(event.key, sweep.cell ?? { row: 0, column: 0 }, swept.layers.length, swept.columns.length);
    if (next) choose(view, next, null);
    else if ((event.key === "Enter" || event.key === " ") && sweep.cell) choose(view, sweep.cell, ask);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** @param {View} view @param {MouseEvent} event */
function armAt(view, event) {
  const swept = sweptOf(view);
  const { map, layout, cells } = view.own.sweep;
  const box = map.getBoundingClientRect();
  const place = swept && cellAt(layout, event.clientX - box.left, event.clientY - box.top, swept);
  const kl = place && planeOf(cells(view.model.get("swept_cells")), "kl")[indexOf(swept, place)];
  return place && !Number.isNaN(kl) ? place : null;
}

/** @param {Swept} swept @param {Place} place */
const indexOf = (swept, place) => place.row * swept.columns.length + place.column;

/**
 * An arm becomes the one that is shown; with `ask` the model reads the text under it, where there is one.
 * @param {View} view
 * @param {Place} place
 * @param {((wanted: Record<string, unknown>) => void) | null} ask
 */
function choose(view, place, ask) {
  const swept = /** @type {Swept} */ (sweptOf(view));
  view.own.sweep.cell = place;
  const layer = swept.layers[place.row];
  const expert = swept.family === "expert" ? Number(swept.columns[place.column]) : NONE;
  if (layer >= 0) view.pick({ layer, expert });
  if (ask && view.model.get("can_try")) ask({ cell: [place.row, place.column] });
  view.redraw();
}

/** @param {View} view */
export function drawSweep(view) {
  const { model, own } = view;
  const { sweep } = own;
  const swept = sweptOf(view);
  drawBar(view);
  if (sweep.of !== model.get("swept_cells")) {
    sweep.of = model.get("swept_cells");
    sweep.cell = sweep.hovered = null;
    if (swept) sweep.metric.value = swept.metric;
  }
  for (const part of [sweep.title, sweep.tools, sweep.scroll, sweep.words, sweep.pane]) part.hidden = !swept;
  if (!swept) return null;
  const cells = sweep.cells(model.get("swept_cells"));
  const metric = METRICS[sweep.metric.value];
  const values = planeOf(cells, /** @type {keyof Cell} */ (sweep.metric.value));
  const top = topOf(values);
  offer(
    sweep.family,
    swept.families.map(name => [name, FAMILY[name] ?? name]),
  );
  sweep.family.value = swept.family;
  sweep.family.hidden = swept.families.length < 2;
  sweep.title.textContent = titleOf(swept, cells, metric);
  drawRamp(view.root, sweep.ramp, metric, top);
  sweep.numbers.setAttribute("aria-pressed", String(sweep.tabled));
  sweep.scroll.hidden = sweep.tabled;
  sweep.pane.hidden = !sweep.tabled;
  if (sweep.tabled) drawTable(sweep.pane, swept, cells);
  const [q, fired] = [planeOf(cells, "q"), planeOf(cells, "fired")];
  const marks = { q, fired, chosen: sweep.cell, hovered: sweep.hovered };
  if (!sweep.tabled)
    sweep.layout = drawMap(view.root, sweep.map, sweep.scroll.clientWidth, swept, values, top, metric, marks);
  const at = sweep.hovered ?? sweep.cell;
  sweep.words.textContent = at
    ? `${cellWords(swept.names[at.row][at.column], numbersOf(cells, indexOf(swept, at)))}.`
    : hintOf(view, swept);
  return {
    ...{ family: swept.family, metric: sweep.metric.value, arms: swept.arms, found: swept.found, top },
    ...{ title: sweep.title.textContent, words: sweep.words.textContent, cell: sweep.cell, layout: sweep.layout },
  };
}

/** @param {View} view */
function drawBar({ model, own }) {
  const { sweep } = own;
  const kinds = /** @type {{ family: string, words: string }[]} */ (model.get("sweeps") ?? []); // a page has none
  const now = /** @type {{ done?: number, of?: number, words?: string }} */ (model.get("sweeping") ?? {});
  const going = (now.done ?? NONE) !== NONE;
  offer(
    sweep.kinds,
    kinds.map(({ family, words }) => [family, words]),
  );
  sweep.bar.hidden = !kinds.length;
  sweep.kinds.hidden = sweep.start.hidden = going;
  sweep.stop.hidden = sweep.progress.hidden = !going;
  if (now.of) sweep.progress.value = (now.done ?? 0) / now.of;
  else sweep.progress.removeAttribute("value");
  sweep.said.textContent = now.words ?? "";
}

/**
 * @param {Swept} swept
 * @param {Float32Array} cells
 * @param {{ words: string, unit: string }} metric
 */
function titleOf(swept, cells, metric) {
  const n = `n=${swept.tokens} tokens of ${swept.texts} text${swept.texts === 1 ? "" : "s"}`;
  const strongest = planeOf(cells, "kl").reduce((best, v, i, all) => (v > (all[best] || 0) ? i : best), 0);
  const { change, low, high } = numbersOf(cells, strongest);
  const name = swept.names.flat()[strongest];
  const most = `strongest: ${name}, ${signed(change)} nats a token [${signed(low)}, ${signed(high)}]`;
  const axes = `layers × ${FAMILY[swept.family] ?? swept.family}`;
  return `${axes}: ${metric.words}, ${metric.unit}; ${n}; ${swept.found} of ${swept.arms} arms with q < 0.05; ${most}`;
}

/** @param {View} view @param {Swept} swept */
function hintOf(view, swept) {
  if (!swept.own) return "This sweep read another text than the one that is shown.";
  return view.model.get("can_try")
    ? "A click on a cell reads the text under its edit; all views follow."
    : "A click on a cell shows what its edit did to every word.";
}

/**
 * @param {HTMLElement} pane
 * @param {Swept} swept
 * @param {Float32Array} cells
 */
function drawTable(pane, swept, cells) {
  const names = ["layer", swept.across, "change, nats", "2.5 %", "97.5 %", "KL, nats", "another first", "q", "acted"];
  const { table, rows } = tableWith("dsv-table", names);
  for (const [row, layer] of swept.layers.entries()) {
    for (const [column, name] of swept.labels.entries()) {
      const cell = numbersOf(cells, indexOf(swept, { row, column }));
      if (Number.isNaN(cell.kl)) continue;
      const told = [cell.change, cell.low, cell.high, cell.kl, cell.flip, cell.q].map(value => number(value, 4));
      const line = make("tr");
      for (const value of [layer < 0 ? "embedding" : layer, name, ...told, cell.fired]) {
        line.append(make("td", "", String(value)));
      }
      rows.append(line);
    }
  }
  pane.replaceChildren(table);
}

/**
 * What the chosen arm did to every token, as the sweep read it; null where no arm is chosen, or its tokens are not kept.
 * @param {View} view
 * @returns {Arm | null}
 */
export function armOf(view) {
  const { model, own } = view;
  const { sweep } = own;
  const swept = sweptOf(view);
  if (!swept?.by_token || !sweep.cell) return null;
  const change = sweep.change(model.get("swept_change"));
  const size = change.length / (swept.layers.length * swept.columns.length);
  const at = indexOf(swept, sweep.cell);
  const flips = sweep.flips(model.get("swept_flips")).subarray(at * size, (at + 1) * size);
  const cell = numbersOf(sweep.cells(model.get("swept_cells")), at);
  return {
    name: swept.names[sweep.cell.row][sweep.cell.column],
    words: ` · ${signed(cell.change)} nats a token [${signed(cell.low)}, ${signed(cell.high)}], n=${swept.tokens} tokens, of the sweep`,
    change: change.subarray(at * size, (at + 1) * size),
    flipped: Array.from(flips.keys()).filter(t => flips[t]),
    pieces: sweep.texts(model.get("swept_utf8"), model.get("swept_lengths")),
  };
}
