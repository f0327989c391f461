import { loadLanguageModel } from "@/lib/text/load-language-model";

/** Ends reasoning at once, where a model that talks at random would go on. */
const END_OF_REASONING = 151668;

/** What closed JSON needs beside its names. */
const JSON_PIECE = /^([{}":,]+|true|false|[123])$/;

/** Above anything that a random model prefers. */
const BIAS = 40;

/**
 * Above the pieces too: were it their equal, it would be one of many at each token, and some answers would think until
 * their last token.
 */
const END_OF_REASONING_BIAS = 80;

/**
 * Biases under which a model that talks at random comes to an end: JSON may hold any white space between its parts, and
 * there are hundreds of tokens of it.
 */
export async function endingBias(): Promise<Readonly<Record<string, number>>> {
  const model = await loadLanguageModel("qwen3");
  const pieces = Array.from({ length: model.vocabularySize }, (_, id) => id).filter((id) =>
    JSON_PIECE.test(model.decode(Int32Array.of(id))),
  );
  return {
    ...Object.fromEntries(pieces.map((id) => [id, BIAS])),
    [END_OF_REASONING]: END_OF_REASONING_BIAS,
  };
}
