import type { Scenario } from "@/scenarios/scenario";
import { ScenarioWriter } from "@/scenarios/scenario-writer";
import { CODING_AGENT, CODING_TOOLS, callTool } from "@/scenarios/speech";

const parent = new ScenarioWriter()
  .system(CODING_AGENT)
  .user("Which modules of this project still import the old logger?")
  .call({ text: callTool("task", { prompt: "List every file that imports legacy_log." }) });

const asChild = { headers: { "x-claude-code-agent-id": "searcher-1" } };
const child = new ScenarioWriter(parent.steps)
  .system("You search code and answer with a list of paths.")
  .user("List every file that imports legacy_log.")
  .call({ text: callTool("run", { command: "grep -rl legacy_log src" }) }, asChild);
child
  .tool("src/api/server.py\nsrc/jobs/mail.py")
  .call({ text: "src/api/server.py\nsrc/jobs/mail.py" }, asChild);

parent
  .tool("src/api/server.py\nsrc/jobs/mail.py")
  .call({ text: "Two modules still import it: src/api/server.py and src/jobs/mail.py." });

export const subAgent: Scenario = {
  name: "sub-agent",
  shows:
    "An agent gives a task to a sub-agent, whose own conversation starts a new root in the same session.",
  tools: CODING_TOOLS,
  session: { group_index: 2, index: 20, label: "two modules" },
  steps: parent.steps,
  finish: { reward: 1 },
};
