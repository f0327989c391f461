import { describe, expect, it } from "vitest";
import { z } from "zod";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const SECRET = "q8Zt4xK2";
const said = [{ role: "user", content: "Hello." }];

const BODIES: readonly (readonly [path: string, body: object])[] = [
  [
    "/v1/chat/completions",
    {
      messages: said,
      api_key: SECRET,
      extra_headers: { authorization: `Bearer ${SECRET}` },
      extra_body: { api_key: SECRET, deep: [{ client_secret: SECRET }] },
      metadata: { note: `Bearer ${SECRET}`, kept: "as it is" },
    },
  ],
  [
    "/v1/messages",
    {
      max_tokens: 9,
      messages: said,
      other_servers: [{ type: "url", url: `https://me:${SECRET}@host/`, authorization_token: SECRET }],
      metadata: { kept: "as it is" },
    },
  ],
  ["/v1/responses", { input: "Hello.", metadata: { password: SECRET, kept: "as it is" } }],
];

describe("secrets in a call's body", () => {
  it.each(BODIES)("are not in the recording of %s, and the rest is", async (path, body) => {
    const session = `kept${path.replaceAll("/", "-")}`;
    const { url } = simulated.server;
    const answer = await fetch(`${url}/s/${session}${path}`, { method: "POST", body: JSON.stringify(body) });
    await answer.text();
    expect(answer.status).toBe(200);
    const lines = await (await fetch(`${url}/api/sessions/${session}/turns.jsonl`)).text();
    expect(lines).toContain('"as it is"');
    expect(lines).not.toContain(SECRET);
  });
});

const KEYS = [
  "sk-proj-Ab3dEf6hIj9kLm2n",
  "ghp_Ab3dEf6hIj9kLm2nAb3dEf6hIj9kLm2n",
  `s.rollout-7.${"A1b2C3d4E5".repeat(4)}xyz`,
];

describe("secrets in the settings of a session", () => {
  const held = {
    env: KEYS.map((key) => `KEY=${key}`),
    deep: [{ url: `http://h/k/${KEYS[2]}/v1` }],
    pass: "word",
  };

  it("are not kept where a session is opened and finished with them", async () => {
    const { url } = simulated.server;
    const send = (path: string, body: object) =>
      fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body) });
    expect((await send("/api/sessions", { id: "held", metadata: held, labels: held })).status).toBe(201);
    expect((await send("/api/sessions/held/finish", { metadata: { after: held } })).status).toBe(200);
    const lines = await (await fetch(`${url}/api/sessions/held/turns.jsonl`)).text();
    for (const key of KEYS) expect(lines).not.toContain(key);
    expect(lines).toContain('"pass":"word"');
  });

  it("are not kept of an import, whose facts may hold them too", async () => {
    const { url } = simulated.server;
    const call = { messages: said };
    await (
      await fetch(`${url}/s/out/v1/chat/completions`, { method: "POST", body: JSON.stringify(call) })
    ).text();
    const [session = "", turn = ""] = (
      await (await fetch(`${url}/api/sessions/out/turns.jsonl`)).text()
    ).split("\n");
    const whole = z.looseObject({ facts: z.looseObject({}) });
    const lines = [
      JSON.stringify({
        ...z.looseObject({}).parse(JSON.parse(session)),
        id: "in",
        metadata: held,
        labels: held,
      }),
      JSON.stringify({ ...whole.parse(JSON.parse(turn)), session: "in", facts: { request: held } }),
    ];
    const taken = await fetch(`${url}/api/import`, { method: "POST", body: lines.join("\n") });
    expect(await taken.json()).toMatchObject({ sessions: ["in"] });
    const back = await (await fetch(`${url}/api/sessions/in/turns.jsonl`)).text();
    for (const key of KEYS) expect(back).not.toContain(key);
    expect(back).toContain('"pass":"word"');
  });
});
