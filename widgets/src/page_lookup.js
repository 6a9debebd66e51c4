// Looking up what Python computed for every choice (widgets/page_states.py). Tests: page.test.js.

import { NONE } from "./common/codes.js";

/** @typedef {{ rows: Map<number | null, number>, said: string[], traits: Record<string, any[]> }} Chunk */
/**
 * A part of a view, as widgets/page.py describes it; `said` and `now` are what it last showed.
 * @typedef {object} Part
 * @property {string} method
 * @property {string[]} fields
 * @property {string[]} traits
 * @property {Record<string, any>} frozen
 * @property {string} [said]
 * @property {string} [now]
 */

/**
 * Numbers of `width` bytes whose first bytes all came first, then all second ones, in their own order again.
 * @param {Uint8Array} planes
 * @param {number} width
 */
function together(planes, width) {
  if (width === 1) return planes;
  const whole = new Uint8Array(planes.length);
  const count = planes.length / width;
  for (let byte = 0; byte < width; byte++)
    for (let i = 0; i < count; i++) whole[i * width + byte] = planes[byte * count + i];
  return whole;
}

/**
 * A chunk as Python packed it: the length of a JSON head, the head, then bytes trait by trait.
 * @param {Uint8Array} raw
 * @returns {Chunk}
 */
export function unpackChunk(raw) {
  const size = new DataView(raw.buffer, raw.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + size)));
  /** @type {Record<string, any[]>} */
  const traits = { ...head.json };
  let at = 4 + size;
  for (const [name, sizes] of Object.entries(head.bytes)) {
    const length = /** @type {number[]} */ (sizes).reduce((sum, size) => sum + size, 0);
    const whole = together(raw.subarray(at, at + length), head.planes?.[name] ?? 1);
    at += length;
    let from = 0;
    traits[name] = [];
    for (const size of sizes) {
      traits[name].push(whole.subarray(from, from + size));
      from += size;
    }
  }
  /** @type {(number | null)[]} */
  const tokens = head.tokens.length ? head.tokens : [null];
  return { rows: new Map(tokens.map((token, i) => [token, i])), said: head.said, traits };
}

/**
 * The chunk in the page's element of this id, or null.
 * @param {string} id
 */
export async function readChunk(id) {
  const element = document.getElementById(id);
  if (!element) return null;
  const packed = Uint8Array.from(atob(element.textContent ?? ""), c => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return unpackChunk(new Uint8Array(await new Response(stream).arrayBuffer()));
}

/**
 * The value of a part's field now, as View.field in view.py gives it. Token -1 means the newest.
 * @param {string} field
 * @param {(name: string) => any} selection
 * @param {(name: string) => any} own
 * @param {number} count  tokens of the run
 * @param {[number, number]} range  first and last token of the range that the page holds
 */
function fieldValue(field, selection, own, count, range) {
  if (field.startsWith("own.")) return own(field.slice("own.".length));
  const token = selection("token");
  const newest = token >= 0 && token < count ? token : count - 1;
  if (field.startsWith("token//")) return Math.floor(newest / Number(field.slice("token//".length)));
  if (field === "token") return newest;
  if (field === "query_first") return range[0];
  if (field === "query_last") return range[1];
  if (field === "shown_entry") return selection("hover_entry") >= 0 ? selection("hover_entry") : selection("entry");
  return selection(field);
}

/**
 * Which chunk and row a part shows; null when the page does not hold it (another picture of the view is in front).
 * @param {Pick<Part, "fields" | "frozen">} part
 * @param {(name: string) => any} selection
 * @param {(name: string) => any} own
 * @param {number} count
 * @param {[number, number]} [range]
 */
export function placeOf(part, selection, own, count, range = [NONE, NONE]) {
  const outer = [];
  let token = null;
  for (const field of part.fields) {
    const frozen = field in part.frozen;
    const now = fieldValue(field, selection, own, count, range);
    if (frozen && field.startsWith("own.") && now !== part.frozen[field]) return null;
    if (field === "token") token = now;
    else outer.push(frozen ? part.frozen[field] : now);
  }
  return { chunk: outer.join(","), token };
}

/**
 * The range of tokens whose numbers the page holds: the chosen one, or else the whole text.
 * @param {[number, number][]} ranges
 * @param {number} first
 * @param {number} last
 */
export const heldRange = (ranges, first, last) => ranges.find(r => r[0] === first && r[1] === last) ?? ranges[0];
