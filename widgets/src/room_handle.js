// The edge between the text and the views: dragged, or moved by arrow keys.   Tests: room.test.js.

import { make } from "./common/elements.js";
import { ownKeys } from "./common/frame.js";
import { clamp } from "./common/numbers.js";

const LEAST = 0.14;
const MOST = 0.7;
const STEP = 0.02;

/**
 * The share of the width after a key; nothing for keys that mean nothing here.
 * @param {string} key
 * @param {number} share
 */
export function shareAfter(key, share) {
  const by = { ArrowLeft: -STEP, ArrowUp: -STEP, ArrowRight: STEP, ArrowDown: STEP }[key];
  if (by !== undefined) return clamp(share + by, LEAST, MOST);
  return { Home: LEAST, End: MOST }[key];
}

/**
 * @param {HTMLElement} explorer
 * @param {() => number} now
 * @param {(share: number, ended: boolean) => void} moved
 */
export function addHandle(explorer, now, moved) {
  const handle = make("div", "dsv-handle");
  handle.tabIndex = 0;
  handle.title = "drag to give the text more or less room (arrow keys when focused)";
  handle.setAttribute("role", "separator");
  handle.setAttribute("aria-label", "width of the text");
  handle.setAttribute("aria-valuemin", String(100 * LEAST));
  handle.setAttribute("aria-valuemax", String(100 * MOST));
  const text = /** @type {HTMLElement} */ (explorer.querySelector(".dsv-text"));
  const room = /** @type {HTMLElement} */ (explorer.querySelector(".dsv-room"));
  /** @param {PointerEvent} event */
  const share = event => {
    const box = room.getBoundingClientRect();
    const narrow = explorer.classList.contains("dsv-narrow");
    // On a narrow page the text stands on top, and the edge is its lower one: a share of what is seen.
    const at = narrow
      ? (event.clientY - text.getBoundingClientRect().top) / Math.max(1, Number.parseFloat(frameOf(explorer)))
      : (event.clientX - box.left) / Math.max(1, box.width);
    return clamp(at, LEAST, MOST);
  };
  handle.addEventListener("focusin", event => ownKeys(/** @type {any} */ (event)));
  handle.addEventListener("pointerdown", event => {
    handle.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  handle.addEventListener("pointermove", event => {
    if (handle.hasPointerCapture(event.pointerId)) moved(share(event), false);
  });
  handle.addEventListener("pointerup", event => moved(share(event), true));
  handle.addEventListener("keydown", event => {
    const next = shareAfter(event.key, now());
    if (next === undefined) return;
    moved(next, true);
    event.preventDefault();
    event.stopPropagation();
  });
  text.append(handle);
  return handle;
}

/** @param {HTMLElement} explorer */
const frameOf = explorer => explorer.style.getPropertyValue("--dsv-frame") || "600";
