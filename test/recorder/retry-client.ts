import { z } from "zod";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import type { SimulatedRecorder } from "./simulated-recorder";

/** As the SDKs of OpenAI and Anthropic mark a second try. */
export const RETRY = { "x-stainless-retry-count": "1" };
const TOOL = { name: "bash", description: "Runs.", parameters: { type: "object", properties: {} } };
/** An answer of reasoning, text and a call. */
export const THINKS: SimAnswerInput = {
  text: '<think>\nLet me see.\n</think>\n\nI look.\n<tool_call>\n{"name": "bash", "arguments": {"command": "ls"}}\n</tool_call>',
};

/** The same question over each protocol. */
export const BODIES = {
  "/v1/chat/completions": (text: string) => ({
    messages: [{ role: "user", content: text }],
    tools: [{ type: "function", function: TOOL }],
    logprobs: true,
  }),
  "/v1/responses": (text: string) => ({
    input: [{ role: "user", content: text }],
    tools: [{ type: "function", ...TOOL }],
  }),
  "/v1/messages": (text: string) => ({
    max_tokens: 500,
    messages: [{ role: "user", content: text }],
    tools: [{ name: TOOL.name, input_schema: TOOL.parameters }],
  }),
} as const;

export const PATHS = ["/v1/chat/completions", "/v1/responses", "/v1/messages"] as const;

const generations = z.array(z.unknown());

/** A client that asks the same more than once, and looks at what became of it. */
export function retryClient(simulated: SimulatedRecorder) {
  function post(
    session: string,
    path: keyof typeof BODIES,
    text: string,
    more: {
      readonly headers?: Record<string, string>;
      readonly stream?: boolean;
      readonly signal?: AbortSignal;
    } = {},
  ): Promise<Response> {
    const { stream, headers = {}, signal } = more;
    return fetch(`${simulated.server.url}/s/${session}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify({
        model: "m",
        ...BODIES[path](text),
        ...(stream === undefined ? {} : { stream }),
      }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  const ask = (session: string, text: string, headers: Record<string, string> = {}) =>
    post(session, "/v1/chat/completions", text, { headers });

  async function turns(session: string) {
    const record = await simulated.server.runtime.store.findSession(session);
    return record === null ? [] : (await simulated.server.runtime.store.readRecording(session)).turns;
  }

  async function deliveries(session: string) {
    return (await turns(session)).map(({ delivery, deliveries: times }) => `${delivery} ${times}`);
  }

  /** How many tokens of a session train, of how many that were sampled. */
  async function trained(session: string) {
    const recording = await simulated.server.runtime.store.readRecording(session);
    const { ledger } = linearise(recording, resolvePolicy("strict"));
    return { trained: ledger.trained, sampled: ledger.sampled };
  }

  async function sampledSoFar(): Promise<number> {
    return generations.parse(await (await fetch(`${simulated.engine.url}/sim/generations`)).json()).length;
  }

  return { post, ask, turns, deliveries, trained, sampledSoFar };
}
