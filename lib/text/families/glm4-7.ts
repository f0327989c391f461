import type { Family } from "./family";
import { glm4 } from "./glm4";
import { glmTools } from "./glm4-tools";
import { thinkReasoning } from "./think-reasoning";

/** GLM-4.7: GLM-4.5's calls without line breaks, and reasoning that the prompt opens. Source: the chat template of GLM-4.7. */
export const glm47: Family = {
  ...glm4,
  name: "glm4.7",
  matches: (traits) => glm4.matches(traits) && traits.template.includes("</arg_key><arg_value>"),
  format: { reasoning: thinkReasoning, tools: glmTools("") },
};
