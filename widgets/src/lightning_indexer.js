// Overview in bins, the marked region pick by pick with its text, and a panel. Positions run to the right, queries down.

const LEFT = 54,
  STRIP = 13,
  NO = 0,
  FUTURE = 254,
  UNKNOWN = 255;

// "1 in 300" for small shares, a percentage for large ones.
const shareWords = x =>
  !(x > 0)
    ? "none"
    : x >= 0.1
      ? `${Math.round(100 * x)} %`
      : `1 in ${Math.round(1 / x) < 1000 ? Math.round(1 / x) : thousands(1 / x)}`;
const shareAt = (code, low, high) => low * Math.pow(high / low, (code - 1) / 249);
const rankWords = r =>
  r === -1 ? "not picked" : r === -2 ? "not complete yet" : r === -3 ? "query not kept" : `rank ${r + 1}`;

// Rows of pixels between two fractions of an axis, at least one wide.
const ticks = (first, end, count) => {
  const step = Math.max(1, Math.pow(10, Math.floor(Math.log10((end - first) / count)))),
    by = [1, 2, 5, 10].map(m => m * step).find(s => (end - first) / s <= count) ?? step * 10,
    out = [];
  for (let t = Math.ceil(first / by) * by; t < end; t += by) out.push(t);
  return out;
};

async function render({ model, el }) {
  const ints = memo(asI32),
    texts = memo(splitText),
    pixels = memo(bitmap),
    entries = memo(asI32),
    scores = memo(asF32),
    lines = memo(asF32),
    table = memo(asF32),
    recalls = memo(asF32),
    probed = memo(asI32),
    found = memo(asF32);
  let hovered = null,
    dragging = null,
    span = null;
  const view = await frame(model, el, {
    title: "Indexer picks",
    aria: "Entries that every query picked. Left and right move the query, up and down the layer.",
    traits: [
      "overview",
      "low",
      "high",
      "marks",
      "facts",
      "layers",
      "breaks",
      "shown_region",
      "utf8",
      "panel",
      "shows",
      "rank",
      "rank_entry",
      "rank_score",
      "overlap",
      "overlap_facts",
      "layer_table",
      "recall",
      "probes",
      "recall_note",
      "can_measure",
      "needle",
      "needle_facts",
    ],
    keys: {
      ArrowLeft: v => moveToken(v, -1, model.get("facts").tokens),
      ArrowRight: v => moveToken(v, 1, model.get("facts").tokens),
      ArrowUp: v => moveLayer(v, -1, model.get("layers")),
      ArrowDown: v => moveLayer(v, 1, model.get("layers")),
      Home: v => moveToken(v, -Infinity, model.get("facts").tokens),
      End: v => moveToken(v, Infinity, model.get("facts").tokens),
    },
    draw,
    table: numbers,
  });
  const { root, facts, body, sel } = view;
  // The selection's entry counts in the selected layer; this view may show another one, when that has no indexer.
  const own = () => sel.get("layer") === model.get("facts").layer;
  const chosenEntry = () => (own() ? sel.get("entry") : NONE),
    shownEntry = () =>
      hoveredEntry !== NONE
        ? hoveredEntry
        : own() && sel.get("hover_entry") >= 0
          ? sel.get("hover_entry")
          : chosenEntry();
  let hoveredEntry = NONE,
    wishes = 0;
  const hoverEntry = (entry, token) => {
    hoveredEntry = entry;
    view.hover({ hover_entry: own() ? entry : NONE, ...(token === undefined ? {} : { hover_token: token }) });
    view.redraw();
  };
  const picture = make("div", "dsv-picks");
  body.append(picture);
  const controls = make("div", "dsv-controls"),
    layer = make("select");
  layer.setAttribute("aria-label", "layer");
  const panel = choice(view, "panel", "panel below", [
    ["rank", "below: ranking of one query"],
    ["overlap", "below: overlap of choices"],
    ["recall", "below: recall of full attention"],
    ["needle", "below: a needle"],
  ]);
  const shuffle = make("button", "dsv-small", "random control");
  shuffle.title = "every query gets the distances back of another query: the same recency, other words";
  const made = make("span", "dsv-tiled");
  controls.append(layer, panel.select, shuffle, made);
  const overview = make("canvas"),
    legend = make("div", "dsv-note"),
    detail = make("canvas"),
    caption = make("div", "dsv-note"),
    text = make("div", "dsv-region-text"),
    low = make("div", "dsv-panel");
  overview.setAttribute("role", "img");
  overview.setAttribute("aria-label", "overview of picks; drag to choose a region");
  text.tabIndex = 0;
  picture.append(controls, overview, legend, detail, caption, text, low);
  const show = revealing(view, low);
  view.listen(panel.select, "change", show.ask);
  view.listen(layer, "change", () => view.pick({ layer: Number(layer.value), entry: NONE }));
  view.listen(shuffle, "click", () => {
    model.set("shows", model.get("shows") === "control" ? "picks" : "control");
    model.save_changes();
    view.redraw();
  });
  const size = () => ({ width: Math.max(160, body.clientWidth - LEFT - 4), tall: 150 });
  const tokens = () => model.get("facts").tokens ?? 1;
  // Dragging in the strip on top marks a span of the text; dragging in the picture a region of queries and positions.
  let from = null;
  const spot = e => {
    const b = overview.getBoundingClientRect(),
      s = size();
    return [
      clamp((e.clientX - b.left - LEFT) / s.width, 0, 1),
      clamp((e.clientY - b.top - STRIP - 2) / s.tall, 0, 1),
      e.clientY - b.top < STRIP,
    ];
  };
  view.listen(overview, "pointerdown", e => {
    from = spot(e);
    overview.setPointerCapture?.(e.pointerId);
  });
  view.listen(overview, "pointermove", e => {
    const now = spot(e);
    hovered = { x: now[0], y: now[1] };
    if (from) {
      if (from[2]) span = spanOf(from, now);
      else dragging = regionOf(from, now);
    }
    view.redraw();
  });
  view.listen(overview, "pointerleave", () => {
    hovered = null;
    view.redraw();
  });
  view.listen(overview, "pointerup", e => {
    if (!from) return;
    const now = spot(e),
      start = from;
    from = null;
    if (start[2]) {
      const [a, b] = spanOf(start, now);
      span = null;
      model.set("panel", "needle");
      model.save_changes();
      view.pick({ query_first: a, query_last: b });
      return;
    }
    const r = regionOf(start, now);
    dragging = null;
    model.set("region", r.join(":"));
    model.save_changes();
    view.redraw();
  });
  const spanOf = (a, b) =>
    [a[0], b[0]].sort((p, q) => p - q).map(x => Math.min(tokens() - 1, Math.floor(x * model.get("facts").across)));
  function regionOf(a, b) {
    const T = tokens(),
      A = model.get("facts").across,
      xs = [a[0], b[0]].sort((p, q) => p - q),
      ys = [a[1], b[1]].sort((p, q) => p - q);
    let [x0, x1] = xs.map(x => Math.min(T, Math.round(x * A))),
      [y0, y1] = ys.map(y => Math.round(y * T));
    if (x1 - x0 < 8 || y1 - y0 < 2) {
      const w = Math.min(T, 480),
        h = Math.min(T, 96),
        cx = (x0 + x1) / 2,
        cy = (y0 + y1) / 2;
      x0 = Math.round(clamp(cx - w / 2, 0, T - w));
      x1 = x0 + w;
      y0 = Math.round(clamp(cy - h / 2, 0, T - h));
      y1 = y0 + h;
    }
    return [y0, y1, x0, x1];
  }
  const markAt = e => {
    const b = detail.getBoundingClientRect(),
      [q0, q1, t0, t1] = model.get("shown_region"),
      f = model.get("facts"),
      s = size(),
      tall = detailTall(q1 - q0);
    const query = q0 + Math.floor(((e.clientY - b.top - 2) / tall) * (q1 - q0)),
      token = t0 + ((e.clientX - b.left - LEFT) / s.width) * (t1 - t0),
      entry = Math.floor(token / f.rate);
    return query >= q0 && query < q1 && token >= t0 && token < t1 ? { query, entry } : null;
  };
  let under = null;
  view.listen(detail, "mousemove", e => {
    under = markAt(e);
    hoverEntry(under ? under.entry : NONE, under ? under.query : NONE);
  });
  view.listen(detail, "mouseleave", () => {
    under = null;
    hoverEntry(NONE, NONE);
  });
  view.listen(detail, "click", e => {
    const hit = markAt(e);
    if (hit) view.pick({ token: hit.query, entry: hit.entry, layer: model.get("facts").layer });
  });
  const detailTall = n => clamp(n * 4, 24, 120);

  function bitmap(overview, rows, columns, lowColour, highColour) {
    const codes = asBytes(overview),
      image = new ImageData(columns, rows),
      shades = Array.from({ length: 251 }, (_, i) => hex6(lowColour, highColour, i / 250));
    for (let i = 0; i < codes.length; i++) {
      const c = codes[i];
      if (c >= 1 && c <= 250) image.data.set([...shades[c], 255], 4 * i);
    }
    const off = document.createElement("canvas");
    off.width = columns;
    off.height = rows;
    off.getContext("2d").putImageData(image, 0, 0);
    return { off, codes };
  }
  const hex6 = (a, b, x) => {
    const p = hex(a),
      q = hex(b);
    return p.map((v, i) => Math.round(v + (q[i] - v) * x));
  };

  function draw() {
    const f = model.get("facts"),
      layers = model.get("layers");
    if (layer.dataset.options !== layers.join()) {
      layer.replaceChildren(
        ...layers.map(l => {
          const o = make("option", "", `layer ${l} ▤`);
          o.value = l;
          return o;
        }),
      );
      layer.dataset.options = layers.join();
    }
    layer.value = String(f.layer);
    panel.show();
    shuffle.setAttribute("aria-pressed", String(model.get("shows") === "control"));
    made.textContent = f.tiled ? `Tiled: ${f.tiled}` : "";
    made.title = made.textContent;
    if (!f.shape) return;
    const s = drawOverview(f);
    const marks = drawDetail(f, s);
    drawText(f);
    words(f, marks);
    low.replaceChildren();
    const extra =
      { rank: drawRank, overlap: drawOverlap, recall: drawRecall, needle: drawNeedle }[model.get("panel")](f, s) ?? {};
    show();
    root.drawn = {
      layer: f.layer,
      tokens: f.tokens,
      queries: f.queries,
      tiled: f.tiled,
      shows: model.get("shows"),
      region: [...model.get("shown_region")],
      marks: marks.length / 3,
      first_marks: Array.from(marks.slice(0, 30)),
      codes: histogram(asBytes(model.get("overview"))),
      panel: model.get("panel"),
      ...extra,
    };
  }
  function numbers() {
    const f = model.get("facts"),
      panel = model.get("panel"),
      layers = model.get("layers");
    if (panel === "overlap" && model.get("overlap_facts").compared) {
      const cells = table(model.get("layer_table")),
        o = model.get("overlap_facts");
      return {
        columns: ["layer", ...layers.map(l => `overlap with layer ${l}`)],
        rows: layers.map((l, i) => [l, ...layers.map((_, j) => cells[i * layers.length + j])]),
        note: `Mean overlap (Jaccard index) of the picks at the same queries. With the query before, layer ${f.layer}: ${number(o.mean[0], 4)}, control ${number(o.mean[1], 4)}.`,
      };
    }
    if (panel === "recall" && probed(model.get("probes")).length) {
      const at = probed(model.get("probes")),
        values = recalls(model.get("recall")),
        heads = values.length / at.length;
      return {
        columns: ["probe at token", ...Array.from({ length: heads }, (_, h) => `head ${h}`)],
        rows: Array.from(at, (p, i) => [p, ...values.subarray(i * heads, (i + 1) * heads)]),
        note: `Share of full attention's mass on entries that the picks of layer ${f.layer} cover.`,
      };
    }
    if (panel === "needle" && model.get("needle_facts").ranks) {
      const d = model.get("needle_facts");
      return {
        columns: ["layer", "best rank"],
        rows: layers.map((l, i) => [l, d.ranks[i] < 0 ? rankWords(d.ranks[i]) : d.ranks[i] + 1]),
        note: `Best rank of tokens ${d.first} to ${d.last} at token ${d.asked}.`,
      };
    }
    const r = model.get("rank"),
      entry = entries(model.get("rank_entry")),
      score = scores(model.get("rank_score"));
    return {
      columns: ["rank", "entry", "score", "", "text"],
      rows: Array.from(entry, (e, i) => [i + 1, e, score[i], i < r.picked ? "picked" : "left out", r.texts[i] ?? null]),
      note: `Ranking of layer ${f.layer} at token ${r.query}: ${r.visible} entries were complete.`,
    };
  }
  const histogram = codes => {
    const out = { none: 0, future: 0, unknown: 0, picked: 0 };
    for (const c of codes) out[c === NO ? "none" : c === FUTURE ? "future" : c === UNKNOWN ? "unknown" : "picked"]++;
    return out;
  };

  function drawOverview(f) {
    const s = size(),
      [rows, columns] = f.shape,
      ctx = sized(overview, LEFT + s.width + 2, STRIP + s.tall + 16),
      ink = colour(root, "ink"),
      quiet = colour(root, "quiet"),
      mark = colour(root, "mark");
    const { off, codes } = pixels(
      model.get("overview"),
      rows,
      columns,
      colour(root, "ramp-low"),
      colour(root, "ramp-high"),
    );
    const top = STRIP + 2,
      X = t => LEFT + (t / f.across) * s.width,
      Y = q => top + (q / f.tokens) * s.tall;
    ctx.fillStyle = colour(root, "paper");
    ctx.beginPath();
    ctx.moveTo(X(0), Y(0));
    ctx.lineTo(X(0), Y(f.tokens));
    ctx.lineTo(X(f.tokens), Y(f.tokens));
    ctx.closePath();
    ctx.fill();
    for (let r = 0; r < rows; r++)
      if (codes[r * columns] === UNKNOWN)
        hatched(ctx, root, LEFT, top + (r * s.tall) / rows, (s.width * (r + 1)) / rows, s.tall / rows + 0.5);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(off, LEFT, top, s.width, s.tall);
    ctx.strokeStyle = colour(root, "line");
    ctx.beginPath();
    ctx.moveTo(X(0), Y(0));
    ctx.lineTo(X(f.tokens), Y(f.tokens));
    ctx.lineTo(X(0), Y(f.tokens));
    ctx.closePath();
    ctx.stroke();
    const breaks = asBytes(model.get("breaks"));
    ctx.fillStyle = colour(root, "line");
    ctx.fillRect(LEFT, 1, s.width, STRIP - 3);
    for (let c = 0; c < breaks.length; c++)
      if (breaks[c]) {
        ctx.fillStyle = breaks[c] === 2 ? ink : quiet;
        ctx.fillRect(
          LEFT + (c * s.width) / breaks.length,
          breaks[c] === 2 ? 1 : 5,
          1.2,
          STRIP - (breaks[c] === 2 ? 3 : 7),
        );
      }
    const [a, b] = span ?? [sel.get("query_first"), sel.get("query_last")];
    if (a >= 0) {
      ctx.fillStyle = mark;
      ctx.fillRect(X(Math.min(a, b)), 1, Math.max(2, X(Math.max(a, b) + 1) - X(Math.min(a, b))), STRIP - 3);
    }
    ctx.font = "10px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    ctx.fillStyle = quiet;
    ctx.fillText("text", 4, 7);
    const pad = Math.max(6, Math.floor(s.width / 90));
    for (const t of ticks(0, f.tokens, Math.min(8, pad))) {
      const w = ctx.measureText(thousands(t)).width;
      ctx.fillText(thousands(t), clamp(X(t) - w / 2, LEFT, LEFT + s.width - w), top + s.tall + 8);
    }
    for (const t of ticks(0, f.tokens, 5)) {
      const w = ctx.measureText(thousands(t)).width;
      ctx.fillText(thousands(t), LEFT - w - 4, clamp(Y(t), top + 5, top + s.tall - 4));
    }
    ctx.textAlign = "right";
    ctx.fillText("queries down, positions across", LEFT + s.width - 2, top + 8);
    ctx.textAlign = "left";
    const [q0, q1, t0, t1] = dragging ?? model.get("shown_region");
    ctx.strokeStyle = mark;
    ctx.lineWidth = 1.5;
    ctx.strokeRect(X(t0), Y(q0), Math.max(3, X(t1) - X(t0)), Math.max(3, Y(q1) - Y(q0)));
    ctx.lineWidth = 1;
    const chosen = sel.get("token");
    if (chosen >= 0 && chosen < f.tokens) {
      ctx.strokeStyle = ink;
      ctx.setLineDash([3, 2]);
      ctx.beginPath();
      ctx.moveTo(X(0), Y(chosen + 0.5));
      ctx.lineTo(X(chosen), Y(chosen + 0.5));
      ctx.stroke();
      ctx.setLineDash([]);
    }
    const bar = make("span", "dsv-ramp");
    Object.assign(bar.style, {
      display: "inline-block",
      verticalAlign: "middle",
      background: `linear-gradient(90deg, ${colour(root, "ramp-low")}, ${colour(root, "ramp-high")})`,
    });
    legend.replaceChildren(
      "share of the possible picks: ",
      shareWords(model.get("low")),
      " ",
      bar,
      " ",
      shareWords(model.get("high")),
      ` · plain: none · above the diagonal: future${f.every > 1 ? ` · hatched: not kept (every ${f.every}th prompt query is)` : ""} · drag: a region, in the strip: a needle`,
    );
    return s;
  }

  function drawDetail(f, s) {
    const [q0, q1, t0, t1] = model.get("shown_region"),
      rows = q1 - q0,
      tall = detailTall(rows),
      marks = ints(model.get("marks"));
    const ctx = sized(detail, LEFT + s.width + 2, tall + 4),
      shades = ramp(colour(root, "ramp-low"), colour(root, "ramp-high")),
      mark = colour(root, "mark");
    const X = t => LEFT + ((t - t0) / (t1 - t0)) * s.width,
      Y = q => 2 + ((q - q0) / rows) * tall,
      wide = Math.max(1.5, (f.rate / (t1 - t0)) * s.width - ((s.width * f.rate) / (t1 - t0) > 4 ? 1 : 0)),
      high = Math.max(1, tall / rows - (tall / rows > 3 ? 0.5 : 0));
    ctx.fillStyle = colour(root, "paper");
    ctx.fillRect(LEFT, 2, s.width, tall);
    // Positions after the query lie in the future: the panel's own colour, as outside the picture.
    ctx.fillStyle = colour(root, "panel");
    for (let q = q0; q < q1; q++)
      if (q + 1 < t1)
        ctx.fillRect(Math.max(LEFT, X(Math.floor((q + 1) / f.rate) * f.rate)), Y(q), s.width, tall / rows + 0.5);
    ctx.save();
    ctx.beginPath();
    ctx.rect(LEFT, 2, s.width, tall);
    ctx.clip();
    const known = marks[0] !== NONE;
    if (known)
      for (let i = 0; i < marks.length; i += 3) {
        ctx.fillStyle = shades[Math.round(254 * (1 - (0.75 * marks[i + 2]) / Math.max(f.topk - 1, 1)))];
        ctx.fillRect(X(marks[i + 1] * f.rate), Y(marks[i]), wide, high);
      }
    ctx.restore();
    ctx.strokeStyle = colour(root, "line");
    ctx.strokeRect(LEFT, 2, s.width, tall);
    const chosen = sel.get("token") >= 0 ? sel.get("token") : f.tokens - 1;
    if (chosen >= q0 && chosen < q1) {
      ctx.strokeStyle = mark;
      ctx.lineWidth = 1.5;
      ctx.strokeRect(LEFT, Y(chosen) - 0.5, s.width, Math.max(3, high + 1));
      ctx.lineWidth = 1;
    }
    const entry = chosenEntry();
    if (entry >= 0 && entry * f.rate >= t0 && entry * f.rate < t1) {
      ctx.strokeStyle = mark;
      ctx.strokeRect(X(entry * f.rate), 2, Math.max(3, wide), tall);
    }
    ctx.fillStyle = colour(root, "quiet");
    ctx.font = "10px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    ctx.fillText(thousands(q0), 4, 8);
    if (tall > 30) ctx.fillText(thousands(q1 - 1), 4, tall - 4);
    caption.textContent = known
      ? `The region: queries ${thousands(q0)} to ${thousands(q1 - 1)}, positions ${thousands(t0)} to ${thousands(t1 - 1)}; stronger colour: better rank. Its text:`
      : `The region holds too many picks to draw one by one; drag a smaller one. Its text, positions ${thousands(t0)} to ${thousands(t1 - 1)}:`;
    return known ? marks : new Int32Array(0);
  }

  let textOf = [];
  function drawText(f) {
    const pieces = texts(model.get("utf8"), model.get("lengths")),
      t0 = model.get("shown_region")[2];
    const entry = shownEntry();
    if (textOf[0] !== pieces) {
      text.replaceChildren(
        ...pieces.flatMap((p, i) => {
          const n = make("span", "", plain(p) || "∅");
          n.title = `token ${t0 + i}`;
          return [n, document.createElement("wbr")];
        }),
      );
      textOf = [pieces];
    }
    if (textOf[1] === entry) return;
    textOf[1] = entry;
    for (const n of text.querySelectorAll(".own, .before")) n.className = "";
    if (entry < 0) return;
    for (let t = (entry - 1) * f.rate; t < (entry + 1) * f.rate; t++) {
      const node = text.children[2 * (t - t0)];
      if (t >= t0 && node) node.className = t < entry * f.rate ? "before" : "own";
    }
    const first = text.querySelector(".own");
    if (
      first &&
      (first.offsetTop < text.scrollTop + text.offsetTop || first.offsetTop > text.scrollTop + text.offsetTop + 50)
    )
      text.scrollTop = first.offsetTop - text.offsetTop - 8;
  }

  function words(f, marks) {
    facts.replaceChildren();
    if (under) {
      let rank = -1;
      for (let i = 0; i < marks.length; i += 3)
        if (marks[i] === under.query && marks[i + 1] === under.entry) rank = marks[i + 2];
      const complete = under.entry < Math.floor((under.query + 1) / f.rate);
      facts.append(
        `query ${thousands(under.query)}, entry ${thousands(under.entry)} (tokens ${thousands(Math.max(0, (under.entry - 1) * f.rate))} to ${thousands((under.entry + 1) * f.rate - 1)}): `,
        make("b", "", rank >= 0 ? `picked, rank ${rank + 1}` : complete ? "not picked" : "not complete yet"),
      );
    } else if (hovered && !dragging) {
      const [rows, columns] = f.shape,
        codes = asBytes(model.get("overview")),
        c =
          codes[
            Math.min(rows - 1, Math.floor(hovered.y * rows)) * columns +
              Math.min(columns - 1, Math.floor(hovered.x * columns))
          ];
      facts.append(
        `queries near ${thousands(hovered.y * f.tokens)}, positions near ${thousands(hovered.x * f.across)}: `,
        make(
          "b",
          "",
          c === FUTURE
            ? "future"
            : c === UNKNOWN
              ? "not kept"
              : c === NO
                ? "none picked"
                : `${shareWords(shareAt(c, model.get("low"), model.get("high")))} picked`,
        ),
      );
    } else
      facts.append(
        make("b", "", `layer ${f.layer}`),
        ` · up to ${f.topk} entries of ${f.rate} tokens · ${thousands(f.queries)} queries, ${thousands(f.forced)} without a choice${model.get("shows") === "control" ? " · CONTROL: other queries' distances" : ""}${sel.get("layer") !== f.layer ? ` · layer ${sel.get("layer")} has no indexer` : ""}`,
      );
  }

  function axes(width, height, labelX, labelY) {
    const s = svg("svg", { width, height, role: "img" });
    s.append(
      svg("line", { x1: 40, y1: height - 18, x2: width - 4, y2: height - 18, stroke: colour(root, "line") }),
      svg("line", { x1: 40, y1: 14, x2: 40, y2: height - 18, stroke: colour(root, "line") }),
    );
    s.append(
      svg("text", { x: width - 4, y: height - 3, class: "quiet", "text-anchor": "end" }, labelX),
      svg("text", { x: 2, y: 9, class: "quiet" }, labelY),
    );
    return s;
  }

  function drawRank(f) {
    const r = model.get("rank"),
      entry = entries(model.get("rank_entry")),
      score = scores(model.get("rank_score"));
    const note = make("div", "dsv-note");
    low.append(note);
    if (!entry.length) {
      note.textContent = `Token ${r.query} came before any entry was complete: there was nothing to pick.`;
      return { ranks: 0 };
    }
    if (model.get("shows") === "control")
      note.append(
        make("b", "", "The real ranking, not the control's: "),
        "the control takes the distances back of another query and has no scores. ",
      );
    note.append(
      make("b", "", `How token ${thousands(r.query)} “${label(r.piece, 16)}” ranked its past`),
      `: ${r.picked} of ${thousands(r.visible)} entries picked`,
      r.margin === null ? ", no other was left" : `, the last pick leads by ${number(r.margin, 4)}`,
      r.window === null ? "" : `; ${number(r.window)} of its attention stayed in the window`,
      r.asked !== r.query ? ` (token ${r.asked} was not kept)` : "",
      ".",
    );
    const width = clamp(body.clientWidth - 300, 260, 520),
      height = 128,
      s = axes(width, height, "rank", "score"),
      least = Math.min(...score, 0),
      most = Math.max(...score),
      n = entry.length;
    const X = i => 44 + ((i + 0.5) / n) * (width - 52),
      Y = v => height - 20 - ((v - least) / Math.max(most - least, 1e-9)) * (height - 38),
      size = clamp(((width - 52) / n) * 0.8, 1.5, 7);
    score.forEach((v, i) => {
      const out = i >= r.picked,
        dot = svg("rect", {
          x: X(i) - size / 2,
          y: Y(v) - 3,
          width: size,
          height: 6,
          fill: out ? "none" : `rgb(${colour(root, "tint")})`,
          stroke: out ? colour(root, "quiet") : "none",
        });
      dot.append(svg("title", {}, `rank ${i + 1}: entry ${entry[i]}, score ${number(v, 4)}${out ? ", left out" : ""}`));
      dot.style.cursor = "pointer";
      dot.addEventListener("click", () => view.pick({ entry: entry[i], layer: f.layer }));
      dot.addEventListener("mouseenter", () => hoverEntry(entry[i]));
      dot.addEventListener("mouseleave", () => hoverEntry(NONE));
      s.append(dot);
    });
    if (n > r.picked) {
      const x = (X(r.picked - 1) + X(r.picked)) / 2;
      s.append(
        svg("line", { x1: x, y1: 12, x2: x, y2: height - 18, stroke: colour(root, "mark"), "stroke-dasharray": "4 3" }),
        svg("text", { x: x + 3, y: 21 }, "cut"),
      );
    }
    s.append(
      svg("text", { x: 36, y: Y(most) + 4, "text-anchor": "end", class: "quiet" }, number(most, 1)),
      svg("text", { x: 36, y: height - 18, "text-anchor": "end", class: "quiet" }, number(least, 1)),
    );
    s.setAttribute("aria-label", `scores of ${n} entries, ${r.picked} picked`);
    const columns = make("div", "dsv-columns"),
      list = make("table", "dsv-table"),
      rest = make("tbody");
    list.append(rest);
    columns.append(s, list);
    low.append(columns);
    r.texts.slice(0, 6).forEach((t, i) => {
      const row = make("tr");
      row.append(
        make("td", "", String(i + 1)),
        make("td", "", `entry ${thousands(entry[i])}`),
        make("td", "dsv-context", `“${flat(t, 44)}”`),
      );
      row.addEventListener("click", () => view.pick({ entry: entry[i], layer: f.layer }));
      rest.append(row);
    });
    low.append(
      make(
        "div",
        "dsv-note",
        n > r.picked
          ? "Outlined: the best that were left out."
          : r.visible > r.picked
            ? "Entries behind the cut were not captured."
            : "All complete entries fitted: no choice was needed.",
      ),
    );
    return { ranks: n, picked: r.picked, query: r.query, margin: r.margin };
  }

  // A line over STEPS bins; gaps where there is no number.
  function polyline(s, values, X, Y, stroke, dash) {
    let d = "",
      pen = false;
    values.forEach((v, i) => {
      if (Number.isNaN(v)) {
        pen = false;
        return;
      }
      d += `${pen ? "L" : "M"}${X(i).toFixed(1)} ${Y(v).toFixed(1)}`;
      pen = true;
    });
    if (d) s.append(svg("path", { d, fill: "none", stroke, "stroke-width": 1.6, "stroke-dasharray": dash ?? "none" }));
  }

  function drawOverlap(f) {
    const o = model.get("overlap_facts"),
      both = lines(model.get("overlap")),
      n = both.length / 2,
      layers = model.get("layers"),
      cells = table(model.get("layer_table"));
    const note = make("div", "dsv-note");
    low.append(note);
    if (!o.compared) {
      note.textContent = `No two neighbouring queries had a choice: up to token ${(f.topk + 1) * f.rate - 2} all complete entries are picked.`;
      return {};
    }
    note.append(
      make("b", "", "Overlap with the query before"),
      ` (Jaccard index, 1: the same entries): mean ${number(o.mean[0])}, control ${number(o.mean[1])}; ${o.compared < o.pairs ? `${thousands(o.compared)} of ${thousands(o.pairs)} pairs, evenly spaced` : `all ${thousands(o.pairs)} pairs`}.`,
    );
    const width = clamp(body.clientWidth - 320, 260, 560),
      height = 120,
      s = axes(width, height, "position", "overlap"),
      X = i => 42 + (i / (n - 1)) * (width - 50),
      Y = v => height - 18 - v * (height - 34);
    polyline(s, both.subarray(0, n), X, Y, `rgb(${colour(root, "tint")})`);
    polyline(s, both.subarray(n), X, Y, colour(root, "mark"), "4 3");
    s.append(
      svg("text", { x: 36, y: Y(1) + 4, "text-anchor": "end", class: "quiet" }, "1"),
      svg("text", { x: 36, y: Y(0), "text-anchor": "end", class: "quiet" }, "0"),
      svg("text", { x: width - 8, y: height - 24, "text-anchor": "end" }, "— picks, - - control"),
    );
    s.setAttribute("aria-label", `overlap ${number(o.mean[0])}, control ${number(o.mean[1])}`);
    const grid = make("table", "dsv-table"),
      head = make("tr");
    head.append(make("th", "", "layers"), ...layers.map(l => make("th", "", String(l))));
    grid.append(head);
    layers.forEach((l, i) => {
      const row = make("tr");
      row.append(
        make("th", "", String(l)),
        ...layers.map((_, j) => {
          const v = cells[i * layers.length + j],
            td = make("td", "", number(v));
          if (!Number.isNaN(v)) td.style.background = `rgba(${colour(root, "tint")}, ${(0.6 * v).toFixed(2)})`;
          return td;
        }),
      );
      row.addEventListener("click", () => view.pick({ layer: l, entry: NONE }));
      grid.append(row);
    });
    const columns = make("div", "dsv-columns"),
      right = make("div");
    right.append(make("div", "dsv-note", "the same queries, other layers"), grid);
    columns.append(s, right);
    low.append(columns);
    low.append(
      make(
        "div",
        "dsv-note",
        `Picked by at least 80 % of the queries that could see them: ${o.stable} entries, in the control ${o.stable_control}.`,
      ),
    );
    const list = make("table", "dsv-table"),
      rest = make("tbody");
    list.append(rest);
    low.append(list);
    for (const r of o.rows) {
      const row = make("tr");
      row.append(
        make("td", "", `entry ${thousands(r.entry)}`),
        make("td", "", `${Math.round(100 * r.share)} % of ${thousands(r.could)}`),
        make("td", "dsv-context", `“${flat(r.text, 60)}”`),
      );
      row.addEventListener("click", () => view.pick({ entry: r.entry, layer: f.layer }));
      rest.append(row);
    }
    return { overlap: o.mean, stable: o.rows.map(r => r.entry), compared: o.compared };
  }

  function drawRecall(f) {
    const values = recalls(model.get("recall")),
      at = probed(model.get("probes")),
      note = make("div", "dsv-note");
    low.append(note);
    note.textContent = model.get("recall_note");
    if (!at.length) {
      if (model.get("can_measure")) {
        const button = make("button", "dsv-small", "measure it now, at 16 queries");
        button.dataset.act = "recall";
        button.addEventListener("click", () => {
          model.set("wish", { n: ++wishes });
          model.save_changes();
        });
        note.replaceChildren(
          "Recall is not captured but measured, with the model, once more for every query: ",
          button,
        );
      }
      return { recall: null };
    }
    const heads = values.length / at.length,
      means = Array.from({ length: heads }, (_, h) => {
        let sum = 0,
          n = 0;
        at.forEach((_, p) => {
          const v = values[p * heads + h];
          if (!Number.isNaN(v)) {
            sum += v;
            n++;
          }
        });
        return n ? sum / n : NaN;
      });
    const title = make("div", "dsv-note");
    title.append(
      make("b", "", `Layer ${f.layer}: share of full attention's mass on entries that the picks cover`),
      ", a dot per probe, the bar is the mean.",
    );
    low.prepend(title);
    const width = clamp(body.clientWidth - 20, 260, 760),
      height = 140,
      s = axes(width, height, "head", "covered"),
      X = h => 46 + ((h + 0.5) / heads) * (width - 54),
      Y = v => height - 20 - v * (height - 36);
    s.append(
      svg("text", { x: 36, y: Y(1) + 4, "text-anchor": "end", class: "quiet" }, "100 %"),
      svg("text", { x: 36, y: Y(0), "text-anchor": "end", class: "quiet" }, "0"),
    );
    means.forEach((m, h) => {
      at.forEach((p, i) => {
        const v = values[i * heads + h];
        if (!Number.isNaN(v)) {
          const dot = svg("circle", { cx: X(h), cy: Y(v), r: 2.2, fill: `rgba(${colour(root, "tint")}, 0.55)` });
          dot.append(svg("title", {}, `head ${h}, token ${p}: ${number(100 * v, 1)} %`));
          s.append(dot);
        }
      });
      if (!Number.isNaN(m))
        s.append(
          svg("line", {
            x1: X(h) - 8,
            x2: X(h) + 8,
            y1: Y(m),
            y2: Y(m),
            stroke: colour(root, "mark"),
            "stroke-width": 2,
          }),
        );
      if (heads <= 16)
        s.append(svg("text", { x: X(h), y: height - 8, "text-anchor": "middle", class: "quiet" }, String(h)));
    });
    s.setAttribute("aria-label", `recall per head: ${means.map(m => number(m)).join(", ")}`);
    low.append(s);
    return { recall: means, probes: Array.from(at) };
  }

  function drawNeedle(f) {
    const d = model.get("needle_facts"),
      values = found(model.get("needle")),
      layers = model.get("layers"),
      note = make("div", "dsv-note");
    low.append(note);
    if (d.first === undefined) {
      note.textContent =
        "Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later queries picked it, and at what rank.";
      return { needle: null };
    }
    const n = values.length / layers.length,
      later = f.tokens - d.from;
    note.append(
      make("b", "", `“${flat(d.text, 60)}”`),
      ` (tokens ${d.first} to ${d.last}, entries ${d.entries[0]} to ${d.entries[1]}): coloured where a later query picked it${model.get("shows") === "control" ? " in the control" : ""}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`,
    );
    const width = Math.max(200, body.clientWidth - 4),
      tall = 16,
      canvas = make("canvas"),
      ctx = sized(canvas, width, layers.length * tall + 34),
      left = 66,
      span = width - left - 4,
      shades = ramp(colour(root, "ramp-low"), colour(root, "ramp-high"));
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `ranks of the passage at later queries, ${layers.length} layers`);
    low.append(canvas);
    ctx.font = "10px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    ctx.fillStyle = colour(root, "quiet");
    ctx.fillText("layers", 4, 8);
    for (let c = 0; c < n; c++) {
      let many = 0,
        x = left + (c * span) / n,
        w = span / n + 0.3;
      layers.forEach((_, l) => {
        const v = values[l * n + c],
          y = 17 + l * tall;
        if (Number.isNaN(v)) {
          if (later >= n || ((c * later) / n) % 1 < later / n) hatched(ctx, root, x, y, w, tall - 2);
          return;
        }
        if (v >= 0) {
          many++;
          ctx.fillStyle = shades[Math.round(254 * (1 - 0.75 * Math.min(1, v / Math.max(f.topk - 1, 1))))];
          ctx.fillRect(x, y, w, tall - 2);
        }
      });
      ctx.fillStyle = colour(root, "entries");
      ctx.fillRect(x, 14 - (12 * many) / layers.length, w, (12 * many) / layers.length);
    }
    layers.forEach((l, i) => {
      ctx.fillStyle = l === f.layer ? colour(root, "mark") : colour(root, "ink");
      ctx.fillText(`layer ${l} ▤`, 4, 24 + i * tall);
      ctx.strokeStyle = colour(root, "line");
      ctx.strokeRect(left, 17 + i * tall, span, tall - 2);
    });
    const X = t => left + ((t - d.from) / Math.max(later, 1)) * span;
    ctx.fillStyle = colour(root, "quiet");
    for (const t of ticks(d.from, f.tokens, 8))
      ctx.fillText(thousands(t), Math.min(X(t), width - 40), 24 + layers.length * tall);
    if (d.asked >= d.from) {
      ctx.strokeStyle = colour(root, "mark");
      ctx.lineWidth = 1.5;
      ctx.strokeRect(X(d.asked) - 1, 15, Math.max(3, span / later), layers.length * tall + 2);
    }
    const answer = make("div", "dsv-note");
    answer.append(
      `At token ${thousands(d.asked)} “${label(d.asked_piece, 16)}”: `,
      make("b", "", layers.map((l, i) => `layer ${l} ${rankWords(d.ranks[i])}`).join(", ")),
      ". The steps on top count the layers that picked it.",
    );
    low.append(answer);
    return { needle: [d.first, d.last], ranks: d.ranks };
  }
  view.redraw();
  return view.clean;
}
export default { render };
