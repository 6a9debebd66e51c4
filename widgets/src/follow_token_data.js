// A token's path as typed arrays, and those that the page holds: the chosen token's and, while a text is played, the next ones.
// Traits: follow_token.py.   Tests: follow_token.test.js.

import { asBytes, asF32, asI16, asI32, asShares, splitText } from "./common/bytes.js";
import { NONE } from "./common/codes.js";
import { data } from "./common/gains.js";

/** @typedef {import("./common/types").Bytes} Bytes */
/** @typedef {import("./traits").FollowToken} Traits */
/** @typedef {import("./common/frame.js").View<Traits, any>} AnyView */
/**
 * @typedef {object} Head  what is said of a path in words
 * @property {number} token
 * @property {number} head
 * @property {string} piece
 * @property {number[][]} shapes  of the arrays, in the layout's order
 * @property {string[][]} lens  likeliest next tokens, after the embedding and after every layer
 * @property {boolean[]} agree  whether the first of them is the token that came
 * @property {{ word?: string, probability?: number | null, rank?: number, ranks?: number, drawn?: boolean }} answer
 * @property {Record<string, string>} missing  by group
 */
/**
 * @typedef {object} Arrays
 * @property {Float32Array} mass  [layer, 3] entries, window, sink
 * @property {Int8Array} zone  [layer, key]
 * @property {Int32Array} key
 * @property {Float32Array} weight
 * @property {Float32Array} pre  [layer, site, stream]
 * @property {Float32Array} post
 * @property {Float32Array} comb  [layer, site, from, to]
 * @property {Float32Array} norm  [1 + layer, stream]
 * @property {Int16Array} expert  [layer, slot]
 * @property {Float32Array} expert_weight
 * @property {Float32Array} expert_norm
 * @property {Float32Array} shared_norm  [layer]
 * @property {Float32Array} margin
 * @property {Float32Array} lens_prob  [1 + layer, rank]
 */
/** @typedef {Head & Arrays & { keys: number, ranks: number, blank?: boolean }} Path  blank: a plan without numbers */
/**
 * @typedef {object} Sizes
 * @property {Record<string, { title: string, glyph: string, words: string, rate: number, blocks: number, picks: boolean }>} kinds
 * @property {number} layers
 * @property {number} streams
 * @property {number} experts
 * @property {number} chosen
 * @property {number} heads
 * @property {number} window
 * @property {number} scale
 * @property {[name: string, dtype: string][]} layout
 */

/** @type {Record<string, [bytes: number, read: (value: Bytes) => any]>} */
const READ = {
  share: [2, asShares],
  i1: [1, value => new Int8Array(asBytes(value).slice().buffer)],
  "<i2": [2, asI16],
  "<i4": [4, asI32],
  "<f4": [4, asF32],
};

/**
 * The arrays of a path, which crossed one after another.
 * @param {Head} head
 * @param {Bytes} packed
 * @param {[string, string][]} layout
 * @returns {Path}
 */
export function readPath(head, packed, layout) {
  const bytes = asBytes(packed);
  /** @type {Record<string, any>} */
  const arrays = {};
  let at = 0;
  layout.forEach(([name, dtype], i) => {
    const [size, read] = READ[dtype];
    const length = head.shapes[i].reduce((a, b) => a * b, size);
    arrays[name] = read(bytes.subarray(at, at + length));
    at += length;
  });
  const shape = /** @param {string} name */ name => head.shapes[layout.findIndex(one => one[0] === name)];
  return /** @type {Path} */ ({ ...head, ...arrays, keys: shape("zone")[1], ranks: shape("lens_prob")[1] });
}

/** @param {AnyView} view */
export const sizesOf = view => /** @type {Sizes} */ (view.model.get("sizes"));

/**
 * The chosen position; the newest while nothing is chosen.
 * @param {AnyView} view
 */
export function tokenNow(view) {
  const count = view.model.get("counts").tokens ?? 0;
  const token = view.sel.get("token");
  return token >= 0 && token < count ? token : count - 1;
}

/** Paths by token and head. What was sent before a new `serial` may no longer hold and is dropped. */
export class Paths {
  /** @type {Map<string, Path>} */
  #held = new Map();
  /** @type {Set<string>} */
  #asked = new Set();
  #serial = NONE;
  /** @type {unknown} */
  #seen = null;
  /** @type {Path | null} */
  #shown = null;

  /** @param {AnyView} view */
  constructor(view) {
    this.view = view;
    const { model } = view;
    const target = /** @type {any} */ ({
      addEventListener: model.on.bind(model),
      removeEventListener: model.off.bind(model),
    });
    const receive = /** @type {any} */ (this.#receive.bind(this));
    view.listen(target, "msg:custom", receive);
  }

  /** @param {number} token */
  #key(token) {
    const head = this.view.model.get("kernel") === false ? NONE : this.view.sel.get("head");
    return `${token} ${head}`;
  }

  /** Takes in what the view's traits hold now. */
  #refresh() {
    const { model } = this.view;
    if (model.get("serial") !== this.#serial) {
      this.#serial = model.get("serial");
      this.#held.clear();
      this.#asked.clear();
      this.#seen = null; // what the traits hold now is right, even if it did not change
    }
    const head = /** @type {Head} */ (model.get("path"));
    if (head === this.#seen) return;
    this.#seen = head;
    if (head?.shapes) this.#keep(head, model.get("arrays"));
    else this.#shown = null;
  }

  /** @param {Head} head @param {Bytes} arrays */
  #keep(head, arrays) {
    this.#held.set(`${head.token} ${head.head}`, readPath(head, arrays, sizesOf(this.view).layout));
  }

  /** @param {{ ahead?: Head[], serial?: number } | null} content @param {Bytes[]} buffers */
  #receive(content, buffers) {
    if (content?.ahead && content.serial === this.view.model.get("serial")) {
      this.#refresh();
      for (const [i, head] of content.ahead.entries()) this.#keep(head, buffers[i]);
    }
  }

  /** Whether this token's path is here. @param {number} token */
  has(token) {
    this.#refresh();
    return this.#held.has(this.#key(token));
  }

  /** The chosen token's path; until it has come, the one that was shown before. */
  now() {
    this.#refresh();
    this.#shown = this.#held.get(this.#key(tokenNow(this.view))) ?? this.#shown;
    return this.#shown;
  }

  /**
   * Asks Python for the paths of the next tokens, a few at a time. A page without a kernel holds them all.
   * @param {number} from
   * @param {number} count
   */
  ask(from, count) {
    if (this.view.model.get("kernel") === false || this.view.sel.comm_live === false) return;
    const last = Math.min(from + count, this.view.model.get("counts").tokens) - 1;
    const wanted = [];
    for (let token = from; token <= last; token++) {
      if (!this.has(token) && !this.#asked.has(this.#key(token))) wanted.push(token);
    }
    // Half of them at least, so that not every token asks again.
    if (!wanted.length || (wanted.length < count / 2 && this.has(from))) return;
    for (const token of wanted) this.#asked.add(this.#key(token));
    this.view.model.send({ ahead: wanted, head: this.view.sel.get("head") });
  }
}

/** Pieces of the text that the page holds, read again only when they changed. */
export class Text {
  /** @type {unknown} */
  #of = null;
  #first = 0;
  /** @type {string[]} */
  pieces = [];

  /** @param {AnyView} view */
  read(view) {
    const utf8 = data(view.model, "utf8");
    if (utf8 !== this.#of || view.model.get("first") !== this.#first) {
      this.#of = utf8;
      this.#first = view.model.get("first");
      this.pieces = splitText(utf8, data(view.model, "lengths"));
    }
    return { first: this.#first, pieces: this.pieces };
  }
}

/**
 * A path without numbers, for the plan of a model before anything was run.
 * @param {Sizes} sizes
 * @returns {Path}
 */
export function blankPath({ layers, streams, chosen }) {
  const none = /** @param {number} count */ count => new Float32Array(count).fill(Number.NaN);
  return {
    token: NONE, head: NONE, piece: "", shapes: [], lens: [], agree: [], answer: {}, missing: {}, keys: 0, ranks: 1,
    mass: none(3 * layers), zone: new Int8Array(0), key: new Int32Array(0), weight: none(0),
    pre: none(2 * layers * streams), post: none(2 * layers * streams), comb: none(2 * layers * streams * streams),
    norm: none((layers + 1) * streams), expert: new Int16Array(layers * chosen).fill(NONE),
    expert_weight: none(layers * chosen), expert_norm: none(layers * chosen), shared_norm: none(layers),
    margin: none(layers), lens_prob: none(layers + 1), blank: true,
  }; // biome-ignore format: one row per group
}
