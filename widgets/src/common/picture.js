// A picture of a view, made in the page: its elements with the look they have, canvases as images, in one SVG; a PNG is
// that SVG drawn at twice the size. Nothing is loaded from anywhere.   Tests: tests/browser/test_live.py.

import { make, svg } from "./elements.js";

const MARGIN = 8;
const SCALE = 2;
// What makes the look of a view; copying all of the several hundred properties would take seconds.
const LOOK = (
  "align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-radius border-right " +
  "border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction " +
  "flex-wrap float font-family font-size font-style font-variant-numeric font-weight gap grid-template-columns height " +
  "justify-content left letter-spacing line-height list-style margin max-width min-height min-width opacity order outline " +
  "overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-align text-anchor " +
  "text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index"
).split(" ");

/**
 * A view as the text of an SVG file, and its size. What is scrolled out of sight is in it as well.
 * @param {HTMLElement} root
 */
export function svgOf(root) {
  const width = Math.ceil(Math.max(root.scrollWidth, root.offsetWidth)) + 2 * MARGIN;
  const height = Math.ceil(Math.max(root.scrollHeight, root.offsetHeight)) + 2 * MARGIN;
  const copy = /** @type {HTMLElement} */ (root.cloneNode(true));
  dress(root, copy);
  Object.assign(copy.style, { height: "auto", maxHeight: "none", overflow: "visible", outline: "none" });
  const paper = paperUnder(root);
  const page = make("div");
  page.style.cssText = `padding:${MARGIN}px;box-sizing:border-box;width:${width}px;height:${height}px;background:${paper}`;
  page.append(copy);
  const size = { width, height };
  const picture = svg("svg", { ...size, viewBox: `0 0 ${width} ${height}` });
  const room = svg("foreignObject", { x: 0, y: 0, ...size });
  room.append(page);
  picture.append(room);
  const text = new XMLSerializer().serializeToString(picture); // which names the languages of both
  return { text, width, height };
}

/**
 * What an element stands on: its own background, or that of what is around it.
 * @param {HTMLElement} root
 */
function paperUnder(root) {
  for (let at = /** @type {HTMLElement | null} */ (root); at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== "rgba(0, 0, 0, 0)" && colour !== "transparent") return colour;
  }
  return "#fff";
}

/**
 * Gives a copy the look of its original, element by element.
 * @param {Element} from
 * @param {Element} to
 */
function dress(from, to) {
  wear(from, to);
  const [froms, tos] = [[...from.children], [...to.children]];
  froms.forEach((child, i) => {
    if (child instanceof HTMLCanvasElement) tos[i].replaceWith(imageFrom(child));
    else if (child instanceof HTMLSelectElement) {
      const words = make("span", "", child.selectedOptions[0]?.textContent ?? "");
      tos[i].replaceWith(words);
      wear(child, words);
      Object.assign(words.style, { overflow: "hidden", whiteSpace: "nowrap", textOverflow: "ellipsis" });
    } else if (getComputedStyle(child).display === "none") tos[i].remove();
    else {
      dress(child, tos[i]);
      if (child.scrollTop) scrolled(child.scrollTop, /** @type {HTMLElement} */ (tos[i]));
    }
  });
}

/**
 * What was scrolled up is up in the copy, too: a copy cannot be scrolled.
 * @param {number} by
 * @param {HTMLElement} to
 */
function scrolled(by, to) {
  const inside = make("div");
  inside.style.cssText = `position:relative;top:${-by}px`;
  inside.append(...to.childNodes);
  to.append(inside);
  to.style.overflow = "hidden";
}

/**
 * @param {Element} from
 * @param {Element} to
 */
function wear(from, to) {
  if (from instanceof HTMLInputElement) to.setAttribute("value", from.value); // what was typed or drawn to
  if (from instanceof HTMLTextAreaElement) to.textContent = from.value;
  const look = getComputedStyle(from);
  const style = /** @type {HTMLElement} */ (to).style;
  for (const name of LOOK) style.setProperty(name, look.getPropertyValue(name));
  to.removeAttribute("class");
  to.removeAttribute("id");
}

/** @param {HTMLCanvasElement} canvas */
function imageFrom(canvas) {
  const image = make("img");
  image.src = canvas.width && canvas.height ? canvas.toDataURL("image/png") : "";
  const look = getComputedStyle(canvas);
  for (const name of ["position", "left", "top", "width", "height", "margin", "display"]) {
    image.style.setProperty(name, look.getPropertyValue(name));
  }
  return image;
}

/**
 * A view drawn on a canvas.
 * @param {HTMLElement} root
 * @param {number} scale  pixels of the picture for one of the page
 */
async function drawn(root, scale) {
  const { text, width, height } = svgOf(root);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = make("canvas");
  canvas.width = width * scale;
  canvas.height = height * scale;
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.scale(scale, scale);
  ctx.drawImage(image, 0, 0);
  return canvas;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {string} type
 * @returns {Promise<Blob | null>}
 */
const blobOf = (canvas, type) => new Promise(done => canvas.toBlob(done, type, 0.85));

/**
 * A view as the bytes of a PNG file.
 * @param {HTMLElement} root
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function pngOf(root) {
  const blob = await blobOf(await drawn(root, SCALE), "image/png");
  if (!blob) throw new Error("This browser could not make a PNG of the view; take the SVG.");
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * A view as a small picture: WebP where the browser can make it, which is a third of a PNG.
 * @param {HTMLElement} root
 * @param {number} scale
 */
export async function imageOf(root, scale) {
  const blob = await blobOf(await drawn(root, scale), "image/webp");
  if (!blob) throw new Error("This browser made no picture.");
  return { kind: blob.type.replace("image/", ""), bytes: new Uint8Array(await blob.arrayBuffer()) };
}
