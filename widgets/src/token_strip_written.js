// What is new in the text, and what a replay has not come to yet.   Tests: token_strip.test.js.

const MOMENT = 1200; // milliseconds for which a new token is underlined
const PAUSE = 300; // between two looks for what is new no more
const MOST = 60; // new tokens that are marked at once
const DIMMED = "0.16";

/** @typedef {import("./token_strip.js").View} View */

/**
 * Underlines tokens that have just been written, for a moment. Not an animation: as long as one goes on, and in a run there
 * would always be one, the browser draws sixty times a second.
 * @param {Pick<View["own"], "fresh" | "fading">} own
 * @param {HTMLElement[]} nodes
 */
export function markNew(own, nodes) {
  const until = performance.now() + MOMENT;
  for (const node of nodes.slice(-MOST)) {
    node.classList.add("new");
    own.fresh.push({ node, until });
  }
  unmarkOld(own);
}

/** @param {Pick<View["own"], "fresh" | "fading">} own */
function unmarkOld(own) {
  const now = performance.now();
  const old = own.fresh.filter(({ until }, i) => until <= now || i < own.fresh.length - MOST).length;
  for (const { node } of own.fresh.splice(0, old)) node.classList.remove("new");
  clearTimeout(own.fading);
  if (own.fresh.length) own.fading = setTimeout(() => unmarkOld(own), Math.max(PAUSE, own.fresh[0].until - now));
}

/**
 * The stretch of nodes whose look changes when the first unwritten one moves from `before` to `now`, and whether it is
 * dimmed afterwards. 0 means that all is written.
 * @param {number} before
 * @param {number} now
 * @param {number} count
 * @returns {[from: number, to: number, dim: boolean]}
 */
export function changed(before, now, count) {
  const a = before || count;
  const b = now || count;
  return a < b ? [a, b, false] : [b, a, true];
}

/**
 * Dims the text after the token that a replay has come to.
 * @param {View} view
 */
export function dimUnwritten({ sel, own }) {
  const written = sel.get("written");
  const now = written === undefined || written < 0 ? 0 : Math.max(1, written + 1 - own.first);
  // A new run may have made the nodes anew: what stands beyond the last drawing is looked at again.
  const [from, to, dim] = changed(Math.min(own.dimmed || own.nodes.length, own.nodes.length), now, own.nodes.length);
  for (let i = from; i < Math.min(to, own.nodes.length); i++) own.nodes[i].style.opacity = dim ? DIMMED : "";
  own.dimmed = now;
  if (now && now <= own.nodes.length) own.nodes[now - 1].scrollIntoView({ block: "nearest", inline: "nearest" });
}
