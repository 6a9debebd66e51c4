// Share: a link, a page, a picture of the view in front, the trace. Files are written by Python; a page without a kernel
// offers them for download.   Tests: toolbar.test.js.

import { make, option } from "./common/elements.js";
import { pngOf, svgOf } from "./common/picture.js";

/** @typedef {import("./toolbar.js").View} View */

const LINK = "Copies where you are in this run: view, token, layer";
/** @type {[string, string, boolean][]} what, words, and whether it needs a kernel */
const WAYS = [
  ["link", "copy the link", false],
  ["png", "picture of the view in front (PNG)", false],
  ["svg", "picture of the view in front (SVG)", false],
  ["page", "whole run as a page (HTML)", true],
  ["trace", "trace with all numbers (.zarr.zip)", true],
];

export function buildShare() {
  const row = make("span", "dsv-toolbar-part");
  const select = make("select");
  select.setAttribute("aria-label", "share this run");
  select.title = `Files are written beside the notebook. ${LINK}`;
  row.append(select);
  const said = make("div", "dsv-toolbar-said");
  said.setAttribute("role", "status");
  return { row, select, said, answered: 0 };
}

/** @param {View} view */
export function listenToShare(view) {
  const { select } = view.own.share;
  view.listen(select, "change", () => {
    const what = select.value;
    select.value = "";
    say(view, "");
    share(view, what).catch(error => say(view, `⚠ ${error.message ?? error}`));
  });
}

/**
 * @param {View} view
 * @param {string} what
 */
async function share(view, what) {
  const alone = view.model.get("kernel") === false;
  if (what === "png" || what === "svg") {
    const front = frontOf(view);
    if (!front) throw new Error("No view is in front; open one, then take its picture.");
    const title = front.querySelector(".dsv-title")?.textContent ?? "view";
    const data = what === "svg" ? new TextEncoder().encode(svgOf(front).text) : await pngOf(front);
    if (alone) download(data, `${title}.${what}`, what === "svg" ? "image/svg+xml" : "image/png");
    else view.model.send({ share: "picture", kind: what, title }, undefined, [data.buffer]);
  } else if (what === "link" && alone) await copy(view, location.href);
  else view.model.send({ share: what });
}

/**
 * The view in front: the visible one among the tabs, else the last one of the explorer.
 * @param {View} view
 */
function frontOf({ root }) {
  const around = root.closest(".dsv-explorer") ?? document;
  const seen = [.../** @type {NodeListOf<HTMLElement>} */ (around.querySelectorAll(".dsv"))].filter(
    one => one.offsetParent && one !== root,
  );
  const inTab = seen.filter(one => one.closest(".dsv-views > .dsv-shown:not(.dsv-second)"));
  return (inTab.length ? inTab : seen).at(-1);
}

/**
 * @param {Uint8Array<ArrayBuffer>} data
 * @param {string} name
 * @param {string} type
 */
function download(data, name, type) {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([data], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/**
 * @param {View} view
 * @param {string} text
 */
async function copy(view, text) {
  try {
    await navigator.clipboard.writeText(text);
    say(view, `Copied: ${text}`);
  } catch {
    say(view, `The browser does not let a page copy; here it is: ${text}`);
  }
}

/**
 * @param {View} view
 * @param {string} words
 */
function say(view, words) {
  view.own.share.said.textContent = words;
}

/** @param {View} view */
export function drawShare(view) {
  const { share: own } = view.own;
  const alone = view.model.get("kernel") === false;
  const ways = WAYS.filter(([, , kernel]) => !kernel || view.model.get("can_share"));
  own.select.style.display = alone || view.model.get("can_share") ? "" : "none";
  if (own.select.options.length !== ways.length + 1) {
    own.select.replaceChildren(option("", "Share …"), ...ways.map(([what, words]) => option(what, words)));
  }
  const answer = view.model.get("answer") ?? {};
  if ((answer.n ?? 0) <= own.answered) return;
  own.answered = answer.n;
  if (answer.kind === "link") copy(view, answer.text || "(nothing is chosen yet)");
  else say(view, answer.text);
}
