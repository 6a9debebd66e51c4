// The model as a figure: a row per layer in running order, a column per part, stronger where more bytes are; and a card.

const SHORT = { "mixing": "mHC", "attention": "attention", "compressor": "compressor", "indexer": "indexer", "routing": "routing", "experts": "experts", "shared expert": "shared" };
const SHORTER = { ...SHORT, "attention": "attn", "compressor": "compr", "indexer": "index", "routing": "route" };
const VIEWS = { token_strip: "Tokens", hyper_connections: "Residual streams", sparse_attention: "Attention", compressor: "Compressor", lightning_indexer: "Indexer picks", expert_routing: "Experts chosen", expert_load: "Expert load", lens: "Lens", generation: "Next token" };
const PLACES = { top: ["embedding", "embedding"], bottom: ["head", "collapse, norm and head"], draft: ["draft", "draft block"] };
const count = n => n >= 1e12 ? `${(n / 1e12).toPrecision(3)} T` : n >= 1e9 ? `${(n / 1e9).toPrecision(3)} B` : n >= 1e6 ? `${(n / 1e6).toPrecision(3)} M` : n >= 1e3 ? `${(n / 1e3).toPrecision(3)} k` : String(n);

async function render({ model, el }) {
  let at = { rows: [], columns: [] };
  const places = () => model.get("rows").map(r => r[0]);
  const step = (dy, dx) => v => {
    const rows = model.get("rows"), names = model.get("names"), row = clamp(rowNow() + dy, 0, rows.length - 1);
    let column = columnNow();
    if (dx) { const cells = rows[row][3]; do column += dx; while (column >= 0 && column < cells.length && cells[column] < 0); if (column < 0 || column >= cells.length) return; }
    choose(row, Math.max(0, column));
  };
  const view = await frame(model, el, {
    title: "Architecture", aria: "The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",
    traits: ["rows", "columns", "names", "totals", "part", "place", "card", "as_table", "numbers"],
    keys: { ArrowUp: step(-1, 0), ArrowDown: step(1, 0), ArrowLeft: step(0, -1), ArrowRight: step(0, 1), Enter: () => open() },
    draw,
  });
  const { root, facts, body, sel } = view;
  const picture = make("div", "dsv-map"); body.append(picture);
  const asTable = tableSwitch(view, picture);
  const figure = make("div", "dsv-map-figure"), card = make("div", "dsv-map-card"); picture.append(figure, card);
  const rowNow = () => { const p = model.get("place") || String(sel.get("layer")), i = places().indexOf(p); return i < 0 ? 1 : i; };
  const columnNow = () => model.get("part") === "mixing" ? (sel.get("site") ? 4 : 0) : Math.max(0, model.get("names").indexOf(model.get("part")));

  function choose(row, column) {
    const r = model.get("rows")[row], place = r[0], names = model.get("names");
    if (PLACES[place]) { model.set("place", place); model.set("part", PLACES[place][0]); model.save_changes(); view.redraw(); return; }
    let c = Math.min(column, r[3].length - 1); while (c > 0 && r[3][c] < 0) c--;
    model.set("place", ""); model.set("part", names[c]); model.save_changes();
    view.pick({ layer: Number(place), entry: NONE, expert: NONE, ...(names[c] === "mixing" ? { site: c ? 1 : 0 } : {}) });
    view.redraw();
  }
  function open() { const c = model.get("card"), old = model.get("wish"); model.set("wish", { view: c.view, count: (old.count ?? 0) + 1 }); model.save_changes(); }

  function draw() {
    const rows = model.get("rows"), names = model.get("names"), totals = model.get("totals");
    if (asTable() || !rows.length) return;
    facts.replaceChildren(make("b", "", `${count(totals.parameters)} parameters`), ` in ${size(totals.bytes)} of the release's formats; ${count(totals.active)} work on each token · ${totals.layers} layers, ${totals.streams} streams`);
    const layers = rows.length - 3 < 1 ? rows.length : totals.layers, tall = layers > 30 ? 13 : layers > 14 ? 17 : 24, top = 20, left = 126, right = 62;
    const width = clamp(figure.clientWidth - 2, 330, 620), span = width - left - right, wide = span / names.length, height = top + rows.length * (tall + 2) + 4;
    const s = svg("svg", { width, height, role: "group", "aria-label": "the model's layers and parts" });
    const all = rows.flatMap(r => r[3]).filter(b => b > 0), low = Math.log(Math.min(...all)), high = Math.log(Math.max(...all));
    const alpha = b => 0.1 + 0.8 * (Math.log(b) - low) / Math.max(high - low, 1e-9);
    names.forEach((n, i) => s.append(svg("text", { x: left + (i + 0.5) * wide, y: 12, "text-anchor": "middle", class: "quiet" }, (wide < 58 ? SHORTER : SHORT)[n])));
    s.append(svg("text", { x: width - right + 4, y: 12, class: "quiet" }, "parameters"));
    // The residual streams run past all layers.
    const first = top + tall, last = top + (rows.findIndex(r => r[0] === "bottom") + 0.2) * (tall + 2);
    for (let j = 0; j < totals.streams; j++) s.append(svg("line", { x1: left - 22 + 5 * j, x2: left - 22 + 5 * j, y1: first, y2: last, stroke: colour(root, "quiet"), "stroke-width": 1.2 }));
    const nowRow = rowNow(), nowColumn = columnNow();
    rows.forEach(([place, kind, routing, cells, parameters], i) => {
      const y = top + i * (tall + 2), special = PLACES[place], picked = i === nowRow;
      const words = svg("text", { x: 2, y: y + tall / 2 + 4 }, special ? special[1].slice(0, 20) : `${place} ${LAYER_GLYPH[kind]} ${kind}${routing === "hash" ? " ☷" : ""}`);
      if (picked) { words.style.fontWeight = 700; words.style.fill = colour(root, "mark"); }
      if (special && place === "bottom") words.textContent = "head";
      s.append(words);
      cells.forEach((b, c) => {
        const x = special ? left : left + c * wide, w = special ? span : wide - 2;
        if (b < 0) { s.append(svg("line", { x1: x + w / 2 - 4, x2: x + w / 2 + 4, y1: y + tall / 2, y2: y + tall / 2, stroke: colour(root, "line") })); return; }
        const on = picked && (special || c === nowColumn);
        const cell = svg("rect", { class: "cell", x, y, width: w, height: tall, rx: 3, fill: `rgba(${colour(root, "tint")}, ${alpha(b).toFixed(2)})`, stroke: on ? colour(root, "mark") : "none", "stroke-width": 2 });
        cell.dataset.row = i; cell.dataset.column = c; cell.append(svg("title", {}, `${special ? special[1] : `layer ${place}, ${model.get("columns")[c]}`}: ${size(b)}`));
        s.append(cell);
        if (tall > 15 && w > 40) { const t = svg("text", { x: x + w / 2, y: y + tall / 2 + 4, "text-anchor": "middle", "pointer-events": "none" }, size(b)); t.style.fontSize = "10px"; if (alpha(b) > 0.62) t.style.fill = colour(root, "panel"); s.append(t); }
      });
      s.append(svg("text", { x: width - right + 4, y: y + tall / 2 + 4, class: "quiet" }, count(parameters)));
    });
    s.addEventListener("click", e => { const cell = e.target.closest?.(".cell"); if (cell) choose(Number(cell.dataset.row), Number(cell.dataset.column)); });
    figure.replaceChildren(s, make("div", "dsv-note", `▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes (from ${size(Math.min(...all))} to ${size(Math.max(...all))}, logarithmic) · – : not in this layer`));
    if (!figure.dataset.seen) { figure.dataset.seen = "1"; figure.scrollTop = Math.max(0, top + nowRow * (tall + 2) - 200); }
    drawCard();
    root.drawn = { rows: rows.map(r => r[0]), kinds: rows.map(r => r[1]), part: model.get("part"), card: model.get("card"), bytes: totals.bytes, picked: [places()[nowRow], nowColumn] };
  }

  function drawCard() {
    const c = model.get("card");
    card.replaceChildren();
    if (!c.title) return;
    const where = PLACES[c.place] ? "" : ` of layer ${c.place}`;
    card.append(make("h4", "", `${c.title}${where}`), make("div", "dsv-note", c.does));
    if (c.bytes === null) card.append(make("div", "", `Layer ${c.place} has no such part.`));
    else card.append(make("div", "", `${count(c.parameters)} parameters, ${size(c.bytes)}`));
    if (c.words) card.append(make("div", "dsv-note", `This layer ${c.words}.`));
    card.append(make("pre", "", c.equation));
    const file = make("div"); file.append(`${c.section}, `, make("code", "", c.file)); card.append(file);
    if (c.points.length) { const list = make("ul"); for (const [name, meaning] of c.points) { const item = make("li"); item.append(make("code", "", name), ` ${meaning}`); list.append(item); } card.append(make("div", "dsv-note", "Can be captured:"), list); }
    const button = make("button", "dsv-small", `open “${VIEWS[c.view]}”`); button.style.marginTop = "5px"; button.addEventListener("click", open);
    const code = make("div", "dsv-note"); code.style.marginTop = "4px"; code.append("alone: ", make("code", "", c.code));
    card.append(button, code);
  }
  view.redraw();
  return view.clean;
}
export default { render };
