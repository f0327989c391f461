import type { Scenario } from "@/scenarios/scenario";
import { ScenarioWriter } from "@/scenarios/scenario-writer";
import { CODING_AGENT, CODING_TOOLS, callTool } from "@/scenarios/speech";

const agent = new ScenarioWriter()
  .system(CODING_AGENT)
  .user("Measure how long the tests take.")
  .call({ text: callTool("run", { command: "time pytest -q" }), tokenisation: "odd" });

/** A session that nobody finished. */
export const open: Scenario = {
  name: "open",
  shows: "A session that is still open.",
  tools: CODING_TOOLS,
  session: { group_index: 10, index: 100 },
  steps: agent.steps,
  finish: null,
};
