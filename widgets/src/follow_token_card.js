// The card under the picture: of the part that the pointer is over, or that was chosen last, its equation, file, size and numbers.

import { NONE } from "./common/codes.js";
import { make } from "./common/elements.js";
import { number, size } from "./common/numbers.js";
import { label } from "./common/text.js";
import { layerAt, SPEEDS } from "./follow_token_motion.js";
import { nowhere, numbersAt, partAt, partOf } from "./follow_token_words.js";

/** @typedef {import("./follow_token.js").View} View */
/** @typedef {import("./follow_token_paint.js").Hit} Hit */
/** @typedef {{ title: string, does: string, equation: string, section: string, file: string, code: string, tab: string, points: [string, string, number[]][] }} Card */
/** @typedef {{ place: string, kind: string, routing: string, words: string, parameters: number, cells: [string, number, number][] }} PlaceRow */

/**
 * A large number in three digits: 34.5 M.
 * @param {number} n
 */
export function count(n) {
  const unit = [" T", " B", " M", " k"].findIndex((_, i) => n >= 10 ** (12 - 3 * i));
  return unit < 0 ? String(n) : `${(n / 10 ** (12 - 3 * unit)).toPrecision(3)}${[" T", " B", " M", " k"][unit]}`;
}

/** @param {View} view @param {Hit} hit */
const rowOf = (view, hit) => {
  const rows = /** @type {PlaceRow[]} */ (view.model.get("places"));
  if (hit.what === "draft") return rows.find(row => row.place === "draft");
  if (hit.layer < 0) return rows.find(row => row.place === "top");
  return rows.find(row => row.place === String(hit.layer)) ?? rows.find(row => row.place === "bottom");
};

/** The tab that shows a part, as its title; "" when none does. @param {View} view @param {Hit} hit */
export function tabOf(view, hit) {
  const cards = /** @type {Record<string, Card>} */ (view.model.get("cards"));
  if (hit.what === "answer") return cards.draft?.tab ?? ""; // what else could have come stands where drafts do
  return cards[partOf(hit, kindAt(view, hit.layer))]?.tab ?? "";
}

/** @param {View} view @param {number} layer */
export function kindAt(view, layer) {
  const row = /** @type {PlaceRow[]} */ (view.model.get("places")).find(one => one.place === String(layer));
  return row ? view.model.get("sizes").kinds[row.kind] : undefined;
}

/** What the card tells of: what the pointer is over, else what is played, else what was chosen. @param {View} view @returns {Hit | null} */
function cardOf({ own, sel }) {
  if (own.over && own.over.what !== "row") return own.over;
  const { player } = own;
  if (!player.playing || player.at === null) return own.chosen;
  // As much as can be read: slowly every part, faster every layer, faster still what stood there.
  const layers = own.sizes().layers;
  if (SPEEDS[player.speed] <= 1) return partAt(player.at, layers);
  return nowhere("layer", SPEEDS[player.speed] <= 8 ? layerAt(player.at - 1e-6, layers) : sel.get("layer"));
}

/** Draws the card of what is pointed at or chosen. @param {View} view */
export function drawCard(view) {
  const { card } = view.own;
  const hit = cardOf(view);
  const key = JSON.stringify([
    hit,
    view.own.paths.now()?.token,
    view.own.paths.now()?.head,
    view.sel.get("layer"),
    view.model.get("serial"),
  ]);
  if (card.dataset.of === key) return;
  card.dataset.of = key;
  if (hit && hit.what === "token") card.replaceChildren(...tokenCard(view, hit));
  else if (hit && hit.what !== "layer") card.replaceChildren(...partCard(view, hit));
  else card.replaceChildren(...layerCard(view, hit?.layer ?? view.sel.get("layer")));
}

/** @param {View} view @param {Hit} hit */
function tokenCard(view, hit) {
  const piece = view.own.pieceAt(hit.id ?? -1);
  const left = make("div");
  left.append(
    make("h4", "", `token ${hit.id} “${label(piece, 30)}”`),
    make("div", "dsv-note", "A click follows this one."),
  );
  return [left];
}

/** @param {View} view @param {Hit} hit */
function partCard(view, hit) {
  const part = partOf(hit, kindAt(view, hit.layer));
  const card = /** @type {Record<string, Card>} */ (view.model.get("cards"))[part];
  if (!card) return [];
  const row = rowOf(view, part === "head" && hit.what !== "lens" ? { ...hit, layer: Number.POSITIVE_INFINITY } : hit);
  const inLayer = part !== "head" && part !== "embedding" && part !== "draft";
  const cell = row?.cells.filter(one => one[0] === part)[part === "mixing" ? (hit.site ?? 0) : 0];
  const left = make("div");
  const where = inLayer ? ` of layer ${hit.layer}` : "";
  left.append(make("h4", "", `${card.title}${where}`), make("div", "dsv-note", card.does));
  const numbers = numbersAt(view.own.known(), hit);
  if (numbers) left.append(make("div", "dsv-follow-numbers", numbers));
  const middle = make("pre", "", card.equation);
  const right = make("div");
  if (cell)
    right.append(
      make("div", "", cell[2] < 0 ? "This layer has no such part." : `${count(cell[1])} parameters, ${size(cell[2])}`),
    );
  const file = make("div", "dsv-note");
  file.append(`${card.section}, `, make("code", "", card.file));
  right.append(file);
  const points = pointsOf(card, hit, inLayer);
  if (points.length) right.append(captured(points, hit.layer));
  const tab = tabOf(view, hit);
  if (tab) {
    const button = make("button", "dsv-small", `open “${tab}”`);
    button.addEventListener("click", () => view.own.open(hit));
    right.append(button);
  }
  const alone = make("div", "dsv-note");
  alone.append("alone: ", make("code", "", card.code));
  right.append(alone);
  return [left, middle, right];
}

/** @param {Card} card @param {Hit} hit @param {boolean} inLayer */
function pointsOf(card, hit, inLayer) {
  const site = card.title === "hyper-connection" ? (hit.site ? ".ffn." : ".attn.") : "";
  return card.points.filter(
    ([name, , layers]) => !name.includes("{i}") || (inLayer && layers.includes(hit.layer) && name.includes(site)),
  );
}

/** @param {[string, string, number[]][]} points @param {number} layer */
function captured(points, layer) {
  const box = make("details", "dsv-note");
  box.append(make("summary", "", `${points.length} values can be captured`));
  const list = make("ul");
  for (const [name, meaning] of points) {
    const item = make("li");
    item.append(make("code", "", name.replace("{i}", String(layer))), ` ${meaning}`);
    list.append(item);
  }
  box.append(list);
  return box;
}

/** A layer as a whole: what is particular about it, and its parts with their sizes. @param {View} view @param {number} layer */
function layerCard(view, layer) {
  const row = rowOf(view, nowhere("layer", layer));
  const kind = kindAt(view, layer);
  if (!row || !kind) return [];
  const left = make("div");
  left.append(
    make("h4", "", `layer ${layer} ${kind.glyph} ${kind.title}`),
    make("div", "dsv-note", `This layer ${row.words}.`),
    make("div", "", `${count(row.parameters)} parameters`),
  );
  return [left, partButtons(view, layer, row)];
}

/**
 * A button for every part of a layer, and for embedding, head and draft block; each as full as it has bytes.
 * @param {View} view
 * @param {number} layer
 * @param {PlaceRow} row
 */
function partButtons(view, layer, row) {
  const cards = /** @type {Record<string, Card>} */ (view.model.get("cards"));
  const places = /** @type {PlaceRow[]} */ (view.model.get("places"));
  const parts = make("div", "dsv-follow-parts");
  const all = places.flatMap(place => place.cells.map(cell => cell[2])).filter(bytes => bytes > 0);
  const [least, most] = [Math.min(...all), Math.max(...all)].map(Math.log);
  parts.title = `fuller: more bytes (logarithmic, ${size(Math.min(...all))} to ${size(Math.max(...all))})`;
  const elsewhere = places.filter(place => !place.kind);
  const here = [
    ...row.cells.map(cell => ({ cell, at: layer })),
    ...elsewhere.map(({ cells, place }) => ({ cell: cells[0], at: place === "top" ? NONE : Number.POSITIVE_INFINITY })),
  ];
  let site = 0;
  for (const { cell, at: place } of here) {
    const [part, , bytes] = cell;
    const at = part === "mixing" ? site++ : 0;
    if (bytes < 0) continue;
    const button = make("button", "dsv-small");
    button.style.setProperty(
      "--full",
      `${Math.round((100 * (Math.log(bytes) - least)) / Math.max(most - least, 1e-9))}%`,
    );
    button.append(
      make("b", "", `${cards[part].title}${part === "mixing" ? (at ? " (experts)" : " (attention)") : ""}`),
      ` ${size(bytes)}`,
    );
    button.addEventListener("click", () => view.own.choose({ ...nowhere(wordOf(part), place), site: at }));
    parts.append(button);
  }
  return parts;
}

/** What stands in the picture for a part. @param {string} part */
const wordOf = part => (part === "mixing" ? "streams" : part === "shared expert" ? "shared" : part);

/** How many parameters the model has, for the line above. @param {View} view */
export function totalWords(view) {
  const t = view.model.get("totals");
  return t.parameters
    ? `${count(t.parameters)} parameters, ${size(t.bytes)}; ${count(t.active)} work on each token`
    : "";
}

/** A norm that a full lane stands for. @param {number} norm */
export const normWords = norm => (norm > 0 ? number(norm, norm < 10 ? 2 : 0) : "–");
