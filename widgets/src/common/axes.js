// Axes of a small chart, and round numbers along an axis.   Tests: axes.test.js.

import { colour } from "./colours.js";
import { svg } from "./elements.js";

/**
 * Round numbers from `first` up to `end`, at most `count` of them.
 * @param {number} first
 * @param {number} end
 * @param {number} count
 */
export function ticks(first, end, count) {
  const power = Math.max(1, 10 ** Math.floor(Math.log10((end - first) / count)));
  const by = [1, 2, 5, 10].map(m => m * power).find(step => (end - first) / step <= count) ?? power * 10;
  const out = [];
  for (let t = Math.ceil(first / by) * by; t < end; t += by) out.push(t);
  return out;
}

/**
 * An <svg> with two axes and their names.
 * @param {Element} root
 * @param {number} width
 * @param {number} height
 * @param {string} across
 * @param {string} up
 */
export function axes(root, width, height, across, up) {
  const s = svg("svg", { width, height, role: "img" });
  const stroke = colour(root, "line");
  s.append(
    svg("line", { x1: 40, y1: height - 18, x2: width - 4, y2: height - 18, stroke }),
    svg("line", { x1: 40, y1: 14, x2: 40, y2: height - 18, stroke }),
    svg("text", { x: width - 4, y: height - 3, class: "quiet", "text-anchor": "end" }, across),
    svg("text", { x: 2, y: 9, class: "quiet" }, up),
  );
  return s;
}
