import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { sessionIds } from "@/lib/export/session-ids";
import { verifySession } from "@/lib/inspect/verify/verify-session";
import { serverPolicy } from "@/lib/settings/server-policy";
import { readSettings } from "@/lib/settings/settings";
import { importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import type { SessionRecord, Store } from "@/lib/store/store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnLinesOf } from "@/test/store/turn-lines-of";
import { recordUntoldSummary } from "@/test/store/untold-summary";
import { reclassifySession } from "./reclassify-session";

const settings = readSettings({});
const folder = temporaryFolder();
let store: Store;

/** The database of the first release, and a session of today beside it. */
beforeAll(async () => {
  const file = join(folder.path, "turntree.db");
  writeFileSync(file, gunzipSync(readFileSync("test/fixtures/first-release/turntree.db.gz")));
  store = await openStore({ databaseUrl: `file:${file}` });
});

afterAll(async () => {
  await store.close();
  folder.remove();
});

async function sessions(): Promise<SessionRecord[]> {
  const found: SessionRecord[] = [];
  for await (const id of sessionIds(store, { sessions: [] })) {
    const session = await store.findSession(id);
    if (session !== null) found.push(session);
  }
  return found;
}

/** What changes in each session that changes. */
async function reclassified(isDry: boolean) {
  const changes: [string, Awaited<ReturnType<typeof reclassifySession>>][] = [];
  for (const session of await sessions()) {
    const told = await reclassifySession({ store, settings }, session, isDry);
    if (told.turns.length > 0 || told.causes.length > 0) changes.push([session.id, told]);
  }
  return changes;
}

describe("the sessions of the first release, told anew", () => {
  it("change nothing the second time, and hold what was received", async () => {
    const before = await turnLinesOf(store, "sub-agent");
    const dry = await reclassified(true);
    expect(await reclassified(true)).toEqual(dry);
    expect(await reclassified(false)).toEqual(dry);
    expect(await reclassified(false)).toEqual([]);
    expect(await reclassified(true)).toEqual([]);
    expect(await turnLinesOf(store, "sub-agent")).toEqual(before);
    for (const session of await sessions()) {
      const policy = sessionPolicy(session, { policy: null, overrides: {} }, serverPolicy(settings));
      expect(await verifySession(store, session, policy)).toEqual([]);
    }
  });
});

describe("a session with a summary that was not told", () => {
  it("has it told, its causes counted anew, and both in its lines", async () => {
    const session = await recordUntoldSummary(store, "summed-up");
    const first = await turnLinesOf(store, session.id);
    // Nobody has counted its causes yet, so none can have changed.
    expect(await reclassifySession({ store, settings }, session, false)).toMatchObject({
      turns: [
        { turn: 2, from: "none", to: "compaction_summary" },
        { turn: 4, from: "warm_up", to: "none" },
      ],
      causes: [],
    });
    expect((await store.readCauses([session.id])).get(session.id)).toEqual([
      { subject: "fork", cause: "compaction", count: 1, tokens: 1 },
      { subject: "fork", cause: "new conversation", count: 1, tokens: 1 },
    ]);
    const lines = await turnLinesOf(store, session.id);
    const amendment =
      /,"amendment":\{"auxiliary":"(compaction_summary","rule":"quoted_conversation",.*?|none)"\}/;
    expect(lines.map((line) => line.replace(amendment, ""))).toEqual(first);
    expect(lines.filter((line) => amendment.test(line))).toHaveLength(2);
    const other = await openStore({ databaseUrl: `file:${join(folder.path, "other.db")}` });
    await importTurns(
      other,
      lines.map((text, at) => ({ number: at + 1, text })),
    );
    expect(await turnLinesOf(other, session.id)).toEqual(lines);
    expect((await other.readRecording(session.id)).turns[1]?.auxiliary).toBe("compaction_summary");
    await other.close();
  });

  it("has its causes told otherwise when the rules are switched off", async () => {
    const session = await recordUntoldSummary(store, "switched-off");
    await reclassifySession({ store, settings }, session, false);
    const counted = await store.findSession(session.id);
    const without = readSettings({ TURNTREE_AUXILIARY: "none" });
    const told = counted && (await reclassifySession({ store, settings: without }, counted, false));
    expect(told).toEqual({
      turns: [{ turn: 2, from: "compaction_summary", to: "none", sideCall: null }],
      causes: [
        { subject: "fork", cause: "compaction", from: 1, to: 0 },
        { subject: "fork", cause: "new conversation", from: 1, to: 3 },
      ],
    });
  });
});
