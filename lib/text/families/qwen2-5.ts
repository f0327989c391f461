import type { Family } from "./family";
import { hermesTools } from "./hermes-tools";

/** Qwen2.5 and other Hermes-form models without reasoning. */
export const qwen25: Family = {
  name: "qwen2.5",
  matches: ({ template, hasToken }) => hasToken("<|im_start|>") && template.includes("<tool_call>"),
  stopTokens: ["<|im_end|>", "<|endoftext|>"],
  format: { reasoning: null, tools: hermesTools },
};
