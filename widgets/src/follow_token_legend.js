// What the marks of the picture mean.

import { make } from "./common/elements.js";
import { number } from "./common/numbers.js";
import { normWords } from "./follow_token_card.js";
import { largest } from "./follow_token_streams.js";

/** @typedef {import("./follow_token.js").View} View */

/** What the marks mean. @param {View} view @param {import("./follow_token_data.js").Path} path */
export function drawLegend(view, path) {
  const { legend } = view.own;
  const { streams, scale, kinds, window } = view.own.sizes();
  const full = normWords(largest(path.norm));
  const key = `${full} ${streams}`;
  if (legend.dataset.of === key) return;
  legend.dataset.of = key;
  /** @param {string} sign @param {string} words @param {string} [name] */
  const entry = (sign, words, name) => {
    const one = make("span", "dsv-follow-key");
    one.append(make("i", name ?? "", sign), words);
    return one;
  };
  legend.replaceChildren(
    ...Array.from({ length: streams }, (_, i) => entry("", String(i), `lane s${i % 4}`)),
    make("span", "", `streams: as wide as their norm, full width ${full}`),
    entry("", "compressed", "box entries"),
    entry("", `window (last ${window})`, "box window"),
    entry("", "sink", "box sink"),
    entry("", `chosen expert: as high as its weight (they sum to ${number(scale, 1)})`, "box expert"),
    entry("◆", "shared expert"),
    entry("☷", "a table chose"),
    entry("●", "names the token that came", "came"),
    ...Object.values(kinds).map(kind => entry(kind.glyph, kind.title)),
    entry("grey", "text of the prompt", "grey"),
    entry("", "not captured", "box none"),
  );
}
