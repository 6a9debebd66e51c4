// The residual streams as lanes: as thick as they are large, read and written at both sites of a layer, exchanging in between.

import { clamp } from "./common/numbers.js";
import { curve } from "./follow_token_arcs.js";
import { barOf, railY } from "./follow_token_layer.js";
import { detail, expertX, inRow, laneX, lit, progress } from "./follow_token_place.js";

/** @typedef {import("./follow_token_paint.js").Scene} Scene */

const THIN = 1.5;
// Of a row: where a site's lanes are read, where its sub-layer stands, where they are written.
const SITES = [
  { from: 0.05, middle: 0.28, to: 0.48 },
  { from: 0.54, middle: 0.72, to: 0.97 },
];

/** The largest norm of the path: lanes of that size touch each other. @param {Float32Array} norm */
export const largest = norm => Math.max(0, ...norm.filter(value => !Number.isNaN(value)));

/** y where the pulse is. @param {Scene} scene */
export function pulseY({ place, at }) {
  if (at === null) return Number.POSITIVE_INFINITY;
  const { rows, start, end } = place;
  if (at < 0) return start.y + start.height * clamp(1 + at, 0, 1);
  if (at >= rows.length) return end.y + end.height * clamp(at - rows.length, 0, 1);
  return inRow(rows[Math.floor(at)], at % 1);
}

/** All lanes: dim where the pulse has not been. @param {Scene} scene */
export function drawLanes(scene) {
  const { ctx, place } = scene;
  const y = pulseY(scene);
  ctx.globalAlpha = lit(0);
  lanes(scene);
  ctx.globalAlpha = 1;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, place.start.y, place.width, Math.min(y, place.height) - place.start.y);
  ctx.clip();
  // What is dim already would shine through.
  ctx.fillStyle = scene.look.panel;
  lanes(scene);
  ctx.restore();
}

/**
 * Half the thickness of a lane after so many layers; NaN where its norm was not captured.
 * @param {Scene} scene
 * @param {number} stream
 */
function halves({ place, path, sizes }, stream) {
  const pitch = place.columns.lanes.width / sizes.streams;
  const most = largest(path.norm) || 1;
  return Array.from({ length: place.rows.length + 1 }, (_, i) => {
    const norm = path.norm[i * sizes.streams + stream];
    return Number.isNaN(norm) ? Number.NaN : (THIN + (pitch * 0.86 - THIN) * (norm / most)) / 2;
  });
}

/** @param {Scene} scene */
function lanes(scene) {
  const { ctx, look, place, sizes } = scene;
  const { rows, columns, start, end } = place;
  const edges = [...rows.map(row => row.y), end.y];
  const middle = columns.lanes.x + columns.lanes.width / 2;
  for (let stream = 0; stream < sizes.streams; stream++) {
    const x = laneX(columns, sizes.streams, stream);
    const half = halves(scene, stream);
    const first = half[0] || THIN / 2;
    const last = Math.min(half[rows.length] || THIN / 2, 5);
    ctx.fillStyle = look.streams[stream % look.streams.length];
    ctx.fillRect(x - first, start.y + start.height - 8, 2 * first, 8.4);
    lane(scene, x, edges, half);
    // The head reads them all into one.
    ctx.lineWidth = 2 * last;
    ctx.strokeStyle = ctx.fillStyle;
    ctx.beginPath();
    ctx.moveTo(x, end.y);
    ctx.bezierCurveTo(x, end.y + 12, middle, end.y + 6, middle, end.y + 18);
    ctx.stroke();
  }
}

/**
 * One lane, in one piece as far as its norms are known; dashed where they are not.
 * @param {Scene} scene
 * @param {number} x
 * @param {number[]} edges
 * @param {number[]} half
 */
function lane({ ctx, look, path }, x, edges, half) {
  for (let from = 0; from < edges.length - 1; ) {
    let to = from;
    while (to + 1 < edges.length && !Number.isNaN(half[to] + half[to + 1])) to++;
    ctx.beginPath();
    if (to === from) {
      to = from + 1;
      if (!path.blank) ctx.setLineDash([3, 3]);
      ctx.lineWidth = path.blank ? 2 : 1;
      ctx.strokeStyle = path.blank ? ctx.fillStyle : look.quiet;
      ctx.moveTo(x, edges[from]);
      ctx.lineTo(x, edges[to]);
      ctx.stroke();
      ctx.setLineDash([]);
    } else {
      for (let i = from; i <= to; i++) ctx.lineTo(x + half[i], edges[i]);
      for (let i = to; i >= from; i--) ctx.lineTo(x - half[i], edges[i]);
      ctx.fill();
    }
    from = to;
  }
}

/** Both sites of a layer, where its row has room for them. @param {Scene} scene @param {number} layer */
export function drawSites(scene, layer) {
  const { ctx, look, place, path, sizes, at, hits } = scene;
  const row = place.rows[layer];
  const { columns } = place;
  for (let site = 0; site < 2; site++) {
    const half = { y: row.y + (site * row.height) / 2, height: row.height / 2 };
    hits.push({ what: "streams", layer, site, x: columns.lanes.x, width: columns.lanes.width, ...half });
  }
  // Those of other layers stand back, so that the eye finds the one that is looked at.
  const shown = detail(row.height, 26, 34) * (layer === scene.layer ? 1 : 0.5);
  if (!shown) return;
  SITES.forEach(({ from, middle, to }, site) => {
    const done = progress(at, layer, site + 1);
    const x = columns.nodes[site];
    const y = inRow(row, middle);
    const base = (layer * 2 + site) * sizes.streams;
    ctx.globalAlpha = shown * lit(done);
    exchange(scene, base, inRow(row, from), inRow(row, to));
    for (let stream = 0; stream < sizes.streams; stream++) {
      const lane = laneX(columns, sizes.streams, stream);
      const [pre, post] = [path.pre[base + stream], path.post[base + stream]];
      ctx.strokeStyle = look.streams[stream % look.streams.length];
      ctx.globalAlpha = shown * lit(done) * 0.9;
      const reach = (lane + x) / 2;
      if (pre > 0.01) {
        ctx.lineWidth = 0.4 + 3 * pre;
        const top = inRow(row, from);
        curve(ctx, [lane, top, lane, (top + y) / 2, reach, y, x, y], 1);
      }
      if (post > 0.01) {
        ctx.lineWidth = 0.4 + 1.5 * post;
        const bottom = inRow(row, to);
        curve(ctx, [x, y, reach, y, lane, (bottom + y) / 2, lane, bottom], done);
      }
    }
    ctx.globalAlpha = shown * lit(done);
    ctx.fillStyle = look.panel;
    ctx.strokeStyle = look.ink;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.arc(x, y, 4.5, 0, 7);
    ctx.fill();
    ctx.stroke();
    connect(scene, layer, site, x, y, shown);
    const what = site ? "routing" : "attention";
    hits.push({ what, layer, x: x - 9, y: y - 9, width: 18, height: 18 });
  });
  ctx.globalAlpha = 1;
}

/**
 * What goes over from one lane into another.
 * @param {Scene} scene
 * @param {number} base
 * @param {number} top
 * @param {number} bottom
 */
function exchange({ ctx, look, place, path, sizes }, base, top, bottom) {
  for (let from = 0; from < sizes.streams; from++) {
    for (let to = 0; to < sizes.streams; to++) {
      const share = path.comb[(base + from) * sizes.streams + to];
      if (from === to || !(share > 0.005)) continue;
      const [a, b] = [from, to].map(stream => laneX(place.columns, sizes.streams, stream));
      ctx.strokeStyle = look.streams[from % look.streams.length];
      ctx.lineWidth = 0.5 + 10 * share;
      const middle = (top + bottom) / 2;
      curve(ctx, [a, top, a, middle, b, middle, b, bottom], 1);
    }
  }
}

/**
 * The line from the masses to attention, or the ways from the router to its experts.
 * @param {Scene} scene
 * @param {number} layer
 * @param {number} site
 * @param {number} x
 * @param {number} y
 * @param {number} shown
 */
function connect({ ctx, look, place, path, sizes, at }, layer, site, x, y, shown) {
  const row = place.rows[layer];
  if (!site) {
    const bar = barOf(place.columns, row);
    ctx.strokeStyle = look.quiet;
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    ctx.moveTo(bar.x + bar.width + 2, bar.y + bar.height / 2);
    ctx.lineTo(x - 5, y);
    ctx.stroke();
    return;
  }
  const done = progress(at, layer, 2);
  if (!done) return;
  ctx.strokeStyle = look.quiet;
  for (let i = layer * sizes.chosen; i < (layer + 1) * sizes.chosen; i++) {
    if (path.expert[i] < 0) continue;
    const to = expertX(place.columns, sizes.experts, path.expert[i]);
    const end = railY(row);
    ctx.globalAlpha = shown * 0.5 * lit(done);
    ctx.lineWidth = 0.6 + 3 * (path.expert_weight[i] / sizes.scale);
    curve(ctx, [x + 5, y, (x + to) / 2, y, to, y, to, end], done);
  }
}

/** The pulse: a light on every lane. @param {Scene} scene */
export function drawPulse(scene) {
  const { ctx, look, place, sizes, at } = scene;
  if (at === null || at >= place.rows.length) return;
  const y = pulseY(scene);
  for (let stream = 0; stream < sizes.streams; stream++) {
    const x = laneX(place.columns, sizes.streams, stream);
    ctx.fillStyle = look.mark;
    ctx.globalAlpha = 0.3;
    ctx.beginPath();
    ctx.arc(x, y, 7, 0, 7);
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.beginPath();
    ctx.arc(x, y, 3.4, 0, 7);
    ctx.fill();
  }
}
