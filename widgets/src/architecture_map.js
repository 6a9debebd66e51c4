// The model as a figure: a row per layer in running order, a column per part, stronger where more bytes are; and a card.

const SHORT = {
  mixing: "mHC",
  attention: "attention",
  compressor: "compressor",
  indexer: "indexer",
  routing: "routing",
  experts: "experts",
  "shared expert": "shared",
};
const PLACES = { top: "embedding", bottom: "head", draft: "draft block" };
const count = n =>
  n >= 1e12
    ? `${(n / 1e12).toPrecision(3)} T`
    : n >= 1e9
      ? `${(n / 1e9).toPrecision(3)} B`
      : n >= 1e6
        ? `${(n / 1e6).toPrecision(3)} M`
        : n >= 1e3
          ? `${(n / 1e3).toPrecision(3)} k`
          : String(n);

async function render({ model, el }) {
  const rows = () => model.get("rows");
  const step = (dy, dx) => () => {
    const row = clamp(rowNow() + dy, 0, rows().length - 1),
      cells = rows()[row].cells;
    let column = columnNow();
    if (dx) {
      do column += dx;
      while (column >= 0 && column < cells.length && cells[column][2] < 0);
      if (column < 0 || column >= cells.length) return;
    }
    choose(row, Math.max(0, column));
  };
  const view = await frame(model, el, {
    title: "Architecture",
    aria: "The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",
    traits: ["rows", "columns", "totals", "cards", "part", "place"],
    keys: {
      ArrowUp: step(-1, 0),
      ArrowDown: step(1, 0),
      ArrowLeft: step(0, -1),
      ArrowRight: step(0, 1),
      Enter: () => open(),
    },
    draw,
    table: numbers,
  });
  const { root, facts, body, sel } = view;
  const picture = make("div", "dsv-map"),
    figure = make("div", "dsv-map-figure"),
    card = make("div", "dsv-map-card");
  picture.append(figure, card);
  body.append(picture);
  const rowNow = () => {
    const p = model.get("place") || String(sel.get("layer")),
      i = rows().findIndex(r => r.place === p);
    return i < 0 ? 1 : i;
  };
  const columnNow = () =>
    model.get("part") === "mixing"
      ? sel.get("site")
        ? 4
        : 0
      : Math.max(0, model.get("columns").indexOf(model.get("part")));
  const now = () => {
    const row = rows()[rowNow()];
    return { row, cell: row.cells[Math.min(columnNow(), row.cells.length - 1)] };
  };

  function choose(at, column) {
    const row = rows()[at];
    let c = Math.min(column, row.cells.length - 1);
    while (c > 0 && row.cells[c][2] < 0) c--;
    model.set("place", PLACES[row.place] ? row.place : "");
    model.set("part", row.cells[c][0]);
    model.save_changes();
    if (!PLACES[row.place])
      view.pick({
        layer: Number(row.place),
        entry: NONE,
        expert: NONE,
        ...(row.cells[c][0] === "mixing" ? { site: c ? 1 : 0 } : {}),
      });
    view.redraw();
  }
  function open() {
    const tab = model.get("cards")[now().cell[0]].tab;
    if (tab) view.pick({ tab });
  }

  function numbers() {
    const columns = model.get("columns"),
      cards = model.get("cards");
    return {
      columns: [
        "place",
        "attention",
        "routing",
        "parameters",
        ...columns.map(
          (c, i) => `${cards[c].title}${c === "mixing" ? (i ? " (experts)" : " (attention)") : ""}, bytes`,
        ),
      ],
      rows: rows().map(r => [
        PLACES[r.place] ?? `layer ${r.place}`,
        r.kind,
        r.routing,
        r.parameters,
        ...r.cells.map(c => (c[2] < 0 ? null : c[2])),
      ]),
      note: "Parameters, and bytes in the release's formats; – : the layer has no such part. Embedding, head and draft block: all bytes in one cell.",
    };
  }

  function draw() {
    const all = rows(),
      names = model.get("columns"),
      totals = model.get("totals");
    if (!all.length) return;
    facts.replaceChildren(
      make("b", "", `${count(totals.parameters)} parameters`),
      ` in ${size(totals.bytes)} of the release's formats; ${count(totals.active)} work on each token · ${totals.layers} layers, ${totals.streams} streams`,
    );
    const tall = totals.layers > 30 ? 13 : totals.layers > 14 ? 17 : 24,
      narrow = figure.clientWidth < 330,
      left = narrow ? 70 : 112,
      right = narrow ? 2 : 62;
    const width = clamp(figure.clientWidth - 2, 236, 620),
      span = width - left - right,
      wide = span / names.length,
      steep = wide < 58,
      top = steep ? 68 : 20,
      height = top + all.length * (tall + 2) + 4;
    const s = svg("svg", { width, height, role: "group", "aria-label": "the model's layers and parts" });
    const bytes = all.flatMap(r => r.cells.map(c => c[2])).filter(b => b > 0),
      low = Math.log(Math.min(...bytes)),
      high = Math.log(Math.max(...bytes));
    const alpha = b => 0.1 + (0.8 * (Math.log(b) - low)) / Math.max(high - low, 1e-9);
    // Names that do not fit beside each other stand upright.
    names.forEach((n, i) => {
      const x = left + (i + 0.5) * wide;
      s.append(
        svg(
          "text",
          {
            class: "quiet column",
            ...(steep
              ? { transform: `translate(${x + 4},${top - 5}) rotate(-90)` }
              : { x, y: 12, "text-anchor": "middle" }),
          },
          SHORT[n],
        ),
      );
    });
    if (!narrow) s.append(svg("text", { x: width - right + 4, y: top - 8, class: "quiet" }, "parameters"));
    // The residual streams run past all layers.
    const first = top + tall,
      last = top + (all.findIndex(r => r.place === "bottom") + 0.2) * (tall + 2);
    for (let j = 0; j < totals.streams; j++)
      s.append(
        svg("line", {
          x1: left - 6 - 4 * (totals.streams - j),
          x2: left - 6 - 4 * (totals.streams - j),
          y1: first,
          y2: last,
          stroke: colour(root, "quiet"),
          "stroke-width": 1.2,
        }),
      );
    const nowRow = rowNow(),
      nowColumn = columnNow();
    all.forEach((row, i) => {
      const y = top + i * (tall + 2),
        special = PLACES[row.place],
        picked = i === nowRow;
      const words = svg(
        "text",
        { x: 2, y: y + tall / 2 + 4 },
        special ??
          `${row.place} ${LAYER_GLYPH[row.kind]}${narrow ? "" : ` ${row.kind}`}${row.routing === "hash" ? " ☷" : ""}`,
      );
      if (picked) {
        words.style.fontWeight = 700;
        words.style.fill = colour(root, "mark");
      }
      s.append(words);
      row.cells.forEach(([part, , b], c) => {
        const x = special ? left : left + c * wide,
          w = special ? span : wide - 2;
        if (b < 0) {
          s.append(
            svg("line", {
              x1: x + w / 2 - 4,
              x2: x + w / 2 + 4,
              y1: y + tall / 2,
              y2: y + tall / 2,
              stroke: colour(root, "line"),
            }),
          );
          return;
        }
        const on = picked && (special || c === nowColumn);
        const cell = svg("rect", {
          class: "cell",
          x,
          y,
          width: w,
          height: tall,
          rx: 3,
          fill: `rgba(${colour(root, "tint")}, ${alpha(b).toFixed(2)})`,
          stroke: on ? colour(root, "mark") : "none",
          "stroke-width": 2,
        });
        cell.dataset.row = i;
        cell.dataset.column = c;
        cell.append(svg("title", {}, `${special ?? `layer ${row.place}, ${part}`}: ${size(b)}`));
        s.append(cell);
        if (tall > 15 && w > 46) {
          const t = svg(
            "text",
            { x: x + w / 2, y: y + tall / 2 + 4, "text-anchor": "middle", "pointer-events": "none" },
            size(b),
          );
          t.style.fontSize = "10px";
          if (alpha(b) > 0.62) t.style.fill = colour(root, "panel");
          s.append(t);
        }
      });
      if (!narrow)
        s.append(svg("text", { x: width - right + 4, y: y + tall / 2 + 4, class: "quiet" }, count(row.parameters)));
    });
    s.addEventListener("click", e => {
      const cell = e.target.closest?.(".cell");
      if (cell) choose(Number(cell.dataset.row), Number(cell.dataset.column));
    });
    const scrolled = figure.scrollTop;
    figure.replaceChildren(
      s,
      make(
        "div",
        "dsv-note",
        `▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes (${size(Math.min(...bytes))} to ${size(Math.max(...bytes))}, logarithmic) · – : not in this layer`,
      ),
    );
    figure.scrollTop = scrolled;
    const at = now();
    drawCard(at);
    root.drawn = {
      rows: all.map(r => r.place),
      kinds: all.map(r => r.kind),
      part: at.cell[0],
      place: at.row.place,
      bytes: totals.bytes,
      card: card.textContent,
    };
  }

  function drawCard({ row, cell: [part, parameters, bytes] }) {
    const c = model.get("cards")[part],
      layer = PLACES[row.place] ? "" : row.place;
    card.replaceChildren(
      make("h4", "", `${c.title}${layer ? ` of layer ${layer}` : ""}`),
      make("div", "dsv-note", c.does),
    );
    card.append(
      make(
        "div",
        "",
        bytes < 0 ? `Layer ${layer} has no such part.` : `${count(parameters)} parameters, ${size(bytes)}`,
      ),
    );
    card.append(make("pre", "", c.equation));
    if (row.words) card.append(make("div", "dsv-note", `This layer ${row.words}.`));
    const file = make("div");
    file.append(`${c.section}, `, make("code", "", c.file));
    card.append(file);
    const site = part === "mixing" ? (sel.get("site") ? ".ffn." : ".attn.") : "";
    const points = c.points.filter(
      ([name, , layers]) => !name.includes("{i}") || (layer && layers.includes(Number(layer)) && name.includes(site)),
    );
    if (points.length) {
      const list = make("ul");
      for (const [name, meaning] of points) {
        const item = make("li");
        item.append(make("code", "", name.replace("{i}", layer)), ` ${meaning}`);
        list.append(item);
      }
      card.append(make("div", "dsv-note", "Can be captured:"), list);
    }
    const line = make("div", "dsv-note");
    line.style.marginTop = "5px";
    if (c.tab) {
      const button = make("button", "dsv-small", `open “${c.tab}”`);
      button.addEventListener("click", open);
      line.append(button, " ");
    }
    line.append("alone: ", make("code", "", c.code));
    card.append(line);
  }
  view.redraw();
  return view.clean;
}
export default { render };
