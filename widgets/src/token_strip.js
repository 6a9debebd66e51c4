// Draws the tokens as running text, and a map of the whole run above it. Only textContent is used, so no token can
// become markup; colours are painted for what is in sight, and for the rest when it is scrolled to.

const GENERATED = 1,
  SPECIAL = 2,
  SPLIT = 4,
  MAP = 16,
  MAP_FROM = 300;

function commonPrefix(a, b) {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return i;
  return n;
}

// Means of `values` in `bins` equal stretches, NaN where a stretch has none. Pure.
function binned(values, bins) {
  const out = new Float32Array(bins).fill(NaN);
  for (let b = 0; b < bins; b++) {
    let sum = 0,
      n = 0;
    for (
      let i = Math.floor((b * values.length) / bins), end = Math.floor(((b + 1) * values.length) / bins);
      i < end;
      i++
    )
      if (!Number.isNaN(values[i])) {
        sum += values[i];
        n++;
      }
    if (n) out[b] = sum / n;
  }
  return out;
}

// Tokens that hold a part of some occurrence of `wanted`, letters' case aside. Returns first tokens of the occurrences.
function findText(pieces, wanted) {
  const want = wanted.toLowerCase();
  if (!want) return [];
  const starts = [];
  let text = "";
  for (const piece of pieces) {
    starts.push(text.length);
    text += piece.toLowerCase();
  }
  const found = [];
  for (let at = text.indexOf(want), token = 0; at >= 0; at = text.indexOf(want, at + 1)) {
    while (token + 1 < starts.length && starts[token + 1] <= at) token++;
    if (found[found.length - 1] !== token) found.push(token);
  }
  return found;
}

function tokenNode(piece, flag, index) {
  const node = make("span", "dsv-token");
  node.dataset.index = index;
  if (!(flag & GENERATED)) node.classList.add("prompt");
  if (flag & SPECIAL) node.classList.add("special");
  if (flag & SPLIT) node.classList.add("bytes");
  const parts = piece.split("\n");
  parts.forEach((part, i) => {
    if (i) {
      node.append(make("span", "sign", "⏎"));
      node.append("\n");
    }
    if (part) node.append(plain(part));
  });
  if (!piece) node.append(make("span", "sign", "∅"));
  return node;
}

async function render({ model, el }) {
  const texts = memo(splitText),
    floats = memo(asF32),
    shares = memo(asShares),
    search = memo(findText);
  let painted = [],
    shown = [],
    shownFlags = [],
    nodes = [],
    marked = [],
    following = true,
    home = null,
    first = 0,
    total = 0,
    version = 0,
    done = [];
  const last = () => total - 1;
  const step = by => v => {
    v.root.dataset.anchor = "";
    moveToken(v, by, total);
  };
  const view = await frame(model, el, {
    title: "Tokens",
    aria: "Tokens of this run. Left and right arrows choose a token, with shift a range, slash searches, Escape follows the newest.",
    traits: [
      "utf8",
      "lengths",
      "flags",
      "values",
      "reach",
      "reach_high",
      "reach_note",
      "taken",
      "first",
      "total",
      "bins",
      "measures",
      "measure",
      "low",
      "high",
      "lit",
      "lit_gate",
      "lit_title",
      "found",
    ],
    keys: {
      ArrowLeft: step(-1),
      ArrowRight: step(1),
      Home: step(-Infinity),
      End: step(Infinity),
      "/": () => box.focus(),
    },
    draw,
    table,
  });
  const { root, head, facts, body, sel } = view;
  const choose = make("select");
  choose.setAttribute("aria-label", "colour tokens by");
  const legend = make("span", "dsv-legend"),
    low = make("span"),
    bar = make("span", "dsv-ramp"),
    high = make("span");
  legend.append(choose, low, bar, high);
  const keys = make("span", "dsv-legend dsv-keys");
  const takenKey = make("span", "dsv-key taken");
  keys.append(make("span", "dsv-key prompt", "prompt"), make("span", "dsv-key", "generated"), takenKey);
  const box = make("input", "dsv-search");
  box.type = "search";
  box.placeholder = "find text";
  box.setAttribute("aria-label", "find text in the tokens; Enter goes to the next place");
  const count = make("span", "dsv-legend");
  count.setAttribute("role", "status");
  head.insertBefore(keys, head.querySelector(".dsv-numbers"));
  head.insertBefore(box, keys);
  head.insertBefore(count, keys);
  head.insertBefore(legend, head.querySelector(".dsv-numbers"));
  const map = make("canvas", "dsv-map"),
    strip = make("div", "dsv-strip");
  strip.setAttribute("role", "listbox");
  strip.setAttribute("aria-label", "tokens");
  map.title = "the whole run; click to go there, drag to choose a range";
  body.append(map, strip);
  view.listen(choose, "change", () => {
    model.set("measure", choose.value);
    model.save_changes();
  });
  const index = event => {
    const node = event.target.closest?.(".dsv-token");
    return node ? first + Number(node.dataset.index) : NONE;
  };
  view.listen(strip, "click", e => {
    const at = index(e);
    if (at !== NONE) e.shiftKey ? range(anchor(), at) : pickToken(at);
  });
  view.listen(strip, "mousedown", e => {
    if (e.shiftKey) e.preventDefault();
  }); // a range of tokens, not of letters
  view.listen(strip, "mousemove", e => view.hover({ hover_token: index(e) }));
  view.listen(strip, "mouseleave", () => view.hover({ hover_token: NONE }));
  view.listen(strip, "scroll", () => {
    following = strip.scrollTop + strip.clientHeight > strip.scrollHeight - 30;
    paint();
    drawMap();
  });
  view.listen(
    root,
    "keydown",
    e => {
      if (!e.shiftKey || !["ArrowLeft", "ArrowRight"].includes(e.key) || e.target === box) return;
      const from = anchor(),
        end =
          sel.get("query_first") === NONE
            ? from
            : from === sel.get("query_first")
              ? sel.get("query_last")
              : sel.get("query_first");
      range(from, clamp(end + (e.key === "ArrowRight" ? 1 : -1), 0, last()));
      e.preventDefault();
      e.stopImmediatePropagation();
    },
    true,
  );
  view.listen(
    root,
    "keydown",
    e => {
      if (e.key === "Escape") root.dataset.anchor = "";
    },
    true,
  );
  view.listen(box, "input", () => {
    if (asks()) {
      model.set("search", box.value);
      model.save_changes();
    }
    view.redraw();
  });
  view.listen(box, "keydown", e => {
    if (e.key === "Escape") {
      box.value = "";
      root.focus();
      view.redraw();
    }
    if (e.key === "Enter") {
      const found = places(),
        at = sel.get("token");
      if (found.length)
        view.pick({
          token:
            (e.shiftKey ? found.findLast(t => t < at) : found.find(t => t > at)) ??
            found[e.shiftKey ? found.length - 1 : 0],
        });
    }
    e.stopPropagation();
  });
  const anchor = () =>
    root.dataset.anchor ? Number(root.dataset.anchor) : sel.get("token") !== NONE ? sel.get("token") : last();
  const pickToken = at => {
    root.dataset.anchor = "";
    view.pick({ token: at, query_first: NONE, query_last: NONE });
  };
  const range = (a, b) => {
    root.dataset.anchor = String(a);
    view.pick({ query_first: Math.min(a, b), query_last: Math.max(a, b) });
  };
  // Numbers by token and the ends of their scale; what the chosen token read has its own.
  const scaled = () =>
    model.get("measure") === "reach"
      ? [shares(model.get("reach")), 0, model.get("reach_high")]
      : [floats(data(model, "values")), model.get("low"), model.get("high")];
  // Python searches the text of which the page holds a part; a page without a kernel finds what it holds, and says so.
  const asks = () => total > shown.length && model.get("kernel") !== false,
    partly = () => total > shown.length && !asks();
  const places = () =>
    !box.value ? [] : asks() ? Array.from(asI32(model.get("found"))) : search(shown, box.value).map(t => t + first);
  // Ctrl+Enter in the explorer's prompt runs it; JupyterLab must not see the keys of the controls around the views.
  const explorer = el.closest(".dsv-explorer");
  if (explorer) {
    view.listen(
      explorer,
      "focusin",
      e => {
        e.target.dataset.lmSuppressShortcuts = "true";
      },
      true,
    );
    view.listen(
      explorer,
      "keydown",
      e => {
        if (e.target.tagName !== "TEXTAREA" || e.key !== "Enter" || !(e.ctrlKey || e.metaKey)) return;
        e.preventDefault();
        e.stopPropagation();
        model.send({ press: "run", prompt: e.target.value });
      },
      true,
    );
  }
  let drag = null;
  const onMap = e =>
    clamp(Math.floor(((e.clientX - map.getBoundingClientRect().left) / map.clientWidth) * total), 0, last());
  view.listen(map, "mousedown", e => {
    drag = onMap(e);
    e.preventDefault();
  });
  view.listen(map, "mousemove", e => {
    if (drag !== null && e.buttons && Math.abs(onMap(e) - drag) > total / 200) range(drag, onMap(e));
  });
  view.listen(map, "click", e => {
    const at = onMap(e);
    if (drag === null || Math.abs(at - drag) <= total / 200) pickToken(at);
    drag = null;
  });

  function draw() {
    const pieces = texts(data(model, "utf8"), data(model, "lengths")),
      flags = asBytes(data(model, "flags"));
    const [values, from, to] = scaled();
    const moved = first !== model.get("first");
    first = model.get("first");
    total = Math.max(model.get("total"), first + pieces.length);
    let keep = moved ? 0 : pieces === shown ? pieces.length : commonPrefix(shown, pieces);
    for (let i = 0; i < keep; i++)
      if (shownFlags[i] !== flags[i]) {
        keep = i;
        break;
      }
    for (const node of nodes.splice(keep)) {
      node.nextSibling?.remove();
      node.remove();
    }
    const fresh = document.createDocumentFragment();
    for (let i = keep; i < pieces.length; i++) {
      const node = tokenNode(pieces[i], flags[i], i);
      node.setAttribute("role", "option");
      nodes.push(node);
      fresh.append(node, document.createElement("wbr"));
    }
    strip.append(fresh);
    if (keep < pieces.length && following) strip.scrollTop = strip.scrollHeight;
    shown = pieces;
    shownFlags = flags;
    const meta = model.get("measures").find(m => m[0] === model.get("measure")) ?? ["", "", "", ""];
    if (painted[0] !== values || painted[1] !== from || painted[2] !== to || painted[3] !== pieces) {
      const same = painted[1] === from && painted[2] === to && !moved ? commonPrefix(painted[0] ?? [], values) : 0;
      version++;
      done.length = Math.min(done.length, keep);
      for (let i = 0; i < Math.min(same, done.length); i++) if (done[i]) done[i] = version;
      painted = [values, from, to, pieces];
    }
    paint();
    const options = model
      .get("measures")
      .map(m => m[0])
      .join();
    if (choose.dataset.options !== options) {
      choose.replaceChildren(
        ...model.get("measures").map(m => {
          const o = make("option", "", `colour: ${m[1]}`);
          o.value = m[0];
          return o;
        }),
      );
      choose.dataset.options = options;
    }
    choose.value = model.get("measure");
    const missing = meta[0] === "reach" ? model.get("reach_note") : "";
    legend.title = `darker: ${meta[3]}; hatched: ${missing || "no value"}`;
    low.textContent = number(from);
    high.textContent = `${number(to)} ${meta[2]}`;
    bar.style.background =
      from < 0
        ? "linear-gradient(90deg, rgba(var(--dsv-below),.72), rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))"
        : "linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))";
    mark(values, meta);
    drawMap();
    root.drawn = {
      pieces,
      values,
      flags,
      first,
      total,
      measure: meta[0],
      picked: sel.get("token"),
      range: [sel.get("query_first"), sel.get("query_last")],
      found: places(),
      taken: Array.from(asI32(model.get("taken"))),
      note: model.get("reach_note"),
      lit: Array.from(asI32(model.get("lit"))),
      at: performance.now(),
    };
  }

  // The first node whose top is at or below y; tops rise along the text.
  function nodeAt(y) {
    let a = 0,
      b = nodes.length;
    while (a < b) {
      const m = (a + b) >> 1;
      if (nodes[m].offsetTop - strip.offsetTop < y) a = m + 1;
      else b = m;
    }
    return a;
  }

  function paint() {
    const [values, from, to] = painted;
    if (!values || !nodes.length) return;
    const tall = strip.clientHeight || 100,
      begin = Math.max(0, nodeAt(strip.scrollTop - tall) - 1),
      end = Math.min(nodes.length, nodeAt(strip.scrollTop + 2 * tall) + 1);
    for (let i = begin; i < end; i++) {
      if (done[i] === version) continue;
      done[i] = version;
      const x = values[i],
        missing = Number.isNaN(x) || x === undefined,
        node = nodes[i];
      node.classList.toggle("none", missing);
      node.classList.toggle("below", !missing && from < 0 && x < 0);
      node.style.backgroundColor = missing
        ? ""
        : from < 0
          ? `rgba(var(${x < 0 ? "--dsv-below" : "--dsv-tint"}), ${(0.72 * unit(Math.abs(x), 0, to)).toFixed(3)})`
          : `rgba(var(--dsv-tint), ${(0.72 * unit(x, from, to)).toFixed(3)})`;
    }
  }

  function drawMap() {
    const there = total > MAP_FROM;
    map.style.display = there ? "" : "none";
    if (!there) return;
    const width = Math.max(100, body.clientWidth - 4),
      bins = Math.min(total, Math.floor(width)),
      [values, from, to] = painted;
    const means = total > shown.length ? asF32(model.get("bins")) : binned(values, bins),
      ctx = sized(map, width, MAP),
      w = width / means.length,
      x = t => (t / total) * width;
    const below = colour(root, "below"),
      tint = colour(root, "tint");
    means.forEach((v, i) => {
      ctx.fillStyle = Number.isNaN(v)
        ? "transparent"
        : `rgba(${from < 0 && v < 0 ? below : tint}, ${0.9 * (from < 0 ? unit(Math.abs(v), 0, to) : unit(v, from, to))})`;
      ctx.fillRect(i * w, 0, Math.max(w, 1), MAP);
    });
    ctx.strokeStyle = colour(root, "line");
    ctx.strokeRect(0.5, 0.5, width - 1, MAP - 1);
    if (sel.get("query_first") !== NONE) {
      ctx.fillStyle = colour(root, "mark");
      ctx.fillRect(
        x(sel.get("query_first")),
        MAP - 3,
        Math.max(2, x(sel.get("query_last") + 1) - x(sel.get("query_first"))),
        3,
      );
    }
    if (nodes.length) {
      const a = first + nodeAt(strip.scrollTop - 4),
        b = first + nodeAt(strip.scrollTop + strip.clientHeight - 8);
      ctx.strokeStyle = colour(root, "ink");
      ctx.strokeRect(x(a) + 0.5, 0.5, Math.max(3, x(b) - x(a)) - 1, MAP - 1);
    }
    ctx.fillStyle = colour(root, "mark");
    for (const t of places()) ctx.fillRect(x(t), 0, 1.5, 5);
    if (sel.get("token") !== NONE) {
      ctx.beginPath();
      const at = x(sel.get("token"));
      ctx.moveTo(at - 4, 0);
      ctx.lineTo(at + 4, 0);
      ctx.lineTo(at, 7);
      ctx.fill();
    }
  }

  function mark(values, meta) {
    for (const node of marked) {
      node.classList.remove("picked", "hover", "lit", "ranged", "found", "taken");
      node.removeAttribute("aria-selected");
      node.removeAttribute("title");
    }
    marked = [];
    const put = (at, name) => {
      const node = nodes[at - first];
      if (node) {
        node.classList.add(name);
        marked.push(node);
      }
      return node;
    };
    const lit = asI32(model.get("lit")),
      gate = asF32(model.get("lit_gate")),
      strongest = Math.max(...gate);
    lit.forEach((at, i) => {
      const node = put(at, "lit");
      if (!node) return;
      // The gate is the height of the fill: the strongest source is full.
      node.title = `gate ${number(gate[i], 3)}`;
      node.style.setProperty("--dsv-gate", ((18 * gate[i]) / strongest).toFixed(1));
    });
    const found = places();
    for (const t of found) put(t, "found");
    const taken = asI32(model.get("taken")),
      expert = sel.get("expert");
    for (const t of taken) put(t, "taken");
    takenKey.textContent =
      expert >= 0 && taken.length ? `expert ${expert} of layer ${sel.get("layer")}: ${taken.length} tokens` : "";
    count.textContent = box.value
      ? (found.length ? `${found.length} found` : "not found") +
        (partly() ? ` in tokens ${first} to ${first + shown.length - 1}` : "")
      : "";
    const [begin, end] = [sel.get("query_first"), sel.get("query_last")];
    if (begin !== NONE)
      for (let t = Math.max(begin, first); t <= Math.min(end, first + nodes.length - 1); t++) put(t, "ranged");
    const seen = node => {
      const top = node.offsetTop - strip.offsetTop;
      return top >= strip.scrollTop && top < strip.scrollTop + strip.clientHeight - 12;
    };
    const sources = Array.from(lit).filter(at => nodes[at - first]);
    if (sources.length && strip.dataset.lit !== sources.join() && !sources.some(at => seen(nodes[at - first]))) {
      home ??= strip.scrollTop;
      strip.scrollTop = nodes[sources[0] - first].offsetTop - strip.offsetTop - 4;
    } else if (!sources.length && home !== null) {
      strip.scrollTop = home;
      home = null;
    } // back to what was being read
    strip.dataset.lit = sources.join();
    const hover = sel.get("hover_token"),
      chosen = sel.get("token"),
      picked = nodes[chosen - first];
    if (hover >= 0) put(hover, "hover");
    if (picked && chosen >= 0) {
      put(chosen, "picked");
      picked.setAttribute("aria-selected", "true");
      if (strip.dataset.picked !== `${chosen} ${first}` && !seen(picked))
        strip.scrollTop = picked.offsetTop - strip.offsetTop - strip.clientHeight / 2;
    }
    strip.dataset.picked = `${chosen} ${first}`;
    const at = hover >= first && hover < total ? hover : chosen >= 0 && chosen < total ? chosen : last(),
      here = at - first;
    facts.replaceChildren();
    if (at < 0) return;
    if (sources.length) {
      const top = gate.indexOf(strongest);
      facts.append(
        `${model.get("lit_title")}, strongest `,
        make("b", "", `“${label(shown[lit[top] - first] ?? "", 24)}” ${number(gate[top])}`),
        ` of ${sources.length} tokens`,
      );
    } else {
      const special =
        shownFlags[here] & SPECIAL ? " (marker)" : shownFlags[here] & SPLIT ? " (bytes of a character)" : "";
      facts.append(
        `${at === hover ? "" : chosen === at ? "chosen: " : "newest: "}token ${at} of ${total} `,
        make("b", "", `“${label(shown[here] ?? "", 24)}”`),
        `${special} · ${meta[1]} ${number(values[here])} ${meta[2]}`,
      );
      if (meta[0] === "reach" && model.get("reach_note")) facts.append(" · hatched: ", model.get("reach_note"));
      if (begin !== NONE) facts.append(` · range ${begin} to ${end} (${end - begin + 1} tokens)`);
    }
  }

  function table() {
    const meta = model.get("measures").find(m => m[0] === model.get("measure")) ?? ["", "", "", ""],
      [values] = scaled();
    const from = Math.max(0, Math.min(sel.get("token") - first, shown.length) - 200);
    const pieces = texts(data(model, "utf8"), data(model, "lengths")),
      flags = asBytes(data(model, "flags"));
    return {
      columns: ["position", "token", "origin", `${meta[1]} (${meta[2]})`],
      rows: Array.from(pieces.slice(from), (piece, i) => [
        first + from + i,
        `“${label(piece, 40)}”`,
        flags[from + i] & GENERATED ? "generated" : "prompt",
        values[from + i],
      ]),
    };
  }
  view.redraw();
  return view.clean;
}
export default { initialize, render };
