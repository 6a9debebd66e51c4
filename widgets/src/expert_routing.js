// Draws the grid on a canvas that is only as large as what is visible, so long runs scroll as fast as short ones.

const CELL = 17,
  ROW = 18,
  SIDE = 74,
  TOP = 54,
  BAND = 15,
  GAP = 6;

// Vertical place of every row: table layers in a band of their own, then the learned ones. Pure; used for hits too.
function rowsOf(kinds) {
  const order = [...kinds.keys()].sort(
    (a, b) => (kinds[a] === "hash" ? 0 : 1) - (kinds[b] === "hash" ? 0 : 1) || a - b,
  );
  const rows = [];
  let y = 0,
    before = null;
  for (const i of order) {
    if (kinds[i] !== before) {
      y += before === null ? 0 : GAP;
      rows.push({ band: kinds[i], y });
      y += BAND;
      before = kinds[i];
    }
    rows.push({ index: i, y });
    y += ROW;
  }
  return { rows, height: y };
}
function hitCell(rows, x, y, tokens) {
  const token = Math.floor(x / CELL),
    row = rows.find(r => r.index !== undefined && y >= r.y && y < r.y + ROW);
  return row && token >= 0 && token < tokens ? { token, index: row.index } : null;
}

async function render({ model, el }) {
  const texts = memo(splitText),
    ids = memo(asI16),
    shadesOf = memo(ramp);
  let tabled = [];
  let layout = { rows: [], height: 0 },
    tokens = 0,
    follow = true,
    hovered = null,
    lastPicked = null;
  const order = () => layout.rows.filter(r => r.index !== undefined).map(r => model.get("layers")[r.index]);
  const view = await frame(model, el, {
    title: "Experts chosen",
    aria: "Experts chosen for each token and layer. Arrow keys move the chosen token and layer.",
    traits: [
      "weights",
      "experts",
      "colours",
      "shape",
      "kinds",
      "colour",
      "colour_options",
      "low",
      "high",
      "detail",
      "uses",
      "parting",
      "utf8",
    ],
    keys: {
      ArrowLeft: v => moveToken(v, -1, tokens),
      ArrowRight: v => moveToken(v, 1, tokens),
      ArrowUp: v => moveLayer(v, -1, order()),
      ArrowDown: v => moveLayer(v, 1, order()),
      Home: v => moveToken(v, -Infinity, tokens),
      End: v => moveToken(v, Infinity, tokens),
    },
    draw,
    table,
  });
  const { root, head, facts, body, sel } = view;
  const choose = make("select");
  choose.setAttribute("aria-label", "colour cells by");
  const legend = make("span", "dsv-legend"),
    low = make("span"),
    bar = make("span", "dsv-ramp"),
    high = make("span");
  legend.append(choose, low, bar, high);
  const row = make("div", "dsv-bar-row");
  row.append(legend);
  body.append(row);
  const scroll = make("div", "dsv-grid"),
    stage = make("div", "dsv-grid-stage"),
    canvas = make("canvas"),
    spacer = make("div");
  canvas.style.position = "absolute";
  canvas.style.cursor = "pointer";
  stage.append(canvas);
  scroll.append(stage, spacer);
  const ranking = make("table", "dsv-table"),
    note = make("div", "dsv-note"),
    caption = make("div", "dsv-note"),
    inverse = make("div");
  caption.style.margin = "4px 0 0";
  body.append(scroll, caption, ranking, note, inverse); // the list comes last: it must not move what was clicked
  view.listen(choose, "change", () => {
    model.set("colour", choose.value);
    model.save_changes();
  });
  // Only who reads leaves the end; a change of size moves the grid too, and must not.
  let steered = false;
  for (const event of ["wheel", "pointerdown", "touchmove", "keydown"])
    view.listen(
      scroll,
      event,
      () => {
        steered = true;
      },
      { passive: true },
    );
  view.listen(scroll, "scroll", () => {
    if (scroll.scrollLeft + scroll.clientWidth > scroll.scrollWidth - 2 * CELL) {
      follow = true;
      steered = false;
    } else if (steered) follow = false;
    view.redraw();
  });
  const at = e => {
    const box = canvas.getBoundingClientRect();
    const x = e.clientX - box.left - SIDE;
    return x < 0 ? null : hitCell(layout.rows, x + scroll.scrollLeft, e.clientY - box.top - TOP, tokens);
  };
  view.listen(canvas, "mousemove", e => {
    hovered = at(e);
    view.hover({ hover_token: hovered ? hovered.token : NONE });
    view.redraw();
  });
  view.listen(canvas, "mouseleave", () => {
    hovered = null;
    view.hover({ hover_token: NONE });
    view.redraw();
  });
  view.listen(canvas, "click", e => {
    const hit = at(e);
    if (!hit) return;
    const layer = model.get("layers")[hit.index];
    view.pick(
      layer === sel.get("layer") ? { token: hit.token } : { token: hit.token, layer, expert: NONE, entry: NONE },
    );
  });
  const toggle = row => {
    const expert = Number(row.dataset.expert);
    if (expert >= 0) view.pick({ expert: sel.get("expert") === expert ? NONE : expert });
  };
  view.listen(ranking, "click", e => {
    const row = e.target.closest("tbody tr");
    if (row) toggle(row);
  });
  view.listen(ranking, "keydown", e => {
    if (["Enter", " "].includes(e.key)) {
      toggle(e.target.closest("tr"));
      e.preventDefault();
      e.stopPropagation();
    }
  });

  function draw() {
    const [L, said, K] = model.get("shape"),
      layers = model.get("layers"),
      kinds = model.get("kinds");
    const weights = asBytes(data(model, "weights")),
      experts = ids(data(model, "experts")),
      codes = asBytes(data(model, "colours"));
    const T = L * K ? Math.min(Math.max(said, codes.length / L), weights.length / (L * K)) : 0; // a gain may be a frame ahead of its shape
    tokens = T;
    layout = rowsOf(kinds);
    const width = scroll.clientWidth,
      full = SIDE + T * CELL + 4,
      height = TOP + layout.height + 2;
    spacer.style.width = `${full}px`;
    spacer.style.height = `${height}px`;
    const chosen = sel.get("token"),
      picked = chosen >= 0 && chosen < T ? chosen : T - 1;
    if (follow && chosen === NONE) scroll.scrollLeft = full; // also after a change of size moved it
    if (chosen !== lastPicked && chosen >= 0) {
      const x = chosen * CELL,
        seen = width - SIDE;
      if (x < scroll.scrollLeft || x + CELL > scroll.scrollLeft + seen) scroll.scrollLeft = x - seen / 2;
    }
    lastPicked = chosen;
    const ctx = sized(canvas, width, height),
      left = scroll.scrollLeft;
    const pieces = texts(data(model, "utf8"), data(model, "lengths"));
    const options = model
      .get("colour_options")
      .map(o => o[0])
      .join();
    if (choose.dataset.options !== options) {
      choose.replaceChildren(
        ...model.get("colour_options").map(([name, title]) => {
          const o = make("option", "", `colour: ${title}`);
          o.value = name;
          return o;
        }),
      );
      choose.dataset.options = options;
    }
    const shades = shadesOf(colour(root, "ramp-low"), colour(root, "ramp-high")),
      none = colour(root, "none"),
      ink = colour(root, "ink"),
      quiet = colour(root, "quiet"),
      paper = colour(root, "panel"),
      mark = colour(root, "mark");
    const first = Math.max(0, Math.floor(left / CELL)),
      last = Math.min(T - 1, Math.floor((left + width - SIDE) / CELL));
    const layerRow = layers.indexOf(sel.get("layer")),
      expert = sel.get("expert");
    ctx.font = "10px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    ctx.save();
    ctx.beginPath();
    ctx.rect(SIDE, 0, width - SIDE, height);
    ctx.clip();
    let lit = 0;
    for (let t = first; t <= last; t++) {
      const x = SIDE + t * CELL - left;
      ctx.save();
      ctx.translate(x + CELL / 2, TOP - 4);
      ctx.rotate(-Math.PI / 2);
      const same = pieces[t] === pieces[picked]; // the same word elsewhere: its table rows can be compared
      ctx.fillStyle = same ? mark : t === sel.get("hover_token") ? ink : quiet;
      ctx.font = `${t === picked ? "bold " : ""}10px system-ui, sans-serif`;
      ctx.fillText(label(pieces[t] ?? "", 8), 0, 0);
      ctx.restore();
      for (const { index, y } of layout.rows) {
        if (index === undefined) continue;
        const cell = t * L + index,
          code = codes[cell];
        let from = TOP + y + 1;
        const tall = ROW - 2;
        if (experts[cell * K] < 0) {
          ctx.fillStyle = none;
          ctx.beginPath();
          ctx.arc(x + CELL / 2, from + tall / 2, 1.5, 0, 7);
          ctx.fill();
          continue;
        }
        ctx.fillStyle = code === 255 ? none : shades[code];
        let hit = false;
        for (let k = 0; k < K; k++) {
          const h = (weights[cell * K + k] / 254) * tall;
          const same = expert !== NONE && index === layerRow && experts[cell * K + k] === expert;
          if (same) {
            ctx.fillStyle = mark;
            hit = true;
          }
          ctx.fillRect(x + 1, from, CELL - 2, Math.max(h - 1, 0.5));
          if (same) ctx.fillStyle = code === 255 ? none : shades[code];
          from += h;
        }
        if (hit) lit++;
        if (same && t !== picked && kinds[index] === "hash") {
          ctx.strokeStyle = mark;
          ctx.lineWidth = 1;
          ctx.strokeRect(x + 0.5, TOP + y + 0.5, CELL - 1, ROW - 1);
        }
      }
    }
    outline(ctx, picked, mark, left, 2, null);
    const hover = sel.get("hover_token");
    if (hover >= 0) outline(ctx, hover, ink, left, 1, null);
    const parting = model.get("parting");
    if (parting >= first && parting <= last) {
      ctx.strokeStyle = ink;
      ctx.setLineDash([4, 3]);
      ctx.strokeRect(SIDE + parting * CELL - left + 0.5, TOP - 1, 0.5, layout.height);
      ctx.setLineDash([]);
    }
    if (layerRow >= 0) {
      const row = layout.rows.find(r => r.index === layerRow);
      ctx.strokeStyle = mark;
      ctx.lineWidth = 2;
      if (row) ctx.strokeRect(SIDE + picked * CELL - left, TOP + row.y, CELL, ROW);
    }
    ctx.restore();
    for (const { index, band, y } of layout.rows) {
      if (band) {
        ctx.fillStyle = quiet;
        ctx.font = "10px system-ui, sans-serif";
        ctx.fillText(
          band === "hash"
            ? "☷ chosen by a table over token ids: same token, same experts (outlined)"
            : "chosen by the scores of the token's state",
          2,
          TOP + y + BAND / 2,
        );
      } else {
        const chosenRow = index === layerRow;
        ctx.fillStyle = chosenRow ? mark : ink;
        ctx.font = `${chosenRow ? "bold " : ""}11px system-ui, sans-serif`;
        ctx.fillText(
          `${layers[index]} ${LAYER_GLYPH[model.get("attention_kinds")[index]] ?? ""} ${model.get("attention_kinds")[index]}`,
          4,
          TOP + y + ROW / 2,
        );
      }
    }
    ctx.fillStyle = quiet;
    ctx.font = "10px system-ui, sans-serif";
    ctx.fillText("layer", 4, TOP - 8);
    choose.value = model.get("colour");
    const words = model.get("colour_options").find(o => o[0] === model.get("colour")) ?? ["", "", ""];
    bar.style.background = `linear-gradient(90deg, ${shades[0]}, ${shades[254]})`;
    low.textContent = number(model.get("low"));
    high.textContent = `${number(model.get("high"))} ${words[2]}`;
    legend.title = "grey: this layer has no such value";
    facts.replaceChildren();
    if (hovered) {
      const cell = hovered.token * L + hovered.index,
        ids = Array.from(experts.slice(cell * K, cell * K + K));
      facts.append(
        `layer ${layers[hovered.index]}, token ${hovered.token} “${label(pieces[hovered.token] ?? "", 16)}”: experts `,
        make("b", "", ids.join(" ")),
      );
    } else if (expert !== NONE && layerRow >= 0) {
      const used = countUses(experts, layerRow, L, K, expert);
      facts.append(
        `expert ${expert} of layer ${sel.get("layer")}: `,
        make("b", "", `${used} of ${T} tokens`),
        " (marked cells)",
      );
    } else if (model.get("parting") >= 0)
      facts.append(
        "beside another run: the text parts at token ",
        make("b", "", `${model.get("parting")}`),
        " (dashed)",
      );
    else facts.append("each cell: the chosen experts' weights, largest on top");
    detail();
    root.drawn = {
      uses: model.get("uses"),
      parting: model.get("parting"),
      at: performance.now(),
      tokens: T,
      layers: [...layers],
      picked,
      layer: sel.get("layer"),
      detail: model.get("detail"),
      highlighted: lit,
      codes: Array.from(codes.slice(0, 64)),
    };
  }

  function outline(ctx, token, color, left, size) {
    ctx.strokeStyle = color;
    ctx.lineWidth = size;
    ctx.globalAlpha = size > 1 ? 0.55 : 0.5;
    ctx.strokeRect(SIDE + token * CELL - left + 0.5, TOP - 1, CELL - 1, layout.height);
    ctx.globalAlpha = 1;
  }

  function detail() {
    const d = model.get("detail");
    if (tabled[0] === d && tabled[1] === sel.get("expert") && tabled[2] === model.get("uses")) return;
    const focused = ranking.contains(document.activeElement) ? document.activeElement.dataset.expert : null;
    tabled = [d, sel.get("expert"), model.get("uses")];
    ranking.replaceChildren();
    caption.replaceChildren();
    inverse.replaceChildren();
    note.textContent = "";
    drawUses(model.get("uses"));
    if (!d || !d.expert) {
      caption.textContent = "Click a cell for the ranking behind it.";
      return;
    }
    const pieces = texts(data(model, "utf8"), data(model, "lengths"));
    caption.append(
      "Ranking at ",
      make("b", "", `layer ${d.layer}, token ${d.token} “${label(pieces[d.token] ?? "", 16)}”`),
      d.kind === "hash" ? ` · a table chose${preferred(d)}` : ` · margin of the choice ${number(d.margin, 4)}`,
    );
    const head = make("tr");
    for (const name of ["expert", "logit", "score", "score + bias", "weight", "", "‖output‖"])
      head.append(make("th", "", name));
    const thead = make("thead");
    thead.append(head);
    const tbody = make("tbody");
    ranking.append(thead, tbody);
    const largest = Math.max(...d.weight.filter(w => w !== null), 1e-9);
    d.expert.forEach((id, i) => {
      const row = make("tr");
      row.dataset.expert = id;
      row.tabIndex = 0;
      row.setAttribute(
        "aria-label",
        `expert ${id}, ${d.chosen[i] ? `weight ${number(d.weight[i], 3)}` : "not chosen"}; Enter shows its tokens`,
      );
      if (!d.chosen[i]) row.classList.add("out");
      if (i && d.chosen[i - 1] && !d.chosen[i]) row.classList.add("cut");
      if (id === sel.get("expert")) row.classList.add("picked");
      row.append(
        make("td", "", String(id)),
        make("td", "", number(d.logit[i])),
        make("td", "", number(d.score[i], 3)),
        make("td", "", number(d.biased_score[i], 3)),
        make("td", "", d.chosen[i] ? number(d.weight[i], 3) : "not chosen"),
      );
      const cell = make("td"),
        bar = make("span", "dsv-bar");
      cell.style.textAlign = "left";
      bar.style.width = `${d.chosen[i] ? Math.round((48 * d.weight[i]) / largest) : 0}px`;
      cell.append(bar);
      row.append(cell, make("td", "", number(d.norm[i])));
      tbody.append(row);
    });
    const shared = make("tr");
    shared.append(
      make("td", "", "shared"),
      make("td"),
      make("td"),
      make("td"),
      make("td", "", "always"),
      make("td"),
      make("td", "", number(d.shared_norm)),
    );
    shared.style.cursor = "default";
    shared.dataset.expert = NONE;
    tbody.append(shared);
    if (focused !== null) ranking.querySelector(`tr[data-expert="${focused}"]`)?.focus();
    note.textContent =
      (model.get("uses")?.of?.expert === sel.get("expert")
        ? `Expert ${sel.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `
        : "Click an expert to mark and list every token it took. ") +
      "Its number is its name in this layer only: expert 3 of another layer is another network.";
  }
  // An expert's tokens in context beside those of a matched expert: themes are seen in anything.
  function drawUses(u) {
    if (!u?.of || u.of.expert !== sel.get("expert")) return;
    const pair = make("div", "dsv-uses"),
      breaks = text => plain(text.replace(/\n/g, "⏎"));
    for (const [one, role] of [
      [u.of, "chosen"],
      [u.control, "matched control"],
    ]) {
      if (!one) continue;
      const side = make("div"),
        list = make("ol"),
        words = make("div", "dsv-note");
      words.title =
        role === "chosen"
          ? ""
          : "another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything";
      words.append(
        make("b", "", `expert ${one.expert}`),
        ` (${role}): ${one.count} tokens, ${one.different} different`,
      );
      for (const r of one.rows) {
        const line = make("li");
        line.dataset.token = r.token;
        line.tabIndex = 0;
        line.append(
          make("span", "quiet", breaks(r.before.slice(-18))),
          make("b", "", breaks(r.piece)),
          make("span", "quiet", breaks(r.after.slice(0, 18))),
          make("small", "", ` ${number(r.weight)}`),
        );
        const go = () => view.pick({ token: r.token });
        line.addEventListener("click", go);
        line.addEventListener("keydown", e => {
          if (e.key === "Enter") {
            go();
            e.stopPropagation();
          }
        });
        list.append(line);
      }
      side.append(words, list);
      pair.append(side);
    }
    inverse.append(pair);
  }

  function table() {
    const d = model.get("detail");
    return {
      columns: ["expert", "logit", "score", "score + bias", "weight", "norm of output"],
      rows: d?.expert
        ? [
            ...d.expert.map((id, i) => [
              id,
              d.logit[i],
              d.score[i],
              d.biased_score[i],
              d.chosen[i] ? d.weight[i] : "not chosen",
              d.norm[i],
            ]),
            ["shared", null, null, null, "always", d.shared_norm],
          ]
        : [],
      note: d?.expert ? `Ranking at layer ${d.layer}, token ${d.token}.` : "",
    };
  }
  view.redraw();
  return view.clean;
}

// On a table layer: which of the experts that were not chosen have a higher score than one that was. Only the best few of
// them were kept: when all of those are better there may be more, and when none was kept nothing is known.
function preferred(d) {
  const least = Math.min(...d.score.filter((_, i) => d.chosen[i])),
    out = d.expert.filter((_, i) => !d.chosen[i]);
  const better = d.expert.filter((_, i) => !d.chosen[i] && d.score[i] > least);
  if (!out.length) return "; scores only set the weights";
  if (!better.length) return "; the scores would have chosen the same, and only set the weights";
  return `; the scores would have preferred ${better.join(", ")}${better.length === out.length ? " and perhaps others, which were not kept" : ""}`;
}

// Tokens that an expert took in one of L layers; experts are [token, layer, slot].
function countUses(experts, row, L, K, expert) {
  let used = 0;
  for (let at = row * K; at < experts.length; at += L * K)
    for (let k = 0; k < K; k++)
      if (experts[at + k] === expert) {
        used++;
        break;
      }
  return used;
}
export default { initialize, render };
