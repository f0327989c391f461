import type { Family } from "./family";
import { qwen3CoderTools } from "./qwen3-coder-tools";
import { thinkReasoning } from "./think-reasoning";

/**
 * Nemotron 3: Qwen3-Coder's calls after reasoning, which the prompt opens. Told from Qwen3.5 by an argument that its
 * template alone reads. Source: the chat template of Nemotron 3 Nano.
 */
export const nemotron3: Family = {
  name: "nemotron3",
  matches: ({ template, hasToken }) =>
    hasToken("<|im_start|>") &&
    template.includes("<function=") &&
    template.includes("truncate_history_thinking"),
  stopTokens: ["<|im_end|>", "</s>"],
  format: { reasoning: thinkReasoning, tools: qwen3CoderTools },
};
