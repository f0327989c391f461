/** The tokens that GLM's templates write beside text, for `loadSmall`. */
export const GLM_TOKENS = {
  specials: [
    "<|endoftext|>",
    "[gMASK]",
    "<sop>",
    "<|system|>",
    "<|user|>",
    "<|assistant|>",
    "<|observation|>",
  ],
  plain: ["<think>", "</think>", "<tool_call>", "</tool_call>"],
  configuration: { eos_token: "<|endoftext|>" },
};
