// Bars of the likeliest tokens for one position; the one that came is marked, any other can be asked for.

async function render({ model, el }) {
  const step = by => v => v.pick({ token: Math.max(0, (model.get("table").token ?? 0) + by) });
  const view = await frame(model, el, {
    title: "What could have come",
    aria: "Alternatives at the chosen position. Left and right move the token.",
    traits: ["table", "drafts", "beside", "can_branch"],
    keys: { ArrowLeft: step(-1), ArrowRight: step(1) },
    draw,
    table,
  });
  const { root, facts, body, sel } = view;
  const list = make("div"),
    draft = make("div", "dsv-note"),
    around = make("div", "dsv-drafts"),
    pair = make("div", "dsv-beside");
  body.append(list, draft, around, pair);
  let wishes = 0;

  function draw() {
    const t = model.get("table");
    if (!t.rows) return;
    facts.replaceChildren(
      "at position ",
      make("b", "", `${t.token}`),
      t.prompt
        ? " (prompt: given, not drawn)"
        : t.temperature === null
          ? " (generated)"
          : t.temperature === 0
            ? " (generated: the likeliest)"
            : " (generated: drawn)",
    );
    const branch = model.get("can_branch");
    const table = make("table", "dsv-table"),
      rest = make("tbody");
    table.append(rest);
    for (const r of t.rows) {
      const row = make("tr", `${r.came ? "picked" : ""}${r.drawable === false ? " never" : ""}`),
        bar = make("span", "dsv-bar");
      bar.style.width = `${Math.max(1, clamp(r.probability, 0, 1) * 180)}px`;
      const wide = make("td");
      wide.style.textAlign = "left";
      wide.append(bar);
      const word = make("td", "", `${r.came ? "✓ " : ""}“${label(r.word, 18)}”`);
      if (r.drawable === false)
        row.title = r.came
          ? "put here by a branch: outside the nucleus, this run could not have drawn it"
          : "outside the nucleus: this run could not have drawn it";
      word.style.textAlign = "left";
      row.append(word, make("td", "", number(r.probability, 3)), wide);
      const act = make("td");
      if (branch && !r.came && t.token > 0) {
        const button = make("button", "dsv-small", "branch here");
        button.title = `Go on from position ${t.token} with “${label(r.word, 40)}” instead`;
        button.addEventListener("click", () => {
          model.set("wish", { position: t.token, id: r.id, n: ++wishes });
          model.save_changes();
        });
        act.append(button);
      }
      row.append(act);
      rest.append(row);
    }
    list.replaceChildren(
      t.rows.length
        ? table
        : make(
            "div",
            "dsv-note",
            t.token
              ? "The probabilities for this position were not captured: of a long prompt only some are read out."
              : "Nothing is expected before the first token.",
          ),
    );
    if (t.rows.length)
      list.append(
        make(
          "div",
          "dsv-note",
          `Probabilities of the model itself, before temperature${t.temperature === null ? " and top-p" : ` (${number(t.temperature, 2)}) and top-p (${number(t.top_p, 2)})`}${t.rows.some(r => r.drawable === false) ? "; struck through: outside the nucleus, this run could not have drawn it" : ""}.`,
        ),
      );
    const said = t.draft
      ? `The draft (MTP) block had proposed “${label(t.draft.word, 18)}” with probability ${number(t.draft.probability, 2)}, before the trunk read the token before it.`
      : t.no_draft;
    draft.replaceChildren(
      make("div", "", said),
      make(
        "div",
        "",
        t.proposed
          ? `Of ${t.proposed} proposals for generated tokens, ${t.accepted} came (${Math.round((100 * t.accepted) / t.proposed)} %).`
          : "",
      ),
    );
    drawDrafts(t);
    drawBeside(model.get("beside"));
    root.drawn = {
      said,
      never: t.rows.filter(r => r.drawable === false).map(r => r.word),
      drafts: model.get("drafts").rows,
      beside: model.get("beside"),
      at: performance.now(),
      token: t.token,
      words: t.rows.map(r => r.word),
      probabilities: t.rows.map(r => r.probability),
      came: t.rows.findIndex(r => r.came),
      draft: t.draft,
    };
  }
  // Tokens around the chosen one: above what the draft block proposed, below what came; ✓ and ✗, not only colours.
  function drawDrafts(t) {
    const rows = model.get("drafts").rows ?? [];
    around.style.display = rows.some(r => r.proposed !== null) ? "" : "none";
    around.replaceChildren(
      ...rows.map(r => {
        const cell = make("button", `dsv-draft${r.token === t.token ? " picked" : ""}${r.agree ? " agree" : ""}`);
        cell.title =
          r.proposed === null
            ? `token ${r.token}: no proposal is known`
            : `token ${r.token}: proposed “${label(r.proposed, 40)}”, came “${label(r.came, 40)}”`;
        cell.append(
          make("span", "", r.proposed === null ? "–" : `${r.agree ? "✓" : "✗"} ${label(r.proposed, 9)}`),
          make("b", "", label(r.came, 9)),
        );
        cell.addEventListener("click", () => view.pick({ token: r.token }));
        return cell;
      }),
    );
  }

  function drawBeside(b) {
    pair.replaceChildren();
    if (!b?.runs) return;
    pair.append(
      make("div", "dsv-note", `The two runs from token ${b.parting} on, darker where a token was less expected:`),
    );
    const columns = make("div", "dsv-uses");
    for (const run of b.runs) {
      const side = make("div"),
        text = make("div", "dsv-run"),
        words = make("div", "dsv-note");
      words.append(
        make("b", "", run.name),
        `: ${run.tokens} tokens, `,
        run.mean === null
          ? "their log probabilities were not captured"
          : `${number(run.mean)} nats each${run.known < run.tokens ? ` (mean of the ${run.known} that were captured)` : ""}`,
      );
      run.words.forEach(([piece, logprob]) => {
        const one = make("span", logprob === null ? "none" : "", plain(piece.replace(/\n/g, "⏎")));
        one.title = logprob === null ? "not captured" : `${number(-logprob)} nats`;
        if (logprob !== null)
          one.style.background = `rgba(var(--dsv-tint), ${(0.6 * unit(-logprob, 0, 8)).toFixed(3)})`;
        text.append(one);
      });
      if (run.tokens > run.words.length) text.append(" …");
      side.append(words, text);
      columns.append(side);
    }
    pair.append(columns);
  }

  function table() {
    const t = model.get("table");
    return {
      columns: ["token", "probability", "came", "could be drawn"],
      rows: (t.rows ?? []).map(r => [
        r.word,
        r.probability,
        r.came ? "yes" : "",
        r.drawable === false ? "no" : r.drawable ? "yes" : null,
      ]),
      note: `What could have come at position ${t.token}.`,
    };
  }
  view.redraw();
  return view.clean;
}
export default { initialize, render };
