// Finding text in the tokens: here when the page holds the whole run, else by Python.   Tests: token_strip.test.js.

import { asI32 } from "./common/bytes.js";

/** @typedef {import("./token_strip.js").View} View */

/**
 * First tokens of the occurrences of a text, letters' case aside; an occurrence may go over the edges of tokens.
 * @param {string[]} pieces
 * @param {string} wanted
 */
export function findText(pieces, wanted) {
  const want = wanted.toLowerCase();
  /** @type {number[]} */
  const found = [];
  if (!want) return found;
  const starts = [];
  let text = "";
  for (const piece of pieces) {
    starts.push(text.length);
    text += piece.toLowerCase();
  }
  let token = 0;
  for (let at = text.indexOf(want); at >= 0; at = text.indexOf(want, at + 1)) {
    while (token + 1 < starts.length && starts[token + 1] <= at) token++;
    if (found[found.length - 1] !== token) found.push(token);
  }
  return found;
}

/**
 * Python searches the text of which the page holds a part; a page without a kernel finds what it holds, and says so.
 * @param {View} view
 */
export const asksPython = ({ model, own }) => own.total > own.shown.length && model.get("kernel") !== false;

/** @param {View} view */
export function foundTokens(view) {
  const { model, own } = view;
  if (!own.box.value) return [];
  if (asksPython(view)) return Array.from(asI32(model.get("found")));
  return own.search(own.shown, own.box.value).map(t => t + own.first);
}
