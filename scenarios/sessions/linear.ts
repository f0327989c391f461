import type { Scenario } from "@/scenarios/scenario";
import { ScenarioWriter } from "@/scenarios/scenario-writer";
import { CODING_AGENT, CODING_TOOLS, callTool } from "@/scenarios/speech";

const agent = new ScenarioWriter()
  .system(CODING_AGENT)
  .user("The test for parse_duration fails. Find out why and fix it.")
  .call({ text: `I will read the code first.\n${callTool("read_file", { path: "src/duration.py" })}` })
  .tool('def parse_duration(text):\n    return int(text[:-1]) * {"s": 1, "m": 60}[text[-1]]')
  .call({ text: callTool("run", { command: "pytest -q tests/test_duration.py" }) }, { stream: true })
  .tool("E   KeyError: 'h'\n1 failed, 3 passed in 0.04s")
  .call({
    text: callTool("edit_file", { path: "src/duration.py", old: '"m": 60}', new: '"m": 60, "h": 3600}' }),
  })
  .tool("1 replacement made.")
  .call({ text: callTool("run", { command: "pytest -q" }) })
  .tool("4 passed in 0.03s")
  .call(
    { text: "Hours were missing from the table of units; with them all four tests pass." },
    { stream: true },
  )
  .user("Does it take days as well?")
  .call({ text: "No. The table knows seconds, minutes and hours." });

export const linear: Scenario = {
  name: "linear",
  shows: "One conversation with tool calls, from the question to the answer: one chain, one sample.",
  tools: CODING_TOOLS,
  session: { group_index: 1, index: 10, label: "4 passed", prompt: "Fix parse_duration." },
  steps: agent.steps,
  finish: { reward: 1 },
};
