// The bar over the views, and what it arranges: which views are seen, how wide the text is, full screen.
// Traits: room.py.   Tests: room.test.js, tests/browser/test_room.py.

import { offer } from "./common/controls.js";
import { make } from "./common/elements.js";
import { ownKeys, pickIn } from "./common/frame.js";
import { initialize } from "./common/gains.js";
import { keepPicture } from "./common/kept_picture.js";
import { addChosen, addLayer, chosenOf } from "./room_chosen.js";
import { followFrame, WIDE } from "./room_frame.js";
import { addHandle } from "./room_handle.js";
import { CLOSED, inSight, place } from "./room_places.js";
import { addTabs } from "./room_tabs.js";

/** @typedef {import("./traits").Room} Traits */
/** @typedef {import("./common/types").Model<Traits & import("./common/types").Common>} Model */

/**
 * A button of the bar.
 * @param {string} words
 * @param {string} title
 * @param {() => void} press
 */
function button(words, title, press) {
  const made = make("button", "dsv-press", words);
  made.type = "button";
  made.title = title;
  made.addEventListener("click", press);
  return made;
}

class Bar {
  /** @type {HTMLElement | null} */
  #explorer = null;
  /** @type {(() => void)[]} */
  #off = [];
  #wanted = false;

  /**
   * @param {Model} model
   * @param {import("./common/types").SelectionModel} sel
   * @param {HTMLElement} el
   */
  constructor(model, sel, el) {
    this.model = model;
    this.sel = sel;
    this.root = make("nav", "dsv-roombar");
    this.root.setAttribute("aria-label", "views and what is chosen");
    this.#build();
    this.kept = keepPicture(
      model,
      () => this.#explorer,
      () => sel.comm_live !== false,
    );
    el.append(this.root);
    this.#follow();
    this.show();
  }

  #build() {
    const groups = make("div", "dsv-groups");
    const views = make("div", "dsv-group-views");
    const layer = make("div", "dsv-layer");
    const chosen = make("div", "dsv-chosen-row");
    const first = make("div", "dsv-bar-line");
    const second = make("div", "dsv-bar-line");
    /** @param {Partial<import("./traits").Selection>} changes */
    const pick = changes => this.pick(changes);
    this.tabs = addTabs(groups, views, title => this.pick({ tab: title }));
    this.layer = addLayer(layer, pick);
    this.chosen = addChosen(chosen, pick);
    this.fold = button("Text", "show the text or put it away", () => this.tell("folded", !this.model.get("folded")));
    this.two = button("Two views", "put a second view beside this one", () => this.#toggleSecond());
    const menu = make("select", "dsv-second-menu");
    this.menu = menu;
    this.menu.setAttribute("aria-label", "second view");
    this.menu.addEventListener("change", () => this.pick({ beside: menu.value }));
    this.full = button("Full screen", "the explorer alone on the screen; Escape leaves", () => this.#toggleFull());
    first.append(groups, make("span", "dsv-space"), this.fold, this.two, this.menu, this.full);
    second.append(views, layer, chosen);
    this.root.append(first, second);
    this.root.addEventListener("focusin", event => ownKeys(/** @type {any} */ (event)), true);
  }

  #follow() {
    const show = () => this.redraw();
    this.model.on("change", show);
    this.sel.on("change", show);
    // The explorer stands around this bar only when the front end has put it there: the first size tells.
    const placed = new ResizeObserver(() => {
      const explorer = /** @type {HTMLElement | null} */ (this.root.closest(".dsv-explorer"));
      if (!explorer?.querySelector(".dsv-text") || !explorer.querySelector(".dsv-views")) {
        setTimeout(() => placed.observe(this.root), 50);
        placed.unobserve(this.root);
        return;
      }
      placed.disconnect();
      this.#settle(explorer);
    });
    placed.observe(this.root);
    this.#off.push(
      () => this.model.off("change", show),
      () => this.sel.off("change", show),
      () => placed.disconnect(),
    );
  }

  /**
   * The explorer is there.
   * @param {HTMLElement} explorer
   */
  #settle(explorer) {
    this.#explorer = explorer;
    this.handle = addHandle(
      explorer,
      () => this.model.get("share"),
      (share, ended) => {
        this.model.set("share", share);
        if (ended) this.model.save_changes();
        this.show();
      },
    );
    const fullWords = () => {
      const full = document.fullscreenElement === explorer;
      if (this.full) this.full.setAttribute("aria-pressed", String(full));
    };
    document.addEventListener("fullscreenchange", fullWords);
    const later = new MutationObserver(() => this.#place() && later.disconnect());
    this.#off.push(
      followFrame(explorer, width => this.tell("wide", width >= WIDE)),
      () => document.removeEventListener("fullscreenchange", fullWords),
      () => later.disconnect(),
    );
    this.show();
    if (!this.#place()) later.observe(explorer, { childList: true, subtree: true });
  }

  get inSight() {
    return inSight(this.model, this.sel);
  }

  #place() {
    return this.#explorer !== null && place(this.#explorer, this.model.get("places"), this.inSight);
  }

  /** Shows the state at the next frame, once however many changes arrive. */
  redraw() {
    if (this.#wanted) return;
    this.#wanted = true;
    requestAnimationFrame(() => {
      this.#wanted = false;
      this.show();
    });
  }

  show() {
    const { model, sel } = this;
    const [front, beside] = this.inSight;
    this.tabs?.show(model.get("places"), front);
    this.layer?.show(model.get("layers"), sel.get("layer"));
    this.chosen?.show(chosenOf(sel, model.get("piece"), model.get("count")));
    this.#showSecond(front, beside);
    const folded = model.get("folded");
    this.fold?.setAttribute("aria-pressed", String(!folded));
    this.#place();
    const share = model.get("share");
    this.handle?.setAttribute("aria-valuenow", String(Math.round(100 * share)));
    this.#explorer?.classList.toggle("dsv-folded", folded);
    this.#explorer?.style.setProperty("--dsv-share", String(share));
    this.kept.changed();
  }

  /**
   * @param {string} front
   * @param {string | undefined} beside
   */
  #showSecond(front, beside) {
    if (!this.menu || !this.two) return;
    this.two.setAttribute("aria-pressed", String(beside !== undefined));
    this.menu.style.display = beside === undefined ? "none" : "";
    const titles = this.model.get("places").map(place => place[1]);
    offer(
      this.menu,
      titles.filter(title => title !== front).map(title => [title, title]),
    );
    if (beside !== undefined) this.menu.value = beside;
  }

  #toggleSecond() {
    const [front, beside] = this.inSight;
    const first = this.model.get("companions").find(title => title !== front);
    this.pick({ beside: beside === undefined ? (first ?? "") : CLOSED });
  }

  #toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.#explorer?.requestFullscreen();
  }

  /** @param {Partial<import("./traits").Selection>} changes */
  pick(changes) {
    pickIn(this.sel, changes);
  }

  /**
   * @template {keyof Traits} K
   * @param {K} name
   * @param {Traits[K]} value
   */
  tell(name, value) {
    if (this.model.get(name) === value) return;
    this.model.set(name, /** @type {any} */ (value));
    this.model.save_changes();
  }

  clean() {
    for (const off of this.#off) off();
    this.handle?.remove();
    this.kept.clean();
    this.root.remove();
  }
}

export default {
  initialize,
  /** @param {import("./common/types").Props<Traits>} props */
  async render({ model, el }) {
    const sel = await model.widget_manager.get_model(model.get("selection").replace("IPY_MODEL_", ""));
    const bar = new Bar(model, sel, el);
    return () => bar.clean();
  },
};
