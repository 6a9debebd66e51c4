// Below the grid of choices: the ranking behind one cell, and an expert's tokens beside those of a matched one.
// Tests: expert_routing.test.js.

import { NONE } from "./common/codes.js";
import { make, tableWith } from "./common/elements.js";
import { data } from "./common/gains.js";
import { number } from "./common/numbers.js";
import { label, oneLine } from "./common/text.js";

/** @typedef {import("./expert_routing.js").View} View */
/**
 * @typedef {object} Ranking  experts by falling score, the chosen ones first; null is a number that was not captured
 * @property {number} layer
 * @property {number} token
 * @property {string} kind
 * @property {number | null} margin
 * @property {number | null} shared_norm
 * @property {number[]} [expert]
 * @property {boolean[]} chosen
 * @property {(number | null)[]} logit
 * @property {(number | null)[]} score
 * @property {(number | null)[]} biased_score
 * @property {(number | null)[]} weight
 * @property {(number | null)[]} norm
 */
/**
 * @typedef {object} Uses  an expert's tokens
 * @property {number} expert
 * @property {number} count
 * @property {number} different
 * @property {{ token: number, weight: number, before: string, piece: string, after: string }[]} rows
 */

const CONTROL =
  "another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything";
const NAME_OF_LAYER = "Its number is its name in this layer only: expert 3 of another layer is another network.";

/**
 * On a table layer: which of the experts that were not chosen have a higher score than one that was. Only the best few of
 * them were kept: when all of those are better there may be more, and when none was kept nothing is known.
 * @param {{ expert: number[], score: (number | null)[], chosen: boolean[] }} ranking
 */
export function preferred({ expert, score, chosen }) {
  const scores = score.map(Number);
  const least = Math.min(...scores.filter((_, i) => chosen[i]));
  const out = expert.filter((_, i) => !chosen[i]);
  const better = expert.filter((_, i) => !chosen[i] && scores[i] > least);
  if (!out.length) return "; scores only set the weights";
  if (!better.length) return "; the scores would have chosen the same, and only set the weights";
  const more = better.length === out.length ? " and perhaps others, which were not kept" : "";
  return `; the scores would have preferred ${better.join(", ")}${more}`;
}

/**
 * Draws both again when they, or the chosen expert, have changed.
 * @param {View} view
 */
export function drawRanking(view) {
  const { model, sel, own } = view;
  const { ranking, caption, inverse, note } = own;
  const now = [model.get("detail"), sel.get("expert"), model.get("uses")];
  if (now.every((value, i) => value === own.tabled[i])) return;
  own.tabled = now;
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  const focused = ranking.contains(active) ? active?.dataset.expert : undefined;
  ranking.replaceChildren();
  caption.replaceChildren();
  inverse.replaceChildren();
  note.textContent = "";
  drawUses(view);
  const d = /** @type {Ranking} */ (model.get("detail"));
  if (!d?.expert) {
    caption.textContent = "Click a cell for the ranking behind it.";
    return;
  }
  const pieces = own.texts(data(model, "utf8"), data(model, "lengths"));
  const ranked = { ...d, expert: d.expert };
  caption.append(
    "Ranking at ",
    make("b", "", `layer ${d.layer}, token ${d.token} “${label(pieces[d.token] ?? "", 16)}”`),
    d.kind === "hash" ? ` · a table chose${preferred(ranked)}` : ` · margin of the choice ${number(d.margin, 4)}`,
  );
  fillRanking(view, ranked);
  if (focused !== undefined) {
    /** @type {HTMLElement | null} */ (ranking.querySelector(`tr[data-expert="${focused}"]`))?.focus();
  }
  const chosen = model.get("uses")?.of?.expert === sel.get("expert");
  note.textContent = chosen
    ? `Expert ${sel.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `
    : "Click an expert to mark and list every token it took. ";
  note.textContent += NAME_OF_LAYER;
}

/**
 * @param {View} view
 * @param {Ranking & { expert: number[] }} d
 */
function fillRanking({ sel, own }, d) {
  const made = tableWith("", ["expert", "logit", "score", "score + bias", "weight", "", "‖output‖"]);
  const largest = Math.max(...d.weight.map(w => w ?? 0), 1e-9);
  d.expert.forEach((id, i) => {
    const weight = d.chosen[i] ? number(d.weight[i], 3) : "";
    const row = make("tr");
    row.dataset.expert = String(id);
    row.tabIndex = 0;
    const words = weight ? `weight ${weight}` : "not chosen";
    row.setAttribute("aria-label", `expert ${id}, ${words}; Enter shows its tokens`);
    row.classList.toggle("out", !d.chosen[i]);
    row.classList.toggle("cut", i > 0 && d.chosen[i - 1] && !d.chosen[i]);
    row.classList.toggle("picked", id === sel.get("expert"));
    const cell = make("td");
    const bar = make("span", "dsv-bar");
    cell.style.textAlign = "left";
    bar.style.width = `${d.chosen[i] ? Math.round((48 * (d.weight[i] ?? 0)) / largest) : 0}px`;
    cell.append(bar);
    row.append(
      make("td", "", String(id)),
      make("td", "", number(d.logit[i])),
      make("td", "", number(d.score[i], 3)),
      make("td", "", number(d.biased_score[i], 3)),
      make("td", "", weight || "not chosen"),
      cell,
      make("td", "", number(d.norm[i])),
    );
    made.rows.append(row);
  });
  const shared = make("tr");
  for (const words of ["shared", "", "", "", "always", "", number(d.shared_norm)]) shared.append(make("td", "", words));
  shared.style.cursor = "default";
  shared.dataset.expert = String(NONE);
  made.rows.append(shared);
  own.ranking.append(...made.table.children);
}

/**
 * The chosen expert's tokens in context beside those of a matched expert.
 * @param {View} view
 */
function drawUses(view) {
  const { model, sel, own } = view;
  /** @type {{ of?: Uses, control?: Uses | null }} */
  const uses = model.get("uses") ?? {};
  if (uses.of?.expert !== sel.get("expert")) return;
  const pair = make("div", "dsv-uses");
  pair.append(usesOf(view, uses.of, "chosen"));
  if (uses.control) pair.append(usesOf(view, uses.control, "matched control"));
  own.inverse.append(pair);
}

/**
 * @param {View} view
 * @param {Uses} uses
 * @param {string} role
 */
function usesOf(view, uses, role) {
  const side = make("div");
  const list = make("ol");
  const words = make("div", "dsv-note");
  words.title = role === "chosen" ? "" : CONTROL;
  words.append(make("b", "", `expert ${uses.expert}`), ` (${role}): ${uses.count} tokens, ${uses.different} different`);
  for (const r of uses.rows) {
    const line = make("li");
    line.dataset.token = String(r.token);
    line.tabIndex = 0;
    line.append(
      make("span", "quiet", oneLine(r.before.slice(-18))),
      make("b", "", oneLine(r.piece)),
      make("span", "quiet", oneLine(r.after.slice(0, 18))),
      make("small", "", ` ${number(r.weight)}`),
    );
    const go = () => view.pick({ token: r.token });
    line.addEventListener("click", go);
    line.addEventListener("keydown", event => {
      if (event.key !== "Enter") return;
      go();
      event.stopPropagation();
    });
    list.append(line);
  }
  side.append(words, list);
  return side;
}

/** @param {View} view */
export function rankingTable(view) {
  const d = /** @type {Ranking} */ (view.model.get("detail"));
  const rows = (d?.expert ?? []).map((id, i) => [
    id,
    d.logit[i],
    d.score[i],
    d.biased_score[i],
    d.chosen[i] ? d.weight[i] : "not chosen",
    d.norm[i],
  ]);
  return {
    columns: ["expert", "logit", "score", "score + bias", "weight", "norm of output"],
    rows: d?.expert ? [...rows, ["shared", null, null, null, "always", d.shared_norm]] : [],
    note: d?.expert ? `Ranking at layer ${d.layer}, token ${d.token}.` : "",
  };
}
