// What the pointer and the keys do in the text, in its map, in the search box and in the explorer's prompt.

import { NONE } from "./common/codes.js";
import { ownKeys } from "./common/frame.js";
import { clamp } from "./common/numbers.js";
import { tokenOnMap } from "./token_strip_map.js";
import { asksPython, foundTokens } from "./token_strip_search.js";

/** @typedef {import("./token_strip.js").View} View */

/**
 * @param {View} view
 * @param {() => void} scrolled
 */
export function listenTo(view, scrolled) {
  const { own } = view;
  const { choose, strip } = own;
  view.listen(choose, "change", () => view.tell("measure", choose.value));
  view.listen(strip, "click", event => {
    const at = tokenAt(view, event);
    if (at === NONE) return;
    if (event.shiftKey) pickRange(view, anchorOf(view), at);
    else pickToken(view, at);
  });
  view.listen(strip, "mousedown", event => {
    if (event.shiftKey) event.preventDefault();
  });
  view.listen(strip, "mousemove", event => view.hover({ hover_token: tokenAt(view, event) }));
  view.listen(strip, "mouseleave", () => view.hover({ hover_token: NONE }));
  view.listen(strip, "scroll", () => {
    own.following = strip.scrollTop + strip.clientHeight > strip.scrollHeight - 30;
    scrolled();
  });
  listenToKeys(view);
  listenToMap(view);
  listenToExplorer(view);
}

/** @param {View} view */
function listenToKeys(view) {
  const { root, sel, own } = view;
  const { box } = own;
  const extend = /** @param {KeyboardEvent} event */ event => {
    if (event.key === "Escape") root.dataset.anchor = "";
    if (!event.shiftKey || !["ArrowLeft", "ArrowRight"].includes(event.key) || event.target === box) return;
    const from = anchorOf(view);
    const [first, last] = [sel.get("query_first"), sel.get("query_last")];
    const end = first === NONE ? from : from === first ? last : first;
    pickRange(view, from, clamp(end + (event.key === "ArrowRight" ? 1 : -1), 0, own.total - 1));
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  view.listen(root, "keydown", extend, true);
  view.listen(box, "input", () => {
    if (asksPython(view)) view.tell("search", box.value);
    view.redraw();
  });
  view.listen(box, "keydown", event => {
    if (event.key === "Escape") {
      box.value = "";
      root.focus();
      view.redraw();
    }
    if (event.key === "Enter") goToFound(view, event.shiftKey);
    event.stopPropagation();
  });
}

/**
 * The next place of the searched text, or the one before; round at the ends.
 * @param {View} view
 * @param {boolean} back
 */
function goToFound(view, back) {
  const found = foundTokens(view);
  const at = view.sel.get("token");
  if (!found.length) return;
  const next = back ? found.findLast(t => t < at) : found.find(t => t > at);
  view.pick({ token: next ?? found[back ? found.length - 1 : 0] });
}

/** @param {View} view */
function listenToMap(view) {
  const { own } = view;
  const { map } = own;
  view.listen(map, "mousedown", event => {
    own.drag = tokenOnMap(view, event);
    event.preventDefault();
  });
  view.listen(map, "mousemove", event => {
    const at = tokenOnMap(view, event);
    if (own.drag !== null && event.buttons && Math.abs(at - own.drag) > own.total / 200) pickRange(view, own.drag, at);
  });
  view.listen(map, "click", event => {
    const at = tokenOnMap(view, event);
    if (own.drag === null || Math.abs(at - own.drag) <= own.total / 200) pickToken(view, at);
    own.drag = null;
  });
}

/**
 * Ctrl+Enter and Shift+Enter in the explorer's prompt run it; JupyterLab must not see the keys of the controls around the views. Heard on
 * the document, since the explorer may not stand around this view yet.
 * @param {View} view
 */
function listenToExplorer(view) {
  /** @param {Event} event */
  const isInside = event => {
    const explorer = /** @type {HTMLElement} */ (event.target).closest?.(".dsv-explorer");
    return Boolean(explorer?.contains(view.root));
  };
  view.listen(document, "focusin", event => isInside(event) && ownKeys(event), true);
  view.listen(
    document,
    "keydown",
    event => {
      const { target, key, ctrlKey, metaKey, shiftKey } = event;
      const asked = key === "Enter" && (ctrlKey || metaKey || shiftKey);
      if (target.tagName !== "TEXTAREA" || !asked || !isInside(event) || target.closest(".dsv-chat")) return;
      event.preventDefault();
      event.stopPropagation();
      view.model.send({ press: "run", prompt: target.value });
    },
    true,
  );
}

/**
 * @param {View} view
 * @param {MouseEvent} event
 */
function tokenAt({ own }, event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const node = /** @type {HTMLElement | null | undefined} */ (target.closest?.(".dsv-token"));
  return node ? own.first + Number(node.dataset.index) : NONE;
}

/**
 * Where a range begins that is extended with shift.
 * @param {View} view
 */
function anchorOf({ root, sel, own }) {
  if (root.dataset.anchor) return Number(root.dataset.anchor);
  return sel.get("token") !== NONE ? sel.get("token") : own.total - 1;
}

/**
 * @param {View} view
 * @param {number} at
 */
function pickToken(view, at) {
  view.root.dataset.anchor = "";
  view.pick({ token: at, query_first: NONE, query_last: NONE });
}

/**
 * @param {View} view
 * @param {number} a
 * @param {number} b
 */
function pickRange(view, a, b) {
  view.root.dataset.anchor = String(a);
  view.pick({ query_first: Math.min(a, b), query_last: Math.max(a, b) });
}
