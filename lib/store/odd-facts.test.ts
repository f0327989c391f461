import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { ODD_FACTS } from "@/test/recording/odd-facts";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { turnLinesOf } from "@/test/store/turn-lines-of";
import { importTurns } from "./import/import-turns";
import { openStore } from "./open-store";
import type { Store } from "./store";

const FACTS = {
  client: "codex",
  tools: [{ name: "run" }],
  generation_start: 1,
  graft: { anchor: null, refusal: null, detail: null },
  engine: { name: "sim", cached_tokens: 2 },
} satisfies JsonObject;

let folder = temporaryFolder();
let store: Store;

beforeEach(async () => {
  folder = temporaryFolder();
  store = await open();
  await store.openSession(sessionForStore("s"));
  await store.appendTurn("s", turnForStore([1, 2], [3], readTurnFacts(FACTS, "refuse")));
});

afterEach(async () => {
  await store.close();
  folder.remove();
});

const open = (name = "turntree") => openStore({ databaseUrl: `file:${join(folder.path, name)}.db` });

/** Puts other facts in the turn's row, as an earlier release might have written them. */
function overwrite({ audit, ...facts }: JsonObject): void {
  const database = new Database(join(folder.path, "turntree.db"));
  const auditText = audit === undefined ? null : stringifyJson(audit);
  database.prepare(`UPDATE "Turn" SET "facts" = ?, "audit" = ?`).run(stringifyJson(facts), auditText);
  database.prepare(`INSERT INTO "Change" ("sessionKey", "kind", "turn") VALUES (1, 'changed', 1)`).run();
  database.prepare(`UPDATE "Session" SET "revision" = (SELECT MAX("revision") FROM "Change")`).run();
  database.close();
}

async function factsIn(from: Store): Promise<JsonValue> {
  const [turn] = (await from.readRecording("s")).turns;
  if (turn === undefined) throw new Error("the turn was recorded");
  return turnFactsJson(turn);
}

describe("a turn whose row holds an odd fact", () => {
  it.each(ODD_FACTS)("is read all the same, though %s", async (reason, odd) => {
    overwrite({ ...FACTS, ...odd });
    const other = await open();
    const [turn] = (await other.readRecording("s")).turns;
    expect(turn).toMatchObject({
      ...readTurnFacts({ ...FACTS, ...odd }, "leave"),
      outputIds: Int32Array.of(3),
    });
    expect(await factsIn(other)).toEqual({ ...FACTS, ...odd });
    await other.appendTurn("s", turnForStore([1, 2, 3, 4], [5]));

    const lines = await turnLinesOf(other, "s");
    await other.close();
    const empty = await open("empty");
    const { refused } = await importTurns(
      empty,
      lines.map((text, i) => ({ number: i + 1, text })),
    );
    await empty.close();
    expect(refused).toEqual([{ line: 2, session: "s", reason }]);
  });

  it("is read by a store that held it before an odd audit was written", async () => {
    await store.readRecording("s");
    overwrite({ ...FACTS, audit: ["drift"] });
    expect(await factsIn(store)).toEqual({ ...FACTS, audit: ["drift"] });
    expect((await store.readRecording("s")).turns[0]?.audit).toBeNull();
  });
});
