import { createParser } from "eventsource-parser";
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json/json-value";
import { type AgentReply, agentReplySchema } from "./agent-reply";

const completion = z.object({ choices: z.array(z.object({ message: agentReplySchema })).min(1) });

const chunk = z.object({
  choices: z.array(
    z.object({
      delta: z.object({
        content: z.string().nullish(),
        reasoning_content: z.string().nullish(),
        tool_calls: z
          .array(
            z.object({
              index: z.int(),
              id: z.string().optional(),
              function: z.object({ name: z.string().optional(), arguments: z.string().optional() }),
            }),
          )
          .optional(),
      }),
    }),
  ),
});

type Delta = z.infer<typeof chunk>["choices"][number]["delta"];

/**
 * One call of Chat Completions. With `leavesAfterChunks` the client hangs up when it has seen so many chunks, and
 * what it heard until then is the reply. Throws when the answer is not a completion.
 */
export async function callModel(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: JsonObject,
  leavesAfterChunks: number | null,
): Promise<AgentReply> {
  const leaving = new AbortController();
  const response = await fetch(url, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
    signal: leaving.signal,
  });
  if (!response.ok)
    throw new Error(`${url} answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
  if (body.stream !== true) return wholeReply(completion.parse(await response.json()));
  const heard: Delta[] = [];
  try {
    for await (const delta of deltas(response)) {
      heard.push(delta);
      if (heard.length === leavesAfterChunks) leaving.abort();
    }
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
  }
  return assemble(heard);
}

function wholeReply(parsed: z.infer<typeof completion>): AgentReply {
  const message = parsed.choices[0]?.message;
  if (message === undefined) throw new Error("The completion has no choice.");
  return message;
}

async function* deltas(response: Response): AsyncGenerator<Delta> {
  const ready: string[] = [];
  const parser = createParser({ onEvent: (event) => ready.push(event.data) });
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    for (const data of ready.splice(0)) {
      if (data === "[DONE]") return;
      for (const choice of chunk.parse(JSON.parse(data)).choices) yield choice.delta;
    }
  }
}

/** Puts a stream's pieces together as the SDKs do. */
function assemble(heard: readonly Delta[]): AgentReply {
  const calls = new Map<number, { id: string; name: string; arguments: string }>();
  for (const piece of heard.flatMap((delta) => delta.tool_calls ?? [])) {
    const call = calls.get(piece.index) ?? { id: "", name: "", arguments: "" };
    calls.set(piece.index, {
      id: call.id + (piece.id ?? ""),
      name: call.name + (piece.function.name ?? ""),
      arguments: call.arguments + (piece.function.arguments ?? ""),
    });
  }
  const reasoning = heard.map((delta) => delta.reasoning_content ?? "").join("");
  return {
    role: "assistant",
    content: heard.map((delta) => delta.content ?? "").join(""),
    ...(reasoning !== "" && { reasoning_content: reasoning }),
    ...(calls.size > 0 && {
      tool_calls: Array.from(calls.values(), ({ id, name, arguments: text }) => ({
        id,
        type: "function" as const,
        function: { name, arguments: text },
      })),
    }),
  };
}
