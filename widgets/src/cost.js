// Two charts with logarithmic axes, sliders, and the numbers at the chosen length. Lines differ by dash and label too.

const DASH = { "V3.2": "2 3", Pro: "", Flash: "7 3", "this model": "", "what if": "3 2" };
const HUE = { "V3.2": "quiet", Pro: "window", Flash: "entries", "this model": "mark", "what if": "mark" };
const PATTERN = [
  "",
  "repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px)",
  "repeating-linear-gradient(90deg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px)",
];

function flopWords(x) {
  for (const unit of ["FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP"]) {
    if (x < 999.5) return `${x >= 100 ? x.toFixed(0) : x.toPrecision(3)} ${unit}`;
    x /= 1000;
  }
  return `${x.toPrecision(3)} PFLOP`;
}
const tokenWords = n =>
  n >= 1048576 ? `${number(n / 1048576, 0)}M` : n >= 1024 ? `${Math.round(n / 1024)}k` : String(n);
const percent = x => (!Number.isFinite(x) ? "–" : x >= 0.1 ? `${number(100 * x, 1)} %` : `${number(100 * x, 2)} %`);
// Powers of ten from the one below the smallest to the one above the largest value.
const decades = values => {
  const real = values.filter(v => v > 0),
    low = Math.floor(Math.log10(Math.min(...real))),
    high = Math.ceil(Math.log10(Math.max(...real)));
  return [low, Math.max(high, low + 1)];
};
// Labels at the right edge, pushed apart so that none covers another.
function spread(ys, gap, low, high) {
  const order = [...ys.keys()].sort((a, b) => ys[a] - ys[b]),
    out = [...ys];
  order.forEach((i, n) => {
    if (n) out[i] = Math.max(out[i], out[order[n - 1]] + gap);
  });
  const over = Math.max(0, (out[order.at(-1)] ?? 0) - high);
  if (over)
    [...order].reverse().forEach((i, n, all) => {
      out[i] = n ? Math.min(out[i], out[all[n - 1]] - gap) : high;
    });
  return out.map(y => Math.max(low, y));
}

async function render({ model, el }) {
  const doubles = memo(v => asTyped(v, Float64Array));
  const view = await frame(model, el, {
    title: "Cost",
    aria: "Cost of a token against the length of its context",
    traits: [
      "curves",
      "models",
      "readings",
      "length",
      "base",
      "csa_rate",
      "hca_rate",
      "index_topk",
      "own",
      "precision",
      "counting",
      "published",
      "held",
    ],
    draw,
    table: numbers,
  });
  const { root, facts, body } = view;
  const sliders = make("div", "dsv-cost-sliders"),
    controls = make("div", "dsv-controls"),
    charts = make("div", "dsv-cost-charts"),
    below = make("div", "dsv-panel");
  const precision = choice(view, "precision", "precision", model.get("precisions")),
    counting = choice(view, "counting", "how FLOPs are counted", model.get("countings")),
    base = choice(view, "base", "model the sliders start from", []);
  // A slider over powers of two; 0 of a rate or of top-k means the model's own value.
  function slider(trait, words, low, high, own) {
    const box = make("label"),
      input = make("input"),
      out = make("output");
    Object.assign(input, { type: "range", min: low, max: high, step: 1 });
    input.setAttribute("aria-label", words);
    box.append(words, input, out);
    sliders.append(box);
    view.listen(input, "input", () => {
      const v = 2 ** Number(input.value);
      model.set(trait, own && v === model.get("own")[trait] ? 0 : v);
      model.save_changes();
      view.redraw();
    });
    return () => {
      const v = model.get(trait) || model.get("own")[trait];
      input.value = Math.round(Math.log2(v));
      out.textContent = trait === "length" ? `${thousands(v)}` : `${v}${model.get(trait) ? "" : " (own)"}`;
    };
  }
  const shows = [
    slider("length", "context", 10, 20, false),
    slider("csa_rate", "CSA rate", 1, 6, true),
    slider("hca_rate", "HCA rate", 2, 10, true),
    slider("index_topk", "top-k", 3, 12, true),
  ];
  const reset = make("button", "dsv-small", "own values");
  sliders.append(reset);
  view.listen(reset, "click", () => {
    for (const t of ["csa_rate", "hca_rate", "index_topk"]) model.set(t, 0);
    model.save_changes();
    view.redraw();
  });
  controls.append(base.select, precision.select, counting.select);
  body.append(controls, sliders, charts, below);

  function numbers() {
    const models = model.get("models"),
      readings = model.get("readings"),
      v32 = readings[models.indexOf("V3.2")];
    return {
      columns: ["model", "GFLOP of a token", "of V3.2", "cache, bytes", "of V3.2"],
      rows: models.map((m, i) => [
        m,
        readings[i].flops / 1e9,
        readings[i].flops / v32.flops,
        readings[i].bytes,
        readings[i].bytes / v32.bytes,
      ]),
      note: `At ${thousands(model.get("own").length)} tokens of context; ${model.get("precisions").find(p => p[0] === model.get("precision"))[1]}; ${model.get("countings").find(c => c[0] === model.get("counting"))[1]}.`,
    };
  }

  function draw() {
    const models = model.get("models"),
      values = doubles(model.get("curves")),
      lengths = model.get("lengths"),
      readings = model.get("readings");
    if (!models.length) return;
    base.show(models.filter(m => m !== "V3.2" && m !== "what if").map(m => [m, `sliders change: ${m}`]));
    if (!base.select.value) base.select.selectedIndex = base.select.options.length - 1;
    precision.show();
    counting.show();
    shows.forEach(f => f());
    reset.style.visibility = models.includes("what if") ? "" : "hidden";
    const n = lengths.length,
      at = model.get("own").length,
      v32 = readings[models.indexOf("V3.2")];
    const line = (m, what) => Array.from(values.subarray((2 * m + what) * n, (2 * m + what + 1) * n));
    facts.replaceChildren(
      "at ",
      make("b", "", `${thousands(at)} tokens`),
      " of context, against V3.2: ",
      ...models.flatMap((m, i) =>
        m === "V3.2"
          ? []
          : [
              `${m} `,
              make("b", "", `${percent(readings[i].flops / v32.flops)} / ${percent(readings[i].bytes / v32.bytes)}`),
              " ",
            ],
      ),
      "(FLOPs / cache)",
    );
    charts.replaceChildren(chart("FLOPs of one token", 0, flopWords), chart("cache of one sequence", 1, size));
    below.replaceChildren(table(), published(), held());
    root.drawn = {
      models: [...models],
      length: at,
      flops: readings.map(r => r.flops),
      bytes: readings.map(r => r.bytes),
      first: models.map((_, m) => line(m, 0)[0]),
      published: model.get("published"),
      held: model.get("held"),
    };

    function chart(title, what, words) {
      const width = Math.max(220, Math.min(560, (body.clientWidth - 16) / (body.clientWidth > 460 ? 2 : 1))),
        height = body.clientWidth > 460 ? 172 : 120,
        left = 46,
        right = 74,
        bottom = 24,
        top = 18;
      const all = models.map((_, m) => line(m, what)),
        [low, high] = decades(all.flat());
      const X = t => left + ((Math.log2(t) - 10) / 10) * (width - left - right),
        Y = v => top + ((high - Math.log10(v)) / (high - low)) * (height - top - bottom);
      const s = svg("svg", {
        width,
        height,
        role: "img",
        "aria-label": `${title}: ${models.map((m, i) => `${m} ${words(what ? readings[i].bytes : readings[i].flops)}`).join(", ")}`,
      });
      s.append(svg("text", { x: 2, y: 11 }, title));
      for (let d = low; d <= high; d++)
        s.append(
          svg("line", { x1: left, x2: width - right, y1: Y(10 ** d), y2: Y(10 ** d), stroke: colour(root, "line") }),
          svg(
            "text",
            { x: left - 4, y: Y(10 ** d) + 4, "text-anchor": "end", class: "quiet" },
            words(10 ** d)
              .replace("FLOP", "")
              .replace(".00", "")
              .replace(".0", ""),
          ),
        );
      for (let p = 10; p <= 20; p += width < 300 ? 5 : 2)
        s.append(
          svg("text", { x: X(2 ** p), y: height - 9, "text-anchor": "middle", class: "quiet" }, tokenWords(2 ** p)),
        );
      s.append(
        svg("line", {
          x1: X(at),
          x2: X(at),
          y1: top,
          y2: height - bottom,
          stroke: colour(root, "ink"),
          "stroke-dasharray": "1 3",
        }),
      );
      const context = model.get("own").context,
        ends = spread(
          all.map(v => Y(v.at(-1))),
          12,
          top,
          height - bottom,
        );
      all.forEach((v, m) => {
        const name = models[m],
          stroke = colour(root, HUE[name]);
        s.append(
          svg("path", {
            d: v.map((y, i) => `${i ? "L" : "M"}${X(lengths[i]).toFixed(1)} ${Y(y).toFixed(1)}`).join(""),
            fill: "none",
            stroke,
            "stroke-width": name === "what if" ? 2.4 : 1.8,
            "stroke-dasharray": DASH[name],
          }),
        );
        const label = svg("text", { x: width - right + 5, y: ends[m] + 4 }, name);
        label.style.fill = stroke;
        s.append(label);
        if (name === "this model" && context >= 1024 && context < 1048576) {
          const mark = svg("circle", {
            cx: X(context),
            cy: Y(v[lengths.findIndex(t => t >= context)]),
            r: 3.2,
            fill: colour(root, "panel"),
            stroke,
          });
          mark.append(svg("title", {}, `longest context this model accepts: ${thousands(context)}`));
          s.append(mark);
        }
        const dot = svg("circle", {
          cx: X(at),
          cy: Y(what ? readings[m].bytes : readings[m].flops),
          r: 3,
          fill: stroke,
        });
        dot.append(svg("title", {}, `${name}: ${words(what ? readings[m].bytes : readings[m].flops)}`));
        s.append(dot);
      });
      s.addEventListener("click", e => {
        const p = Math.round(
          clamp(((e.clientX - s.getBoundingClientRect().left - left) / (width - left - right)) * 10 + 10, 10, 20),
        );
        model.set("length", 2 ** p);
        model.save_changes();
        view.redraw();
      });
      s.style.cursor = "pointer";
      return s;
    }

    function stack(parts) {
      const total = Object.values(parts).reduce((a, b) => a + b, 0),
        box = make("span", "dsv-stack"),
        hues = ["window", "entries", "sink"];
      Object.entries(parts).forEach(([name, v], i) => {
        if (!(v > 0)) return;
        const part = make("span");
        part.style.width = `${(100 * v) / total}%`;
        part.style.background = `${PATTERN[Math.floor(i / 3) % 3] ? PATTERN[Math.floor(i / 3) % 3] + ", " : ""}${colour(root, hues[i % 3])}`;
        part.title = `${name}: ${percent(v / total)}`;
        box.append(part);
      });
      const largest = Object.entries(parts).sort((a, b) => b[1] - a[1])[0];
      return [box, ` ${largest[0]} ${percent(largest[1] / total)}`];
    }

    function table() {
      const t = make("table", "dsv-table dsv-cost-table"),
        head = make("tr"),
        thead = make("thead"),
        rest = make("tbody");
      thead.append(head);
      t.append(thead, rest);
      for (const h of ["model", "FLOPs", "of V3.2", "of which", "cache", "of V3.2", "of which"]) {
        const th = make("th", "", h);
        if (h === "of which") th.style.textAlign = "left";
        head.append(th);
      }
      models.forEach((m, i) => {
        const r = readings[i],
          row = make("tr"),
          cells = [
            make("td", "", m),
            make("td", "", flopWords(r.flops)),
            make("td", "", percent(r.flops / v32.flops)),
            make("td"),
            make("td", "", size(r.bytes)),
            make("td", "", percent(r.bytes / v32.bytes)),
            make("td"),
          ];
        cells[0].style.color = colour(root, HUE[m]);
        cells[3].style.textAlign = cells[6].style.textAlign = "left";
        cells[3].append(...stack(r.classes));
        if (Object.keys(r.parts).length > 1) cells[6].append(...stack(r.parts));
        row.append(...cells);
        rest.append(row);
      });
      return t;
    }

    function published() {
      const note = make("div", "dsv-note");
      note.style.marginTop = "6px";
      note.append(make("b", "", "Published for 1,048,576 tokens, recomputed here: "));
      model
        .get("published")
        .forEach(([name, what, said, found, agrees], i) =>
          note.append(
            `${i ? "; " : ""}${name} ${what} ${Math.round(100 * said)} % of V3.2, `,
            make("b", "", `${number(100 * found, 2)} %`),
            agrees ? " ✓" : " ✗ differs",
          ),
        );
      note.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out.");
      return note;
    }

    function held() {
      const h = model.get("held"),
        note = make("div", "dsv-note");
      note.style.marginTop = "4px";
      if (h.held === undefined) {
        note.textContent = "What a cache really holds is shown beside the formula once a run has ended.";
        return note;
      }
      note.append(
        make("b", "", `This run's cache held ${thousands(h.held)} bytes`),
        ` after ${thousands(h.tokens)} tokens (${h.dtype})`,
      );
      if (h.formula) {
        const sum = Object.values(h.formula).reduce((a, b) => a + b, 0);
        note.append(
          sum === h.held ? "; the formula says the same to the byte: " : `; the formula says ${thousands(sum)}: `,
          Object.entries(h.formula)
            .filter(([, v]) => v)
            .map(([k, v]) => `${k} ${thousands(v)}`)
            .join(", "),
        );
      }
      note.append(
        `. Keys of the window, entries and index keys alone: ${thousands(h.rows)} bytes, in the release's precision ${thousands(h.release)}.`,
      );
      return note;
    }
  }
  view.redraw();
  return view.clean;
}
export default { render };
