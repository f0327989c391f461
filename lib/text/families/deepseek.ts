import { deepseekTools } from "./deepseek-tools";
import type { Family } from "./family";
import { thinkReasoning } from "./think-reasoning";

/** DeepSeek V3, R1 and V3.1. The tokenizer does not mark the tokens between messages special. */
export const deepseek: Family = {
  name: "deepseek",
  matches: ({ hasToken }) => hasToken("<｜User｜>") && hasToken("<｜Assistant｜>"),
  stopTokens: ["<｜end▁of▁sentence｜>"],
  controlTokens: [
    "<｜User｜>",
    "<｜Assistant｜>",
    "<｜tool▁calls▁begin｜>",
    "<｜tool▁calls▁end｜>",
    "<｜tool▁call▁begin｜>",
    "<｜tool▁call▁end｜>",
    "<｜tool▁outputs▁begin｜>",
    "<｜tool▁outputs▁end｜>",
    "<｜tool▁output▁begin｜>",
    "<｜tool▁output▁end｜>",
    "<｜tool▁sep｜>",
  ],
  format: { reasoning: thinkReasoning, tools: deepseekTools },
};
