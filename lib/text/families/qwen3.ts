import type { Family } from "./family";
import { hermesTools } from "./hermes-tools";
import { thinkReasoning } from "./think-reasoning";

/** Qwen3: reasoning in `<think>`, tool calls in Hermes form. Its template strips reasoning from history. */
export const qwen3: Family = {
  name: "qwen3",
  matches: ({ template, hasToken }) =>
    hasToken("<|im_start|>") && template.includes("<tool_call>") && template.includes("<think>"),
  stopTokens: ["<|im_end|>", "<|endoftext|>"],
  format: { reasoning: thinkReasoning, tools: hermesTools },
};
