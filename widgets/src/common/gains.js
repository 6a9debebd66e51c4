// Traits that grow during a run arrive once and are then only added to; the other side is View.send_state in view.py.
// What was added is kept beside the trait's own buffer (its key here), so a trait that is sent whole again begins afresh.
// Tests: gains.test.js.

import { asBytes } from "./bytes.js";

/** @typedef {import("./types").Bytes} Bytes */
/** @typedef {{ room: Uint8Array, whole?: Uint8Array }} Store */
/** @typedef {[id: string, data: object, buffers: number]} Part  of a frame: whose message, and how many buffers it has */

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
 * Gives several widgets what came for them in one message of a run's frame (together.py), as if it had come alone.
 * @param {{ widget_manager: any }} model
 * @param {Part[]} parts
 * @param {Bytes[]} buffers
 */
async function handOn(model, parts, buffers) {
  // All are waited for first: then two frames are handed on one after the other.
  const targets = await Promise.all(
    parts.map(async ([id]) => model.widget_manager.get_model(id)).map(found => found.catch(() => null)),
  );
  let at = 0;
  for (const [i, [, data, count]] of parts.entries()) {
    const own = buffers.slice(at, at + count);
    at += count;
    targets[i]?._handle_comm_msg({ content: { data }, buffers: own, parent_header: {} }); // null: not on this page
  }
}

/**
 * Listens for gains before any picture of the model is drawn, and asks for whole traits when one was missed.
 * @param {{ model: import("./types").Model<any> }} props
 */
export function initialize({ model }) {
  /** @param {{ gained?: [string, number][], frame?: Part[] } | null} content @param {Bytes[]} buffers */
  const receive = (content, buffers) => {
    if (content?.frame) return void handOn(model, content.frame, buffers);
    const missed = (content?.gained ?? []).filter(([name, start], i) => !gain(model, name, start, buffers[i]));
    if (missed.length) model.send({ whole: missed.map(([name]) => name) });
  };
  model.on("msg:custom", receive);
}
