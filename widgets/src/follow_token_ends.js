// Both ends of the path: the word that goes in, the answer that comes out; and the names of the columns.

import { clamp, number } from "./common/numbers.js";
import { fitting, label, oneLine } from "./common/text.js";
import { drawLens } from "./follow_token_lens.js";
import { FONT, LINE, lit } from "./follow_token_place.js";

/** @typedef {import("./follow_token_paint.js").Scene} Scene */

/** @param {Scene} scene */
export function drawHeads({ ctx, look, place, font, path }) {
  const { columns, heads } = place;
  ctx.font = font(FONT);
  ctx.fillStyle = look.quiet;
  ctx.textBaseline = "middle";
  const measure = /** @param {string} text */ text => ctx.measureText(text).width;
  const y = heads.y + heads.height / 2;
  /** @param {string[]} words @param {number} middle @param {number} room */
  const centred = (words, middle, room) => {
    ctx.textAlign = "center";
    ctx.fillText(fitting(words, room, measure), middle, y);
  };
  const read = path.head < 0 ? "read (mean of heads)" : `read by head ${path.head}`;
  const left = columns.label.x + 14;
  const room = columns.lanes.x - left - 26; // the next name reaches a little to the left of its lanes
  ctx.textAlign = "left";
  ctx.fillText(fitting([read, path.head < 0 ? "read (mean)" : read, "read"], room, measure), left, y);
  centred(
    ["residual streams", "streams", "lanes"],
    columns.lanes.x + columns.lanes.width / 2,
    columns.lanes.width + 40,
  );
  centred(["experts, by number", "experts"], columns.rail.x + columns.rail.width / 2, columns.rail.width);
  ctx.textAlign = "left";
  ctx.fillText(fitting(["what it would say", "would say", "says"], columns.lens.width, measure), columns.lens.x, y);
}

/** The word that goes in, above its lanes. @param {Scene} scene @param {{ word: string, bottom: number }} before */
export function drawStart(scene, before) {
  const { ctx, look, place, path, font, hits } = scene;
  const { columns, start } = place;
  const middle = columns.lanes.x + columns.lanes.width / 2;
  ctx.font = font(FONT, "600");
  const text = path.blank ? "token" : oneLine(path.piece.trim()) || "␣";
  const word = label(text, 14);
  const width = ctx.measureText(word).width + 16;
  chip(scene, middle - width / 2, start.y + 1, width, 20, look.mark);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = look.ink;
  ctx.fillText(word, middle, start.y + 11);
  ctx.textAlign = "left";
  hits.push({ what: "embedding", layer: -1, x: middle - width / 2, y: start.y, width, height: start.height });
  ctx.font = font(FONT);
  ctx.fillStyle = look.quiet;
  ctx.fillText(columns.stacked ? "embed" : "embedding", columns.label.x + (columns.stacked ? -6 : 0), start.y + 11);
  drawLens(scene, { y: start.y, height: 22 }, -1, before);
}

/** The head and the answer. @param {Scene} scene */
export function drawEnd(scene) {
  const { ctx, look, place, path, font, hits, at } = scene;
  const { columns, end } = place;
  const answer = path.answer;
  const middle = columns.lanes.x + columns.lanes.width / 2;
  const y = end.y + 34;
  ctx.globalAlpha = lit(at === null ? 1 : clamp((at - place.rows.length) * 2, 0, 1));
  ctx.font = font(FONT + 1, "600");
  ctx.textBaseline = "middle";
  const word = answer.word === undefined ? "?" : label(oneLine(answer.word.trim()) || "␣", 14);
  const width = ctx.measureText(word).width + 18;
  chip(scene, middle - width / 2, end.y + 22, width, 24, look.mark);
  ctx.fillStyle = look.ink;
  ctx.textAlign = "center";
  ctx.fillText(word, middle, y);
  ctx.textAlign = "left";
  ctx.font = font(FONT);
  ctx.fillStyle = look.quiet;
  const room = place.width - middle - width / 2 - 8;
  const said = path.blank ? ["the answer"] : answerWords(answer);
  ctx.fillText(
    fitting(said, room, text => ctx.measureText(text).width),
    middle + width / 2 + 8,
    y,
  );
  ctx.fillText("head", columns.label.x + (columns.stacked ? -6 : 0), end.y + 12);
  if (place.draft) {
    ctx.fillText("draft block", columns.lens.x, end.y + 12);
    hits.push({ what: "draft", layer: place.rows.length, x: columns.lens.x, y: end.y, width: 72, height: 22 });
  }
  hits.push({
    what: "answer",
    layer: place.rows.length,
    x: middle - width / 2,
    y: end.y,
    width: width + room,
    height: end.height,
  });
  ctx.globalAlpha = 1;
}

/**
 * What is known of the token that came, the longest sentence first.
 * @param {import("./follow_token_data.js").Head["answer"]} answer
 */
export function answerWords(answer) {
  if (answer.word === undefined) return ["nothing has come after this token yet", "not come yet", "–"];
  const who = answer.drawn ? "drawn" : "the prompt's own word";
  if (answer.probability === null || answer.probability === undefined) {
    return [`${who}; its probability was not read`, `${who}; not read`, who];
  }
  const chance = number(answer.probability);
  const rank =
    answer.rank === 0
      ? "the likeliest"
      : answer.rank === -1
        ? `not among the first ${answer.ranks}`
        : `rank ${(answer.rank ?? 0) + 1}`;
  return [`${who}: probability ${chance}, ${rank}`, `${chance}, ${rank}, ${who}`, `${chance}, ${rank}`, chance];
}

/**
 * A word in a box.
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {string} edge
 */
function chip({ ctx, look }, x, y, width, height, edge) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, 5);
  ctx.fillStyle = look.panel;
  ctx.fill();
  ctx.strokeStyle = edge;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

/** What lies before the text that is seen, as a line on which arcs end; in a plan what will stand there. @param {Scene} scene */
export function drawFold({ ctx, look, place, shown, font, path }) {
  const { text } = place.columns;
  ctx.font = font(FONT);
  ctx.fillStyle = look.quiet;
  ctx.textBaseline = "middle";
  if (path.blank) ctx.fillText("The text will stand here.", text.x, place.text.y + LINE / 2);
  if (path.blank || !shown.folded) return;
  ctx.fillText(`${shown.from} earlier tokens`, text.x, place.text.y + LINE / 2 - 1);
  ctx.fillStyle = look.none;
  ctx.fillRect(text.x, place.text.y + LINE - 3, text.width, 2);
}
