import { Ajv2020 } from "ajv/dist/2020";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { finishSessionBody } from "@/lib/api/finish-session-body";
import type { openSessionBody } from "@/lib/api/open-session-body";
import type { JsonValue } from "@/lib/core/json/json-value";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { GET } from "./route";

let sim: SimEngine;
let recorder: RecorderServer;
beforeAll(async () => {
  sim = await startSimEngine();
  recorder = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: sim.url });
});
afterAll(async () => {
  await recorder.close();
  await sim.close();
});

/** Values that a field takes, and values that it does not. A field that the recorder reads must be named here. */
type Cases<Body> = Readonly<Record<keyof Body, { readonly good: JsonValue[]; readonly bad: JsonValue[] }>>;

const OPEN: Cases<z.input<typeof openSessionBody>> = {
  id: { good: ["rollout-17.3", null], bad: ["", "/etc", 3] },
  group_index: { good: [3, null], bad: [1.5, "3"] },
  index: { good: [0], bad: ["first"] },
  rollout_id: { good: [7, "seven"], bad: [[7]] },
  label: { good: ["text", 1, null, { any: ["thing"] }], bad: [] },
  prompt: { good: [[{ role: "user", content: "hi" }]], bad: [] },
  sampling_defaults: {
    good: [{ temperature: 0.5, max_tokens: 12 }],
    bad: [{ temperature: -1 }, { heat: 1 }],
  },
  max_context_tokens: { good: [4096], bad: [1] },
  max_turns: { good: [1], bad: [0] },
  policy: { good: ["slime", { name: "strict", train_once: false }], bad: [4, "best"] },
  prompt_mode: { good: ["render"], bad: ["guess"] },
  matcher: { good: ["exact"], bad: ["vague"] },
  labels: { good: [{ team: "a" }], bad: ["team"] },
  metadata: { good: [{ run: { depth: 1 } }], bad: [[1]] },
};

const FINISH: Cases<z.input<typeof finishSessionBody>> = {
  reward: { good: [1, -0.5, { style: 0.2 }], bad: ["good", { style: "nice" }] },
  leaf_rewards: { good: [{ 1: 1 }], bad: [{ 1: "1" }, 4] },
  metadata: { good: [{ note: "done" }], bad: ["done"] },
  policy: { good: ["slime"], bad: [7, "best"] },
};

interface Described {
  readonly properties: Readonly<Record<string, JsonValue>>;
}

async function describedBody(path: string): Promise<Described> {
  const answer = await GET(new Request("http://127.0.0.1/api/openapi.json"));
  const { paths } = await answer.json();
  return paths[path].post.requestBody.content["application/json"].schema;
}

async function isAccepted(path: string, body: JsonValue): Promise<boolean> {
  const answer = await fetch(`${recorder.url}${path}`, { method: "POST", body: JSON.stringify(body) });
  return answer.ok;
}

/** Of a session with one turn, so that there is a leaf to reward. */
async function openedPath(): Promise<string> {
  const answer = await fetch(`${recorder.url}/api/sessions`, { method: "POST" });
  const { id }: { readonly id: string } = await answer.json();
  const call = JSON.stringify({ messages: [{ role: "user", content: "Hello" }] });
  await fetch(`${recorder.url}/s/${id}/v1/chat/completions`, { method: "POST", body: call });
  return `/api/sessions/${id}/finish`;
}

type Called = readonly [path: string, cases: Cases<Record<string, unknown>>, address: () => Promise<string>];

const CALLS: readonly Called[] = [
  ["/api/sessions", OPEN, () => Promise.resolve("/api/sessions")],
  ["/api/sessions/{id}/finish", FINISH, openedPath],
];

describe.each(CALLS)("the body of POST %s in the contract", (path, cases, address) => {
  it("has the fields that the recorder reads, and no others", async () => {
    const { properties } = await describedBody(path);
    expect(Object.keys(properties).sort()).toEqual(Object.keys(cases).sort());
    expect(await isAccepted(await address(), { surprise: 1 })).toBe(false);
  });

  it.each(Object.entries(cases))("says of %s what the recorder does", async (field, { good, bad }) => {
    const fits = new Ajv2020({ strict: false }).compile(await describedBody(path));
    for (const [values, wanted] of [
      [good, true],
      [bad, false],
    ] as const) {
      for (const value of values) {
        const said = JSON.stringify({ [field]: value });
        expect(fits({ [field]: value }), `described: ${said}`).toBe(wanted);
        expect(await isAccepted(await address(), { [field]: value }), `answered: ${said}`).toBe(wanted);
      }
    }
  });
});
