// The text beside the layers: laid out in lines once, drawn up to the chosen token, scrolled so that it is the last.
// Tests: follow_token.test.js.

import { context, offPage } from "./common/elements.js";
import { apart, plain } from "./common/text.js";
import { LINE } from "./follow_token_place.js";

/** @typedef {{ x: number, line: number, width: number, text: string }} Word */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
/**
 * @typedef {object} Shown  the part of the text that is seen
 * @property {number} from  first token that is seen
 * @property {number} first  first token that was laid out
 * @property {number} token
 * @property {Word[]} words
 * @property {number} top  y of the first line, which may lie above the picture
 * @property {number} left
 * @property {boolean} folded  whether something before it is not seen
 */

/**
 * Lines of words: a token that does not fit begins a line, a line break ends one.
 * @param {string[]} pieces
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {Word[]}
 */
export function layText(pieces, width, measure) {
  const words = [];
  let x = 0;
  let line = 0;
  for (const piece of pieces) {
    const breaks = piece.split("\n").length - 1;
    const whole = apart(plain(piece.replace(/\n/g, "⏎").replace(/\t/g, "⇥")));
    if (x > 0 && x + measure(whole) > width) {
      x = 0;
      line++;
    }
    // The space between two words is not seen where a line begins.
    const text = x === 0 && line > 0 ? whole.replace(/^ (?=\S)/, "") : whole;
    const wide = measure(text);
    words.push({ x, line, width: Math.min(wide, width), text });
    x += wide;
    if (breaks) {
      x = 0;
      line += breaks;
    }
  }
  return words;
}

/**
 * What is seen of it: everything up to the chosen token, or its end.
 * @param {Word[]} words
 * @param {number} first  position of the first word
 * @param {number} token
 * @param {{ x: number, y: number, height: number }} box
 * @returns {Shown}
 */
export function shownText(words, first, token, box) {
  const at = Math.min(Math.max(token - first, 0), words.length - 1);
  const last = words[at]?.line ?? 0;
  const room = Math.max(1, Math.floor(box.height / LINE));
  let lines = last + 1;
  let hidden = first > 0;
  if (lines > room || hidden) {
    hidden = true;
    lines = Math.min(lines, room - 1); // the first line says what is not seen
  }
  const firstLine = last + 1 - lines;
  const from = words.findIndex(word => word.line >= firstLine);
  const top = box.y + (hidden ? LINE : 0) - firstLine * LINE;
  return { from: first + Math.max(from, 0), first, token, words, top, left: box.x, folded: hidden };
}

/**
 * Where a token is seen; null before and behind that.
 * @param {Shown} shown
 * @param {number} token
 * @returns {Box | null}
 */
export function boxOf(shown, token) {
  const word = shown.words[token - shown.first];
  if (!word || token < shown.from || token > shown.token) return null;
  return { x: shown.left + word.x, y: shown.top + word.line * LINE, width: word.width, height: LINE };
}

/**
 * The boxes of tokens that follow each other, one for every line.
 * @param {Shown} shown
 * @param {number} first
 * @param {number} last
 */
export function boxesOf(shown, first, last) {
  /** @type {Box[]} */
  const boxes = [];
  for (let token = Math.max(first, shown.from); token <= Math.min(last, shown.token); token++) {
    const box = boxOf(shown, token);
    if (!box) continue;
    const before = boxes[boxes.length - 1];
    if (before && before.y === box.y) before.width = box.x + box.width - before.x;
    else boxes.push(box);
  }
  return boxes;
}

/** The words as a picture, made again only when something of them changes. */
export class TextPicture {
  #key = "";
  /** @type {HTMLCanvasElement | null} */
  #canvas = null;

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {Shown} shown
   * @param {{ width: number, height: number }} box
   * @param {string} font
   * @param {{ ink: string, quiet: string, prompt: number }} look  prompt: number of tokens that the model did not write
   */
  draw(ctx, shown, box, font, look) {
    const scale = window.devicePixelRatio || 1;
    const key = [
      shown.first,
      shown.from,
      shown.token,
      shown.top,
      shown.words.length,
      box.width,
      box.height,
      scale,
      font,
    ]
      .concat(Object.values(look))
      .join();
    if (key !== this.#key || !this.#canvas) {
      this.#key = key;
      this.#canvas = offPage(Math.ceil(box.width * scale), Math.ceil(box.height * scale));
      const own = context(this.#canvas);
      own.setTransform(scale, 0, 0, scale, -shown.left * scale, 0);
      own.font = font;
      own.textBaseline = "middle";
      for (let token = shown.from; token <= shown.token; token++) {
        const word = shown.words[token - shown.first];
        if (!word) continue;
        own.fillStyle = token < look.prompt ? look.quiet : look.ink;
        own.fillText(word.text, shown.left + word.x, shown.top + (word.line + 0.5) * LINE);
      }
    }
    // Pixel by pixel: a size that is not whole would blur the letters.
    ctx.drawImage(this.#canvas, shown.left, 0, this.#canvas.width / scale, this.#canvas.height / scale);
  }
}
