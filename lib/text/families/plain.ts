import type { Family } from "./family";

/** A model of no known family: everything that it says is text. */
export const plain: Family = {
  name: "plain",
  matches: () => true,
  stopTokens: ["<|im_end|>", "<|eot_id|>", "<|endoftext|>", "</s>"],
  format: { reasoning: null, tools: null },
};
