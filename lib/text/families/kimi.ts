import type { Family } from "./family";
import { kimiTools } from "./kimi-tools";
import { thinkReasoning } from "./think-reasoning";

/** Kimi K2, K2 Thinking and K2.5: calls are numbered through the conversation, by the model itself. */
export const kimi: Family = {
  name: "kimi",
  matches: ({ hasToken }) => hasToken("<|im_middle|>") && hasToken("<|tool_calls_section_begin|>"),
  stopTokens: ["<|im_end|>", "[EOS]", "<|endoftext|>"],
  spellCallId: (name, position) => `functions.${name}:${position}`,
  format: { reasoning: thinkReasoning, tools: kimiTools },
};
