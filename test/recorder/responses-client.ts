import type { JsonObject } from "@/lib/core/json/json-value";
import type { Turn } from "@/lib/core/recording/turn";
import { simLine } from "./sim-line";
import { simulatedRecorder } from "./simulated-recorder";

export const WEATHER = {
  type: "function",
  name: "get_weather",
  parameters: { type: "object", properties: { city: { type: "string" } } },
};

const ANSWER =
  '<think>\nhm\n</think>\n\nI look.\n<tool_call>\n{"name": "get_weather", "arguments": {"city": "Oslo"}}\n</tool_call>';

/** Answered with reasoning, text and a call. */
export const WEATHER_QUESTION = { role: "user", content: simLine({ text: ANSWER }, "What is the weather?") };

export function resultOf(call: { readonly call_id: string }): JsonObject {
  return { type: "function_call_output", call_id: call.call_id, output: "It is sunny in Oslo" };
}

/** A client of a simulated recorder that speaks the Responses API, for tests of what it refers to. */
export function responsesClient() {
  const simulated = simulatedRecorder();

  async function send(session: string, body: JsonObject, path = "/v1/responses") {
    const response = await fetch(`${simulated.server.url}/s/${session}${path}`, {
      method: "POST",
      body: JSON.stringify({ model: "m", ...body }),
    });
    return { status: response.status, body: await response.json() };
  }

  async function turns(session: string): Promise<readonly Turn[]> {
    return (await simulated.server.runtime.store.readRecording(session)).turns;
  }

  /** How the prompts of a session were built, and on which turns. */
  async function anchors(session: string) {
    return (await turns(session)).map(({ promptBuild, graft }) => [promptBuild, graft?.anchor ?? null]);
  }

  /** A first answer with reasoning, text and a call, as items. */
  async function asked(session: string, more: JsonObject = {}) {
    const { body } = await send(session, { input: [WEATHER_QUESTION], tools: [WEATHER], ...more });
    const [reasoning, text, call] = body.output;
    return { id: body.id, store: body.store, reasoning, text, call };
  }

  return { simulated, send, turns, anchors, asked };
}
