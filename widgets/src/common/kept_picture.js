// The picture of a live view that stays in the notebook, see dsv4lab/widgets/kept_picture.py. While the view lives its
// picture is hidden; when the view has been still for a moment a new one is sent.
// Tests: tests/browser/test_kept_picture.py.

import { make } from "./elements.js";
import { imageOf } from "./picture.js";

const QUIET = 1500; // milliseconds without a change until the first picture
const LATER = 6000; // and until another one: making it holds the page up for a moment
const SCALE = 1;

/**
 * @param {{ get(name: "kept"): string, send: Function }} model
 * @param {() => HTMLElement | null} shown  the element that is pictured
 * @param {() => boolean} isLive  whether somebody hears what is sent
 */
export function keepPicture(model, shown, isLive) {
  const hiding = make("style");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let sent = false;
  const hide = () => {
    const id = model.get("kept");
    hiding.textContent = id ? `.${id}, .jp-OutputArea-child:has(.${id}) { display: none !important; }` : "";
    if (id && !hiding.isConnected) document.head.append(hiding);
  };
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
      if (!model.get("kept")) return;
      hide();
      clearTimeout(timer);
      timer = setTimeout(send, sent ? LATER : QUIET);
    },
    clean() {
      clearTimeout(timer);
      hiding.remove();
    },
  };
}
