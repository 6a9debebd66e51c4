// What the pointer does to the picture: it shows the card of what it is over, and a click opens the view that shows that part.

import { NONE } from "./common/codes.js";
import { clamp } from "./common/numbers.js";
import { tabOf } from "./follow_token_card.js";
import { tokenNow } from "./follow_token_data.js";
import { boxOf } from "./follow_token_text.js";

/** @typedef {import("./follow_token.js").View} View */
/** @typedef {import("./follow_token_paint.js").Hit} Hit */

/** Selects a part, and brings the view to the front that shows it. @param {View} view @param {Hit} hit */
export function open(view, hit) {
  const { what, layer, id } = hit;
  if (what === "token") return view.pick({ token: id ?? NONE });
  view.own.chosen = hit;
  if (what === "row" || what === "layer") return view.pick({ layer });
  const inside = layer >= 0 && layer < view.own.sizes().layers;
  const tab = tabOf(view, hit);
  /** @type {import("./common/frame.js").Changes} */
  const changes = { ...(inside ? { layer } : {}), ...(tab ? { tab } : {}) };
  if (what === "streams") changes.site = hit.site ?? 0;
  if (["routing", "expert", "rail", "shared"].includes(what)) changes.site = 1;
  if (id !== undefined) changes.expert = id;
  if (what === "entries") changes.entry = heaviestEntry(view, layer);
  view.pick({ token: tokenNow(view), ...changes });
}

/** @param {View} view @param {number} layer */
function heaviestEntry(view, layer) {
  const { path } = view.own.known();
  for (let i = layer * path.keys; i < (layer + 1) * path.keys; i++) if (path.zone[i] === 1) return path.key[i];
  return NONE;
}

/** @param {View} view @param {PointerEvent} event */
function point(view, event) {
  const { own } = view;
  const box = own.canvas.getBoundingClientRect();
  const scale = own.canvas.offsetWidth / box.width; // not one where the page is magnified by its style
  const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  const inside = own.hits.filter(hit => x >= hit.x && x <= hit.x + hit.width && y >= hit.y && y <= hit.y + hit.height);
  own.over = inside[inside.length - 1] ?? wordAt(view, x, y);
  if (own.over?.what === "rail") {
    const id = Math.floor(((x - own.over.x) / own.over.width) * own.sizes().experts);
    own.over = { ...own.over, id: clamp(id, 0, own.sizes().experts - 1) };
  }
  own.canvas.style.cursor = own.over ? "pointer" : "";
  view.hover({ hover_token: own.over?.what === "token" ? (own.over.id ?? NONE) : NONE });
  view.redraw();
}

/** The word of the text under the pointer. @param {View} view @param {number} x @param {number} y @returns {Hit | null} */
function wordAt({ own }, x, y) {
  if (!own.shown) return null;
  for (let token = own.shown.from; token <= own.shown.token; token++) {
    const box = boxOf(own.shown, token);
    if (box && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height) {
      return { what: "token", layer: NONE, id: token, ...box };
    }
  }
  return null;
}

/** @param {View} view */
export function listenPointer(view) {
  const { own } = view;
  view.listen(own.canvas, "pointermove", event => point(view, event));
  view.listen(own.canvas, "pointerleave", () => {
    own.over = null;
    view.hover({ hover_token: NONE });
    view.redraw();
  });
  view.listen(own.canvas, "click", event => {
    point(view, event);
    if (own.over) open(view, own.over);
  });
}
