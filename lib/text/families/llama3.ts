import type { Family } from "./family";
import { llamaTools } from "./llama-tools";

/** Llama 3.1, 3.2, 3.3. Its template allows one call in an answer. */
export const llama3: Family = {
  name: "llama3",
  matches: ({ hasToken }) => hasToken("<|start_header_id|>") && hasToken("<|eot_id|>"),
  stopTokens: ["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"],
  format: { reasoning: null, tools: llamaTools },
};
