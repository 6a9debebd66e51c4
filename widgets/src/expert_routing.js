// Experts chosen: tokens across, layers down, each cell the stack of its experts' weights; below it the ranking of one cell.
// The canvas is only as large as what is visible, so long runs scroll as fast as short ones.
// Traits: expert_routing.py.   Tests: expert_routing.test.js.

import { asI16, memo, splitText } from "./common/bytes.js";
import { NONE, QUANTISED } from "./common/codes.js";
import { colour, ramp } from "./common/colours.js";
import { offer } from "./common/controls.js";
import { make } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { moveLayer, moveToken } from "./common/keys.js";
import { number } from "./common/numbers.js";
import { label } from "./common/text.js";
import { drawGrid, gridOf, hitCell, layoutOf, SIDE, TOP } from "./expert_routing_grid.js";
import { drawRanking, rankingTable } from "./expert_routing_ranking.js";
import { routingSymbol } from "./expert_routing_symbols.js";

/** @typedef {import("./traits").ExpertRouting} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {import("./expert_routing_grid.js").Hit} Hit */
/** @typedef {import("./expert_routing_grid.js").Grid} Grid */

/**
 * Tokens that an expert took in one of L layers; experts are [token, layer, slot].
 * @param {Int16Array} experts
 * @param {number} row
 * @param {number} L
 * @param {number} K
 * @param {number} expert
 */
export function countUses(experts, row, L, K, expert) {
  let used = 0;
  for (let at = row * K; at < experts.length; at += L * K) {
    if (experts.subarray(at, at + K).includes(expert)) used++;
  }
  return used;
}

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ body }) {
  const choose = make("select");
  choose.setAttribute("aria-label", "colour cells by");
  const legend = make("span", "dsv-legend");
  const low = make("span");
  const bar = make("span", "dsv-ramp");
  const high = make("span");
  const line = make("div", "dsv-bar-row");
  const names = make("button", "dsv-small", "names");
  names.type = "button";
  names.title = "name the experts in the cells, or show more tokens";
  legend.append(choose, low, bar, high);
  line.append(legend, names);
  const scroll = make("div", "dsv-grid");
  const stage = make("div", "dsv-grid-stage");
  const canvas = make("canvas");
  const spacer = make("div");
  canvas.style.position = "absolute";
  canvas.style.cursor = "pointer";
  stage.append(canvas);
  scroll.append(stage, spacer);
  const ranking = make("table", "dsv-table dsv-ranking");
  const note = make("div", "dsv-note");
  const caption = make("div", "dsv-note");
  const inverse = make("div");
  caption.style.margin = "4px 0 0";
  body.append(line, scroll, caption, ranking, note, inverse); // the list comes last: it must not move what was clicked
  return {
    ...{ choose, names, legend, low, bar, high, scroll, canvas, spacer, ranking, note, caption, inverse },
    texts: memo(splitText),
    ids: memo(asI16),
    shadesOf: memo(ramp),
    /** @type {unknown[]} what the ranking was last drawn for */
    tabled: [],
    layout: layoutOf([]),
    named: true, // the experts in the cells
    tokens: 0,
    follow: true, // the newest token
    steered: false, // only who reads leaves the end; a change of size moves the grid too, and must not
    /** @type {Hit | null} */
    hovered: null,
    /** @type {number | null} */
    lastPicked: null,
  };
}

/** @param {View} view */
function listen(view) {
  const { model, sel, own } = view;
  const { choose, scroll, canvas, ranking } = own;
  view.listen(choose, "change", () => view.tell("colour", choose.value));
  view.listen(own.names, "click", () => {
    own.named = !own.named;
    own.lastPicked = null; // the chosen token is brought back into sight
    view.redraw();
  });
  const steer = () => {
    own.steered = true;
  };
  for (const event of ["wheel", "pointerdown", "touchmove", "keydown"]) {
    view.listen(scroll, event, steer, { passive: true });
  }
  view.listen(scroll, "scroll", () => {
    if (scroll.scrollLeft + scroll.clientWidth > scroll.scrollWidth - 2 * own.layout.cell) {
      own.follow = true;
      own.steered = false;
    } else if (own.steered) own.follow = false;
    view.redraw();
  });
  /** @param {Hit | null} hit */
  const hover = hit => {
    own.hovered = hit;
    view.hover({ hover_token: hit ? hit.token : NONE });
    view.redraw();
  };
  view.listen(canvas, "mousemove", event => hover(cellAt(view, event)));
  view.listen(canvas, "mouseleave", () => hover(null));
  view.listen(canvas, "click", event => {
    const hit = cellAt(view, event);
    if (!hit) return;
    const layer = model.get("layers")[hit.index];
    const elsewhere = layer === sel.get("layer") ? {} : { layer, expert: NONE, entry: NONE };
    view.pick({ token: hit.token, ...elsewhere });
  });
  view.listen(ranking, "click", event => toggleExpert(view, event.target.closest("tbody tr")));
  view.listen(ranking, "keydown", event => {
    if (!["Enter", " "].includes(event.key)) return;
    toggleExpert(view, event.target.closest("tr"));
    event.preventDefault();
    event.stopPropagation();
  });
}

/** @param {View} view */
const layersDown = ({ model, own }) =>
  own.layout.rows.flatMap(row => (row.index === undefined ? [] : [model.get("layers")[row.index]]));

/**
 * @param {View} view
 * @param {MouseEvent} event
 */
function cellAt({ own }, event) {
  const box = own.canvas.getBoundingClientRect();
  const x = event.clientX - box.left - SIDE;
  const y = event.clientY - box.top - TOP;
  return x < 0 ? null : hitCell(own.layout, x + own.scroll.scrollLeft, y, own.tokens);
}

/**
 * @param {View} view
 * @param {HTMLElement | null} row
 */
function toggleExpert(view, row) {
  const expert = Number(row?.dataset.expert ?? NONE);
  if (expert >= 0) view.pick({ expert: view.sel.get("expert") === expert ? NONE : expert });
}

/** @param {View} view */
function draw(view) {
  const { model, sel, root, own } = view;
  const grid = gridOf(view);
  own.tokens = grid.T;
  own.layout = layoutOf(model.get("kinds"), own.named ? grid.K : 0);
  own.names.setAttribute("aria-pressed", String(own.named));
  own.names.style.display = layoutOf(model.get("kinds"), grid.K).named ? "" : "none";
  const chosen = sel.get("token");
  const picked = chosen >= 0 && chosen < grid.T ? chosen : grid.T - 1;
  scrollTo(view, chosen);
  const highlighted = drawGrid(view, grid, picked);
  drawLegend(view);
  sayFacts(view, grid);
  drawRanking(view);
  root.drawn = {
    uses: model.get("uses"),
    parting: model.get("parting"),
    at: performance.now(),
    tokens: grid.T,
    layers: [...grid.layers],
    picked,
    layer: sel.get("layer"),
    detail: model.get("detail"),
    highlighted,
    codes: Array.from(grid.codes.slice(0, 64)),
  };
}

/**
 * Keeps the newest token in sight while it is followed, and brings a newly chosen one there.
 * @param {View} view
 * @param {number} chosen
 */
function scrollTo({ own }, chosen) {
  const { scroll, spacer } = own;
  const { cell } = own.layout;
  const full = SIDE + own.tokens * cell + 4;
  spacer.style.width = `${full}px`;
  spacer.style.height = `${TOP + own.layout.height + 2}px`;
  if (own.follow && chosen === NONE) scroll.scrollLeft = full; // also after a change of size moved it
  if (chosen !== own.lastPicked && chosen >= 0) {
    const x = chosen * cell;
    const seen = scroll.clientWidth - SIDE;
    if (x < scroll.scrollLeft || x + cell > scroll.scrollLeft + seen) scroll.scrollLeft = x - seen / 2;
  }
  own.lastPicked = chosen;
}

/** @param {View} view */
function drawLegend({ model, root, own }) {
  const { choose, legend, low, bar, high } = own;
  /** @type {[name: string, title: string, unit: string][]} */
  const options = model.get("colour_options");
  offer(
    choose,
    options.map(([name, title]) => [name, `colour: ${title}`]),
  );
  choose.value = model.get("colour");
  const unit = options.find(([name]) => name === model.get("colour"))?.[2] ?? "";
  const shades = own.shadesOf(colour(root, "ramp-low"), colour(root, "ramp-high"));
  bar.style.background = `linear-gradient(90deg, ${shades[0]}, ${shades[QUANTISED]})`;
  low.textContent = number(model.get("low"));
  high.textContent = `${number(model.get("high"))} ${unit}`;
  legend.title = "grey: this layer has no such value";
}

/**
 * @param {View} view
 * @param {Grid} grid
 */
function sayFacts({ facts, sel, model, own }, { L, K, T, experts, pieces, layers }) {
  const { hovered } = own;
  const expert = sel.get("expert");
  const row = layers.indexOf(sel.get("layer"));
  facts.replaceChildren();
  if (hovered) {
    const cell = (hovered.token * L + hovered.index) * K;
    facts.append(
      `layer ${layers[hovered.index]}, token ${hovered.token} “${label(pieces[hovered.token] ?? "", 16)}”: experts `,
      make("b", "", experts.slice(cell, cell + K).join(" ")),
    );
  } else if (expert !== NONE && row >= 0) {
    const used = countUses(experts, row, L, K, expert);
    const words = make("b", "", `${used} of ${T} tokens`);
    facts.append(`expert ${expert} of layer ${sel.get("layer")}: `, words, " (marked cells)");
  } else if (model.get("parting") >= 0) {
    facts.append("beside another run: the text parts at token ", make("b", "", `${model.get("parting")}`), " (dashed)");
  } else facts.append(`${K} experts work on each token in every layer, and the shared one besides`);
}

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Experts chosen",
  aria: "Experts chosen for each token and layer. Arrow keys move the chosen token and layer.",
  keys: {
    ArrowLeft: view => moveToken(view, -1, view.own.tokens),
    ArrowRight: view => moveToken(view, 1, view.own.tokens),
    ArrowUp: view => moveLayer(view, -1, layersDown(view)),
    ArrowDown: view => moveLayer(view, 1, layersDown(view)),
    Home: view => moveToken(view, Number.NEGATIVE_INFINITY, view.own.tokens),
    End: view => moveToken(view, Number.POSITIVE_INFINITY, view.own.tokens),
  },
  build,
  listen,
  draw,
  table: rankingTable,
  symbols: ({ model, sel }, symbol) =>
    routingSymbol(/** @type {any} */ (model.get("detail")), sel.get("expert"), symbol),
};

export default viewOf(spec);
