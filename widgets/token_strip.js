// Draws the tokens as running text. Only textContent is used, so no token can become markup.

const GENERATED = 1, SPECIAL = 2, SPLIT = 4;

function commonPrefix(a, b) {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return i;
  return n;
}

function tokenNode(piece, flag, index) {
  const node = make("span", "dsv-token");
  node.dataset.index = index;
  if (!(flag & GENERATED)) node.classList.add("prompt");
  if (flag & SPECIAL) node.classList.add("special");
  if (flag & SPLIT) node.classList.add("bytes");
  const parts = piece.split("\n");
  parts.forEach((part, i) => {
    if (i) { node.append(make("span", "sign", "⏎")); node.append("\n"); }
    if (part) node.append(part);
  });
  if (!piece) node.append(make("span", "sign", "∅"));
  return node;
}

async function render({ model, el }) {
  const texts = memo(splitText), floats = memo(asF32);
  let painted = [], shown = [], shownFlags = [], nodes = [], marked = [], following = true, home = null;
  const view = await frame(model, el, {
    title: "Tokens", aria: "Tokens of this run. Left and right arrows choose a token, Escape follows the newest.",
    traits: ["utf8", "lengths", "flags", "values", "measures", "measure", "low", "high", "lit", "lit_gate", "lit_title"],
    keys: {
      ArrowLeft: v => moveToken(v, -1, shown.length), ArrowRight: v => moveToken(v, 1, shown.length),
      Home: v => moveToken(v, -Infinity, shown.length), End: v => moveToken(v, Infinity, shown.length),
    },
    draw,
  });
  const { root, head, facts, body, sel } = view;
  const choose = make("select"); choose.setAttribute("aria-label", "colour tokens by");
  const legend = make("span", "dsv-legend"), low = make("span"), bar = make("span", "dsv-ramp"), high = make("span");
  legend.append(choose, low, bar, high);
  const keys = make("span", "dsv-legend dsv-keys");
  keys.append(make("span", "dsv-key prompt", "prompt"), make("span", "dsv-key", "generated"));
  head.append(keys, legend);
  const strip = make("div", "dsv-strip"); strip.setAttribute("role", "listbox"); strip.setAttribute("aria-label", "tokens");
  body.append(strip);
  view.listen(choose, "change", () => { model.set("measure", choose.value); model.save_changes(); });
  const index = event => { const node = event.target.closest?.(".dsv-token"); return node ? Number(node.dataset.index) : NONE; };
  view.listen(strip, "click", e => { const at = index(e); if (at !== NONE) view.pick({ token: at }); });
  view.listen(strip, "mousemove", e => view.hover({ hover_token: index(e) }));
  view.listen(strip, "mouseleave", () => view.hover({ hover_token: NONE }));
  view.listen(strip, "scroll", () => { following = strip.scrollTop + strip.clientHeight > strip.scrollHeight - 30; });

  function draw() {
    const pieces = texts(model.get("utf8"), model.get("lengths")), flags = asBytes(model.get("flags"));
    const values = floats(model.get("values")), from = model.get("low"), to = model.get("high");
    let keep = pieces === shown ? pieces.length : commonPrefix(shown, pieces);
    for (let i = 0; i < keep; i++) if (shownFlags[i] !== flags[i]) { keep = i; break; }
    for (const node of nodes.splice(keep)) { node.nextSibling?.remove(); node.remove(); }
    for (let i = keep; i < pieces.length; i++) {
      const node = tokenNode(pieces[i], flags[i], i);
      node.setAttribute("role", "option"); nodes.push(node);
      strip.append(node, document.createElement("wbr"));
    }
    if (keep < pieces.length && following) strip.scrollTop = strip.scrollHeight;
    shown = pieces; shownFlags = Array.from(flags);
    const meta = model.get("measures").find(m => m[0] === model.get("measure")) ?? ["", "", "", ""];
    if (painted[0] !== values || painted[1] !== from || painted[2] !== to || painted[3] !== pieces) nodes.forEach((node, i) => {
      const x = values[i], missing = Number.isNaN(x) || x === undefined;
      node.style.backgroundColor = missing ? "" : `rgba(var(--dsv-tint), ${(0.72 * unit(x, from, to)).toFixed(3)})`;
    });
    painted = [values, from, to, pieces];
    const options = model.get("measures").map(m => m[0]).join();
    if (choose.dataset.options !== options) {
      choose.replaceChildren(...model.get("measures").map(m => { const o = make("option", "", `colour: ${m[1]}`); o.value = m[0]; return o; }));
      choose.dataset.options = options;
    }
    choose.value = model.get("measure"); legend.title = `darker: ${meta[3]}`;
    low.textContent = number(from); high.textContent = `${number(to)} ${meta[2]}`;
    bar.style.background = "linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))";
    mark(values, meta);
    root.drawn = { pieces, values, flags, measure: meta[0], picked: sel.get("token"), lit: Array.from(asI32(model.get("lit"))) };
  }

  function mark(values, meta) {
    for (const node of marked) { node.classList.remove("picked", "hover", "lit"); node.removeAttribute("aria-selected"); node.removeAttribute("title"); }
    marked = [];
    const lit = asI32(model.get("lit")), gate = asF32(model.get("lit_gate"));
    lit.forEach((at, i) => {
      if (!nodes[at]) return;
      // The gate is the height of the fill: the strongest source is full.
      nodes[at].classList.add("lit"); nodes[at].title = `gate ${number(gate[i], 3)}`; marked.push(nodes[at]);
      nodes[at].style.setProperty("--dsv-gate", (18 * gate[i] / Math.max(...gate)).toFixed(1));
    });
    const seen = node => { const top = node.offsetTop - strip.offsetTop; return top >= strip.scrollTop && top < strip.scrollTop + strip.clientHeight - 12; };
    const sources = Array.from(lit).filter(at => nodes[at]);
    if (sources.length && strip.dataset.lit !== sources.join() && !sources.some(at => seen(nodes[at]))) {
      home ??= strip.scrollTop;
      strip.scrollTop = nodes[sources[0]].offsetTop - strip.offsetTop - 4;
    } else if (!sources.length && home !== null) { strip.scrollTop = home; home = null; } // back to what was being read
    strip.dataset.lit = sources.join();
    const hover = sel.get("hover_token"), chosen = sel.get("token"), picked = nodes[chosen];
    if (nodes[hover]) { nodes[hover].classList.add("hover"); marked.push(nodes[hover]); }
    if (picked) {
      picked.classList.add("picked"); picked.setAttribute("aria-selected", "true"); marked.push(picked);
      if (strip.dataset.picked !== String(chosen)) {
        if (!seen(picked)) strip.scrollTop = picked.offsetTop - strip.offsetTop - strip.clientHeight / 2;
      }
    }
    strip.dataset.picked = chosen;
    const at = hover >= 0 && hover < shown.length ? hover : chosen >= 0 && chosen < shown.length ? chosen : shown.length - 1;
    facts.replaceChildren();
    if (at >= 0) {
      facts.append(`${at === hover ? "" : chosen === at ? "chosen: " : "newest: "}token ${at} of ${shown.length} `, make("b", "", `“${label(shown[at], 24)}”`), ` · ${meta[1]} ${number(values[at])} ${meta[2]}`);
      if (sources.length) {
        const top = gate.indexOf(Math.max(...gate));
        facts.replaceChildren(`${model.get("lit_title")}, strongest `, make("b", "", `“${label(shown[lit[top]] ?? "", 24)}” ${number(gate[top])}`), ` of ${sources.length} tokens`);
      }
    }
  }
  view.redraw();
  return view.clean;
}
export default { render };
