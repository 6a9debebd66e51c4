// The picture of a live view that stays in the notebook, see dsv4lab/widgets/kept_picture.py. While the view lives its
// picture is hidden; when the view has been still for a moment a new one is sent.
// Surprising: what is hidden is marked here with a class and not found by a style with :has(), for then the browser would
// look for it again, and at the style of every token, whenever a view changes.
// Tests: tests/browser/test_kept_picture.py, tests/browser/test_redraw.py.

import { imageOf } from "./picture.js";

const QUIET = 1500; // milliseconds without a change until the first picture
const LATER = 6000; // and until another one: making it holds the page up for a moment
const SCALE = 1;
const AWAY = "dsv-kept-away"; // the line of a cell's output in which the picture of a live view stands
const CAME = "dsv-kept-came"; // an animation of every picture, by which a new one is noticed

/** @type {Set<() => string>} the class of each living view's picture: one stays away until its last view goes */
const living = new Set();

/**
 * The lines of outputs in which a picture stands.
 * @param {string} id
 */
const linesOf = id =>
  [...document.getElementsByClassName(id)].map(picture => picture.closest(".jp-OutputArea-child") ?? picture);

/**
 * @param {{ get(name: "kept"): string, send: Function }} model
 * @param {() => HTMLElement | null} shown  the element that is pictured
 * @param {() => boolean} isLive  whether somebody hears what is sent
 */
export function keepPicture(model, shown, isLive) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let sent = false;
  const own = () => model.get("kept");
  const hide = () => {
    for (const line of linesOf(own())) line.classList.add(AWAY);
  };
  /** @param {AnimationEvent} event */
  const came = ({ animationName }) => {
    if (animationName === CAME) hide();
  };
  document.addEventListener("animationstart", came);
  living.add(own);
  const send = async () => {
    const root = shown();
    if (!root?.clientWidth || document.hidden || !isLive()) return;
    try {
      const { kind, bytes } = await imageOf(root, SCALE);
      model.send({ kept: kind }, undefined, [bytes.buffer]);
      sent = true;
    } catch (error) {
      console.warn(`No picture of this view goes into the notebook: ${error}`);
    }
  };
  return {
    /** The view was drawn, or something in it. */
    changed() {
      if (!own()) return;
      hide();
      clearTimeout(timer);
      timer = setTimeout(send, sent ? LATER : QUIET);
    },
    clean() {
      clearTimeout(timer);
      document.removeEventListener("animationstart", came);
      living.delete(own);
      if ([...living].some(other => other() === own())) return;
      for (const line of linesOf(own())) line.classList.remove(AWAY);
    },
  };
}
