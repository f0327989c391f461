import { describe, expect, it } from "vitest";
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
