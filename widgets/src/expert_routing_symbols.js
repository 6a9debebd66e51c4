// What the symbols of the routing's equation are for one expert of the chosen cell.   Tests: expert_routing.test.js.

import { number } from "./common/numbers.js";

/**
 * @param {import("./expert_routing_ranking.js").Ranking | undefined} d
 * @param {number} expert  the chosen one; without one, the cell's first
 * @param {string} symbol
 */
export function routingSymbol(d, expert, symbol) {
  if (!d?.expert?.length) return undefined;
  const i = Math.max(0, d.expert.indexOf(expert));
  const sum = d.weight.reduce((/** @type {number} */ all, w, at) => all + (d.chosen[at] ? (w ?? 0) : 0), 0);
  const [score, biased] = [d.score[i], d.biased_score[i]];
  const chosen = d.chosen.filter(Boolean).length;
  const where = `expert ${d.expert[i]} of layer ${d.layer}, token ${d.token}`;
  /** @type {Record<string, string>} */
  const values = {
    z: `${number(d.logit[i])} (${where})`,
    s: `${number(score, 3)} (${where})`,
    b: `${score === null || biased === null ? "–" : number(biased - score, 3)} (${where})`,
    k: `${chosen} of layer ${d.layer}`,
    weight: d.chosen[i]
      ? `${number(d.weight[i], 3)} (${where}, rank ${i + 1} of ${chosen})`
      : `none: ${where} was not chosen`,
    scale: number(sum, 3),
  };
  return values[symbol];
}
