// What the chat form calls things, and what becomes of its turns when a button is pressed.   Tests: chat_form.test.js.

/** @typedef {{ role: string, content?: string, reasoning_content?: string, tool_call_id?: string, tool_calls?: any[] }} Turn */

/** What the menu of modes calls a mode; an effort belongs to thinking. @param {boolean} thinking @param {string} effort */
export const modeOf = (thinking, effort) => (thinking ? (effort ? `thinking ${effort}` : "thinking") : "chat");

/**
 * What a mode of the menu means.
 * @param {string} mode
 */
export function settingsOf(mode) {
  const [kind, ...rest] = mode.split(" ");
  return { thinking: kind === "thinking", effort: rest.join(" ") };
}

/**
 * The modes that can be chosen. One that the checkpoint does not know is offered while it is chosen, so that it is seen.
 * @param {string[]} efforts
 * @param {string} chosen
 * @returns {[string, string][]}
 */
export function modesOf(efforts, chosen) {
  /** @type {[string, string][]} */
  const modes = [
    ["chat", "Chat: no reasoning"],
    ["thinking", "Thinking"],
    ...efforts.map(one => /** @type {[string, string]} */ ([`thinking ${one}`, `Thinking, effort “${one}”`])),
  ];
  if (modes.some(([value]) => value === chosen)) return modes;
  return [...modes, [chosen, `Thinking, effort “${settingsOf(chosen).effort}”: not of this checkpoint`]];
}

/**
 * Whose turn comes next.
 * @param {Turn[]} turns
 */
export const nextRole = turns => (["user", "tool"].includes(turns.at(-1)?.role ?? "") ? "assistant" : "user");

/**
 * The turns and one more, of whoever comes next.
 * @param {Turn[]} turns
 * @returns {Turn[]}
 */
export const withOneMore = turns => [...turns, { role: nextRole(turns), content: "" }];

/**
 * The turns with one of them changed.
 * @param {Turn[]} turns
 * @param {number} at
 * @param {Partial<Turn>} changes
 * @returns {Turn[]}
 */
export const changed = (turns, at, changes) => turns.map((turn, i) => (i === at ? { ...turn, ...changes } : turn));

/**
 * What stands over a turn's box.
 * @param {Turn[]} turns
 * @param {number} at
 */
export function titleOf(turns, at) {
  const { role, tool_call_id: id } = turns[at];
  const names = { user: "User", assistant: "Assistant", developer: "Developer" };
  if (role !== "tool") return /** @type {Record<string, string>} */ (names)[role] ?? role;
  const calls = turns.slice(0, at).flatMap(turn => turn.tool_calls ?? []);
  const call = calls.findLast(one => one.id === id);
  return call ? `Result of ${call.function.name}` : "Result of a tool";
}

/**
 * What the assistant called, as text.
 * @param {any[]} calls
 */
export const callsOf = calls => calls.map(({ function: one }) => `${one.name}(${one.arguments ?? ""})`).join("\n");

/**
 * How long the prompt is, in words.
 * @param {number} tokens
 * @param {number} context
 */
export function lengthOf(tokens, context) {
  const [have, most] = [tokens, context].map(number => number.toLocaleString("en"));
  return tokens ? `${have} ${tokens === 1 ? "token" : "tokens"}, of ${most} that this model reads` : "no tokens";
}

/** Whether the boxes have to be made anew: other turns, or other boxes in one. @param {Turn[]} turns @param {boolean} thinking */
export const shapeOf = (turns, thinking) =>
  JSON.stringify(
    turns.map(turn => [turn.role, hasReasoning(turn, thinking), turn.tool_calls ?? [], turn.tool_call_id]),
  );

/** Whether a turn has a box for reasoning. @param {Turn} turn @param {boolean} thinking */
export const hasReasoning = (turn, thinking) =>
  turn.role === "assistant" && (thinking || turn.reasoning_content !== undefined);
