import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import { temporaryFolder } from "@/test/store/temporary-folder";
import type { Durability } from "./database/database";
import { openStore } from "./open-store";

let folder = temporaryFolder();
let databaseUrl = "";
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  databaseUrl = `file:${join(folder.path, "turntree.db")}`;
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  folder.remove();
});

/** Starts a writer and answers what it acknowledged until `enough` indices came and it was ended by `signal`. */
async function writeUntil(
  session: string,
  enough: number,
  signal: NodeJS.Signals,
  durability: Durability = "reply",
): Promise<number[]> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "test/store/crash-writer.ts", databaseUrl, session, durability],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  children.push(child);
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    if (printed.split("\n").length > enough) child.kill(signal);
  });
  await once(child, "close");
  // A line without its end was not printed whole, so nobody was told.
  return printed.split("\n").slice(0, -1).map(Number);
}

function halves(file: string): unknown {
  const database = new Database(file);
  const counts = database
    .prepare(
      `SELECT (SELECT COUNT(*) FROM Turn) AS turns, (SELECT COUNT(*) FROM TurnLists) AS lists, (SELECT COUNT(*) FROM TurnOutput) AS outputs,
              (SELECT COUNT(*) FROM MessageNode WHERE turn IS NOT NULL) AS answers,
              (SELECT SUM(turnCount) FROM Session) AS counted`,
    )
    .get();
  database.close();
  return counts;
}

describe("a writer killed in the middle of appends", () => {
  it.each(["reply", "relaxed"] as const)(
    "leaves every turn it acknowledged, whole, and no half of another: %s",
    async (durability) => {
      for (const round of [1, 2]) {
        const acknowledged = await writeUntil("s", 15, "SIGKILL", durability);
        const survivor = await openStore({ databaseUrl });
        const { turns, prompts } = await survivor.readRecording("s");
        const digests = await survivor.readDigests("s");
        await survivor.close();
        expect(acknowledged.length, `round ${round}`).toBeGreaterThanOrEqual(15);
        expect(turns.length).toBeGreaterThanOrEqual(acknowledged.at(-1) ?? 0);
        expect(turns.length).toBeLessThanOrEqual((acknowledged.at(-1) ?? 0) + 1);
        for (const turn of turns) {
          const digest = turnDigest(prompts.ids(turn.index), turn.outputIds, turn.outputLogProbs);
          expect(digest).toBe(digests[turn.index - 1]);
        }
        const count = turns.length;
        const file = join(folder.path, "turntree.db");
        expect(halves(file)).toEqual({
          turns: count,
          lists: count,
          outputs: count,
          answers: count,
          counted: count,
        });
      }
    },
  );

  it("shares its file with another from its first migration on, and no turn of either is lost", async () => {
    const [one, two] = await Promise.all([writeUntil("s", 15, "SIGKILL"), writeUntil("s", 15, "SIGKILL")]);
    const indices = [...one, ...two].sort((a, b) => a - b);
    expect(new Set(indices).size).toBe(indices.length);
    const reader = await openStore({ databaseUrl });
    const { turns } = await reader.readRecording("s");
    await reader.close();
    const known = new Set(turns.map((turn) => turn.index));
    expect(indices.every((index) => known.has(index))).toBe(true);
    expect(turns.map((turn) => turn.index)).toEqual(turns.map((_, i) => i + 1));
  });
});
