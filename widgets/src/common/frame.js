// The frame around every picture: title, facts, message, the shared selection, keys, and one drawing per animation frame.
// A view's module exports `viewOf(spec)`; every function of the module gets the View that is made of it as first argument.

import { addAbout } from "./about.js";
import { NONE } from "./codes.js";
import { make } from "./elements.js";
import { initialize } from "./gains.js";
import { keepPicture } from "./kept_picture.js";
import { numbersInstead } from "./table.js";

const GONE =
  "No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does " +
  "not answer. Run its cell again.";
const NOTHING_CHOSEN = {
  token: NONE,
  head: NONE,
  expert: NONE,
  entry: NONE,
  query_first: NONE,
  query_last: NONE,
  hover_token: NONE,
  hover_entry: NONE,
};
// An expert and an entry belong to their layer.
const OF_ANOTHER_LAYER = { expert: NONE, entry: NONE, hover_entry: NONE };
const TYPED_IN = ["SELECT", "INPUT", "TEXTAREA"];

/** @typedef {Partial<import("../traits").Selection>} Changes */

/**
 * What a view's module says of itself.
 * @template T the view's traits
 * @template O what `build` returns: the view's own elements and state
 * @typedef {object} Spec
 * @property {string} title
 * @property {string} aria  what a reader of screens hears
 * @property {Record<string, (view: View<T, O>) => void>} [keys]
 * @property {(view: View<T, any>) => O} build  makes the elements, once
 * @property {(view: View<T, O>) => void} [listen]  what the pointer and the controls do
 * @property {(view: View<T, O>) => void} draw
 * @property {(view: View<T, O>) => import("./types").Numbers} [table]  the same numbers, under a button
 * @property {(view: View<T, O>, symbol: string) => string | undefined} [symbols]  an equation's symbol for what is chosen
 */

/**
 * What a view's module exports: the two functions that anywidget calls.
 * @template T
 * @template O
 * @param {Spec<T, O>} spec
 */
export const viewOf = spec => ({
  initialize,
  /** @param {import("./types").Props<T>} props */
  render: props => show(props, spec),
});

/**
 * Shows a view and returns its clean-up.
 * @template T
 * @template O
 * @param {import("./types").Props<T>} props
 * @param {Spec<T, O>} spec
 */
async function show({ model, el }, spec) {
  const parts = skeleton(spec);
  el.append(parts.root);
  const sel = await model.widget_manager.get_model(model.get("selection").replace("IPY_MODEL_", ""));
  /** @type {View<T, O>} */
  const view = new View(model, sel, parts, spec);
  view.own = spec.build(view);
  spec.listen?.(view);
  view.redraw();
  return () => view.clean();
}

/**
 * Changes what is chosen, here and in Python.
 * @param {import("./types").SelectionModel} sel
 * @param {Changes} changes
 */
export function pickIn(sel, changes) {
  const elsewhere = changes.layer !== undefined && changes.layer !== sel.get("layer");
  for (const [name, value] of Object.entries({ ...(elsewhere ? OF_ANOTHER_LAYER : {}), ...changes })) {
    sel.set(/** @type {any} */ (name), value);
  }
  sel.save_changes();
}

/** @param {{ title: string, aria: string }} spec */
function skeleton({ title, aria }) {
  /** @type {import("./types").Root} */
  const root = make("div", "dsv");
  root.tabIndex = 0;
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", aria);
  const head = make("div", "dsv-head");
  const facts = make("div", "dsv-facts");
  facts.setAttribute("aria-live", "polite");
  head.append(make("span", "dsv-title", title), make("span", "dsv-space"));
  const look = make("div", "dsv-look");
  const message = make("div", "dsv-message");
  const body = make("div", "dsv-body");
  root.append(make("div", "dsv-gone", GONE), head, look, facts, message, body);
  return { root, head, look, facts, message, body };
}

/**
 * One picture in the page.
 * @template T
 * @template O
 */
export class View {
  #wanted = false;
  #dead = false;
  #patience = 60;
  #message;
  #spec;
  /** @type {(() => void)[]} */
  #off = [];

  /**
   * @param {import("./types").Model<T & import("./types").Common>} model
   * @param {import("./types").SelectionModel} sel
   * @param {ReturnType<typeof skeleton>} parts
   * @param {Spec<T, O>} spec
   */
  constructor(model, sel, { root, head, look, facts, message, body }, spec) {
    this.model = model;
    this.sel = sel;
    this.root = root;
    this.head = head;
    this.look = look;
    this.facts = facts;
    this.body = body;
    this.#message = message;
    this.#spec = spec;
    /** @type {O} */
    this.own = /** @type {any} */ (undefined); // set by `show`
    /** @type {(() => boolean) | null} whether the numbers are shown in place of the picture */
    this.tabled = spec.table ? numbersInstead(this, () => /** @type {any} */ (spec.table)(this)) : null;
    addAbout(this, model.get("about"), symbol => spec.symbols?.(this, symbol));
    this.kept = keepPicture(
      model,
      () => root,
      () => sel.comm_live !== false,
    );
    this.#follow();
    this.#keys();
  }

  /** Draws at the next animation frame, once however many changes arrive; an error is shown in the view. */
  redraw() {
    if (this.#wanted || this.#dead) return;
    this.#wanted = true;
    requestAnimationFrame(() => {
      this.#wanted = false;
      if (!this.#dead) this.#draw();
    });
  }

  #draw() {
    const { root, model, facts, body } = this;
    // Hidden for a moment, as JupyterLab does when its theme changes: wait. For longer: the size tells when it is back.
    if (!root.clientWidth) {
      if (this.#patience-- > 0) setTimeout(() => this.redraw(), 50);
      return;
    }
    this.#patience = 60;
    this.kept.changed();
    const words = model.get("message");
    root.classList.toggle("empty", Boolean(words));
    this.#message.textContent = words;
    this.#message.style.display = words ? "" : "none";
    body.style.display = words ? "none" : "";
    if (words) {
      facts.textContent = "";
      return;
    }
    if (this.tabled?.()) return;
    try {
      this.#spec.draw(this);
    } catch (error) {
      this.#message.style.display = "";
      this.#message.textContent = `This view could not be drawn: ${error}`;
      console.error(error);
    }
  }

  /**
   * A click: changes the shared selection, here and in Python.
   * @param {Changes} changes
   */
  pick(changes) {
    pickIn(this.sel, changes);
  }

  /**
   * The pointer is over something. That stays in the page; only a hovered entry is told to Python, which looks up its
   * source tokens.
   * @param {Changes} changes
   */
  hover(changes) {
    const changed = Object.entries(changes).filter(
      ([name, value]) => this.sel.get(/** @type {any} */ (name)) !== value,
    );
    this.#set(changed);
    if (changed.some(([name]) => name === "hover_entry")) this.sel.save_changes();
  }

  /** @param {[string, any][]} changes */
  #set(changes) {
    for (const [name, value] of changes) this.sel.set(/** @type {any} */ (name), value);
  }

  /**
   * Sets one of the view's own traits, here and in Python.
   * @template {keyof T & string} K
   * @param {K} name
   * @param {T[K]} value
   */
  tell(name, value) {
    this.model.set(name, /** @type {any} */ (value));
    this.model.save_changes();
  }

  /**
   * Adds a listener that `clean` takes away.
   * @param {EventTarget} target
   * @param {string} event
   * @param {(event: any) => void} handler
   * @param {boolean | AddEventListenerOptions} [options]
   */
  listen(target, event, handler, options) {
    target.addEventListener(event, handler, options);
    this.#off.push(() => target.removeEventListener(event, handler, options));
  }

  /** Draws again when any trait, the selection, the theme or the size changes. */
  #follow() {
    const { model, sel, root } = this;
    const redraw = () => this.redraw();
    /** @param {{ on: Function, off: Function }} owner @param {string} name @param {() => void} handler */
    const each = (owner, name, handler) => {
      owner.on(name, handler);
      this.#off.push(() => owner.off(name, handler));
    };
    each(model, "change", redraw);
    each(model, "msg:custom", redraw); // a trait has grown
    each(sel, "change", redraw);
    const alive = () => root.classList.toggle("gone", sel.comm_live === false);
    alive();
    each(sel, "comm_live_update", alive);
    const theme = new MutationObserver(() => {
      redraw();
      setTimeout(redraw, 400); // a theme's colours may come later than its name
    });
    theme.observe(document.body, {
      attributes: true,
      attributeFilter: ["data-jp-theme-name", "data-jp-theme-light"],
    });
    const size = new ResizeObserver(redraw);
    size.observe(root);
    this.#off.push(
      () => theme.disconnect(),
      () => size.disconnect(),
    );
  }

  #keys() {
    // JupyterLab reads keys before the page does; this mark on the focused element itself keeps its shortcuts away.
    this.listen(this.root, "focusin", ownKeys, true);
    this.listen(this.root, "keydown", event => {
      if (TYPED_IN.includes(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = event.key === "Escape" ? () => this.pick(NOTHING_CHOSEN) : this.#spec.keys?.[event.key];
      if (!action) return;
      action(this);
      event.preventDefault();
      event.stopPropagation();
    });
  }

  clean() {
    this.#dead = true;
    for (const off of this.#off) off();
    this.kept.clean();
    this.root.remove();
  }
}

/** @param {{ target: HTMLElement }} event */
export const ownKeys = event => {
  event.target.dataset.lmSuppressShortcuts = "true";
};
