import type { Scenario } from "@/scenarios/scenario";
import { ScenarioWriter } from "@/scenarios/scenario-writer";
import { CODING_AGENT, CODING_TOOLS, callTool } from "@/scenarios/speech";

/** One question, explored in many directions from the same answer. */
export function wideScenario(branches: number): Scenario {
  const trunk = new ScenarioWriter()
    .system(CODING_AGENT)
    .user(`Here are ${branches} slow queries. Look at the plan of the first.`)
    .call({ text: callTool("run", { command: "explain query 1" }) })
    .tool("Seq Scan on orders  (cost=0.00..18334.00 rows=1000000)")
    .call({ text: "It scans the whole table of orders; an index on customer_id would help." });
  for (let i = 2; i <= branches; i++) {
    const twig = trunk.branch().user(`Look at query ${i} instead.`);
    twig.call({ text: callTool("run", { command: `explain query ${i}` }) });
    if (i % 4 === 0)
      twig.tool(`Index Scan on orders_${i}  (cost=0.42..8.44 rows=1)`).call({ text: `Query ${i} is fine.` });
  }
  return {
    name: `wide-${branches}`,
    shows: `${branches} branches from one answer.`,
    tools: CODING_TOOLS,
    session: { group_index: 7, index: 70 },
    steps: trunk.steps,
    finish: { reward: 0.5 },
  };
}
