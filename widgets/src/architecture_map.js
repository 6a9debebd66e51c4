// The model as a figure: a row per layer in running order, a column per part, stronger where more bytes are; and a card.
// Traits: architecture_map.py.

import { drawCard } from "./architecture_map_card.js";
import { cellNow, count, mapRows, move, open, PLACES } from "./architecture_map_choice.js";
import { drawFigure } from "./architecture_map_figure.js";
import { make } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { size } from "./common/numbers.js";

/** @typedef {import("./traits").ArchitectureMap} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {[part: string, parameters: number, bytes: number]} Cell  bytes are -1 where the layer has no such part */
/**
 * @typedef {object} Row
 * @property {string} place  a layer's number, or one of PLACES
 * @property {string} kind
 * @property {string} routing
 * @property {string} words
 * @property {number} parameters
 * @property {Cell[]} cells
 */

const KEY = "▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes";

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ body }) {
  const picture = make("div", "dsv-map");
  const figure = make("div", "dsv-map-figure");
  const card = make("div", "dsv-map-card");
  picture.append(figure, card);
  body.append(picture);
  return { figure, card };
}

/** @param {View} view */
function draw(view) {
  const { model, facts, root } = view;
  const { figure, card } = view.own;
  const all = mapRows(view);
  const totals = model.get("totals");
  if (!all.length) return;
  facts.replaceChildren(
    make("b", "", `${count(totals.parameters)} parameters`),
    ` in ${size(totals.bytes)} of the release's formats; ${count(totals.active)} work on each token` +
      ` · ${totals.layers} layers, ${totals.streams} streams`,
  );
  const bytes = all.flatMap(row => row.cells.map(cell => cell[2])).filter(b => b > 0);
  const [least, most] = [Math.min(...bytes), Math.max(...bytes)];
  const range = `(${size(least)} to ${size(most)}, logarithmic)`;
  const scrolled = figure.scrollTop;
  figure.replaceChildren(
    drawFigure(view, all, least, most),
    make("div", "dsv-note", `${KEY} ${range} · – : not in this layer`),
  );
  figure.scrollTop = scrolled;
  const { row, cell } = cellNow(view);
  drawCard(view, row, cell);
  root.drawn = {
    rows: all.map(r => r.place),
    kinds: all.map(r => r.kind),
    part: cell[0],
    place: row.place,
    bytes: totals.bytes,
    card: card.textContent,
  };
}

/** @param {View} view */
function table(view) {
  const columns = view.model.get("columns");
  const cards = view.model.get("cards");
  const site = /** @param {number} i */ i => (i ? " (experts)" : " (attention)");
  return {
    columns: [
      "place",
      "attention",
      "routing",
      "parameters",
      ...columns.map((part, i) => `${cards[part].title}${part === "mixing" ? site(i) : ""}, bytes`),
    ],
    rows: mapRows(view).map(r => [
      PLACES[r.place] ?? `layer ${r.place}`,
      r.kind,
      r.routing,
      r.parameters,
      ...r.cells.map(cell => (cell[2] < 0 ? null : cell[2])),
    ]),
    note:
      "Parameters, and bytes in the release's formats; – : the layer has no such part. " +
      "Embedding, head and draft block: all bytes in one cell.",
  };
}

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Architecture",
  aria: "The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",
  keys: {
    ArrowUp: move(-1, 0),
    ArrowDown: move(1, 0),
    ArrowLeft: move(0, -1),
    ArrowRight: move(0, 1),
    Enter: open,
  },
  build,
  draw,
  table,
};

export default viewOf(spec);
