// The pulse that travels through the layers: where it is, what the keys and buttons do to it, and when the next token comes.
// A place is a number of layers passed: 2.25 is "layer 2 has read". null is "the whole path at once".
// Tests: follow_token.test.js.

import { clamp } from "./common/numbers.js";

/**
 * @typedef {object} Player
 * @property {boolean} playing
 * @property {number | null} at  layers passed; below zero in the embedding, above the number of layers in the answer
 * @property {number} speed  index into SPEEDS
 */

export const SPEEDS = [0.5, 1, 2, 4, 8, 16, 32, 64]; // layers a second
const BEGIN = -0.5; // a moment for the embedding
const STAY = 1.5; // and one for the answer, in layers
const STEP = 0.25; // a quarter of a layer

/** @param {number} layers @returns {Player} */
export const player = layers => ({ playing: false, at: null, speed: layers > 16 ? 4 : 2 });

/** @param {Player} p @param {number} by */
export function changeSpeed(p, by) {
  p.speed = clamp(p.speed + by, 0, SPEEDS.length - 1);
}

/** The layer in which the pulse is. @param {number} at @param {number} layers */
export const layerAt = (at, layers) => clamp(Math.floor(at), 0, layers - 1);

/**
 * Starts, goes on, or pauses; the whole path begins from its start.
 * @param {Player} p
 * @param {number} layers
 */
export function toggle(p, layers) {
  p.playing = !p.playing;
  if (p.playing && (p.at === null || p.at >= layers)) p.at = BEGIN;
}

/**
 * One part further: read, mixed, routed, lens, then the next layer; after the answer nothing more.
 * @param {Player} p
 * @param {number} layers
 * @param {number} layer  where a path that stands whole begins
 */
export function step(p, layers, layer) {
  p.playing = false;
  if (p.at === null || p.at > layers) p.at = layer;
  p.at = Math.min(Math.floor(p.at / STEP + 1 + 1e-9) * STEP, layers + 1);
}

/**
 * The pulse after some seconds; true when the path has ended and the answer has been shown.
 * @param {Player} p
 * @param {number} seconds
 * @param {number} layers
 */
export function advance(p, seconds, layers) {
  if (!p.playing || p.at === null) return false;
  // Where motion is fast the answer still stays for a moment.
  const rate = p.at < layers ? SPEEDS[p.speed] : Math.min(SPEEDS[p.speed], 6);
  p.at = Math.min(p.at + seconds * rate, layers + STAY);
  return p.at >= layers + STAY;
}

/** The next token's path begins. @param {Player} p */
export function restart(p) {
  p.at = BEGIN;
}

/**
 * With little motion the pulse stands at the end of every layer instead of gliding.
 * @param {number | null} at
 * @param {boolean} still
 */
export const shownAt = (at, still) => (at === null || !still ? at : Math.ceil(at));

/** The way of the magnifying glass towards a layer. @param {number} from @param {number} to @param {number} seconds */
export function glide(from, to, seconds) {
  const next = from + (to - from) * (1 - Math.exp(-seconds * 9));
  return Math.abs(next - to) < 0.02 ? to : next;
}
