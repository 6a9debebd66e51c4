// What if: edits to try on what is chosen, and what the one that was tried did to every word of the text.
// Below it the map of a sweep (what_if_sweep.js), whose chosen arm is shown in the same way.
// Traits: what_if.py.   Tests: what_if.test.js, tests/browser/test_what_if.py.

import { asF32, memo, splitText } from "./common/bytes.js";
import { NONE } from "./common/codes.js";
import { make } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { moveLayer, moveToken } from "./common/keys.js";
import { clamp, number } from "./common/numbers.js";
import { label, plain } from "./common/text.js";
import { armOf, buildSweep, drawSweep, listenSweep } from "./what_if_sweep.js";

const STRENGTH = 0.58; // of the strongest colour, on which words can still be read
const LEAST = 0.5; // nats that get it at least, so that noise of a harmless edit stays pale

/** @typedef {import("./traits").WhatIf} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {{ name: string, doses: string[] }} Offer */
/**
 * @typedef {object} Facts
 * @property {string} edited  what was changed; "" before anything was tried
 * @property {"edited" | "plain"} front
 * @property {number} tokens
 * @property {number} token
 * @property {number | null} mean
 * @property {number} of
 * @property {number} parted  the first place where another word would be likeliest; -1 for none
 * @property {string} title  the effect beside random edits; "" while that is not known
 * @property {string | null} before
 * @property {string | null} after
 * @property {number | null} before_probability
 * @property {number | null} after_probability
 * @property {number | null} change
 */

/**
 * The change that gets the strongest colour: almost the largest, so that one word does not make all others pale.
 * @param {ArrayLike<number>} change
 */
export function scaleOf(change) {
  const sizes = Array.from(change, Math.abs)
    .filter(size => !Number.isNaN(size))
    .sort((a, b) => a - b);
  return Math.max(LEAST, sizes[Math.floor(0.98 * (sizes.length - 1))] ?? 0);
}

/**
 * How strongly a word is coloured, -1 (less likely) to 1; null where nothing is known.
 * @param {number} change
 * @param {number} scale
 */
export const toneOf = (change, scale) => (Number.isNaN(change) ? null : clamp(change / scale, -1, 1));

/**
 * Whether a change lies outside what random edits of the same kind do there; null where they are not known.
 * @param {number} change
 * @param {ArrayLike<number>} band  [2, token]
 * @param {number} token
 */
export function outside(change, band, token) {
  const half = band.length / 2;
  const low = band[token];
  const high = band[half + token];
  if (!half || Number.isNaN(low) || Number.isNaN(change)) return null;
  return change < low || change > high;
}

/** @param {import("./common/frame.js").View<Traits, unknown>} view */
function build({ body, root }) {
  root.classList.add("dsv-whatif");
  const offers = make("div", "dsv-whatif-offers");
  offers.setAttribute("role", "group");
  offers.setAttribute("aria-label", "edits to try on what is chosen");
  const state = make("div", "dsv-whatif-state");
  state.setAttribute("role", "status");
  const strip = make("div", "dsv-whatif-text");
  strip.setAttribute("aria-label", "the text, coloured by what the edit changed");
  const words = make("div", "dsv-note");
  body.append(offers, state, strip, words);
  return {
    ...{ offers, state, strip, words },
    floats: memo(asF32),
    bands: memo(asF32),
    texts: memo(splitText),
    /** @type {unknown} */
    offered: null,
    /** @type {unknown} */
    written: null,
    requests: 0,
    sweep: buildSweep(body),
  };
}

/** @param {View} view */
const listen = view => listenSweep(view, wanted => ask(view, wanted));

/** @param {View} view */
const factsOf = view => /** @type {Facts} */ (view.model.get("facts"));

/** @param {View} view @param {Record<string, unknown>} wanted */
const ask = (view, wanted) =>
  view.tell("request", /** @type {any} */ ({ ...wanted, n: ++view.own.requests + performance.now() }));

/** @param {View} view */
function draw(view) {
  const { model, root, sel } = view;
  drawOffers(view);
  drawState(view);
  const sweep = drawSweep(view);
  const shown = shownArm(view);
  drawText(view, shown);
  drawWords(view, shown);
  const f = factsOf(view);
  view.facts.replaceChildren(...(shown.name ? [make("b", "", shown.name), shown.words] : ["nothing was tried yet"]));
  root.drawn = {
    offers: model.get("offers").map(offer => offer.name),
    edited: f.edited,
    front: f.front,
    sweep,
    shown: shown.name,
    change: Array.from(shown.change),
    flipped: shown.flipped,
    sweeping: model.get("sweeping"),
    banded: model.get("band").byteLength > 0,
    title: f.title,
    working: model.get("working"),
    token: f.token ?? NONE,
    layer: sel.get("layer"),
    at: performance.now(),
  };
}

/**
 * The arm whose words are coloured: the chosen cell of a sweep until the text was read under it, else the edit that was tried.
 * @param {View} view
 * @returns {import("./what_if_sweep.js").Arm & { band: Float32Array, tried: boolean }}
 */
function shownArm(view) {
  const { model, own } = view;
  const f = factsOf(view);
  const arm = armOf(view);
  if (arm && arm.name !== f.edited) return { ...arm, band: new Float32Array(0), tried: false };
  const flipped = /** @type {number[]} */ (model.get("flipped"));
  const pieces = own.texts(model.get("utf8"), model.get("lengths"));
  const [change, band] = [own.floats(model.get("change")), own.bands(model.get("band"))];
  return { name: f.edited, words: effectWords(f), change, flipped, pieces, band, tried: true };
}

/** @typedef {ReturnType<typeof shownArm>} Arm */

/** @param {Facts} f */
function effectWords(f) {
  if (f.title) return ` · ${f.title}`;
  return f.mean === null ? "" : ` · ${signed(f.mean)} nats a token, n=${f.of}`;
}

/** @param {number} value */
const signed = value => `${value > 0 ? "+" : value < 0 ? "−" : ""}${number(Math.abs(value), 3)}`;

/** @param {View} view */
function drawOffers(view) {
  const { model, own } = view;
  const offers = /** @type {Offer[]} */ (model.get("offers"));
  const can = model.get("can_try");
  const now = JSON.stringify([offers, can]);
  if (own.offered === now) return;
  own.offered = now;
  own.offers.replaceChildren(
    ...(offers.length ? [make("span", "dsv-quiet", "Try: ")] : []),
    ...offers.map((offer, i) => offerOf(view, offer, i, can)),
  );
}

/** @param {View} view @param {Offer} offer @param {number} i @param {boolean} can */
function offerOf(view, offer, i, can) {
  const place = make("span", "dsv-whatif-offer");
  const button = make("button", "dsv-small", offer.name);
  button.type = "button";
  button.disabled = !can;
  const attempt = () => {
    view.own.sweep.cell = null; // an edit of its own, and no arm of the sweep
    ask(view, { offer: i, dose: dose ? Number(dose.value) : 0 });
  };
  button.addEventListener("click", attempt);
  place.append(button);
  /** @type {HTMLInputElement | null} */
  let dose = null;
  if (offer.doses.length > 1) {
    dose = make("input");
    dose.type = "range";
    dose.min = "0";
    dose.max = String(offer.doses.length - 1);
    dose.value = "0";
    dose.disabled = !can;
    dose.setAttribute("aria-label", `how much of: ${offer.name}`);
    const said = make("span", "dsv-quiet", offer.doses[0]);
    dose.addEventListener("input", () => {
      said.textContent = offer.doses[Number(dose?.value)];
    });
    dose.addEventListener("change", attempt);
    place.append(dose, said);
  }
  return place;
}

/** @param {View} view */
function drawState(view) {
  const { model, own } = view;
  const f = factsOf(view);
  const parts = [];
  if (f.edited && model.get("can_try")) {
    const back = make("button", "dsv-small", "back to the plain run");
    back.type = "button";
    back.addEventListener("click", () => {
      view.own.sweep.cell = null;
      ask(view, { back: true });
    });
    parts.push(back);
  }
  if (f.edited) {
    const parted =
      f.parted < 0 ? "no other word would come first anywhere" : `another word would first come at ${f.parted}`;
    parts.push(make("span", "", f.front === "plain" ? `the plain run is in front; ${parted}` : parted));
  }
  if (model.get("working")) parts.push(make("span", "dsv-quiet", model.get("working")));
  own.state.replaceChildren(...parts);
}

/** @param {View} view @param {Arm} arm */
function drawText(view, { change, flipped: changed, pieces, band }) {
  const { own, sel } = view;
  const flipped = new Set(changed);
  const key = [change.buffer, change.byteOffset, change.length, band, pieces];
  const last = /** @type {unknown[] | null} */ (own.written);
  if (!last || key.some((one, i) => one !== last[i])) {
    own.written = key;
    const scale = scaleOf(change);
    own.strip.replaceChildren(
      ...pieces.map((piece, t) => {
        const word = make("span", "dsv-whatif-word", plain(piece));
        const tone = toneOf(change[t], scale);
        if (tone === null) word.classList.add("dsv-unknown");
        else {
          const colour = tone < 0 ? "--dsv-below" : "--dsv-tint";
          // Inside the band of random edits a word is pale: there is nothing to see.
          const strength = outside(change[t], band, t) === false ? 0.2 : 1;
          word.style.background = `rgba(var(${colour}), ${(Math.abs(tone) * STRENGTH * strength).toFixed(3)})`;
        }
        word.classList.toggle("dsv-flipped", flipped.has(t));
        word.title = Number.isNaN(change[t]) ? "not compared" : `${signed(change[t])} nats`;
        word.addEventListener("click", () => view.pick({ token: t }));
        return word;
      }),
    );
  }
  for (const old of own.strip.querySelectorAll(".picked")) old.classList.remove("picked");
  if (sel.get("token") >= 0) own.strip.children[sel.get("token")]?.classList.add("picked");
}

/** @param {View} view @param {Arm} arm */
function drawWords(view, arm) {
  const { own, model, sel } = view;
  const f = factsOf(view);
  if (!arm.tried) {
    const at = sel.get("token") >= 0 ? sel.get("token") : arm.change.length - 1;
    const known = !Number.isNaN(arm.change[at] ?? Number.NaN);
    own.words.textContent = known ? `At ${at}: ${signed(arm.change[at])} nats for the word that stands there.` : "";
    return;
  }
  if (!f.edited || f.change === null) {
    const why = model.get("can_try")
      ? "Choose an expert, an entry, a head or a layer in any view, then try what happens without it."
      : "A saved run has no model behind it: explore(Session(model)) can read its text again under an edit.";
    own.words.textContent = f.edited ? "Nothing is known of the first token: nothing was expected before it." : why;
    return;
  }
  const chance = /** @param {number | null} p */ p => (p === null ? "" : ` (${number(p)})`);
  const same = f.before === f.after;
  const first = `“${label(f.before ?? "", 18)}”${chance(f.before_probability)}`;
  const then = same
    ? `stays first${chance(f.after_probability)}`
    : `gives way to “${label(f.after ?? "", 18)}”${chance(f.after_probability)}`;
  const half = model.get("band").byteLength ? bandWords(own.bands(model.get("band")), f.token) : "";
  own.words.textContent = `At ${f.token}: ${signed(f.change)} nats for the word that stands there${half}. As the likeliest, ${first} ${then}.`;
}

/** @param {Float32Array} band @param {number} token */
function bandWords(band, token) {
  const low = band[token];
  const high = band[band.length / 2 + token];
  return Number.isNaN(low) ? "" : `; random edits: ${signed(low)} to ${signed(high)}`;
}

/** @param {View} view */
function table(view) {
  const { change, band, pieces, name, words, ...arm } = shownArm(view);
  const flipped = new Set(arm.flipped);
  const half = band.length / 2;
  return {
    columns: ["token", "text", "change, nats", "random 5 %", "random 95 %", "another word first"],
    rows: pieces.map((piece, t) => [
      t,
      piece,
      change[t],
      half ? band[t] : null,
      half ? band[half + t] : null,
      flipped.has(t) ? "yes" : "",
    ]),
    note: name ? `${name}${words}` : "Nothing was tried yet.",
  };
}

/** @param {number} by */
const layerKey = by => /** @param {View} view */ view =>
  moveLayer(
    view,
    by,
    Array.from({ length: view.model.get("layers") }, (_, i) => i),
  );

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "What if",
  aria:
    "The text, coloured by what an edit inside the model changed. Left and right move the token, up and down the layer; the " +
    "buttons above try an edit.",
  keys: {
    ArrowLeft: view => moveToken(view, -1, view.model.get("tokens")),
    ArrowRight: view => moveToken(view, 1, view.model.get("tokens")),
    ArrowUp: layerKey(-1),
    ArrowDown: layerKey(1),
  },
  build,
  listen,
  draw,
  table,
  symbols: view => {
    const f = factsOf(view);
    return f.edited && f.change !== null ? `${signed(f.change)} nats at token ${f.token}` : undefined;
  },
};

export default viewOf(spec);
