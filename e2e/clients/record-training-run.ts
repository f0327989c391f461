import { z } from "zod";
import { playScenario } from "@/scenarios/play-scenario";
import { trainingRun } from "@/scenarios/sessions/training-run";

const judged = z.object({ sessions: z.number(), unjudged: z.number() });

/**
 * Records the run whose loss goes up at step 61, with the loss that the trainer tells of each of its sessions. Resolves
 * when the server has looked through all of them.
 */
export async function recordTrainingRun(baseUrl: string, key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  for (const { scenario, loss } of trainingRun) {
    const { sessionId } = await playScenario(scenario, { baseUrl, headers });
    const response = await fetch(`${baseUrl}/api/sessions/${sessionId}/annotations`, {
      method: "POST",
      headers,
      body: JSON.stringify({ producer: "trainer", kind: "score:loss", value: loss }),
    });
    if (!response.ok) throw new Error(`The loss of ${sessionId}: ${response.status}`);
  }
  let left = trainingRun.length;
  while (left > 0) {
    const report = await fetch(`${baseUrl}/api/health-report?filter=run:r7`, { headers });
    left = judged.parse(await report.json()).unjudged;
  }
}
