// What the picture shows at a part, in words and numbers of the chosen token.   Tests: follow_token.test.js.

import { NONE } from "./common/codes.js";
import { number, roundedShares } from "./common/numbers.js";
import { label } from "./common/text.js";
import { readingsOf } from "./follow_token_arcs.js";
import { answerWords } from "./follow_token_ends.js";
import { QUARTERS } from "./follow_token_place.js";

/** @typedef {import("./follow_token_paint.js").Hit} Hit */
/** @typedef {import("./follow_token_data.js").Path} Path */
/** @typedef {import("./follow_token_data.js").Sizes} Sizes */
/** @typedef {{ path: Path, sizes: Sizes, kinds: string[], pieceAt: (token: number) => string }} Known */

/**
 * The part of the model that something in the picture stands for, by its name in analysis/architecture.py; "" for none.
 * @param {{ what: string }} hit
 * @param {{ picks: boolean } | undefined} kind
 */
export function partOf({ what }, kind) {
  if (what === "entries") return kind?.picks ? "indexer" : "compressor";
  /** @type {Record<string, string>} */
  const parts = {
    window: "attention", sink: "attention", attention: "attention", streams: "mixing", routing: "routing",
    expert: "experts", rail: "experts", shared: "shared expert", lens: "head", answer: "head", embedding: "embedding",
    draft: "draft",
  }; // biome-ignore format: a table
  return parts[what] ?? what;
}

/** What the numbers at a part are for this token; "" where there are none. @param {Known} known @param {Hit} hit */
export function numbersAt(known, hit) {
  const { path } = known;
  if (path.blank) return "";
  const { what, layer } = hit;
  if (["attention", "window", "sink", "entries", "compressor", "indexer"].includes(what))
    return readWords(known, layer);
  if (what === "streams" || what === "mixing") return mixWords(known, layer, hit.site ?? 0);
  if (["routing", "expert", "rail", "experts"].includes(what)) return expertWords(known, layer, hit.id);
  if (what === "shared" || what === "shared expert") return `norm of what it adds: ${number(path.shared_norm[layer])}`;
  if (what === "lens") return lensWords(path, layer);
  if (what === "answer" || what === "head") return answerWords(path.answer)[0];
  return "";
}

/** @param {Known} known @param {number} layer */
function readWords({ path, sizes, kinds, pieceAt }, layer) {
  const shares = [0, 1, 2].map(i => path.mass[3 * layer + i]);
  if (shares.some(Number.isNaN)) return path.missing.attention ?? "not captured in this layer";
  const [entries, window, sink] = roundedShares(shares).map(share => number(share));
  const heaviest = readingsOf(path, layer, sizes.kinds[kinds[layer]])
    .slice(0, 3)
    .map(({ zone, key, weight, first, last }) => {
      const text = zone ? `entry ${key} (tokens ${first} to ${last})` : `${key} “${label(pieceAt(key), 12)}”`;
      return `${text} ${number(weight)}`;
    });
  const most = heaviest.length ? `; most: ${heaviest.join(", ")}` : "";
  return `compressed ${entries} + window ${window} + sink ${sink} = 1${most}`;
}

/** @param {Known} known @param {number} layer @param {number} site */
function mixWords({ path, sizes }, layer, site) {
  const base = (layer * 2 + site) * sizes.streams;
  const list = /** @param {Float32Array} values */ values =>
    [...values.subarray(base, base + sizes.streams)].map(value => number(value)).join("  ");
  if (Number.isNaN(path.pre[base])) return path.missing.mixing ?? "not captured in this layer";
  let kept = 0;
  for (let i = 0; i < sizes.streams; i++) kept += path.comb[(base + i) * sizes.streams + i];
  const share = number(1 - kept / sizes.streams, 3);
  return `${site ? "experts" : "attention"}: read (pre) ${list(path.pre)}; written (post) ${list(path.post)}; exchanged ${share}`;
}

/** @param {Known} known @param {number} layer @param {number} [id] */
function expertWords({ path, sizes }, layer, id) {
  const from = layer * sizes.chosen;
  const chosen = [...path.expert.subarray(from, from + sizes.chosen)];
  if (chosen[0] < 0) return path.missing.routing ?? "not captured in this layer";
  const all = chosen.map((expert, i) => `${expert} (${number(path.expert_weight[from + i])})`).join(", ");
  const margin = path.margin[layer];
  const why = Number.isNaN(margin) ? "a table chose them" : `margin ${number(margin, 3)}`;
  const other = id !== undefined && !chosen.includes(id) ? `expert ${id} was not chosen; ` : "";
  return `${other}experts and weights: ${all}; ${why}`;
}

/** @param {Path} path @param {number} layer */
export function lensWords(path, layer) {
  const words = path.lens[layer + 1] ?? [];
  if (!words.length) return path.missing.lens ?? "not read in this layer";
  const chances = words.map(
    (word, i) => `“${label(word, 14)}” ${number(path.lens_prob[(layer + 1) * path.ranks + i])}`,
  );
  return `${layer < 0 ? "after the embedding" : `after layer ${layer}`} it would say ${chances.join(", ")}`;
}

/** Something of a layer that was not pointed at. @param {string} what @param {number} layer @returns {Hit} */
export const nowhere = (what, layer) => ({ what, layer, site: 0, x: 0, y: 0, width: 0, height: 0 });

/**
 * The part that the pulse has reached: what attention read, the streams, the router, the lens.
 * @param {number} at
 * @param {number} layers
 */
export function partAt(at, layers) {
  if (at <= 0) return nowhere("embedding", NONE);
  if (at > layers) return nowhere("answer", layers);
  const before = at - 1e-6; // a layer's end belongs to it and not to the next one
  return nowhere(["attention", "streams", "routing", "lens"][Math.floor((before % 1) * 4)], Math.floor(before));
}

/**
 * Where the pulse is, in words.
 * @param {number | null} at
 * @param {number} layers
 * @param {number} layer
 */
export function whereWords(at, layers, layer) {
  if (at === null) return `layer ${layer}`;
  if (at <= 0) return "embedding";
  if (at > layers) return "answer";
  // A layer's end belongs to it and not to the next one.
  const before = at - 1e-6;
  return `layer ${Math.floor(before)}: ${QUARTERS[Math.floor((before % 1) * 4)]}`;
}

/**
 * A symbol of the view's equation for one layer of this token, at both sites; undefined where nothing was captured.
 * @param {Path} path
 * @param {Sizes} sizes
 * @param {number} layer
 * @param {string} symbol
 */
export function symbolAt(path, sizes, layer, symbol) {
  if (path.blank || layer < 0 || layer >= sizes.layers) return undefined;
  const N = sizes.streams;
  /** @param {Float32Array} values @param {number} size */
  const sites = (values, size) =>
    [0, 1].map(site => [...values.subarray((2 * layer + site) * size, (2 * layer + site + 1) * size)]);
  /** @param {number[][]} both @param {string} what */
  const said = (both, what) => {
    if (both.flat().some(Number.isNaN)) return undefined;
    const words = both.map(one => one.map(value => number(value)).join(", "));
    return `${what}attention ${words[0]}; experts ${words[1]} (layer ${layer}, token ${path.token})`;
  };
  if (symbol === "pre") return said(sites(path.pre, N), "");
  if (symbol === "post") return said(sites(path.post, N), "");
  if (symbol !== "comb") return undefined;
  const stays = sites(path.comb, N * N).map(comb => Array.from({ length: N }, (_, i) => comb[i * N + i]));
  return said(stays, "stays in its stream: ");
}
