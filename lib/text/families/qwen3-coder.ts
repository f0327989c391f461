import type { Family } from "./family";
import { qwen3CoderTools } from "./qwen3-coder-tools";

/** Qwen3-Coder: no reasoning, calls in XML. */
export const qwen3Coder: Family = {
  name: "qwen3-coder",
  matches: ({ template, hasToken }) =>
    hasToken("<|im_start|>") && template.includes("<function=") && template.includes("<parameter="),
  stopTokens: ["<|im_end|>", "<|endoftext|>"],
  format: { reasoning: null, tools: qwen3CoderTools },
};
