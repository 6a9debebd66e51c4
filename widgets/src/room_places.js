// Which views are in sight, and where their elements are.   Tests: room.test.js.

/** @typedef {[name: string, title: string, group: string]} Place */

/** No second view, however much room there is: CLOSED in widgets/selection.py. */
export const CLOSED = "none";

/**
 * Titles of the views in sight: the one in front, and the one beside it. The same as Room.titles_in_sight in room.py.
 * @param {Place[]} places
 * @param {{ tab: string, beside: string, wide: boolean, companions: string[] }} chosen
 */
export function titlesInSight(places, { tab, beside, wide, companions }) {
  const titles = places.map(place => place[1]);
  const front = titles.includes(tab) ? tab : titles[0];
  if (titles.includes(beside) && beside !== front) return [front, beside];
  if (beside === CLOSED || !wide) return [front];
  return [front, ...companions.filter(title => title !== front).slice(0, 1)];
}

/**
 * The same for a bar's model and the selection.
 * @param {{ get(name: any): any }} room
 * @param {{ get(name: any): any }} sel
 */
export const inSight = (room, sel) =>
  titlesInSight(room.get("places"), {
    tab: sel.get("tab"),
    beside: sel.get("beside"),
    wide: room.get("wide"),
    companions: room.get("companions"),
  });

/**
 * The groups from left to right, each with the titles of its views.
 * @param {Place[]} places
 */
export function groupsOf(places) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const [, title, group] of places) groups.set(group, [...(groups.get(group) ?? []), title]);
  return [...groups].map(([name, titles]) => ({ name, titles }));
}

/**
 * Shows the views in sight and hides the others, as soon as their elements are there: they are made one after the other.
 * @param {HTMLElement} explorer
 * @param {Place[]} places
 * @param {string[]} titles
 * @returns {boolean} whether all of them are there
 */
export function place(explorer, places, titles) {
  let whole = true;
  for (const [name, title] of places) {
    const element = explorer.querySelector(`.dsv-place-${name}`);
    const at = titles.indexOf(title);
    element?.classList.toggle("dsv-shown", at >= 0);
    element?.classList.toggle("dsv-second", at === 1);
    if (!element) whole = false;
  }
  explorer.querySelector(".dsv-views")?.classList.toggle("dsv-two", titles.length > 1);
  return whole;
}
