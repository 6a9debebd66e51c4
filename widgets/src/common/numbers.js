// Numbers in reach and in words.   Tests: numbers.test.js.

/**
 * @param {number} x
 * @param {number} low
 * @param {number} high
 */
export const clamp = (x, low, high) => Math.max(low, Math.min(high, x));

/**
 * Where x lies between two ends, 0 to 1.
 * @param {number} x
 * @param {number} low
 * @param {number} high
 */
export function unit(x, low, high) {
  if (high > low) return clamp((x - low) / (high - low), 0, 1);
  return x >= high ? 1 : 0;
}

/**
 * A number with a true minus and no minus zero; a dash for what is missing (JSON has no NaN, it arrives as null or a word).
 * @param {unknown} x
 * @param {number} [digits]
 */
export function number(x, digits = 2) {
  if (typeof x !== "number" || Number.isNaN(x)) return "–";
  return x
    .toFixed(digits)
    .replace(/^-(0\.?0*)$/, "$1")
    .replace("-", "−");
}

/**
 * Shares of a total, rounded to two digits so that what is printed still sums to one.
 * @param {number[]} values
 */
export function roundedShares(values) {
  const total = values.reduce((a, b) => a + b, 0);
  if (!(total > 0)) return values.map(() => Number.NaN);
  const hundredths = values.map(v => Math.floor((v / total) * 100 + 1e-9));
  const rest = values.map(v => ((v / total) * 100) % 1);
  const order = values.map((_, i) => i).sort((i, j) => rest[j] - rest[i]);
  const left = 100 - hundredths.reduce((a, b) => a + b, 0);
  for (let i = 0; i < left; i++) hundredths[order[i % order.length]]++;
  return hundredths.map(v => v / 100);
}

/**
 * Bytes with their unit; "–" where there is no number.
 * @param {unknown} bytes
 */
export function size(bytes) {
  if (typeof bytes !== "number" || !Number.isFinite(bytes)) return "–";
  let left = bytes;
  for (const unit of ["B", "kB", "MB", "GB", "TB"]) {
    if (Math.abs(left) < 999.5) return `${left >= 100 || unit === "B" ? left.toFixed(0) : left.toPrecision(3)} ${unit}`;
    left /= 1000;
  }
  return `${left.toPrecision(3)} PB`;
}

/**
 * A whole number with commas: 1,048,576.
 * @param {number} n
 */
export const thousands = n => String(Math.round(n)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
