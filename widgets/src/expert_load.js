// Expert load: a map of loads against even use, every layer's unevenness beside it, and a panel below.
// The margins of every layer on the left stay, the map scrolls. Rates are computed here, from counts.
// Traits: expert_load.py.   Tests: expert_load.test.js.

import { asF32, asI32, memo } from "./common/bytes.js";
import { NONE } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { brush, choice, revealing } from "./common/controls.js";
import { hatched, make, sized } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { viewOf } from "./common/frame.js";
import { moveLayer } from "./common/keys.js";
import { clamp, number } from "./common/numbers.js";
import {
  drawRange,
  drawSide,
  heightOf,
  legendOf,
  NARROW,
  RANGE,
  SUMMARY,
  sayFacts,
  TOP,
  WIDE,
} from "./expert_load_margins.js";
import { drawPanel } from "./expert_load_panels.js";
import { doublings, orderOf, rateOf, shader, tile } from "./expert_load_tiles.js";

/** @typedef {import("./traits").ExpertLoad} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {{ experts: number, slots: number, tokens: number, first: number, last: number, draws: number }} Facts */

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build(view) {
  const controls = make("div", "dsv-controls");
  const against = choice(view, "against", "compare with", [
    ["even", "against even use"],
    ["rest", "against the rest of the text"],
  ]);
  const sort = choice(view, "sort", "order of experts", [
    ["id", "experts by number"],
    ["load", "experts by load"],
  ]);
  const panel = choice(view, "panel", "below the map", [
    ["expert", "below: the chosen expert"],
    ["together", "below: chosen together"],
    ["ranks", "below: parallel ranks"],
  ]);
  const many = choice(view, "ranks", "number of ranks", []);
  const where = choice(view, "placement", "placement of experts", [
    ["neighbours", "neighbours together"],
    ["round robin", "round robin"],
  ]);
  const clear = make("button", "dsv-small", "whole text");
  clear.title = "forget the brushed range";
  controls.append(against.select, sort.select, panel.select, clear);
  const range = make("canvas", "dsv-load-range");
  const box = make("div", "dsv-load");
  const side = make("canvas");
  const scroll = make("div", "dsv-load-scroll");
  const map = make("canvas");
  const legend = make("div", "dsv-note");
  const low = make("div", "dsv-panel");
  map.style.cursor = side.style.cursor = "pointer";
  scroll.append(map);
  box.append(side, scroll);
  view.body.append(controls, range, box, legend, low);
  return {
    ...{ against, sort, panel, many, where, clear, range, side, scroll, map, legend, low },
    reveal: revealing(view, low),
    counts: memo(asI32),
    rest: memo(asI32),
    tokens: memo(asI32),
    summary: memo(asF32),
    together: memo(asF32),
    parallel: memo(asF32),
    /** @type {{ cell: number, tall: number, orders: number[][] }} */
    place: { cell: 1, tall: 1, orders: [] },
    /** @type {{ row: number, expert: number } | null} */
    hovered: null,
    /** @type {[number, number] | null} */
    dragging: null,
  };
}

/** @param {View} view */
function listen(view) {
  const { model, own } = view;
  const { panel, many, where, reveal, clear, range, map, side } = own;
  for (const menu of [panel, many, where]) view.listen(menu.select, "change", reveal.ask);
  view.listen(clear, "click", () => view.pick({ query_first: NONE, query_last: NONE }));
  const drag = /** @param {number} a @param {number} b */ (a, b) => {
    own.dragging = tokensOf(view, a, b);
    view.redraw();
  };
  const drop = /** @param {number} a @param {number} b */ (a, b) => {
    const [first, last] = tokensOf(view, a, b);
    own.dragging = null;
    view.pick(last > first ? { query_first: first, query_last: last } : { query_first: NONE, query_last: NONE });
  };
  brush(view, range, () => [RANGE, range.clientWidth - RANGE - 4], drag, drop);
  view.listen(map, "mousemove", event => {
    own.hovered = tileAt(view, event);
    view.redraw();
  });
  view.listen(map, "mouseleave", () => {
    own.hovered = null;
    view.redraw();
  });
  view.listen(map, "click", event => {
    const hit = tileAt(view, event);
    if (hit) view.pick({ layer: model.get("layers")[hit.row], expert: hit.expert, entry: NONE });
  });
  view.listen(side, "click", event => {
    const row = Math.floor((event.clientY - side.getBoundingClientRect().top - TOP) / own.place.tall);
    const layer = model.get("layers")[row];
    if (layer !== undefined) view.pick({ layer, expert: NONE, entry: NONE });
  });
}

/**
 * Moves the chosen expert along its row, in the order in which it is drawn.
 * @param {number} by
 */
const moveExpert = by => /** @param {View} view */ view => {
  const order = view.own.place.orders[view.model.get("layers").indexOf(view.sel.get("layer"))] ?? [];
  if (!order.length) return;
  const at = order.indexOf(view.sel.get("expert"));
  view.pick({ expert: order[clamp(at < 0 ? 0 : at + by, 0, order.length - 1)] });
};

/**
 * First and last token between two fractions of the text.
 * @param {View} view
 * @param {number} a
 * @param {number} b
 * @returns {[number, number]}
 */
function tokensOf(view, a, b) {
  const count = view.model.get("facts").tokens ?? 0;
  return [Math.floor(a * count), Math.min(count - 1, Math.floor(b * count))];
}

/**
 * @param {View} view
 * @param {MouseEvent} event
 */
function tileAt({ own }, event) {
  const box = own.map.getBoundingClientRect();
  const row = Math.floor((event.clientY - box.top - TOP) / own.place.tall);
  const column = Math.floor((event.clientX - box.left) / own.place.cell);
  const order = own.place.orders[row];
  return order && column >= 0 && column < order.length ? { row, expert: order[column] } : null;
}

/**
 * The view's numbers, and the rate of a tile as it is drawn (`rate`) and in the brushed range alone (`here`).
 * @param {View} view
 */
function numbersOf({ model, own }) {
  const facts = /** @type {Facts} */ (model.get("facts"));
  const { experts, slots } = facts;
  const counts = own.counts(model.get("counts"));
  const rest = own.rest(model.get("rest"));
  const tokens = own.tokens(model.get("tokens"));
  const brushed = facts.first >= 0;
  const versus = brushed && model.get("against") === "rest";
  /** @param {number} l @param {number} e */
  const here = (l, e) => rateOf(counts[l * experts + e], tokens[2 * l], slots, experts);
  /** @param {number} l @param {number} e */
  const elsewhere = (l, e) => rateOf(rest[l * experts + e], tokens[2 * l + 1], slots, experts);
  /** @param {number} l @param {number} e */
  const rate = (l, e) => (versus ? here(l, e) / elsewhere(l, e) : here(l, e));
  const summary = own.summary(model.get("summary"));
  return { facts, layers: model.get("layers"), counts, tokens, summary, brushed, here, elsewhere, rate };
}

/** @typedef {ReturnType<typeof numbersOf>} Numbers */

/** @param {View} view */
function draw(view) {
  const { model, body, root, sel, own } = view;
  const { against, sort, panel, clear, legend, reveal } = own;
  for (const menu of [against, sort, panel]) menu.show();
  const numbers = numbersOf(view);
  const { facts, layers, brushed, rate, summary } = numbers;
  const { experts } = facts;
  if (!experts) return;
  clear.style.visibility = brushed ? "" : "hidden";
  against.select.disabled = !brushed;
  drawRange(view, facts);
  const margin = body.clientWidth < 620 ? NARROW : WIDE;
  drawMap(view, numbers, Math.max(120, body.clientWidth - margin - 4));
  drawSide(view, numbers, margin);
  sayFacts(view, numbers);
  legend.replaceChildren(...legendOf(view, facts));
  drawPanel(view, experts);
  reveal();
  const { cell, tall, orders } = own.place;
  root.drawn = {
    experts,
    layers: [...layers],
    first: facts.first,
    last: facts.last,
    rates: layers.map((_, l) => Array.from({ length: experts }, (_, e) => rate(l, e))),
    orders,
    picked: [sel.get("layer"), sel.get("expert")],
    panel: model.get("panel"),
    detail: model.get("detail"),
    gini: layers.map((_, l) => summary[SUMMARY * l + 1]),
    cell,
    tall,
  };
}

/**
 * A row per layer, a tile per expert.
 * @param {View} view
 * @param {Numbers} numbers
 * @param {number} room
 */
function drawMap(view, numbers, room) {
  const { model, root, sel, own } = view;
  const { facts, layers, counts } = numbers;
  const { experts } = facts;
  const cell = Math.max(4, Math.min(34, room / experts));
  const tall = layers.length > 24 ? 12 : layers.length > 12 ? 16 : 21;
  const sort = model.get("sort");
  const orders = layers.map((_, l) => orderOf([...counts.subarray(l * experts, (l + 1) * experts)], sort));
  own.place = { cell, tall, orders };
  const height = heightOf(view);
  const ctx = sized(own.map, Math.ceil(cell * experts) + 1, height);
  own.scroll.style.height = `${height + (cell * experts > room + 1 ? 14 : 0)}px`;
  ctx.textBaseline = "middle";
  ctx.font = font();
  ctx.fillStyle = colour(root, "quiet");
  const words = sort === "id" ? `expert 0 to ${experts - 1} of each layer` : "each layer's experts, busiest first";
  ctx.fillText(words, 1, 8);
  const paint = { shades: shader(root), ink: colour(root, "ink"), paper: colour(root, "panel") };
  const chosenRow = layers.indexOf(sel.get("layer"));
  for (const [l, order] of orders.entries()) {
    for (const [column, e] of order.entries()) {
      drawTile(view, ctx, numbers, paint, l, e, column);
      if (l !== chosenRow || e !== sel.get("expert")) continue;
      ctx.strokeStyle = colour(root, "chosen");
      ctx.lineWidth = 2;
      ctx.strokeRect(column * cell, TOP + l * tall, Math.max(tileWidth(cell), 3), tall - 1);
    }
  }
}

/** @param {number} cell */
const tileWidth = cell => Math.max(cell - (cell > 6 ? 1 : 0.5), 1);

/**
 * A tile with its rate where there is room; hatched where nothing was captured, a dot for an expert never chosen.
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {Numbers} numbers
 * @param {{ shades: (doublings: number) => string, ink: string, paper: string }} paint
 * @param {number} l
 * @param {number} e
 * @param {number} column
 */
function drawTile({ root, own }, ctx, { facts, counts, rate }, { shades, ink, paper }, l, e, column) {
  const { cell, tall } = own.place;
  const x = column * cell;
  const y = TOP + l * tall;
  const w = tileWidth(cell);
  const r = rate(l, e);
  if (Number.isNaN(r)) {
    hatched(ctx, root, x, y, w, tall - 1);
    return;
  }
  if (counts[l * facts.experts + e] === 0) {
    ctx.fillStyle = shades(-1);
    ctx.globalAlpha = 0.15;
    ctx.fillRect(x, y, w, tall - 1);
    ctx.globalAlpha = 1;
    ctx.fillStyle = ink;
    ctx.beginPath();
    ctx.arc(x + w / 2, y + tall / 2, Math.min(2, cell / 3), 0, 7);
    ctx.fill();
    return;
  }
  tile(ctx, x, y, w, tall - 1, r, shades);
  if (cell < 24) return;
  ctx.fillStyle = Math.abs(doublings(r)) > 0.55 ? paper : ink;
  ctx.font = font();
  const words = Number.isFinite(r) ? number(r, r < 9.95 ? 1 : 0) : "new";
  ctx.fillText(words, x + (w - ctx.measureText(words).width) / 2, y + tall / 2);
}

/** @param {View} view */
function table(view) {
  const { facts, layers, tokens, summary, here } = numbersOf(view);
  const experts = facts.experts ?? 0;
  const kinds = view.model.get("kinds");
  return {
    columns: [
      "layer",
      "chosen by",
      "tokens",
      "busiest / mean",
      "Gini",
      `effective experts of ${facts.draws} choices`,
      "5 %",
      "95 %",
      "never chosen",
      ...Array.from({ length: experts }, (_, e) => `expert ${e}`),
    ],
    rows: layers.map((layer, l) => [
      layer,
      kinds[l] === "hash" ? "table" : "scores",
      tokens[2 * l],
      ...summary.subarray(SUMMARY * l, SUMMARY * l + 5),
      tokens[2 * l] > 0 ? summary[SUMMARY * l + 5] : null,
      ...Array.from({ length: experts }, (_, e) => here(l, e)),
    ]),
    note:
      "Choices of each expert over even use (1 is even), " +
      `${facts.first >= 0 ? `tokens ${facts.first} to ${facts.last}` : "the whole text"}.`,
  };
}

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Expert load",
  aria: "Choices of every expert against even use. Up and down move the layer, left and right the expert.",
  keys: {
    ArrowUp: view => moveLayer(view, -1, view.model.get("layers")),
    ArrowDown: view => moveLayer(view, 1, view.model.get("layers")),
    ArrowLeft: moveExpert(-1),
    ArrowRight: moveExpert(1),
  },
  build,
  listen,
  draw,
  table,
  symbols: (view, symbol) => {
    const n = numbersOf(view);
    const row = n.layers.indexOf(view.sel.get("layer"));
    const expert = view.sel.get("expert");
    if (row < 0 || expert === NONE) return undefined;
    const value = symbol === "n" ? String(n.counts[row * n.facts.experts + expert]) : number(n.here(row, expert));
    return `${value} (expert ${expert} of layer ${n.layers[row]})`;
  },
};

export default viewOf(spec);
