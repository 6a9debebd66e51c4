// Traits that grow during a run arrive once and are then only added to; the other side is View.send_state in view.py.
// What was added is kept beside the trait's own buffer (its key here), so a trait that is sent whole again begins afresh.
// Tests: gains.test.js.

import { asBytes } from "./bytes.js";

/** @typedef {import("./types").Bytes} Bytes */
/** @typedef {{ room: Uint8Array, whole?: Uint8Array }} Store */

const page = /** @type {{ dsvGains?: WeakMap<object, Store> }} */ (globalThis);
page.dsvGains ??= new WeakMap();
const gains = page.dsvGains;

/**
 * How a view reads a trait that grows.
 * @param {{ get(name: any): any }} model
 * @param {string} name
 * @returns {Bytes}
 */
export function data(model, name) {
  const base = model.get(name);
  return gains.get(base)?.whole ?? base;
}

/**
 * Add `rest` to a trait of which the page holds `start` bytes; false when it holds another number of them.
 * @param {{ get(name: any): any }} model
 * @param {string} name
 * @param {number} start
 * @param {Bytes} rest
 */
export function gain(model, name, start, rest) {
  const base = model.get(name);
  const now = asBytes(data(model, name));
  const more = asBytes(rest);
  if (now.length !== start || !(base instanceof Object)) return false;
  let store = gains.get(base);
  if (!store || store.room.length < start + more.length) {
    const room = new Uint8Array(2 * (start + more.length));
    room.set(now);
    store = { room };
    gains.set(base, store);
  }
  store.room.set(more, start);
  store.whole = store.room.subarray(0, start + more.length);
  return true;
}

/**
 * Listens for gains before any picture of the model is drawn, and asks for whole traits when one was missed.
 * @param {{ model: import("./types").Model<any> }} props
 */
export function initialize({ model }) {
  /** @param {{ gained?: [string, number][] } | null} content @param {Bytes[]} buffers */
  const receive = (content, buffers) => {
    const missed = (content?.gained ?? []).filter(([name, start], i) => !gain(model, name, start, buffers[i]));
    if (missed.length) model.send({ whole: missed.map(([name]) => name) });
  };
  model.on("msg:custom", receive);
}
