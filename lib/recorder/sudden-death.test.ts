import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { childRecorder } from "@/test/recorder/child-recorder";
import { simLine } from "@/test/recorder/sim-line";

let engine: SimEngine;
let folder: string;

beforeAll(async () => {
  engine = await startSimEngine();
  folder = mkdtempSync(join(tmpdir(), "turntree-death-"));
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a client had in its hands when the server died. */
interface Received {
  readonly session: string;
  text: string;
  isWhole: boolean;
}

/** One streamed call after another, each with the former answer in its history, until the server is gone. */
async function converse(
  url: string,
  session: string,
  answer: SimAnswerInput,
  received: Received[],
): Promise<void> {
  const messages: { role: string; content: string }[] = [];
  for (let turn = 1; ; turn += 1) {
    messages.push({ role: "user", content: simLine({ ...answer, text: `${answer.text} ${turn}` }) });
    const reply: Received = { session, text: "", isWhole: false };
    received.push(reply);
    const body = JSON.stringify({ messages, stream: true });
    const response = await fetch(`${url}/s/${session}/v1/chat/completions`, { method: "POST", body });
    for await (const chunk of response.body ?? []) {
      reply.text += new TextDecoder().decode(chunk);
      reply.isWhole = reply.text.endsWith("data: [DONE]\n\n");
    }
    messages.push({ role: "assistant", content: contentOf(reply) });
  }
}

function contentOf({ text }: Received): string {
  return [...text.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)]
    .map(([, json]) => JSON.parse(json ?? '""'))
    .join("");
}

async function expectWholeTurns(store: Store, session: string): Promise<void> {
  const { turns, prompts } = await store.readRecording(session);
  const digests = await store.readDigests(session);
  expect(turns.map((turn) => turn.index)).toEqual(turns.map((_, position) => position + 1));
  for (const turn of turns) {
    expect(turn.outputLogProbs).toHaveLength(turn.outputIds.length);
    const digest = turnDigest(prompts.ids(turn.index), turn.outputIds, turn.outputLogProbs);
    expect(digests[turn.index - 1]).toBe(digest);
  }
}

describe("a server that is killed in the middle of streams", () => {
  it("has every turn that a client got, whole, and none that was never sent", async () => {
    const databaseUrl = `file:${join(folder, "killed.db")}`;
    const { child, url } = await childRecorder({
      DATABASE_URL: databaseUrl,
      TURNTREE_ENGINE_URL: engine.url,
    });
    const received: Received[] = [];
    const quick = Array.from({ length: 6 }, (_, number) =>
      converse(url, `quick-${number}`, { text: "quick answer", token_delay_ms: 5 + number }, received),
    );
    const endless = Array.from({ length: 4 }, (_, number) =>
      converse(url, `endless-${number}`, { text: "never ends ".repeat(500), token_delay_ms: 50 }, received),
    );
    const ended = Promise.allSettled([...quick, ...endless]);
    await expect.poll(() => received.filter((reply) => reply.isWhole).length).toBeGreaterThan(20);
    child.kill("SIGKILL");
    await ended;

    const store = await openStore({ databaseUrl });
    for (const { session } of received)
      if ((await store.findSession(session)) !== null) await expectWholeTurns(store, session);
    for (let number = 0; number < quick.length; number += 1) {
      const session = `quick-${number}`;
      const whole = received.filter((reply) => reply.session === session && reply.isWhole).map(contentOf);
      const { turns } = await store.readRecording(session);
      const recorded = turns.map((turn) => turn.responseMessage?.content);
      expect(recorded.slice(0, whole.length)).toEqual(whole);
      expect(recorded.length).toBeLessThanOrEqual(whole.length + 1);
      const delivered = turns.filter((turn) => turn.delivery === "delivered").length;
      expect(delivered).toBeLessThanOrEqual(whole.length);
    }
    for (let number = 0; number < endless.length; number += 1) {
      expect(await store.findSession(`endless-${number}`)).toBeNull();
    }
    await store.close();
  });
});
