// The card of the chosen part: what it does, its equation, file, captured points, and its view.

import { count, open, PLACES } from "./architecture_map_choice.js";
import { make } from "./common/elements.js";
import { size } from "./common/numbers.js";

/** @typedef {import("./architecture_map.js").View} View */
/** @typedef {import("./architecture_map.js").Row} Row */
/** @typedef {import("./architecture_map.js").Cell} Cell */

/**
 * The chosen part: what it does, its equation, file, captured points, and its view.
 * @param {View} view
 * @param {Row} row
 * @param {Cell} cell
 */
export function drawCard(view, row, [part, parameters, bytes]) {
  const { card } = view.own;
  const c = view.model.get("cards")[part];
  const layer = PLACES[row.place] ? "" : row.place;
  const file = make("div");
  file.append(`${c.section}, `, make("code", "", c.file));
  card.replaceChildren(
    make("h4", "", `${c.title}${layer ? ` of layer ${layer}` : ""}`),
    make("div", "dsv-note", c.does),
    make("div", "", bytes < 0 ? `Layer ${layer} has no such part.` : `${count(parameters)} parameters, ${size(bytes)}`),
    make("pre", "", c.equation),
    ...(row.words ? [make("div", "dsv-note", `This layer ${row.words}.`)] : []),
    file,
    ...pointList(view, c.points, part, layer),
  );
  const line = make("div", "dsv-note");
  line.style.marginTop = "5px";
  if (c.tab) {
    const button = make("button", "dsv-small", `open “${c.tab}”`);
    button.addEventListener("click", () => open(view));
    line.append(button, " ");
  }
  line.append("alone: ", make("code", "", c.code));
  card.append(line);
}

/**
 * The points of a part that this layer, or this place, has.
 * @param {View} view
 * @param {[name: string, meaning: string, layers: number[]][]} points
 * @param {string} part
 * @param {string} layer
 */
function pointList(view, points, part, layer) {
  const site = part === "mixing" ? (view.sel.get("site") ? ".ffn." : ".attn.") : "";
  const here = points.filter(
    ([name, , layers]) => !name.includes("{i}") || (layer && layers.includes(Number(layer)) && name.includes(site)),
  );
  if (!here.length) return [];
  const list = make("ul");
  for (const [name, meaning] of here) {
    const item = make("li");
    item.append(make("code", "", name.replace("{i}", layer)), ` ${meaning}`);
    list.append(item);
  }
  return [make("div", "dsv-note", "Can be captured:"), list];
}
