// The ranking of one query, with the cut between what was picked and what was left out.

import { axes } from "./common/axes.js";
import { NONE } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { make, svg } from "./common/elements.js";
import { clamp, number, thousands } from "./common/numbers.js";
import { flat, label } from "./common/text.js";
import { hoverEntry } from "./lightning_indexer_region.js";

const LISTED = 6;

/** @typedef {import("./lightning_indexer.js").View} View */
/** @typedef {import("./lightning_indexer.js").Drawn} Facts */
/**
 * @typedef {object} Rank
 * @property {number} query
 * @property {number} asked  the chosen token; `query` is the nearest one that was kept
 * @property {number} picked
 * @property {number} visible
 * @property {string} piece
 * @property {number | null} margin
 * @property {number | null} window  share of the attention that stayed in the window
 * @property {string[]} texts
 */

/**
 * @param {View} view
 * @param {Facts} f
 */
export function drawRank(view, f) {
  const { model, own } = view;
  const r = /** @type {Rank} */ (model.get("rank"));
  const entry = own.entries(model.get("rank_entry"));
  const score = own.scores(model.get("rank_score"));
  const note = make("div", "dsv-note");
  own.low.append(note);
  if (!entry.length) {
    note.textContent = `Token ${r.query} came before any entry was complete: there was nothing to pick.`;
    return { ranks: 0 };
  }
  if (model.get("shows") === "control") {
    const words = "the control takes the distances back of another query and has no scores. ";
    note.append(make("b", "", "The real ranking, not the control's: "), words);
  }
  note.append(
    make("b", "", `How token ${thousands(r.query)} “${label(r.piece, 16)}” ranked its past`),
    `: ${r.picked} of ${thousands(r.visible)} entries picked`,
    r.margin === null ? ", no other was left" : `, the last pick leads by ${number(r.margin, 4)}`,
    r.window === null ? "" : `; ${number(r.window)} of its attention stayed in the window`,
    r.asked !== r.query ? ` (token ${r.asked} was not kept)` : "",
    ".",
  );
  const columns = make("div", "dsv-columns");
  columns.append(drawScores(view, f, r, entry, score), textList(view, f, r, entry));
  own.low.append(columns, make("div", "dsv-note", cutWords(r, entry.length)));
  return { ranks: entry.length, picked: r.picked, query: r.query, margin: r.margin };
}

/**
 * @param {Rank} r
 * @param {number} n
 */
function cutWords(r, n) {
  if (n > r.picked) return "Outlined: the best that were left out.";
  return r.visible > r.picked
    ? "Entries behind the cut were not captured."
    : "All complete entries fitted: no choice was needed.";
}

/**
 * Scores by falling rank.
 * @param {View} view
 * @param {Facts} f
 * @param {Rank} r
 * @param {Int32Array} entry
 * @param {Float32Array} score
 */
function drawScores(view, f, r, entry, score) {
  const { body, root } = view;
  const width = clamp(body.clientWidth - 300, 260, 520);
  const height = 128;
  const n = entry.length;
  const least = Math.min(...score, 0);
  const most = Math.max(...score);
  /** @param {number} i */
  const x = i => 44 + ((i + 0.5) / n) * (width - 52);
  /** @param {number} v */
  const y = v => height - 20 - ((v - least) / Math.max(most - least, 1e-9)) * (height - 38);
  const size = clamp(((width - 52) / n) * 0.8, 1.5, 7);
  const s = axes(root, width, height, "rank", "score");
  score.forEach((v, i) => {
    const out = i >= r.picked;
    const dot = svg("rect", {
      x: x(i) - size / 2,
      y: y(v) - 3,
      width: size,
      height: 6,
      fill: out ? "none" : `rgb(${colour(root, "tint")})`,
      stroke: out ? colour(root, "quiet") : "none",
    });
    dot.append(svg("title", {}, `rank ${i + 1}: entry ${entry[i]}, score ${number(v, 4)}${out ? ", left out" : ""}`));
    dot.style.cursor = "pointer";
    dot.addEventListener("click", () => view.pick({ entry: entry[i], layer: f.layer }));
    dot.addEventListener("mouseenter", () => hoverEntry(view, entry[i]));
    dot.addEventListener("mouseleave", () => hoverEntry(view, NONE));
    s.append(dot);
  });
  if (n > r.picked) {
    const cut = (x(r.picked - 1) + x(r.picked)) / 2;
    const line = { x1: cut, y1: 12, x2: cut, y2: height - 18, stroke: colour(root, "chosen") };
    s.append(svg("line", { ...line, "stroke-dasharray": "4 3" }), svg("text", { x: cut + 3, y: 21 }, "cut"));
  }
  s.append(
    svg("text", { x: 36, y: y(most) + 4, "text-anchor": "end", class: "quiet" }, number(most, 1)),
    svg("text", { x: 36, y: height - 18, "text-anchor": "end", class: "quiet" }, number(least, 1)),
  );
  s.setAttribute("aria-label", `scores of ${n} entries, ${r.picked} picked`);
  return s;
}

/**
 * The text under the best entries.
 * @param {View} view
 * @param {Facts} f
 * @param {Rank} r
 * @param {Int32Array} entry
 */
function textList(view, f, r, entry) {
  const list = make("table", "dsv-table");
  const rest = make("tbody");
  list.append(rest);
  for (const [i, text] of r.texts.slice(0, LISTED).entries()) {
    const row = make("tr");
    row.append(
      make("td", "", String(i + 1)),
      make("td", "", `entry ${thousands(entry[i])}`),
      make("td", "dsv-context", `“${flat(text, 44)}”`),
    );
    row.addEventListener("click", () => view.pick({ entry: entry[i], layer: f.layer }));
    rest.append(row);
  }
  return list;
}

/**
 * @param {View} view
 * @param {Facts} f
 */
export function rankTable({ model, own }, f) {
  const r = /** @type {Rank} */ (model.get("rank"));
  const score = own.scores(model.get("rank_score"));
  return {
    columns: ["rank", "entry", "score", "", "text"],
    rows: Array.from(own.entries(model.get("rank_entry")), (entry, i) => [
      i + 1,
      entry,
      score[i],
      i < r.picked ? "picked" : "left out",
      r.texts[i] ?? null,
    ]),
    note: `Ranking of layer ${f.layer} at token ${r.query}: ${r.visible} entries were complete.`,
  };
}

/**
 * What the symbols of the indexer's equation are for the chosen query.
 * @param {View} view
 * @param {string} symbol
 */
export function rankSymbol({ model, own }, symbol) {
  const r = /** @type {Rank} */ (model.get("rank"));
  const score = own.scores(model.get("rank_score"));
  const entry = own.entries(model.get("rank_entry"));
  if (!entry.length) return undefined;
  const cut = `${number(score[r.picked - 1], 3)} of the last that was picked`;
  /** @type {Record<string, string>} */
  const values = {
    score: `${number(score[0], 3)} of the best, entry ${entry[0]}; ${cut} (token ${r.query})`,
    k: `${model.get("facts").topk}; picked were ${r.picked}`,
    n: `${thousands(r.visible)} at token ${thousands(r.query)}`,
  };
  return values[symbol];
}
