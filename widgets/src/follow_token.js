// Follow a token: the whole model as one moving picture, for the chosen token.
// Traits: follow_token.py.   Tests: follow_token.test.js, tests/browser/test_follow_token.py.

import { memo } from "./common/bytes.js";
import { context, make } from "./common/elements.js";
import { viewOf } from "./common/frame.js";
import { moveLayer } from "./common/keys.js";
import { clamp } from "./common/numbers.js";
import { label } from "./common/text.js";
import { drawCard, totalWords } from "./follow_token_card.js";
import { buildBar, drawBar, listenBar, moveOn, playOrPause, setSpeed, stepOn } from "./follow_token_controls.js";
import { blankPath, Paths, sizesOf, Text, tokenNow } from "./follow_token_data.js";
import { answerWords } from "./follow_token_ends.js";
import { drawLegend } from "./follow_token_legend.js";
import { fetchAhead, run } from "./follow_token_loop.js";
import { layerAt, player } from "./follow_token_motion.js";
import { lookOf, paint } from "./follow_token_paint.js";
import { listenPointer, open } from "./follow_token_pointer.js";
import { tableOf } from "./follow_token_table.js";
import { layText, TextPicture } from "./follow_token_text.js";
import { symbolAt } from "./follow_token_words.js";

/** @typedef {import("./traits").FollowToken} Traits */
/** @typedef {import("./common/frame.js").View<Traits, ReturnType<typeof build>>} View */
/** @typedef {import("./follow_token_paint.js").Hit} Hit */

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
  body.append(bar.bar, stage, notes, legend, card);
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
    height: () => clamp(window.innerHeight - 340, sizesOf(view).layers > 30 ? 456 : 372, 620) + (stage.clientWidth < 780 ? 84 : 0),
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
    `Path of token ${path.token} through ${own.sizes().layers} layers; “numbers” gives them as a table.`,
  );
  drawMissing(view, path);
  drawLegend(view, path);
  drawCard(view);
  paint(view);
  if (!path.blank) fetchAhead(view);
  run(view);
}

/** What of this token's path was not captured, in one box. @param {View} view @param {import("./follow_token_data.js").Path} path */
function drawMissing({ own }, path) {
  const words = Object.values(path.missing).join(" ");
  if (own.notes.textContent !== words) own.notes.textContent = words;
  own.notes.classList.toggle("some", Boolean(words));
}

/** A click elsewhere that changes the layer shows the whole path again. @param {View} view */
function whole(view) {
  const { player: p } = view.own;
  if (p.at !== null && layerAt(p.at - 0.01, view.own.sizes().layers) !== view.sel.get("layer")) p.at = null;
}

/** @param {View} view */
function listen(view) {
  const { own, root } = view;
  listenBar(view);
  listenPointer(view);
  view.listen(root, "keydown", event => {
    if (event.key === "Escape") {
      own.player.playing = false;
      own.player.at = null;
      own.chosen = null;
      view.redraw();
    }
    // On a button these keys press that button.
    const pressed = ["BUTTON", "INPUT", "SUMMARY"].includes(event.target.tagName);
    if (pressed || ![" ", "Enter"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") playOrPause(view);
    else if (own.chosen) open(view, own.chosen);
    event.preventDefault();
    event.stopPropagation();
  });
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
  },
  build,
  draw,
  listen,
  table: view => tableOf(view.own.known(), view.model.get("places")),
  symbols: (view, symbol) => symbolAt(view.own.known().path, view.own.sizes(), view.sel.get("layer"), symbol),
};

export default viewOf(spec);
