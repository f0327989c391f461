import { z } from "zod";
import type { ProtocolDoor } from "./asked-at-door";

/** What of a reply the rows look at, whichever door it came through. */
export interface DoorReply {
  readonly status: number;
  readonly id: string;
  /** The ids of the items of a response; none at another door. */
  readonly itemIds: readonly string[];
  /** Whether the reply says that it is kept; null where it has no place for that. */
  readonly stored: boolean | null;
  readonly text: string;
  readonly calls: readonly string[];
  readonly outputTokens: number;
  /** The likeliest tokens of the first position that tells any. */
  readonly topTokens: number;
  readonly promptIds: readonly number[] | null;
  readonly outputIds: readonly number[] | null;
  readonly withoutEffect: string | null;
  readonly error: { readonly type: string; readonly message: string; readonly code: string | null } | null;
}

const ids = z.array(z.number()).optional();
const logProbs = z.array(z.object({ top_logprobs: z.array(z.unknown()) })).nullish();

const errorReply = z.object({
  error: z
    .object({
      type: z.string(),
      message: z.string(),
      code: z.string().nullish(),
      details: z.object({ error_code: z.string().optional() }).nullish(),
    })
    .transform(({ type, message, code, details }) => ({
      type,
      message,
      code: code ?? details?.error_code ?? null,
    })),
});

const chatReply = z.object({
  id: z.string(),
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
  id: z.string(),
  store: z.boolean(),
  output: z.array(
    z.object({
      id: z.string(),
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
  id: z.string(),
  content: z.array(z.object({ type: z.string(), name: z.string().optional(), text: z.string().optional() })),
  prompt_token_ids: ids,
  token_ids: ids,
  usage: z.object({ output_tokens: z.number() }),
});

type Said = Omit<DoorReply, "status" | "withoutEffect" | "error">;

function saidAt(door: ProtocolDoor, body: unknown): Said {
  switch (door) {
    case "chat": {
      const { id, choices, usage, prompt_token_ids } = chatReply.parse(body);
      const [{ message, logprobs, token_ids }] = choices;
      return {
        id,
        itemIds: [],
        stored: null,
        text: message.content ?? "",
        calls: message.tool_calls.map((call) => call.function.name),
        outputTokens: usage.completion_tokens,
        topTokens: logprobs?.content?.[0]?.top_logprobs.length ?? 0,
        promptIds: prompt_token_ids ?? null,
        outputIds: token_ids ?? null,
      };
    }
    case "responses": {
      const { id, store, output, usage, prompt_token_ids, token_ids } = responsesReply.parse(body);
      const parts = output.flatMap(({ content }) => content ?? []);
      return {
        id,
        itemIds: output.map((item) => item.id),
        stored: store,
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
      const { id, content, usage, prompt_token_ids, token_ids } = messagesReply.parse(body);
      return {
        id,
        itemIds: [],
        stored: null,
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
  id: "",
  itemIds: [],
  stored: null,
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
