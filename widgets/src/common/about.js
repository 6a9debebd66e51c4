// What is said of a view where it is seen: what to look for and its marks under the title, and behind "?" three sentences
// and the equation, whose symbols show their numbers for what is chosen.   Words: widgets/about.py.   Tests: about.test.js.

import { make } from "./elements.js";

/**
 * @typedef {object} About
 * @property {string} look_for
 * @property {string[]} explains
 * @property {string} equation
 * @property {Record<string, string>} symbols
 * @property {[sign: string, meaning: string][]} marks
 */

const DRAWN = ["fill", "outline", "under", "dotted", "dashed", "ramp"]; // signs in a colour of the palette
const PLAIN = ["hatch", "dots", "dot", "bar", "tick", "strike"];

/**
 * An equation's line in pieces: words, and symbols that stood in braces.
 * @param {string} line
 * @returns {{ text: string, symbol: boolean }[]}
 */
export const piecesOf = line =>
  line
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .map(text => (/^\{\w+\}$/.test(text) ? { text: text.slice(1, -1), symbol: true } : { text, symbol: false }));

/**
 * A mark and its meaning.
 * @param {string} sign
 * @param {string} meaning
 */
export function markOf(sign, meaning) {
  const mark = make("span", "dsv-mark-of");
  const [kind, colour] = sign.split(" ");
  const drawn = (DRAWN.includes(kind) && colour) || PLAIN.includes(kind);
  const key = make("span", drawn ? `dsv-sign dsv-sign-${kind}` : "dsv-sign-letters", drawn ? "" : sign);
  if (colour && drawn) key.style.setProperty("--sign", `var(--dsv-${colour === "tint" ? "ramp-high" : colour})`);
  key.setAttribute("aria-hidden", String(drawn));
  mark.append(key, meaning);
  return mark;
}

/**
 * Adds the lines under a view's title and the button "?". `values` gives a symbol's numbers now, if they are known.
 * @param {{ head: HTMLElement, look: HTMLElement, listen: (target: EventTarget, event: string, handler: (event: any) => void) => void }} view
 * @param {About | undefined} about
 * @param {(symbol: string) => string | undefined} values
 */
export function addAbout(view, about, values) {
  if (!about?.look_for) return;
  const { head, look } = view;
  const marks = make("div", "dsv-marks");
  const help = make("div", "dsv-help");
  const button = make("button", "dsv-small dsv-ask", "?");
  button.type = "button";
  button.title = "what this view shows, and its equation";
  button.setAttribute("aria-label", "explain this view");
  button.setAttribute("aria-expanded", "false");
  help.hidden = true;
  help.setAttribute("role", "note");
  marks.append(...about.marks.map(([sign, meaning]) => markOf(sign, meaning)));
  help.append(...about.explains.map(words => make("p", "", words)));
  if (about.equation) help.append(...equation(view, about, values));
  look.append(make("p", "dsv-look-for", about.look_for), marks, help);
  head.append(button);
  view.listen(button, "click", () => {
    help.hidden = !help.hidden;
    look.classList.toggle("explained", !help.hidden);
    button.setAttribute("aria-expanded", String(!help.hidden));
  });
}

/**
 * The equation, and a line below it for the symbol that is pointed at.
 * @param {{ listen: (target: EventTarget, event: string, handler: (event: any) => void) => void }} view
 * @param {About} about
 * @param {(symbol: string) => string | undefined} values
 */
function equation(view, about, values) {
  const box = make("div", "dsv-equation");
  const said = make("div", "dsv-symbol-said", "Point at a symbol for what it is here.");
  said.setAttribute("aria-live", "polite");
  for (const line of about.equation.split("\n")) {
    const row = make("div");
    for (const { text, symbol } of piecesOf(line)) {
      if (!symbol) {
        row.append(text);
        continue;
      }
      const node = make("span", "dsv-symbol", text.replace(/_/g, "-"));
      node.tabIndex = 0;
      node.setAttribute("role", "button");
      node.dataset.symbol = text;
      const tell = () => {
        const value = values(text);
        const here = value ? make("b", "", ` Here: ${value}.`) : "";
        said.replaceChildren(make("i", "", text.replace(/_/g, "-")), `: ${about.symbols[text]}.`, here);
        said.dataset.symbol = text;
      };
      for (const event of ["mouseenter", "focus", "click"]) view.listen(node, event, tell);
      row.append(node);
    }
    box.append(row);
  }
  return [box, said];
}
