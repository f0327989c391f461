import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type FreshDatabase, freshDatabase } from "@/test/postgres/fresh-database";
import { type ChildRecorder, childRecorder } from "@/test/recorder/child-recorder";
import { releaseHeld, untilHeld } from "@/test/recorder/held-generations";
import { simLine } from "@/test/recorder/sim-line";

/** Streams that are open at one moment, each of a session of its own. */
const STREAMS = 1_000;

let engine: SimEngine;
let database: FreshDatabase;
let recorder: ChildRecorder;

beforeAll(async () => {
  [engine, database] = [await startSimEngine(), await freshDatabase()];
  recorder = await childRecorder({ DATABASE_URL: database.url, TURNTREE_ENGINE_URL: engine.url });
});
afterAll(async () => {
  await recorder.end("SIGKILL");
  await engine.close();
  await database.remove();
});

const answer = (session: number) => `The answer of session ${session}, word by word to its end.`;

async function stream(session: number): Promise<string> {
  const content = simLine({ text: answer(session), held_after_tokens: 2 });
  const response = await fetch(`${recorder.url}/s/stream-${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ messages: [{ role: "user", content }], stream: true }),
  });
  const text = await response.text();
  expect([response.status, text.endsWith("data: [DONE]\n\n")]).toEqual([200, true]);
  const pieces = [...text.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)];
  return pieces.map(([, json]) => String(JSON.parse(json ?? '""'))).join("");
}

it("a thousand streams at once are each sent whole and recorded, and the server answers others meanwhile", async () => {
  const sessions = Array.from({ length: STREAMS }, (_, session) => session);
  const streams = Promise.all(sessions.map(stream));
  await untilHeld(engine, STREAMS);
  expect((await fetch(`${recorder.url}/healthz`)).status).toBe(200);
  const metrics = await (await fetch(`${recorder.url}/metrics`)).text();
  expect(metrics).toMatch(new RegExp(`^turntree_calls ${STREAMS}$`, "m"));
  await releaseHeld(engine);
  expect(await streams).toEqual(sessions.map(answer));

  const store = await openStore({ databaseUrl: database.url });
  for (const session of sessions) {
    const { turns } = await store.readRecording(`stream-${session}`);
    expect(turns.map(({ responseMessage }) => responseMessage?.content)).toEqual([answer(session)]);
  }
  await store.close();
});
