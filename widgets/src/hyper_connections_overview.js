// What all sites do together, the dial over Sinkhorn's steps, and the streams over depth.

// Sinkhorn's steps on one n x n matrix, as kernels/sinkhorn.py does them: row softmax plus eps, columns, then (rows,
// columns) steps - 1 times. 0 steps is the row softmax alone. Pure.
function sinkhornSteps(logits, n, steps, eps) {
  let m = Float64Array.from(logits);
  for (let i = 0; i < n; i++) {
    const row = m.subarray(i * n, i * n + n),
      top = Math.max(...row);
    let sum = 0;
    for (let j = 0; j < n; j++) sum += row[j] = Math.exp(row[j] - top);
    for (let j = 0; j < n; j++) row[j] = row[j] / sum + eps;
  }
  const rows = () => {
    for (let i = 0; i < n; i++) {
      let s = eps;
      for (let j = 0; j < n; j++) s += m[i * n + j];
      for (let j = 0; j < n; j++) m[i * n + j] /= s;
    }
  };
  const columns = () => {
    for (let j = 0; j < n; j++) {
      let s = eps;
      for (let i = 0; i < n; i++) s += m[i * n + j];
      for (let i = 0; i < n; i++) m[i * n + j] /= s;
    }
  };
  for (let step = 0; step < steps; step++) {
    if (step) rows();
    columns();
  }
  return m;
}

// How far rows and columns are from a sum of one.
function sumErrors(m, n) {
  let row = 0,
    column = 0;
  for (let i = 0; i < n; i++) {
    let r = 0,
      c = 0;
    for (let j = 0; j < n; j++) {
      r += m[i * n + j];
      c += m[j * n + i];
    }
    row = Math.max(row, Math.abs(r - 1));
    column = Math.max(column, Math.abs(c - 1));
  }
  return { row, column };
}

const LINES = [
  ["entries", ""],
  ["window", "5 3"],
  ["sink", "2 2"],
  ["mark", "8 3 2 3"],
]; // colour and dashes: never by colour alone

// Lines over steps. series: [{name, values, style}], one label at the end of each; NaN breaks a line.
function lineChart(root, { width, height, title, right = 96, series, ticks, low, high, at, axis, click }) {
  const left = 40,
    top = 16,
    bottom = 18,
    w = width - left - right,
    h = height - top - bottom;
  const s = svg("svg", { width, height, role: "img", "aria-label": title }),
    quiet = colour(root, "quiet"),
    n = Math.max(...series.map(one => one.values.length), 1);
  const x = i => left + (n > 1 ? i / (n - 1) : 0.5) * w,
    y = v => top + (1 - unit(v, low, high)) * h;
  s.append(svg("text", { x: 0, y: 10, class: "quiet" }, title));
  for (const tick of ticks) {
    s.append(
      svg("line", { x1: left, x2: left + w, y1: y(tick[0]), y2: y(tick[0]), stroke: colour(root, "line") }),
      svg("text", { x: left - 4, y: y(tick[0]) + 3, "text-anchor": "end", class: "quiet" }, tick[1]),
    );
  }
  for (const [i, label_] of axis ?? [])
    s.append(svg("text", { x: x(i), y: height - 4, "text-anchor": "middle", class: "quiet" }, label_));
  if (at >= 0)
    s.append(
      svg("line", { x1: x(at), x2: x(at), y1: top, y2: top + h, stroke: colour(root, "mark"), "stroke-width": 1.5 }),
    );
  const ends = [];
  for (const { name, values, style } of series) {
    let d = "",
      pen = false,
      lastAt = -1;
    Array.from(values).forEach((v, i) => {
      if (Number.isNaN(v)) {
        pen = false;
        return;
      }
      d += `${pen ? "L" : "M"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
      pen = true;
      lastAt = i;
    });
    if (lastAt < 0) continue;
    const [name_, dash] = LINES[style % LINES.length];
    s.append(
      svg("path", { d, fill: "none", stroke: colour(root, name_), "stroke-width": 1.8, "stroke-dasharray": dash }),
    );
    ends.push({ name, y: y(values[lastAt]), color: colour(root, name_) });
  }
  ends.sort((a, b) => a.y - b.y);
  ends.forEach((end, i) => {
    end.y = Math.max(end.y, i ? ends[i - 1].y + 11 : top + 4);
  });
  for (const end of ends) {
    const t = svg("text", { x: left + w + 5, y: end.y + 3 }, end.name);
    t.style.fill = end.color;
    s.append(t);
  }
  if (click) {
    s.style.cursor = "pointer";
    s.addEventListener("click", e =>
      click(clamp(Math.round(((e.clientX - s.getBoundingClientRect().left - left) / w) * (n - 1)), 0, n - 1)),
    );
  }
  return s;
}

// Ticks of a scale of powers of ten that holds all values.
function powers(values) {
  const real = values.filter(v => Number.isFinite(v)),
    low = Math.floor(Math.min(0, ...real)),
    high = Math.max(low + 1, Math.ceil(Math.max(0, ...real)));
  const by = Math.max(1, Math.ceil((high - low) / 4)),
    ticks = [];
  for (let v = low; v <= high; v += by)
    ticks.push([
      v,
      v === 0 ? "1" : Math.abs(v) <= 3 ? String(Number((10 ** v).toPrecision(1))) : `1e${v}`.replace("-", "−"),
    ]);
  return { low, high, ticks };
}

function drawProduct(view, pane, width, state) {
  const { model, root } = view,
    S = state.layers.length,
    V = model.get("variants").length,
    all = asF32(model.get("product")),
    axis = state.axis;
  const part = (k, v) => all.slice((k * V + v) * S, (k * V + v + 1) * S),
    names = ["Sinkhorn, as run", "row softmax", "unconstrained"];
  const series = k => names.map((name, v) => ({ name, values: part(k, v), style: v }));
  const gain = powers(Array.from(all.slice(0, V * S))),
    second = powers(Array.from(all.slice(2 * V * S)).filter(v => v > -30)),
    n = asF32(model.get("pre")).length;
  const common = { width, height: 92, at: state.now, axis, click: state.go };
  pane.replaceChildren(
    lineChart(root, {
      ...common,
      ...gain,
      series: series(0),
      title: "gain: the most of all streams that can pile up in one (log scale)",
    }),
    lineChart(root, {
      ...common,
      low: 1,
      high: n,
      ticks: [
        [1, "1"],
        [n, String(n)],
      ],
      series: series(1),
      title: "effective rank: 1 all streams alike, all apart at the top",
    }),
    lineChart(root, {
      ...common,
      ...second,
      series: series(2),
      title: "second eigenvalue: what is left of the difference (log scale)",
    }),
    make(
      "div",
      "dsv-note",
      Number.isNaN(part(0, 1)[S - 1])
        ? 'Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".'
        : `${productWords(model.get("product_facts"))} The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.`,
    ),
  );
  return {
    gain: Array.from(part(0, 0)),
    free: Array.from(part(0, 2)),
    rank: Array.from(part(1, 0)),
    second: Array.from(part(2, 0)),
  };
}

function drawStreams(view, pane, width, state) {
  const { model, root } = view,
    f = model.get("stream_facts");
  if (!f.layers) {
    pane.replaceChildren(
      make(
        "div",
        "dsv-message",
        "Norms and cosines need the group “streams”. Run again with capture=[..., 'streams'], or tick it under “capture”.",
      ),
    );
    return {};
  }
  const norm = asF32(model.get("stream_norm")),
    cosine = asF32(model.get("stream_cosine")),
    L = f.layers.length,
    N = norm.length / L,
    P = f.pairs.length;
  const axis = f.layers.map((layer, i) => [i, layer < 0 ? "emb" : String(layer)]),
    at = f.layers.indexOf(state.layer),
    logs = Float32Array.from(norm, v => Math.log10(v));
  const scale = powers(Array.from(logs)),
    line = lineChart(root, {
      width,
      height: 150,
      ...scale,
      title: "norm of each stream after every layer (log scale)",
      axis,
      at,
      click: i => f.layers[i] >= 0 && state.pickLayer(f.layers[i]),
      series: Array.from({ length: N }, (_, k) => ({
        name: `stream ${k}: ${number(norm[(L - 1) * N + k], 1)}`,
        style: k,
        values: Float32Array.from({ length: L }, (_, i) => logs[i * N + k]),
      })),
    });
  const left = 40,
    cell = (width - left - 96) / L,
    s = svg("svg", { width, height: 24 + P * 16, role: "img", "aria-label": "cosines between streams" });
  s.append(svg("text", { x: 0, y: 10, class: "quiet" }, "cosine between streams: 1 alike, 0 unrelated, −1 opposite"));
  const low = colour(root, "ramp-low"),
    high = colour(root, "ramp-high"),
    light = c => {
      const [r, g, b] = c.match(/\d+/g).map(Number);
      return 0.299 * r + 0.587 * g + 0.114 * b > 140;
    };
  for (let p = 0; p < P; p++) {
    s.append(svg("text", { x: left - 6, y: 27 + p * 16, "text-anchor": "end" }, f.pairs[p]));
    for (let i = 0; i < L; i++) {
      const v = cosine[i * P + p],
        fill = blend(low, high, Math.abs(clamp(v, -1, 1)));
      s.append(
        svg("rect", { x: left + i * cell + 1, y: 16 + p * 16, width: Math.max(cell - 2, 1), height: 14, rx: 2, fill }),
      );
      if (cell > 26) {
        const t = svg("text", { x: left + (i + 0.5) * cell, y: 27 + p * 16, "text-anchor": "middle" }, number(v));
        t.style.fill = light(fill) ? "#111" : "#fff";
        s.append(t);
      }
    }
  }
  pane.replaceChildren(line, s);
  return { norms: Array.from(norm), cosines: Array.from(cosine) };
}

// Which sites a product is of; layers that were not captured end it.
function productWords({ first, last, gap }) {
  if (gap >= 0)
    return `Product of the sites of layers ${first} to ${last} up to each step, for this token; it ends there, since layer ${gap} was not captured.`;
  return `Product of all sites${first > 0 ? ` from layer ${first} on` : ""} up to each step, for this token.`;
}

// The dial: the captured logits of this site after k steps, and the error of rows and columns over k.
const MOST_STEPS = 40;
function drawDial(view, pane, width, state) {
  const { model, root } = view,
    logits = asF32(model.get("logits")),
    n = asF32(model.get("pre")).length,
    { steps, eps, unbalanced, late, sites } = model.get("steps");
  if (!logits.length || Number.isNaN(logits[0])) {
    pane.replaceChildren(
      make(
        "div",
        "dsv-message",
        'The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
      ),
    );
    return {};
  }
  const k = state.dial ?? steps,
    errors = Array.from({ length: MOST_STEPS + 1 }, (_, i) => sumErrors(sinkhornSteps(logits, n, i, eps), n)),
    m = sinkhornSteps(logits, n, k, eps);
  const logOf = v => Math.log10(Math.max(v, 1e-8)),
    rows = Float32Array.from(errors, e => logOf(e.row)),
    columns = Float32Array.from(errors, e => logOf(e.column)),
    scale = {
      low: -8,
      high: 1,
      ticks: [
        [-8, "1e−8"],
        [-5, "1e−5"],
        [-2, "0.01"],
        [0, "1"],
      ],
    };
  const slider = pane.querySelector("input") ?? make("input"),
    words = make("label", "dsv-note"),
    where = make("div", "dsv-note");
  slider.type = "range";
  slider.min = 0;
  slider.max = MOST_STEPS;
  slider.value = k;
  slider.setAttribute("aria-label", "Sinkhorn steps");
  slider.className = "dsv-dial";
  slider.oninput = () => {
    state.setDial(Number(slider.value));
  };
  words.append(
    slider,
    ` ${k} steps${k === steps ? " (as run)" : ""}: rows miss 1 by ${number(errors[k].row, 5)}, columns by ${number(errors[k].column, 6)}`,
  );
  where.textContent = unbalanced.length
    ? `After ${steps} steps a row still misses 1 by more than ${model.get("limit")} at ${late} of the ${sites} captured sites${late > unbalanced.length ? ", most often at" : ":"} ${unbalanced.map(([layer, site, share]) => `layer ${layer} ${site ? "experts" : "attention"} (${Math.round(100 * share)} % of tokens)`).join(", ")}.`
    : `After ${steps} steps no row of any site and token misses 1 by more than ${model.get("limit")}.`;
  const box = width < 480 ? 28 : 34,
    square = n * box + 34,
    chart = lineChart(root, {
      width: width > square + 200 ? width - square - 20 : width,
      height: n * box + 26,
      right: 60,
      ...scale,
      at: k,
      title: "largest miss of 1 after each number of steps",
      axis: [
        [0, "0"],
        [10, "10"],
        [steps, String(steps)],
        [30, "30"],
        [MOST_STEPS, String(MOST_STEPS)],
      ],
      series: [
        { name: "rows", values: rows, style: 0 },
        { name: "columns", values: columns, style: 1 },
      ],
      click: state.setDial,
    });
  const s = svg("svg", {
      width: square,
      height: n * box + 22,
      role: "img",
      "aria-label": "matrix after the chosen steps",
    }),
    low = colour(root, "ramp-low"),
    high = colour(root, "ramp-high");
  for (let i = 0; i < n; i++) {
    s.append(
      svg("text", { x: 0, y: 16 + i * box + box / 2 + 4 }, `${i} →`),
      svg("text", { x: 26 + (i + 0.5) * box, y: 10, "text-anchor": "middle" }, `${i}`),
    );
    for (let j = 0; j < n; j++) {
      const v = m[i * n + j],
        fill = blend(low, high, clamp(v, 0, 1)),
        [r, g, b] = fill.match(/\d+/g).map(Number);
      s.append(svg("rect", { x: 26 + j * box + 1, y: 16 + i * box + 1, width: box - 2, height: box - 2, rx: 3, fill }));
      const t = svg(
        "text",
        { x: 26 + (j + 0.5) * box, y: 16 + i * box + box / 2 + 4, "text-anchor": "middle" },
        number(v),
      );
      t.style.fill = 0.299 * r + 0.587 * g + 0.114 * b > 140 ? "#111" : "#fff";
      s.append(t);
    }
  }
  words.style.display = "block";
  const focused = document.activeElement === slider;
  const beside = make("div", "dsv-mix");
  beside.append(s, chart); // side by side, so that the chart's axis is not cut off
  pane.replaceChildren(words, beside, where);
  if (focused) slider.focus();
  return { dial: k, matrix: Array.from(m), rowError: errors[k].row };
}
