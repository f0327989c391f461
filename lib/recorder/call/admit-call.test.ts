import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const ADMIN = "the-admin's-token";
const TRAINER = "the-trainer's-token";
const READER = "the-reader's-token";

const simulated = simulatedRecorder({
  TURNTREE_API_TOKEN: ADMIN,
  TURNTREE_TRAINER_TOKEN: TRAINER,
  TURNTREE_READ_TOKEN: READER,
});

type Headers = Readonly<Record<string, string>>;

const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

let addresses = 0;

async function call(path: string, headers: Headers = {}, protocol = "/v1/chat/completions") {
  const response = await fetch(`${simulated.server.url}${path}${protocol}`, {
    method: "POST",
    // Each from an address of its own: here nobody guesses.
    headers: { "x-turntree-address": `10.0.0.${++addresses}`, ...headers },
    body: JSON.stringify({ max_tokens: 20, messages: [{ role: "user", content: "Hello." }] }),
  });
  const body = await response.text();
  return { status: response.status, session: response.headers.get("x-turntree-session"), body };
}

const opened = z.object({
  id: z.string(),
  key: z.string(),
  base_url: z.string(),
  openai_base_url: z.string(),
  anthropic_base_url: z.string(),
});

async function open(id: string) {
  const response = await fetch(`${simulated.server.url}/api/sessions`, {
    method: "POST",
    headers: bearer(TRAINER),
    body: JSON.stringify({ id }),
  });
  return opened.parse(await response.json());
}

async function close(id: string, how: "finish" | "drop"): Promise<void> {
  const path = how === "finish" ? `/api/sessions/${id}/finish` : `/api/sessions/${id}`;
  const method = how === "finish" ? "POST" : "DELETE";
  const answer = await fetch(`${simulated.server.url}${path}`, { method, headers: bearer(TRAINER) });
  expect(answer.status).toBe(200);
}

afterEach(() => vi.restoreAllMocks());

describe("a model call", () => {
  it("without a key, or with none of this server's, is refused in its protocol's shape", async () => {
    for (const headers of [{}, bearer("sk-dummy"), { "x-api-key": "dummy" }, { "x-turntree-token": "no" }]) {
      const chat = await call("/s/never-opened", headers);
      expect([chat.status, JSON.parse(chat.body).error.type]).toEqual([401, "authentication_error"]);
      const messages = await call("/s/never-opened", headers, "/v1/messages");
      expect([messages.status, JSON.parse(messages.body).type]).toEqual([401, "error"]);
    }
    expect(await simulated.server.runtime.store.findSession("never-opened")).toBeNull();
  });

  it("opens a session with the trainer's key or the admin's, and not with the reader's", async () => {
    expect(await call("/s/by-trainer", bearer(TRAINER))).toMatchObject({
      status: 200,
      session: "by-trainer",
    });
    expect(await call("/s/by-admin", { "x-api-key": ADMIN })).toMatchObject({ session: "by-admin" });
    const named = { "x-turntree-token": TRAINER, authorization: "Bearer c" };
    expect(await call("", named)).toMatchObject({ status: 200, session: "c" });
    expect((await call("/s/by-reader", bearer(READER))).status).toBe(403);
  });

  it("does not make a session of a key", async () => {
    expect((await call("", bearer(TRAINER))).session).toBe("default");
    const { key } = await open("named-by-key");
    const both = { "x-turntree-token": ADMIN, authorization: `Bearer ${key}` };
    expect((await call("/s/elsewhere", both)).session).toBe("elsewhere");
  });
});

describe("a session's key", () => {
  it("comes with the session, and stands in its base URLs", async () => {
    const { key, base_url, openai_base_url, anthropic_base_url } = await open("a:b@c");
    expect(key).toMatch(/^s\.a:b@c\.[\w-]{43}$/);
    expect(base_url).toBe(`${simulated.server.url}/k/${encodeURIComponent(key)}`);
    expect(openai_base_url).toBe(`${base_url}/v1`);
    expect(anthropic_base_url).toBe(base_url);
    expect(base_url + openai_base_url).not.toMatch(/token/);
    const path = new URL(base_url).pathname;
    expect(await call(path)).toMatchObject({ status: 200, session: "a:b@c" });
    expect(await call(path, bearer("dummy"), "/v1/messages")).toMatchObject({
      status: 200,
      session: "a:b@c",
    });
    expect(await call(`${path}/s/a:b@c`)).toMatchObject({ status: 200, session: "a:b@c" });
  });

  it("may be the client's own credential, and then names the session whatever else would", async () => {
    const { key } = await open("carried");
    expect(await call("", bearer(key))).toMatchObject({ status: 200, session: "carried" });
    expect(await call("/s/carried", { "x-api-key": key })).toMatchObject({ session: "carried" });
    const ownHeader = { "x-claude-code-session-id": "cc-1", "x-turntree-token": key };
    expect(await call("", ownHeader)).toMatchObject({ session: "carried" });
  });

  it("calls in no other session, however that one is named", async () => {
    const { key } = await open("mine");
    await open("sibling");
    const path = `/k/${encodeURIComponent(key)}`;
    for (const [where, headers] of [
      ["/s/sibling", bearer(key)],
      ["/s/not-open-yet", bearer(key)],
      [`${path}/s/sibling`, {}],
      [path, { "x-turntree-session": "sibling" }],
      ["", { ...bearer(key), "x-turntree-session": "sibling" }],
    ] as const)
      expect((await call(where, headers)).status, where).toBe(403);
    const { store } = simulated.server.runtime;
    expect((await store.findSession("sibling"))?.counters.turns).toBe(0);
    expect(await store.findSession("not-open-yet")).toBeNull();
  });

  it.each(["finish", "drop"] as const)("dies with its session: %s", async (how) => {
    const id = `dies-by-${how}`;
    const { key } = await open(id);
    expect((await call("", bearer(key))).status).toBe(200);
    await close(id, how);
    const straggler = await call("", bearer(key));
    expect(straggler.status).toBe(401);
    expect(straggler.body).toContain(`its key died with it`);
  });

  it("that is right opens nothing by itself", async () => {
    const key = simulated.server.runtime.keys.sessionKey("never-opened-at-all") ?? "";
    expect((await call("", bearer(key))).status).toBe(401);
    expect(await simulated.server.runtime.store.findSession("never-opened-at-all")).toBeNull();
  });

  it("in the address decides alone: a good one elsewhere covers up no wrong one", async () => {
    const { key } = await open("decides");
    expect((await call(`/k/${key}x`, bearer(key))).status).toBe(401);
    expect((await call(`/k/${TRAINER}`, bearer(key))).status).toBe(403);
    expect((await call(`/k/${key}`, { "x-turntree-token": "wrong" })).status).toBe(200);
  });

  it("and what an address held before stand in no line of the log", async () => {
    const said = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const { key } = await open("logged");
    await close("logged", "finish");
    for (const path of [`/k/${key}`, `/s/${key}`, `/t/${ADMIN}/s/a`, `/k/${ADMIN}`]) await call(path);
    const lines = said.mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).not.toMatch(new RegExp(`${ADMIN}|${key.slice(-43)}`));
  });
});

describe("an address of the first release", () => {
  it.each([ADMIN, "wrong", TRAINER])("/t/%s is refused with what to use instead", async (token) => {
    const { status, body } = await call(`/t/${token}/s/a`, bearer(ADMIN));
    expect(status).toBe(403);
    expect(body).toContain("/t/");
    expect(body).toContain("base_url");
    expect(body).not.toContain(token);
  });
});
