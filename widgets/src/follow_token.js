// Follow a token: the whole model as one moving picture, for the chosen token.
// Traits: follow_token.py.   Tests: follow_token.test.js, tests/browser/test_follow_token.py.

import { memo } from "./common/bytes.js";
import { NONE } from "./common/codes.js";
import { context, make } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { moveLayer } from "./common/keys.js";
import { clamp, number } from "./common/numbers.js";
import { label } from "./common/text.js";
import { drawCard, normWords, tabOf, totalWords } from "./follow_token_card.js";
import { buildBar, drawBar, listenBar, moveOn, playOrPause, setSpeed, stepOn } from "./follow_token_controls.js";
import { blankPath, Paths, sizesOf, Text, tokenNow } from "./follow_token_data.js";
import { answerWords } from "./follow_token_ends.js";
import { advance, glide, layerAt, player, restart } from "./follow_token_motion.js";
import { lookOf, paint } from "./follow_token_paint.js";
import { largest } from "./follow_token_streams.js";
import { tableOf } from "./follow_token_table.js";
import { boxOf, layText, TextPicture } from "./follow_token_text.js";

/** @typedef {import("./traits").FollowToken} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {import("./follow_token_paint.js").Hit} Hit */

const LOOK_FOR =
  "Look for: which layers read far back (arcs), which lanes swell, and from which layer on the right edge names the answer.";
const AHEAD = 8; // tokens that are fetched before they are needed

/** @param {import("./common/frame.js").View<Traits, any>} view */
function build(view) {
  const { body, root } = view;
  root.classList.add("dsv-follow");
  const bar = buildBar();
  const notes = make("div", "dsv-follow-notes");
  const stage = make("div", "dsv-follow-stage");
  const canvas = make("canvas");
  canvas.setAttribute("role", "img");
  stage.append(canvas);
  const legend = make("div", "dsv-follow-legend");
  const card = make("div", "dsv-follow-card");
  body.append(make("div", "dsv-note", LOOK_FOR), bar.bar, notes, stage, legend, card);
  const measured = context(make("canvas"));
  const little = matchMedia("(prefers-reduced-motion: reduce)");
  const text = new Text();
  const own = {
    bar, notes, stage, canvas, legend, card, text,
    paths: new Paths(view),
    picture: new TextPicture(),
    player: player(sizesOf(view)?.layers ?? 0),
    look: lookOf(root),
    focus: view.sel.get("layer"),
    over: /** @type {Hit | null} */ (null),
    chosen: /** @type {Hit | null} */ (null),
    hits: /** @type {Hit[]} */ ([]),
    shown: /** @type {import("./follow_token_text.js").Shown | null} */ (null),
    frames: 0,
    running: false,
    seen: "",
    still: () => little.matches,
    sizes: () => sizesOf(view),
    height: () => clamp(window.innerHeight - 340, 372, 620) + (stage.clientWidth < 760 ? 84 : 0),
    words: memo((/** @type {string[]} */ pieces, /** @type {number} */ width, /** @type {string} */ family) => {
      measured.font = `13px ${family}`;
      return layText(pieces, width - 4, one => measured.measureText(one).width);
    }),
    pieceAt: /** @param {number} token */ token => {
      const { first, pieces } = text.read(view);
      return pieces[token - first] ?? "";
    },
    known: () => ({
      path: own.paths.now() ?? blankPath(sizesOf(view)),
      sizes: sizesOf(view),
      kinds: view.model.get("places").filter(row => row.kind).map(row => row.kind),
      pieceAt: own.pieceAt,
    }),
    /** @param {Hit} hit */
    choose: hit => {
      own.chosen = hit;
      view.redraw();
    },
    /** @param {Hit} hit */
    open: hit => open(view, hit),
  }; // biome-ignore format: elements in one row
  return own;
}

/** Selects a part, and brings the view to the front that shows it. @param {View} view @param {Hit} hit */
function open(view, hit) {
  const { what, layer, id } = hit;
  if (what === "token") return view.pick({ token: id ?? NONE });
  view.own.chosen = hit;
  if (what === "row" || what === "layer") return view.pick({ layer });
  const inside = layer >= 0 && layer < view.own.sizes().layers;
  const tab = tabOf(view, hit);
  /** @type {import("./common/frame.js").Changes} */
  const changes = { ...(inside ? { layer } : {}), ...(tab ? { tab } : {}) };
  if (what === "streams") changes.site = hit.site ?? 0;
  if (["routing", "expert", "rail", "shared"].includes(what)) changes.site = 1;
  if (id !== undefined) changes.expert = id;
  if (what === "entries") changes.entry = heaviestEntry(view, layer);
  view.pick({ token: tokenNow(view), ...changes });
}

/** @param {View} view @param {number} layer */
function heaviestEntry(view, layer) {
  const { path } = view.own.known();
  for (let i = layer * path.keys; i < (layer + 1) * path.keys; i++) if (path.zone[i] === 1) return path.key[i];
  return NONE;
}

/** @param {View} view */
function draw(view) {
  const { own, facts } = view;
  own.look = lookOf(view.root);
  if (!own.sizes()?.layers) return;
  const path = own.known().path;
  const seen = `${view.sel.get("layer")} ${tokenNow(view)}`;
  if (own.seen && own.seen !== seen && !own.player.playing) whole(view);
  own.seen = seen;
  drawBar(view);
  if (path.blank) facts.textContent = `the model's plan; nothing has been run yet · ${totalWords(view)}`;
  else {
    const said =
      path.answer.word === undefined
        ? ""
        : ` → “${label(path.answer.word, 16)}” (${answerWords(path.answer)[2] ?? ""})`;
    facts.replaceChildren(make("b", "", `${path.token} “${label(path.piece, 16)}”`), said, ` · ${totalWords(view)}`);
  }
  own.canvas.setAttribute(
    "aria-label",
    `Path of token ${path.token} through ${own.sizes().layers} layers; ▦ gives its numbers as a table.`,
  );
  own.notes.replaceChildren(...Object.values(path.missing).map(words => make("div", "dsv-follow-missing", words)));
  drawLegend(view, path);
  drawCard(view);
  paint(view);
  if (!path.blank) own.paths.ask(tokenNow(view) + 1, AHEAD);
  run(view);
}

/** A click elsewhere that changes the layer shows the whole path again. @param {View} view */
function whole(view) {
  const { player: p } = view.own;
  if (p.at !== null && layerAt(p.at - 0.01, view.own.sizes().layers) !== view.sel.get("layer")) p.at = null;
}

/** Draws frame after frame while something moves. @param {View} view */
function run(view) {
  const { own } = view;
  if (own.running) return;
  let last = performance.now();
  /** @param {number} now */
  const tick = now => {
    const seconds = Math.min((now - last) / 1000, 0.1);
    last = now;
    own.running = view.root.isConnected && view.root.clientWidth > 0 && move(view, seconds);
    if (own.running) requestAnimationFrame(tick);
  };
  own.running = true;
  requestAnimationFrame(tick);
}

/** One frame of motion; false when everything stands still. @param {View} view @param {number} seconds */
function move(view, seconds) {
  const { own } = view;
  const { layers } = own.sizes();
  const { player: p, paths } = own;
  const arrived = paths.now()?.token === tokenNow(view);
  if (arrived && advance(p, seconds, layers)) next(view);
  const target =
    p.at === null ? view.sel.get("layer") : p.playing ? clamp(p.at - 0.5, 0, layers - 1) : layerAt(p.at - 0.01, layers);
  const before = own.focus;
  own.focus = own.still() ? Math.round(target) : glide(own.focus, target, seconds);
  if (!p.playing && before === own.focus) return false;
  drawBar(view);
  if (!view.tabled?.()) paint(view);
  return true;
}

/** The path has ended: the next token's begins, as soon as it is there. @param {View} view */
function next(view) {
  const { own, model } = view;
  const token = tokenNow(view);
  if (token + 1 >= model.get("counts").tokens) {
    own.player.playing = false;
    own.player.at = null;
    view.redraw();
    return;
  }
  own.paths.ask(token + 1, AHEAD);
  if (model.get("kernel") !== false && !own.paths.has(token + 1)) return;
  restart(own.player);
  view.pick({ token: token + 1, entry: NONE, expert: NONE });
  view.redraw();
}

/** What the marks mean. @param {View} view @param {import("./follow_token_data.js").Path} path */
function drawLegend(view, path) {
  const { legend } = view.own;
  const { streams, scale, kinds, window } = view.own.sizes();
  const full = normWords(largest(path.norm));
  const key = `${full} ${streams}`;
  if (legend.dataset.of === key) return;
  legend.dataset.of = key;
  /** @param {string} sign @param {string} words @param {string} [name] */
  const entry = (sign, words, name) => {
    const one = make("span", "dsv-follow-key");
    one.append(make("i", name ?? "", sign), words);
    return one;
  };
  legend.replaceChildren(
    ...Array.from({ length: streams }, (_, i) => entry("", String(i), `lane s${i % 4}`)),
    make("span", "", `streams: as wide as their norm, full width ${full}`),
    entry("", "compressed", "box entries"),
    entry("", `window (last ${window})`, "box window"),
    entry("", "sink", "box sink"),
    entry("", `chosen expert: as high as its weight (they sum to ${number(scale, 1)})`, "box expert"),
    entry("◆", "shared expert"),
    entry("☷", "a table chose"),
    entry("●", "names the token that came", "came"),
    ...Object.values(kinds).map(kind => entry(kind.glyph, kind.title)),
    entry("", "not captured", "box none"),
  );
}

/** @param {View} view */
function listen(view) {
  const { own, root } = view;
  listenBar(view);
  view.listen(own.canvas, "pointermove", event => point(view, event));
  view.listen(own.canvas, "pointerleave", () => {
    own.over = null;
    view.hover({ hover_token: NONE });
    view.redraw();
  });
  view.listen(own.canvas, "click", event => {
    point(view, event);
    if (own.over) open(view, own.over);
  });
  view.listen(root, "keydown", event => {
    if (event.key === "Escape") {
      own.player.playing = false;
      own.player.at = null;
      own.chosen = null;
      view.redraw();
    }
    // On a button the space bar presses that button.
    if (event.key !== " " || ["BUTTON", "INPUT", "SUMMARY"].includes(event.target.tagName)) return;
    playOrPause(view);
    event.preventDefault();
    event.stopPropagation();
  });
}

/** @param {View} view @param {PointerEvent} event */
function point(view, event) {
  const { own } = view;
  const box = own.canvas.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  const inside = own.hits.filter(hit => x >= hit.x && x <= hit.x + hit.width && y >= hit.y && y <= hit.y + hit.height);
  own.over = inside[inside.length - 1] ?? wordAt(view, x, y);
  if (own.over?.what === "rail") {
    const id = Math.floor(((x - own.over.x) / own.over.width) * own.sizes().experts);
    own.over = { ...own.over, id: clamp(id, 0, own.sizes().experts - 1) };
  }
  own.canvas.style.cursor = own.over ? "pointer" : "";
  view.hover({ hover_token: own.over?.what === "token" ? (own.over.id ?? NONE) : NONE });
  view.redraw();
}

/** The word of the text under the pointer. @param {View} view @param {number} x @param {number} y @returns {Hit | null} */
function wordAt({ own }, x, y) {
  if (!own.shown) return null;
  for (let token = own.shown.from; token <= own.shown.token; token++) {
    const box = boxOf(own.shown, token);
    if (box && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height) {
      return { what: "token", layer: NONE, id: token, ...box };
    }
  }
  return null;
}

/** @param {number} by */
const layerKey = by => /** @param {View} view */ view => {
  view.own.player.at = null;
  view.own.player.playing = false;
  moveLayer(
    view,
    by,
    Array.from({ length: view.own.sizes().layers }, (_, i) => i),
  );
};

/** @type {import("./common/frame.js").Spec<Traits, ReturnType<typeof build>>} */
const spec = {
  title: "Follow a token",
  aria:
    "One token's path through all layers. Space plays and pauses, full stop steps, left and right move the token, up and down " +
    "the layer, square brackets the speed, Enter opens the view of the chosen part, Escape frees the choice.",
  keys: {
    ArrowLeft: view => moveOn(view, -1),
    ArrowRight: view => moveOn(view, 1),
    ArrowUp: layerKey(-1),
    ArrowDown: layerKey(1),
    Home: view => moveOn(view, Number.NEGATIVE_INFINITY),
    End: view => moveOn(view, Number.POSITIVE_INFINITY),
    "[": view => setSpeed(view, -1),
    "]": view => setSpeed(view, 1),
    ".": stepOn,
    Enter: view => view.own.chosen && open(view, view.own.chosen),
  },
  build,
  draw,
  listen,
  table: view => tableOf(view.own.known(), view.model.get("places")),
};

export default viewOf(spec);
