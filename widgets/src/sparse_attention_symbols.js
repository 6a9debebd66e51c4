// What the symbols of attention's equation are for the chosen query and head.   Tests: sparse_attention.test.js.

import { number, roundedShares } from "./common/numbers.js";

/**
 * @param {Pick<import("./sparse_attention_query.js").Query, "facts" | "mode" | "masses" | "window" | "entries" | "windowRows" | "entryRows">} query
 * @param {number} head  the chosen one; without one, the first
 * @param {string} symbol
 */
export function attentionSymbol({ facts, mode, masses, window, entries, windowRows, entryRows }, head, symbol) {
  if (!facts.heads) return undefined;
  const row = mode === "heads" ? Math.min(Math.max(head, 0), windowRows.length - 1) : 0;
  const who = mode === "heads" ? `head ${row}` : `${mode} of heads`;
  const shares = roundedShares(masses.map(zone => zone[row]));
  /** @type {[number, string][]} */
  const keys = [
    ...Array.from(entries, (entry, i) => /** @type {[number, string]} */ ([entryRows[row][i], `entry ${entry}`])),
    ...Array.from(window, (token, i) => /** @type {[number, string]} */ ([windowRows[row][i], `token ${token}`])),
  ];
  const known = keys.filter(([weight]) => weight > 0).sort((a, b) => b[0] - a[0]);
  const [most, name] = known[0] ?? [Number.NaN, ""];
  const where = `${who} of layer ${facts.layer}, query ${facts.query}`;
  /** @type {Record<string, string>} */
  const values = {
    w: name
      ? `${number(most, 3)} at ${name}, the largest of ${keys.length} keys (${where})`
      : `not captured (${where})`,
    z: name ? `${number(Math.log(most))} at ${name}, up to a constant that all keys share (${where})` : "not captured",
    sink: `${number(Math.log(masses[2][row]))}, up to the same constant (${where})`,
    past: `${number(shares[0])} (${where})`,
    window: `${number(shares[1])} (${where})`,
    sunk: `${number(shares[2])} (${where})`,
  };
  return values[symbol];
}
