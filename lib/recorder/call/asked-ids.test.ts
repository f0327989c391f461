import { describe, expect, it } from "vitest";
import { ReplyFilter } from "@/lib/engine/forwarded/reply-filter";
import { answerJson, type ScriptedServer, startScriptedServer } from "@/test/engine/scripted-server";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

const PROMPT = [151644, 872, 198, 80, 151645, 198, 151644, 77091, 198];
const HELLO = [9707, 151645];
const logProbs = {
  content: HELLO.map((id) => ({ token: `token_id:${id}`, logprob: -0.5, bytes: null, top_logprobs: [] })),
};
const usage = { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 };
const done = "data: [DONE]\n\n";
const spelled = (events: readonly string[]) => events.map((event) => `data: ${event}\n\n`).join("");

interface Fields {
  readonly return_token_ids?: boolean;
  readonly logprobs?: boolean;
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
}

/** The events of vLLM, as text: it spells numbers as Python does. */
function vllmEvents(fields: Fields): readonly string[] {
  const ids = fields.return_token_ids === true;
  const lp = (at: number) =>
    fields.logprobs === true ? JSON.stringify({ content: [logProbs.content[at]] }) : "null";
  const chunk = (delta: string, at: number | null, finish: string, more = "") =>
    `{"id": "x", "temperature": 1.0, "choices": [{"index": 0, "delta": ${delta}, "logprobs": ${at === null ? "null" : lp(at)}, "finish_reason": ${finish}${ids && at !== null ? `, "token_ids": [${HELLO[at]}]` : ""}}]${more}}`;
  return [
    chunk('{"role":"assistant","content":""}', null, "null", ids ? `, "prompt_token_ids": [${PROMPT}]` : ""),
    chunk('{"content":"Hello"}', 0, "null"),
    ...(ids ? [chunk("{}", 1, "null")] : []),
    chunk("{}", null, '"stop"'),
    ...(fields.stream_options?.include_usage
      ? [`{"id":"x","choices":[],"usage":${JSON.stringify(usage)}}`]
      : []),
  ];
}

function vllmWhole(fields: Fields): string {
  const ids = fields.return_token_ids === true;
  return `{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"logprobs":${fields.logprobs ? JSON.stringify(logProbs) : "null"},"finish_reason":"stop","token_ids":${ids ? `[${HELLO}]` : "null"}}],"usage":${JSON.stringify(usage)},"prompt_token_ids":${ids ? `[${PROMPT}]` : "null"},"temperature":1.0}`;
}

function sglangEvents(fields: Fields, asksIds: boolean): readonly string[] {
  const choice = (delta: object, finish: string | null, at: number | null) => ({
    id: "x",
    choices: [
      {
        index: 0,
        delta,
        logprobs: fields.logprobs && at !== null ? { content: [logProbs.content[at]] } : null,
        finish_reason: finish,
      },
    ],
  });
  const sglext = { input_ids: PROMPT, output_ids: [HELLO] };
  return [
    choice({ role: "assistant", content: "Hello" }, null, 0),
    choice({ content: "" }, "stop", 1),
    ...(asksIds ? [{ id: "x", choices: [], sglext }] : []),
    ...(fields.stream_options?.include_usage ? [{ id: "x", choices: [], usage }] : []),
  ].map((event) => JSON.stringify(event));
}

type Owner = "vllm" | "sglang" | "openai" | "strict-vllm";

async function between(
  owner: Owner,
  run: (recorder: RecorderServer, behind: ScriptedServer) => Promise<void>,
) {
  const behind = await startScriptedServer((request, response) => {
    if (request.path === "/v1/models") {
      answerJson(response, { data: [{ id: "m", owned_by: owner.replace("strict-", "") }] });
      return;
    }
    const fields: Fields = JSON.parse(request.body);
    if (owner === "strict-vllm" && fields.return_token_ids) {
      answerJson(response, { error: { message: "unknown field" } }, 400);
    } else if (fields.stream) {
      const asked = request.headers["x-sglext-return-output-ids"] === "1";
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(spelled(owner === "sglang" ? sglangEvents(fields, asked) : vllmEvents(fields)) + done);
    } else answerJson(response, vllmWhole(fields));
  });
  const recorder = await serveRecorder({
    TURNTREE_ENGINE: "passthrough",
    TURNTREE_ENGINE_URL: behind.url,
    TURNTREE_TOKENIZER: "qwen3",
  });
  try {
    await run(recorder, behind);
  } finally {
    await recorder.close();
    await behind.close();
  }
}

async function ask(
  { url }: RecorderServer,
  session: string,
  fields: object,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const body = `{"temperature": 1.0, ${JSON.stringify({ messages: [{ role: "user", content: "q" }], ...fields }).slice(1)}`;
  const headers = { "content-type": "application/json", ...more };
  return (await fetch(`${url}/s/${session}/v1/chat/completions`, { method: "POST", headers, body })).text();
}

async function turnOf({ runtime }: RecorderServer, session: string) {
  return (await runtime.store.readRecording(session)).turns[0];
}

const PROVEN = { refusal: null, completeness: { by: "reply", counted: 2, received: 2 } };

describe("ids that the client did not ask for", () => {
  it.each<[string, Fields]>([
    ["nothing", {}],
    ["usage", { stream_options: { include_usage: true } }],
    ["log-probs", { logprobs: true }],
    ["ids", { return_token_ids: true }],
  ])(
    "are asked of vLLM, and the client who asks for %s gets that to the byte, whole and streamed",
    async (_, wish) => {
      await between("vllm", async (recorder, behind) => {
        expect(await ask(recorder, "whole", wish)).toBe(vllmWhole(wish));
        expect(await turnOf(recorder, "whole")).toMatchObject(PROVEN);
        const streamed = { ...wish, stream: true };
        expect(await ask(recorder, "stream", streamed)).toBe(spelled(vllmEvents(streamed)) + done);
        const turn = await turnOf(recorder, "stream");
        expect(turn).toMatchObject(PROVEN);
        expect([...(turn?.outputLogProbs ?? [])]).toEqual([-0.5, -0.5]);
        expect(turn?.logProbSemantics).toBe("raw");
        const sent = behind.received.filter(({ path }) => path === "/v1/chat/completions");
        for (const { body } of sent)
          expect(body).toMatch(/^\{"temperature": 1\.0, .*"return_token_ids":true/);
      });
    },
  );

  it.each([false, true])(
    "are left out of the reply that a retry is given again: streamed %s",
    async (stream) => {
      await between("vllm", async (recorder, behind) => {
        const first = await ask(recorder, "again", { stream });
        const calls = behind.received.length;
        expect(await ask(recorder, "again", { stream }, { "x-stainless-retry-count": "1" })).toBe(first);
        expect(behind.received).toHaveLength(calls);
      });
    },
  );

  it("are asked of SGLang by headers, and their event is taken out", async () => {
    await between("sglang", async (recorder) => {
      expect(await ask(recorder, "stream", { stream: true })).toBe(spelled(sglangEvents({}, false)) + done);
      const turn = { ...PROVEN, logProbSemantics: "temperature_scaled" };
      expect(await turnOf(recorder, "stream")).toMatchObject(turn);
    });
  });

  it("are not asked of anybody else, and no more of a server that does not take it", async () => {
    await between("openai", async (recorder, behind) => {
      expect(await ask(recorder, "plain", {})).toBe(vllmWhole({}));
      const turn = { refusal: "no_token_ids", logProbSemantics: "unknown" };
      expect(await turnOf(recorder, "plain")).toMatchObject(turn);
      expect(behind.received.at(-1)?.body).not.toContain("return_token_ids");
    });
    await between("strict-vllm", async (recorder, behind) => {
      for (const session of ["first", "second"]) expect(await ask(recorder, session, {})).toBe(vllmWhole({}));
      const sent = behind.received.filter(({ path }) => path === "/v1/chat/completions");
      expect(sent.map(({ body }) => body.includes("return_token_ids"))).toEqual([true, false, false]);
    });
  });

  it("are left in what is not understood, which is forwarded whole, however it is cut", () => {
    const filter = new ReplyFilter({ ids: true, logProbs: true, usage: true }, true);
    const text = spelled(["{not json", '{"choices":"none","token_ids":[1]}', '"é"']);
    const shown = [...Buffer.from(text)].map((byte) => Buffer.from(filter.push(Uint8Array.of(byte))));
    expect(Buffer.concat([...shown, filter.rest()]).toString()).toBe(text);
  });
});
