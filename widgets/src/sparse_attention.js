// Draws one query's attention: rows are heads; left the compressed past, then the window, at the edge the sink.

const LABEL = 48,
  MASSES = 108,
  SINK = 20,
  ZONE_GAP = 10,
  AXIS = 54,
  ZONE_HEAD = 15;

// Horizontal places. The zones' widths follow their numbers of keys; more entries than pixels share a pixel.
function zonesOf(width, visible, window) {
  const room = Math.max(60, width - LABEL - MASSES - SINK - 2 * ZONE_GAP);
  const even = Math.min(22, room / Math.max(1, visible + window));
  // In proportion to the numbers of keys, but neither zone is squeezed below what can be read.
  const least = Math.min(window * 14, room * 0.45);
  const entries = visible
    ? clamp(visible * even, Math.min(visible * 22, room * 0.25), room - Math.min(least, window * 22))
    : 0;
  const win = Math.min(window * 22, room - entries);
  const windowX = LABEL + entries + (entries ? ZONE_GAP : 0);
  return {
    entryX: LABEL,
    entryW: entries,
    entryCell: visible ? entries / visible : 0,
    windowX,
    windowW: win,
    windowCell: window ? win / window : 0,
    sinkX: windowX + win + ZONE_GAP,
  };
}

const rowHeight = rows => (rows <= 8 ? 24 : rows <= 12 ? 18 : 13);

// Heads as they are, or one row of their mean or maximum over the heads that have the key. NaN stays NaN.
function rowsFor(mode, heads, keys, weights) {
  if (mode === "heads") return Array.from({ length: heads }, (_, h) => weights.slice(h * keys, (h + 1) * keys));
  const out = new Float32Array(keys).fill(NaN);
  for (let k = 0; k < keys; k++) {
    let sum = 0,
      n = 0,
      top = NaN;
    for (let h = 0; h < heads; h++) {
      const w = weights[h * keys + k];
      if (!Number.isNaN(w)) {
        sum += w;
        n++;
        if (!(top >= w)) top = w;
      }
    }
    if (n) out[k] = mode === "mean" ? sum / heads : top;
  }
  return [out];
}

async function render({ model, el }) {
  let zones = null,
    place = null,
    HEAD = 18;
  const view = await frame(model, el, {
    title: "Attention",
    aria: "What the chosen token attended to. Left and right move the token, up and down the head, page keys the layer.",
    traits: [
      "window",
      "entries",
      "window_weight",
      "entry_weight",
      "mass",
      "facts",
      "rows",
      "entry_text",
      "layers",
      "map_facts",
      "map_entries",
      "map_window",
      "profile",
    ],
    keys: {
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      ArrowUp: () => moveHead(-1),
      ArrowDown: () => moveHead(1),
      PageUp: v => moveLayer(v, -1, model.get("layers")),
      PageDown: v => moveLayer(v, 1, model.get("layers")),
    },
    draw,
    table,
  });
  const { root, head, facts, body, sel } = view;
  let far = null; // places of the map or of the thumbnails, when one of them is shown
  const rows = make("select");
  rows.setAttribute("aria-label", "what is drawn");
  for (const [value, text] of [
    ["heads", "every head"],
    ["mean", "mean of heads"],
    ["max", "largest of heads"],
    ["map", "query × key"],
    ["all", "all layers"],
  ]) {
    const o = make("option", "", text);
    o.value = value;
    rows.append(o);
  }
  head.insertBefore(rows, head.querySelector(".dsv-numbers"));
  const scroll = make("div", "dsv-scroll"),
    canvas = make("canvas"),
    note = make("div", "dsv-note");
  scroll.style.maxHeight = "var(--dsv-attention-height, 300px)";
  scroll.style.overflowX = "hidden";
  canvas.style.cursor = "pointer";
  scroll.append(canvas);
  body.append(scroll, note);
  note.style.minHeight = "30px";
  view.listen(rows, "change", () => {
    model.set("rows", rows.value);
    model.save_changes();
  });
  const step = by => {
    const now = model.get("facts").query ?? 0;
    view.pick({ token: Math.max(0, now + by) });
  };
  const moveHead = by => {
    const n = model.get("facts").heads ?? 1;
    view.pick({ head: clamp(sel.get("head") + by, 0, n - 1) });
  };

  // What the pointer is over in the map: a query, and an entry or a position of the window.
  function underMap(event) {
    const f = model.get("map_facts"),
      box = canvas.getBoundingClientRect(),
      x = event.clientX - box.left,
      row = Math.floor((event.clientY - box.top - far.top) / far.row);
    if (row < 0 || row >= f.queries) return null;
    const at = { query: f.first + row, entry: NONE, key: NONE, code: NOT_YET };
    if (far.entryW && x >= far.left && x < far.left + far.entryW) {
      at.entry = Math.floor((x - far.left) / far.entryCell);
      at.code = asBytes(model.get("map_entries"))[row * f.entries + at.entry];
    } else if (x >= far.windowX && x < far.windowX + far.windowW) {
      const back = Math.floor((x - far.windowX) / far.windowCell);
      at.key = at.query - back;
      at.code = asBytes(model.get("map_window"))[row * f.window + back];
    }
    return at;
  }
  function underThumb(event) {
    const [L, H] = model.get("profile_shape"),
      box = canvas.getBoundingClientRect(),
      l = Math.floor((event.clientY - box.top - far.top) / far.h),
      h = Math.floor((event.clientX - box.left - far.left) / far.w);
    return l >= 0 && l < L && h >= 0 && h < H ? { layer: model.get("layers")[l], head: h } : null;
  }

  function under(event) {
    if (!zones) return null;
    const box = canvas.getBoundingClientRect(),
      x = event.clientX - box.left,
      y = event.clientY - box.top;
    const row = Math.floor((y - ZONE_HEAD) / HEAD),
      f = model.get("facts"),
      window_ = asI32(model.get("window"));
    const heads = model.get("rows") === "heads" && row >= 0 && row < f.heads ? row : NONE;
    if (zones.entryW && x >= zones.entryX && x < zones.entryX + zones.entryW)
      return { zone: "entry", key: Math.floor((x - zones.entryX) / zones.entryCell), head: heads };
    if (zones.windowW && x >= zones.windowX && x < zones.windowX + zones.windowW)
      return { zone: "window", key: window_[Math.floor((x - zones.windowX) / zones.windowCell)], head: heads };
    return { zone: x >= zones.sinkX && x < zones.sinkX + SINK ? "sink" : "", head: heads };
  }
  view.listen(canvas, "mousemove", e => {
    const mode = model.get("rows");
    if (mode === "all") return;
    if (mode === "map") {
      place = far && underMap(e);
      view.hover({
        hover_entry: place && place.code <= MAP_ROOT ? place.entry : NONE,
        hover_token: place ? (place.key >= 0 ? place.key : place.query) : NONE,
      });
      view.redraw();
      return;
    }
    place = under(e);
    view.hover({
      hover_entry: place?.zone === "entry" ? place.key : NONE,
      hover_token: place?.zone === "window" ? place.key : NONE,
      hover_head: place?.head ?? NONE,
    });
    view.redraw();
  });
  view.listen(canvas, "mouseleave", () => {
    place = null;
    view.hover({ hover_entry: NONE, hover_token: NONE, hover_head: NONE });
    view.redraw();
  });
  view.listen(canvas, "click", e => {
    const mode = model.get("rows");
    if (mode === "all") {
      const hit = far && underThumb(e);
      if (hit) view.pick({ ...hit, entry: NONE, ...(hit.layer === sel.get("layer") ? {} : { expert: NONE }) });
      return;
    }
    if (mode === "map") {
      const hit = far && underMap(e);
      if (hit)
        view.pick({ token: hit.query, ...(hit.entry !== NONE && hit.code <= MAP_ROOT ? { entry: hit.entry } : {}) });
      return;
    }
    const hit = under(e);
    if (!hit) return;
    const changes = hit.head === NONE ? {} : { head: hit.head };
    if (hit.zone === "entry") changes.entry = sel.get("entry") === hit.key ? NONE : hit.key;
    if (hit.zone === "window") changes.token = hit.key;
    view.pick(changes);
  });

  function drawFar(mode) {
    const width = scroll.clientWidth;
    if (mode === "all") {
      if (!model.get("profile_shape")[0]) return;
      far = drawThumbs(view, canvas, width);
      facts.replaceChildren("every layer and head over the run; click one to choose it");
      note.textContent =
        "Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HCA read entries of different sizes: compare within a kind.";
      root.drawn = {
        mode,
        shape: [...model.get("profile_shape")],
        layer: sel.get("layer"),
        head: sel.get("head"),
        places: far,
        at: performance.now(),
      };
      return;
    }
    const f = model.get("map_facts");
    if (f.queries === undefined) return;
    far = drawHeadMap(view, canvas, width, 290, f);
    facts.replaceChildren(
      make("b", "", layerName(f.layer, f.kind)),
      ` · head ${f.head} · queries ${f.first} to ${f.first + f.queries - 1}`,
    );
    const kinds = {
      [NOT_YET]: "not there yet",
      [NOT_PICKED]: "there, but not picked: it has no weight",
      [NOT_CAPTURED]: "not captured",
    };
    const what = !place
      ? ""
      : place.entry !== NONE
        ? `entry ${place.entry}`
        : place.key >= 0
          ? `token ${place.key}`
          : "";
    note.textContent = what
      ? `Query ${place.query}, ${what}: ${kinds[place.code] ?? `weight about ${number((place.code / MAP_ROOT) ** 2, 2)}`}. ${place.entry !== NONE ? apart(plain(model.get("entry_text"))) : ""}`
      : "Rows are queries. Up and down move the head, left and right the query, page keys the layer.";
    root.drawn = {
      mode,
      layer: f.layer,
      head: f.head,
      first: f.first,
      queries: f.queries,
      entries: f.entries,
      places: far,
      place,
      codes: Array.from(asBytes(model.get("map_entries")).slice(0, 64)),
      at: performance.now(),
    };
  }

  function draw() {
    rows.value = model.get("rows");
    if (["map", "all"].includes(model.get("rows"))) return drawFar(model.get("rows"));
    far = null;
    const f = model.get("facts");
    if (f.heads === undefined) return;
    const window_ = asI32(model.get("window")),
      entries = asI32(model.get("entries")),
      mode = model.get("rows"),
      mass = asF32(model.get("mass"));
    const H = f.heads,
      windowRows = rowsFor(mode, H, window_.length, asShares(model.get("window_weight"))),
      entryRows = rowsFor(mode, H, entries.length, asShares(model.get("entry_weight")));
    const massRows = [0, 1, 2].map(z =>
      rowsFor(
        mode,
        H,
        1,
        Float32Array.from({ length: H }, (_, h) => mass[3 * h + z]),
      ).map(r => r[0]),
    );
    HEAD = rowHeight(windowRows.length);
    const n = windowRows.length,
      width = scroll.clientWidth,
      height = ZONE_HEAD + n * HEAD + AXIS,
      pieces = splitText(model.get("utf8"), model.get("lengths"));
    zones = zonesOf(width, f.visible, window_.length);
    const ctx = sized(canvas, width, height),
      ink = colour(root, "ink"),
      quiet = colour(root, "quiet"),
      line = colour(root, "line"),
      mark = colour(root, "mark"),
      paper = colour(root, "panel");
    const shade = { entry: colour(root, "entries"), window: colour(root, "window"), sink: colour(root, "sink") };
    const strength = w => Math.sqrt(clamp(w, 0, 1)); // pale but visible at small weights; the numbers are in the note
    const tint = (name, w) => {
      ctx.globalAlpha = 0.06 + 0.94 * strength(w);
      ctx.fillStyle = shade[name];
    };
    const bottom = ZONE_HEAD + n * HEAD;
    ctx.textBaseline = "middle";
    ctx.font = "10px system-ui, sans-serif";
    const hatched = hatch(ctx, quiet);
    const titles = [],
      title = (words, x, room, color) => {
        const text = fitting(words, room, t => ctx.measureText(t).width);
        ctx.fillStyle = color;
        ctx.fillText(text, x, 6);
        titles.push([text, x, ctx.measureText(text).width]);
      };
    if (zones.entryW) {
      title(["compressed past", "compressed", "past"], zones.entryX, zones.entryW + ZONE_GAP - 4, shade.entry);
      ctx.globalAlpha = 0.4;
      ctx.fillStyle = hatched;
      ctx.fillRect(zones.entryX, ZONE_HEAD, zones.entryW, n * HEAD);
      ctx.globalAlpha = 1;
    }
    title(["window: exact tokens", "window"], zones.windowX, zones.windowW + ZONE_GAP - 4, shade.window);
    ctx.fillStyle = shade.sink;
    ctx.fillText("sink", zones.sinkX - 1, 6);
    ctx.fillStyle = quiet;
    ctx.fillText("past   window  sink", zones.sinkX + SINK + 8, 6);
    const shares = [];
    for (let r = 0; r < n; r++) {
      const y = ZONE_HEAD + r * HEAD,
        chosen = mode === "heads" && r === sel.get("head");
      ctx.globalAlpha = 1;
      ctx.fillStyle = chosen ? mark : quiet;
      ctx.font = `${chosen ? "bold " : ""}10px system-ui, sans-serif`;
      ctx.fillText(mode === "heads" ? `head ${r}` : mode, 2, y + HEAD / 2);
      if (f.listed) {
        entries.forEach((entry, i) => {
          const w = entryRows[r][i];
          if (Number.isNaN(w)) return;
          const x = zones.entryX + entry * zones.entryCell,
            wide = Math.max(zones.entryCell - (zones.entryCell > 4 ? 1 : 0), 1);
          ctx.globalAlpha = 1;
          ctx.fillStyle = paper;
          ctx.fillRect(x, y, Math.max(zones.entryCell, 1), HEAD);
          tint("entry", w);
          ctx.fillRect(x, y, wide, HEAD - 1);
        });
        window_.forEach((_, i) => {
          const w = windowRows[r][i];
          if (Number.isNaN(w)) return;
          tint("window", w);
          ctx.fillRect(
            zones.windowX + i * zones.windowCell,
            y,
            Math.max(zones.windowCell - (zones.windowCell > 4 ? 1 : 0), 1),
            HEAD - 1,
          );
        });
      } else {
        ctx.globalAlpha = 1;
        ctx.fillStyle = quiet;
        for (let x = zones.windowX; x < zones.windowX + Math.max(zones.windowW, 40); x += 8)
          ctx.fillRect(x, y + HEAD / 2, 2, 2);
      }
      tint("sink", massRows[2][r]);
      ctx.fillRect(zones.sinkX, y, SINK, HEAD - 1);
      ctx.globalAlpha = 1;
      ctx.strokeStyle = line;
      ctx.lineWidth = 1;
      ctx.strokeRect(zones.sinkX + 0.5, y + 0.5, SINK - 1, HEAD - 2);
      const three = mode === "max" ? massRows.map(m => m[r]) : roundedShares(massRows.map(m => m[r]));
      shares.push(three);
      ctx.fillStyle = chosen ? mark : ink;
      ctx.font = "10px system-ui, sans-serif";
      three.forEach((share, i) => ctx.fillText(number(share), zones.sinkX + SINK + 8 + 34 * i, y + HEAD / 2));
    }
    if (zones.entryW) {
      ctx.strokeStyle = line;
      ctx.strokeRect(zones.entryX + 0.5, ZONE_HEAD - 0.5, zones.entryW - 1, n * HEAD);
    }
    axis(ctx, window_, entries, pieces, bottom, { ink, quiet, mark, f });
    facts.replaceChildren(
      make("b", "", layerName(f.layer, f.kind)),
      ` · query ${f.query} `,
      make("b", "", `“${label(f.piece ?? "", 18)}”`),
      ` · ${mode === "heads" ? `${H} heads` : `${mode} of ${H} heads`}`,
    );
    rows.value = mode;
    say(entries, entryRows, window_, windowRows, massRows, pieces, f, mode, n);
    root.drawn = {
      layer: f.layer,
      query: f.query,
      kind: f.kind,
      visible: f.visible,
      window: Array.from(window_),
      entries: Array.from(entries),
      weights: windowRows.map(r => Array.from(r)),
      shares,
      entryText: model.get("entry_text"),
      titles,
      mode,
      at: performance.now(),
    };
  }

  function table() {
    const f = model.get("facts"),
      H = f.heads ?? 0,
      mass = asF32(model.get("mass")),
      window_ = asI32(model.get("window")),
      entries = asI32(model.get("entries"));
    const near = asShares(model.get("window_weight")),
      far_ = asShares(model.get("entry_weight")),
      pieces = splitText(model.get("utf8"), model.get("lengths"));
    const heads = Array.from({ length: H }, (_, h) => h),
      rows = [0, 1, 2].map(z => [
        ["compressed past, all", "window, all", "sink"][z],
        ...heads.map(h => mass[3 * h + z]),
      ]);
    entries.forEach((entry, i) => rows.push([`entry ${entry}`, ...heads.map(h => far_[h * entries.length + i])]));
    window_.forEach((token, i) =>
      rows.push([`token ${token} “${label(pieces[i] ?? "", 16)}”`, ...heads.map(h => near[h * window_.length + i])]),
    );
    return {
      columns: ["read", ...heads.map(h => `head ${h}`)],
      rows,
      note: H
        ? `Attention of layer ${f.layer} at query ${f.query}; the first three rows sum to one in every column.`
        : "",
    };
  }

  function axis(ctx, window_, entries, pieces, bottom, { ink, quiet, mark, f }) {
    const hover = sel.get("hover_token"),
      entry = sel.get("hover_entry") !== NONE ? sel.get("hover_entry") : sel.get("entry");
    ctx.font = "10px system-ui, sans-serif";
    if (zones.windowCell >= 9)
      window_.forEach((position, i) => {
        ctx.save();
        ctx.translate(zones.windowX + (i + 0.5) * zones.windowCell, bottom + 3);
        ctx.rotate(-Math.PI / 2);
        ctx.textAlign = "right";
        ctx.fillStyle = position === f.query ? mark : position === hover ? ink : quiet;
        ctx.font = `${position === hover || position === f.query ? "bold " : ""}10px system-ui, sans-serif`;
        ctx.fillText(label(pieces[i] ?? "", 8), 0, 0);
        ctx.restore();
      });
    else if (window_.length) {
      ctx.fillStyle = quiet;
      ctx.textAlign = "left";
      ctx.fillText(`token ${window_[0]}`, zones.windowX, bottom + 8);
      ctx.textAlign = "right";
      ctx.fillText(`${window_[window_.length - 1]}`, zones.windowX + zones.windowW, bottom + 8);
    }
    ctx.textAlign = "left";
    ctx.fillStyle = quiet;
    if (zones.entryW) {
      if (zones.entryCell >= 14)
        for (let e = 0; e < f.visible; e++) {
          ctx.textAlign = "center";
          ctx.fillStyle = entries.includes(e) ? ink : quiet;
          ctx.fillText(`${e}`, zones.entryX + (e + 0.5) * zones.entryCell, bottom + 8);
        }
      else {
        ctx.fillText("0", zones.entryX, bottom + 8);
        ctx.textAlign = "right";
        ctx.fillText(`${f.visible - 1}`, zones.entryX + zones.entryW, bottom + 8);
      }
      ctx.textAlign = "left";
      ctx.fillStyle = quiet;
      if (zones.entryW > 60) ctx.fillText(`entries of ${f.rate}`, zones.entryX, bottom + 21);
      if (entry !== NONE && entry < f.visible) {
        ctx.strokeStyle = mark;
        ctx.lineWidth = 2;
        ctx.strokeRect(
          zones.entryX + entry * zones.entryCell,
          ZONE_HEAD - 1,
          Math.max(zones.entryCell, 2),
          bottom - ZONE_HEAD + 1,
        );
      }
    }
    const at = window_.indexOf(hover);
    if (at >= 0) {
      ctx.strokeStyle = ink;
      ctx.lineWidth = 1;
      ctx.strokeRect(zones.windowX + at * zones.windowCell, ZONE_HEAD - 0.5, zones.windowCell, bottom - ZONE_HEAD);
    }
  }

  function say(entries, entryRows, window_, windowRows, massRows, pieces, f, mode, n) {
    const head_ =
      mode !== "heads"
        ? 0
        : clamp(sel.get("hover_head") !== NONE ? sel.get("hover_head") : Math.max(sel.get("head"), 0), 0, n - 1);
    const who = mode === "heads" ? `head ${head_}` : `${mode} of heads`;
    const entry = sel.get("hover_entry") !== NONE ? sel.get("hover_entry") : sel.get("entry"),
      token = sel.get("hover_token");
    if (entry !== NONE && entry < f.visible) {
      const i = entries.indexOf(entry),
        w = i < 0 ? NaN : entryRows[head_][i];
      note.textContent = `Entry ${entry}, ${i < 0 ? "not picked by the indexer: it has no weight" : `weight ${number(w, 4)} in ${who}`}. ${apart(plain(model.get("entry_text")))}`;
    } else if (window_.includes(token)) {
      const i = window_.indexOf(token);
      note.textContent = `Token ${token} “${label(pieces[i], 20)}”: weight ${number(windowRows[head_][i], 4)} in ${who}. Click to choose it.`;
    } else if (mode === "max")
      note.textContent = "Each key shows the head that weighs it most, so rows do not sum to one here.";
    else if (!f.listed)
      note.textContent = "Only the three masses were captured for this query (dots: weights not captured).";
    else
      note.textContent =
        f.kind === "sliding"
          ? "This layer sees its window and the sink only."
          : !f.visible
            ? `No entry is complete yet: this layer makes one of every ${f.rate} tokens.`
            : f.kind === "csa"
              ? `Coloured entries were picked by the indexer; hatched ones were there but not picked. Hover one to see its tokens.`
              : "Every complete entry is read in this kind of layer. Hover one to see its tokens.";
  }
  view.redraw();
  return view.clean;
}
export default { initialize, render };
