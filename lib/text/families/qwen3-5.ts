import type { Family } from "./family";
import { qwen3CoderTools } from "./qwen3-coder-tools";
import { thinkReasoning } from "./think-reasoning";

/** Qwen3.5: Qwen3-Coder's calls after reasoning, which the prompt opens. Source: the chat template of Qwen3.5. */
export const qwen35: Family = {
  name: "qwen3.5",
  matches: ({ template, hasToken }) =>
    hasToken("<|im_start|>") && template.includes("<function=") && template.includes("<think>"),
  stopTokens: ["<|im_end|>", "<|endoftext|>"],
  format: { reasoning: thinkReasoning, tools: qwen3CoderTools },
};
