import { z } from "zod";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { TokenizeRequest } from "./engine";
import type { EngineOptions } from "./engine-options";
import { postForRender, readRenderedIds } from "./rendered-ids";

const tokenized = z.object({ tokens: z.array(z.int()) });

/**
 * The ids that an engine's own tokenizer gives a text, in which names of special tokens are these tokens.
 *
 * @throws EngineError in the engine's own words.
 */
export async function tokenizedText(
  options: EngineOptions,
  { route, model }: { readonly route: string; readonly model: string },
  { text, signal }: TokenizeRequest,
): Promise<Int32Array> {
  const body = stringifyJson({ model, prompt: text, add_special_tokens: false });
  const answer = await postForRender(options, route, body, signal);
  return readRenderedIds(answer, (told) => tokenized.parse(told).tokens);
}
