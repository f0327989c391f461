import { createHash } from "node:crypto";
import { readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import { runTurntree } from "@/test/command/run-turntree";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";

let folder = temporaryFolder();
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.path, name);
const urlOf = (name: string) => `file:${at(name)}`;

/** More than the database holds of one column. */
const BYTES = new Uint8Array(70_000).fill(7);

/** A database whose evidence stands in a folder of its own. */
async function recorded(): Promise<void> {
  const store = await openStore({ databaseUrl: urlOf("a.db"), blobs: at("a") });
  await store.openSession(sessionForStore("s"));
  const digest = createHash("sha256").update(BYTES).digest("hex");
  const shape = [2, BYTES.length / 2];
  const column = { kind: "experts", start: 0, shape, bytes: BYTES.length, digest } as const;
  await store.appendTurn("s", { ...turnForStore([1, 2], [3], { evidence: [column] }), evidence: [BYTES] });
  await store.close();
}

async function evidenceIn(name: string, blobs: string): Promise<Uint8Array | null | undefined> {
  const store = await openStore({ databaseUrl: urlOf(name), blobs: at(blobs) });
  try {
    return (await store.evidence.read("s", 1)).get("experts");
  } finally {
    await store.close();
  }
}

/** Makes all files of a folder as old as that. */
function age(name: string, seconds: number): void {
  const then = Date.now() / 1_000 - seconds;
  for (const file of readdirSync(at(name), { recursive: true, encoding: "utf8" })) {
    const place = join(at(name), file);
    if (statSync(place).isFile()) utimesSync(place, then, then);
  }
}

describe("evidence that stands apart from the database", () => {
  it("is copied with it where a place is named, and else said to be left", async () => {
    await recorded();
    const env = { TURNTREE_BLOBS: at("a") };
    const copy = ["copy", "--from", urlOf("a.db"), "--to"];
    const without = await runTurntree([...copy, urlOf("b.db")], "", env);
    expect(without.stderr).toContain(`copy the folder ${at("a")} too`);
    expect(await evidenceIn("b.db", "b")).toBeNull();
    const withIt = await runTurntree([...copy, urlOf("c.db"), "--blobs", at("c")], "", env);
    expect(withIt).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("1 column of evidence") });
    expect(await evidenceIn("c.db", "c")).toEqual(BYTES);
    const unset = await runTurntree([...copy, urlOf("d.db"), "--blobs", at("d")]);
    expect(unset.stderr).toContain("TURNTREE_BLOBS");
    expect(unset.exitCode).not.toBe(0);
  });

  it("is removed by its own age, and its turn stays", async () => {
    await recorded();
    const env = { DATABASE_URL: urlOf("a.db"), TURNTREE_BLOBS: at("a") };
    const prune = ["prune", "--evidence", "--older-than", "1h"];
    expect((await runTurntree(prune, "", env)).stderr).toContain("0 columns of evidence removed");
    age("a", 7_200);
    expect((await runTurntree(prune, "", env)).stderr).toContain("1 column of evidence removed");
    expect(await evidenceIn("a.db", "a")).toBeNull();
    const verified = await runTurntree(["verify"], "", env);
    expect(verified).toMatchObject({ exitCode: 0 });
  });
});
