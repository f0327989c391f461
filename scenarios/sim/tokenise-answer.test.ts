import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { seededRandom } from "./random";
import { type Tokenisation, tokeniseAnswer } from "./tokenise-answer";
import { defaultTokenizerFolder, loadVocabulary } from "./vocabulary";

const vocabulary = loadVocabulary(defaultTokenizerFolder());
let model: LanguageModel;
beforeAll(async () => {
  model = await loadLanguageModel("qwen3");
});

const tokenise = (text: string, tokenisation: Tokenisation, seed = 1) =>
  tokeniseAnswer(text, tokenisation, vocabulary, seededRandom(seed));

/** Composed text without markup, as the tokenizer's own normaliser leaves it. */
const plainText = fc
  .string({ unit: "grapheme", maxLength: 80 })
  .map((text) => text.normalize("NFC").replaceAll("<", "("));

const ODD_TEXT = "The café serves naïve ducks 🦆 for 12,345 yen, 龘!";

describe("how the simulated engine turns an answer into ids", () => {
  it.each(["plain", "odd", "odd_end", "bytes", "mixed"] as const)(
    "keeps the text, tokenised %s",
    (tokenisation) => {
      fc.assert(
        fc.property(plainText, fc.integer(), (text, seed) => {
          expect(vocabulary.decode(tokenise(text, tokenisation, seed))).toBe(text);
        }),
      );
    },
  );

  it("agrees with the recorder's encoder when plain, though the two share nothing", () => {
    fc.assert(
      fc.property(plainText, (text) => {
        expect(tokenise(text, "plain")).toEqual(Array.from(model.encode(text)));
      }),
    );
  });

  it.each(["odd", "odd_end", "bytes"] as const)(
    "samples other ids than an encoder would, tokenised %s",
    (tokenisation) => {
      const ids = tokenise(ODD_TEXT, tokenisation);
      expect(ids).not.toEqual(Array.from(model.encode(ODD_TEXT)));
      expect(model.decode(ids)).toBe(ODD_TEXT);
    },
  );

  it("differs from the plain ids only at the last word when the end is odd", () => {
    const text = "<tool_call>\nlook at this\n</tool_call>";
    const [odd, plain] = [tokenise(text, "odd_end"), tokenise(text, "plain")];
    const same = odd.findIndex((id, i) => id !== plain[i]);
    expect(vocabulary.decode(odd.slice(0, same))).toBe("<tool_call>\nlook at");
    expect(odd.at(-1)).toBe(plain.at(-1));
  });

  it("takes markup as one token and the name of a special token as text", () => {
    expect(tokenise("<think>", "bytes")).toEqual([151_667]);
    expect(tokenise("<|im_end|>", "plain")).not.toContain(151_645);
  });
});
