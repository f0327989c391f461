import { expect } from "vitest";
import { z } from "zod";
import { forkCauses } from "@/lib/core/causes/fork-causes";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { openaiChat } from "@/lib/wire/openai-chat";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { simulatedRecorder } from "./simulated-recorder";

export interface ChatMessage {
  readonly role: string;
  readonly content: string | null;
  readonly tool_calls?: readonly unknown[];
  readonly tool_call_id?: string;
  readonly reasoning_content?: string;
}

const generations = z.array(z.object({ input_ids: z.array(z.number()) }));

/** An answer whose tokens are not those that its text would be encoded to. */
export const ODD: SimAnswerInput = {
  text: "<think>\nWell.\n</think>\n\nAn unlikely tokenisation indeed",
  tokenisation: "odd",
};
export const CALL = '<tool_call>\n{"name": "bash", "arguments": {"command": "rm -rf build"}}\n</tool_call>';
export const BASH = {
  type: "function",
  function: { name: "bash", parameters: { type: "object", properties: {} } },
};

export const fromUser = (content: string): ChatMessage => ({ role: "user", content });
export const echo = (content: string): ChatMessage => ({ role: "assistant", content });

/**
 * A chat client of a simulated recorder, for tests of how prompts are grafted and echoes matched.
 *
 * @param settings of the recorder.
 */
export function graftClient(settings: Readonly<Record<string, string>> = {}) {
  const simulated = simulatedRecorder(settings);
  /** Has the engine sample this next, whoever asks. */
  async function next(answer: SimAnswerInput): Promise<void> {
    await fetch(`${simulated.engine.url}/sim/answers`, { method: "POST", body: JSON.stringify([answer]) });
  }

  /** One call whose answer is given; returns the message as the client gets it. */
  async function ask(
    session: string,
    messages: readonly ChatMessage[],
    answer: SimAnswerInput,
    more: { readonly [field: string]: unknown; readonly headers?: Record<string, string> } = {},
  ): Promise<ChatMessage> {
    await next(answer);
    const { headers = {}, ...fields } = more;
    const response = await fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
      method: "POST",
      headers,
      body: JSON.stringify({ model: "m", messages, ...fields }),
    });
    expect(response.status).toBe(200);
    return (await response.json()).choices[0].message;
  }

  /** What a policy makes of a session: its samples by turns, why it forks, what was forgiven, who called. */
  async function shapeOf(session: string) {
    const recording = await simulated.server.runtime.store.readRecording(session);
    const result = linearise(recording, resolvePolicy("strict"));
    return {
      samples: result.samples.map((sample) => sample.turns),
      forks: forkCauses(recording, result).map(({ cause }) => cause),
      forgiven: recording.turns.flatMap((turn) => turn.acceptedRewrites.map(({ tolerance }) => tolerance)),
      client: recording.turns.at(-1)?.client,
    };
  }

  async function recorded(session: string) {
    const { turns, prompts } = await simulated.server.runtime.store.readRecording(session);
    return turns.map((turn) => ({
      ...turn,
      prompt: [...prompts.ids(turn.index)],
      output: [...turn.outputIds],
    }));
  }

  /** The prompt ids of the last call, as they arrived at the engine. */
  async function lastPromptAtEngine(): Promise<number[]> {
    const heard = generations.parse(await (await fetch(`${simulated.engine.url}/sim/generations`)).json());
    return heard.at(-1)?.input_ids ?? [];
  }

  function rendered(messages: readonly ChatMessage[], tools: readonly object[] = []): number[] {
    const call = openaiChat.parseRequest(JSON.parse(JSON.stringify({ messages, tools })));
    const input = {
      messages: call.messages,
      tools: call.tools,
      templateArguments: {},
      addGenerationPrompt: true,
    };
    return [...simulated.server.runtime.model.render(input).ids];
  }

  return { simulated, next, ask, shapeOf, recorded, lastPromptAtEngine, rendered };
}
