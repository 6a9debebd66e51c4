// The boxes of the chat form: one for the system, one or two for every turn, one for the tools.

import { callsOf, changed, hasReasoning, shapeOf, titleOf } from "./chat_form_words.js";
import { make } from "./common/elements.js";

/** @typedef {import("./chat_form.js").Form} Form */
/** @typedef {import("./chat_form_words.js").Turn} Turn */

let made = 0;

/**
 * A box with its words beside it, as high as what is written in it.
 * @param {string} words
 * @param {string} placeholder
 * @param {(text: string) => void} typed
 */
export function box(words, placeholder, typed) {
  const label = make("label", "dsv-chat-label", words);
  const area = make("textarea", "dsv-chat-area");
  area.id = `dsv-chat-${made++}`;
  area.rows = 1;
  area.placeholder = placeholder;
  area.dir = "auto";
  label.htmlFor = area.id;
  area.addEventListener("input", () => {
    fit(area);
    typed(area.value);
  });
  return { label, area };
}

/**
 * Makes a box as high as its text; the style has a limit.
 * @param {HTMLTextAreaElement} area
 */
export function fit(area) {
  area.style.setProperty("--dsv-chat-high", "0px");
  area.style.setProperty("--dsv-chat-high", `${area.scrollHeight + 2}px`);
}

/**
 * Writes a text into a box, unless it stands there: the place of the cursor is kept.
 * @param {HTMLTextAreaElement} area
 * @param {string} text
 */
export function put(area, text) {
  if (area.value !== text) area.value = text;
  fit(area);
}

/** The list of turns: `show` draws what the model says, `last` is the newest box. */
export class Turns {
  #shape = "";
  /** @type {{ area: HTMLTextAreaElement, at: number, key: "content" | "reasoning_content" }[]} */
  #boxes = [];

  /** @param {Form} form */
  constructor(form) {
    this.form = form;
    this.list = make("ol", "dsv-chat-turns");
    this.list.setAttribute("aria-label", "turns of the conversation");
  }

  /** @returns {HTMLTextAreaElement | undefined} */
  get last() {
    return this.#boxes.at(-1)?.area;
  }

  show() {
    const { model } = this.form;
    /** @type {Turn[]} */
    const turns = model.get("turns");
    const thinking = model.get("thinking");
    const shape = shapeOf(turns, thinking);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#boxes = [];
      this.list.replaceChildren(...turns.map((_, at) => this.#item(turns, at, thinking)));
    }
    for (const { area, at, key } of this.#boxes) put(area, turns[at][key] ?? "");
  }

  /**
   * @param {Turn[]} turns
   * @param {number} at
   * @param {boolean} thinking
   */
  #item(turns, at, thinking) {
    const item = make("li", `dsv-chat-turn dsv-chat-${turns[at].role}`);
    const title = `${at + 1} ${titleOf(turns, at)}`;
    if (hasReasoning(turns[at], thinking)) {
      item.append(...this.#box(at, "reasoning_content", `${title}, reasoning`, "what it thought before it answered"));
    }
    item.append(...this.#box(at, "content", title, `what the ${turns[at].role} says`));
    if (turns[at].tool_calls?.length) {
      item.append(
        make("span", "dsv-chat-label", "calls"),
        make("code", "dsv-chat-calls", callsOf(turns[at].tool_calls)),
      );
    }
    return item;
  }

  /**
   * @param {number} at
   * @param {"content" | "reasoning_content"} key
   * @param {string} words
   * @param {string} placeholder
   */
  #box(at, key, words, placeholder) {
    const { label, area } = box(words, placeholder, text =>
      this.form.tell({ turns: changed(this.form.model.get("turns"), at, { [key]: text }) }),
    );
    this.#boxes.push({ area, at, key });
    return [label, area];
  }
}
