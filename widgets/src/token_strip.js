// The tokens as running text, coloured by a number per token, with a map of the whole run above it. Only textContent is
// used, so no token can become markup; colours are painted for what is in sight, for the rest when it is scrolled to.
// Traits: token_strip.py.   Tests: token_strip.test.js.

import { asBytes, asF32, asI32, asShares, memo, splitText } from "./common/bytes.js";
import { GENERATED, NONE, SPECIAL, SPLIT } from "./common/codes.js";
import { offer } from "./common/controls.js";
import { make } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { data } from "./common/gains.js";
import { moveLayer, moveToken } from "./common/keys.js";
import { number, unit } from "./common/numbers.js";
import { label, plain } from "./common/text.js";
import { commonPrefix, inSight, paint, setColours } from "./token_strip_colours.js";
import { listenTo } from "./token_strip_input.js";
import { drawMap } from "./token_strip_map.js";
import { drawMarks } from "./token_strip_marks.js";
import { asksPython, findText, foundTokens } from "./token_strip_search.js";
import { dimUnwritten, markNew } from "./token_strip_written.js";

const ONE_SIDED = "linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.58))";
const TWO_SIDED =
  "linear-gradient(90deg, rgba(var(--dsv-below),.58), rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.58))";

/** @typedef {import("./traits").TokenStrip} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {[name: string, title: string, unit: string, high: string]} Measure */

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ head, body }) {
  const choose = make("select");
  choose.setAttribute("aria-label", "colour tokens by");
  const legend = make("span", "dsv-legend");
  const low = make("span");
  const bar = make("span", "dsv-ramp");
  const high = make("span");
  const scale = make("span", "dsv-scale"); // one piece, so that its ends stay with it where the line is short
  scale.append(low, bar, high);
  legend.append(choose, scale);
  const takenKey = make("span", "dsv-key taken");
  const box = make("input", "dsv-search");
  box.type = "search";
  box.placeholder = "find"; // room for one word
  box.setAttribute("aria-label", "find text in the tokens; Enter goes to the next place");
  const count = make("span", "dsv-legend");
  count.setAttribute("role", "status");
  head.querySelector(".dsv-numbers")?.before(box, legend, count, takenKey);
  const map = make("canvas", "dsv-map");
  const strip = make("div", "dsv-strip");
  strip.setAttribute("role", "listbox");
  strip.setAttribute("aria-label", "tokens");
  map.title = "the whole run; click to go there, drag to choose a range";
  body.append(map, strip);
  return {
    ...{ choose, legend, low, bar, high, takenKey, box, count, map, strip },
    texts: memo(splitText),
    floats: memo(asF32),
    shares: memo(asShares),
    search: memo(findText),
    // What the page shows of the run: tokens from `first` on, of `total`.
    first: 0,
    total: 0,
    /** @type {string[]} */
    shown: [],
    shownFlags: /** @type {Uint8Array} */ (new Uint8Array(0)),
    /** @type {HTMLElement[]} */
    nodes: [],
    /** @type {HTMLElement[]} */
    marked: [],
    /** @type {Measure} */
    measure: ["", "", "", ""],
    // Colours: the numbers and their scale, how often they have changed, and the change that each token shows.
    painted: { values: new Float32Array(0), from: 0, to: 0, pieces: /** @type {string[] | null} */ (null) },
    version: 0,
    /** @type {number[]} */
    done: [],
    following: true, // the end of the text
    /** @type {number | null} where the text was read before an entry's sources were shown */
    home: null,
    /** @type {number | null} token of the map at which a drag began */
    drag: null,
    // Tokens that are marked as new, the oldest first, and the timer that ends it.
    fresh: /** @type {{ node: HTMLElement, until: number }[]} */ ([]),
    fading: /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined),
    dimmed: 0, // from which token on a replay has not come yet, as it was drawn last; 0: no replay
  };
}

/** @param {View} view */
function draw(view) {
  const { model, root, sel, own } = view;
  const pieces = own.texts(data(model, "utf8"), data(model, "lengths"));
  const flags = asBytes(data(model, "flags"));
  const moved = own.first !== model.get("first");
  own.first = model.get("first");
  own.total = Math.max(model.get("total"), own.first + pieces.length);
  const kept = drawTokens(view, pieces, flags, moved);
  /** @type {Measure[]} */
  const measures = model.get("measures");
  own.measure = measures.find(m => m[0] === model.get("measure")) ?? ["", "", "", ""];
  setColours(view, kept, moved);
  paint(view);
  dimUnwritten(view);
  drawLegend(view, measures);
  const found = foundTokens(view);
  drawMarks(view, found, own.total > own.shown.length && !asksPython(view));
  drawMap(view, found, inSight(view));
  root.drawn = {
    pieces,
    values: own.painted.values,
    flags,
    first: own.first,
    total: own.total,
    measure: own.measure[0],
    picked: sel.get("token"),
    range: [sel.get("query_first"), sel.get("query_last")],
    found,
    taken: Array.from(asI32(model.get("taken"))),
    note: model.get("reach_note"),
    lit: Array.from(asI32(model.get("lit"))),
    at: performance.now(),
  };
}

/**
 * Makes only those tokens that are new; returns how many were kept.
 * @param {View} view
 * @param {string[]} pieces
 * @param {Uint8Array} flags
 * @param {boolean} moved  whether the page holds another part of the run than before
 */
function drawTokens({ own }, pieces, flags, moved) {
  const { strip } = own;
  const same = pieces === own.shown ? pieces.length : commonPrefix(own.shown, pieces);
  const kept = moved ? 0 : Math.min(same, commonPrefix(own.shownFlags.subarray(0, same), flags));
  for (const node of own.nodes.splice(kept)) {
    node.nextSibling?.remove();
    node.remove();
  }
  const fresh = document.createDocumentFragment();
  for (let i = kept; i < pieces.length; i++) {
    const node = tokenNode(pieces[i], flags[i], i);
    own.nodes.push(node);
    fresh.append(node, make("wbr"));
  }
  strip.append(fresh);
  if (kept) markNew(own, own.nodes.slice(kept));
  if (kept < pieces.length && own.following) strip.scrollTop = strip.scrollHeight;
  own.shown = pieces;
  own.shownFlags = flags;
  return kept;
}

/**
 * One token; breaks and nothing have a sign.
 * @param {string} piece
 * @param {number} flag
 * @param {number} index
 */
function tokenNode(piece, flag, index) {
  const node = make("span", "dsv-token");
  node.setAttribute("role", "option");
  node.dataset.index = String(index);
  if (!(flag & GENERATED)) node.classList.add("prompt");
  if (flag & SPECIAL) node.classList.add("special");
  if (flag & SPLIT) node.classList.add("bytes");
  for (const [i, part] of piece.split("\n").entries()) {
    if (i) node.append(make("span", "sign", "⏎"), "\n");
    if (part) node.append(plain(part));
  }
  if (!piece) node.append(make("span", "sign", "∅"));
  return node;
}

/**
 * @param {View} view
 * @param {Measure[]} measures
 */
function drawLegend({ model, own }, measures) {
  const { choose, legend, low, high, bar } = own;
  const { from, to } = own.painted;
  const [name, , unit, meaning] = own.measure;
  offer(
    choose,
    measures.map(([value, title]) => [value, `colour: ${title}`]),
  );
  choose.value = model.get("measure");
  const missing = name === "reach" ? model.get("reach_note") : "";
  legend.title = `darker: ${meaning}; hatched: ${missing || "no value"}`;
  low.textContent = number(from);
  high.textContent = `${number(to)} ${unit}`;
  bar.style.background = from < 0 ? TWO_SIDED : ONE_SIDED;
}

/** @param {View} view */
function table({ sel, own }) {
  const { first, shown, shownFlags, painted, measure } = own;
  const from = Math.max(0, Math.min(sel.get("token") - first, shown.length) - 200);
  return {
    columns: ["position", "token", "origin", `${measure[1]} (${measure[2]})`],
    rows: shown
      .slice(from)
      .map((piece, i) => [
        first + from + i,
        `“${label(piece, 40)}”`,
        shownFlags[from + i] & GENERATED ? "generated" : "prompt",
        painted.values[from + i],
      ]),
  };
}

/** @param {number} by */
const moveBy = by => /** @param {View} view */ view => {
  view.root.dataset.anchor = "";
  moveToken(view, by, view.own.total);
};

/**
 * @param {View} view
 * @param {number} by
 */
function stepLayer(view, by) {
  moveLayer(
    view,
    by,
    Array.from({ length: view.model.get("layers") }, (_, layer) => layer),
  );
}

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Tokens",
  aria:
    "Tokens of this run. Left and right arrows choose a token, with shift a range, up and down the layer, slash searches, " +
    "Escape follows the newest.",
  keys: {
    ArrowLeft: moveBy(-1),
    ArrowRight: moveBy(1),
    ArrowUp: view => stepLayer(view, -1),
    ArrowDown: view => stepLayer(view, 1),
    Home: moveBy(Number.NEGATIVE_INFINITY),
    End: moveBy(Number.POSITIVE_INFINITY),
    "/": view => view.own.box.focus(),
  },
  build,
  listen: view =>
    listenTo(view, () => {
      paint(view);
      drawMap(view, foundTokens(view), inSight(view));
    }),
  draw,
  table,
  symbols: ({ sel, own }, symbol) => {
    const at = (sel.get("token") === NONE ? own.total - 1 : sel.get("token")) - own.first;
    const nats = own.measure[0] === "surprise" ? own.painted.values[at] : Number.NaN;
    if (!(nats >= 0)) return undefined;
    return `${number(symbol === "p" ? Math.exp(-nats) : nats, 3)} for token ${own.first + at}`;
  },
};

export default viewOf(spec);
