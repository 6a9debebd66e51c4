// The two far depths of attention: one head over many queries, and every head of every layer as a thumbnail.

const MAP_ROOT = 252,
  NOT_CAPTURED = 253,
  NOT_PICKED = 254,
  NOT_YET = 255; // widgets/sparse_attention.py: CODES

// Where the map's zones lie; a cell is at least a pixel wide, and never so wide that few keys look like many. Pure.
function mapPlaces(width, height, entries, window, queries) {
  const left = 40,
    gap = entries ? 12 : 0,
    room = width - left - gap - 8;
  const cell = clamp(room / Math.max(1, entries + window), 0.25, 7),
    entryW = Math.min(entries * cell, room - Math.min(window * cell, room * 0.45));
  const windowX = left + entryW + gap,
    windowW = Math.min(window * cell, width - windowX - 8);
  const row = clamp((height - 45) / Math.max(1, queries), 1, 8);
  return {
    left,
    entryW,
    windowX,
    windowW,
    row,
    top: 15,
    entryCell: entries ? entryW / entries : 0,
    windowCell: window ? windowW / window : 0,
  };
}

// One zone of the map as an image of one pixel a cell. `hatchMask` gets the cells that were there but not picked.
function mapImage(codes, rows, columns, rgb, missing) {
  const image = new ImageData(Math.max(1, columns), Math.max(1, rows)),
    mask = new ImageData(Math.max(1, columns), Math.max(1, rows));
  const out = new Uint32Array(image.data.buffer),
    hatched = new Uint32Array(mask.data.buffer),
    [r, g, b] = rgb,
    [mr, mg, mb] = missing;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code <= MAP_ROOT)
      out[i] = (((18 + Math.round((237 * code) / MAP_ROOT)) << 24) | (b << 16) | (g << 8) | r) >>> 0;
    else if (code === NOT_PICKED) hatched[i] = 0xff000000;
    else if (code === NOT_CAPTURED && (i + Math.floor(i / columns)) % 3 === 0)
      out[i] = ((255 << 24) | (mb << 16) | (mg << 8) | mr) >>> 0;
  }
  return { image, mask };
}

function paintZone(ctx, codes, rows, columns, rgb, missing, pattern, box) {
  if (!columns || !rows) return;
  const { image, mask } = mapImage(codes, rows, columns, rgb, missing),
    small = document.createElement("canvas"),
    over = document.createElement("canvas");
  small.width = columns;
  small.height = rows;
  ctx.imageSmoothingEnabled = false;
  small.getContext("2d").putImageData(mask, 0, 0);
  over.width = Math.max(1, Math.ceil(box.w));
  over.height = Math.max(1, Math.ceil(box.h));
  const o = over.getContext("2d");
  o.imageSmoothingEnabled = false;
  o.drawImage(small, 0, 0, over.width, over.height);
  o.globalCompositeOperation = "source-in";
  o.fillStyle = pattern;
  o.fillRect(0, 0, over.width, over.height);
  ctx.globalAlpha = 0.5;
  ctx.drawImage(over, box.x, box.y, box.w, box.h);
  ctx.globalAlpha = 1;
  small.getContext("2d").putImageData(image, 0, 0);
  ctx.drawImage(small, box.x, box.y, box.w, box.h);
}

// The four kinds of nothing, as drawn, with their words.
function emptinessKey(ctx, x, y, root, words) {
  const quiet = colour(root, "quiet"),
    entry = colour(root, "entries");
  ctx.font = "10px system-ui, sans-serif";
  ctx.textBaseline = "middle";
  for (const [kind, text] of words) {
    ctx.strokeStyle = colour(root, "line");
    ctx.strokeRect(x + 0.5, y + 0.5, 11, 9);
    if (kind === "hatch") {
      ctx.globalAlpha = 0.6;
      ctx.fillStyle = hatch(ctx, quiet);
      ctx.fillRect(x, y, 12, 10);
      ctx.globalAlpha = 1;
    }
    if (kind === "pale") {
      ctx.globalAlpha = 0.09;
      ctx.fillStyle = entry;
      ctx.fillRect(x, y, 12, 10);
      ctx.globalAlpha = 1;
    }
    if (kind === "dots") {
      ctx.fillStyle = quiet;
      for (const d of [2, 6, 10]) ctx.fillRect(x + d, y + 4, 1.5, 1.5);
    }
    ctx.fillStyle = quiet;
    ctx.textAlign = "left";
    ctx.fillText(text, x + 16, y + 5.5);
    x += 26 + ctx.measureText(text).width;
  }
}

// Query by key for one head. Returns the places, so that the pointer can be read.
function drawHeadMap(view, canvas, width, height, f) {
  const { model, root, sel } = view,
    E = f.entries,
    W = f.window,
    Q = f.queries;
  const p = mapPlaces(width, height, E, W, Q),
    tall = Q * p.row,
    ctx = sized(canvas, width, p.top + tall + 30);
  const ink = colour(root, "ink"),
    quiet = colour(root, "quiet"),
    line = colour(root, "line"),
    mark = colour(root, "mark"),
    pattern = hatch(ctx, quiet, 4);
  ctx.font = "10px system-ui, sans-serif";
  ctx.textBaseline = "middle";
  const zone = (codes, columns, name, x, w) => {
    paintZone(ctx, codes, Q, columns, hex(colour(root, name)), hex(rgbHex(quiet)), pattern, {
      x,
      y: p.top,
      w,
      h: tall,
    });
    ctx.strokeStyle = line;
    ctx.strokeRect(x - 0.5, p.top - 0.5, w + 1, tall + 1);
  };
  if (E) {
    zone(asBytes(model.get("map_entries")), E, "entries", p.left, p.entryW);
    ctx.fillStyle = colour(root, "entries");
    ctx.fillText(
      fitting(
        [`compressed past: entries 0 to ${E - 1}`, "compressed past", "entries", "past"],
        p.windowX - p.left - 4,
        t => ctx.measureText(t).width,
      ),
      p.left,
      6,
    );
  }
  zone(asBytes(model.get("map_window")), W, "window", p.windowX, p.windowW);
  ctx.fillStyle = colour(root, "window");
  ctx.fillText(
    fitting(["window: itself, then back", "window"], p.windowW, t => ctx.measureText(t).width),
    p.windowX,
    6,
  );
  ctx.fillStyle = quiet;
  ctx.textAlign = "right";
  for (let q = 0; q < Q; q += Math.max(1, Math.ceil(Q / Math.max(2, tall / 40))))
    ctx.fillText(`${f.first + q}`, p.left - 4, p.top + (q + 0.5) * p.row);
  ctx.textAlign = "left";
  const token = sel.get("token") === NONE ? f.first + Q - 1 : sel.get("token"),
    at = token - f.first;
  if (at >= 0 && at < Q) {
    ctx.strokeStyle = mark;
    ctx.lineWidth = 1.5;
    ctx.strokeRect(p.left - 1, p.top + at * p.row - 0.5, p.windowX + p.windowW - p.left + 2, p.row + 1);
    ctx.lineWidth = 1;
  }
  const entry = sel.get("hover_entry") !== NONE ? sel.get("hover_entry") : sel.get("entry");
  if (entry >= 0 && entry < E) {
    ctx.strokeStyle = ink;
    ctx.strokeRect(p.left + entry * p.entryCell, p.top - 1, Math.max(2, p.entryCell), tall + 2);
  }
  emptinessKey(ctx, p.left, p.top + tall + 12, root, [
    ["hatch", "not picked"],
    ["pale", "next to zero"],
    ["none", "not there yet"],
    ["dots", "not captured"],
  ]);
  return p;
}

const rgbHex = color => {
  const m = color.match(/\d+/g);
  return color.startsWith("#")
    ? color
    : `#${m
        .slice(0, 3)
        .map(x => Number(x).toString(16).padStart(2, "0"))
        .join("")}`;
};

// Thumbnails: the run from left to right, the share of each zone from bottom (past) to top (sink).
function thumbPlaces(width, layers, heads) {
  const left = 74,
    w = clamp(Math.floor((width - left - 4) / Math.max(1, heads)), 5, 70),
    h = clamp(Math.floor(250 / Math.max(1, layers)), 7, 30);
  return { left, w, h, top: 16 };
}
function drawThumbs(view, canvas, width) {
  const { model, root, sel } = view,
    [L, H, B] = model.get("profile_shape"),
    codes = asBytes(model.get("profile")),
    layers = model.get("layers"),
    kinds = model.get("kinds");
  const p = thumbPlaces(width, L, H),
    ctx = sized(canvas, width, p.top + L * p.h + 24),
    quiet = colour(root, "quiet"),
    ink = colour(root, "ink"),
    mark = colour(root, "mark");
  const shades = ["entries", "window", "sink"].map(name => colour(root, name)),
    dots = colour(root, "none");
  ctx.font = "10px system-ui, sans-serif";
  ctx.textBaseline = "middle";
  ctx.fillStyle = quiet;
  for (let h = 0; h < H; h += Math.ceil(24 / p.w)) ctx.fillText(`${h}`, p.left + h * p.w + 2, 7);
  ctx.fillText("head", p.left - 28, 7);
  for (let l = 0; l < L; l++) {
    const y = p.top + l * p.h,
      chosen = layers[l] === sel.get("layer");
    ctx.fillStyle = chosen ? mark : ink;
    ctx.font = `${chosen ? "bold " : ""}10px system-ui, sans-serif`;
    if (p.h >= 11 || l % 2 === 0)
      ctx.fillText(`${layers[l]} ${LAYER_GLYPH[kinds[l]] ?? ""} ${kinds[l] ?? ""}`, 4, y + p.h / 2);
    for (let h = 0; h < H; h++)
      for (let b = 0; b < B; b++) {
        const at = ((l * H + h) * B + b) * 3,
          x = p.left + h * p.w + 1 + (b * (p.w - 2)) / B,
          wide = (p.w - 2) / B + 0.4,
          tall = p.h - 2;
        if (codes[at] === 255) {
          ctx.fillStyle = dots;
          ctx.fillRect(x, y + p.h / 2, 1, 1);
          continue;
        }
        let bottom = y + p.h - 1;
        for (let z = 0; z < 3; z++) {
          const part = (codes[at + z] / 254) * tall;
          ctx.fillStyle = shades[z];
          ctx.globalAlpha = [0.85, 0.5, 0.95][z];
          ctx.fillRect(x, bottom - part, wide, part);
          bottom -= part;
        }
        ctx.globalAlpha = 1;
      }
    if (chosen) {
      const h = Math.max(0, sel.get("head"));
      ctx.strokeStyle = mark;
      ctx.lineWidth = 1.5;
      ctx.strokeRect(p.left + h * p.w + 0.5, y + 0.5, p.w - 1, p.h - 1);
      ctx.lineWidth = 1;
    }
  }
  let x = p.left;
  const y = p.top + L * p.h + 8;
  for (const [z, text] of [
    [0, "compressed past (bottom)"],
    [1, "window"],
    [2, "sink (top)"],
  ]) {
    ctx.fillStyle = shades[z];
    ctx.globalAlpha = [0.85, 0.5, 0.95][z];
    ctx.fillRect(x, y, 10, 10);
    ctx.globalAlpha = 1;
    ctx.fillStyle = quiet;
    ctx.fillText(text, x + 14, y + 5);
    x += 30 + ctx.measureText(text).width;
  }
  return p;
}
