// What is marked in the text: chosen and hovered tokens, a range, what was found, an expert's tokens, an entry's sources.

import { asF32, asI32 } from "./common/bytes.js";
import { NONE, SPECIAL, SPLIT } from "./common/codes.js";
import { make } from "./common/elements.js";
import { number } from "./common/numbers.js";
import { label } from "./common/text.js";

const MARKS = ["picked", "hover", "lit", "ranged", "found", "taken"];
const FILL = 18; // pixels of the strongest source's gate

/** @typedef {import("./token_strip.js").View} View */

/**
 * Marks everything again, scrolls to what is newly marked, and says it in the head.
 * @param {View} view
 * @param {number[]} found  tokens at which the searched text begins
 * @param {boolean} partly  whether only a part of the run was searched
 */
export function drawMarks(view, found, partly) {
  const { model, sel, own } = view;
  for (const node of own.marked) {
    node.classList.remove(...MARKS);
    node.removeAttribute("aria-selected");
    node.removeAttribute("title");
  }
  own.marked = [];
  const sources = markSources(view);
  for (const t of found) put(view, t, "found");
  const taken = asI32(model.get("taken"));
  for (const t of taken) put(view, t, "taken");
  const [begin, end] = [sel.get("query_first"), sel.get("query_last")];
  const last = Math.min(end, own.first + own.nodes.length - 1);
  if (begin !== NONE) for (let t = Math.max(begin, own.first); t <= last; t++) put(view, t, "ranged");
  const expert = sel.get("expert");
  own.takenKey.textContent =
    expert >= 0 && taken.length ? `expert ${expert} of layer ${sel.get("layer")}: ${taken.length} tokens` : "";
  const where = partly ? ` in tokens ${own.first} to ${own.first + own.shown.length - 1}` : "";
  own.count.textContent = own.box.value ? (found.length ? `${found.length} found` : "not found") + where : "";
  scrollToSources(view, sources);
  markChosen(view);
  sayFacts(view, sources);
}

/**
 * @param {View} view
 * @param {number} at
 * @param {string} name
 */
function put({ own }, at, name) {
  const node = own.nodes[at - own.first];
  if (!node) return null;
  node.classList.add(name);
  own.marked.push(node);
  return node;
}

/**
 * Lights up the tokens behind the chosen entry; the gate is the height of the fill. Returns those that are in the page.
 * @param {View} view
 */
function markSources(view) {
  const { model, own } = view;
  const gate = asF32(model.get("lit_gate"));
  const strongest = Math.max(...gate);
  const lit = Array.from(asI32(model.get("lit")));
  for (const [i, at] of lit.entries()) {
    const node = put(view, at, "lit");
    if (!node) continue;
    node.title = `gate ${number(gate[i], 3)}`;
    node.style.setProperty("--dsv-gate", ((FILL * gate[i]) / strongest).toFixed(1));
  }
  return lit.filter(at => own.nodes[at - own.first]);
}

/**
 * Whether a token is in sight.
 * @param {View} view
 * @param {HTMLElement} node
 */
function isSeen({ own }, node) {
  const { strip } = own;
  const top = node.offsetTop - strip.offsetTop;
  return top >= strip.scrollTop && top < strip.scrollTop + strip.clientHeight - 12;
}

/**
 * Shows new sources when none of them is in sight, and afterwards goes back to what was being read.
 * @param {View} view
 * @param {number[]} sources
 */
function scrollToSources(view, sources) {
  const { own } = view;
  const { strip } = own;
  const nodes = sources.map(at => own.nodes[at - own.first]);
  if (nodes.length && strip.dataset.lit !== sources.join() && !nodes.some(node => isSeen(view, node))) {
    own.home ??= strip.scrollTop;
    strip.scrollTop = nodes[0].offsetTop - strip.offsetTop - 4;
  } else if (!nodes.length && own.home !== null) {
    strip.scrollTop = own.home;
    own.home = null;
  }
  strip.dataset.lit = sources.join();
}

/** @param {View} view */
function markChosen(view) {
  const { sel, own } = view;
  const { strip } = own;
  const hover = sel.get("hover_token");
  const chosen = sel.get("token");
  if (hover >= 0) put(view, hover, "hover");
  const picked = chosen >= 0 ? put(view, chosen, "picked") : null;
  if (picked) {
    picked.setAttribute("aria-selected", "true");
    const isNew = strip.dataset.picked !== `${chosen} ${own.first}`;
    if (isNew && !isSeen(view, picked)) {
      strip.scrollTop = picked.offsetTop - strip.offsetTop - strip.clientHeight / 2;
    }
  }
  strip.dataset.picked = `${chosen} ${own.first}`;
}

/**
 * The token under the pointer, else the chosen one, else the newest; or the sources of an entry.
 * @param {View} view
 * @param {number[]} sources
 */
function sayFacts(view, sources) {
  const { model, sel, facts, own } = view;
  const { first, total, shown } = own;
  const hover = sel.get("hover_token");
  const chosen = sel.get("token");
  const selected = chosen >= 0 && chosen < total ? chosen : total - 1;
  const at = hover >= first && hover < total ? hover : selected;
  facts.replaceChildren();
  if (at < 0) return;
  if (sources.length) {
    const gate = asF32(model.get("lit_gate"));
    const top = gate.indexOf(Math.max(...gate));
    const word = label(shown[asI32(model.get("lit"))[top] - first] ?? "", 24);
    const strongest = make("b", "", `“${word}” ${number(gate[top])}`);
    facts.append(`${model.get("lit_title")}, strongest `, strongest, ` of ${sources.length} tokens`);
    return;
  }
  const here = at - first;
  const [name, title, unit] = own.measure;
  const role = at === hover ? "" : chosen === at ? "chosen: " : "newest: ";
  const flag = own.shownFlags[here];
  const special = flag & SPECIAL ? " (marker)" : flag & SPLIT ? " (bytes of a character)" : "";
  facts.append(
    `${role}token ${at} of ${total} `,
    make("b", "", `“${label(shown[here] ?? "", 24)}”`),
    `${special} · ${title} ${number(own.painted.values[here])} ${unit}`,
  );
  if (name === "reach" && model.get("reach_note")) facts.append(" · hatched: ", model.get("reach_note"));
  const [begin, end] = [sel.get("query_first"), sel.get("query_last")];
  if (begin !== NONE) facts.append(` · range ${begin} to ${end} (${end - begin + 1} tokens)`);
}
