import { describe, expect, it } from "vitest";
import type { Message } from "@/lib/core/message/message";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { loadGptOss } from "@/test/text/load-family";
import { leaveOutReasoning } from "./leave-out-reasoning";

const CALL: Message = {
  role: "assistant",
  tool_calls: [{ type: "function", id: "call_0", function: { name: "look", arguments: {} } }],
};
const ALL_THREE: Message = { ...CALL, content: "I look.", reasoning_content: "A thought." };
const RESULT: Message = { role: "tool", content: "A result.", tool_call_id: "call_0" };
const QUESTION: Message = { role: "user", content: "A question?" };

describe("reasoning beside text and a call", () => {
  it("is left out for a template that refuses the three together, and kept as an accepted rewrite", async () => {
    const model = await loadGptOss();
    const held = { ...CALL, content: "I look." };
    expect(leaveOutReasoning([QUESTION, ALL_THREE, RESULT], model)).toEqual({
      messages: [QUESTION, held, RESULT],
      rewrites: [
        {
          messageIndex: 1,
          turnIndex: null,
          tolerance: "reasoning left out beside text and a call",
          held,
          echoed: ALL_THREE,
        },
      ],
    });
  });

  it("stays for a template that takes them", async () => {
    const messages = [QUESTION, ALL_THREE, RESULT];
    expect(leaveOutReasoning(messages, await loadLanguageModel("qwen3"))).toEqual({ messages, rewrites: [] });
  });
});

it.each<[string, Message]>([
  ["a call without text", { ...CALL, content: "", reasoning_content: "A thought." }],
  ["text without a call", { role: "assistant", content: "The answer.", reasoning_content: "A thought." }],
])("reasoning beside %s stays for every template", async (_, message) => {
  const messages = [QUESTION, message];
  expect(leaveOutReasoning(messages, await loadGptOss())).toEqual({ messages, rewrites: [] });
});
