// Controls that several pictures share: menus, dragging a range, and panels that come into sight.

import { make, option } from "./elements.js";
import { clamp } from "./numbers.js";

/** @typedef {import("./frame.js").View<any, any>} AnyView */

/**
 * A labelled <select> bound to a trait. `options` are [value, words]; `show` writes what the trait says, and other
 * options when it is given some.
 * @param {AnyView} view
 * @param {string} trait
 * @param {string} aria
 * @param {[string | number, string][]} options
 */
export function choice(view, trait, aria, options) {
  const select = make("select");
  select.setAttribute("aria-label", aria);
  select.dataset.trait = trait;
  offer(select, options);
  const numeric = typeof view.model.get(trait) === "number";
  view.listen(select, "change", () => {
    view.tell(trait, numeric ? Number(select.value) : select.value);
    view.redraw();
  });
  /** @param {[string | number, string][]} [list] */
  const show = list => {
    if (list) offer(select, list);
    select.value = String(view.model.get(trait));
  };
  return { select, show };
}

/**
 * Fills a <select>, unless it has these options already.
 * @param {HTMLSelectElement} select
 * @param {[string | number, string][]} list
 */
export function offer(select, list) {
  const key = JSON.stringify(list);
  if (select.dataset.options === key) return;
  select.replaceChildren(...list.map(([value, words]) => option(value, words)));
  select.dataset.options = key;
}

/**
 * Dragging along x over `target`. `span` gives [left, width] of what counts; `moved` and `ended` get two fractions of it.
 * @param {AnyView} view
 * @param {HTMLElement} target
 * @param {() => [number, number]} span
 * @param {(a: number, b: number) => void} moved
 * @param {(a: number, b: number) => void} ended
 */
export function brush(view, target, span, moved, ended) {
  /** @type {number | null} */
  let from = null;
  /** @param {PointerEvent} event */
  const inside = event => event.clientX - target.getBoundingClientRect().left - span()[0];
  /** @param {PointerEvent} event */
  const at = event => clamp(inside(event) / Math.max(span()[1], 1), 0, 1);
  view.listen(target, "pointerdown", event => {
    const x = inside(event);
    if (x < 0 || x > span()[1]) return;
    from = at(event);
    target.setPointerCapture?.(event.pointerId);
  });
  view.listen(target, "pointermove", event => {
    if (from !== null) moved(Math.min(from, at(event)), Math.max(from, at(event)));
  });
  view.listen(target, "pointerup", event => {
    if (from === null) return;
    const a = from;
    const b = at(event);
    from = null;
    ended(Math.min(a, b), Math.max(a, b));
  });
  view.listen(target, "pointercancel", () => {
    from = null;
  });
}

/**
 * What scrolls a view: the notebook, the explorer in full screen, or the page.
 * @param {Element} element
 */
export function scrollerOf(element) {
  const found = element.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer") ?? document.scrollingElement;
  return /** @type {HTMLElement} */ (found);
}

/**
 * Brings a panel that a menu has just changed into sight, for a while also as its numbers arrive. Call the
 * returned function at the end of every drawing, its `ask` when the menu changes; the menu itself stays on top (sticky).
 * @param {AnyView} view
 * @param {HTMLElement} panel
 */
export function revealing(view, panel) {
  let until = 0;
  const show = () => {
    if (performance.now() > until) return;
    const scroller = scrollerOf(view.root);
    const page = scroller === document.scrollingElement;
    const bottom = page ? window.innerHeight : scroller.getBoundingClientRect().bottom;
    const top = page ? 0 : scroller.getBoundingClientRect().top;
    const place = panel.getBoundingClientRect();
    // What stays on top of the view: the explorer's bar, and the menu itself.
    const bar = view.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight ?? 0;
    const menu = /** @type {HTMLElement | null} */ (view.root.querySelector(".dsv-controls"))?.offsetHeight ?? 0;
    const room = place.top - top - bar - menu - 12;
    if (place.bottom > bottom) scroller.scrollTop += Math.max(0, Math.min(place.bottom - bottom + 8, room));
  };
  const forget = () => {
    until = 0;
  };
  show.ask = () => {
    until = performance.now() + 2000;
    view.redraw();
  };
  view.listen(view.root, "wheel", forget, { passive: true });
  view.listen(view.root, "pointerdown", event => {
    if (event.target.tagName !== "SELECT") forget();
  });
  return show;
}
