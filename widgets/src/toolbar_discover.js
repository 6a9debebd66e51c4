// Discover: a place of this run, a question about it, and what the run itself answers.   Tests: toolbar.test.js.

import { NONE } from "./common/codes.js";
import { make, option } from "./common/elements.js";
import { end } from "./toolbar_replay.js";

/** @typedef {import("./toolbar.js").View} View */
/**
 * @typedef {object} Discovery
 * @property {string} name
 * @property {string} title
 * @property {string} [question]
 * @property {string[]} [choices]
 * @property {number} [answer]  the right one of them
 * @property {string} [reveal]
 * @property {string} [link]  where it is seen
 * @property {string} [missing]  why this run has no such place
 */

export function buildDiscover() {
  const select = make("select");
  select.setAttribute("aria-label", "discover something in this run");
  select.title = "Places in this run that answer a question";
  const card = make("div", "dsv-toolbar-card");
  card.setAttribute("role", "region");
  card.setAttribute("aria-label", "discovery");
  card.hidden = true;
  return {
    ...{ select, card },
    /** @type {string} the one that is open */
    open: "",
    /** @type {number | null} what was answered */
    chosen: null,
    shown: "", // what the card was last built for
    focus: false, // the keys shall be with its first button once it is there
  };
}

/** @param {View} view */
const found = view => /** @type {Discovery[]} */ (view.model.get("discoveries"));

/** @param {View} view */
export function listenToDiscover(view) {
  const { discover } = view.own;
  view.listen(discover.select, "change", () => {
    const one = found(view).find(d => d.name === discover.select.value);
    discover.select.value = "";
    if (one) open(view, one);
  });
  view.listen(discover.card, "click", event => {
    const asked = event.target.closest("button");
    if (!asked) return;
    if (asked.dataset.close) discover.open = "";
    else discover.chosen = Number(asked.dataset.choice);
    view.redraw();
  });
}

/**
 * @param {View} view
 * @param {Discovery} one
 */
function open(view, one) {
  const { discover } = view.own;
  if (view.own.replay.at !== NONE) end(view);
  discover.open = one.name;
  discover.chosen = null;
  discover.focus = true;
  if (one.link) goTo(view, one.link);
  view.redraw();
}

/**
 * Brings back the screen of a link; a page without a kernel reads it from its own address.
 * @param {View} view
 * @param {string} link
 */
function goTo(view, link) {
  if (view.model.get("kernel") === false) {
    location.hash = `#${link}`;
    dispatchEvent(new Event("hashchange")); // read now: the browser's own comes when the page has written another link
  } else view.model.send({ discover: link });
}

/** @param {View} view */
export function drawDiscover(view) {
  const { discover } = view.own;
  const { select, card } = discover;
  const all = found(view);
  const key = all.map(d => d.name).join();
  if (select.dataset.options !== key) {
    select.replaceChildren(option("", "Discover …"), ...all.map(d => option(d.name, d.title)));
    select.dataset.options = key;
  }
  select.style.display = all.length ? "" : "none";
  const one = all.find(d => d.name === discover.open);
  card.hidden = !one;
  const shown = `${JSON.stringify(one)} ${discover.chosen}`;
  if (one && discover.shown !== shown) fill(card, one, discover.chosen);
  discover.shown = shown;
  if (one && discover.focus) /** @type {HTMLElement | null} */ (card.querySelector("button"))?.focus();
  discover.focus = false;
}

/**
 * @param {HTMLElement} card
 * @param {Discovery} one
 * @param {number | null} chosen
 */
function fill(card, one, chosen) {
  const close = make("button", "dsv-small", "×");
  close.type = "button";
  close.dataset.close = "yes";
  close.title = "Close";
  close.setAttribute("aria-label", "close the discovery");
  card.replaceChildren(make("b", "", one.title), " ", make("span", "", one.missing ?? one.question ?? ""));
  if (!one.missing) {
    const line = make("div", "dsv-toolbar-choices");
    (one.choices ?? []).forEach((words, i) => {
      const choice = make("button", "dsv-small", words);
      choice.type = "button";
      choice.dataset.choice = String(i);
      if (chosen !== null && i === one.answer) {
        choice.classList.add("right");
        choice.textContent = `✓ ${words}`;
      }
      if (i === chosen) choice.setAttribute("aria-pressed", "true");
      line.append(choice);
    });
    card.append(line);
    const reveal = make("p", "dsv-toolbar-reveal", chosen === null ? "" : revealed(one, chosen));
    reveal.setAttribute("role", "status");
    card.append(reveal);
  }
  card.append(close);
}

/**
 * @param {Discovery} one
 * @param {number} chosen
 */
export const revealed = (one, chosen) => `${chosen === one.answer ? "Yes." : "Look again:"} ${one.reveal ?? ""}`;
