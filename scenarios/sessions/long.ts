import type { Scenario } from "@/scenarios/scenario";
import { ScenarioWriter } from "@/scenarios/scenario-writer";
import { CODING_AGENT, CODING_TOOLS, callTool } from "@/scenarios/speech";

/** One agent that works through many files, two calls for each. */
export function longScenario(turns: number): Scenario {
  const agent = new ScenarioWriter()
    .system(CODING_AGENT)
    .user(`Add a licence header to the ${turns} files of this project, one by one.`);
  for (let i = 1; agent.steps.length + 1 < turns; i++) {
    const path = `src/part_${i}.py`;
    agent.call({ text: callTool("read_file", { path }) }, { stream: i % 2 === 0 });
    agent.tool(`import os\n\n\ndef part_${i}():\n    return os.getpid() + ${i}`);
  }
  agent.call({ text: "Every file that I read has its header now." });
  return {
    name: `long-${turns}`,
    shows: `${turns} turns in one line.`,
    tools: CODING_TOOLS,
    session: { group_index: 8, index: 80 },
    steps: agent.steps,
    finish: { reward: 1 },
  };
}
