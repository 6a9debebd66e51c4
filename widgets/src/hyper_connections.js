// Draws the three parts of a hyper-connection around one 4x4 matrix, and every site of the model in a strip below.

const BOX = 38,
  BARS = 68,
  EDGE = 20;

// Which step of the strip a horizontal place is in; steps are (layer, site) in the order they are run.
const stepAt = (x, width, steps) => clamp(Math.floor((x / width) * steps), 0, steps - 1);

async function render({ model, el }) {
  const view = await frame(model, el, {
    title: "Residual streams",
    aria: "How the residual streams are mixed. Up and down move through the layers' sites, left and right the token.",
    traits: [
      "pre",
      "post",
      "comb",
      "logits",
      "norm",
      "exchange",
      "largest_pre",
      "layers",
      "facts",
      "product",
      "product_facts",
      "spread",
      "stream_norm",
      "stream_facts",
      "steps",
      "picture",
    ],
    keys: {
      ArrowUp: () => go(step() - 1),
      ArrowDown: () => go(step() + 1),
      ArrowLeft: () => view.pick({ token: Math.max(0, (model.get("facts").token ?? 0) - 1) }),
      ArrowRight: () => view.pick({ token: (model.get("facts").token ?? 0) + 1 }),
    },
    draw,
    table,
  });
  const { root, head, facts, body, sel } = view;
  const choose = make("select"),
    pane = make("div");
  choose.setAttribute("aria-label", "picture");
  for (const [value, text] of [
    ["site", "one site"],
    ["product", "all sites together"],
    ["dial", "Sinkhorn dial"],
    ["streams", "streams over depth"],
  ]) {
    const o = make("option", "", text);
    o.value = value;
    choose.append(o);
  }
  head.insertBefore(choose, head.querySelector(".dsv-numbers"));
  view.listen(choose, "change", () => {
    model.set("picture", choose.value);
    model.save_changes();
  });
  let dial = null;
  const step = () => Math.max(0, model.get("layers").indexOf(sel.get("layer"))) + sel.get("site");
  const go = at => {
    const layers = model.get("layers"),
      i = clamp(at, 0, layers.length - 1);
    view.pick({ layer: layers[i], site: i - layers.indexOf(layers[i]), expert: NONE, entry: NONE });
  };
  const mix = make("div", "dsv-mix"),
    side = make("div"),
    strip = make("div");
  side.style.flex = "1 1 150px";
  side.style.minWidth = "150px";
  const words = make("div", "dsv-note"),
    norms = make("div");
  side.append(words, norms);
  const matrix = make("div");
  mix.append(matrix, side);
  body.append(mix, strip, pane);

  function draw() {
    const f = model.get("facts"),
      pre = asF32(model.get("pre")),
      post = asF32(model.get("post")),
      comb = asF32(model.get("comb")),
      norm = asF32(model.get("norm")),
      N = pre.length;
    if (!N) return;
    facts.replaceChildren(
      make("b", "", `layer ${f.layer}, at ${f.site ? "the experts" : "attention"}`),
      ` · token ${f.token} `,
      make("b", "", `“${label(f.piece ?? "", 16)}”`),
    );
    const picture = model.get("picture"),
      one = picture === "site";
    choose.value = picture;
    mix.style.display = strip.style.display = one ? "" : "none";
    pane.style.display = one ? "none" : "";
    if (!one) {
      const layers = model.get("layers"),
        width = Math.max(300, body.clientWidth - 2);
      const state = {
        layers,
        now: step(),
        layer: f.layer,
        go,
        dial,
        setDial: k => {
          dial = k;
          view.redraw();
        },
        pickLayer: layer => view.pick({ layer, expert: NONE, entry: NONE }),
        axis: layers.flatMap((layer, i) => (i === layers.indexOf(layer) ? [[i, String(layer)]] : [])),
      };
      root.drawn = {
        picture,
        layer: f.layer,
        site: f.site,
        token: f.token,
        ...{ product: drawProduct, dial: drawDial, streams: drawStreams }[picture](view, pane, width, state),
        at: performance.now(),
      };
      return;
    }
    drawMatrix(pre, post, comb, N);
    words.replaceChildren(
      make("div", "", `next[to] = post[to] × ${f.site ? "experts" : "attention"} + Σ comb[from→to] × stream[from]`),
      make(
        "div",
        "",
        `rows: from, columns: to; columns sum to 1, rows miss 1 by at most ${number(f.sinkhorn_error, 4)}`,
      ),
      make("div", "", "bar in a cell: nine in ten tokens of the run"),
    );
    drawNorms(norm, f, N);
    drawStrip(f, N);
    root.drawn = {
      picture,
      at: performance.now(),
      layer: f.layer,
      site: f.site,
      token: f.token,
      pre: Array.from(pre),
      comb: Array.from(comb),
      post: Array.from(post),
      exchange: Array.from(asF32(model.get("exchange"))),
    };
  }

  function drawMatrix(pre, post, comb, N) {
    const x0 = EDGE + BARS + 8,
      y0 = 28,
      w = x0 + N * BOX + 4,
      h = y0 + N * BOX + 46;
    const low = colour(root, "ramp-low"),
      high = colour(root, "ramp-high"),
      tint = `rgb(${colour(root, "tint")})`,
      ink = colour(root, "ink"),
      paper = colour(root, "panel");
    const s = svg("svg", {
      width: w,
      height: h,
      role: "img",
      "aria-label": `mixing matrix, ${Array.from(comb, v => v.toFixed(2)).join(" ")}`,
    });
    s.append(
      svg("text", { x: EDGE + BARS, y: 10, "text-anchor": "end", class: "quiet" }, "pre: read"),
      svg("text", { x: x0 + (N * BOX) / 2, y: 10, "text-anchor": "middle", class: "quiet" }, "comb: to stream ↓"),
    );
    const light = hexColor => {
      const [r, g, b] = hexColor.match(/\d+/g).map(Number);
      return 0.299 * r + 0.587 * g + 0.114 * b > 140;
    };
    const spread = asF32(model.get("spread"));
    for (let i = 0; i < N; i++) {
      const y = y0 + i * BOX,
        bar = clamp(pre[i], 0, 1) * (BARS - 36);
      s.append(svg("text", { x: 2, y: y + BOX / 2 + 4 }, `${i} →`.slice(0, 3)));
      s.append(
        svg("rect", { x: EDGE + BARS - bar, y: y + 11, width: Math.max(bar, 0.5), height: BOX - 22, fill: tint }),
      );
      s.append(svg("text", { x: EDGE + BARS - bar - 3, y: y + BOX / 2 + 4, "text-anchor": "end" }, number(pre[i])));
      s.append(svg("text", { x: x0 + i * BOX + BOX / 2, y: 23, "text-anchor": "middle" }, `${i}`));
      for (let j = 0; j < N; j++) {
        const v = comb[i * N + j],
          fill = blend(low, high, clamp(v, 0, 1)),
          x = x0 + j * BOX;
        const box = svg("rect", { x: x + 1, y: y + 1, width: BOX - 2, height: BOX - 2, rx: 3, fill });
        box.append(svg("title", {}, `comb[from ${i}, to ${j}] = ${number(v, 4)}`));
        s.append(box);
        if (spread.length) {
          // where this entry lies for nine in ten tokens of the run, and its middle
          const at = v => x + 4 + clamp(v, 0, 1) * (BOX - 8),
            [from, middle, to] = [0, 1, 2].map(q => spread[q * N * N + i * N + j]),
            ink_ = light(fill) ? "#111" : "#fff";
          s.append(
            svg("line", {
              x1: at(from),
              x2: Math.max(at(to), at(from) + 1),
              y1: y + BOX - 6,
              y2: y + BOX - 6,
              stroke: ink_,
              opacity: 0.55,
            }),
            svg("line", { x1: at(middle), x2: at(middle), y1: y + BOX - 8, y2: y + BOX - 4, stroke: ink_ }),
          );
          box.firstChild.textContent += `; over the run 5 % ${number(from, 3)}, middle ${number(middle, 3)}, 95 % ${number(to, 3)}`;
        }
        const text = svg("text", { x: x + BOX / 2, y: y + BOX / 2 + 4, "text-anchor": "middle" }, number(v));
        text.style.fill = light(fill) ? "#111" : "#fff";
        s.append(text);
      }
      const tall = clamp(post[i] / 2, 0, 1) * 22,
        x = x0 + i * BOX,
        top = y0 + N * BOX + 6;
      s.append(svg("rect", { x: x + 8, y: top, width: BOX - 16, height: Math.max(tall, 0.5), fill: tint }));
      s.append(svg("text", { x: x + BOX / 2, y: top + tall + 12, "text-anchor": "middle" }, number(post[i])));
    }
    s.append(
      svg("text", { x: EDGE + BARS, y: y0 + N * BOX + 18, "text-anchor": "end", class: "quiet" }, "post: write ↓"),
    );
    matrix.replaceChildren(s);
  }

  function drawNorms(norm, f, N) {
    norms.replaceChildren();
    if (Number.isNaN(norm[0])) {
      norms.append(make("div", "dsv-note", "Stream norms: capture “streams” to see them."));
      return;
    }
    const top = Math.max(...norm, 1e-9),
      s = svg("svg", { width: 150, height: 20 + N * 15, role: "img", "aria-label": "norms of the streams" });
    s.append(
      svg(
        "text",
        { x: 0, y: 12, class: "quiet" },
        f.layer ? `stream norms after layer ${f.layer - 1}` : "stream norms after the embedding",
      ),
    );
    for (let i = 0; i < N; i++) {
      const y = 18 + i * 15,
        wide = (norm[i] / top) * 90;
      s.append(
        svg("text", { x: 0, y: y + 9 }, `${i}`),
        svg("rect", { x: 12, y, width: Math.max(wide, 0.5), height: 11, fill: `rgb(${colour(root, "tint")})` }),
        svg("text", { x: 16 + wide, y: y + 9 }, number(norm[i], 1)),
      );
    }
    norms.append(s);
  }

  function drawStrip(f, N) {
    const exchange = asF32(model.get("exchange")),
      pre = asF32(model.get("largest_pre")),
      layers = model.get("layers"),
      S = layers.length;
    const width = Math.max(200, body.clientWidth - 2),
      cell = width / S,
      H = 30,
      s = svg("svg", { width, height: 2 * H + 42, role: "img", "aria-label": "all sites" });
    const tallest = Math.max(...exchange.filter(v => !Number.isNaN(v)), 0.001),
      now = step(),
      tint = `rgb(${colour(root, "tint")})`,
      mark = colour(root, "mark"),
      line = colour(root, "line");
    s.append(
      svg(
        "text",
        { x: 0, y: 10, class: "quiet" },
        `share that comes from other streams, at each site (tallest ${number(tallest, 3)}; evenly mixed would be ${number(1 - 1 / N)})`,
      ),
    );
    s.append(
      svg("text", { x: 0, y: H + 25, class: "quiet" }, "how strongly the most read stream is read (pre; bar full: 1)"),
    );
    for (let i = 0; i < S; i++) {
      const known = !Number.isNaN(exchange[i]),
        a = !known ? H - 4 : clamp(exchange[i] / tallest, 0, 1) * (H - 4),
        b = clamp(pre[i], 0, 1) * (H - 4),
        x = i * cell,
        g = svg("g", { class: "step" });
      g.append(svg("rect", { x, y: 0, width: cell, height: 2 * H + 42, fill: "transparent" }));
      g.append(
        svg("rect", {
          x: x + 1,
          y: 14 + H - 4 - a,
          width: Math.max(cell - 2, 1),
          height: Math.max(a, 0.7),
          fill: !known ? "none" : i === now ? mark : tint,
          stroke: known ? "none" : line,
          "stroke-dasharray": "2 3",
          opacity: i % 2 ? 0.6 : 1,
        }),
      );
      if (known)
        g.append(
          svg("rect", {
            x: x + 1,
            y: 29 + 2 * H - 4 - b,
            width: Math.max(cell - 2, 1),
            height: Math.max(b, 0.7),
            fill: i === now ? mark : tint,
            opacity: i % 2 ? 0.6 : 1,
          }),
        );
      const site = i - layers.indexOf(layers[i]);
      g.append(
        svg(
          "title",
          {},
          `layer ${layers[i]}, ${site ? "experts" : "attention"}: ${number(exchange[i], 3)} from other streams, largest pre ${number(pre[i], 3)}`,
        ),
      );
      if (!site && (cell > 9 || layers[i] % 5 === 0))
        s.append(svg("text", { x: x + 1, y: 2 * H + 38, class: "quiet" }, `${layers[i]}`));
      s.append(g);
    }
    s.append(
      svg("line", { x1: 0, x2: width, y1: 14 + H - 3.5, y2: 14 + H - 3.5, stroke: line }),
      svg("line", { x1: 0, x2: width, y1: 29 + 2 * H - 3.5, y2: 29 + 2 * H - 3.5, stroke: line }),
    );
    s.addEventListener("click", e => go(stepAt(e.clientX - s.getBoundingClientRect().left, width, S)));
    strip.replaceChildren(s);
  }
  function table() {
    const f = model.get("facts"),
      pre = asF32(model.get("pre")),
      post = asF32(model.get("post")),
      comb = asF32(model.get("comb")),
      N = pre.length;
    return {
      columns: [
        "from stream",
        "pre",
        ...Array.from({ length: N }, (_, j) => `comb to ${j}`),
        "post of this stream",
        "norm before the layer",
      ],
      note: `Layer ${f.layer}, at ${f.site ? "the experts" : "attention"}, token ${f.token}.`,
      rows: Array.from({ length: N }, (_, i) => [
        i,
        pre[i],
        ...comb.slice(i * N, i * N + N),
        post[i],
        asF32(model.get("norm"))[i],
      ]),
    };
  }
  view.redraw();
  return view.clean;
}
export default { initialize, render };
