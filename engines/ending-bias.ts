import { loadLanguageModel } from "@/lib/text/load-language-model";

/** Ends reasoning at once, where a model that talks at random would go on. */
const END_OF_REASONING = 151668;

/** What closed JSON needs beside its names. */
const JSON_PIECE = /^([{}":,]+|true|false|[123])$/;

/** Above anything that a random model prefers. */
const BIAS = 40;

/**
 * Biases under which a model that talks at random comes to an end: JSON may hold any white space between its parts, and
 * there are hundreds of tokens of it.
 */
export async function endingBias(): Promise<Readonly<Record<string, number>>> {
  const model = await loadLanguageModel("qwen3");
  const pieces = Array.from({ length: model.vocabularySize }, (_, id) => id).filter((id) =>
    JSON_PIECE.test(model.decode(Int32Array.of(id))),
  );
  return Object.fromEntries([...pieces, END_OF_REASONING].map((id) => [id, BIAS]));
}
