// Claims of gains.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asBytes } from "./bytes.js";
import { data, gain, initialize } from "./gains.js";

/** A model that keeps its state, its handler of messages, and what it was asked to send. */
function fakeModel() {
  return {
    state: /** @type {Record<string, any>} */ ({ utf8: new DataView(Uint8Array.of(1, 2).buffer) }),
    receive: /** @type {(content: any, buffers: any[]) => void} */ (() => {}),
    sent: /** @type {any} */ (null),
    /** @param {string} name */
    get(name) {
      return this.state[name];
    },
    /** @param {string} _ @param {(content: any, buffers: any[]) => void} handler */
    on(_, handler) {
      this.receive = handler;
    },
    /** @param {unknown} content */
    send(content) {
      this.sent = content;
    },
  };
}

test("gains are added to what the page holds, and refused when something is missing", () => {
  const model = fakeModel();
  assert.ok(gain(model, "utf8", 2, Uint8Array.of(3)));
  assert.ok(gain(model, "utf8", 3, Uint8Array.of(4, 5)));
  assert.deepEqual([...asBytes(data(model, "utf8"))], [1, 2, 3, 4, 5]);
  assert.ok(!gain(model, "utf8", 9, Uint8Array.of(3)));
  assert.equal(asBytes(data(model, "utf8")).length, 5);
});

test("a trait that is sent whole again begins afresh", () => {
  const model = fakeModel();
  gain(model, "utf8", 2, Uint8Array.of(3));
  model.state.utf8 = new DataView(Uint8Array.of(7).buffer);
  assert.deepEqual([...asBytes(data(model, "utf8"))], [7]);
});

test("a page that missed a gain asks for the whole trait", () => {
  const model = fakeModel();
  initialize({ model: /** @type {any} */ (model) });
  model.receive({ gained: [["utf8", 4]] }, [Uint8Array.of(1)]);
  assert.deepEqual(model.sent, { whole: ["utf8"] });
});

test("a frame is handed on to the widgets it came for, each with its own buffers", async () => {
  const came = /** @type {any[]} */ ([]);
  const models = /** @type {Record<string, any>} */ ({
    a: { _handle_comm_msg: (/** @type {any} */ message) => came.push(["a", message]) },
    b: { _handle_comm_msg: (/** @type {any} */ message) => came.push(["b", message]) },
  });
  const model = Object.assign(fakeModel(), {
    widget_manager: {
      /** @param {string} id */
      get_model(id) {
        if (!(id in models)) throw new Error(`no ${id} on this page`);
        return Promise.resolve(models[id]);
      },
    },
  });
  initialize({ model: /** @type {any} */ (model) });
  const parts = [
    ["a", { method: "custom" }, 1],
    ["elsewhere", { method: "update" }, 2],
    ["b", { method: "update" }, 1],
  ];
  model.receive({ frame: parts }, ["first", "second", "third", "fourth"]);
  model.receive({ frame: [["b", { method: "last" }, 0]] }, []);
  await new Promise(resolve => setTimeout(resolve));
  assert.deepEqual(
    came.map(([id, message]) => [id, message.content.data.method, message.buffers]),
    [
      ["a", "custom", ["first"]],
      ["b", "update", ["fourth"]],
      ["b", "last", []],
    ],
  );
});
