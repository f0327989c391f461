import { z } from "zod";
import type { Scenario } from "@/scenarios/scenario";

const sessionFacts = z.object({
  status: z.enum(["open", "finished", "dropped"]),
  counters: z.object({ turns: z.int() }),
});

/** Ids that are tried before giving up: the scenario's own, then with a number. */
const ATTEMPTS = 20;

/** Opens a scenario's session, or finds the whole recording that is there. */
export async function openScenarioSession(
  scenario: Scenario,
  baseUrl: string,
  wantedId: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly id: string; readonly kept: boolean }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const id = attempt === 1 ? wantedId : `${wantedId}-${attempt}`;
    const url = `${baseUrl}/api/sessions/${id}`;
    const response = await fetch(`${baseUrl}/api/sessions`, {
      method: "POST",
      headers,
      body: JSON.stringify({
        id,
        ...scenario.session,
        prompt_mode: scenario.promptMode,
        metadata: { scenario: scenario.name, shows: scenario.shows },
      }),
    });
    if (response.status === 201) return { id, kept: false };
    const text = await response.text();
    if (response.status !== 409)
      throw new Error(`Opening ${id} answered ${response.status}: ${text.slice(0, 500)}`);
    const facts = sessionFacts.parse(await (await fetch(url, { headers })).json());
    if (isWhole(scenario, facts)) return { id, kept: true };
    if (facts.status !== "dropped") await fetch(url, { method: "DELETE", headers });
  }
  throw new Error(`${ATTEMPTS} recordings of ${wantedId} were begun and none is whole.`);
}

function isWhole(scenario: Scenario, facts: z.infer<typeof sessionFacts>): boolean {
  if (facts.status === "dropped") return false;
  if (scenario.finish !== null) return facts.status === "finished";
  return facts.counters.turns >= scenario.steps.length;
}
