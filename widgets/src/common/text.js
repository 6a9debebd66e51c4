// Pieces of text as they can be shown: nothing turns, hides or breaks the line it stands in.   Tests: text.test.js.

// Characters without a shape of their own that turn or hide others (directions, zero widths, controls) get a sign, and
// markers such as <｜end｜> letters that every font has. What may join letters (U+200C, U+200D) stays.
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const MARKER = /<｜([^｜<>\n]*)｜>/g;
// Letters from right to left.
const TURNS = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/;

/** @param {string} character */
const codePoint = character =>
  `⟨U+${/** @type {number} */ (character.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0")}⟩`;

/**
 * Text in which every character that turns or hides others is seen.
 * @param {string} text
 */
export const visible = text => text.replace(HIDDEN, codePoint);

/**
 * Text in which every character is seen, with markers in letters that every font has.
 * @param {string} text
 */
export const plain = text => visible(text.replace(MARKER, (_, inner) => `<|${inner.replace(/▁/g, "_")}|>`));

/**
 * Text from right to left is kept apart, so that it does not turn the sentence it stands in.
 * @param {string} text
 */
export const apart = text => (TURNS.test(text) ? `\u2068${text}\u2069` : text);

/**
 * Line breaks as signs.
 * @param {string} text
 */
export const oneLine = text => plain(text.replace(/\n/g, "⏎"));

/**
 * A token on one line: spaces and breaks as signs, cut to `size` characters.
 * @param {string} piece
 * @param {number} [size]
 */
export function label(piece, size = 9) {
  const signs = piece.replace(/\n/g, "⏎").replace(/\t/g, "⇥").replace(/^ /, "").replace(/ /g, "·");
  const text = plain(signs) || "␣";
  const chars = [...text];
  return apart(chars.length > size ? `${chars.slice(0, size - 1).join("")}…` : text);
}

/**
 * Running text on one line, cut at the end (or, with `back`, at the beginning) to `most` characters.
 * @param {string} text
 * @param {number} most
 * @param {boolean} [back]
 */
export function flat(text, most, back = false) {
  const chars = [...plain(text.replace(/\n/g, "⏎").replace(/\t/g, "⇥"))];
  if (chars.length <= most) return apart(chars.join(""));
  return apart(back ? `…${chars.slice(1 - most).join("")}` : `${chars.slice(0, most - 1).join("")}…`);
}

/**
 * The longest of some words that fits; nothing rather than words that run into the next ones.
 * @param {string[]} words
 * @param {number} room
 * @param {(text: string) => number} measure
 */
export const fitting = (words, room, measure) => words.find(text => measure(text) <= room) ?? "";
