import type { Family } from "./family";
import { minimaxTools } from "./minimax-tools";
import { thinkReasoning } from "./think-reasoning";

/** MiniMax M2 and M2.5: reasoning that the prompt opens, then calls in XML. */
export const minimax: Family = {
  name: "minimax",
  matches: ({ hasToken }) => hasToken("]~b]") && hasToken("[e~["),
  stopTokens: ["[e~["],
  format: { reasoning: thinkReasoning, tools: minimaxTools },
};
