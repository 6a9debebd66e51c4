// Bars of gates per source token, both compressors side by side; a clickable strip of all complete entries below.

// The clicked entry if it is complete at the chosen token, else the last one that is.
const shownEntry = (table, chosen) =>
  chosen && chosen.entry >= 0 && chosen.entry < table.complete ? { ...table, ...chosen } : table;
const entryAt = (x, width, entries) => clamp(Math.floor((x / width) * entries), 0, entries - 1);

async function render({ model, el }) {
  const go = by => v => {
    const t = shownEntry(model.get("table"), model.get("chosen"));
    if (t.complete) v.pick({ entry: clamp(t.entry + by, 0, t.complete - 1) });
  };
  const view = await frame(model, el, {
    title: "Compressor",
    aria: "What a compressed entry is made of. Left and right move the entry.",
    traits: ["table", "chosen", "sharpness"],
    keys: { ArrowLeft: go(-1), ArrowRight: go(1) },
    draw,
    table,
  });
  const { root, facts, body } = view;
  const words = make("div", "dsv-note"),
    list = make("div"),
    strip = make("div"),
    waiting = make("div", "dsv-note");
  list.className = "dsv-scroll";
  list.style.maxHeight = "230px";
  body.append(words, list, strip, waiting);

  function draw() {
    const t = shownEntry(model.get("table"), model.get("chosen"));
    if (!t.kind) return;
    const two = t.rows.some(r => r.index_gate !== null);
    facts.replaceChildren(
      make("b", "", layerName(t.layer, t.kind)),
      t.entry >= 0 ? ` · entry ${t.entry} of ${t.complete}` : " · no entry is complete yet",
    );
    words.textContent =
      t.kind === "csa"
        ? `A CSA entry stands for ${t.rate} tokens and is pooled from ${2 * t.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`
        : `An HCA entry is pooled from its block of ${t.rate} tokens; the gates sum to one.`;
    const table = make("table", "dsv-table"),
      head = make("tr"),
      rest = make("tbody");
    for (const name of ["token", "", "attention", "", ...(two ? ["indexer", ""] : [])])
      head.append(make("th", "", name));
    const largest = Math.max(...t.rows.flatMap(r => [r.gate, r.index_gate ?? 0]), 1e-9);
    for (const r of t.rows) {
      const row = make("tr"),
        piece = make("td", "", `“${label(r.piece, 14)}”`);
      piece.style.textAlign = "left";
      row.append(make("td", "", `${r.token}`), piece);
      for (const gate of two ? [r.gate, r.index_gate] : [r.gate]) {
        const bar = make("span", "dsv-bar"),
          cell = make("td");
        cell.style.textAlign = "left";
        bar.style.width = `${Math.max(1, ((gate ?? 0) / largest) * (two ? 56 : 130))}px`;
        cell.append(bar);
        row.append(make("td", "", number(gate, 3)), cell);
      }
      row.addEventListener("click", () => view.pick({ token: r.token }));
      rest.append(row);
    }
    const top = make("thead");
    top.append(head);
    table.append(top, rest);
    list.replaceChildren(...(t.rows.length ? [table] : []));
    drawStrip(t);
    waiting.textContent = t.pending.length
      ? `Waiting for their block to fill (${t.pending.length} of ${t.rate}): ${t.pending.map(p => label(p, 12)).join(" · ")}`
      : "No token is waiting: the last block is complete.";
    root.drawn = {
      layer: t.layer,
      token: t.token,
      entry: t.entry,
      complete: t.complete,
      tokens: t.rows.map(r => r.token),
      gates: t.rows.map(r => r.gate),
      index: t.rows.map(r => r.index_gate),
      pending: t.pending.length,
    };
  }

  function drawStrip(t) {
    const sharp = asF32(model.get("sharpness")),
      n = sharp.length;
    if (!n) {
      strip.replaceChildren();
      return;
    }
    const width = Math.max(200, body.clientWidth - 2),
      cell = width / n,
      H = 34,
      top = Math.max(...sharp.filter(v => !Number.isNaN(v)), 2);
    const s = svg("svg", { width, height: H + 16, role: "img", "aria-label": `${n} complete entries` });
    s.append(
      svg(
        "text",
        { x: 0, y: 10, class: "quiet" },
        `all entries: leaning on few tokens (even mean: 1, tallest: ${number(top, 1)})`,
      ),
    );
    for (let i = 0; i < n; i++) {
      const unknown = Number.isNaN(sharp[i]),
        tall = unknown ? H : clamp(sharp[i] / top, 0, 1) * H,
        bar = svg("rect", {
          class: "step",
          x: i * cell,
          y: 14 + H - tall,
          width: Math.max(cell - 1, 0.6),
          height: Math.max(tall, 0.6),
          fill: unknown ? "none" : i === t.entry ? colour(root, "mark") : `rgb(${colour(root, "tint")})`,
          stroke: unknown ? colour(root, "none") : "none",
          "stroke-dasharray": "2 3",
        });
      bar.append(svg("title", {}, `entry ${i}: ${unknown ? "its gates were not captured" : number(sharp[i], 2)}`));
      s.append(bar);
    }
    s.addEventListener("click", e =>
      view.pick({ entry: entryAt(e.clientX - s.getBoundingClientRect().left, width, n) }),
    );
    strip.replaceChildren(s);
  }
  function table() {
    const t = shownEntry(model.get("table"), model.get("chosen"));
    return {
      columns: ["token", "text", "gate of attention's compressor", "gate of the indexer's"],
      rows: (t.rows ?? []).map(r => [r.token, r.piece, r.gate, r.index_gate]),
      note: `Entry ${t.entry} of layer ${t.layer}; each column of gates sums to one.`,
    };
  }
  view.redraw();
  return view.clean;
}
export default { initialize, render };
