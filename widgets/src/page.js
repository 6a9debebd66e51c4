// An exported page: the explorer's views without a kernel. What Python computed for every choice is looked up in the page.
// widgets/page.py writes the page and its facts.   Tests: page.test.js, tests/browser/test_page.py.

import views from "views";
import { NONE } from "./common/codes.js";
import { make } from "./common/elements.js";
import { linkOf, readLink } from "./page_link.js";
import { heldRange, placeOf, readChunk } from "./page_lookup.js";
import { Model } from "./page_model.js";
import { inSight } from "./room_places.js";

/** @typedef {import("./page_link.js").Facts} Facts */
/** @typedef {import("./page_link.js").Described} Described */
/** @typedef {import("./page_lookup.js").Part} Part */

const OPEN =
  "A page without a kernel shows what was computed when it was written; open the trace itself for more: " +
  "dsv4lab.explore(Trace.open(…)).";

const PAINTED = 400; // milliseconds until views that came into sight have been painted

/** @param {string} id */
const byId = id => /** @type {HTMLElement} */ (document.getElementById(id));

class Page {
  /** @type {Record<string, Model>} the views' traits, by name */
  models = {};
  /** @type {Record<string, HTMLElement>} */
  #places = {};
  /** @type {Record<string, HTMLElement>} sentences above the views */
  #notes = {};
  /** @type {Record<string, Record<string, string>>} the same by reason, so that one does not wipe away another */
  #said = {};
  /** @type {Map<string, Promise<import("./page_lookup.js").Chunk | null>>} */
  #chunks = new Map();
  /** @type {Set<string>} */
  #rendered = new Set();
  #wanted = false;

  /** @param {Facts} facts */
  constructor(facts) {
    this.facts = facts;
    this.tabs = facts.views.filter(view => view.place === "tab");
    const hovers = { hover_token: NONE, hover_entry: NONE, hover_head: NONE };
    this.sel = new Model({ ...facts.defaults, ...facts.selection, ...hovers });
    this.#lay();
    this.sel.on("change", () => this.all());
  }

  /** The same elements as the explorer's (widgets/explorer.py), so that bar and style find them. */
  #lay() {
    const slots = { bar: make("div", "dsv-top"), text: make("div", "dsv-text"), tab: make("div", "dsv-views") };
    const room = make("div", "dsv-room");
    room.append(slots.text, slots.tab);
    document.querySelector("main")?.append(slots.bar, room);
    for (const view of this.facts.views) {
      this.#hold(view);
      const place = make("div", `dsv-place-${view.name}`);
      const note = make("p", "dsv-kept");
      note.setAttribute("role", "status");
      place.append(note);
      this.#places[view.name] = place;
      this.#notes[view.name] = note;
      slots[view.place].append(place);
    }
    this.models.room.on("change:wide", () => this.all());
  }

  /** @param {Described} view */
  #hold(view) {
    const state = { message: "", selection: "selection", kernel: false, ...view.state };
    const model = new Model(state, view.held, name => {
      const word = name.replace(/_/g, " ");
      const held = view.held[name];
      const why =
        held.length > 1
          ? `Not changed: of “${word}” this page holds ${held.join(", ")}.`
          : `Not changed: “${word}” stays as it was when the page was written.`;
      this.#say(view.name, "held", `${why} ${OPEN}`);
    });
    model.widget_manager = { get_model: async () => this.sel };
    const own = view.parts.flatMap(part => part.fields.filter(field => field.startsWith("own.")));
    for (const field of new Set(own)) model.on(`change:${field.slice("own.".length)}`, () => this.all());
    this.models[view.name] = model;
  }

  /**
   * @param {string} name
   * @param {string} reason
   * @param {string} words
   */
  #say(name, reason, words) {
    this.#said[name] ??= {};
    this.#said[name][reason] = words;
    this.#notes[name].textContent = Object.values(this.#said[name]).filter(Boolean).join(" ");
  }

  /** Shows the state of now, once however many changes arrive. */
  all() {
    if (this.#wanted) return;
    this.#wanted = true;
    queueMicrotask(async () => {
      this.#wanted = false;
      for (const view of this.facts.views) this.#say(view.name, "held", "");
      const titles = inSight(this.models.room, this.sel);
      const seen = this.facts.views.filter(view => view.place !== "tab" || titles.includes(view.tab));
      await Promise.all(seen.map(view => this.#show(view)));
      this.#keepLink();
    });
  }

  /** Shows the state of all views, also of those that are not in sight. */
  showAll() {
    return Promise.all(this.facts.views.map(view => this.#show(view)));
  }

  /** @param {Described} view */
  async #show(view) {
    const first = !this.#rendered.has(view.name);
    this.#rendered.add(view.name);
    await this.#follow(view);
    if (first) await views[view.module].render({ model: this.models[view.name], el: this.#places[view.name] });
  }

  /**
   * Fills a view's traits with what the page holds for the present choice.
   * @param {Described} view
   */
  async #follow(view) {
    const model = this.models[view.name];
    if (view.sentence) {
      model.set("message", view.sentence);
      return;
    }
    const chosen = [this.sel.get("query_first"), this.sel.get("query_last")];
    const range = heldRange(this.facts.ranges, chosen[0], chosen[1]);
    const ranged = view.parts.some(part => part.fields.includes("query_first"));
    const missing = ranged && (range[0] !== chosen[0] || range[1] !== chosen[1]);
    const whole = `Shown is the whole text: for tokens ${Math.min(...chosen)} to ${Math.max(...chosen)} alone this page`;
    this.#say(view.name, "range", missing ? `${whole} holds no numbers. ${OPEN}` : "");
    await Promise.all(view.parts.map(part => this.#fill(view, part, range)));
    model.set("message", view.parts.map(part => part.said).find(Boolean) ?? "");
  }

  /**
   * @param {Described} view
   * @param {Part} part
   * @param {[number, number]} range
   */
  async #fill(view, part, range) {
    const model = this.models[view.name];
    const { count, tokens } = this.facts;
    const place = placeOf(
      part,
      name => this.sel.get(name),
      name => model.get(name),
      count,
      range,
    );
    if (!place) {
      part.said = "";
      return;
    }
    const key = `${view.name}/${part.method}/${place.chunk}`;
    const now = `${key} ${place.token}`;
    if (part.now === now) return;
    part.now = now;
    const found = await this.#chunk(key);
    const row = found?.rows.get(place.token);
    if (part.now !== now) return; // another choice came while this one was being read
    if (!found || row === undefined) {
      const kept = `This page keeps the details of tokens ${tokens[0]} to ${tokens[1] - 1} of ${count}.`;
      part.said = `${kept} Open the trace itself for the others.`;
      return;
    }
    part.said = found.said[row];
    if (part.said) return;
    for (const name of part.traits) {
      const chosenHere = name in view.state && part.fields.includes(`own.${name}`);
      if (found.traits[name] && !chosenHere) model.set(name, found.traits[name][row]);
    }
  }

  /** @param {string} key */
  #chunk(key) {
    let chunk = this.#chunks.get(key);
    if (!chunk) {
      chunk = readChunk(key);
      this.#chunks.set(key, chunk);
    }
    return chunk;
  }

  #keepLink() {
    const link = `#${linkOf(this.facts, this.sel, this.models)}`;
    if (location.hash === link) return;
    try {
      history.replaceState(null, "", link);
    } catch {
      // a page inside a sandbox has no address of its own
    }
  }

  /** @param {string} link */
  restore(link) {
    const read = readLink(link, this.facts);
    for (const [name, value] of Object.entries(read.selection)) this.sel.set(name, value);
    for (const [view, trait, value] of read.own) this.models[view].set(trait, value);
    byId("dsv-link").textContent = read.said;
    if (!this.tabs.some(view => view.tab === this.sel.get("tab"))) this.sel.set("tab", this.tabs[0].tab);
  }
}

/** Every view is drawn, one below the other, and goes to the printer; afterwards the page is as it was. */
function offerPrint() {
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  byId("dsv-print").addEventListener("click", async () => {
    main.classList.add("dsv-all");
    await page.showAll();
    await new Promise(done => setTimeout(done, PAINTED));
    window.print();
    main.classList.remove("dsv-all");
  });
}

function followTheme() {
  const button = byId("dsv-theme");
  /** @param {boolean} light */
  const wear = light => {
    document.body.dataset.jpThemeLight = String(light);
    button.textContent = light ? "dark" : "light";
  };
  button.addEventListener("click", () => wear(document.body.dataset.jpThemeLight !== "true"));
  wear(!matchMedia("(prefers-color-scheme: dark)").matches);
}

const page = new Page(JSON.parse(byId("dsv-facts").textContent ?? ""));
followTheme();
offerPrint();
page.restore(location.hash);
addEventListener("hashchange", () => page.restore(location.hash));
page.all();
