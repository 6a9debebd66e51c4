// The prompt box in chat form: the switch, the turns, the mode, the tools, and below them the prompt that will be read.
// Traits: chat_form.py.   Tests: chat_form.test.js, tests/browser/test_chat_form.py.

import { drawPieces, lettersOf, piecesOf } from "./chat_form_preview.js";
import { box, fit, put, Turns } from "./chat_form_turns.js";
import { lengthOf, modeOf, modesOf, nextRole, settingsOf, withOneMore } from "./chat_form_words.js";
import { offer } from "./common/controls.js";
import { make } from "./common/elements.js";
import { ownKeys } from "./common/frame.js";

/** @typedef {import("./traits").ChatForm} Traits */
/** @typedef {import("./common/types").Model<Traits>} Model */

const TOOLS = '[{"type": "function", "function": {"name": "weather", "description": "…", "parameters": {}}}]';

/**
 * @param {string} words
 * @param {string} title
 * @param {() => void} press
 */
function button(words, title, press) {
  const made = make("button", "dsv-small", words);
  made.type = "button";
  made.title = title;
  made.addEventListener("click", press);
  return made;
}

/** @param {string} words */
function noteOf(words) {
  const item = make("li");
  item.append(...lettersOf(words));
  return item;
}

/** One chat form in the page. */
export class Form {
  #wanted = false;
  #focusLast = false;
  #off = () => {};
  #showTools = false;

  /**
   * @param {Model} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.root = make("div", "dsv-chat");
    this.switch = this.#buildSwitch();
    this.turns = new Turns(this);
    this.system = box("System", "nothing", text => this.tell({ system: text }));
    this.tools = box("Tools", TOOLS, text => this.tell({ tools: text }));
    this.parts = this.#buildParts();
    this.sheet = this.#buildSheet();
    this.root.append(this.switch.row);
    el.append(this.root);
    el.classList.add("dsv-chat-place");
    this.#showTools = Boolean(model.get("tools"));
    this.#follow();
    this.show();
  }

  #buildSwitch() {
    const row = make("div", "dsv-chat-switch");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "what the prompt is");
    const text = button("Text", "the prompt is a text, which the model goes on with", () =>
      this.tell({ form: "text" }),
    );
    const chat = button("Chat", "", () => {
      if (this.model.get("why_not")) this.model.send({ press: "why" });
      else this.tell({ form: "chat" });
    });
    row.append(text, chat);
    return { row, text, chat };
  }

  #buildParts() {
    const mode = make("select");
    mode.setAttribute("aria-label", "mode");
    mode.addEventListener("change", () => this.tell(settingsOf(mode.value)));
    const add = button("", "", () => this.#tellTurns(withOneMore(this.model.get("turns"))));
    const remove = button("Remove the last turn", "take the last turn away, with what is written in it", () =>
      this.#tellTurns(this.model.get("turns").slice(0, -1)),
    );
    const answer = button("Answer it", "", () => {
      this.#focusLast = true;
      this.model.send({ press: "answer" });
    });
    const tools = button("Tools", "functions that the model may call, as a list in JSON", () => {
      this.#showTools = !this.#showTools;
      this.show();
      if (this.#showTools) this.tools.area.focus();
    });
    const count = make("span", "dsv-chat-count");
    const pieces = make("div", "dsv-chat-prompt");
    pieces.tabIndex = 0;
    pieces.setAttribute("role", "region");
    pieces.setAttribute("aria-label", "the prompt that will be read");
    const problem = make("p", "dsv-chat-problem");
    problem.setAttribute("role", "status");
    const notes = make("ul", "dsv-chat-notes");
    notes.setAttribute("aria-live", "polite");
    return { mode, add, remove, answer, tools, count, pieces, problem, notes };
  }

  #buildSheet() {
    const { mode, add, remove, answer, tools, count, pieces, problem, notes } = this.parts;
    const sheet = make("div", "dsv-chat-form");
    const [system, given] = [this.system, this.tools].map(({ label, area }) => {
      const line = make("div", "dsv-chat-turn");
      line.append(label, area);
      return line;
    });
    const bar = make("div", "dsv-chat-line");
    bar.append(add, remove, answer, make("span", "dsv-space"), mode, tools);
    const head = make("div", "dsv-chat-head");
    const legend = make("span", "dsv-chat-legend");
    legend.append(
      ...[
        make("span", "dsv-chat-piece special", "special token"),
        make("span", "dsv-chat-piece special typed", "typed in a message"),
      ],
      ...[make("span", "dsv-chat-piece", "tok"), make("span", "dsv-chat-piece", "ens")],
    );
    legend.setAttribute("aria-hidden", "true");
    head.append(make("b", "", "The prompt that will be read"), count, make("span", "dsv-space"), legend);
    sheet.append(system, this.turns.list, given, bar, head, pieces, problem, notes);
    this.given = given;
    return sheet;
  }

  #follow() {
    const { model, root } = this;
    const show = () => this.redraw();
    model.on("change", show);
    root.addEventListener("focusin", event => ownKeys(/** @type {any} */ (event)), true);
    root.addEventListener("keydown", event => this.#key(event));
    const size = new ResizeObserver(() => {
      this.#makeRoom(); // it comes into its row after it was made
      for (const area of root.querySelectorAll("textarea")) fit(area);
    });
    size.observe(root);
    this.#off = () => {
      model.off("change", show);
      size.disconnect();
    };
  }

  /**
   * A button's new list of turns: shown at once, so that no letter typed right behind it is lost.
   * @param {Traits["turns"]} turns
   */
  #tellTurns(turns) {
    this.#focusLast = true;
    this.tell({ turns });
    this.show();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const asked = event.key === "Enter" && (event.ctrlKey || event.metaKey || event.shiftKey);
    if (!asked || /** @type {HTMLElement} */ (event.target).tagName !== "TEXTAREA") return;
    event.preventDefault();
    event.stopPropagation();
    const { model } = this;
    const typed = { system: model.get("system"), turns: model.get("turns"), tools: model.get("tools") };
    model.send({ press: "run", typed });
  }

  /** Shows the state at the next frame, once however many changes arrive. */
  redraw() {
    if (this.#wanted) return;
    this.#wanted = true;
    requestAnimationFrame(() => {
      this.#wanted = false;
      this.show();
    });
  }

  show() {
    const { model, parts } = this;
    const why = model.get("why_not");
    const open = model.get("form") === "chat" && !why;
    const { text, chat } = this.switch;
    text.setAttribute("aria-pressed", String(!open));
    chat.setAttribute("aria-pressed", String(open));
    chat.setAttribute("aria-disabled", String(Boolean(why)));
    chat.title = why || "the prompt is a conversation, in the form that the model was trained on";
    if (!open) this.sheet.remove();
    else if (!this.sheet.isConnected) this.root.append(this.sheet);
    this.#makeRoom();
    if (!open) return;
    this.turns.show();
    put(this.system.area, model.get("system"));
    put(this.tools.area, model.get("tools"));
    this.#showMenus();
    drawPieces(parts.pieces, piecesOf(model), model.get("left_out"), model.get("left_out_at"));
    parts.count.textContent = lengthOf(model.get("tokens"), model.get("context"));
    const problem = model.get("problem");
    if (parts.problem.textContent !== problem) parts.problem.textContent = problem;
    const notes = /** @type {string[]} */ (model.get("notes"));
    if (parts.notes.dataset.notes !== JSON.stringify(notes)) {
      parts.notes.dataset.notes = JSON.stringify(notes);
      parts.notes.replaceChildren(...notes.map(noteOf));
    }
    this.#focus();
  }

  /** Has the row of the prompt box, the form and the buttons give the form a line of its own while it is open. */
  #makeRoom() {
    this.root.closest(".dsv-prompt-row")?.classList.toggle("dsv-chat-open", this.sheet.parentElement === this.root);
  }

  #showMenus() {
    const { model, parts } = this;
    const turns = model.get("turns");
    const mode = modeOf(model.get("thinking"), model.get("effort"));
    offer(parts.mode, modesOf(model.get("efforts"), mode));
    parts.mode.value = mode;
    parts.add.textContent = `Add a turn (${nextRole(turns)})`;
    parts.remove.disabled = turns.length < 2;
    parts.answer.disabled = !model.get("can_answer");
    parts.answer.title = model.get("can_answer")
      ? "the model's answer becomes the assistant's turn, and you write the next one"
      : "press Run first: then the model's answer can become the assistant's turn";
    const tools = this.#showTools && (model.get("can_have_tools") || Boolean(model.get("tools")));
    parts.tools.style.display = model.get("can_have_tools") || model.get("tools") ? "" : "none";
    parts.tools.setAttribute("aria-expanded", String(tools));
    parts.tools.textContent = model.get("tools").trim() ? "Tools: some" : "Tools";
    if (this.given) this.given.style.display = tools ? "" : "none";
  }

  /** After a button changed the turns, the newest box has the keys. */
  #focus() {
    if (!this.#focusLast) return;
    this.#focusLast = false;
    this.turns.last?.focus({ preventScroll: true });
  }

  /**
   * Sets traits here and in Python.
   * @param {Partial<Traits>} changes
   */
  tell(changes) {
    for (const [name, value] of Object.entries(changes)) this.model.set(/** @type {any} */ (name), value);
    this.model.save_changes();
  }

  clean() {
    this.#off();
    this.root.remove();
  }
}

export default {
  /** @param {{ model: Model, el: HTMLElement }} props */
  render({ model, el }) {
    const form = new Form(model, el);
    return () => form.clean();
  },
};
