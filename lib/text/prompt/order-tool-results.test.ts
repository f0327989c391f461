import { describe, expect, it } from "vitest";
import type { Message, ToolCall } from "@/lib/core/message/message";
import { orderToolResults } from "./order-tool-results";

const call = (id: string): ToolCall => ({ type: "function", id, function: { name: "read", arguments: {} } });
const result = (id: string): Message => ({ role: "tool", content: `of ${id}`, tool_call_id: id });
const ask: Message = { role: "user", content: "Read both." };
const answer: Message = { role: "assistant", tool_calls: [call("a"), call("b"), call("c")] };

describe("the results of parallel calls", () => {
  it("come in the order of their calls, and each that moved is named", () => {
    const { messages, moved } = orderToolResults([ask, answer, result("b"), result("a"), result("c"), ask]);
    expect(messages).toEqual([ask, answer, result("a"), result("b"), result("c"), ask]);
    expect(moved).toEqual([
      { messageIndex: 2, held: result("a"), echoed: result("b") },
      { messageIndex: 3, held: result("b"), echoed: result("a") },
    ]);
  });

  it.each([
    ["are in order", [ask, answer, result("a"), result("b"), result("c")]],
    ["are some of them, in order", [ask, answer, result("a"), result("c")]],
    ["name a call that nobody made", [ask, answer, result("b"), result("z")]],
    ["name one call twice", [ask, answer, result("b"), result("b"), result("a")]],
    ["stand apart", [ask, answer, result("b"), ask, result("a")]],
  ])("stay as they are where they %s", (_, messages) => {
    const ordered = orderToolResults(messages);
    expect(ordered.messages).toBe(messages);
    expect(ordered.moved).toEqual([]);
  });
});
