// Draws the map of loads: margins of every layer on the left stay, the map scrolls. Rates are computed here from counts.

const WIDE = 268,
  NARROW = 206,
  LIMIT = 2; // two doublings either way are the ends of the colours

// Choices over even use; NaN where no token was captured.
const rateOf = (choices, tokens, slots, experts) => (tokens > 0 ? (choices * experts) / (tokens * slots) : NaN);

// The order of experts in one row: by number, or by falling load with ties by number.
function orderOf(values, sort) {
  const order = Array.from(values.keys());
  return sort === "load" ? order.sort((a, b) => values[b] - values[a] || a - b) : order;
}

// -1 (a quarter or less) .. 0 (even) .. 1 (four times or more) on a scale of doublings.
const doublings = rate => (rate > 0 ? clamp(Math.log2(rate) / LIMIT, -1, 1) : -1);

// One tile: colour and height both say the rate's side of 1. Below even use it is low, in the cell's middle.
function tile(ctx, root, x, y, width, height, rate, shades) {
  const d = doublings(rate),
    tall = d < -1e-9 ? Math.max(2, height * (1 + 0.5 * d)) : height;
  ctx.fillStyle = shades(d);
  ctx.fillRect(x, y + (height - tall) / 2, width, tall);
}

function shader(root) {
  const low = colour(root, "less"),
    middle = colour(root, "even"),
    high = colour(root, "more");
  const table = Array.from({ length: 65 }, (_, i) =>
    i < 32 ? blend(middle, low, (32 - i) / 32) : blend(middle, high, (i - 32) / 32),
  );
  return d => table[Math.round((clamp(d, -1, 1) + 1) * 32)];
}

async function render({ model, el }) {
  const ints = [memo(asI32), memo(asI32), memo(asI32)],
    floats = [memo(asF32), memo(asF32), memo(asF32)];
  let place = { cell: 1, tall: 1, orders: [] },
    hovered = null,
    dragging = null;
  const step = by => v => {
    const order = place.orders[model.get("layers").indexOf(v.sel.get("layer"))] ?? [];
    if (!order.length) return;
    const at = order.indexOf(v.sel.get("expert"));
    v.pick({ expert: order[clamp(at < 0 ? 0 : at + by, 0, order.length - 1)] });
  };
  const view = await frame(model, el, {
    title: "Expert load",
    aria: "Choices of every expert against even use. Up and down move the layer, left and right the expert.",
    traits: [
      "counts",
      "rest",
      "tokens",
      "summary",
      "facts",
      "layers",
      "sort",
      "against",
      "panel",
      "draws",
      "ranks",
      "rank_options",
      "placement",
      "together",
      "parallel",
      "detail",
    ],
    keys: {
      ArrowUp: v => moveLayer(v, -1, model.get("layers")),
      ArrowDown: v => moveLayer(v, 1, model.get("layers")),
      ArrowLeft: step(-1),
      ArrowRight: step(1),
    },
    draw,
    table: numbers,
  });
  const { root, facts, body, sel } = view;
  const controls = make("div", "dsv-controls");
  const against = choice(view, "against", "compare with", [
    ["even", "against even use"],
    ["rest", "against the rest of the text"],
  ]);
  const sort = choice(view, "sort", "order of experts", [
    ["id", "experts by number"],
    ["load", "experts by load"],
  ]);
  const panel = choice(view, "panel", "below the map", [
    ["expert", "below: the chosen expert"],
    ["together", "below: chosen together"],
    ["ranks", "below: parallel ranks"],
  ]);
  const many = choice(view, "ranks", "number of ranks", []),
    where = choice(view, "placement", "placement of experts", [
      ["neighbours", "neighbours together"],
      ["round robin", "round robin"],
    ]);
  const clear = make("button", "dsv-small", "whole text");
  clear.title = "forget the brushed range";
  controls.append(against.select, sort.select, panel.select, clear);
  const range = make("canvas", "dsv-load-range"),
    box = make("div", "dsv-load"),
    side = make("canvas"),
    scroll = make("div", "dsv-load-scroll"),
    map = make("canvas");
  const legend = make("div", "dsv-note"),
    low = make("div", "dsv-panel");
  map.style.cursor = "pointer";
  side.style.cursor = "pointer";
  scroll.append(map);
  box.append(side, scroll);
  body.append(controls, range, box, legend, low);
  const show = revealing(view, low);
  for (const menu of [panel, many, where]) view.listen(menu.select, "change", show.ask);
  view.listen(clear, "click", () => view.pick({ query_first: NONE, query_last: NONE }));
  const count = () => model.get("facts").tokens ?? 0;
  const tokensOf = (a, b) => [Math.floor(a * count()), Math.min(count() - 1, Math.floor(b * count()))];
  brush(
    view,
    range,
    () => [70, range.clientWidth - 74],
    (a, b) => {
      dragging = tokensOf(a, b);
      view.redraw();
    },
    (a, b) => {
      const [first, last] = tokensOf(a, b);
      dragging = null;
      view.pick(last > first ? { query_first: first, query_last: last } : { query_first: NONE, query_last: NONE });
    },
  );
  const at = e => {
    const b = map.getBoundingClientRect(),
      row = Math.floor((e.clientY - b.top - 16) / place.tall),
      column = Math.floor((e.clientX - b.left) / place.cell);
    const order = place.orders[row];
    return order && column >= 0 && column < order.length ? { row, expert: order[column] } : null;
  };
  view.listen(map, "mousemove", e => {
    hovered = at(e);
    view.redraw();
  });
  view.listen(map, "mouseleave", () => {
    hovered = null;
    view.redraw();
  });
  view.listen(map, "click", e => {
    const hit = at(e);
    if (hit) view.pick({ layer: model.get("layers")[hit.row], expert: hit.expert, entry: NONE });
  });
  view.listen(side, "click", e => {
    const row = Math.floor((e.clientY - side.getBoundingClientRect().top - 16) / place.tall),
      layer = model.get("layers")[row];
    if (layer !== undefined) view.pick({ layer, expert: NONE, entry: NONE });
  });

  function draw() {
    against.show();
    sort.show();
    panel.show();
    const f = model.get("facts"),
      layers = model.get("layers"),
      L = layers.length,
      E = f.experts;
    if (!E) return;
    const choices = ints[0](model.get("counts")),
      rest = ints[1](model.get("rest")),
      tokens = ints[2](model.get("tokens")),
      summary = floats[0](model.get("summary"));
    const brushed = f.first >= 0,
      versus = brushed && model.get("against") === "rest";
    clear.style.visibility = brushed ? "" : "hidden";
    against.select.disabled = !brushed;
    drawRange(f);
    const rate = (l, e) => {
      const here = rateOf(choices[l * E + e], tokens[2 * l], f.slots, E);
      return versus ? here / rateOf(rest[l * E + e], tokens[2 * l + 1], f.slots, E) : here;
    };
    const margin = body.clientWidth < 620 ? NARROW : WIDE,
      room = Math.max(120, body.clientWidth - margin - 4);
    const cell = Math.max(4, Math.min(34, room / E)),
      tall = L > 24 ? 12 : L > 12 ? 16 : 21,
      height = 16 + L * tall + 2;
    place = {
      cell,
      tall,
      orders: layers.map((_, l) =>
        orderOf(
          Array.from({ length: E }, (_, e) => choices[l * E + e]),
          model.get("sort"),
        ),
      ),
    };
    const ctx = sized(map, Math.ceil(cell * E) + 1, height),
      shades = shader(root),
      ink = colour(root, "ink"),
      quiet = colour(root, "quiet"),
      mark = colour(root, "mark");
    scroll.style.height = `${height + (cell * E > room + 1 ? 14 : 0)}px`;
    ctx.textBaseline = "middle";
    ctx.font = "10px system-ui, sans-serif";
    ctx.fillStyle = quiet;
    ctx.fillText(
      model.get("sort") === "id" ? `expert 0 to ${E - 1} of each layer` : "each layer's experts, busiest first",
      1,
      8,
    );
    const chosenRow = layers.indexOf(sel.get("layer")),
      chosen = sel.get("expert");
    for (let l = 0; l < L; l++)
      place.orders[l].forEach((e, column) => {
        const x = column * cell,
          y = 16 + l * tall,
          r = rate(l, e),
          w = Math.max(cell - (cell > 6 ? 1 : 0.5), 1);
        if (Number.isNaN(r)) {
          hatched(ctx, root, x, y, w, tall - 1);
          return;
        }
        if (choices[l * E + e] === 0) {
          ctx.fillStyle = shades(-1);
          ctx.globalAlpha = 0.15;
          ctx.fillRect(x, y, w, tall - 1);
          ctx.globalAlpha = 1;
          ctx.fillStyle = ink;
          ctx.beginPath();
          ctx.arc(x + w / 2, y + tall / 2, Math.min(2, cell / 3), 0, 7);
          ctx.fill();
        } else {
          tile(ctx, root, x, y, w, tall - 1, r, shades);
          if (cell >= 24) {
            ctx.fillStyle = Math.abs(doublings(r)) > 0.55 ? colour(root, "panel") : ink;
            ctx.font = "9.5px system-ui, sans-serif";
            const words = Number.isFinite(r) ? number(r, r < 9.95 ? 1 : 0) : "new";
            ctx.fillText(words, x + (w - ctx.measureText(words).width) / 2, y + tall / 2);
          }
        }
        if (l === chosenRow && e === chosen) {
          ctx.strokeStyle = mark;
          ctx.lineWidth = 2;
          ctx.strokeRect(x, y, Math.max(w, 3), tall - 1);
        }
      });
    drawSide(layers, summary, tall, height, f, chosenRow, margin);
    words(f, layers, rate, choices, tokens, rest, brushed);
    legend.replaceChildren(...key());
    drawPanel(f, layers);
    show();
    root.drawn = {
      experts: E,
      layers: [...layers],
      first: f.first,
      last: f.last,
      rates: layers.map((_, l) => Array.from({ length: E }, (_, e) => rate(l, e))),
      orders: place.orders,
      picked: [sel.get("layer"), chosen],
      panel: model.get("panel"),
      detail: model.get("detail"),
      gini: layers.map((_, l) => summary[7 * l + 1]),
      cell,
      tall,
    };
  }

  function numbers() {
    const f = model.get("facts"),
      layers = model.get("layers"),
      E = f.experts ?? 0,
      choices = ints[0](model.get("counts")),
      tokens = ints[2](model.get("tokens")),
      summary = floats[0](model.get("summary"));
    return {
      columns: [
        "layer",
        "chosen by",
        "tokens",
        "busiest / mean",
        "Gini",
        `effective experts of ${f.draws} choices`,
        "5 %",
        "95 %",
        "never chosen",
        ...Array.from({ length: E }, (_, e) => `expert ${e}`),
      ],
      rows: layers.map((layer, l) => {
        const known = tokens[2 * l] > 0;
        return [
          layer,
          model.get("kinds")[l] === "hash" ? "table" : "scores",
          tokens[2 * l],
          ...summary.subarray(7 * l, 7 * l + 5),
          known ? summary[7 * l + 5] : null,
          ...Array.from({ length: E }, (_, e) => rateOf(choices[l * E + e], tokens[2 * l], f.slots, E)),
        ];
      }),
      note: `Choices of each expert over even use (1 is even), ${f.first >= 0 ? `tokens ${f.first} to ${f.last}` : "the whole text"}.`,
    };
  }

  function key() {
    const bar = make("span", "dsv-ramp");
    bar.style.display = "inline-block";
    bar.style.width = "90px";
    bar.style.verticalAlign = "middle";
    bar.style.background = `linear-gradient(90deg, ${colour(root, "less")}, ${colour(root, "even")}, ${colour(root, "more")})`;
    return [
      "¼ or less ",
      bar,
      ` 4 times or more · low tile: below ${model.get("against") === "rest" && model.get("facts").first >= 0 ? "the rest" : "even use"} · full tile: above · dot: never chosen · hatched: not captured · effective experts: of ${model.get("facts").draws} choices, with 5 to 95 %`,
    ];
  }

  function drawRange(f) {
    const width = Math.max(200, body.clientWidth - 2),
      ctx = sized(range, width, 17),
      left = 70,
      span = width - 74;
    ctx.font = "10px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    ctx.fillStyle = colour(root, "quiet");
    ctx.fillText("brush tokens", 2, 8);
    ctx.fillStyle = colour(root, "line");
    ctx.fillRect(left, 3, span, 11);
    const [first, last] = dragging ?? (f.first >= 0 ? [f.first, f.last] : [NONE, NONE]),
      x = t => left + (span * t) / Math.max(f.tokens, 1);
    if (first >= 0) {
      ctx.fillStyle = `rgba(${colour(root, "tint")}, 0.75)`;
      ctx.fillRect(x(first), 3, Math.max(2, x(last + 1) - x(first)), 11);
    }
    ctx.fillStyle = colour(root, "ink");
    const text = first >= 0 ? `${first} to ${last}` : `all ${f.tokens} tokens`;
    const wide = ctx.measureText(text).width;
    ctx.fillText(text, clamp(first >= 0 ? x(first) + 3 : left + 4, left, left + span - wide), 9);
  }

  function drawSide(layers, summary, tall, height, f, chosenRow, margin) {
    const ctx = sized(side, margin, height),
      ink = colour(root, "ink"),
      quiet = colour(root, "quiet");
    ctx.font = "10px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    ctx.fillStyle = quiet;
    for (const [x, text] of [
      [4, "layer"],
      [78, "max/mean"],
      [136, "Gini"],
      [166, margin === WIDE ? "effective experts" : "effect."],
    ])
      ctx.fillText(text, x, 8);
    layers.forEach((layer, l) => {
      const y = 16 + l * tall + tall / 2,
        [peak, gini, effective, low, high] = summary.subarray(7 * l, 7 * l + 5);
      ctx.fillStyle = l === chosenRow ? colour(root, "mark") : ink;
      ctx.font = `${l === chosenRow ? "bold " : ""}11px system-ui, sans-serif`;
      const kind = model.get("attention_kinds")[l];
      ctx.fillText(
        `${layer} ${LAYER_GLYPH[kind] ?? ""} ${model.get("kinds")[l] === "hash" ? "☷ table" : "scores"}`,
        4,
        y,
      );
      ctx.fillStyle = ink;
      ctx.font = "10.5px system-ui, sans-serif";
      ctx.fillText(number(peak), 84, y);
      ctx.fillText(number(gini), 136, y);
      const x = n => 196 + 62 * clamp(n / f.experts, 0, 1);
      ctx.fillText(number(effective, 1), 166, y);
      if (margin === NARROW) return;
      ctx.strokeStyle = colour(root, "line");
      ctx.beginPath();
      ctx.moveTo(196, y);
      ctx.lineTo(258, y);
      ctx.stroke();
      if (Number.isNaN(effective)) {
        hatched(ctx, root, 196, y - 4, 62, 8);
        return;
      }
      if (!Number.isNaN(low)) {
        ctx.strokeStyle = ink;
        ctx.lineWidth = 3;
        ctx.beginPath();
        ctx.moveTo(x(low), y);
        ctx.lineTo(x(high), y);
        ctx.stroke();
        ctx.lineWidth = 1;
      }
      ctx.fillStyle = colour(root, "mark");
      ctx.fillRect(x(effective) - 1, y - 5, 2, 10);
    });
  }

  function words(f, layers, rate, choices, tokens, rest, brushed) {
    const where = brushed ? `tokens ${f.first} to ${f.last}` : `all ${f.tokens} tokens`;
    const show =
      hovered ??
      (layers.includes(sel.get("layer")) && sel.get("expert") >= 0
        ? { row: layers.indexOf(sel.get("layer")), expert: sel.get("expert") }
        : null);
    facts.replaceChildren();
    if (show) {
      const i = show.row * f.experts + show.expert,
        T = tokens[2 * show.row],
        here = rateOf(choices[i], T, f.slots, f.experts);
      facts.append(
        `layer ${layers[show.row]}, expert ${show.expert}: `,
        make("b", "", Number.isNaN(here) ? "not captured" : `${number(here)} × even use`),
        ` (${choices[i]} of ${T} tokens, even ${number((T * f.slots) / f.experts, 1)})`,
      );
      if (brushed)
        facts.append(`, in the rest ${number(rateOf(rest[i], tokens[2 * show.row + 1], f.slots, f.experts))} ×`);
    } else {
      const summary = floats[0](model.get("summary"));
      let never = 0,
        chance = 0;
      layers.forEach((_, l) => {
        never += summary[7 * l + 5] || 0;
        chance += summary[7 * l + 6] || 0;
      });
      facts.append(
        `${where}, ${f.slots} of ${f.experts} experts each: `,
        make("b", "", `${never} never chosen`),
        `, ${number(chance, 1)} would be by chance`,
      );
    }
  }

  function drawPanel(f, layers) {
    const kind = model.get("panel");
    low.replaceChildren();
    if (kind === "ranks") return drawRanks(f, layers);
    if (!layers.includes(sel.get("layer"))) {
      low.append(make("div", "dsv-note", `Layer ${sel.get("layer")} was not captured; click a row of the map.`));
      return;
    }
    if (kind === "together") return drawTogether(f);
    const d = model.get("detail");
    if (d.expert === undefined) {
      low.append(
        make(
          "div",
          "dsv-note",
          "Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",
        ),
      );
      return;
    }
    const note = make("div", "dsv-note");
    note.append(
      make("b", "", `Expert ${d.expert} of layer ${d.layer}`),
      ` took ${d.count} of ${d.of} tokens`,
      d.weight.length
        ? ` with weights ${number(d.weight[0])} to ${number(d.weight[2])} (middle ${number(d.weight[1])})`
        : "",
      d.bias === null ? "" : `; its bias is ${number(d.bias, 4)}`,
      d.rows.length ? ". Heaviest first:" : ".",
    );
    low.append(note);
    const table = make("table", "dsv-table"),
      rest = make("tbody");
    table.append(rest);
    for (const r of d.rows) {
      const row = make("tr"),
        cell = make("td", "dsv-context");
      cell.append(flat(r.before, 26, true), make("b", "", flat(r.piece, 20)), flat(r.after, 26));
      row.append(make("td", "", String(r.token)), make("td", "", number(r.weight, 3)), cell);
      row.addEventListener("click", () => view.pick({ token: r.token }));
      rest.append(row);
    }
    low.append(table);
  }

  function drawTogether(f) {
    const ratio = floats[1](model.get("together")),
      E = f.experts,
      canvas = make("canvas"),
      note = make("div", "dsv-note");
    if (ratio.length !== E * E) return;
    note.append(
      make("b", "", `Layer ${sel.get("layer")}: experts chosen for the same token`),
      `, over what their loads alone would give. ${Math.round(100 * model.get("judged"))} % of the pairs are frequent enough to judge; the others are hatched.`,
    );
    low.append(note, canvas);
    const cell = clamp(Math.floor((body.clientWidth - 40) / E), 2, 17),
      left = 26,
      ctx = sized(canvas, left + cell * E + 2, cell * E + 16),
      shades = shader(root);
    ctx.font = "9.5px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    ctx.fillStyle = colour(root, "quiet");
    const every = Math.max(1, Math.ceil(14 / cell));
    for (let e = 0; e < E; e += every) {
      ctx.fillText(String(e), left + e * cell + 1, 7);
      ctx.fillText(String(e), 6, 15 + e * cell + cell / 2);
    }
    const pattern = hatch(ctx, colour(root, "none"), 4);
    let most = [NaN, 0, 0];
    for (let a = 0; a < E; a++)
      for (let b = 0; b < E; b++) {
        const r = ratio[a * E + b],
          x = left + b * cell,
          y = 15 + a * cell,
          w = cell - (cell > 5 ? 1 : 0);
        if (Number.isNaN(r)) {
          if (a !== b) {
            ctx.fillStyle = pattern;
            ctx.fillRect(x, y, w, w);
          }
          continue;
        }
        tile(ctx, root, x, y, w, w, r, shades);
        if (!(r <= most[0])) most = [r, a, b];
      }
    if (!Number.isNaN(most[0]))
      low.append(
        make(
          "div",
          "dsv-note",
          `Most often beyond chance: experts ${most[1]} and ${most[2]}, ${number(most[0])} times.`,
        ),
      );
  }

  function drawRanks(f, layers) {
    const ranks = model.get("ranks"),
      all = floats[2](model.get("parallel")),
      line = make("div", "dsv-controls");
    many.show(model.get("rank_options").map(n => [n, `${n} ranks`]));
    where.show();
    line.append(make("b", "", "If the experts were spread over devices:"), many.select, where.select);
    const table = make("table", "dsv-table"),
      head = make("tr"),
      thead = make("thead"),
      tbody = make("tbody");
    thead.append(head);
    table.append(thead, tbody);
    for (const name of ["layer", "busiest", "per 64 tokens: middle", "95 %", "load of each rank over the mean"])
      head.append(make("th", "", name));
    head.lastChild.style.textAlign = "left";
    if (all.length === layers.length * (ranks + 3))
      layers.forEach((layer, l) => {
        const row = make("tr"),
          part = all.subarray(l * (ranks + 3), (l + 1) * (ranks + 3)),
          bars = make("td");
        bars.style.textAlign = "left";
        bars.style.whiteSpace = "nowrap";
        for (let r = 0; r < ranks; r++) {
          const bar = make("span", "dsv-bar");
          bar.style.width = `${clamp(160 / ranks, 2, 18)}px`;
          bar.style.height = `${Math.round(7 * clamp(part[r], 0, 2.4))}px`;
          bar.style.marginRight = "1px";
          bar.style.verticalAlign = "baseline";
          bar.title = `rank ${r}: ${number(part[r])}`;
          if (part[r] > 1) bar.style.background = colour(root, "more");
          bars.append(bar);
        }
        row.append(
          make("td", "", String(layer)),
          make("td", "", `${number(part[ranks])} ×`),
          make("td", "", number(part[ranks + 1])),
          make("td", "", number(part[ranks + 2])),
          bars,
        );
        row.addEventListener("click", () => view.pick({ layer, expert: NONE, entry: NONE }));
        tbody.append(row);
      });
    low.append(
      line,
      table,
      make(
        "div",
        "dsv-note",
        "A step waits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.",
      ),
    );
  }
  view.redraw();
  return view.clean;
}
export default { render };
