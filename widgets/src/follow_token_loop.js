// The motion of the picture: frame after frame while the pulse travels or the magnifying glass glides.

import { NONE } from "./common/codes.js";
import { clamp } from "./common/numbers.js";
import { drawCard } from "./follow_token_card.js";
import { drawBar } from "./follow_token_controls.js";
import { tokenNow } from "./follow_token_data.js";
import { advance, glide, layerAt, restart } from "./follow_token_motion.js";
import { paint } from "./follow_token_paint.js";

/** @typedef {import("./follow_token.js").View} View */

const AHEAD = 8; // tokens that are fetched before they are needed

/** Fetches the tokens that come next. @param {View} view */
export const fetchAhead = view => view.own.paths.ask(tokenNow(view) + 1, AHEAD);

/** Draws frame after frame while something moves. @param {View} view */
export function run(view) {
  const { own } = view;
  if (own.running) return;
  let last = performance.now();
  /** @param {number} now */
  const tick = now => {
    const seconds = Math.min((now - last) / 1000, 0.1);
    last = now;
    own.running = view.root.isConnected && view.root.clientWidth > 0 && move(view, seconds);
    if (own.running) requestAnimationFrame(tick);
  };
  own.running = true;
  requestAnimationFrame(tick);
}

/** One frame of motion; false when everything stands still. @param {View} view @param {number} seconds */
function move(view, seconds) {
  const { own } = view;
  const { layers } = own.sizes();
  const { player: p, paths } = own;
  const arrived = paths.now()?.token === tokenNow(view);
  if (arrived && advance(p, seconds, layers)) next(view);
  const target =
    p.at === null ? view.sel.get("layer") : p.playing ? clamp(p.at - 0.5, 0, layers - 1) : layerAt(p.at - 0.01, layers);
  const before = own.focus;
  own.focus = own.still() ? Math.round(target) : glide(own.focus, target, seconds);
  if (!p.playing && before === own.focus) return false;
  drawBar(view);
  drawCard(view);
  if (!view.tabled?.()) paint(view);
  return true;
}

/** The path has ended: the next token's begins, as soon as it is there. @param {View} view */
function next(view) {
  const { own, model } = view;
  const token = tokenNow(view);
  if (token + 1 >= model.get("counts").tokens) {
    own.player.playing = false;
    own.player.at = null;
    view.redraw();
    return;
  }
  fetchAhead(view);
  if (model.get("kernel") !== false && !own.paths.has(token + 1)) return;
  restart(own.player);
  view.pick({ token: token + 1, entry: NONE, expert: NONE });
  view.redraw();
}
