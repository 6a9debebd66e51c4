// What a tensor is in the page: the bytes Python packed (widgets/packing.py) as typed arrays and as text.
// Tests: bytes.test.js.

import { NO_SHARE, SHARE_STEPS } from "./codes.js";

/** @typedef {import("./types").Bytes} Bytes */

/**
 * @param {Bytes | null | undefined} value
 * @returns {Uint8Array}
 */
export function asBytes(value) {
  if (!value) return new Uint8Array(0);
  if (value instanceof DataView) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof Uint8Array ? value : new Uint8Array(/** @type {any} */ (value).buffer ?? value);
}

/**
 * Bytes as numbers of one type. Copies, since a message's buffer need not be aligned for wider types.
 * @template {Float32Array | Float64Array | Int32Array | Int16Array | Uint16Array} A
 * @param {Bytes | null | undefined} value
 * @param {{ new (buffer: ArrayBufferLike): A, readonly BYTES_PER_ELEMENT: number }} Type
 * @returns {A}
 */
export function asTyped(value, Type) {
  const bytes = asBytes(value);
  return new Type(bytes.slice(0, bytes.length - (bytes.length % Type.BYTES_PER_ELEMENT)).buffer);
}

/** @param {Bytes | null | undefined} value */
export const asF32 = value => asTyped(value, Float32Array);
/** @param {Bytes | null | undefined} value */
export const asI32 = value => asTyped(value, Int32Array);
/** @param {Bytes | null | undefined} value */
export const asI16 = value => asTyped(value, Int16Array);

/**
 * Numbers in 0..1 that crossed as two bytes each; NaN where there is none.
 * @param {Bytes | null | undefined} value
 */
export const asShares = value =>
  Float32Array.from(asTyped(value, Uint16Array), code => (code === NO_SHARE ? Number.NaN : code / SHARE_STEPS));

/**
 * Strings from all their bytes in a row and their lengths.
 * @param {Bytes | null | undefined} utf8
 * @param {Bytes | null | undefined} lengths
 * @returns {string[]}
 */
export function splitText(utf8, lengths) {
  const bytes = asBytes(utf8);
  const decoder = new TextDecoder();
  const out = [];
  let at = 0;
  for (const size of asTyped(lengths, Uint16Array)) {
    out.push(decoder.decode(bytes.subarray(at, at + size)));
    at += size;
  }
  return out;
}

/**
 * The same function, computing again only when one of its arguments is another object or number than last time.
 * @template {any[]} A
 * @template R
 * @param {(...now: A) => R} compute
 * @returns {(...now: A) => R}
 */
export function memo(compute) {
  /** @type {A | null} */
  let keys = null;
  /** @type {R} */
  let value;
  return (...now) => {
    if (!keys || now.some((key, i) => key !== /** @type {A} */ (keys)[i])) {
      value = compute(...now);
      keys = now;
    }
    return value;
  };
}
