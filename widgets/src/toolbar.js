// One row of buttons below the tabs: watch the run again, discover something in it, share it.
// Traits: toolbar.py.   Tests: toolbar.test.js.

import { make } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { buildDiscover, drawDiscover, listenToDiscover } from "./toolbar_discover.js";
import { buildReplay, drawReplay, listenToReplay } from "./toolbar_replay.js";
import { buildShare, drawShare, listenToShare } from "./toolbar_share.js";

/** @typedef {import("./traits").Toolbar} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ root, body }) {
  root.classList.add("dsv-toolbar");
  const row = make("div", "dsv-toolbar-row");
  const replay = buildReplay();
  const discover = buildDiscover();
  const share = buildShare();
  row.append(replay.row, discover.select, share.row);
  body.append(row, discover.card, share.said);
  return { replay, discover, share };
}

/** @param {View} view */
function draw(view) {
  drawReplay(view);
  drawDiscover(view);
  drawShare(view);
  view.root.drawn = {
    total: view.model.get("total"),
    at: view.own.replay.at,
    playing: view.own.replay.timer !== null,
    discoveries: view.model.get("discoveries").length,
    said: view.own.share.said.textContent,
  };
}

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Toolbar",
  aria: "Replay, discoveries and sharing of this run.",
  build,
  listen: view => {
    listenToReplay(view);
    listenToDiscover(view);
    listenToShare(view);
  },
  draw,
};

export default viewOf(spec);
