// The bar above the picture: play, step and speed, and two sliders, one along the layers and one along the tokens.

import { NONE } from "./common/codes.js";
import { make } from "./common/elements.js";
import { clamp } from "./common/numbers.js";
import { tokenNow } from "./follow_token_data.js";
import { changeSpeed, layerAt, SPEEDS, step, toggle } from "./follow_token_motion.js";
import { partAt, whereWords } from "./follow_token_words.js";

/** @typedef {import("./follow_token.js").View} View */

/** @param {string} words @param {string} title */
function button(words, title) {
  const made = make("button", "dsv-small", words);
  made.title = title;
  return made;
}

/** @param {string} name @param {number} by */
function slider(name, by) {
  const made = make("input");
  made.type = "range";
  made.step = String(by);
  made.setAttribute("aria-label", name);
  return made;
}

/** The elements, once. */
export function buildBar() {
  const bar = make("div", "dsv-follow-bar");
  const play = button("▶ Play", "space: the token travels through the layers, then the next one");
  const stepped = button("Step", "full stop: one part further (read, mixed, routed, lens)");
  const slower = button("−", "[ : slower");
  const speed = make("span", "dsv-follow-speed");
  const faster = button("+", "] : faster");
  slower.setAttribute("aria-label", "slower");
  faster.setAttribute("aria-label", "faster");
  const layer = slider("along the layers", 0.25);
  const where = make("span", "dsv-follow-where");
  const back = button("‹", "left: the token before");
  const token = slider("token", 1);
  const on = button("›", "right: the next token");
  back.setAttribute("aria-label", "the token before");
  on.setAttribute("aria-label", "the next token");
  const which = make("span", "dsv-follow-which");
  const groups = [
    [play, stepped],
    [slower, speed, faster],
    [make("span", "dsv-note", "layers"), layer, where],
    [make("span", "dsv-note", "tokens"), back, token, on, which],
  ].map(parts => {
    const group = make("span", "dsv-follow-group");
    group.append(...parts);
    return group;
  });
  bar.append(...groups);
  return { bar, play, stepped, slower, speed, faster, layer, where, back, token, on, which };
}

/** Moves the chosen token; the path begins anew if it is being played. @param {View} view @param {number} by */
export function moveOn(view, by) {
  const token = clamp(tokenNow(view) + by, 0, Math.max(0, (view.model.get("counts").tokens ?? 1) - 1));
  const { player } = view.own;
  player.at = player.playing ? -0.5 : null;
  view.pick({ token, entry: NONE, expert: NONE });
  view.redraw();
}

/** @param {View} view */
export function playOrPause(view) {
  const { player } = view.own;
  const { layers } = view.own.sizes();
  // At the last token's end there is nothing to go on to: its own path begins again.
  toggle(player, layers);
  if (!player.playing) tellLayer(view);
  view.redraw();
}

/** One part further, with its card. @param {View} view */
export function stepOn(view) {
  const { player } = view.own;
  const { layers } = view.own.sizes();
  step(player, layers, view.sel.get("layer"));
  tellLayer(view);
  view.own.chosen = partAt(player.at ?? 0, layers);
  view.redraw();
}

/** The other views follow the layer where the pulse was stopped. @param {View} view */
function tellLayer(view) {
  const { at } = view.own.player;
  if (at === null) return;
  const layer = layerAt(at - 0.01, view.own.sizes().layers);
  if (layer !== view.sel.get("layer")) view.pick({ layer });
}

/** @param {View} view @param {number} by */
export function setSpeed(view, by) {
  changeSpeed(view.own.player, by);
  view.redraw();
}

/** @param {View} view */
export function listenBar(view) {
  const { bar, player } = view.own;
  view.listen(bar.play, "click", () => playOrPause(view));
  view.listen(bar.stepped, "click", () => stepOn(view));
  view.listen(bar.slower, "click", () => setSpeed(view, -1));
  view.listen(bar.faster, "click", () => setSpeed(view, 1));
  view.listen(bar.back, "click", () => moveOn(view, -1));
  view.listen(bar.on, "click", () => moveOn(view, 1));
  view.listen(bar.layer, "input", () => {
    player.playing = false;
    player.at = Number(bar.layer.value);
    view.redraw();
  });
  view.listen(bar.layer, "change", () => tellLayer(view));
  view.listen(bar.token, "input", () => moveOn(view, Number(bar.token.value) - tokenNow(view)));
}

/** What the bar says now. @param {View} view */
export function drawBar(view) {
  const { bar, player } = view.own;
  const { layers } = view.own.sizes();
  const { tokens = 0 } = view.model.get("counts");
  const token = tokenNow(view);
  const layer = view.sel.get("layer");
  bar.play.textContent = player.playing ? "❚❚ Pause" : "▶ Play";
  bar.play.setAttribute("aria-pressed", String(player.playing));
  bar.speed.textContent = `${SPEEDS[player.speed]} layers/s`;
  bar.slower.disabled = player.speed === 0;
  bar.faster.disabled = player.speed === SPEEDS.length - 1;
  bar.layer.min = "0";
  bar.layer.max = String(layers + 1);
  bar.layer.value = String(player.at ?? layer + 1);
  bar.where.textContent = whereWords(player.at, layers, layer);
  bar.layer.setAttribute("aria-valuetext", bar.where.textContent);
  bar.token.max = String(Math.max(0, tokens - 1));
  bar.token.value = String(Math.max(0, token));
  bar.which.textContent = tokens ? `${token + 1} of ${tokens}` : "none yet";
  for (const part of [bar.play, bar.stepped, bar.layer, bar.back, bar.token, bar.on]) part.disabled = !tokens;
}
