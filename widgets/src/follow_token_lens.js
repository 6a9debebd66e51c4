// What every layer would say: the column at the right edge.

import { hatched } from "./common/elements.js";
import { clamp, number } from "./common/numbers.js";
import { label } from "./common/text.js";
import { outline } from "./follow_token_layer.js";
import { FONT, inRow, lit, progress } from "./follow_token_place.js";

/** @typedef {import("./follow_token_paint.js").Scene} Scene */
/** @typedef {import("./follow_token_place.js").Row} Row */

/**
 * What a layer's streams would name: a bar for the probability, and its word unless the layer before said the same.
 * @param {Scene} scene
 * @param {Row} row
 * @param {number} layer  -1 is the embedding
 * @param {{ word: string, bottom: number }} before  the word that was written last, and where it ends
 */
export function drawLens(scene, row, layer, before) {
  const { ctx, root, look, place, path, at, hits, font } = scene;
  const { lens } = place.columns;
  const word = path.lens[layer + 1]?.[0];
  const probability = path.lens_prob[(layer + 1) * path.ranks];
  const wide = Math.min(46, lens.width * 0.3);
  const tall = clamp(row.height - 2, 1, 12);
  const y = inRow(row, 0.5);
  hits.push({ what: "lens", layer, x: lens.x - 10, y: row.y, width: lens.width + 10, height: row.height });
  if (path.blank) return outline(scene, { x: lens.x, y: y - tall / 2, width: wide, height: tall });
  if (word === undefined || Number.isNaN(probability)) {
    hatched(ctx, root, lens.x, y - tall / 2, wide, tall);
    return;
  }
  ctx.globalAlpha = lit(layer < 0 ? 1 : progress(at, layer, 3));
  ctx.fillStyle = look.track;
  ctx.fillRect(lens.x, y - tall / 2, wide, tall);
  ctx.fillStyle = path.agree[layer + 1] ? look.mark : look.quiet;
  ctx.fillRect(lens.x, y - tall / 2, wide * probability, tall);
  if (path.agree[layer + 1]) {
    ctx.fillStyle = look.mark;
    ctx.beginPath();
    ctx.arc(lens.x - 6, y, Math.min(3, row.height / 2), 0, 7);
    ctx.fill();
  }
  const changed = word !== before.word || row.height >= 20;
  if (changed && y - 7 >= before.bottom) {
    ctx.font = font(FONT, path.agree[layer + 1] ? "600" : "");
    ctx.fillStyle = look.ink;
    ctx.textBaseline = "middle";
    const room = lens.width - wide - 6;
    const chance = room > 70 ? number(probability) : "";
    ctx.fillText(label(word, Math.max(3, Math.floor((room - (chance ? 30 : 0)) / 7))), lens.x + wide + 6, y);
    ctx.textAlign = "right";
    ctx.font = font(FONT);
    ctx.fillStyle = look.quiet;
    if (chance) ctx.fillText(chance, lens.x + lens.width, y);
    ctx.textAlign = "left";
    before.word = word;
    before.bottom = y + 7;
  }
  ctx.globalAlpha = 1;
}
