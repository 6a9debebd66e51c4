// Residual streams: one site (hyper_connections_site.js), all sites together or the streams over depth
// (hyper_connections_overview.js), or a dial over Sinkhorn's steps (hyper_connections_dial.js).
// Traits: hyper_connections.py.   Tests: hyper_connections.test.js.

import { asF32 } from "./common/bytes.js";
import { make, option } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { number } from "./common/numbers.js";
import { label } from "./common/text.js";
import { drawDial } from "./hyper_connections_dial.js";
import { drawProduct, drawStreams } from "./hyper_connections_overview.js";
import { drawSite, goToStep, stepNow } from "./hyper_connections_site.js";

/** @typedef {import("./traits").HyperConnections} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {{ layer: number, site: number, token: number, piece: string, sinkhorn_error: number }} Facts */

/** @type {Record<string, (view: View, width: number) => object>} the pictures beside the one of a site */
const OVERVIEWS = { product: drawProduct, dial: drawDial, streams: drawStreams };

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ head, body }) {
  const choose = make("select");
  choose.setAttribute("aria-label", "picture");
  choose.append(
    option("site", "one site"),
    option("product", "all sites together"),
    option("dial", "Sinkhorn dial"),
    option("streams", "streams over depth"),
  );
  head.querySelector(".dsv-numbers")?.before(choose);
  const mix = make("div", "dsv-mix");
  const matrix = make("div");
  const side = make("div");
  const words = make("div", "dsv-note");
  const norms = make("div");
  const strip = make("div");
  const pane = make("div");
  side.style.flex = "1 1 150px";
  side.style.minWidth = "150px";
  side.append(words, norms);
  mix.append(matrix, side);
  body.append(mix, strip, pane);
  return {
    ...{ choose, mix, matrix, words, norms, strip, pane },
    /** @type {number | null} steps on the dial; null: those of the run */
    dial: null,
  };
}

/** @param {View} view */
function listen(view) {
  const { choose } = view.own;
  view.listen(choose, "change", () => view.tell("picture", choose.value));
}

/** @param {View} view */
function draw(view) {
  const { model, facts, body, root, own } = view;
  const f = /** @type {Facts} */ (model.get("facts"));
  if (!asF32(model.get("pre")).length) return;
  facts.replaceChildren(
    make("b", "", `layer ${f.layer}, at ${f.site ? "the experts" : "attention"}`),
    ` · token ${f.token} `,
    make("b", "", `“${label(f.piece ?? "", 16)}”`),
  );
  const picture = model.get("picture");
  const one = picture === "site";
  own.choose.value = picture;
  own.mix.style.display = own.strip.style.display = one ? "" : "none";
  own.pane.style.display = one ? "none" : "";
  const drawn = one ? drawSite(view, f) : OVERVIEWS[picture](view, Math.max(300, body.clientWidth - 2));
  const where = { layer: f.layer, site: f.site, token: f.token };
  root.drawn = { picture, ...where, ...drawn, at: performance.now() };
}

/** @param {View} view */
function table({ model }) {
  const f = /** @type {Facts} */ (model.get("facts"));
  const names = /** @type {const} */ (["pre", "post", "comb", "norm"]);
  const [pre, post, comb, norm] = names.map(name => asF32(model.get(name)));
  const N = pre.length;
  const to = Array.from({ length: N }, (_, j) => `comb to ${j}`);
  return {
    columns: ["from stream", "pre", ...to, "post of this stream", "norm before the layer"],
    rows: Array.from(pre, (value, i) => [i, value, ...comb.slice(i * N, i * N + N), post[i], norm[i]]),
    note: `Layer ${f.layer}, at ${f.site ? "the experts" : "attention"}, token ${f.token}.`,
  };
}

/**
 * What the symbols of the equation are at the chosen site and token.
 * @param {View} view
 * @param {string} symbol
 */
function symbols({ model }, symbol) {
  const f = /** @type {Facts} */ (model.get("facts"));
  const names = /** @type {const} */ (["pre", "post", "comb"]);
  const [pre, post, comb] = names.map(name => Array.from(asF32(model.get(name))));
  const where = `layer ${f.layer}, at ${f.site ? "the experts" : "attention"}, token ${f.token}`;
  /** @param {number[]} values */
  const all = values =>
    `${values.map(value => number(value)).join(", ")} for streams 0 to ${pre.length - 1} (${where})`;
  const values = { pre, post, comb: comb.filter((_, i) => i % (pre.length + 1) === 0) };
  return pre.length && symbol in values ? all(values[/** @type {keyof typeof values} */ (symbol)]) : undefined;
}

/** @param {number} by */
const moveToken = by => /** @param {View} view */ view =>
  view.pick({ token: Math.max(0, (view.model.get("facts").token ?? 0) + by) });

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Residual streams",
  aria: "How the residual streams are mixed. Up and down move through the layers' sites, left and right the token.",
  keys: {
    ArrowUp: view => goToStep(view, stepNow(view) - 1),
    ArrowDown: view => goToStep(view, stepNow(view) + 1),
    ArrowLeft: moveToken(-1),
    ArrowRight: moveToken(1),
  },
  build,
  listen,
  draw,
  table,
  symbols,
};

export default viewOf(spec);
