import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type FreshDatabase, freshDatabase } from "@/test/postgres/fresh-database";
import { startAgents } from "@/test/recorder/agents";
import { type ChildRecorder, childRecorder } from "@/test/recorder/child-recorder";
import { expectNothingLost } from "@/test/recorder/expect-nothing-lost";

let engine: SimEngine;
let database: FreshDatabase;
const recorders: ChildRecorder[] = [];

beforeAll(async () => {
  [engine, database] = [await startSimEngine(), await freshDatabase()];
  recorders.push(...(await Promise.all([0, 0, 0, 0].map(start))));
});
afterAll(async () => {
  for (const recorder of recorders) await recorder.end("SIGKILL");
  await engine.close();
  await database.remove();
});

/** @param clockAheadMs by how much its clock goes before that of the others. */
function start(clockAheadMs: number): Promise<ChildRecorder> {
  return childRecorder({
    DATABASE_URL: database.url,
    TURNTREE_ENGINE_URL: engine.url,
    CLOCK_AHEAD_MS: String(clockAheadMs),
  });
}

/** A transaction that records turns sleeps for a second when it is committed. */
const SLOW_COMMITS = `
  CREATE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF current_setting('turntree.slept', true) IS DISTINCT FROM txid_current()::text THEN
      PERFORM set_config('turntree.slept', txid_current()::text, false);
      PERFORM pg_sleep(1);
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON "Turn"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow_commit()`;

const urls = () => recorders.map(({ url }) => url);

describe("four recorders over one database", () => {
  it("lose nothing when one stands still and comes back with what it knew then", async () => {
    const agents = startAgents(urls, { agents: 6, name: "paused" });
    await agents.more(12);
    const [still] = recorders.splice(0, 1);
    still?.child.kill("SIGSTOP");
    // Calls that it has taken wait for it, so the others go on with what is left of the agents.
    await agents.more(1);
    still?.child.kill("SIGCONT");
    if (still !== undefined) recorders.push(still);
    await agents.more(24);
    await expectNothingLost(database.url, agents);
  });

  it("lose nothing when one is killed in the midst of its calls and another takes its place", async () => {
    const agents = startAgents(urls, { agents: 6, name: "killed" });
    for (let kill = 0; kill < 3; kill++) {
      await agents.more(8);
      const [killed] = recorders.splice(0, 1);
      await killed?.end("SIGKILL");
      await agents.more(8);
      recorders.push(await start(0));
    }
    await expectNothingLost(database.url, agents);
  });

  it("lose nothing where every commit takes a second", async () => {
    await database.query(SLOW_COMMITS);
    const agents = startAgents(urls, { agents: 12, name: "slow" });
    await agents.more(24);
    await database.query(`DROP TRIGGER slow_commit ON "Turn"`);
    await agents.more(24);
    await expectNothingLost(database.url, agents);
  });

  it("keep one order of turns where their clocks differ by a minute", async () => {
    const [gone] = recorders.splice(0, 2);
    await gone?.end("SIGTERM");
    recorders.push(await start(60_000), await start(-60_000));
    const agents = startAgents(urls, { agents: 6, name: "clocks" });
    await agents.more(40);
    await expectNothingLost(database.url, agents);
    const store = await openStore({ databaseUrl: database.url });
    const { turns } = await store.readRecording("clocks-0");
    expect(turns.map(({ index }) => index)).toEqual(turns.map((_, at) => at + 1));
    const session = await store.findSession("clocks-0");
    expect(session?.counters.turns).toBe(turns.length);
    await store.close();
  });
});
