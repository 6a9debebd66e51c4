// A page without a kernel: models that hold a view's traits, and a look-up of what Python computed for every choice.

class Model {
  // held: {trait: values}, for traits of which Python computed only these; another value is refused and told.
  constructor(state, held = {}, refused = () => {}) {
    Object.assign(this, { state, held, refused, handlers: {} });
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    if (this.state[name] === value) return;
    if (this.held[name] && !this.held[name].includes(value)) {
      this.refused(name, value);
      return;
    }
    this.state[name] = value;
    for (const f of [...(this.handlers[`change:${name}`] ?? []), ...(this.handlers.change ?? [])]) f();
  }
  save_changes() {}
  send() {}
  on(name, f) {
    (this.handlers[name] ??= []).push(f);
  }
  off(name, f) {
    this.handlers[name] = (this.handlers[name] ?? []).filter(g => g !== f);
  }
}

// A chunk as Python packed it (widgets/page_states.py): head, then bytes trait by trait. Pure.
function unpackChunk(raw) {
  const size = new DataView(raw.buffer, raw.byteOffset).getUint32(0, true),
    head = JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + size)));
  let at = 4 + size;
  const bytes = Object.fromEntries(
    Object.entries(head.bytes).map(([name, sizes]) => [name, sizes.map(n => raw.subarray(at, (at += n)))]),
  );
  return {
    rows: new Map((head.tokens.length ? head.tokens : [null]).map((token, i) => [token, i])),
    said: head.said,
    traits: { ...head.json, ...bytes },
  };
}

// The value of a part's field now. Token -1 means the newest.
function fieldValue(field, selection, own, count, range) {
  if (field.startsWith("own.")) return own(field.slice(4));
  const token = selection("token"),
    newest = token >= 0 && token < count ? token : count - 1;
  if (field.startsWith("token//")) return Math.floor(newest / Number(field.slice(7)));
  if (field === "token") return newest;
  if (field === "query_first") return range[0];
  if (field === "query_last") return range[1];
  if (field === "shown_entry") return selection("hover_entry") >= 0 ? selection("hover_entry") : selection("entry");
  return selection(field);
}

// Which chunk and row a part shows; null when the page does not hold this one (another view of its own is in front).
function placeOf(part, selection, own, count, range = [NONE, NONE]) {
  const outer = [];
  let token = null;
  for (const field of part.fields) {
    const frozen = field in part.frozen,
      now = fieldValue(field, selection, own, count, range);
    if (frozen && field.startsWith("own.") && now !== part.frozen[field]) return null;
    if (field === "token") token = now;
    else outer.push(frozen ? part.frozen[field] : now);
  }
  return { chunk: outer.join(","), token };
}

// The range of tokens whose numbers the page holds: the chosen one, or else the whole text.
const heldRange = (ranges, first, last) => ranges.find(r => r[0] === first && r[1] === last) ?? ranges[0];

// What a link asks for and this page has, and a sentence about the rest. Pure.
function readLink(link, facts) {
  const fields = new URLSearchParams(link.replace(/^#/, "")),
    selection = {},
    own = [],
    wrong = [];
  for (const [name, text] of fields) {
    const value = typeof facts.defaults[name] === "number" ? Number(text) : text,
      limit = facts.limits[name],
      linked = facts.linked.find(l => l[0] === name);
    if (linked) {
      if (facts.views.find(v => v.name === linked[1]).held[linked[2]]?.includes(text))
        own.push([linked[1], linked[2], text]);
      else wrong.push(`${name} ${text}`);
    } else if (!(name in facts.defaults)) wrong.push(name);
    else if (limit && !(Number.isInteger(value) && text !== "" && value >= limit[0] && value <= limit[1]))
      wrong.push(`${name} ${text} (it has ${limit[0] < 0 ? 0 : limit[0]} to ${limit[1]})`);
    else if (name === "tab" && value && !facts.views.some(v => v.tab === value)) wrong.push(`view ${text}`);
    else selection[name] = value;
  }
  return {
    selection,
    own,
    said: wrong.length ? `The link asks for what this run does not have: ${wrong.join(", ")}. The rest is shown.` : "",
  };
}

async function readChunk(id) {
  const element = document.getElementById(id);
  if (!element) return null;
  const packed = Uint8Array.from(atob(element.textContent), c => c.charCodeAt(0));
  return unpackChunk(
    new Uint8Array(
      await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer(),
    ),
  );
}

function linkOf(facts, sel, models) {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(facts.defaults)) if (sel.get(name) !== value) out.set(name, sel.get(name));
  for (const [name, view, trait] of facts.linked)
    if (models[view].get(trait) !== facts.views.find(v => v.name === view).state[trait])
      out.set(name, models[view].get(trait));
  return out.toString();
}

function openPage(modules) {
  const facts = JSON.parse(document.getElementById("dsv-facts").textContent),
    main = document.querySelector("main"),
    chunks = new Map();
  const hovers = { hover_token: NONE, hover_entry: NONE, hover_head: NONE };
  const sel = new Model({ ...facts.defaults, ...facts.selection, ...hovers }),
    models = {},
    places = {},
    rendered = {},
    seen = {};
  const OPEN =
    "A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).";
  // Sentences above a view, by reason, so that one does not wipe away another.
  const notes = {},
    said = {};
  const say = (name, reason, words) => {
    (said[name] ??= {})[reason] = words;
    notes[name].textContent = Object.values(said[name])
      .filter(w => w)
      .join(" ");
  };
  const outside = `This page keeps the details of tokens ${facts.tokens[0]} to ${facts.tokens[1] - 1} of ${facts.count}. Open the trace itself for the others.`;
  const chunk = id => {
    if (!chunks.has(id)) chunks.set(id, readChunk(id));
    return chunks.get(id);
  };

  async function follow(spec) {
    const model = models[spec.name];
    if (spec.sentence) {
      model.set("message", spec.sentence);
      return;
    }
    const chosen = [sel.get("query_first"), sel.get("query_last")],
      range = heldRange(facts.ranges, ...chosen);
    const other =
      spec.parts.some(part => part.fields.includes("query_first")) &&
      (range[0] !== chosen[0] || range[1] !== chosen[1]);
    say(
      spec.name,
      "range",
      other
        ? `Shown is the whole text: for tokens ${Math.min(...chosen)} to ${Math.max(...chosen)} alone this page holds no numbers. ${OPEN}`
        : "",
    );
    await Promise.all(
      spec.parts.map(async part => {
        const place = placeOf(
            part,
            name => sel.get(name),
            name => model.get(name),
            facts.count,
            range,
          ),
          key = place && `${spec.name}/${part.method}/${place.chunk}`;
        if (!place) {
          part.said = "";
          return;
        }
        const now = `${key} ${place.token}`;
        if (part.now === now) return;
        part.now = now;
        const found = await chunk(key),
          row = found?.rows.get(place.token);
        if (part.now !== now) return; // another choice came while this one was being read
        part.said = row === undefined ? outside : found.said[row];
        if (row !== undefined && !part.said)
          for (const name of part.traits)
            if (found.traits[name] && !(name in spec.state && part.fields.includes(`own.${name}`)))
              model.set(name, found.traits[name][row]);
      }),
    );
    model.set("message", spec.parts.map(part => part.said).find(said => said) ?? "");
  }
  const visible = spec => spec.place !== "tab" || spec.tab === sel.get("tab");
  async function show(spec) {
    if (!rendered[spec.name]) {
      rendered[spec.name] = true;
      await follow(spec);
      await modules[spec.name].render({ model: models[spec.name], el: places[spec.name] });
    } else await follow(spec);
  }
  let wanted = false;
  const all = () => {
    if (wanted) return;
    wanted = true;
    queueMicrotask(async () => {
      wanted = false;
      front();
      facts.views.forEach(spec => say(spec.name, "held", ""));
      await Promise.all(facts.views.filter(visible).map(show));
      keep();
    });
  };
  const keep = () => {
    const link = `#${linkOf(facts, sel, models)}`;
    if (location.hash !== link)
      try {
        history.replaceState(null, "", link);
      } catch {
        /* a page inside a sandbox has no address of its own */
      }
  };

  const left = make("div", "dsv-pane"),
    right = make("div", "dsv-tabs"),
    bar = make("div", "dsv-tabbar"),
    columns = make("div", "dsv-columns"),
    top = make("div");
  bar.setAttribute("role", "tablist");
  right.append(bar);
  columns.append(left, right);
  main.append(top, columns);
  const tabs = facts.views.filter(spec => spec.place === "tab");
  for (const spec of facts.views) {
    const model = (models[spec.name] = new Model(
      { message: "", selection: "selection", kernel: false, ...spec.state },
      spec.held,
      (name, value) => {
        const word = name.replace(/_/g, " "),
          held = spec.held[name];
        say(
          spec.name,
          "held",
          `${held.length > 1 ? `Not changed: of “${word}” this page holds ${held.join(", ")}.` : `Not changed: “${word}” stays as it was when the page was written.`} ${OPEN}`,
        );
      },
    ));
    model.widget_manager = { get_model: async () => sel };
    for (const name of new Set(
      spec.parts.flatMap(part => part.fields.filter(f => f.startsWith("own.")).map(f => f.slice(4))),
    ))
      model.on(`change:${name}`, all);
    const place = (places[spec.name] = make("div")),
      note = (notes[spec.name] = make("p", "dsv-kept"));
    note.setAttribute("role", "status");
    place.append(note);
    ({ top, left, tab: right })[spec.place].append(place);
    if (spec.place !== "tab") continue;
    const button = make("button", "", spec.tab);
    button.setAttribute("role", "tab");
    bar.append(button);
    place.setAttribute("role", "tabpanel");
    place.setAttribute("aria-label", spec.tab);
    button.addEventListener("click", () => sel.set("tab", spec.tab));
    button.addEventListener("keydown", e => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (!by) return;
      const at = (tabs.indexOf(spec) + by + tabs.length) % tabs.length;
      sel.set("tab", tabs[at].tab);
      bar.children[at].focus();
    });
  }
  function front() {
    tabs.forEach((spec, i) => {
      const chosen = spec.tab === sel.get("tab");
      bar.children[i].setAttribute("aria-selected", String(chosen));
      bar.children[i].tabIndex = chosen ? 0 : -1;
      places[spec.name].style.display = chosen ? "" : "none";
    });
  }
  function restore(link) {
    const read = readLink(link, facts);
    for (const [name, value] of Object.entries(read.selection)) sel.set(name, value);
    for (const [view, trait, value] of read.own) models[view].set(trait, value);
    document.getElementById("dsv-link").textContent = read.said;
    if (!tabs.some(spec => spec.tab === sel.get("tab"))) sel.set("tab", tabs[0].tab);
  }
  const theme = document.getElementById("dsv-theme");
  const wear = light => {
    document.body.dataset.jpThemeLight = String(light);
    theme.textContent = light ? "dark" : "light";
  };
  theme.addEventListener("click", () => wear(document.body.dataset.jpThemeLight !== "true"));
  wear(!matchMedia("(prefers-color-scheme: dark)").matches);
  sel.on("change", all);
  restore(location.hash);
  addEventListener("hashchange", () => restore(location.hash));
  all();
}
