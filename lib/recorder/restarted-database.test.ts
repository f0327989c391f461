import { afterAll, describe, expect, it } from "vitest";
import { startCluster } from "@/test/postgres/postgres-cluster";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

// Of its own: the run's is in use by other tests, and this one is stopped.
const cluster = await startCluster();
afterAll(() => cluster.remove());

const recorder = simulatedRecorder({ DATABASE_URL: cluster.url });

function call(text: string): Promise<Response> {
  return fetch(`${recorder.server.url}/s/session/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ messages: [{ role: "user", content: simLine({ text }) }] }),
  });
}

describe("a PostgreSQL server that goes away and comes back", () => {
  it.each(["fast", "immediate"] as const)(
    "stopped %s: calls are refused meanwhile with words that say when, and none is lost",
    async (how) => {
      expect((await call(`before ${how}`)).status).toBe(200);
      await cluster.restart(how, async () => {
        for (let attempt = 0; attempt < 3; attempt++) {
          const refused = await call(`without ${how}`);
          expect(refused.status).toBe(503);
          expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
          expect(await refused.text()).toContain(
            `The database postgresql://127.0.0.1:${cluster.port}/postgres cannot be reached`,
          );
        }
      });
      await expect.poll(async () => (await call(`after ${how}`)).status).toBe(200);
      const { turns } = await recorder.server.runtime.store.readRecording("session");
      const answers = turns.map(({ responseMessage }) => responseMessage?.content);
      expect(answers).toContain(`before ${how}`);
      expect(answers).toContain(`after ${how}`);
      expect(answers).not.toContain(`without ${how}`);
      await expect.poll(async () => (await fetch(`${recorder.server.url}/healthz`)).status).toBe(200);
    },
  );
});
