// Attention: one query with all heads (sparse_attention_query.js), one head over many queries (sparse_attention_map.js), or
// all heads of all layers (sparse_attention_overview.js).   Traits: sparse_attention.py.   Tests: sparse_attention.test.js.

import { asBytes, asF32, asI32, asShares, splitText } from "./common/bytes.js";
import { MAP_ROOT, NONE, NOT_CAPTURED, NOT_PICKED, NOT_YET } from "./common/codes.js";
import { make, option } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { moveLayer } from "./common/keys.js";
import { layerName } from "./common/layers.js";
import { clamp, number } from "./common/numbers.js";
import { apart, label, plain } from "./common/text.js";
import { drawHeadMap, underMap } from "./sparse_attention_map.js";
import { drawThumbs, underThumb } from "./sparse_attention_overview.js";
import { drawQuery, queryOf, underQuery } from "./sparse_attention_query.js";
import { attentionSymbol } from "./sparse_attention_symbols.js";

const MAP_HEIGHT = 290;
const NOTHING_HOVERED = { hover_entry: NONE, hover_token: NONE, hover_head: NONE };
/** @type {Record<number, string>} */
const KINDS_OF_NOTHING = {
  [NOT_YET]: "not there yet",
  [NOT_PICKED]: "there, but not picked: it has no weight",
  [NOT_CAPTURED]: "not captured",
};

/** @typedef {import("./traits").SparseAttention} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {import("./sparse_attention_query.js").Query} Query */
/** @typedef {import("./sparse_attention_map.js").MapFacts} MapFacts */

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ head, body, sel }) {
  const rows = make("select");
  rows.setAttribute("aria-label", "what is drawn");
  rows.append(
    option("heads", "every head"),
    option("mean", "mean of heads"),
    option("max", "largest of heads"),
    option("map", "query × key"),
    option("all", "all layers"),
  );
  head.querySelector(".dsv-numbers")?.before(rows);
  const scroll = make("div", "dsv-scroll");
  const canvas = make("canvas");
  const note = make("div", "dsv-note");
  scroll.style.overflow = "hidden";
  canvas.style.cursor = "pointer";
  scroll.append(canvas);
  body.append(scroll, note);
  note.style.minHeight = "30px";
  return {
    ...{ rows, scroll, canvas, note },
    /** The entry under the pointer, else the clicked one. */
    shownEntry: () => (sel.get("hover_entry") !== NONE ? sel.get("hover_entry") : sel.get("entry")),
    // Where things lie in the picture that was drawn last; null for the pictures that are not shown.
    /** @type {import("./sparse_attention_query.js").Zones | null} */
    zones: null,
    /** @type {import("./sparse_attention_map.js").MapPlaces | null} */
    map: null,
    /** @type {import("./sparse_attention_overview.js").ThumbPlaces | null} */
    thumbs: null,
    /** @type {import("./sparse_attention_map.js").Place | null} what the pointer is over in the map */
    hovered: null,
  };
}

/** @param {View} view */
function listen(view) {
  const { model, own } = view;
  const { rows, canvas } = own;
  view.listen(rows, "change", () => view.tell("rows", rows.value));
  view.listen(canvas, "mousemove", event => {
    const mode = model.get("rows");
    if (mode === "all") return;
    if (mode === "map") hoverMap(view, event);
    else hoverQuery(view, event);
    view.redraw();
  });
  view.listen(canvas, "mouseleave", () => {
    own.hovered = null;
    view.hover(NOTHING_HOVERED);
    view.redraw();
  });
  view.listen(canvas, "click", event => {
    const mode = model.get("rows");
    if (mode === "all") clickThumb(view, event);
    else if (mode === "map") clickMap(view, event);
    else clickQuery(view, event);
  });
}

/**
 * @param {View} view
 * @param {MouseEvent} event
 */
function hoverMap(view, event) {
  const place = underMap(view, event);
  view.own.hovered = place;
  const token = place && place.key >= 0 ? place.key : place?.query;
  view.hover({ hover_entry: place && place.code <= MAP_ROOT ? place.entry : NONE, hover_token: token ?? NONE });
}

/**
 * @param {View} view
 * @param {MouseEvent} event
 */
function hoverQuery(view, event) {
  const place = underQuery(view, event);
  view.hover({
    hover_entry: place?.zone === "entry" ? place.key : NONE,
    hover_token: place?.zone === "window" ? place.key : NONE,
    hover_head: place?.head ?? NONE,
  });
}

/**
 * @param {View} view
 * @param {MouseEvent} event
 */
function clickThumb(view, event) {
  const hit = underThumb(view, event);
  if (hit) view.pick({ ...hit, entry: NONE, ...(hit.layer === view.sel.get("layer") ? {} : { expert: NONE }) });
}

/**
 * @param {View} view
 * @param {MouseEvent} event
 */
function clickMap(view, event) {
  const hit = underMap(view, event);
  if (!hit) return;
  view.pick({ token: hit.query, ...(hit.entry !== NONE && hit.code <= MAP_ROOT ? { entry: hit.entry } : {}) });
}

/**
 * @param {View} view
 * @param {MouseEvent} event
 */
function clickQuery(view, event) {
  const hit = underQuery(view, event);
  if (!hit) return;
  view.pick({
    ...(hit.head === NONE ? {} : { head: hit.head }),
    ...(hit.zone === "entry" ? { entry: view.sel.get("entry") === hit.key ? NONE : hit.key } : {}),
    ...(hit.zone === "window" ? { token: hit.key } : {}),
  });
}

/** @param {View} view */
function draw(view) {
  const { model, own } = view;
  const mode = model.get("rows");
  own.rows.value = mode;
  if (mode === "all") drawAllHeads(view);
  else if (mode === "map") drawOneHead(view);
  else drawOneQuery(view);
}

/** @param {View} view */
function drawAllHeads(view) {
  const { model, sel, root, facts, own } = view;
  if (!model.get("profile_shape")[0]) return;
  own.map = null;
  own.thumbs = drawThumbs(view);
  facts.replaceChildren("every layer and head over the run; click one to choose it");
  own.note.textContent =
    "Each thumbnail: the run from left to right, in it the share of attention by zone. " +
    "CSA and HCA read entries of different sizes: compare within a kind.";
  root.drawn = {
    mode: "all",
    shape: [...model.get("profile_shape")],
    layer: sel.get("layer"),
    head: sel.get("head"),
    places: own.thumbs,
    at: performance.now(),
  };
}

/** @param {View} view */
function drawOneHead(view) {
  const { model, root, facts, own } = view;
  const f = /** @type {MapFacts} */ (model.get("map_facts"));
  if (f.queries === undefined) return;
  own.thumbs = null;
  own.map = drawHeadMap(view, MAP_HEIGHT);
  const last = f.first + f.queries - 1;
  const words = ` · head ${f.head} · queries ${f.first} to ${last}`;
  facts.replaceChildren(make("b", "", layerName(f.layer, f.kind)), words);
  own.note.textContent = mapWords(view);
  root.drawn = {
    mode: "map",
    layer: f.layer,
    head: f.head,
    first: f.first,
    queries: f.queries,
    entries: f.entries,
    places: own.map,
    place: own.hovered,
    codes: Array.from(asBytes(model.get("map_entries")).slice(0, 64)),
    at: performance.now(),
  };
}

/**
 * What the pointer is over in the map, in words.
 * @param {View} view
 */
function mapWords({ model, own }) {
  const place = own.hovered;
  const what = !place || (place.entry === NONE && place.key < 0) ? "" : place.entry !== NONE ? "entry" : "token";
  if (!place || !what)
    return "Rows are queries. Up and down move the head, left and right the query, page keys the layer.";
  const weight = KINDS_OF_NOTHING[place.code] ?? `weight about ${number((place.code / MAP_ROOT) ** 2, 2)}`;
  const text = what === "entry" ? apart(plain(model.get("entry_text"))) : "";
  return `Query ${place.query}, ${what} ${what === "entry" ? place.entry : place.key}: ${weight}. ${text}`;
}

/** @param {View} view */
function drawOneQuery(view) {
  const { model, root, facts, own } = view;
  own.map = own.thumbs = null;
  const query = queryOf(view);
  const { facts: f, heads, mode } = query;
  if (f.heads === undefined) return;
  const { titles, shares } = drawQuery(view, query);
  facts.replaceChildren(
    make("b", "", layerName(f.layer, f.kind)),
    ` · query ${f.query} `,
    make("b", "", `“${label(f.piece ?? "", 18)}”`),
    ` · ${mode === "heads" ? `${heads} heads` : `${mode} of ${heads} heads`}`,
  );
  own.note.textContent = queryWords(view, query);
  root.drawn = {
    layer: f.layer,
    query: f.query,
    kind: f.kind,
    visible: f.visible,
    window: Array.from(query.window),
    entries: Array.from(query.entries),
    weights: query.windowRows.map(row => Array.from(row)),
    shares,
    entryText: model.get("entry_text"),
    titles,
    mode,
    at: performance.now(),
  };
}

/**
 * The entry or token under the pointer with its weight, else what the picture shows.
 * @param {View} view
 * @param {Query} query
 */
function queryWords({ model, sel, own }, { facts: f, mode, entries, entryRows, window, windowRows, pieces }) {
  const hovered = sel.get("hover_head") !== NONE ? sel.get("hover_head") : Math.max(sel.get("head"), 0);
  const row = mode === "heads" ? clamp(hovered, 0, windowRows.length - 1) : 0;
  const who = mode === "heads" ? `head ${row}` : `${mode} of heads`;
  const entry = own.shownEntry();
  const token = sel.get("hover_token");
  if (entry !== NONE && entry < f.visible) {
    const i = entries.indexOf(entry);
    const weight =
      i < 0 ? "not picked by the indexer: it has no weight" : `weight ${number(entryRows[row][i], 4)} in ${who}`;
    return `Entry ${entry}, ${weight}. ${apart(plain(model.get("entry_text")))}`;
  }
  if (window.includes(token)) {
    const i = window.indexOf(token);
    const weight = number(windowRows[row][i], 4);
    return `Token ${token} “${label(pieces[i], 20)}”: weight ${weight} in ${who}. Click to choose it.`;
  }
  if (mode === "max") return "Each key shows the head that weighs it most, so rows do not sum to one here.";
  if (!f.listed) return "Only the three masses were captured for this query (dots: weights not captured).";
  if (f.kind === "sliding") return "This layer sees its window and the sink only.";
  if (!f.visible) return `No entry is complete yet: this layer makes one of every ${f.rate} tokens.`;
  return f.kind === "csa"
    ? "Coloured entries were picked by the indexer; hatched ones were there but not picked. Hover one to see its tokens."
    : "Every complete entry is read in this kind of layer. Hover one to see its tokens.";
}

/** @param {View} view */
function table({ model }) {
  const f = /** @type {import("./sparse_attention_query.js").Facts} */ (model.get("facts"));
  const heads = Array.from({ length: f.heads ?? 0 }, (_, h) => h);
  const mass = asF32(model.get("mass"));
  const window = asI32(model.get("window"));
  const entries = asI32(model.get("entries"));
  const near = asShares(model.get("window_weight"));
  const far = asShares(model.get("entry_weight"));
  const pieces = splitText(model.get("utf8"), model.get("lengths"));
  const masses = ["compressed past, all", "window, all", "sink"];
  return {
    columns: ["read", ...heads.map(h => `head ${h}`)],
    rows: [
      ...masses.map((name, z) => [name, ...heads.map(h => mass[3 * h + z])]),
      ...Array.from(entries, (entry, i) => [`entry ${entry}`, ...heads.map(h => far[h * entries.length + i])]),
      ...Array.from(window, (token, i) => [
        `token ${token} “${label(pieces[i] ?? "", 16)}”`,
        ...heads.map(h => near[h * window.length + i]),
      ]),
    ],
    note: f.heads
      ? `Attention of layer ${f.layer} at query ${f.query}; the first three rows sum to one in every column.`
      : "",
  };
}

/** @param {number} by */
const moveQuery = by => /** @param {View} view */ view =>
  view.pick({ token: Math.max(0, (view.model.get("facts").query ?? 0) + by) });

/** @param {number} by */
const moveHead = by => /** @param {View} view */ view =>
  view.pick({ head: clamp(view.sel.get("head") + by, 0, (view.model.get("facts").heads ?? 1) - 1) });

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Attention",
  aria:
    "What the chosen token attended to. " + "Left and right move the token, up and down the head, page keys the layer.",
  keys: {
    ArrowLeft: moveQuery(-1),
    ArrowRight: moveQuery(1),
    ArrowUp: moveHead(-1),
    ArrowDown: moveHead(1),
    PageUp: view => moveLayer(view, -1, view.model.get("layers")),
    PageDown: view => moveLayer(view, 1, view.model.get("layers")),
  },
  build,
  listen,
  draw,
  table,
  symbols: (view, symbol) => attentionSymbol(queryOf(view), view.sel.get("head"), symbol),
};

export default viewOf(spec);
