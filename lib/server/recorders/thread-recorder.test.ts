import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";
import { closeDesks, openDesks } from "@/lib/api/desk/desks";
import { placeOfName } from "@/lib/core/base/place-of-name";
import { WriterHost } from "@/lib/store/writer/writer-host";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { releaseHeld, untilHeld } from "@/test/recorder/held-generations";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { simLine } from "@/test/recorder/sim-line";
import { recordInThreads } from "@/test/recorder/thread-programs";
import { ThreadRecorder } from "./thread-recorder";

const THREADS = 2;
recordInThreads(THREADS);

/** A session of a thread. */
function sessionAt(place: number): string {
  const name = ["a", "b", "c", "d", "e", "f"].find((one) => placeOfName(one, THREADS) === place);
  if (name === undefined) throw new Error("Names are not spread over the threads.");
  return name;
}

const [FIRST, SECOND] = [sessionAt(0), sessionAt(1)];

const writer = new WriterHost();
let engine: SimEngine;
let server: RecorderServer;
let threads: ThreadRecorder;

beforeAll(async () => {
  engine = await startSimEngine();
  const env = { TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: engine.url, TURNTREE_ON_ABORT: "fail" };
  server = await serveRecorder(env, 0, false, {
    openWriter: (url) => writer.open(url),
    connectWriter: () => writer.connect(),
  });
  const { recorder, reserve } = server.runtime;
  if (!(recorder instanceof ThreadRecorder)) throw new Error("Calls are recorded in this thread.");
  threads = recorder;
  openDesks(
    { env: { ...process.env, ...env, DATABASE_URL: server.databaseUrl }, cacheShare: 0.5 },
    { connectWriter: () => writer.connect(), reserve },
  );
});

afterAll(async () => {
  await closeDesks();
  await server.close();
  await writer.close();
  await engine.close();
});

interface Said {
  readonly role: string;
  readonly content: string;
}

const user = (content: string): Said => ({ role: "user", content });

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

async function ask(session: string, messages: readonly Said[]): Promise<Said> {
  const response = await post(`/s/${session}/v1/chat/completions`, { messages });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text).choices[0].message;
}

async function turns(session: string) {
  return (await server.runtime.store.readRecording(session)).turns;
}

describe("a thread that dies", () => {
  it("leaves its calls 503, is begun anew with what was recorded, and the others go on", async () => {
    const said = [user(simLine({ text: "First." }))];
    const answer = await ask(FIRST, said);
    const held = (session: string, more: object) =>
      post(`/s/${session}/v1/chat/completions`, {
        messages: [user(simLine({ text: "one two three four five", held_after_tokens: 2 }))],
        ...more,
      });
    const [waiting, streaming, other] = [held(FIRST, {}), held(FIRST, { stream: true }), held(SECOND, {})];
    await untilHeld(engine, 3);
    const stream = await streaming;
    await threads.kill(FIRST);
    const lost = await waiting;
    expect([lost.status, lost.headers.get("retry-after")]).toEqual([503, "1"]);
    await expect(stream.text()).rejects.toThrow();
    await releaseHeld(engine);
    expect((await other).status).toBe(200);
    const more = [...said, answer, user(simLine({ text: "Second." }))];
    const again = () => post(`/s/${FIRST}/v1/chat/completions`, { messages: more });
    await expect.poll(async () => (await again()).status).toBe(200);
    expect((await turns(FIRST)).map(({ promptBuild }) => promptBuild)).toEqual(["render", "graft"]);
  });
});

describe("a session that its calls name otherwise than by their headers", () => {
  it("is one session, in one thread, whatever the headers let guess", async () => {
    const names = Array.from({ length: 6 }, (_, at) => `user ${at}`);
    for (const round of [1, 2]) {
      for (const name of names) {
        const body = {
          user: name.replace(" ", "-"),
          messages: [user(simLine({ text: `${name} ${round}` }))],
        };
        expect((await post("/v1/chat/completions", body)).status).toBe(200);
      }
    }
    for (const name of names) expect(await turns(name.replace(" ", "-"))).toHaveLength(2);
  });

  it("is the hash of a credential, alike in every thread", async () => {
    const headers = { authorization: "Bearer sk-proj-0123456789abcdef0123456789abcdef" };
    const sessions = new Set<string | null>();
    for (const round of [1, 2, 3]) {
      const response = await post(
        "/v1/chat/completions",
        { messages: [user(simLine({ text: String(round) }))] },
        headers,
      );
      sessions.add(response.headers.get("x-turntree-session"));
      await response.text();
    }
    expect([...sessions]).toEqual([expect.stringMatching(/^key-[0-9a-f]{32}$/)]);
  });
});

describe("whoever has the whole reply", () => {
  it("reads it as delivered, at the desk too", async () => {
    for (const round of Array.from({ length: 10 }, (_, at) => at)) {
      const session = `read-${round}`;
      const response = await post(`/s/${session}/v1/chat/completions`, {
        stream: round % 2 === 0,
        messages: [user(simLine({ text: "Read me." }))],
      });
      await response.text();
      const place = { id: session };
      const lines = await answerAtDesk("recordedTurns", new Request("http://127.0.0.1/"), place);
      expect(await lines.text()).toContain('"delivery":"delivered"');
    }
  });
});

describe("a write that is none of a call's", () => {
  it("is refused while a call runs, whichever thread has it, and calls wait for it", async () => {
    for (const session of [FIRST, SECOND]) {
      const running = post(`/s/${session}/v1/chat/completions`, {
        messages: [user(simLine({ text: "one two three", held_after_tokens: 1 }))],
      });
      await untilHeld(engine);
      await expect(threads.reserve(session, async () => undefined)).rejects.toMatchObject({
        name: "SessionBusyError",
      });
      await releaseHeld(engine);
      await (await running).text();
      let isWritten = false;
      let isAnswered = false;
      await threads.reserve(session, async () => {
        const call = ask(session, [user(simLine({ text: "Waits." }))]);
        void call.then(() => {
          isAnswered = true;
        });
        // A call of the other thread's session is answered meanwhile.
        await ask(session === FIRST ? SECOND : FIRST, [user(simLine({ text: "Beside." }))]);
        isWritten = true;
        expect(isAnswered).toBe(false);
      });
      await expect.poll(() => isAnswered).toBe(true);
      expect(isWritten).toBe(true);
    }
  });
});
