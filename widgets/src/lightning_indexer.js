// Indexer picks: an overview in bins, the marked region pick by pick with its text, and one of four panels.
// Traits: lightning_indexer.py.   Tests: lightning_indexer.test.js.

import { asBytes, asF32, asI32, memo, splitText } from "./common/bytes.js";
import { NONE } from "./common/codes.js";
import { choice, offer, revealing } from "./common/controls.js";
import { make } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { moveLayer, moveToken } from "./common/keys.js";
import { thousands } from "./common/numbers.js";
import { drawNeedle, needleTable } from "./lightning_indexer_needle.js";
import { drawOverlap, overlapTable } from "./lightning_indexer_overlap.js";
import { bitmap, drawOverview, histogram, regionOf, spanOf, spotAt, spotWords } from "./lightning_indexer_overview.js";
import { drawRank, rankSymbol, rankTable } from "./lightning_indexer_rank.js";
import { drawRecall, recallTable } from "./lightning_indexer_recall.js";
import { drawRegion, drawText, hoverEntry, markAt, markWords } from "./lightning_indexer_region.js";

/** @typedef {import("./traits").LightningIndexer} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {import("./lightning_indexer_overview.js").Spot} Spot */
/**
 * @typedef {object} Facts
 * @property {number} layer
 * @property {number} rate
 * @property {number} topk
 * @property {number} tokens
 * @property {number} queries  that were kept
 * @property {number} forced  of them, those without a choice
 * @property {[rows: number, columns: number]} [shape]  of the overview
 * @property {number} across  positions that its columns stand for
 * @property {number} every  of a long prompt, every so many queries are kept
 * @property {string} tiled  how a tiled trace was made
 * @property {string} beyond  that the run is longer than what the model learned from
 */
/** @typedef {Facts & { shape: [number, number] }} Drawn */

/** @type {Record<string, (view: View, f: any) => object>} */
const PANELS = { rank: drawRank, overlap: drawOverlap, recall: drawRecall, needle: drawNeedle };
/** @type {Record<string, (view: View, f: any) => import("./common/types").Numbers | null>} */
const TABLES = { overlap: overlapTable, recall: recallTable, needle: needleTable };

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build(view) {
  const picture = make("div", "dsv-picks");
  const controls = make("div", "dsv-controls");
  const layer = make("select");
  layer.setAttribute("aria-label", "layer");
  const panel = choice(view, "panel", "panel below", [
    ["rank", "below: ranking of one query"],
    ["overlap", "below: overlap of choices"],
    ["recall", "below: recall of full attention"],
    ["needle", "below: a needle"],
  ]);
  const shuffle = make("button", "dsv-small", "random control");
  shuffle.title = "every query gets the distances back of another query: the same recency, other words";
  const tiled = make("span", "dsv-tiled");
  controls.append(layer, panel.select, shuffle, tiled);
  const overview = make("canvas");
  const legend = make("div", "dsv-note");
  const detail = make("canvas");
  const caption = make("div", "dsv-note");
  const text = make("div", "dsv-region-text");
  const low = make("div", "dsv-panel");
  overview.setAttribute("role", "img");
  overview.setAttribute("aria-label", "overview of picks; drag to choose a region");
  text.tabIndex = 0;
  picture.append(controls, overview, legend, detail, caption, low, text); // the text last: it grows
  view.body.append(picture);
  return {
    ...{ layer, panel, shuffle, tiled, overview, legend, detail, caption, text, low },
    reveal: revealing(view, low),
    pixels: memo(bitmap),
    ints: memo(asI32),
    texts: memo(splitText),
    entries: memo(asI32),
    scores: memo(asF32),
    lines: memo(asF32),
    table: memo(asF32),
    recalls: memo(asF32),
    probed: memo(asI32),
    found: memo(asF32),
    /** @type {Spot | null} where a drag began: in the strip it marks a span of the text, in the picture a region */
    from: null,
    /** @type {number[] | null} */
    span: null,
    /** @type {number[] | null} */
    dragging: null,
    /** @type {Spot | null} in the overview */
    hovered: null,
    /** @type {import("./lightning_indexer_region.js").Mark | null} in the region */
    under: null,
    hoveredEntry: NONE,
    textOf: { pieces: /** @type {string[]} */ ([]), entry: /** @type {number | null} */ (null) },
    requests: 0,
  };
}

/** @param {View} view */
const factsOf = view => /** @type {Drawn} */ (view.model.get("facts"));

/** @param {View} view */
function listen(view) {
  const { model, own } = view;
  const { panel, reveal, layer, shuffle, detail } = own;
  view.listen(panel.select, "change", reveal.ask);
  view.listen(layer, "change", () => view.pick({ layer: Number(layer.value), entry: NONE }));
  view.listen(shuffle, "click", () => {
    view.tell("shows", model.get("shows") === "control" ? "picks" : "control");
    view.redraw();
  });
  listenToOverview(view);
  view.listen(detail, "mousemove", event => {
    own.under = markAt(view, event);
    hoverEntry(view, own.under?.entry ?? NONE, own.under?.query ?? NONE);
  });
  view.listen(detail, "mouseleave", () => {
    own.under = null;
    hoverEntry(view, NONE, NONE);
  });
  view.listen(detail, "click", event => {
    const hit = markAt(view, event);
    if (hit) view.pick({ token: hit.query, entry: hit.entry, layer: factsOf(view).layer });
  });
}

/** @param {View} view */
function listenToOverview(view) {
  const { own } = view;
  const { overview } = own;
  view.listen(overview, "pointerdown", event => {
    own.from = spotAt(view, event);
    overview.setPointerCapture?.(event.pointerId);
  });
  view.listen(overview, "pointermove", event => {
    const now = spotAt(view, event);
    own.hovered = now;
    if (own.from?.inStrip) own.span = spanOf(factsOf(view), own.from, now);
    else if (own.from) own.dragging = regionOf(factsOf(view), own.from, now);
    view.redraw();
  });
  view.listen(overview, "pointerleave", () => {
    own.hovered = null;
    view.redraw();
  });
  view.listen(overview, "pointerup", event => {
    const start = own.from;
    if (!start) return;
    const now = spotAt(view, event);
    own.from = own.span = own.dragging = null;
    if (start.inStrip) {
      const [first, last] = spanOf(factsOf(view), start, now);
      view.tell("panel", "needle");
      view.pick({ query_first: first, query_last: last });
    } else {
      view.tell("region", regionOf(factsOf(view), start, now).join(":"));
      view.redraw();
    }
  });
}

/** @param {View} view */
function draw(view) {
  const { model, root, own } = view;
  const { layer, panel, shuffle, tiled, low, reveal } = own;
  const facts = factsOf(view);
  offer(
    layer,
    model.get("layers").map(one => [one, `layer ${one} ▤`]),
  );
  layer.value = String(facts.layer);
  panel.show();
  shuffle.setAttribute("aria-pressed", String(model.get("shows") === "control"));
  tiled.textContent = tiled.title = facts.tiled ? `Tiled: ${facts.tiled}` : facts.beyond;
  if (!facts.shape) return;
  const f = facts;
  drawOverview(view, f);
  const marks = drawRegion(view, f);
  drawText(view, f);
  sayFacts(view, f, marks);
  low.replaceChildren();
  const extra = PANELS[model.get("panel")](view, f);
  reveal();
  root.drawn = {
    layer: f.layer,
    tokens: f.tokens,
    queries: f.queries,
    tiled: f.tiled,
    shows: model.get("shows"),
    region: [...model.get("shown_region")],
    marks: marks.length / 3,
    first_marks: Array.from(marks.slice(0, 30)),
    codes: histogram(asBytes(model.get("overview"))),
    panel: model.get("panel"),
    ...extra,
  };
}

/**
 * What the pointer is over, else what is shown.
 * @param {View} view
 * @param {Drawn} f
 * @param {Int32Array} marks
 */
function sayFacts(view, f, marks) {
  const { facts, model, sel, own } = view;
  if (own.under) facts.replaceChildren(...markWords(f, marks, own.under));
  else if (own.hovered && !own.dragging) facts.replaceChildren(...spotWords(view, f, own.hovered));
  else {
    const control = model.get("shows") === "control" ? " · CONTROL: other queries' distances" : "";
    const other = sel.get("layer") !== f.layer ? ` · layer ${sel.get("layer")} has no indexer` : "";
    facts.replaceChildren(
      make("b", "", `layer ${f.layer}`),
      ` · up to ${f.topk} entries of ${f.rate} tokens · ${thousands(f.queries)} queries, ` +
        `${thousands(f.forced)} without a choice${control}${other}`,
    );
  }
}

/**
 * The numbers of the panel below, or of the ranking while it has none.
 * @param {View} view
 */
function table(view) {
  const f = factsOf(view);
  return TABLES[view.model.get("panel")]?.(view, f) ?? rankTable(view, f);
}

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Indexer picks",
  aria: "Entries that every query picked. Left and right move the query, up and down the layer.",
  keys: {
    ArrowLeft: view => moveToken(view, -1, factsOf(view).tokens),
    ArrowRight: view => moveToken(view, 1, factsOf(view).tokens),
    ArrowUp: view => moveLayer(view, -1, view.model.get("layers")),
    ArrowDown: view => moveLayer(view, 1, view.model.get("layers")),
    Home: view => moveToken(view, Number.NEGATIVE_INFINITY, factsOf(view).tokens),
    End: view => moveToken(view, Number.POSITIVE_INFINITY, factsOf(view).tokens),
  },
  build,
  listen,
  draw,
  table,
  symbols: rankSymbol,
};

export default viewOf(spec);
