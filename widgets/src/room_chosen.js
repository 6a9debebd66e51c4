// What is chosen: the layer with its steps, and token, range, head, expert and entry, each with a button that frees it.

import { NONE } from "./common/codes.js";
import { offer } from "./common/controls.js";
import { make } from "./common/elements.js";
import { LAYER_GLYPH } from "./common/layers.js";
import { clamp } from "./common/numbers.js";
import { label } from "./common/text.js";

/** @typedef {import("./traits").Selection} Selection */
/** @typedef {(changes: Partial<Selection>) => void} Pick */

/**
 * @param {HTMLElement} place
 * @param {Pick} pick
 */
export function addLayer(place, pick) {
  const select = make("select");
  select.setAttribute("aria-label", "layer");
  let count = 0;
  let now = 0;
  /** @param {number} layer */
  const go = layer => pick({ layer: clamp(layer, 0, count - 1) });
  /** @param {string} words @param {string} name @param {number} by */
  const step = (words, name, by) => {
    const button = make("button", "dsv-step", words);
    button.type = "button";
    button.setAttribute("aria-label", name);
    button.title = name;
    button.addEventListener("click", () => go(now + by));
    return button;
  };
  const down = step("‹", "previous layer", -1);
  const up = step("›", "next layer", 1);
  select.addEventListener("change", () => go(Number(select.value)));
  place.append(make("span", "dsv-quiet", "layer"), down, select, up);
  /** @param {string[]} kinds @param {number} layer */
  const show = (kinds, layer) => {
    count = kinds.length;
    now = layer;
    offer(
      select,
      kinds.map((kind, i) => [i, `${i} ${LAYER_GLYPH[kind] ?? ""} ${kind === "sliding" ? kind : kind.toUpperCase()}`]),
    );
    select.value = String(layer);
    down.disabled = layer <= 0;
    up.disabled = layer >= count - 1;
  };
  return { show };
}

/**
 * What is chosen, as words and what frees it.
 * @param {{ get<K extends keyof Selection>(name: K): Selection[K] }} sel
 * @param {string} piece  the chosen token
 * @param {number} count  tokens of the run
 * @returns {{ words: string, free: Partial<Selection> | null }[]}
 */
export function chosenOf(sel, piece, count) {
  const token = sel.get("token");
  const [first, last] = [sel.get("query_first"), sel.get("query_last")];
  const word = `“${label(piece, 16)}”`;
  /** @type {{ words: string, free: Partial<Selection> | null }[]} */
  const chosen = [];
  if (count && token >= 0) chosen.push({ words: `token ${token} ${word}`, free: { token: NONE } });
  else if (count) chosen.push({ words: `newest token, ${count - 1} ${word}`, free: null });
  if (first >= 0) {
    chosen.push({ words: `tokens ${first} to ${last}`, free: { query_first: NONE, query_last: NONE } });
  }
  for (const name of /** @type {const} */ (["head", "expert", "entry"])) {
    if (sel.get(name) >= 0) chosen.push({ words: `${name} ${sel.get(name)}`, free: { [name]: NONE } });
  }
  return chosen;
}

/**
 * @param {HTMLElement} place
 * @param {Pick} pick
 */
export function addChosen(place, pick) {
  let shown = "";
  /** @param {ReturnType<typeof chosenOf>} chosen */
  const show = chosen => {
    const key = JSON.stringify(chosen);
    if (key === shown) return;
    shown = key;
    place.replaceChildren(
      ...chosen.map(({ words, free }) => {
        const chip = make("span", free ? "dsv-chosen" : "dsv-chosen dsv-newest", words);
        if (!free) return chip;
        const button = make("button", "", "×");
        button.type = "button";
        button.setAttribute("aria-label", `free ${words}`);
        button.title = "choose nothing here";
        button.addEventListener("click", () => pick(free));
        chip.append(button);
        return chip;
      }),
    );
  };
  return { show };
}
