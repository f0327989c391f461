import { z } from "zod";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { ChatRender } from "@/lib/engine/engine";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { postForRender, readRenderedIds } from "@/lib/engine/rendered-ids";
import type { VllmServer } from "./vllm-server";

const rendered = z.object({ token_ids: z.array(z.int()) });
const tokenized = z.object({ tokens: z.array(z.int()) });

/** Statuses of a route that a server does not have. */
const NO_ROUTE: ReadonlySet<number> = new Set([403, 404, 405]);

/**
 * Renders a conversation over `/v1/chat/completions/render`, which gives the prompt that the chat route would sample
 * from. A vLLM without that route says the same over `/tokenize`.
 *
 * @throws EngineError in the engine's own words.
 */
export async function renderWithVllm(
  server: VllmServer,
  options: EngineOptions,
  { conversation, signal }: ChatRender,
): Promise<Int32Array> {
  const body = stringifyJson({ model: await server.servedName(signal), ...conversation });
  const answer = await postForRender(options, "/v1/chat/completions/render", body, signal);
  if (!NO_ROUTE.has(answer.status)) return readRenderedIds(answer, (told) => rendered.parse(told).token_ids);
  const other = await postForRender(options, "/tokenize", body, signal);
  return readRenderedIds(other, (told) => tokenized.parse(told).tokens);
}
