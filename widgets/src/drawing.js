// Small parts that several pictures share: choices, brushes, hatches, sizes.

// A labelled <select> bound to a trait. `options` are [value, words].
function choice(view, trait, aria, options) {
  const select = make("select");
  select.setAttribute("aria-label", aria);
  select.dataset.trait = trait;
  const fill = list => {
    const key = JSON.stringify(list);
    if (select.dataset.options === key) return;
    select.replaceChildren(
      ...list.map(([value, words]) => {
        const o = make("option", "", words);
        o.value = value;
        return o;
      }),
    );
    select.dataset.options = key;
  };
  fill(options);
  const now = view.model.get(trait);
  view.listen(select, "change", () => {
    view.model.set(trait, typeof now === "number" ? Number(select.value) : select.value);
    view.model.save_changes();
    view.redraw();
  });
  return {
    select,
    show: list => {
      if (list) fill(list);
      select.value = String(view.model.get(trait));
    },
  };
}

// Dragging along x over `target`: calls moved(a, b) with two fractions of its width while dragging, ended(a, b) at the end.
function brush(view, target, span, moved, ended) {
  let from = null;
  const at = e => {
    const box = target.getBoundingClientRect(),
      [left, width] = span();
    return clamp((e.clientX - box.left - left) / Math.max(width, 1), 0, 1);
  };
  view.listen(target, "pointerdown", e => {
    const box = target.getBoundingClientRect(),
      [left, width] = span();
    const x = e.clientX - box.left;
    if (x < left || x > left + width) return;
    from = at(e);
    target.setPointerCapture?.(e.pointerId);
  });
  view.listen(target, "pointermove", e => {
    if (from !== null) moved(Math.min(from, at(e)), Math.max(from, at(e)));
  });
  view.listen(target, "pointerup", e => {
    if (from === null) return;
    const a = from,
      b = at(e);
    from = null;
    ended(Math.min(a, b), Math.max(a, b));
  });
  view.listen(target, "pointercancel", () => {
    from = null;
  });
}

// Running text on one line, cut at the end (or, with `back`, at the beginning) to `most` characters.
function flat(text, most, back = false) {
  const chars = [...plain(text.replace(/\n/g, "⏎").replace(/\t/g, "⇥"))];
  if (chars.length <= most) return apart(chars.join(""));
  return apart(back ? "…" + chars.slice(1 - most).join("") : chars.slice(0, most - 1).join("") + "…");
}

// Brings a panel that a menu has just changed into the view's box, for a while also as its numbers arrive. Call the
// returned function at the end of every drawing, its `ask` when the menu changes; the menu itself stays on top (sticky).
function revealing(view, panel) {
  let until = 0;
  const show = () => {
    const box = view.root,
      frame = box.getBoundingClientRect(),
      place = panel.getBoundingClientRect();
    if (performance.now() > until || box.scrollHeight <= box.clientHeight) return;
    const menu = box.querySelector(".dsv-controls")?.offsetHeight ?? 0;
    if (place.bottom > frame.bottom) box.scrollTop += Math.max(0, place.top - frame.top - menu - 6);
  };
  show.ask = () => {
    until = performance.now() + 2000;
    view.redraw();
  };
  view.listen(
    view.root,
    "wheel",
    () => {
      until = 0;
    },
    { passive: true },
  );
  view.listen(view.root, "pointerdown", e => {
    if (e.target.tagName !== "SELECT") until = 0;
  });
  return show;
}

function hatched(ctx, root, x, y, width, height) {
  ctx.fillStyle = hatch(ctx, colour(root, "none"), 5);
  ctx.fillRect(x, y, width, height);
}

// Two lines of large numbers: 3,514 or 1.2 MB; "–" where there is none.
function size(bytes) {
  if (typeof bytes !== "number" || !Number.isFinite(bytes)) return "–";
  for (const unit of ["B", "kB", "MB", "GB", "TB"]) {
    if (Math.abs(bytes) < 999.5)
      return `${bytes >= 100 || unit === "B" ? bytes.toFixed(0) : bytes.toPrecision(3)} ${unit}`;
    bytes /= 1000;
  }
  return `${bytes.toPrecision(3)} PB`;
}
const thousands = n => String(Math.round(n)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
