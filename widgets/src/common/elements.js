// Elements of the page: HTML, SVG, tables and canvases.

import { colour } from "./colours.js";

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {string} [text]
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(tag, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes ?? {})) node.setAttribute(key, String(value));
  if (text !== undefined) node.textContent = text;
  return node;
}

/**
 * An <option> with its value and words.
 * @param {string | number} value
 * @param {string} words
 */
export function option(value, words) {
  const node = make("option", "", words);
  node.value = String(value);
  return node;
}

/**
 * An empty table with a row of column heads.
 * @param {string} className
 * @param {string[]} names
 */
export function tableWith(className, names) {
  const table = make("table", className);
  const thead = make("thead");
  const head = make("tr");
  const rows = make("tbody");
  for (const name of names) head.append(make("th", "", name));
  thead.append(head);
  table.append(thead, rows);
  return { table, head, rows };
}

/**
 * A canvas of css pixels, sharp on any screen. Returns its context with the scale set and the old picture wiped.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function sized(canvas, width, height) {
  const scale = window.devicePixelRatio || 1;
  const w = Math.max(1, Math.round(width * scale));
  const h = Math.max(1, Math.round(height * scale));
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = context(canvas);
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return ctx;
}

/** @param {HTMLCanvasElement} canvas */
export const context = canvas => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

/**
 * A canvas of a size, drawn off the page.
 * @param {number} width
 * @param {number} height
 */
export function offPage(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/**
 * Slanted lines, the sign of "there is nothing to show".
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} color
 * @param {number} [gap]
 */
export function hatch(ctx, color, gap = 5) {
  const tile = offPage(gap, gap);
  const t = context(tile);
  t.strokeStyle = color;
  t.lineWidth = 1;
  t.beginPath();
  t.moveTo(0, gap);
  t.lineTo(gap, 0);
  t.moveTo(-1, 1);
  t.lineTo(1, -1);
  t.moveTo(gap - 1, gap + 1);
  t.lineTo(gap + 1, gap - 1);
  t.stroke();
  return /** @type {CanvasPattern} */ (ctx.createPattern(tile, "repeat"));
}

/**
 * A hatched rectangle.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Element} root
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
export function hatched(ctx, root, x, y, width, height) {
  ctx.fillStyle = hatch(ctx, colour(root, "none"), 5);
  ctx.fillRect(x, y, width, height);
}
