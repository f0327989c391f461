import { describe, expect, it } from "vitest";
import { parseJson } from "@/lib/core/json/parse-json";
import type { Message } from "@/lib/core/message/message";
import { turnOf } from "@/test/recording/turn-of";
import { sharedMessages } from "./accepted-rewrites";
import { HistoryTree } from "./history-tree";

const HEAD = "head";
const SAMPLED = '{"deep": 1.0}';
const QUESTION: Message = { role: "user", content: "q" };

/** The answer with its arguments as text, or as the object that a client of Messages makes of them. */
function call(text: string | null): Message {
  const spelling = text === null ? {} : { arguments_text: text };
  // A client in JavaScript has no way to say that the number was a float.
  const arguments_ = text === null ? { deep: 1 } : parseJson(SAMPLED);
  return {
    role: "assistant",
    tool_calls: [
      { type: "function", id: "a", function: { name: "look", arguments: arguments_ }, ...spelling },
    ],
  };
}

/** What the second of two turns is recorded with, and the third, whose clients send this for the first answer. */
function recorded(echo: () => Message) {
  const tree = new HistoryTree();
  const add = (index: number, promptMessages: readonly Message[], responseMessage: Message) => {
    tree.add(turnOf({ index, promptMessages, responseMessage, headerDigest: HEAD }));
  };
  const taken = (messages: readonly Message[]) =>
    sharedMessages(
      tree.match(HEAD, messages, { matcher: "echo", client: "unknown", forgiven: [], subAgent: null }),
      messages,
    );
  const answer = call(SAMPLED);
  const result: Message = { role: "tool", content: "r", tool_call_id: "a" };
  const said: Message = { role: "assistant", content: "done" };
  add(1, [QUESTION], answer);
  const second = taken([{ ...QUESTION }, echo(), result]);
  add(2, second, said);
  const third = taken([
    { ...QUESTION },
    echo(),
    { ...result },
    { ...said },
    { role: "user", content: "more" },
  ]);
  return { answer, said, second, third };
}

describe("the messages that a turn is recorded with", () => {
  it("are the very objects that are held, where they are spelled alike", () => {
    const { answer, said, second, third } = recorded(() => call(SAMPLED));
    expect(second[0]).toBe(QUESTION);
    expect(second[1]).toBe(answer);
    expect(third.slice(0, 3).every((message, at) => message === second[at])).toBe(true);
    expect(third[3]).toBe(said);
  });

  it("are spelled as they came and were rendered, and then held by the turn before", () => {
    const { second, third } = recorded(() => call(null));
    expect(second[1]).toEqual(call(null));
    expect(third[1]).toBe(second[1]);
  });
});
