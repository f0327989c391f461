import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { freshDatabase } from "@/test/postgres/fresh-database";
import { startAgents } from "@/test/recorder/agents";
import { childRecorder } from "@/test/recorder/child-recorder";
import { expectNothingLost } from "@/test/recorder/expect-nothing-lost";
import { serveRecorder } from "@/test/recorder/recorder-server";
import { smallDisk } from "@/test/store/small-disk";

/** How long a disk stays full, and a recorder stands still, in ms: longer than any retry of a writer or a server. */
const FULL_MS = 60_000;
const PAUSED_MS = 30_000;

const disk = smallDisk();
let engine: SimEngine;
beforeAll(async () => {
  engine = await startSimEngine();
});
afterAll(async () => {
  await engine.close();
  disk?.remove();
});

describe("a fault that lasts", () => {
  it.skipIf(disk === null)(
    "a disk that is full for a minute loses no reply of the agents that go on",
    async () => {
      if (disk === null) return;
      const server = await serveRecorder({
        DATABASE_URL: `file:${disk.path}/turntree.db`,
        TURNTREE_ENGINE_URL: engine.url,
        TURNTREE_TOKENIZER: "qwen3",
      });
      const agents = startAgents(() => [server.url], { agents: 4, name: "full" });
      await agents.more(8);
      disk.fill();
      await setTimeout(FULL_MS);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(503);
      disk.makeRoom();
      await agents.more(16);
      await expectNothingLost(server.databaseUrl, agents, [503, 507]);
      await server.close();
    },
  );

  it("a recorder that stands still for half a minute comes back with an old cache, and nothing is lost", async () => {
    const database = await freshDatabase();
    const settings = { DATABASE_URL: database.url, TURNTREE_ENGINE_URL: engine.url };
    const recorders = [await childRecorder(settings), await childRecorder(settings)];
    const [still, other] = recorders;
    let urls = recorders.map(({ url }) => url);
    const agents = startAgents(() => urls, { agents: 6, name: "paused" });
    await agents.more(24);
    still?.child.kill("SIGSTOP");
    urls = other === undefined ? [] : [other.url];
    await setTimeout(PAUSED_MS);
    still?.child.kill("SIGCONT");
    urls = still === undefined ? urls : [still.url];
    await agents.more(36);
    await expectNothingLost(database.url, agents);
    for (const recorder of recorders) await recorder.end("SIGTERM");
    await database.remove();
  });
});
