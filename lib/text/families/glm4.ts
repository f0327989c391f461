import type { Family } from "./family";
import { glmTools } from "./glm4-tools";
import { thinkReasoning } from "./think-reasoning";

/** GLM-4.5 and later: an answer ends with the opener of the message that follows it. */
export const glm4: Family = {
  name: "glm4",
  matches: ({ hasToken }) => hasToken("<|observation|>") && hasToken("<|assistant|>"),
  stopTokens: ["<|user|>", "<|observation|>", "<|endoftext|>"],
  openers: ["<|user|>", "<|observation|>"],
  format: { reasoning: thinkReasoning, tools: glmTools("\n") },
};
