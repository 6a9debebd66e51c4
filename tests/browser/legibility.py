"""Can it be read? A walk over all visible text of an element: font size, and contrast against what lies under it.

Contrast is WCAG 2's. What lies under a text is what the page finds at its place, blended from the top down.
"""

from __future__ import annotations

# ruff: noqa: E501 - a program of another language in a string
FLOOR, CONTRAST = 12, 4.5
WALK = """root => {
  const parse = text => { const m = text.match(/[\\d.]+/g); if (!m) return [0, 0, 0, 0]; const v = m.map(Number); return [v[0], v[1], v[2], v.length > 3 ? v[3] : 1]; };
  const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3]));
  const light = c => { const l = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const isShape = e => e instanceof SVGElement && ['rect', 'path', 'circle'].includes(e.tagName);
  const under = (node, x, y) => {
    const layers = [];
    for (const e of document.elementsFromPoint(x, y)) {
      if (e === node && e instanceof SVGElement) continue;
      const style = getComputedStyle(e);
      const fill = isShape(e) ? style.fill : style.backgroundColor;
      const colour = fill === 'none' ? [0, 0, 0, 0] : parse(fill);
      if (isShape(e)) colour[3] *= Number(style.fillOpacity);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] >= 1) break;
    }
    return layers.reverse().reduce((below, colour) => over(colour, below), [255, 255, 255]);
  };
  const found = [], walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let n; n = walk.nextNode();) {
    const text = n.data.trim();
    const e = n.parentElement;
    if (!text || !e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || ['OPTION', 'STYLE', 'TITLE', 'SCRIPT'].includes(e.tagName.toUpperCase())) continue;
    const range = document.createRange(); range.selectNodeContents(n);
    const box = [...range.getClientRects()].find(r => r.width > 0);
    if (!box) continue;
    const x = box.left + Math.min(box.width / 2, 8), y = box.top + box.height / 2;
    const style = getComputedStyle(e);
    const disabled = e.closest(':disabled, .mod-disabled');
    const seen = document.elementsFromPoint(x, y);
    const here = seen.includes(e) || (e instanceof SVGElement && style.pointerEvents === 'none');
    const ink = parse(e instanceof SVGElement ? style.fill : style.color);
    let opacity = 1; for (let p = e; p && p !== root; p = p.parentElement) opacity *= Number(getComputedStyle(p).opacity);
    ink[3] *= opacity;
    const below = under(e, x, y);
    found.push({ text: text.slice(0, 40), size: parseFloat(style.fontSize), contrast: here && !disabled ? ratio(over(ink, below), below) : null, tag: e.tagName, of: e.className?.baseVal ?? e.className });
  }
  return found;
}"""


def illegible(locator, floor: float = FLOOR, contrast: float = CONTRAST) -> tuple[int, list]:
    """How many texts were looked at, and those that are too small or too pale."""
    found = locator.evaluate(WALK)
    bad = [
        (one["text"], one["size"], one["contrast"] and round(one["contrast"], 2), one["of"])
        for one in found
        if one["size"] < floor - 0.01 or (one["contrast"] is not None and one["contrast"] < contrast - 0.005)
    ]
    return len(found), bad
