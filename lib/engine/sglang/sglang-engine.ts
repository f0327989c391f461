import type { Engine, EngineEvent, GenerateRequest, GenerationEvent } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { engineFailure } from "@/lib/engine/engine-failure";
import { engineHeaders } from "@/lib/engine/engine-headers";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { type EngineCall, openEngineCall } from "@/lib/engine/open-engine-call";
import { parseEngineJson } from "@/lib/engine/parse-engine-json";
import { readEngineEvents } from "@/lib/engine/read-engine-events";
import { refuseErrorFrame } from "@/lib/engine/refuse-error-frame";
import { tokenizedText } from "@/lib/engine/tokenized-text";
import { SglangAborts } from "./sglang-aborts";
import { readSglangFrame } from "./sglang-frame";
import { sglangHealth } from "./sglang-health";
import { renderWithSglang } from "./sglang-render";
import { SglangReply } from "./sglang-reply";
import { sglangRequest } from "./sglang-request";
import { scoreWithSglang } from "./sglang-score";
import { SglangSeeds } from "./sglang-seeds";

/** How long a request that was aborted may take to say what it had sampled, in ms. */
const LAST_WORDS_MS = 1_000;

/** SGLang's native protocol, and the simulated engine, which speaks it too. */
export function createSglangEngine(name: "sglang" | "sim", options: EngineOptions): Engine {
  const { url } = options;
  const seeds = new SglangSeeds(options);
  const aborts = new SglangAborts(options);
  return {
    name,
    url,
    generate: (request) => generate(options, aborts, request),
    health: async (signal) => {
      const health = await sglangHealth(options, signal);
      return aborts.words === null ? health : { ...health, detail: `${health.detail} ${aborts.words}` };
    },
    standing: () => (aborts.words === null ? {} : { refuses: aborts.words }),
    ...(name === "sglang" && {
      renderChat: (request) => renderWithSglang(options, request),
      tokenize: (request) => tokenizedText(options, { route: "/v1/tokenize", model: "default" }, request),
      score: (request) => scoreWithSglang(options, request),
    }),
    ignores: async ({ seed }) => (seed === null || (await seeds.count()) ? [] : ["seed"]),
  };
}

async function* generate(
  options: EngineOptions,
  aborts: SglangAborts,
  request: GenerateRequest,
): AsyncGenerator<EngineEvent, void, undefined> {
  request.signal.throwIfAborted();
  const connection = new AbortController();
  const reply = new SglangReply();
  let over = false;
  const leave = () => {
    over = true;
    aborts.send(request.requestId);
    setTimeout(() => connection.abort(), LAST_WORDS_MS).unref();
  };
  request.signal.addEventListener("abort", leave, { once: true });
  try {
    const call = await openEngineCall({
      url: `${options.url}/generate`,
      method: "POST",
      headers: {
        ...engineHeaders(options),
        ...request.traceHeaders,
        "x-smg-routing-key": request.routingKey,
      },
      body: sglangRequest(request, options.adapter ?? null),
      signal: connection.signal,
      silenceMs: options.silenceMs,
    });
    if (call.status !== 200) throw await failureOf(call);
    yield* readReply(call, reply);
    over = true;
    const { evidence } = request;
    const experts = evidence?.experts ? reply.experts(evidence.expertsFrom) : null;
    yield { ...reply.generation(), ...(experts && { experts }) };
  } catch (error) {
    over ||= error instanceof EngineError && (error.kind === "unreachable" || error.status !== null);
    const sampled = reply.untilBroken();
    if (sampled !== null) yield withRefusedAbort(sampled, aborts.refusal);
    throw request.signal.aborted ? request.signal.reason : error;
  } finally {
    request.signal.removeEventListener("abort", leave);
    if (!over) leave();
  }
  request.signal.throwIfAborted();
}

/** What had been sampled when nobody waited for more, and that the engine was told so in vain. */
function withRefusedAbort(sampled: GenerationEvent, refusal: number | null): GenerationEvent {
  return refusal === null ? sampled : { ...sampled, facts: { ...sampled.facts, abort_refused: refusal } };
}

async function failureOf(call: EngineCall): Promise<EngineError> {
  return engineFailure(call.status, await call.text(), call.headers);
}

/** The ids of a reply as they come, each frame kept in `reply`. Throws when the reply ends before its answer. */
async function* readReply(
  call: EngineCall,
  reply: SglangReply,
): AsyncGenerator<EngineEvent, void, undefined> {
  if (!call.contentType.startsWith("text/event-stream")) {
    reply.add(readSglangFrame(parseEngineJson(await call.text())));
    return;
  }
  for await (const data of readEngineEvents(call, () => reply.hasEnded)) {
    const ids = reply.add(readSglangFrame(refuseErrorFrame(parseEngineJson(data), data)));
    if (ids.length > 0) yield { type: "tokens", ids };
  }
  if (!reply.hasEnded) {
    throw new EngineError("unreachable", "The engine's stream ended before its answer did.");
  }
}
