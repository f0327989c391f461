import { expect } from "vitest";
import { openStore } from "@/lib/store/open-store";
import { type Agents, verdictOf } from "./agents";

/**
 * Ends the agents and holds what they have against the database: nothing that a client has whole is lost, changed or
 * made up. Refusals say when to come back, with one of these statuses.
 */
export async function expectNothingLost(
  databaseUrl: string,
  agents: Agents,
  statuses: readonly number[] = [429, 503],
): Promise<void> {
  await agents.stop();
  const store = await openStore({ databaseUrl });
  const { turns, ...faults } = await verdictOf(store, agents);
  await store.close();
  expect(faults).toEqual({ lost: 0, changed: 0, invented: 0 });
  expect(turns).toBeGreaterThanOrEqual(agents.replies.length);
  for (const { status, retryAfter } of agents.refusals) {
    expect(statuses).toContain(status);
    expect(Number(retryAfter)).toBeGreaterThan(0);
  }
}
