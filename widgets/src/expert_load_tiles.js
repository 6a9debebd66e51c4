// Loads against even use, and the tiles that show them: colour and height say the same.   Tests: expert_load.test.js.

import { blend, colour } from "./common/colours.js";
import { clamp } from "./common/numbers.js";

const LIMIT = 2; // two doublings either way are the ends of the colours
const STEPS = 32; // of colour on each side of even use

/**
 * Choices over even use; NaN where no token was captured.
 * @param {number} choices
 * @param {number} tokens
 * @param {number} slots  experts that work on a token
 * @param {number} experts
 */
export const rateOf = (choices, tokens, slots, experts) =>
  tokens > 0 ? (choices * experts) / (tokens * slots) : Number.NaN;

/**
 * The order of experts in one row: by number, or by falling load with ties by number.
 * @param {number[]} values
 * @param {string} sort  "id" or "load"
 */
export function orderOf(values, sort) {
  const order = Array.from(values.keys());
  return sort === "load" ? order.sort((a, b) => values[b] - values[a] || a - b) : order;
}

/**
 * -1 (a quarter or less) .. 0 (even) .. 1 (four times or more) on a scale of doublings.
 * @param {number} rate
 */
export const doublings = rate => (rate > 0 ? clamp(Math.log2(rate) / LIMIT, -1, 1) : -1);

/**
 * One tile. Below even use it is low, in the cell's middle; above it is full.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} rate
 * @param {(doublings: number) => string} shades
 */
export function tile(ctx, x, y, width, height, rate, shades) {
  const d = doublings(rate);
  const tall = d < -1e-9 ? Math.max(2, height * (1 + 0.5 * d)) : height;
  ctx.fillStyle = shades(d);
  ctx.fillRect(x, y + (height - tall) / 2, width, tall);
}

/**
 * Colours for doublings from -1 to 1.
 * @param {Element} root
 */
export function shader(root) {
  const low = colour(root, "less");
  const middle = colour(root, "even");
  const high = colour(root, "more");
  const table = Array.from({ length: 2 * STEPS + 1 }, (_, i) =>
    i < STEPS ? blend(middle, low, (STEPS - i) / STEPS) : blend(middle, high, (i - STEPS) / STEPS),
  );
  return /** @param {number} d */ d => table[Math.round((clamp(d, -1, 1) + 1) * STEPS)];
}
