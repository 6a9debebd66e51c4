// Claims of chat_form_words.js and chat_form_preview.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { partsOf, piecesOf, saysOf } from "./chat_form_preview.js";
import {
  callsOf,
  changed,
  lengthOf,
  modeOf,
  modesOf,
  nextRole,
  settingsOf,
  shapeOf,
  titleOf,
  withOneMore,
} from "./chat_form_words.js";
import { CHAT_SPECIAL, CHAT_TYPED } from "./common/codes.js";

const CALL = { id: "call_0", function: { name: "weather", arguments: '{"city": "Köln"}' } };
/** @type {import("./chat_form_words.js").Turn[]} */
const TURNS = [
  { role: "user", content: "a" },
  { role: "assistant", content: "", tool_calls: [CALL] },
  { role: "tool", content: "", tool_call_id: "call_0" },
];

test("a mode of the menu and its settings are one and the same thing", () => {
  for (const [thinking, effort] of /** @type {[boolean, string][]} */ ([
    [false, ""],
    [true, ""],
    [true, "max"],
    [true, "very high"],
  ])) {
    assert.deepEqual(settingsOf(modeOf(thinking, effort)), { thinking, effort });
  }
  assert.equal(modeOf(false, "max"), "chat");
});

test("the modes are the checkpoint's, and one that it does not know is seen while it is chosen", () => {
  const values = modesOf(["high", "max"], "chat").map(([value]) => value);
  assert.deepEqual(values, ["chat", "thinking", "thinking high", "thinking max"]);
  const [value, words] = modesOf(["high", "max"], "thinking low")[4];
  assert.equal(value, "thinking low");
  assert.match(words, /“low”: not of this checkpoint/);
});

test("user and assistant take turns, and the assistant speaks after a tool", () => {
  assert.equal(nextRole([]), "user");
  assert.equal(nextRole(TURNS.slice(0, 1)), "assistant");
  assert.equal(nextRole(TURNS.slice(0, 2)), "user");
  assert.equal(nextRole(TURNS), "assistant");
  const more = withOneMore(TURNS);
  assert.deepEqual(more.slice(0, 3), TURNS);
  assert.deepEqual(more[3], { role: "assistant", content: "" });
});

test("typing changes one turn and leaves what was there", () => {
  const now = changed(TURNS, 0, { content: "b" });
  assert.equal(now[0].content, "b");
  assert.equal(TURNS[0].content, "a");
  assert.equal(now[1], TURNS[1]);
  assert.equal(shapeOf(now, false), shapeOf(TURNS, false));
  assert.notEqual(shapeOf(TURNS, true), shapeOf(TURNS, false)); // a box for reasoning
  assert.notEqual(shapeOf(withOneMore(TURNS), false), shapeOf(TURNS, false));
});

test("a turn's title names who speaks, and a result what it is of", () => {
  assert.deepEqual(
    TURNS.map((_, at) => titleOf(TURNS, at)),
    ["User", "Assistant", "Result of weather"],
  );
  assert.equal(titleOf([{ role: "tool" }], 0), "Result of a tool");
  assert.equal(callsOf([CALL]), 'weather({"city": "Köln"})');
});

test("the length is said with what the model reads", () => {
  assert.equal(lengthOf(1, 64), "1 token, of 64 that this model reads");
  assert.equal(lengthOf(1234, 1048576), "1,234 tokens, of 1,048,576 that this model reads");
  assert.equal(lengthOf(0, 64), "no tokens");
});

test("pieces come out of their bytes, special ones and typed ones apart", () => {
  const bytes = new TextEncoder().encode("<｜User｜>é");
  /** @type {Record<string, ArrayBufferView>} */
  const model = {
    utf8: bytes,
    lengths: new Uint8Array(new Uint16Array([bytes.length - 2, 2]).buffer),
    ids: new Uint8Array(new Int32Array([128803, 77]).buffer),
    counts: new Uint8Array(new Uint16Array([1, 2]).buffer),
    flags: new Uint8Array([CHAT_SPECIAL | CHAT_TYPED, 0]),
  };
  const [one, other] = piecesOf({ get: name => model[name] });
  assert.deepEqual(one, { text: "<｜User｜>", id: 128803, count: 1, special: true, typed: true });
  assert.deepEqual(other, { text: "é", id: 77, count: 2, special: false, typed: false });
  assert.equal(saysOf(one), "one special token, 128803; it stands in a message");
  assert.match(saysOf(other), /^2 tokens, the first is 77/);
  assert.equal(saysOf({ ...other, count: 1 }), "token 77");
});

test("letters stay what they are; a wide bar and a line's end are drawn, what hides is written out", () => {
  assert.deepEqual(partsOf("<｜a\u202e"), [
    ["text", "<"],
    ["bar", "｜"],
    ["text", "a⟨U+202E⟩"],
  ]);
  assert.deepEqual(partsOf("a\n\n"), [
    ["text", "a"],
    ["end", "\n"],
    ["end", "\n"],
  ]);
  assert.deepEqual(partsOf("<|User|>"), [["text", "<|User|>"]]); // plain bars are no wide ones
});
