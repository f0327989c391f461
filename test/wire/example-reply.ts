import type { CallReply } from "@/lib/wire/protocol";

/** A reply with everything in it: reasoning, text, two parallel calls whose arguments are spelled oddly. */
export const EXAMPLE_REPLY: CallReply = {
  id: "turn_0001",
  model: "qwen3",
  created: 1_700_000_000,
  message: {
    role: "assistant",
    content: "Let me look. 你好 👩‍🚀\n",
    reasoning_content: "The user wants\n the weather.",
    tool_calls: [
      {
        type: "function",
        id: "call_s1_1_0",
        function: { name: "weather", arguments: { city: "Oslo", days: 1 } },
        arguments_text: '{"city": "Oslo", "days": 1.0}',
      },
      {
        type: "function",
        id: "call_s1_1_1",
        function: { name: "weather", arguments: { city: "Bergen", days: 2 } },
        arguments_text: '{"city":"Bergen","days":2}',
      },
    ],
  },
  finishReason: "stop",
  matchedStop: 151645,
  promptTokens: 120,
  completionTokens: 42,
  cachedTokens: 96,
  reasoningTokens: 9,
  tokenIds: null,
  logProbs: null,
};

/** A plain answer in one line of text. */
export const TEXT_REPLY: CallReply = {
  ...EXAMPLE_REPLY,
  id: "turn_0002",
  message: { role: "assistant", content: "It rains in both." },
};
