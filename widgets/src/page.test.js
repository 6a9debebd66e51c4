// Claims of page_lookup.js, page_link.js and page_model.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { linkOf, readLink } from "./page_link.js";
import { placeOf, unpackChunk } from "./page_lookup.js";
import { Model } from "./page_model.js";

test("a page looks a part up by its fields, follows the newest token, and leaves other pictures alone", () => {
  const sel = new Model({ layer: 2, token: -1, hover_entry: -1, entry: 5, head: 3 });
  const own = new Model({ rows: "map" });
  /** @param {string[]} fields @param {Record<string, any>} [frozen] */
  const at = (fields, frozen = {}) =>
    placeOf(
      { fields, frozen },
      name => sel.get(name),
      name => own.get(name),
      300,
    );
  assert.deepEqual(at(["layer", "token"]), { chunk: "2", token: 299 });
  assert.equal(at(["layer", "shown_entry"])?.chunk, "2,5");
  sel.set("hover_entry", 0);
  assert.equal(at(["shown_entry"])?.chunk, "0");
  assert.equal(at(["own.rows", "layer", "token//256"], { "own.rows": "map" })?.chunk, "map,2,1");
  assert.equal(at(["layer", "head"], { head: -1 })?.chunk, "2,-1");
  own.set("rows", "heads");
  assert.equal(at(["own.rows"], { "own.rows": "map" }), null);
});

test("a chunk gives back its head and its bytes, trait by trait", () => {
  const sizes = { b: [1, 2], c: [4, 2] };
  const described = { tokens: [7, 8], said: ["", "no"], json: { a: [1, 2] }, bytes: sizes, planes: { c: 2 } };
  const head = new TextEncoder().encode(JSON.stringify(described));
  const raw = new Uint8Array(4 + head.length + 9);
  new DataView(raw.buffer).setUint32(0, head.length, true);
  raw.set(head, 4);
  raw.set([9, 8, 7, 1, 3, 5, 2, 4, 6], 4 + head.length);
  const chunk = unpackChunk(raw);
  assert.equal(chunk.rows.get(8), 1);
  assert.equal(chunk.traits.a[1], 2);
  assert.deepEqual([...chunk.traits.b[1]], [8, 7]);
  assert.deepEqual(
    chunk.traits.c.map(one => [...one]),
    [
      [1, 2, 3, 4],
      [5, 6],
    ],
  );
  assert.equal(chunk.said[1], "no");
});

const FACTS = /** @type {any} */ ({
  defaults: { layer: 0, token: -1, tab: "" },
  limits: { layer: [0, 7], token: [-1, 99] },
  linked: [["colour", "strip", "measure"]],
  views: [
    { name: "strip", tab: "", held: { measure: ["surprise", "sink"] }, state: { measure: "surprise" } },
    { name: "lens", tab: "Lens", held: {}, state: {} },
  ],
});

test("a link gives what this page has and says what it has not", () => {
  const read = readLink("#layer=3&token=-1&colour=sink&tab=Lens", FACTS);
  assert.deepEqual(read.selection, { layer: 3, token: -1, tab: "Lens" });
  assert.deepEqual([read.own, read.said], [[["strip", "measure", "sink"]], ""]);
  const wrong = readLink("layer=8&token=x&colour=reach&tab=Map&other=1", FACTS);
  assert.deepEqual([wrong.selection, wrong.own], [{}, []]);
  for (const words of ["layer 8 (it has 0 to 7)", "token x (it has 0 to 99)", "colour reach", "view Map", "other"]) {
    assert.ok(wrong.said.includes(words), words);
  }
});

test("a link names only what was changed", () => {
  const sel = new Model({ ...FACTS.defaults, layer: 4 });
  const models = { strip: new Model({ measure: "sink" }) };
  assert.equal(linkOf(FACTS, sel, models), "layer=4&colour=sink");
});

test("a model refuses a value that the page does not hold, and tells", () => {
  /** @type {string[]} */
  const refused = [];
  const model = new Model({ panel: "rank" }, { panel: ["rank"] }, name => refused.push(name));
  let told = 0;
  model.on("change", () => {
    told++;
  });
  model.set("panel", "recall");
  assert.deepEqual([model.get("panel"), refused, told], ["rank", ["panel"], 0]);
});
