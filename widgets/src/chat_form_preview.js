// The prompt that will be read, piece by piece: special tokens in boxes, letters with a tick before every token.
// Tests: chat_form.test.js.

import { asBytes, asI32, asTyped, splitText } from "./common/bytes.js";
import { CHAT_SPECIAL, CHAT_TYPED } from "./common/codes.js";
import { make } from "./common/elements.js";
import { visible } from "./common/text.js";

/** @typedef {{ text: string, id: number, count: number, special: boolean, typed: boolean }} Piece */

/**
 * @param {{ get(name: any): any }} model
 * @returns {Piece[]}
 */
export function piecesOf(model) {
  const ids = asI32(model.get("ids"));
  const counts = asTyped(model.get("counts"), Uint16Array);
  const flags = asBytes(model.get("flags"));
  return splitText(model.get("utf8"), model.get("lengths")).map((text, i) => ({
    text,
    id: ids[i],
    count: counts[i],
    special: (flags[i] & CHAT_SPECIAL) > 0,
    typed: (flags[i] & CHAT_TYPED) > 0,
  }));
}

/**
 * What the pointer is told of a piece.
 * @param {Piece} piece
 */
export function saysOf({ id, count, special, typed }) {
  if (special) return `one special token, ${id}${typed ? "; it stands in a message" : ""}`;
  return count > 1 ? `${count} tokens, the first is ${id}: a character is spread over them` : `token ${id}`;
}

/**
 * The letters of a piece, in parts: a wide bar is in no font of many machines, so it is drawn by the style; a line's end has
 * a sign.
 * @param {string} text
 * @returns {[kind: "text" | "bar" | "end", text: string][]}
 */
export const partsOf = text =>
  text
    .split(/(｜|\n)/)
    .filter(Boolean)
    .map(part => [part === "｜" ? "bar" : part === "\n" ? "end" : "text", part === "\n" ? part : visible(part)]);

/** @param {Piece} piece */
function element(piece) {
  const node = make("span", "dsv-chat-piece");
  node.classList.toggle("special", piece.special);
  node.classList.toggle("typed", piece.typed);
  node.title = saysOf(piece);
  node.append(...lettersOf(piece.text));
  return node;
}

/**
 * A text as elements in which every character is seen.
 * @param {string} text
 */
export const lettersOf = text => partsOf(text).map(([kind, part]) => make("span", `dsv-chat-${kind}`, part));

/**
 * Draws the pieces into a box; where some are left out, it says how many.
 * @param {HTMLElement} box
 * @param {Piece[]} pieces
 * @param {number} leftOut
 * @param {number} leftOutAt
 */
export function drawPieces(box, pieces, leftOut, leftOutAt) {
  /** @type {HTMLElement[]} */
  const nodes = pieces.map(element);
  if (leftOut) {
    nodes.splice(leftOutAt, 0, make("span", "dsv-chat-gap", ` … ${leftOut.toLocaleString("en")} tokens between … `));
  }
  box.replaceChildren(...nodes.flatMap(node => [node, make("wbr")]));
}
