// The lens: one row per layer with its agreement over the whole text, then its likeliest next tokens.
// Traits: lens.py.   Tests: lens.test.js.

import { NONE } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { make, tableWith } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { moveLayer } from "./common/keys.js";
import { LAYER_GLYPH } from "./common/layers.js";
import { clamp, number } from "./common/numbers.js";
import { label } from "./common/text.js";

/** @typedef {import("./traits").Lens} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/**
 * @typedef {object} Row  what one layer would answer
 * @property {number} layer  -1 is the embedding
 * @property {string} kind
 * @property {number | null} trust  how often its first choice is the model's
 * @property {boolean} agree  whether it is here
 * @property {string[]} words
 * @property {number[]} probabilities
 * @property {[string, number][]} streams  every stream alone
 */
/** @typedef {{ token: number, piece: string, trusted: number, partial?: string, rows?: Row[] }} Table */

/**
 * How often a layer agrees, in words; a layer without any reading agrees with nothing.
 * @param {number | null} trust
 * @param {number} trusted
 */
export const trustWords = (trust, trusted) =>
  trust === null ? "–" : `${Math.round(trust * 100)} %${trust < trusted ? " ⚠" : ""}`;

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ body }) {
  const words = make("div", "dsv-note");
  const grid = make("table", "dsv-table dsv-lens");
  body.append(words, grid);
  return { words, grid };
}

/** @param {View} view */
const shown = view => /** @type {Table} */ (view.model.get("table"));

/** @param {View} view */
const layers = view => (shown(view).rows ?? []).map(row => row.layer);

/** @param {View} view */
function draw(view) {
  const { words, grid } = view.own;
  const t = shown(view);
  if (!t.rows) return;
  view.facts.replaceChildren(
    "the next token after ",
    make("b", "", `${t.token} “${label(t.piece, 16)}”`),
    ", layer by layer",
  );
  words.textContent =
    (t.partial ? `${t.partial} ` : "") +
    "“agrees” is how often a layer's first choice is the model's final one, over this text. " +
    `Below ${Math.round(t.trusted * 100)} % (⚠, hatched) its words are not the model's opinion.`;
  if (!t.rows[0]?.streams.length) words.textContent += " Plan(stream_lens=True) also reads every stream alone.";
  const made = tableWith("", ["layer", "agrees", "likeliest next tokens, likeliest first"]);
  /** @type {HTMLElement} */ (made.head.lastChild).style.textAlign = "left";
  made.rows.append(...t.rows.map(row => rowOf(view, row, t.trusted)));
  grid.replaceChildren(...made.table.children);
  view.root.drawn = {
    token: t.token,
    words: t.rows.map(r => r.words[0]),
    trust: t.rows.map(r => r.trust),
    layers: t.rows.map(r => r.layer),
  };
}

/**
 * @param {View} view
 * @param {Row} r
 * @param {number} trusted
 */
function rowOf(view, r, trusted) {
  const row = make("tr", r.trust === null || r.trust < trusted ? "untrusted" : "");
  row.classList.toggle("picked", r.layer === view.sel.get("layer"));
  const cell = make("td", "dsv-line");
  cell.style.textAlign = "left";
  cell.append(...r.words.map((_, i) => chipOf(view, r, i)));
  if (!r.words.length) cell.append("not read for this token");
  if (r.streams.length) cell.append(streamsOf(r));
  row.append(
    make("td", "", r.layer < 0 ? "embedding" : `${r.layer} ${LAYER_GLYPH[r.kind] ?? ""}`),
    make("td", "dsv-line", trustWords(r.trust, trusted)),
    cell,
  );
  if (r.layer >= 0) row.addEventListener("click", () => view.pick({ layer: r.layer, expert: NONE, entry: NONE }));
  return row;
}

/**
 * One likely token with its probability, stronger when it is likelier.
 * @param {View} view
 * @param {Row} r
 * @param {number} i
 */
function chipOf(view, r, i) {
  const agrees = i === 0 && r.agree;
  const chip = make("span", `dsv-chip${agrees ? " agree" : ""}`);
  chip.style.background = `rgba(${colour(view.root, "tint")}, ${0.08 + 0.5 * clamp(r.probabilities[i], 0, 1)})`;
  chip.append(`${agrees ? "✓ " : ""}${label(r.words[i], 14)} `, make("small", "", number(r.probabilities[i])));
  return chip;
}

/**
 * What every stream would answer alone, in their order.
 * @param {Row} r
 */
function streamsOf(r) {
  const line = make("div", "dsv-alone");
  r.streams.forEach(([word, probability], i) => {
    const one = make("span", "", `${i}: ${label(word, 10)} ${number(probability)}`);
    one.title = `stream ${i} alone: “${word}” ${number(probability, 3)}`;
    if (word === r.words[0]) one.classList.add("same");
    line.append(one);
  });
  return line;
}

/** @param {View} view */
function table(view) {
  const t = shown(view);
  return {
    columns: ["layer", "agrees over the text", "first choice", "probability", "second", "third"],
    rows: (t.rows ?? []).map(r => [
      r.layer < 0 ? "embedding" : r.layer,
      trustWords(r.trust, 0),
      r.words[0],
      r.probabilities[0],
      r.words[1],
      r.words[2],
    ]),
    note: `The next token after ${t.token}, layer by layer.`,
  };
}

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Lens",
  aria: "What each layer would answer. Up and down move the layer, left and right the token.",
  keys: {
    ArrowUp: view => moveLayer(view, -1, layers(view)),
    ArrowDown: view => moveLayer(view, 1, layers(view)),
    ArrowLeft: view => view.pick({ token: Math.max(0, (shown(view).token ?? 0) - 1) }),
    ArrowRight: view => view.pick({ token: (shown(view).token ?? 0) + 1 }),
  },
  build,
  draw,
  table,
  symbols: (view, symbol) => {
    const row = shown(view).rows?.find(one => one.layer === view.sel.get("layer"));
    if (!row) return undefined;
    const said = `${number(row.probabilities[0], 3)} for “${label(row.words[0], 16)}” after layer ${row.layer}`;
    return symbol === "p" ? said : String(row.layer);
  },
};

export default viewOf(spec);
