import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openConnection } from "@/lib/store/open-connection";
import { PrismaStore } from "@/lib/store/prisma-store";
import { pruneSessions } from "@/lib/store/prune-sessions";
import { startScriptedServer } from "@/test/engine/scripted-server";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { BlobKeeper } from "./blob-keeper";
import { s3Blobs } from "./s3-blobs";

const ended: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const end of ended.splice(0)) await end();
});

const BYTES = new Uint8Array(70_000).fill(7);
const DIGEST = createHash("sha256").update(BYTES).digest("hex");

/** A bucket at a server that answers as `state` says; taken is what it was given. */
async function bucket() {
  const state = { answers: 200 };
  const error = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
  const server = await startScriptedServer((_, response) => {
    response.writeHead(state.answers, { "content-type": "application/xml" });
    response.end(state.answers === 200 ? "<ListBucketResult/>" : error);
  });
  ended.push(() => server.close());
  vi.stubEnv("AWS_ENDPOINT_URL_S3", server.url);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "id");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_REGION", "us-east-1");
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const said = () => log.mock.calls.map(([words]) => words);
  return { state, server, said, blobs: s3Blobs({ bucket: "runs", prefix: "evidence/" }) };
}

describe("a place of blobs that fails", () => {
  it("is left alone for a while, and the log says when it fails and when it takes evidence again", async () => {
    const { state, server, said, blobs } = await bucket();
    let now = 0;
    const keeper = new BlobKeeper(blobs, () => now);
    state.answers = 403;
    expect(await keeper.takes("a", DIGEST, BYTES)).toBe(false);
    const asked = server.received.length;
    expect(await keeper.takes("a", DIGEST, BYTES)).toBe(false);
    expect(server.received).toHaveLength(asked);
    expect(said()).toEqual([
      "The evidence in s3://runs/evidence/ cannot be reached: AccessDenied: Access Denied. The database keeps evidence meanwhile.",
    ]);
    state.answers = 200;
    now = 60_000;
    expect(await keeper.takes("a", DIGEST, BYTES)).toBe(true);
    expect(server.received.at(-1)?.path).toMatch(
      new RegExp(`^/runs/evidence/../[0-9a-f]{64}/${DIGEST}\\?x-id=PutObject$`),
    );
    expect(said().at(-1)).toBe("s3://runs/evidence/ takes evidence again.");
  });
});

describe("a store whose place of blobs fails", () => {
  async function openedStore() {
    const { state, blobs } = await bucket();
    const folder = temporaryFolder();
    const databaseUrl = `file:${join(folder.path, "turntree.db")}`;
    const connection = await openConnection({ databaseUrl });
    const store = new PrismaStore(connection, null, blobs);
    ended.push(async () => {
      await store.close();
      folder.remove();
    });
    state.answers = 403;
    await store.openSession(sessionForStore("a"));
    const shape = [2, BYTES.length / 2];
    const column = { kind: "experts", start: 0, shape, bytes: BYTES.length, digest: DIGEST } as const;
    const turn = turnForStore([1, 2], [3], { evidence: [column] });
    await store.appendTurn("a", { ...turn, evidence: [BYTES] });
    return { state, store, connection, blobs };
  }

  it("records, and keeps the evidence in the database", async () => {
    const { store } = await openedStore();
    expect((await store.evidence.read("a", 1)).get("experts")).toEqual(BYTES);
  });

  it("drops and removes no session whose evidence it cannot delete, and does so when it can", async () => {
    const { state, store, connection, blobs } = await openedStore();
    const prune = async () => {
      const removed: string[] = [];
      const query = { before: Date.now() + 60_000, keep: [], isDry: false };
      for await (const id of pruneSessions(connection, query, blobs)) removed.push(id);
      return removed;
    };
    await expect(store.dropSession("a")).rejects.toThrow("AccessDenied");
    await expect(prune()).rejects.toThrow("AccessDenied");
    expect((await store.readRecording("a")).turns).toHaveLength(1);
    state.answers = 200;
    await store.dropSession("a");
    expect((await store.findSession("a"))?.status).toBe("dropped");
    expect(await prune()).toEqual(["a"]);
  });
});
