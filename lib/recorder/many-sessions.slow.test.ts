import { afterAll, beforeAll, expect, it } from "vitest";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type FreshDatabase, freshDatabase } from "@/test/postgres/fresh-database";
import { type ChildRecorder, childRecorder } from "@/test/recorder/child-recorder";
import { simLine } from "@/test/recorder/sim-line";

/** Sessions that are opened by a call each and left, and how many of them run at once. */
const SESSIONS = 10_000;
const AT_ONCE = 16;

const MEBIBYTE = 1_048_576;
const CACHE_MB = 32;

let engine: SimEngine;
let database: FreshDatabase;
let recorder: ChildRecorder;

beforeAll(async () => {
  [engine, database] = [await startSimEngine(), await freshDatabase()];
  recorder = await childRecorder({
    DATABASE_URL: database.url,
    TURNTREE_ENGINE_URL: engine.url,
    TURNTREE_CACHE_MB: String(CACHE_MB),
  });
});
afterAll(async () => {
  await recorder.end("SIGKILL");
  await engine.close();
  await database.remove();
});

/** What the process says of itself, in bytes. */
async function memory(): Promise<{ readonly resident: number; readonly caches: number }> {
  const text = await (await fetch(`${recorder.url}/metrics`)).text();
  const values = (name: string) =>
    [...text.matchAll(new RegExp(`^turntree_${name}(?:\\{.*\\})? (\\S+)$`, "gm"))].map((found) =>
      Number(found[1]),
    );
  const sum = (name: string) => values(name).reduce((all, one) => all + one, 0);
  return { resident: sum("process_resident_memory_bytes"), caches: sum("cache_bytes") };
}

async function openAndLeave(from: number, to: number): Promise<void> {
  let next = from;
  const one = async () => {
    while (next < to) {
      const number = next++;
      const content = simLine({ text: `An answer to ${number}. ${"With some words. ".repeat(20)}` });
      const response = await fetch(`${recorder.url}/s/session-${number}/v1/chat/completions`, {
        method: "POST",
        body: JSON.stringify({ messages: [{ role: "user", content }] }),
      });
      expect(response.status, await response.text()).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

it("ten thousand sessions that are opened and left take no more memory than two thousand of them", async () => {
  await openAndLeave(0, SESSIONS / 5);
  const before = await memory();
  expect(before.caches).toBeGreaterThan(MEBIBYTE);
  await openAndLeave(SESSIONS / 5, SESSIONS);
  const after = await memory();
  expect(after.caches).toBeLessThanOrEqual((CACHE_MB + 1) * MEBIBYTE);
  expect(after.resident).toBeLessThan(before.resident + 100 * MEBIBYTE);
  expect(after.resident).toBeLessThan(600 * MEBIBYTE);
  process.stdout.write(
    `resident: ${before.resident / MEBIBYTE} MiB, then ${after.resident / MEBIBYTE} MiB\n`,
  );
});
