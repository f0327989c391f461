import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { answerEvents, answerJson, startScriptedServer } from "@/test/engine/scripted-server";
import { realGrammar } from "@/test/grammar/real-grammar";

/** An engine by its name, as `TURNTREE_ENGINE` has it. */
export type WireName = "sglang" | "vllm" | "llamacpp";

/** A server that speaks one engine's wire, samples as the simulated engine does, and keeps what it was sent. */
export interface EngineWire {
  readonly url: string;
  /** The body of the last generation that was no probe. */
  lastBody(): JsonObject;
  close(): Promise<void>;
}

/** Texts from which the model behind the llama.cpp wire takes the first that its grammar allows. */
const CANDIDATES = [
  '<tool_call>\n{"name": "get_weather", "arguments": {"city": "Oslo"}}\n</tool_call>',
  '{"x": 1}',
  "yes",
  "ab",
];

const simReply = z.object({
  text: z.string(),
  output_ids: z.array(z.int()),
  meta_info: z.object({
    finish_reason: z.object({ type: z.string(), matched: z.int().optional() }),
    prompt_tokens: z.int(),
    output_token_logprobs: z.array(z.tuple([z.number(), z.int()]).rest(z.unknown())),
    output_top_logprobs: z.array(z.array(z.tuple([z.number(), z.int()]).rest(z.unknown()))).optional(),
  }),
});

type SimReply = z.output<typeof simReply>;

/** Starts the wire of an engine, over a simulated engine of its own. */
export async function startEngineWire(name: WireName): Promise<EngineWire> {
  const sim = await startSimEngine();
  let last: JsonObject = {};
  const server = await startScriptedServer((request, response) => {
    const body = request.body === "" ? {} : objectOf(parseJson(request.body));
    const isProbe = request.body.includes('"probe');
    if (request.path in GENERATES && !isProbe) last = body;
    answer(name, sim, { ...request, body }, response).catch((error: unknown) => {
      answerJson(response, { error: { message: String(error) } }, 500);
    });
  });
  return {
    url: server.url,
    lastBody: () => last,
    async close() {
      await server.close();
      await sim.close();
    },
  };
}

const GENERATES: Readonly<Record<string, WireName>> = {
  "/generate": "sglang",
  "/inference/v1/generate": "vllm",
  "/completion": "llamacpp",
};

interface WireRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonObject;
}

async function answer(
  name: WireName,
  sim: SimEngine,
  { path, body }: WireRequest,
  response: ServerResponse,
): Promise<void> {
  if (path in GENERATES && GENERATES[path] === name) {
    if (name === "sglang") return passOn(sim, path, body, response);
    if (name === "vllm") return asVllm(sim, body, response);
    return asLlamacpp(sim, body, response);
  }
  if (name === "sglang") return passOn(sim, path, body, response);
  if (path === "/health") return answerJson(response, { status: "ok" });
  if (path === "/props") return answerJson(response, { default_generation_settings: { n_ctx: 100_000 } });
  if (path === "/v1/models") return answerJson(response, { data: [{ id: "model", max_model_len: 100_000 }] });
  answerJson(response, { error: { message: "Not Found" } }, 404);
}

/** SGLang's own wire, which the simulated engine speaks; seeds count for nothing, as without deterministic inference. */
async function passOn(
  { url }: SimEngine,
  path: string,
  body: JsonObject,
  response: ServerResponse,
): Promise<void> {
  if (path === "/server_info") return answerJson(response, { enable_deterministic_inference: false });
  const isPost = path === "/generate" || path === "/abort_request";
  const init = isPost ? { method: "POST", body: stringifyJson(body) } : {};
  const reply = await fetch(url + path, init);
  response.writeHead(reply.status, { "content-type": reply.headers.get("content-type") ?? "text/plain" });
  response.end(Buffer.from(await reply.arrayBuffer()));
}

async function sample(
  { url }: SimEngine,
  ids: JsonValue,
  params: JsonObject,
  top: JsonValue,
): Promise<Response> {
  const body = {
    input_ids: ids,
    sampling_params: params,
    return_logprob: true,
    top_logprobs_num: top,
    stream: false,
  };
  return fetch(`${url}/generate`, { method: "POST", body: stringifyJson(body) });
}

async function asVllm(sim: SimEngine, body: JsonObject, response: ServerResponse): Promise<void> {
  const params = objectOf(body.sampling_params);
  const outputs = objectOf(params.structured_outputs);
  const { json, regex, grammar, structural_tag } = outputs;
  const reply = await sample(
    sim,
    body.token_ids ?? [],
    {
      max_new_tokens: params.max_tokens ?? 16,
      min_new_tokens: params.min_tokens ?? 0,
      ignore_eos: params.ignore_eos ?? false,
      stop_token_ids: params.stop_token_ids ?? [],
      logit_bias: params.logit_bias ?? null,
      ...(json === undefined ? {} : { json_schema: stringifyJson(json) }),
      ...(regex === undefined ? {} : { regex }),
      ...(grammar === undefined ? {} : { ebnf: grammar }),
      ...(structural_tag === undefined ? {} : { structural_tag }),
    },
    params.logprobs ?? 0,
  );
  if (reply.status !== 200) return refuse(reply, response);
  const { output_ids: ids, meta_info: meta } = simReply.parse(await reply.json());
  const content = meta.output_token_logprobs.map(([logprob, token_id], i) => ({
    token_id,
    logprob,
    rank: 1,
    top_logprobs: (meta.output_top_logprobs?.[i] ?? []).map(([top, id]) => ({ token_id: id, logprob: top })),
  }));
  const usage = { prompt_tokens: meta.prompt_tokens, completion_tokens: ids.length };
  const choice = { index: 0, finish_reason: meta.finish_reason.type, token_ids: ids, logprobs: { content } };
  if (body.stream !== true) return answerJson(response, { choices: [choice], usage });
  answerEvents(response, [{ choices: [choice] }, { choices: [], usage }]);
}

/** llama-server has no seed of 64 bits, no stop tokens of a client's and no least length. */
async function asLlamacpp(sim: SimEngine, body: JsonObject, response: ServerResponse): Promise<void> {
  const bias = z.array(z.tuple([z.int(), z.number()])).parse(body.logit_bias ?? []);
  const params = {
    max_new_tokens: body.n_predict ?? 128,
    ignore_eos: body.ignore_eos ?? false,
    logit_bias: Object.fromEntries(bias),
  };
  const draw = async () => {
    const reply = await sample(sim, body.prompt ?? [], params, body.n_probs ?? 0);
    return simReply.parse(await reply.json());
  };
  let drawn = await draw();
  if (typeof body.grammar === "string") {
    const allows = await realGrammar({ rules: body.grammar });
    if (!(await allows(drawn.text))) drawn = await drawAllowed(sim, allows, draw);
  }
  const { output_ids: tokens, meta_info: meta } = drawn;
  answerJson(response, {
    tokens,
    stop_type: meta.finish_reason.type === "length" ? "limit" : "eos",
    tokens_predicted: tokens.length,
    tokens_evaluated: meta.prompt_tokens,
    completion_probabilities: meta.output_token_logprobs.map(([logprob, id], i) => ({
      id,
      logprob,
      top_logprobs: (meta.output_top_logprobs?.[i] ?? []).map(([top, other]) => ({
        id: other,
        logprob: top,
      })),
    })),
  });
}

async function drawAllowed(
  sim: SimEngine,
  allows: (text: string) => Promise<boolean>,
  draw: () => Promise<SimReply>,
): Promise<SimReply> {
  for (const text of CANDIDATES) {
    if (!(await allows(text))) continue;
    await fetch(`${sim.url}/sim/answers`, { method: "POST", body: JSON.stringify([{ text }]) });
    return draw();
  }
  throw new Error("The grammar allows none of the candidates.");
}

async function refuse(reply: Response, response: ServerResponse): Promise<void> {
  const { error } = z.object({ error: z.object({ message: z.string() }) }).parse(await reply.json());
  answerJson(response, { error: { message: error.message, type: "BadRequestError", code: 400 } }, 400);
}
