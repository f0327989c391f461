import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { startSimEngine } from "@/scenarios/sim-engine";
import { type PostgresCluster, startCluster } from "@/test/postgres/postgres-cluster";
import { startAgents } from "@/test/recorder/agents";
import { expectNothingLost } from "@/test/recorder/expect-nothing-lost";
import { serveRecorder } from "@/test/recorder/recorder-server";
import { smallDisk } from "@/test/store/small-disk";

// Where nothing may be mounted, lib/store/postgres-faults.test.ts says what the server's words are taken for.
const disk = smallDisk();
const cluster = disk === null ? null : await startCluster();
afterAll(async () => {
  await cluster?.remove();
  disk?.remove();
});

/** Makes a database whose tables lie on a disk of their own, and answers its address. */
async function databaseOn(path: string, { url, give }: PostgresCluster): Promise<string> {
  const folder = join(path, "tables");
  mkdirSync(folder);
  give(folder);
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE TABLESPACE small LOCATION '${folder}'`);
  await client.query("CREATE DATABASE runs TABLESPACE small TEMPLATE template0");
  await client.end();
  return url.replace(/postgres$/, "runs");
}

describe.skipIf(disk === null)("a PostgreSQL server whose disk is full", () => {
  it("refuses calls with words that say when, loses no reply, and goes on when there is room", async () => {
    if (disk === null || cluster === null) return;
    const engine = await startSimEngine();
    const DATABASE_URL = await databaseOn(disk.path, cluster);
    const server = await serveRecorder({
      DATABASE_URL,
      TURNTREE_ENGINE_URL: engine.url,
      TURNTREE_TOKENIZER: "qwen3",
    });
    const agents = startAgents(() => [server.url], { agents: 4, name: "full" });
    await agents.more(8);
    disk.fill();
    await expect.poll(() => agents.refusals.map(({ status }) => status)).toContain(507);
    disk.makeRoom();
    const before = agents.replies.length;
    await agents.more(16);
    expect(agents.replies.length).toBeGreaterThan(before);
    await expectNothingLost(DATABASE_URL, agents, [503, 507]);
    await server.close();
    await engine.close();
  });
});
