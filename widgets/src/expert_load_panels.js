// Below the map of loads: the chosen expert's tokens, who is chosen together, or the load of parallel ranks.

import { NONE } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { hatch, make, sized, tableWith } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { clamp, number } from "./common/numbers.js";
import { flat } from "./common/text.js";
import { shader, tile } from "./expert_load_tiles.js";

const OTHER_LAYERS =
  "Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer " +
  "is another network.";
const BUSIEST =
  "A step waits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text " +
  "hides bursts: see the batches.";

/** @typedef {import("./expert_load.js").View} View */
/**
 * @typedef {object} Detail  the chosen expert; empty while none is
 * @property {number} [expert]
 * @property {number} layer
 * @property {number} count
 * @property {number} of
 * @property {number | null} bias
 * @property {number[]} weight  5, 50, 95 %
 * @property {{ token: number, weight: number, before: string, piece: string, after: string }[]} rows
 */

/**
 * @param {View} view
 * @param {number} experts
 */
export function drawPanel(view, experts) {
  const { model, sel } = view;
  const { low } = view.own;
  const kind = model.get("panel");
  low.replaceChildren();
  if (kind === "ranks") drawRanks(view);
  else if (!model.get("layers").includes(sel.get("layer"))) {
    low.append(make("div", "dsv-note", `Layer ${sel.get("layer")} was not captured; click a row of the map.`));
  } else if (kind === "together") drawTogether(view, experts);
  else drawExpert(view, /** @type {Detail} */ (model.get("detail")));
}

/**
 * Tokens of the chosen expert, heaviest first.
 * @param {View} view
 * @param {Detail} d
 */
function drawExpert(view, d) {
  const { low } = view.own;
  if (d.expert === undefined) {
    low.append(make("div", "dsv-note", OTHER_LAYERS));
    return;
  }
  const [least, middle, most] = d.weight.map(w => number(w));
  const note = make("div", "dsv-note");
  note.append(
    make("b", "", `Expert ${d.expert} of layer ${d.layer}`),
    ` took ${d.count} of ${d.of} tokens`,
    d.weight.length ? ` with weights ${least} to ${most} (middle ${middle})` : "",
    d.bias === null ? "" : `; its bias is ${number(d.bias, 4)}`,
    d.rows.length ? ". Heaviest first:" : ".",
  );
  const table = make("table", "dsv-table");
  const rest = make("tbody");
  table.append(rest);
  for (const r of d.rows) {
    const row = make("tr");
    const cell = make("td", "dsv-context");
    cell.append(flat(r.before, 26, true), make("b", "", flat(r.piece, 20)), flat(r.after, 26));
    row.append(make("td", "", String(r.token)), make("td", "", number(r.weight, 3)), cell);
    row.addEventListener("click", () => view.pick({ token: r.token }));
    rest.append(row);
  }
  low.append(note, table);
}

/**
 * Experts chosen for the same token, over what their loads alone would give.
 * @param {View} view
 * @param {number} experts
 */
function drawTogether(view, experts) {
  const { model, sel, body, root } = view;
  const { low } = view.own;
  const ratio = view.own.together(model.get("together"));
  if (ratio.length !== experts * experts) return;
  const canvas = make("canvas");
  const note = make("div", "dsv-note");
  const judged = Math.round(100 * model.get("judged"));
  note.append(
    make("b", "", `Layer ${sel.get("layer")}: experts chosen for the same token`),
    `, over what their loads alone would give. ${judged} % of the pairs are frequent enough to judge; ` +
      "the others are hatched.",
  );
  low.append(note, canvas);
  const cell = clamp(Math.floor((body.clientWidth - 40) / experts), 2, 17);
  const left = 26;
  const top = 15;
  const ctx = sized(canvas, left + cell * experts + 2, cell * experts + top + 1);
  const shades = shader(root);
  ctx.font = font();
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour(root, "quiet");
  for (let e = 0; e < experts; e += Math.max(1, Math.ceil(14 / cell))) {
    ctx.fillText(String(e), left + e * cell + 1, 7);
    ctx.fillText(String(e), 6, top + e * cell + cell / 2);
  }
  const pattern = hatch(ctx, colour(root, "none"), 4);
  const w = cell - (cell > 5 ? 1 : 0);
  let most = [Number.NaN, 0, 0];
  for (let i = 0; i < ratio.length; i++) {
    const [a, b] = [Math.floor(i / experts), i % experts];
    const x = left + b * cell;
    const y = top + a * cell;
    if (!Number.isNaN(ratio[i])) {
      tile(ctx, x, y, w, w, ratio[i], shades);
      if (!(ratio[i] <= most[0])) most = [ratio[i], a, b];
    } else if (a !== b) {
      ctx.fillStyle = pattern;
      ctx.fillRect(x, y, w, w);
    }
  }
  if (Number.isNaN(most[0])) return;
  const words = `Most often beyond chance: experts ${most[1]} and ${most[2]}, ${number(most[0])} times.`;
  low.append(make("div", "dsv-note", words));
}

/**
 * The load of every rank if the experts were spread over devices.
 * @param {View} view
 */
function drawRanks(view) {
  const { model } = view;
  const { many, where, low } = view.own;
  const ranks = model.get("ranks");
  const layers = model.get("layers");
  const all = view.own.parallel(model.get("parallel"));
  const line = make("div", "dsv-controls");
  many.show(model.get("rank_options").map(n => [n, `${n} ranks`]));
  where.show();
  line.append(make("b", "", "If the experts were spread over devices:"), many.select, where.select);
  const names = ["layer", "busiest", "per 64 tokens: middle", "95 %", "load of each rank over the mean"];
  const { table, head, rows } = tableWith("dsv-table", names);
  /** @type {HTMLElement} */ (head.lastChild).style.textAlign = "left";
  const size = ranks + 3; // a layer's loads, the busiest, the batches' middle and 95 %
  if (all.length === layers.length * size) {
    for (const [l, layer] of layers.entries()) {
      const part = all.subarray(l * size, (l + 1) * size);
      const row = make("tr");
      row.append(
        make("td", "", String(layer)),
        make("td", "", `${number(part[ranks])} ×`),
        make("td", "", number(part[ranks + 1])),
        make("td", "", number(part[ranks + 2])),
        rankBars(view, part.subarray(0, ranks)),
      );
      row.addEventListener("click", () => view.pick({ layer, expert: NONE, entry: NONE }));
      rows.append(row);
    }
  }
  low.append(line, table, make("div", "dsv-note", BUSIEST));
}

/**
 * @param {View} view
 * @param {Float32Array} loads
 */
function rankBars(view, loads) {
  const bars = make("td");
  bars.style.textAlign = "left";
  bars.style.whiteSpace = "nowrap";
  loads.forEach((load, rank) => {
    const bar = make("span", "dsv-bar");
    bar.style.width = `${clamp(160 / loads.length, 2, 18)}px`;
    bar.style.height = `${Math.round(7 * clamp(load, 0, 2.4))}px`;
    bar.style.marginRight = "1px";
    bar.style.verticalAlign = "baseline";
    bar.title = `rank ${rank}: ${number(load)}`;
    if (load > 1) bar.style.background = colour(view.root, "more");
    bars.append(bar);
  });
  return bars;
}
