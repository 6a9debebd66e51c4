// How high and wide the explorer's surroundings are: the bar stays on top of what scrolls, and the text is as high as it.

import { scrollerOf } from "./common/controls.js";

const WAY = "dsv-way"; // an element between the bar and what scrolls
const NARROW = 760; // pixels of the explorer below which the text stands on top
const PHONE = 480; // below which the bar does not stay on top
export const WIDE = 1360; // from here on there is room for two views

/**
 * JupyterLab's output areas clip what they hold, and a bar stays in sight only where nothing between clips.
 * @param {HTMLElement} explorer
 * @param {HTMLElement} scroller
 */
function clearWay(explorer, scroller) {
  for (let at = explorer.parentElement; at && at !== scroller && at !== document.body; at = at.parentElement) {
    if (at.classList.contains("jp-mod-outputsScrolled")) return; // whoever made the output scroll wants it so
    if (at.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")) at.classList.add(WAY);
  }
}

/**
 * From the top of the bar to the lower edge of something in it; 0 where it is not there.
 * @param {Element | null} top
 * @param {Element | null | undefined} part
 */
const heightOf = (top, part) =>
  top && part ? Math.max(0, part.getBoundingClientRect().bottom - top.getBoundingClientRect().top) : 0;

/**
 * Follows the sizes and writes them where the style reads them. Returns the clean-up.
 * @param {HTMLElement} explorer
 * @param {(width: number) => void} resized
 */
export function followFrame(explorer, resized) {
  const top = explorer.querySelector(".dsv-top");
  /** @type {HTMLElement | null} */
  let scroller = null;
  const measure = () => {
    const { style, classList } = explorer;
    style.setProperty("--dsv-frame", `${scroller?.clientHeight ?? 600}px`);
    const width = explorer.clientWidth;
    if (!width) return; // hidden for a moment
    classList.toggle("dsv-narrow", width < NARROW);
    classList.toggle("dsv-phone", width < PHONE);
    // The chat form stands in the bar and is long: it scrolls away, and what is below it stays.
    const above = heightOf(top, top?.querySelector(".dsv-chat-form"));
    style.setProperty("--dsv-above", `${Math.round(above)}px`);
    // On a phone the bar would take half of what is seen: there it scrolls away.
    const stays = width < PHONE ? 0 : (top?.getBoundingClientRect().height ?? 0) - above;
    style.setProperty("--dsv-top", `${Math.round(stays)}px`);
    resized(width);
  };
  const sizes = new ResizeObserver(measure);
  const find = () => {
    const found = scrollerOf(explorer);
    if (scroller && scroller !== found) sizes.unobserve(scroller);
    scroller = found;
    sizes.observe(scroller);
    clearWay(explorer, scroller);
    measure();
  };
  sizes.observe(explorer);
  if (top) sizes.observe(top);
  find();
  document.addEventListener("fullscreenchange", find);
  return () => {
    sizes.disconnect();
    document.removeEventListener("fullscreenchange", find);
  };
}
