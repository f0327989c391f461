import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { EvidenceColumn } from "@/lib/core/recording/evidence-column";
import { openConnection } from "@/lib/store/open-connection";
import { PrismaStore } from "@/lib/store/prisma-store";
import { pruneSessions } from "@/lib/store/prune-sessions";
import type { TurnInput } from "@/lib/store/store";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { fileBlobs } from "./file-blobs";

const ended: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

/** More than the database holds of one column. */
const BYTES = new Uint8Array(70_000).fill(7);
const DIGEST = createHash("sha256").update(BYTES).digest("hex");

/** A turn whose experts are the same in every session. */
function turnWithExperts(): TurnInput {
  const shape = [2, BYTES.length / 2];
  const column: EvidenceColumn = { kind: "experts", start: 0, shape, bytes: BYTES.length, digest: DIGEST };
  return { ...turnForStore([1, 2], [3], { evidence: [column] }), evidence: [BYTES] };
}

async function twoSessions() {
  const folder = temporaryFolder();
  const blobs = fileBlobs(join(folder.path, "blobs"));
  const connection = await openConnection({ databaseUrl: `file:${join(folder.path, "turntree.db")}` });
  const store = new PrismaStore(connection, null, blobs);
  ended.push(async () => {
    await store.close();
    folder.remove();
  });
  for (const id of ["a", "b"]) {
    await store.openSession(sessionForStore(id));
    await store.appendTurn(id, turnWithExperts());
  }
  const held = async (id: string) => (await store.evidence.read(id, 1)).get("experts") ?? null;
  return { folder: folder.path, blobs, connection, store, held };
}

function filesOf(folder: string): number {
  const found = readdirSync(join(folder, "blobs"), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).length;
}

describe("columns that are kept in files", () => {
  it("go with a session that is dropped, and stay with another of the same bytes", async () => {
    const { folder, store, held, blobs } = await twoSessions();
    expect(filesOf(folder)).toBe(2);
    await store.dropSession("a");
    expect(filesOf(folder)).toBe(1);
    expect(await blobs.get("a", DIGEST)).toBeNull();
    expect(await held("b")).toEqual(BYTES);
  });

  it("go with sessions that are removed for their age, unless that is tried alone", async () => {
    const { folder, connection, blobs } = await twoSessions();
    const removed = async (isDry: boolean) => {
      const query = { before: Date.now() + 60_000, keep: [], isDry };
      for await (const _ of pruneSessions(connection, query, blobs));
      return filesOf(folder);
    };
    expect(await removed(true)).toBe(2);
    expect(await removed(false)).toBe(0);
  });

  it("are read where earlier releases kept them", async () => {
    const { folder, held, blobs } = await twoSessions();
    await blobs.remove("a");
    expect(await held("a")).toBeNull();
    const earlier = join(folder, "blobs", DIGEST.slice(0, 2));
    mkdirSync(earlier, { recursive: true });
    writeFileSync(join(earlier, DIGEST), BYTES);
    expect(await held("a")).toEqual(BYTES);
  });
});
