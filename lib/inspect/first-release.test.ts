import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import type { Turn } from "@/lib/core/recording/turn";
import { linearise } from "@/lib/core/samples/linearise";
import { sessionIds } from "@/lib/export/session-ids";
import { verifySession } from "@/lib/inspect/verify/verify-session";
import { serverPolicy } from "@/lib/settings/server-policy";
import { readSettings } from "@/lib/settings/settings";
import { type ImportReport, importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnLinesOf } from "@/test/store/turn-lines-of";

const FIXTURES = "test/fixtures/first-release";

/** Samples and their trained tokens, by session and policy. */
const FIGURES = z
  .record(z.string(), z.record(z.string(), z.tuple([z.number(), z.number()])))
  .parse(JSON.parse(readFileSync(join(FIXTURES, "figures.json"), "utf8")));

/** Turns of which a fact was recorded, counted in the lines of the recording. */
const FACTS = {
  withTools: 250,
  withTemplateArguments: 262,
  withTemperature: 262,
  withStart: 262,
  grafted: 225,
  refusedGrafts: 0,
  withCachedTokens: 262,
  audited: 235,
  drifted: 15,
};

/** What lines of turns did not have then. */
const VERSION = /^(\{"type":"turn",)"version":1,/;

type Figures = typeof FIGURES;

const folder = temporaryFolder();
const recorded = unpacked("turns.jsonl.gz").toString();
const server = serverPolicy(readSettings({}));

/** The database as it was written, and one that the recording was read into. */
let database: Store;
let imported: Store;
let report: ImportReport;

beforeAll(async () => {
  const file = join(folder.path, "turntree.db");
  writeFileSync(file, unpacked("turntree.db.gz"));
  database = await openStore({ databaseUrl: `file:${file}` });
  imported = await openStore({ databaseUrl: `file:${join(folder.path, "imported.db")}` });
  report = await importTurns(imported, numberedLines(recorded));
});

afterAll(async () => {
  await database.close();
  await imported.close();
  folder.remove();
});

function unpacked(name: string): Buffer {
  return gunzipSync(readFileSync(join(FIXTURES, name)));
}

function numberedLines(text: string) {
  return text.split("\n").map((line, i) => ({ number: i + 1, text: line }));
}

async function idsIn(store: Store): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of sessionIds(store, { sessions: [] })) ids.push(id);
  return ids.sort();
}

async function faultsIn(store: Store) {
  const faults = [];
  for (const id of await idsIn(store)) {
    const session = await store.findSession(id);
    if (session === null) throw new Error(`${id} is listed and not there`);
    const policy = sessionPolicy(session, { policy: null, overrides: {} }, server);
    faults.push(...(await verifySession(store, session, policy)));
  }
  return faults;
}

async function figuresOf(store: Store): Promise<Figures> {
  const figures: Figures = {};
  for (const id of await idsIn(store)) {
    const recording = await store.readRecording(id);
    const ofSession: Figures[string] = {};
    for (const policy of Object.values(BUILT_IN_POLICIES)) {
      const { samples, ledger } = linearise(recording, policy);
      expect(ledger.balanced, `${id} under ${policy.name}`).toBe(true);
      ofSession[policy.name] = [
        samples.length,
        samples.reduce((sum, sample) => sum + sample.trainedTokens, 0),
      ];
    }
    figures[id] = ofSession;
  }
  return figures;
}

describe("the database of the first release", () => {
  it("opens with all its sessions, and holds what was received", async () => {
    expect(await idsIn(database)).toEqual(Object.keys(FIGURES).sort());
    expect(await faultsIn(database)).toEqual([]);
  });

  it("makes the samples and the trained tokens that it made then", async () => {
    expect(await figuresOf(database)).toEqual(FIGURES);
  });
});

describe("the turns of the first release", () => {
  it.each([
    ["in its database", () => database],
    ["in its recording", () => imported],
  ])("have the facts that code computes with, %s", async (_, store) => {
    const turns: Turn[] = [];
    for (const id of await idsIn(store())) turns.push(...(await store().readRecording(id)).turns);
    const count = (isSo: (turn: Turn) => boolean) => turns.filter(isSo).length;
    expect(turns.length).toBe(262);
    expect({
      withTools: count(({ tools }) => tools !== null && tools.length > 0),
      withTemplateArguments: count(({ templateArguments }) => templateArguments !== null),
      withTemperature: count(({ sampling }) => typeof sampling?.temperature === "number"),
      withStart: count(({ generationStart }) => generationStart !== null && generationStart > 0),
      grafted: count(({ graft }) => typeof graft?.anchor === "number"),
      refusedGrafts: count(({ graft }) => typeof graft?.refusal === "string"),
      withCachedTokens: count(({ engine }) => typeof engine?.cachedTokens === "number"),
      audited: count(({ audit }) => audit !== null),
      drifted: count(({ audit }) => typeof audit?.cause === "string"),
    }).toEqual(FACTS);
    expect([...new Set(turns.map(({ client }) => client))]).toEqual(["unknown"]);
  });
});

describe("the recording of the first release", () => {
  it("is read whole into an empty database, and holds what was received", async () => {
    expect(report.refused).toEqual([]);
    expect([...report.sessions].sort()).toEqual(Object.keys(FIGURES).sort());
    expect(await faultsIn(imported)).toEqual([]);
  });

  it("makes the samples and the trained tokens that it made then", async () => {
    expect(await figuresOf(imported)).toEqual(FIGURES);
  });

  it.each([
    ["that it was read into", () => imported],
    ["that it was written from", () => database],
  ])("is written again byte for byte from the database %s", async (_, store) => {
    const lines: string[] = [];
    for (const id of report.sessions) {
      for (const line of await turnLinesOf(store(), id)) lines.push(`${line.replace(VERSION, "$1")}\n`);
    }
    expect(lines.join("") === recorded || firstDifference(lines, recorded)).toBe(true);
  });
});

/** Lines of whole sessions are too long to be printed. */
function firstDifference(lines: readonly string[], text: string): string {
  const others = text.split(/(?<=\n)/);
  const line = lines.findIndex((written, i) => written !== others[i]);
  const [written = "", other = ""] = [lines[line], others[line]];
  const at = [...written].findIndex((letter, i) => letter !== other[i]);
  const near = (whole: string) => whole.slice(Math.max(0, at - 60), at + 60);
  return `line ${line + 1}, from letter ${at + 1}: ${near(written)} instead of ${near(other)}`;
}
