// Colours of the theme (theme.css) and ramps between two of them.   Tests: colours.test.js.

/**
 * A colour of the theme by its name there, without "--dsv-".
 * @param {Element} el
 * @param {string} name
 */
export const colour = (el, name) => getComputedStyle(el).getPropertyValue(`--dsv-${name}`).trim() || "#888";

/**
 * Red, green and blue of "#08467f" or "#fff", 0 to 255.
 * @param {string} color
 */
export function hex(color) {
  const v = color.trim().replace("#", "");
  return [0, 2, 4].map(i => Number.parseInt(v.length === 3 ? v[i / 2] + v[i / 2] : v.slice(i, i + 2), 16));
}

/**
 * Red, green and blue at x (0 to 1) on the way from one colour to another.
 * @param {string} low
 * @param {string} high
 * @param {number} x
 */
export function between(low, high, x) {
  const a = hex(low);
  const b = hex(high);
  return a.map((v, i) => Math.round(v + (b[i] - v) * x));
}

/**
 * The same as a colour of CSS.
 * @param {string} low
 * @param {string} high
 * @param {number} x
 */
export const blend = (low, high, x) => `rgb(${between(low, high, x).join(",")})`;

/**
 * A colour for each of the codes 0 to 254 of `quantise` in widgets/packing.py.
 * @param {string} low
 * @param {string} high
 */
export const ramp = (low, high) => Array.from({ length: 255 }, (_, i) => blend(low, high, i / 254));

const HALF = 0.179; // the luminance on which black and white are read equally well, 4.6 : 1

/**
 * The colour of words on a cell of this colour, "rgb(r,g,b)": dark on light and light on dark.
 * @param {string} fill
 */
export function wordsOn(fill) {
  const [r, g, b] = (fill.match(/\d+/g) ?? ["0", "0", "0"]).map(Number);
  const [x, y, z] = [r, g, b].map(v => (v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z > HALF ? "#000" : "#fff";
}
