// Tabs of the groups, and in a second row the views of the group in front. One tab stop each, moved by arrow keys.

import { make } from "./common/elements.js";
import { groupsOf } from "./room_places.js";

/** @typedef {ReturnType<typeof addTabs>} Tabs */

/**
 * @param {HTMLElement} groups  where the groups' tabs stand
 * @param {HTMLElement} views  where the tabs of a group's views stand
 * @param {(title: string) => void} choose
 */
export function addTabs(groups, views, choose) {
  groups.setAttribute("role", "tablist");
  groups.setAttribute("aria-label", "what is shown");
  views.setAttribute("role", "tablist");
  /** @type {Record<string, string>} the view last seen of each group */
  const last = {};
  let made = "";
  for (const list of [groups, views]) list.addEventListener("keydown", moveAmong);

  /**
   * @param {import("./room_places.js").Place[]} places
   * @param {string} front
   */
  const show = (places, front) => {
    const all = groupsOf(places);
    const group = all.find(one => one.titles.includes(front)) ?? all[0];
    if (!group) return;
    last[group.name] = front;
    const key = JSON.stringify(places);
    if (made !== key) {
      made = key;
      groups.replaceChildren(
        ...all.map(({ name, titles }) => {
          const button = tab(name, titles.length > 1 ? name : titles[0]);
          button.title = titles.join(", ");
          button.addEventListener("click", () => choose(last[name] ?? titles[0]));
          return button;
        }),
      );
    }
    for (const [i, one] of all.entries()) mark(groups.children[i], one === group);
    const several = group.titles.length > 1 ? group.titles : [];
    if (views.dataset.titles !== several.join("\n")) {
      views.dataset.titles = several.join("\n");
      views.setAttribute("aria-label", `views under ${group.name}`);
      views.replaceChildren(
        ...several.map(title => {
          const button = tab(title, title);
          button.addEventListener("click", () => choose(title));
          return button;
        }),
      );
    }
    for (const [i, title] of several.entries()) mark(views.children[i], title === front);
  };
  return { show };
}

/**
 * @param {string} words
 * @param {string} name
 */
function tab(words, name) {
  const button = make("button", "", words);
  button.type = "button";
  button.setAttribute("role", "tab");
  if (words !== name) button.setAttribute("aria-label", `${words}: ${name}`);
  return button;
}

/**
 * @param {Element} button
 * @param {boolean} chosen
 */
function mark(button, chosen) {
  button.setAttribute("aria-selected", String(chosen));
  /** @type {HTMLElement} */ (button).tabIndex = chosen ? 0 : -1;
}

/** @param {KeyboardEvent} event */
function moveAmong(event) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const at = [...list.children].indexOf(/** @type {Element} */ (event.target));
  if (by === undefined || at < 0) return;
  const next = /** @type {HTMLElement} */ (list.children[(at + by + list.children.length) % list.children.length]);
  next.click();
  next.focus();
  event.preventDefault();
  event.stopPropagation();
}
