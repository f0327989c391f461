import { z } from "zod";
import type { ProtocolDoor } from "./asked-at-door";

/** What of a reply the rows look at, whichever door it came through. */
export interface DoorReply {
  readonly status: number;
  readonly text: string;
  readonly calls: readonly string[];
  readonly outputTokens: number;
  /** The likeliest tokens of the first position that tells any. */
  readonly topTokens: number;
  readonly promptIds: readonly number[] | null;
  readonly outputIds: readonly number[] | null;
  readonly withoutEffect: string | null;
  readonly error: { readonly type: string; readonly message: string } | null;
}

const ids = z.array(z.number()).optional();
const logProbs = z.array(z.object({ top_logprobs: z.array(z.unknown()) })).nullish();

const errorReply = z.object({ error: z.object({ type: z.string(), message: z.string() }) });

const chatReply = z.object({
  choices: z.tuple([
    z.object({
      message: z.object({
        content: z.string().nullable(),
        tool_calls: z.array(z.object({ function: z.object({ name: z.string() }) })).default([]),
      }),
      logprobs: z.object({ content: logProbs }).nullable(),
      token_ids: ids,
    }),
  ]),
  prompt_token_ids: ids,
  usage: z.object({ completion_tokens: z.number() }),
});

const responsesReply = z.object({
  output: z.array(
    z.object({
      type: z.string(),
      name: z.string().optional(),
      content: z.array(z.object({ text: z.string(), logprobs: logProbs })).optional(),
    }),
  ),
  prompt_token_ids: ids,
  token_ids: ids,
  usage: z.object({ output_tokens: z.number() }),
});

const messagesReply = z.object({
  content: z.array(z.object({ type: z.string(), name: z.string().optional(), text: z.string().optional() })),
  prompt_token_ids: ids,
  token_ids: ids,
  usage: z.object({ output_tokens: z.number() }),
});

type Said = Pick<DoorReply, "text" | "calls" | "outputTokens" | "topTokens" | "promptIds" | "outputIds">;

function saidAt(door: ProtocolDoor, body: unknown): Said {
  switch (door) {
    case "chat": {
      const { choices, usage, prompt_token_ids } = chatReply.parse(body);
      const [{ message, logprobs, token_ids }] = choices;
      return {
        text: message.content ?? "",
        calls: message.tool_calls.map((call) => call.function.name),
        outputTokens: usage.completion_tokens,
        topTokens: logprobs?.content?.[0]?.top_logprobs.length ?? 0,
        promptIds: prompt_token_ids ?? null,
        outputIds: token_ids ?? null,
      };
    }
    case "responses": {
      const { output, usage, prompt_token_ids, token_ids } = responsesReply.parse(body);
      const parts = output.flatMap(({ content }) => content ?? []);
      return {
        text: parts.map((part) => part.text).join(""),
        calls: output.flatMap(({ type, name }) =>
          type === "function_call" && name !== undefined ? [name] : [],
        ),
        outputTokens: usage.output_tokens,
        topTokens: parts[0]?.logprobs?.[0]?.top_logprobs.length ?? 0,
        promptIds: prompt_token_ids ?? null,
        outputIds: token_ids ?? null,
      };
    }
    case "messages": {
      const { content, usage, prompt_token_ids, token_ids } = messagesReply.parse(body);
      return {
        text: content.map(({ text }) => text ?? "").join(""),
        calls: content.flatMap(({ type, name }) => (type === "tool_use" && name !== undefined ? [name] : [])),
        outputTokens: usage.output_tokens,
        topTokens: 0,
        promptIds: prompt_token_ids ?? null,
        outputIds: token_ids ?? null,
      };
    }
    default:
      return door satisfies never;
  }
}

const NOTHING: Said = {
  text: "",
  calls: [],
  outputTokens: 0,
  topTokens: 0,
  promptIds: null,
  outputIds: null,
};

/** Reads a whole reply of any door, an error too. */
export async function readDoorReply(door: ProtocolDoor, response: Response): Promise<DoorReply> {
  const body: unknown = await response.json();
  const isError = response.status >= 400;
  return {
    ...(isError ? NOTHING : saidAt(door, body)),
    status: response.status,
    withoutEffect: response.headers.get("x-turntree-without-effect"),
    error: isError ? errorReply.parse(body).error : null,
  };
}
