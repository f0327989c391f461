import type { LanguageModel } from "@/lib/text/language-model";

/** Words, numbers, spaces and scripts that no two vocabularies split alike. */
const TEXT =
  "The quick brown fox costs 1234567 €;\n\n\tdef unübersetzbar(x): return x**2 # 日本語のテキスト, русский, العربية 🎉";

/** A text and the ids that a model's tokenizer gives it, its ending tokens by their names among them. */
export interface TokenizerSample {
  readonly text: string;
  readonly ids: Int32Array;
}

/** What tells one tokenizer from another: text of many kinds, then the tokens that end an answer. */
export function tokenizerSample(
  model: Pick<LanguageModel, "encode" | "decode" | "stopTokenIds">,
): TokenizerSample {
  const { stopTokenIds } = model;
  return {
    text: TEXT + model.decode(stopTokenIds),
    ids: Int32Array.of(...model.encode(TEXT), ...stopTokenIds),
  };
}
