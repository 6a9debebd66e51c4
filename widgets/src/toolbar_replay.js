// Replay: the selection walks through the run token by token, as if it were being written. It needs no kernel.
// Tests: toolbar.test.js.

import { NONE } from "./common/codes.js";
import { make, option, svg } from "./common/elements.js";
import { clamp } from "./common/numbers.js";

/** @typedef {import("./toolbar.js").View} View */

const FASTEST = 25; // tokens a second: as many pictures as one sees
/** @type {[number, string][]} */
const PACES = [
  [FASTEST, "as fast as it goes"],
  [10, "10 tokens a second"],
  [4, "4 tokens a second"],
  [1, "1 token a second"],
];

const PLAY = "M4 2 L13 8 L4 14 Z";
const PAUSE = "M4 2 H7 V14 H4 Z M9 2 H12 V14 H9 Z";
const STEP = "M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z";
const STOP = "M3 3 H13 V13 H3 Z";

/**
 * A button with a drawn sign, since not every font has these characters.
 * @param {string} shape
 * @param {string} title
 */
function button(shape, title) {
  const made = make("button", "dsv-small dsv-button-sign");
  const sign = svg("svg", { viewBox: "0 0 16 16", width: 12, height: 12, "aria-hidden": "true" });
  sign.append(svg("path", { d: shape }));
  made.append(sign, make("span"));
  made.type = "button";
  made.title = title;
  made.setAttribute("aria-label", title);
  return made;
}

export function buildReplay() {
  const row = make("span", "dsv-toolbar-part");
  const play = button(PLAY, "Watch this run again, token by token, from the end of the prompt");
  const step = button(STEP, "One token, then wait");
  const stop = button(STOP, "End the replay and show the whole text");
  const pace = make("select");
  pace.setAttribute("aria-label", "pace of the replay");
  pace.title = "Pace of the replay; it can be changed while it goes on";
  pace.append(...PACES.map(([rate, words]) => option(String(rate), words)));
  pace.value = "4";
  const slider = make("input");
  slider.type = "range";
  slider.min = "0";
  slider.setAttribute("aria-label", "token that was written last");
  slider.title = "Go to a moment of the run";
  const words = make("span", "dsv-toolbar-words");
  words.setAttribute("role", "status");
  words.setAttribute("aria-live", "off"); // ten a second would be read aloud
  row.append(play, step, stop, pace, slider, words);
  return {
    ...{ row, play, step, stop, pace, slider, words },
    at: NONE, // the token that was written last; -1: no replay
    /** @type {ReturnType<typeof setTimeout> | null} */
    timer: null,
  };
}

/**
 * Where a replay begins: behind the chosen token, else with the first token that was written; a run that is all prompt is
 * read from its beginning.
 * @param {number} chosen
 * @param {number} prompt
 * @param {number} total
 */
export function beginning(chosen, prompt, total) {
  if (chosen >= 0 && chosen < total - 1) return chosen;
  return prompt < total ? Math.max(0, prompt - 1) : 0;
}

/** @param {View} view */
export function listenToReplay(view) {
  const { play, step, stop, pace, slider } = view.own.replay;
  view.listen(play, "click", () => (view.own.replay.timer === null ? start(view) : pause(view)));
  view.listen(step, "click", () => {
    pause(view);
    advance(view);
  });
  view.listen(stop, "click", () => end(view));
  view.listen(pace, "change", () => {
    if (view.own.replay.timer !== null) wait(view);
  });
  view.listen(slider, "input", () => {
    pause(view);
    show(view, Number(slider.value));
  });
}

/** @param {View} view */
function start(view) {
  const { replay } = view.own;
  if (replay.at === NONE)
    show(view, beginning(view.sel.get("token"), view.model.get("prompt"), view.model.get("total")));
  wait(view);
  view.redraw();
}

/** @param {View} view */
function wait(view) {
  const { replay } = view.own;
  if (replay.timer !== null) clearTimeout(replay.timer);
  replay.timer = setTimeout(() => {
    replay.timer = null;
    if (!view.root.isConnected) return; // it was closed meanwhile
    if (advance(view)) wait(view);
    else view.redraw();
  }, 1000 / Number(replay.pace.value));
}

/**
 * One token more; false at the end of the run.
 * @param {View} view
 */
function advance(view) {
  const { replay } = view.own;
  const { model, sel } = view;
  const from =
    replay.at === NONE ? beginning(sel.get("token"), model.get("prompt"), model.get("total")) : replay.at + 1;
  if (from >= model.get("total")) return false;
  show(view, from);
  return from < model.get("total") - 1;
}

/**
 * The run as it was when this token had just been written.
 * @param {View} view
 * @param {number} token
 */
function show(view, token) {
  const at = clamp(token, 0, view.model.get("total") - 1);
  view.own.replay.at = at;
  view.pick({ token: at, written: at });
  view.redraw();
}

/** @param {View} view */
function pause(view) {
  const { replay } = view.own;
  if (replay.timer !== null) clearTimeout(replay.timer);
  replay.timer = null;
  view.redraw();
}

/**
 * Shows the whole text again.
 * @param {View} view
 */
export function end(view) {
  pause(view);
  view.own.replay.at = NONE;
  view.pick({ written: NONE });
}

/** @param {View} view */
export function drawReplay(view) {
  const { replay } = view.own;
  const { play, step, stop, slider, words } = replay;
  const total = view.model.get("total");
  const growing = view.model.get("growing");
  // A run that is being written shows itself.
  if (growing && replay.at !== NONE) end(view);
  // Somebody chose another token: the replay goes on from there.
  if (replay.at !== NONE && view.sel.get("token") !== replay.at) {
    if (view.sel.get("token") < 0) end(view);
    else show(view, view.sel.get("token"));
  }
  const playing = replay.timer !== null;
  for (const one of [play, step, slider]) one.disabled = growing || total < 2;
  stop.disabled = replay.at === NONE;
  play.querySelector("path")?.setAttribute("d", playing ? PAUSE : PLAY);
  /** @type {HTMLElement} */ (play.lastChild).textContent = playing
    ? "Pause"
    : replay.at === NONE
      ? "Replay"
      : "Continue";
  slider.max = String(Math.max(0, total - 1));
  slider.value = String(replay.at === NONE ? total - 1 : replay.at);
  words.textContent = replay.at === NONE ? "" : `replay: token ${replay.at} of ${total - 1}`;
}
