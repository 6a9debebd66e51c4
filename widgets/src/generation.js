// What could have come: bars of the likeliest tokens for one position, the draft block's proposals, two runs side by side.
// Traits: generation.py.

import { make } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { clamp, number, unit } from "./common/numbers.js";
import { label, oneLine } from "./common/text.js";

/** @typedef {import("./traits").Generation} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/**
 * @typedef {object} Row  a token that could have come; `drawable` is false outside the nucleus, null where that is unknown
 * @property {number} id
 * @property {string} word
 * @property {number} probability
 * @property {boolean} came
 * @property {boolean | null} drawable
 */
/**
 * @typedef {object} Table
 * @property {number} token
 * @property {boolean} prompt
 * @property {number | null} temperature
 * @property {number} top_p
 * @property {Row[]} [rows]
 * @property {{ word: string, probability: number } | null} draft
 * @property {string} no_draft  why there is none
 * @property {number} accepted
 * @property {number} proposed
 */
/** @typedef {{ token: number, came: string, proposed: string | null, agree: boolean }} Draft */
/**
 * @typedef {object} Run  one of two runs from where they part; `mean` is null where nothing was captured
 * @property {string} name
 * @property {number | null} mean
 * @property {number} tokens
 * @property {number} known
 * @property {[string, number | null][]} words
 */

const NEVER = "outside the nucleus: this run could not have drawn it";
const FORCED = "put here by a branch: outside the nucleus, this run could not have drawn it";

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ body }) {
  const list = make("div");
  const draft = make("div", "dsv-note");
  const around = make("div", "dsv-drafts");
  const pair = make("div", "dsv-beside");
  body.append(list, draft, around, pair);
  return { list, draft, around, pair, requests: 0 };
}

/** @param {View} view */
const shown = view => /** @type {Table} */ (view.model.get("table"));

/** @param {View} view */
function draw(view) {
  const { model } = view;
  const { draft } = view.own;
  const t = shown(view);
  if (!t.rows) return;
  view.facts.replaceChildren("at position ", make("b", "", `${t.token}`), originWords(t));
  drawAlternatives(view, t, t.rows);
  const said = t.draft
    ? `The draft (MTP) block had proposed “${label(t.draft.word, 18)}” with probability ` +
      `${number(t.draft.probability, 2)}, before the trunk read the token before it.`
    : t.no_draft;
  const share = Math.round((100 * t.accepted) / t.proposed);
  const came = `Of ${t.proposed} proposals for generated tokens, ${t.accepted} came (${share} %).`;
  draft.replaceChildren(make("div", "", said), make("div", "", t.proposed ? came : ""));
  drawDrafts(view, t);
  drawBeside(view);
  view.root.drawn = {
    said,
    never: t.rows.filter(r => r.drawable === false).map(r => r.word),
    drafts: model.get("drafts").rows,
    beside: model.get("beside"),
    at: performance.now(),
    token: t.token,
    words: t.rows.map(r => r.word),
    probabilities: t.rows.map(r => r.probability),
    came: t.rows.findIndex(r => r.came),
    draft: t.draft,
  };
}

/** @param {Table} t */
function originWords(t) {
  if (t.prompt) return " (prompt: given, not drawn)";
  if (t.temperature === null) return " (generated)";
  return t.temperature === 0 ? " (generated: the likeliest)" : " (generated: drawn)";
}

/**
 * A row per likely token, and what its probability means.
 * @param {View} view
 * @param {Table} t
 * @param {Row[]} rows
 */
function drawAlternatives(view, t, rows) {
  const { list } = view.own;
  if (!rows.length) {
    const missing = "The probabilities for this position were not captured: of a long prompt only some are read out.";
    list.replaceChildren(make("div", "dsv-note", t.token ? missing : "Nothing is expected before the first token."));
    return;
  }
  const table = make("table", "dsv-table");
  const rest = make("tbody");
  rest.append(...rows.map(r => alternative(view, t, r)));
  table.append(rest);
  const settings =
    t.temperature === null ? " and top-p" : ` (${number(t.temperature, 2)}) and top-p (${number(t.top_p, 2)})`;
  const struck = rows.some(r => r.drawable === false) ? `; struck through: ${NEVER.replace(":", ",")}` : "";
  const note = `Probabilities of the model itself, before temperature${settings}${struck}.`;
  list.replaceChildren(table, make("div", "dsv-note", note));
}

/**
 * @param {View} view
 * @param {Table} t
 * @param {Row} r
 */
function alternative(view, t, r) {
  const row = make("tr", `${r.came ? "picked" : ""}${r.drawable === false ? " never" : ""}`);
  const bar = make("span", "dsv-bar");
  const wide = make("td");
  const word = make("td", "", `${r.came ? "✓ " : ""}“${label(r.word, 18)}”`);
  const act = make("td");
  if (r.drawable === false) row.title = r.came ? FORCED : NEVER;
  bar.style.width = `${Math.max(1, clamp(r.probability, 0, 1) * 180)}px`;
  wide.style.textAlign = word.style.textAlign = "left";
  wide.append(bar);
  if (view.model.get("can_branch") && !r.came && t.token > 0) {
    const button = make("button", "dsv-small", "branch here");
    button.title = `Go on from position ${t.token} with “${label(r.word, 40)}” instead`;
    button.addEventListener("click", () => {
      view.tell("branch_request", { position: t.token, id: r.id, n: ++view.own.requests });
    });
    act.append(button);
  }
  row.append(word, make("td", "", number(r.probability, 3)), wide, act);
  return row;
}

/**
 * Tokens around the chosen one: above what the draft block proposed, below what came; ✓ and ✗, not only colours.
 * @param {View} view
 * @param {Table} t
 */
function drawDrafts(view, t) {
  const { around } = view.own;
  /** @type {Draft[]} */
  const rows = view.model.get("drafts").rows ?? [];
  around.style.display = rows.some(r => r.proposed !== null) ? "" : "none";
  around.replaceChildren(
    ...rows.map(r => {
      const cell = make("button", `dsv-draft${r.token === t.token ? " picked" : ""}${r.agree ? " agree" : ""}`);
      cell.title =
        r.proposed === null
          ? `token ${r.token}: no proposal is known`
          : `token ${r.token}: proposed “${label(r.proposed, 40)}”, came “${label(r.came, 40)}”`;
      cell.append(
        make("span", "", r.proposed === null ? "–" : `${r.agree ? "✓" : "✗"} ${label(r.proposed, 9)}`),
        make("b", "", label(r.came, 9)),
      );
      cell.addEventListener("click", () => view.pick({ token: r.token }));
      return cell;
    }),
  );
}

/**
 * The texts of two runs from where they part.
 * @param {View} view
 */
function drawBeside(view) {
  const { pair } = view.own;
  const beside = view.model.get("beside");
  pair.replaceChildren();
  if (!beside?.runs) return;
  const columns = make("div", "dsv-uses");
  columns.append(.../** @type {Run[]} */ (beside.runs).map(runText));
  const words = `The two runs from token ${beside.parting} on, darker where a token was less expected:`;
  pair.append(make("div", "dsv-note", words), columns);
}

/** @param {Run} run */
function runText(run) {
  const side = make("div");
  const text = make("div", "dsv-run");
  const words = make("div", "dsv-note");
  const partly = run.known < run.tokens ? ` (mean of the ${run.known} that were captured)` : "";
  words.append(
    make("b", "", run.name),
    `: ${run.tokens} tokens, `,
    run.mean === null ? "their log probabilities were not captured" : `${number(run.mean)} nats each${partly}`,
  );
  for (const [piece, logprob] of run.words) {
    const one = make("span", logprob === null ? "none" : "", oneLine(piece));
    one.title = logprob === null ? "not captured" : `${number(-logprob)} nats`;
    if (logprob !== null) one.style.background = `rgba(var(--dsv-tint), ${(0.6 * unit(-logprob, 0, 8)).toFixed(3)})`;
    text.append(one);
  }
  if (run.tokens > run.words.length) text.append(" …");
  side.append(words, text);
  return side;
}

/** @param {View} view */
function table(view) {
  const t = shown(view);
  return {
    columns: ["token", "probability", "came", "could be drawn"],
    rows: (t.rows ?? []).map(r => [
      r.word,
      r.probability,
      r.came ? "yes" : "",
      r.drawable === null ? null : r.drawable ? "yes" : "no",
    ]),
    note: `What could have come at position ${t.token}.`,
  };
}

/** @param {number} by */
const moveBy = by => /** @param {View} view */ view => view.pick({ token: Math.max(0, (shown(view).token ?? 0) + by) });

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "What could have come",
  aria: "Alternatives at the chosen position. Left and right move the token.",
  keys: { ArrowLeft: moveBy(-1), ArrowRight: moveBy(1) },
  build,
  draw,
  table,
  symbols: (view, symbol) => {
    const t = shown(view);
    const came = t.rows?.find(row => row.came);
    const value = { p: came?.probability, T: t.temperature, top_p: t.top_p }[symbol];
    return typeof value === "number" ? `${number(value, 3)} at position ${t.token}` : undefined;
  },
};

export default viewOf(spec);
