import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readCitation } from "@/lib/core/report/citation";
import { checkCitations } from "@/lib/inspect/report/check-citations";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

const ADMIN = "the-admin's-token";
const READER = "the-reader's-token";

let engine: SimEngine;
let server: RecorderServer;

beforeAll(async () => {
  engine = await startSimEngine();
  server = await serveRecorder({
    TURNTREE_ENGINE_URL: engine.url,
    TURNTREE_API_TOKEN: ADMIN,
    TURNTREE_READ_TOKEN: READER,
    TURNTREE_PUBLIC_URL: "https://runs.example",
  });
  const messages: object[] = [{ role: "user", content: "Hello." }];
  await manage("POST", "/api/sessions", { id: "talk", labels: { run: "r7", step: "61" } });
  const first = await say(messages);
  // The client spells the answer otherwise, so that what was sampled is lost.
  await say([
    ...messages,
    { role: "assistant", content: `${first} ` },
    { role: "user", content: "And now?" },
  ]);
  await manage("POST", "/api/sessions/talk/finish", {});
});

afterAll(async () => {
  await server.close();
  await engine.close();
});

async function manage(method: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN}` },
    body: JSON.stringify(body),
  });
  expect(response.ok, `${method} ${path}`).toBe(true);
  return response.json();
}

const reply = z.object({ choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]) });

async function say(messages: readonly object[]): Promise<string> {
  const answer = await manage("POST", "/s/talk/v1/chat/completions", {
    model: "sim",
    messages,
    max_tokens: 40,
  });
  return reply.parse(answer).choices[0].message.content;
}

async function post(body: object, key = READER): Promise<Response> {
  return fetch(`${server.url}/api/mcp`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2025-06-18",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, ...body }),
  });
}

const called = z.object({
  result: z.object({
    isError: z.boolean().optional(),
    content: z.tuple([z.object({ type: z.literal("text"), text: z.string() })]),
  }),
});

/** What a tool answers: its JSON, or its words where it refuses. */
async function call(name: string, given: object = {}, key = READER) {
  const response = await post({ method: "tools/call", params: { name, arguments: given } }, key);
  const { result } = called.parse(messageOf(await response.text()));
  const [{ text }] = result.content;
  return { isError: result.isError === true, text, told: result.isError ? null : JSON.parse(text) };
}

/** One message, whether the answer is JSON or a stream of one event. */
function messageOf(text: string): unknown {
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text);
}

describe("tools for agents", () => {
  it("are named, with what they take, and say which of them write", async () => {
    const listed = z
      .object({ result: z.object({ tools: z.array(z.looseObject({ name: z.string() })) }) })
      .parse(messageOf(await (await post({ method: "tools/list" })).text()));
    expect(listed.result.tools).toMatchObject(
      [
        "health_report",
        "find_sessions",
        "read_session",
        "read_messages",
        "read_tokens",
        "explain_token",
        "compare_turns",
        "what_if",
        "annotate",
        "write_report",
        "show",
      ].map((name) => ({
        name,
        annotations: { readOnlyHint: !["annotate", "write_report", "show"].includes(name) },
        inputSchema: { type: "object" },
      })),
    );
  });

  it("lead from a run to its sessions, turns and policies, each with the page that shows it", async () => {
    const { told: health } = await call("health_report", { filter: "run:r7" });
    expect(health).toMatchObject({ sessions: 1, page: "https://runs.example/sessions?q=run%3Ar7" });
    const { told: found } = await call("find_sessions", { filter: "run:r7 step:61" });
    expect(found.sessions).toMatchObject([{ session: "talk", run: "r7", turns: 2 }]);
    const { told: seen } = await call("read_session", { session: "talk", policy: "strict" });
    expect(seen).toMatchObject({ policy: "strict", labels: { run: "r7" } });
    expect(seen.sampled_tokens).toBeGreaterThan(0);
    const answer = seen.messages.find(({ turn }: { turn: number | null }) => turn === 1);
    expect(answer.page).toMatch(/^https:\/\/runs\.example\/sessions\/talk\?policy=strict&node=/);
    const { told: messages } = await call("read_messages", { session: "talk", messages: [answer.message] });
    expect(messages[0]).toMatchObject({ role: "assistant", turn: 1 });
    const { told: compared } = await call("compare_turns", { session: "talk", turn: 1, by: 2 });
    expect(compared.answer_tokens).toBeGreaterThan(0);
    const { told: lab } = await call("what_if", {
      session: "talk",
      settings: { fork_threshold_tokens: "0" },
    });
    expect(lab.policies.map(({ policy }: { policy: string }) => policy)).toContain("slime");
  });

  it("tell tokens as they were sampled, why each trains or not, and an address that a report's check finds", async () => {
    const { told } = await call("read_tokens", { session: "talk", turn: 1, policy: "strict" });
    const recording = await server.runtime.store.readRecording("talk");
    const output = Array.from(recording.turns[0]?.outputIds ?? []);
    expect(told.tokens.map(({ id }: { id: number }) => id)).toEqual(output);
    expect(told.tokens[0]).toMatchObject({ at: told.prompt_tokens, state: "trained", trains: true });
    expect(told.tokens[0].log_prob).toBe(recording.turns[0]?.outputLogProbs?.[0]);
    expect(told.reasons[0].reason).toMatch(/^Trained/);
    const { told: one } = await call("explain_token", { session: "talk", sample: 0, at: 0 });
    expect(one.reason).toMatch(/^Not trained: it came in the prompt/);
    expect(readCitation(told.cite)).toMatchObject({ session: "talk", turn: 1, from: told.prompt_tokens });
    const other = told.cite.replace(/#./, (two: string) => (two === "#0" ? "#1" : "#0"));
    const report = `See [this](${told.cite}), [that](${other}) and [nothing](turntree:talk/9/0-1#0123456789abcdef).`;
    const checked = await checkCitations(server.runtime.store, report);
    expect(checked.map(({ fault }) => fault)).toEqual([
      null,
      "the tokens there are others",
      'session "talk" has no turn 9',
    ]);
  });

  it("refuse in words what they cannot tell", async () => {
    expect(await call("read_session", { session: "nobody" })).toMatchObject({
      isError: true,
      text: 'There is no session "nobody".',
    });
    expect((await call("find_sessions", { filter: "turns:>many" })).isError).toBe(true);
    expect((await call("read_tokens", { session: "talk", turn: 7 })).text).toContain("no turn");
    expect((await call("read_messages", { session: "talk", messages: [99] })).text).toContain(
      "no message 99",
    );
  });

  it("keep a report that people read, with a key that may change sessions, and say what its citations are worth", async () => {
    const { told } = await call("read_tokens", { session: "talk", turn: 1 });
    const report = {
      text: `# What is lost\n\n[This](${told.cite}) and [nothing](turntree:talk/9/0-1#0123456789abcdef).`,
    };
    expect(await call("write_report", report)).toMatchObject({ isError: true });
    const { told: kept } = await call("write_report", report, ADMIN);
    expect(kept).toMatchObject({
      title: "What is lost",
      page: `https://runs.example/reports/${kept.id}`,
      citations: [{ standing: "holds" }, { standing: "differs", fault: 'session "talk" has no turn 9' }],
    });
    expect(await server.runtime.store.reports.find(kept.id)).toMatchObject(report);
  });

  it("write only with a key that may, keep who did, and let nobody in without one", async () => {
    const note = { session: "talk", kind: "comment", value: "The space after the answer.", turn: 1 };
    expect(await call("annotate", note)).toMatchObject({ isError: true });
    expect((await call("annotate", note, ADMIN)).told).toMatchObject({ written: { written: 1 } });
    const [held] = await server.runtime.store.readAnnotations("talk");
    expect(held).toMatchObject({ producer: "agent", kind: "comment", target: { on: "turn", turn: 1 } });
    await server.runtime.store.caughtUp();
    expect(await server.runtime.store.changes.list({ limit: 2, target: "annotations" })).toMatchObject([
      { holder: "admin", status: 200 },
      { holder: "reader", status: 403 },
    ]);
    expect((await post({ method: "tools/list" }, "a-wrong-key-of-nobody")).status).toBe(401);
  });
});
