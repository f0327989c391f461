import type { Scenario } from "@/scenarios/scenario";
import { ScenarioWriter } from "@/scenarios/scenario-writer";
import { CODING_AGENT, CODING_TOOLS, callTool } from "@/scenarios/speech";

const SUMMARY =
  "We are moving the settings from YAML to TOML. Done: the reader in src/settings.py and its tests. Open: the example file and the documentation.";

const agent = new ScenarioWriter()
  .system(CODING_AGENT)
  .user("Move our settings from YAML to TOML.")
  .call({ text: callTool("run", { command: "grep -rn yaml src | head" }) })
  .tool("src/settings.py:3:import yaml\nsrc/settings.py:17:    return yaml.safe_load(stream)")
  .call({
    text: callTool("edit_file", { path: "src/settings.py", old: "yaml.safe_load", new: "tomllib.load" }),
  })
  .tool("1 replacement made.")
  .call({ text: callTool("run", { command: "pytest -q tests/test_settings.py" }) })
  .tool("6 passed in 0.10s")
  .user("Summarise the work so far for a colleague who will go on with it.")
  .attempt({ text: SUMMARY });

new ScenarioWriter(agent.steps)
  .system(CODING_AGENT)
  .user(`This is what happened before:\n${SUMMARY}\n\nGo on.`)
  .call({ text: callTool("run", { command: "git mv settings.example.yaml settings.example.toml" }) })
  .tool("")
  .call({ text: "The example file is moved; only the documentation is left." });

export const compaction: Scenario = {
  name: "compaction",
  shows: "The client replaces its history by a summary; the shorter history starts a root of its own.",
  tools: CODING_TOOLS,
  session: { group_index: 3, index: 30 },
  steps: agent.steps,
  finish: { reward: 0.5 },
};
