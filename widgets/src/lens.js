// One row per layer: its agreement over the whole text, then its likeliest next tokens with their probabilities.

const trustWords = (trust, trusted) =>
  trust === null ? "–" : `${Math.round(trust * 100)} %${trust < trusted ? " ⚠" : ""}`;

async function render({ model, el }) {
  const layers = () => (model.get("table").rows ?? []).map(r => r.layer);
  const view = await frame(model, el, {
    title: "Lens",
    aria: "What each layer would answer. Up and down move the layer, left and right the token.",
    traits: ["table"],
    keys: {
      ArrowUp: v => moveLayer(v, -1, layers()),
      ArrowDown: v => moveLayer(v, 1, layers()),
      ArrowLeft: v => v.pick({ token: Math.max(0, (model.get("table").token ?? 0) - 1) }),
      ArrowRight: v => v.pick({ token: (model.get("table").token ?? 0) + 1 }),
    },
    draw,
    table,
  });
  const { root, facts, body, sel } = view;
  const words = make("div", "dsv-note"),
    grid = make("table", "dsv-table dsv-lens");
  body.append(words, grid);

  function draw() {
    const t = model.get("table");
    if (!t.rows) return;
    facts.replaceChildren(
      "the next token after ",
      make("b", "", `${t.token} “${label(t.piece, 16)}”`),
      ", layer by layer",
    );
    words.textContent = `“agrees” is how often a layer's first choice is the model's final one, over this text. Below ${Math.round(t.trusted * 100)} % (⚠, hatched) its words are not the model's opinion.`;
    if (!t.rows[0]?.streams.length) words.textContent += " Plan(stream_lens=True) also reads every stream alone.";
    const head = make("tr");
    for (const name of ["layer", "agrees", "likeliest next tokens, likeliest first"]) head.append(make("th", "", name));
    head.lastChild.style.textAlign = "left";
    const rows = t.rows.map(r => {
      const row = make("tr", r.trust === null || r.trust < t.trusted ? "untrusted" : "");
      row.classList.toggle("picked", r.layer === sel.get("layer"));
      row.append(
        make("td", "", r.layer < 0 ? "embedding" : `${r.layer} ${LAYER_GLYPH[r.kind] ?? ""}`),
        make("td", "dsv-line", trustWords(r.trust, t.trusted)),
      );
      const cell = make("td", "dsv-line");
      cell.style.textAlign = "left";
      r.words.forEach((word, i) => {
        const chip = make("span", `dsv-chip${i === 0 && r.agree ? " agree" : ""}`);
        chip.style.background = `rgba(${colour(root, "tint")}, ${0.1 + 0.75 * clamp(r.probabilities[i], 0, 1)})`;
        if (r.probabilities[i] > 0.55) chip.style.color = "#fff";
        chip.append(
          `${i === 0 && r.agree ? "✓ " : ""}${label(word, 14)} `,
          make("small", "", number(r.probabilities[i])),
        );
        cell.append(chip);
      });
      if (!r.words.length) cell.append("not read for this token");
      row.append(cell);
      if (r.streams.length) {
        // what every stream would answer alone, in their order
        const line = make("div", "dsv-alone");
        r.streams.forEach(([word, p], i) => {
          const one = make("span", "", `${i}: ${label(word, 10)} ${number(p)}`);
          one.title = `stream ${i} alone: “${word}” ${number(p, 3)}`;
          if (word === r.words[0]) one.classList.add("same");
          line.append(one);
        });
        cell.append(line);
      }
      if (r.layer >= 0) row.addEventListener("click", () => view.pick({ layer: r.layer, expert: NONE, entry: NONE }));
      return row;
    });
    const top = make("thead"),
      rest = make("tbody");
    top.append(head);
    rest.append(...rows);
    grid.replaceChildren(top, rest);
    root.drawn = {
      token: t.token,
      words: t.rows.map(r => r.words[0]),
      trust: t.rows.map(r => r.trust),
      layers: t.rows.map(r => r.layer),
    };
  }
  function table() {
    const t = model.get("table");
    return {
      columns: ["layer", "agrees over the text", "first choice", "probability", "second", "third"],
      note: `The next token after ${t.token}, layer by layer.`,
      rows: (t.rows ?? []).map(r => [
        r.layer < 0 ? "embedding" : r.layer,
        trustWords(r.trust, 0),
        r.words[0],
        r.probabilities[0],
        r.words[1],
        r.words[2],
      ]),
    };
  }
  view.redraw();
  return view.clean;
}
export default { initialize, render };
