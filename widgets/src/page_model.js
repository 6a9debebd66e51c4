// What stands in for a widget's model in a page without a kernel: it holds traits and tells of their changes.
// Tests: page.test.js.

/** The traits of one view, or the selection. Nothing is sent anywhere. */
export class Model {
  /** @type {Record<string, ((...args: any[]) => void)[]>} */
  #handlers = {};

  /**
   * @param {Record<string, any>} state
   * @param {Record<string, any[]>} [held]  of traits of which Python computed only some values: those; others are refused
   * @param {(name: string, value: any) => void} [refused]
   */
  constructor(state, held = {}, refused = () => {}) {
    this.state = state;
    this.held = held;
    this.refused = refused;
    /** @type {any} */
    this.widget_manager = null;
  }

  /** @param {string} name */
  get(name) {
    return this.state[name];
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  set(name, value) {
    if (this.state[name] === value) return;
    if (this.held[name] && !this.held[name].includes(value)) {
      this.refused(name, value);
      return;
    }
    this.state[name] = value;
    for (const handler of [...(this.#handlers[`change:${name}`] ?? []), ...(this.#handlers.change ?? [])]) handler();
  }

  save_changes() {}

  send() {}

  /**
   * @param {string} name
   * @param {(...args: any[]) => void} handler
   */
  on(name, handler) {
    this.#handlers[name] ??= [];
    this.#handlers[name].push(handler);
  }

  /**
   * @param {string} name
   * @param {(...args: any[]) => void} handler
   */
  off(name, handler) {
    this.#handlers[name] = (this.#handlers[name] ?? []).filter(other => other !== handler);
  }
}
