import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { verifySession } from "@/lib/inspect/verify/verify-session";
import { runTurntree } from "@/test/command/run-turntree";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { temporaryFolder } from "@/test/store/temporary-folder";

const client = new S3Client({ forcePathStyle: true });
const bucket = `turntree-${randomUUID()}`;
const TURNTREE_BLOBS = `s3://${bucket}/evidence`;

const folder = temporaryFolder();
afterAll(() => folder.remove());
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
});

const simulated = simulatedRecorder({ TURNTREE_EVIDENCE: "top:3,experts", TURNTREE_BLOBS });

async function objects(): Promise<number> {
  return (await client.send(new ListObjectsV2Command({ Bucket: bucket }))).KeyCount ?? 0;
}

describe("evidence in a bucket", () => {
  it("is kept beside the turn, read and proven, and goes with its session", async () => {
    const long = simLine({ text: "word ", repeat: 9_000, tokenisation: "plain" });
    const { server } = simulated;
    const response = await fetch(`${server.url}/s/kept/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ messages: [{ role: "user", content: long }] }),
    });
    expect(response.status).toBe(200);
    // The experts of so many tokens are small.
    expect(await objects()).toBe(1);
    const told = await (await fetch(`${server.url}/api/sessions/kept/turns/1/evidence?at=1`)).json();
    expect(told.top).toHaveLength(3);
    expect(told.gone).toEqual([]);
    const { store } = server.runtime;
    const session = await store.findSession("kept");
    if (session === null) throw new Error("nothing was recorded");
    expect(await verifySession(store, session, resolvePolicy("strict"))).toEqual([]);
    await fetch(`${server.url}/api/sessions/kept`, { method: "DELETE" });
    expect(await objects()).toBe(0);
  });

  it("is looked at by the doctor", async () => {
    const env = { TURNTREE_BLOBS, DATABASE_URL: `file:${join(folder.path, "doctor.db")}`, PORT: "0" };
    const { stdout } = await runTurntree(["doctor"], "", env);
    expect(stdout).toContain(`ok     evidence: ${TURNTREE_BLOBS}/ takes it, gives it back and deletes it.`);
    const gone = { ...env, TURNTREE_BLOBS: "s3://nobody-made-it" };
    const second = await runTurntree(["doctor"], "", gone);
    expect(second.stdout).toMatch(/FAULT {2}evidence: .*NoSuchBucket.*Set AWS_ENDPOINT_URL_S3/);
  });
});
