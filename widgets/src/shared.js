// Put in front of every view's program: reading bytes, colours, the frame around a view, keys, the shared selection.
// Pure functions come first; tests/test_widgets_js.py runs them under node.

const NONE = -1;

function asBytes(value) {
  if (!value) return new Uint8Array(0);
  if (value instanceof DataView) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof Uint8Array ? value : new Uint8Array(value.buffer ?? value);
}

// Copies: a message's buffer need not be aligned for wider types.
function asTyped(value, Type) {
  const b = asBytes(value);
  return new Type(b.slice(0, b.length - (b.length % Type.BYTES_PER_ELEMENT)).buffer);
}
const NO_SHARE = 65535,
  SHARE_STEPS = 10000; // widgets/packing.py: numbers in 0..1 as two bytes
const asShares = v =>
  Float32Array.from(asTyped(v, Uint16Array), code => (code === NO_SHARE ? NaN : code / SHARE_STEPS));
const asF32 = v => asTyped(v, Float32Array),
  asI32 = v => asTyped(v, Int32Array),
  asI16 = v => asTyped(v, Int16Array);

function splitText(utf8, lengths) {
  const bytes = asBytes(utf8),
    sizes = asTyped(lengths, Uint16Array),
    decoder = new TextDecoder(),
    out = [];
  let at = 0;
  for (const size of sizes) out.push(decoder.decode(bytes.subarray(at, (at += size))));
  return out;
}

// Computes again only when one of its arguments is another object or number than last time.
function memo(compute) {
  let keys = null,
    value;
  return (...now) => {
    if (!keys || now.some((key, i) => key !== keys[i])) {
      value = compute(...now);
      keys = now;
    }
    return value;
  };
}

// Traits that grow during a run arrive once and are then only added to. What was added is kept beside the trait's own
// buffer (its key here), so a trait that is sent whole again begins afresh. `data` is how a view reads such a trait.
const gains = (globalThis.dsvGains ??= new WeakMap());
const data = (model, name) => {
  const base = model.get(name);
  return gains.get(base)?.whole ?? base;
};
function gain(model, name, start, rest) {
  const base = model.get(name),
    now = asBytes(data(model, name)),
    more = asBytes(rest);
  if (now.length !== start || !(base instanceof Object)) return false;
  let store = gains.get(base);
  if (!store || store.room.length < start + more.length) {
    const room = new Uint8Array(2 * (start + more.length));
    room.set(now);
    gains.set(base, (store = { room }));
  }
  store.room.set(more, start);
  store.whole = store.room.subarray(0, start + more.length);
  return true;
}
function initialize({ model }) {
  model.on("msg:custom", (content, buffers) => {
    const missed = (content?.gained ?? []).filter(([name, start], i) => !gain(model, name, start, buffers[i]));
    if (missed.length) model.send({ whole: missed.map(([name]) => name) });
  });
}

const clamp = (x, low, high) => Math.max(low, Math.min(high, x));
const unit = (x, low, high) => (high > low ? clamp((x - low) / (high - low), 0, 1) : x >= high ? 1 : 0);

function number(x, digits = 2) {
  if (typeof x !== "number" || Number.isNaN(x)) return "–"; // JSON has no NaN, it arrives as null or a word
  return x
    .toFixed(digits)
    .replace(/^-(0\.?0*)$/, "$1")
    .replace("-", "−");
}

function hex(color) {
  const v = color.trim().replace("#", "");
  return [0, 2, 4].map(i => parseInt(v.length === 3 ? v[i / 2] + v[i / 2] : v.slice(i, i + 2), 16));
}
function blend(low, high, x) {
  const a = hex(low),
    b = hex(high);
  return `rgb(${a.map((v, i) => Math.round(v + (b[i] - v) * x)).join(",")})`;
}
const ramp = (low, high) => Array.from({ length: 255 }, (_, i) => blend(low, high, i / 254));

// Characters without a shape of their own that turn or hide others (directions, zero widths, controls) get a sign, and
// markers such as <｜end｜> letters that every font has. What may join letters (U+200C, U+200D) stays.
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const MARKER = /<｜([^｜<>\n]*)｜>/g;
const plain = text =>
  text
    .replace(MARKER, (_, inner) => `<|${inner.replace(/▁/g, "_")}|>`)
    .replace(HIDDEN, c => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
// Text from right to left is kept apart, so that it does not turn the sentence it stands in.
const TURNS = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/;
const apart = text => (TURNS.test(text) ? `\u2068${text}\u2069` : text);

// A token on one line: spaces and breaks as signs, cut to `size` characters.
function label(piece, size = 9) {
  const text = plain(piece.replace(/\n/g, "⏎").replace(/\t/g, "⇥").replace(/^ /, "").replace(/ /g, "·")) || "␣";
  const chars = [...text];
  return apart(chars.length > size ? chars.slice(0, size - 1).join("") + "…" : text);
}

// The longest of some words that fits; nothing rather than words that run into the next ones.
const fitting = (words, room, measure) => words.find(text => measure(text) <= room) ?? "";

const LAYER_GLYPH = { sliding: "▭", csa: "▤", hca: "▦" };
const LAYER_NAME = { sliding: "sliding window only", csa: "CSA, picked entries", hca: "HCA, all entries" };
const layerName = (layer, kind) =>
  `layer ${layer} ${LAYER_GLYPH[kind] ?? ""} ${kind === "sliding" ? "sliding" : (kind ?? "").toUpperCase()}`;

// The sums of three numbers rounded to two digits, so that what is printed still sums to one.
function roundedShares(values) {
  const total = values.reduce((a, b) => a + b, 0);
  if (!(total > 0)) return values.map(() => NaN);
  const hundredths = values.map(v => Math.floor((v / total) * 100 + 1e-9));
  const order = values
    .map((v, i) => i)
    .sort((i, j) => (((values[j] / total) * 100) % 1) - (((values[i] / total) * 100) % 1));
  for (let i = 0, left = 100 - hundredths.reduce((a, b) => a + b, 0); i < left; i++)
    hundredths[order[i % order.length]]++;
  return hundredths.map(v => v / 100);
}

// From here on the page is needed ------------------------------------------------------------------------------------

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function svg(tag, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes ?? {})) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

const colour = (el, name) => getComputedStyle(el).getPropertyValue(`--dsv-${name}`).trim() || "#888";

// A canvas of css pixels, sharp on any screen. Returns its context with the scale set and the old picture wiped.
function sized(canvas, width, height) {
  const scale = window.devicePixelRatio || 1;
  const w = Math.max(1, Math.round(width * scale)),
    h = Math.max(1, Math.round(height * scale));
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext("2d");
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return ctx;
}

function hatch(ctx, color, gap = 5) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = gap;
  const t = tile.getContext("2d");
  t.strokeStyle = color;
  t.lineWidth = 1;
  t.beginPath();
  t.moveTo(0, gap);
  t.lineTo(gap, 0);
  t.moveTo(-1, 1);
  t.lineTo(1, -1);
  t.moveTo(gap - 1, gap + 1);
  t.lineTo(gap + 1, gap - 1);
  t.stroke();
  return ctx.createPattern(tile, "repeat");
}

// The frame every view shares. Returns {root, head, facts, body, sel, pick, hover, redraw, clean}; `draw` runs at most
// once per animation frame however many changes arrive, and an error in it is shown in the view.
async function frame(model, el, { title, aria, draw, traits, keys, table }) {
  const root = make("div", "dsv");
  root.tabIndex = 0;
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", aria);
  root.append(
    make(
      "div",
      "dsv-gone",
      "No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",
    ),
  );
  const head = make("div", "dsv-head"),
    facts = make("span", "dsv-facts");
  facts.setAttribute("aria-live", "polite");
  head.append(make("span", "dsv-title", title), facts);
  const message = make("div", "dsv-message"),
    body = make("div", "dsv-body");
  root.append(head, message, body);
  el.append(root);
  const sel = await model.widget_manager.get_model(model.get("selection").replace("IPY_MODEL_", ""));
  const off = [];
  let wanted = false,
    dead = false,
    patience = 60;
  const view = { root, head, facts, body, sel, model };
  view.redraw = () => {
    if (wanted || dead) return;
    wanted = true;
    requestAnimationFrame(() => {
      wanted = false;
      if (dead) return;
      // Hidden for a moment, as JupyterLab does when its theme changes: wait. Hidden for longer: the size tells when it is back.
      if (!root.clientWidth) {
        if (patience-- > 0) setTimeout(view.redraw, 50);
        return;
      }
      patience = 60;
      const words = model.get("message");
      root.classList.toggle("empty", Boolean(words));
      message.textContent = words;
      message.style.display = words ? "" : "none";
      body.style.display = words ? "none" : "";
      if (words) {
        facts.textContent = "";
        return;
      }
      if (view.tabled?.()) return;
      try {
        draw(view);
      } catch (error) {
        message.style.display = "";
        message.textContent = `This view could not be drawn: ${error}`;
        console.error(error);
      }
    });
  };
  view.pick = changes => {
    // An expert and an entry belong to their layer.
    const own =
      changes.layer !== undefined && changes.layer !== sel.get("layer")
        ? { expert: NONE, entry: NONE, hover_entry: NONE }
        : {};
    for (const [k, v] of Object.entries({ ...own, ...changes })) sel.set(k, v);
    sel.save_changes();
  };
  // Hovering stays in the page; only a hovered entry is told to Python, which looks up its source tokens.
  view.hover = changes => {
    const changed = Object.entries(changes).filter(([k, v]) => sel.get(k) !== v);
    for (const [k, v] of changed) sel.set(k, v);
    if (changed.some(([k]) => k === "hover_entry")) sel.save_changes();
  };
  view.listen = (target, event, handler, options) => {
    target.addEventListener(event, handler, options);
    off.push(() => target.removeEventListener(event, handler, options));
  };
  const each = (owner, name) => {
    const f = () => view.redraw();
    owner.on(name, f);
    off.push(() => owner.off(name, f));
  };
  for (const name of [...traits, "message"]) each(model, `change:${name}`);
  each(model, "msg:custom");
  each(sel, "change");
  if (table) numbersInstead(view, table);
  const alive = () => root.classList.toggle("gone", sel.comm_live === false);
  alive();
  sel.on("comm_live_update", alive);
  off.push(() => sel.off("comm_live_update", alive));
  const theme = new MutationObserver(() => {
    view.redraw();
    setTimeout(view.redraw, 400);
  }); // its colours may come later than its name
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-name", "data-jp-theme-light"] });
  const size = new ResizeObserver(view.redraw);
  size.observe(root);
  // JupyterLab reads keys before the page does; this mark on the focused element itself keeps its shortcuts away.
  view.listen(
    root,
    "focusin",
    e => {
      e.target.dataset.lmSuppressShortcuts = "true";
    },
    true,
  );
  view.listen(root, "keydown", e => {
    if (["SELECT", "INPUT", "TEXTAREA"].includes(e.target.tagName) || e.ctrlKey || e.metaKey || e.altKey) return;
    const action =
      e.key === "Escape"
        ? () =>
            view.pick({
              token: NONE,
              head: NONE,
              expert: NONE,
              entry: NONE,
              query_first: NONE,
              query_last: NONE,
              hover_token: NONE,
              hover_entry: NONE,
            })
        : keys?.[e.key];
    if (action) {
      action(view);
      e.preventDefault();
      e.stopPropagation();
    }
  });
  view.clean = () => {
    dead = true;
    theme.disconnect();
    size.disconnect();
    off.forEach(f => f());
    root.remove();
  };
  return view;
}

// A button that shows the same numbers as a table: for readers of screens, and for whoever wants to copy them.
// `table` returns {columns, rows, note}; numbers are printed with four digits, what is missing as a dash.
const MOST_ROWS = 400;
function numbersInstead(view, table) {
  const button = make("button", "dsv-small dsv-numbers", "▦"),
    pane = make("div", "dsv-pane-table");
  button.setAttribute("aria-pressed", "false");
  button.title = "the numbers of this view as a table";
  button.setAttribute("aria-label", "numbers as a table");
  pane.tabIndex = 0;
  pane.style.display = "none";
  view.head.append(button);
  view.body.before(pane);
  let shown = false;
  view.listen(button, "click", () => {
    shown = !shown;
    button.setAttribute("aria-pressed", String(shown));
    view.redraw();
  });
  view.tabled = () => {
    pane.style.display = shown ? "" : "none";
    view.body.style.display = shown ? "none" : "";
    if (!shown) return false;
    const { columns, rows, note } = table(),
      grid = make("table", "dsv-table"),
      top = make("thead"),
      rest = make("tbody"),
      head = make("tr");
    for (const name of columns) {
      const th = make("th", "", name);
      th.scope = "col";
      head.append(th);
    }
    for (const row of rows.slice(0, MOST_ROWS)) {
      const tr = make("tr");
      tr.style.cursor = "default";
      for (const x of row)
        tr.append(
          make("td", "", typeof x === "number" ? (Number.isInteger(x) ? String(x) : number(x, 4)) : (x ?? "–")),
        );
      rest.append(tr);
    }
    top.append(head);
    grid.append(top, rest);
    const more = rows.length > MOST_ROWS ? `The first ${MOST_ROWS} of ${rows.length} rows. ` : "";
    pane.replaceChildren(make("div", "dsv-note", more + (note ?? "")), grid);
    view.root.drawnTable = { columns, rows: rows.length };
    return true;
  };
}

// Keys that mean the same everywhere. `count` is the number of tokens; no token chosen means "the newest".
function moveToken(view, by, count) {
  const now = view.sel.get("token");
  const from = now === NONE ? count - 1 : now;
  view.pick({ token: clamp(by === Infinity ? count - 1 : by === -Infinity ? 0 : from + by, 0, count - 1) });
}
function moveLayer(view, by, layers) {
  if (!layers.length) return;
  const at = layers.indexOf(view.sel.get("layer"));
  view.pick({ layer: layers[clamp((at < 0 ? 0 : at) + by, 0, layers.length - 1)], expert: NONE, entry: NONE });
}
