// Attention from afar: every head of every layer as a thumbnail.

import { asBytes } from "./common/bytes.js";
import { NO_CODE, QUANTISED } from "./common/codes.js";
import { colour } from "./common/colours.js";
import { sized } from "./common/elements.js";
import { font } from "./common/fonts.js";
import { LAYER_GLYPH } from "./common/layers.js";
import { clamp } from "./common/numbers.js";

const ZONES = ["entries", "window", "sink"]; // of a thumbnail, from bottom to top
const ZONE_WORDS = ["compressed past (bottom)", "window", "sink (top)"];
const ZONE_ALPHA = [0.85, 0.5, 0.95];

/** @typedef {import("./sparse_attention.js").View} View */

/**
 * Where the thumbnails lie.
 * @param {number} width
 * @param {number} layers
 * @param {number} heads
 */
function thumbPlaces(width, layers, heads) {
  const left = 74;
  const w = clamp(Math.floor((width - left - 4) / Math.max(1, heads)), 5, 70);
  const h = clamp(Math.floor(250 / Math.max(1, layers)), 7, 30);
  return { left, w, h, top: 16 };
}

/** @typedef {ReturnType<typeof thumbPlaces>} ThumbPlaces */

/**
 * @param {View} view
 * @param {MouseEvent} event
 */
export function underThumb({ model, own }, event) {
  const { thumbs, canvas } = own;
  if (!thumbs) return null;
  const [L, H] = model.get("profile_shape");
  const box = canvas.getBoundingClientRect();
  const layer = Math.floor((event.clientY - box.top - thumbs.top) / thumbs.h);
  const head = Math.floor((event.clientX - box.left - thumbs.left) / thumbs.w);
  return layer >= 0 && layer < L && head >= 0 && head < H ? { layer: model.get("layers")[layer], head } : null;
}

/**
 * A thumbnail per head: the run from left to right, the share of each zone from bottom (past) to top (sink). Returns the
 * places, so that the pointer can be read.
 * @param {View} view
 */
export function drawThumbs(view) {
  const { model, root, sel, own } = view;
  const [L, H] = model.get("profile_shape");
  const layers = model.get("layers");
  const width = own.scroll.clientWidth;
  const p = thumbPlaces(width, L, H);
  const ctx = sized(own.canvas, width, p.top + L * p.h + 24);
  const shades = ZONES.map(name => colour(root, name));
  ctx.font = font();
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour(root, "quiet");
  for (let h = 0; h < H; h += Math.ceil(24 / p.w)) ctx.fillText(`${h}`, p.left + h * p.w + 2, 7);
  ctx.fillText("head", p.left - 28, 7);
  for (let l = 0; l < L; l++) {
    const y = p.top + l * p.h;
    const chosen = layers[l] === sel.get("layer");
    const kind = model.get("kinds")[l];
    ctx.fillStyle = colour(root, chosen ? "chosen" : "ink");
    ctx.font = font(chosen);
    const name = `${layers[l]} ${LAYER_GLYPH[kind] ?? ""} ${kind ?? ""}`;
    if (p.h >= 11 || l % 2 === 0) ctx.fillText(name, 4, y + p.h / 2);
    for (let h = 0; h < H; h++) drawThumb(view, ctx, p, shades, l, h);
    if (!chosen) continue;
    ctx.strokeStyle = colour(root, "chosen");
    ctx.lineWidth = 1.5;
    ctx.strokeRect(p.left + Math.max(0, sel.get("head")) * p.w + 0.5, y + 0.5, p.w - 1, p.h - 1);
    ctx.lineWidth = 1;
  }
  drawZoneKey(view, ctx, shades, p.left, p.top + L * p.h + 8);
  return p;
}

/**
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {ThumbPlaces} p
 * @param {string[]} shades
 * @param {number} l
 * @param {number} h
 */
function drawThumb({ model, root }, ctx, p, shades, l, h) {
  const [, H, bins] = model.get("profile_shape");
  const codes = asBytes(model.get("profile"));
  const y = p.top + l * p.h;
  const wide = (p.w - 2) / bins + 0.4;
  for (let b = 0; b < bins; b++) {
    const at = ((l * H + h) * bins + b) * ZONES.length;
    const x = p.left + h * p.w + 1 + (b * (p.w - 2)) / bins;
    if (codes[at] === NO_CODE) {
      ctx.fillStyle = colour(root, "none");
      ctx.fillRect(x, y + p.h / 2, 1, 1);
      continue;
    }
    let bottom = y + p.h - 1;
    for (const [z, shade] of shades.entries()) {
      const part = (codes[at + z] / QUANTISED) * (p.h - 2);
      ctx.fillStyle = shade;
      ctx.globalAlpha = ZONE_ALPHA[z];
      ctx.fillRect(x, bottom - part, wide, part);
      bottom -= part;
    }
    ctx.globalAlpha = 1;
  }
}

/**
 * @param {View} view
 * @param {CanvasRenderingContext2D} ctx
 * @param {string[]} shades
 * @param {number} left
 * @param {number} y
 */
function drawZoneKey({ root }, ctx, shades, left, y) {
  let x = left;
  for (const [z, words] of ZONE_WORDS.entries()) {
    ctx.fillStyle = shades[z];
    ctx.globalAlpha = ZONE_ALPHA[z];
    ctx.fillRect(x, y, 10, 10);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour(root, "quiet");
    ctx.fillText(words, x + 14, y + 5);
    x += 30 + ctx.measureText(words).width;
  }
}
