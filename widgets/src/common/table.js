// A button that shows the numbers of a picture as a table: for readers of screens, and for whoever wants to copy them.

import { make, tableWith } from "./elements.js";
import { number } from "./numbers.js";

const MOST_ROWS = 400;

/** @typedef {import("./types").Numbers} Numbers */

/**
 * Adds the button. Returns a function that draws the table while it is wanted, and tells whether it is.
 * @param {import("./frame.js").View<any, any>} view
 * @param {() => Numbers} table
 */
export function numbersInstead(view, table) {
  const button = make("button", "dsv-small dsv-numbers", "numbers");
  const pane = make("div", "dsv-pane-table");
  button.setAttribute("aria-pressed", "false");
  button.title = "the numbers of this view as a table";
  button.setAttribute("aria-label", "numbers as a table");
  pane.tabIndex = 0;
  pane.style.display = "none";
  view.head.append(button);
  view.body.before(pane);
  let shown = false;
  view.listen(button, "click", () => {
    shown = !shown;
    button.setAttribute("aria-pressed", String(shown));
    view.redraw();
  });
  return () => {
    pane.style.display = shown ? "" : "none";
    view.body.style.display = shown ? "none" : "";
    if (shown) fill(view, pane, table());
    return shown;
  };
}

/**
 * @param {import("./frame.js").View<any, any>} view
 * @param {HTMLElement} pane
 * @param {Numbers} numbers
 */
function fill(view, pane, { columns, rows, note }) {
  const grid = tableWith("dsv-table", columns);
  for (const th of grid.head.children) /** @type {HTMLTableCellElement} */ (th).scope = "col";
  for (const row of rows.slice(0, MOST_ROWS)) {
    const tr = make("tr");
    tr.style.cursor = "default";
    for (const value of row) tr.append(make("td", "", cell(value)));
    grid.rows.append(tr);
  }
  const more = rows.length > MOST_ROWS ? `The first ${MOST_ROWS} of ${rows.length} rows. ` : "";
  pane.replaceChildren(make("div", "dsv-note", more + (note ?? "")), grid.table);
  view.root.drawnTable = { columns, rows: rows.length };
}

/**
 * Numbers with four digits, what is missing as a dash.
 * @param {unknown} value
 */
function cell(value) {
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : number(value, 4);
  return String(value ?? "–");
}
