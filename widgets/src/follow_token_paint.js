// One frame of the picture: what is shown is gathered into a Scene, and every part draws its own of it.

import { colour } from "./common/colours.js";
import { sized } from "./common/elements.js";
import { drawArcs, drawMarks, readingsOf } from "./follow_token_arcs.js";
import { blankPath, sizesOf, tokenNow } from "./follow_token_data.js";
import { drawEnd, drawFold, drawHeads, drawStart } from "./follow_token_ends.js";
import { drawLabel, drawMasses, drawRail } from "./follow_token_layer.js";
import { drawLens } from "./follow_token_lens.js";
import { layerAt, shownAt } from "./follow_token_motion.js";
import { FONT, placeOf } from "./follow_token_place.js";
import { drawLanes, drawPulse, drawSites } from "./follow_token_streams.js";
import { boxOf, shownText } from "./follow_token_text.js";

/** @typedef {import("./follow_token.js").View} View */
/**
 * Something that answers to the pointer.
 * @typedef {{ what: string, layer: number, site?: number, id?: number, x: number, y: number, width: number, height: number }} Hit
 */
/** @typedef {ReturnType<typeof lookOf>} Look */
/**
 * @typedef {object} Scene
 * @property {CanvasRenderingContext2D} ctx
 * @property {Element} root
 * @property {Look} look
 * @property {(size: number, weight?: string) => string} font
 * @property {import("./follow_token_place.js").Place} place
 * @property {import("./follow_token_data.js").Sizes} sizes
 * @property {string[]} kinds  of the layers
 * @property {string[]} routing
 * @property {import("./follow_token_data.js").Path} path
 * @property {import("./follow_token_text.js").Shown} shown
 * @property {number | null} at  layers passed; null: all of them
 * @property {number} layer  that is looked at
 * @property {Hit[]} hits
 */

/** Colours of the theme as it is now. @param {Element} root */
export function lookOf(root) {
  const own = /** @param {string} name */ name => colour(root, name);
  return {
    ink: own("ink"), quiet: own("quiet"), panel: own("panel"), none: own("none"), mark: own("chosen"),
    window: own("window"), entries: own("entries"), sink: own("sink"),
    expert: own("ink"), band: `rgba(${own("tint")}, 0.09)`, track: own("track"),
    streams: [0, 1, 2, 3].map(i => own(`stream-${i}`)),
    family: getComputedStyle(root).fontFamily,
  }; // biome-ignore format: names of colours read best side by side
}

/**
 * Everything that a frame needs; null while the view knows of no model.
 * @param {View} view
 * @returns {Scene | null}
 */
export function sceneOf(view) {
  const { own, root, model } = view;
  const sizes = sizesOf(view);
  if (!sizes?.layers) return null;
  const path = own.paths.now() ?? blankPath(sizes);
  const { player } = own;
  const at = shownAt(player.at, own.still());
  const layer = at === null ? view.sel.get("layer") : layerAt(at - 1e-6, sizes.layers);
  const width = Math.max(280, own.stage.clientWidth);
  const place = placeOf(
    width,
    own.height(),
    sizes,
    own.focus,
    model.get("places").some(row => row.place === "draft"),
  );
  const font = /** @param {number} size */ (size, weight = "") => `${weight} ${size}px ${own.look.family}`;
  const ctx = sized(own.canvas, width, place.height);
  ctx.font = font(FONT + 1);
  const { first, pieces } = own.text.read(view);
  const words = own.words(pieces, place.columns.text.width, own.look.family);
  const layers = /** @type {{ place: string, kind: string, routing: string }[]} */ (model.get("places")).filter(
    row => row.kind,
  );
  return {
    ctx, root, look: own.look, font, place, sizes, path, at, layer, hits: [],
    kinds: layers.map(row => row.kind), routing: layers.map(row => row.routing),
    shown: shownText(words, first, path.blank ? -1 : path.token, { x: place.columns.text.x, ...place.text }),
  }; // biome-ignore format: a scene is read as one list
}

/** Draws a frame. @param {View} view */
export function paint(view) {
  const scene = sceneOf(view);
  if (!scene) return;
  const { own } = view;
  const { ctx, place, sizes, path, layer, kinds, look, shown } = scene;
  const row = place.rows[layer];
  ctx.fillStyle = look.band;
  ctx.beginPath();
  ctx.roundRect(place.columns.label.x - 6, row.y, place.width - place.columns.label.x + 6, row.height, 5);
  ctx.fill();
  const readings = path.blank ? [] : readingsOf(path, layer, sizes.kinds[kinds[layer]]);
  if (path.blank) drawFold(scene);
  else drawText(view, scene, readings);
  drawHeads(scene);
  for (let i = 0; i < sizes.layers; i++) {
    const one = place.rows[i];
    scene.hits.push({
      what: "row",
      layer: i,
      x: place.columns.label.x - 6,
      y: one.y,
      width: place.width,
      height: one.height,
    });
  }
  drawLanes(scene);
  for (let i = 0; i < sizes.layers; i++) {
    drawMasses(scene, i);
    drawRail(scene, i);
    drawSites(scene, i);
  }
  const before = { word: "", bottom: -1 };
  drawStart(scene, before);
  for (let i = 0; i < sizes.layers; i++) drawLens(scene, place.rows[i], i, before);
  drawArcs(scene, readings);
  for (let i = 0; i < sizes.layers; i++) drawLabel(scene, i);
  drawEnd(scene);
  drawPulse(scene);
  drawHover(scene, own.over);
  own.hits = scene.hits;
  own.frames++;
  view.root.drawn = drawnOf(view, scene, readings);
  own.shown = shown;
}

/** @param {View} view @param {Scene} scene @param {import("./follow_token_arcs.js").Reading[]} readings */
function drawText(view, scene, readings) {
  const { ctx, place, look, font, shown, path } = scene;
  const box = { width: place.columns.text.width, height: place.text.y + place.text.height };
  drawMarks(scene, readings);
  const own = boxOf(shown, path.token);
  if (own) {
    ctx.strokeStyle = look.mark;
    ctx.lineWidth = 2;
    ctx.strokeRect(own.x - 1, own.y + 1, own.width + 2, own.height - 2);
  }
  const prompt = view.model.get("counts").prompt ?? 0;
  view.own.picture.draw(ctx, shown, box, font(FONT + 1), { ink: look.ink, quiet: look.quiet, prompt });
  drawFold(scene);
}

/** Outlines what the pointer is over. @param {Scene} scene @param {Hit | null} over */
function drawHover({ ctx, look }, over) {
  if (!over || over.what === "row") return;
  ctx.strokeStyle = look.ink;
  ctx.lineWidth = 1;
  ctx.strokeRect(over.x - 0.5, over.y + 0.5, over.width + 1, Math.max(2, over.height - 1));
}

/** What can be read back by a test. @param {View} view @param {Scene} scene @param {import("./follow_token_arcs.js").Reading[]} readings */
function drawnOf(view, { path, at, layer, place, hits, sizes }, readings) {
  const { own } = view;
  return {
    token: path.blank ? -1 : path.token, wanted: tokenNow(view), head: path.head, at, layer, playing: own.player.playing,
    speed: own.player.speed, frames: own.frames, layers: sizes.layers, heights: place.rows.map(row => row.height),
    height: place.height, stacked: place.columns.stacked, readings, hits, lens: path.lens.map(words => words[0]),
    mass: [...path.mass.subarray(3 * layer, 3 * layer + 3)], answer: path.answer, missing: path.missing,
    experts: [...path.expert.subarray(sizes.chosen * layer, sizes.chosen * (layer + 1))],
  }; // biome-ignore format: a list of facts
}
