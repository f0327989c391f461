import { z } from "zod";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { ChatRender } from "@/lib/engine/engine";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { postForRender, readRenderedIds } from "@/lib/engine/rendered-ids";

const tokenized = z.object({ tokens: z.array(z.int()) });

/**
 * Renders a conversation over `/v1/tokenize`, which takes messages as the chat route does.
 *
 * @throws EngineError in the engine's own words.
 */
export async function renderWithSglang(
  options: EngineOptions,
  { conversation, signal }: ChatRender,
): Promise<Int32Array> {
  const body = stringifyJson({ model: "default", ...conversation });
  const answer = await postForRender(options, "/v1/tokenize", body, signal);
  return readRenderedIds(answer, (told) => tokenized.parse(told).tokens);
}
