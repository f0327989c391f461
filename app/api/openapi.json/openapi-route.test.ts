import { Ajv2020 } from "ajv/dist/2020";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { amendSessionBody } from "@/lib/api/annotations/amend-session-body";
import type { finishSessionBody } from "@/lib/api/finish/finish-session-body";
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
  engine: { good: ["qwen3", null], bad: ["", 3] },
  sampling_defaults: {
    good: [{ temperature: 0.5, max_tokens: 12 }],
    bad: [{ temperature: -1 }, { heat: 1 }],
  },
  max_context_tokens: { good: [4096], bad: [1] },
  max_turns: { good: [1], bad: [0] },
  policy: { good: ["slime", { name: "strict", train_once: false }], bad: [4, "best"] },
  evidence: { good: ["none", "weights,top:5", null], bad: ["all", "top:0", 5] },
  prompt_mode: { good: ["render"], bad: ["guess"] },
  matcher: { good: ["exact"], bad: ["vague"] },
  labels: { good: [{ team: "a" }], bad: ["team"] },
  metadata: { good: [{ run: { depth: 1 } }], bad: [[1]] },
};

const FINISH: Cases<z.input<typeof finishSessionBody>> = {
  reward: { good: [1, -0.5, { style: 0.2 }], bad: ["good", { style: "nice" }] },
  leaf_rewards: { good: [{ 1: 1 }], bad: [{ 1: "1" }, 4] },
  turn_rewards: { good: [{ 1: 0.5 }], bad: [{ 1: "1" }, { first: 1 }, [1]] },
  metadata: { good: [{ note: "done" }], bad: ["done"] },
  policy: { good: ["slime"], bad: [7, "best"] },
};

const AMEND: Cases<z.input<typeof amendSessionBody>> = {
  reward: { good: [1, null, { style: 0.2 }], bad: ["good"] },
  leaf_rewards: { good: [{ 1: 1 }, { 1: null }, null], bad: [{ 1: "1" }] },
  turn_rewards: { good: [{ 1: 0.5 }, { 1: null }, null], bad: [{ 0: 1 }, 1] },
  labels: { good: [{ run: "mine" }], bad: ["mine", null] },
  metadata: { good: [{ note: { any: [1] } }], bad: [[1]] },
  producer: { good: ["judge-7b"], bad: ["", " judge"] },
};

interface Described {
  readonly properties: Readonly<Record<string, JsonValue>>;
}

async function describedBody(method: Method, path: string): Promise<Described> {
  const answer = await GET(new Request("http://127.0.0.1/api/openapi.json"));
  const { paths } = await answer.json();
  return paths[path][method.toLowerCase()].requestBody.content["application/json"].schema;
}

async function isAccepted(method: Method, path: string, body: JsonValue): Promise<boolean> {
  const answer = await fetch(`${recorder.url}${path}`, { method, body: JSON.stringify(body) });
  return answer.ok;
}

/** A session with one turn, so that there is a leaf to reward. */
async function openedSession(): Promise<string> {
  const answer = await fetch(`${recorder.url}/api/sessions`, { method: "POST" });
  const { id }: { readonly id: string } = await answer.json();
  const call = JSON.stringify({ messages: [{ role: "user", content: "Hello" }] });
  await fetch(`${recorder.url}/s/${id}/v1/chat/completions`, { method: "POST", body: call });
  return `/api/sessions/${id}`;
}

type Method = "POST" | "PATCH";

type Called = readonly [
  method: Method,
  path: string,
  cases: Cases<Record<string, unknown>>,
  address: () => Promise<string>,
];

const CALLS: readonly Called[] = [
  ["POST", "/api/sessions", OPEN, () => Promise.resolve("/api/sessions")],
  ["POST", "/api/sessions/{id}/finish", FINISH, async () => `${await openedSession()}/finish`],
  ["PATCH", "/api/sessions/{id}", AMEND, openedSession],
];

describe.each(CALLS)("the body of %s %s in the contract", (method, path, cases, address) => {
  it("has the fields that the recorder reads, and no others", async () => {
    const { properties } = await describedBody(method, path);
    expect(Object.keys(properties).sort()).toEqual(Object.keys(cases).sort());
    expect(await isAccepted(method, await address(), { surprise: 1 })).toBe(false);
  });

  it.each(Object.entries(cases))("says of %s what the recorder does", async (field, { good, bad }) => {
    const fits = new Ajv2020({ strict: false }).compile(await describedBody(method, path));
    for (const [values, wanted] of [
      [good, true],
      [bad, false],
    ] as const) {
      for (const value of values) {
        const said = JSON.stringify({ [field]: value });
        expect(fits({ [field]: value }), `described: ${said}`).toBe(wanted);
        expect(await isAccepted(method, await address(), { [field]: value }), `answered: ${said}`).toBe(
          wanted,
        );
      }
    }
  });
});
