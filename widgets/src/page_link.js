// The link in a page's address: what is chosen, as Explorer.link writes it.   Tests: page.test.js.

import { CLOSED } from "./room_places.js";

/**
 * What a page knows of its run (widgets/page.py, `facts`).
 * @typedef {object} Facts
 * @property {Described[]} views
 * @property {Record<string, any>} selection
 * @property {Record<string, any>} defaults
 * @property {Record<string, [number, number]>} limits  least and greatest value of a field
 * @property {[string, string, string][]} linked  [name in the link, view, trait]
 * @property {number} count  tokens of the run
 * @property {[number, number]} tokens  those whose details the page holds: first, end
 * @property {[number, number][]} ranges
 *
 * @typedef {object} Described  one view of the page
 * @property {string} name
 * @property {string} module
 * @property {"bar" | "text" | "tab"} place
 * @property {string} tab
 * @property {Record<string, any>} state
 * @property {Record<string, any[]>} held
 * @property {string} sentence
 * @property {import("./page_lookup.js").Part[]} parts
 */

/**
 * What a link asks for and this page has, and a sentence about the rest.
 * @param {string} link
 * @param {Pick<Facts, "defaults" | "limits" | "linked" | "views">} facts
 */
export function readLink(link, facts) {
  /** @type {Record<string, any>} */
  const selection = {};
  /** @type {[string, string, string][]} */
  const own = [];
  const wrong = [];
  for (const [name, text] of new URLSearchParams(link.replace(/^#/, ""))) {
    const linked = facts.linked.find(l => l[0] === name);
    const view = linked && facts.views.find(v => v.name === linked[1]);
    if (linked && view?.held[linked[2]]?.includes(text)) own.push([linked[1], linked[2], text]);
    else if (linked) wrong.push(`${name} ${text}`);
    else {
      const fault = faultOf(name, text, facts);
      if (fault) wrong.push(fault);
      else selection[name] = typeof facts.defaults[name] === "number" ? Number(text) : text;
    }
  }
  const said = `The link asks for what this run does not have: ${wrong.join(", ")}. The rest is shown.`;
  return { selection, own, said: wrong.length ? said : "" };
}

/**
 * What is wrong with a field of the selection, or nothing.
 * @param {string} name
 * @param {string} text
 * @param {Pick<Facts, "defaults" | "limits" | "views">} facts
 */
function faultOf(name, text, { defaults, limits, views }) {
  if (!(name in defaults)) return name;
  const limit = limits[name];
  const value = Number(text);
  if (limit && !(Number.isInteger(value) && text !== "" && value >= limit[0] && value <= limit[1])) {
    return `${name} ${text} (it has ${Math.max(limit[0], 0)} to ${limit[1]})`;
  }
  const known = text === "" || (name === "beside" && text === CLOSED) || views.some(v => v.tab === text);
  return ["tab", "beside"].includes(name) && !known ? `view ${text}` : "";
}

/**
 * The link of what is shown now.
 * @param {Facts} facts
 * @param {{ get(name: string): any }} sel
 * @param {Record<string, { get(name: string): any }>} models
 */
export function linkOf(facts, sel, models) {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(facts.defaults)) {
    if (sel.get(name) !== value) out.set(name, sel.get(name));
  }
  for (const [name, view, trait] of facts.linked) {
    const written = facts.views.find(v => v.name === view)?.state[trait];
    if (models[view].get(trait) !== written) out.set(name, models[view].get(trait));
  }
  return out.toString();
}
