import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readModelFiles } from "@/lib/text/model-files";
import { randomText } from "@/test/text/random-text";
import { TRICKY_TEXTS } from "@/test/text/tricky-texts";
import { createByteLevelTokenizer } from "./byte-level-tokenizer";
import { createGeneralTokenizer } from "./general-tokenizer";
import type { Tokenizer } from "./tokenizer";

/** The project's encoder beside the general library, over one tokenizer: the same ids for the same text. */
export function encoderCase(name: string, folder: string): void {
  describe(`encoder over ${name}`, () => {
    let own: Tokenizer;
    let oracle: Tokenizer;

    beforeAll(async () => {
      const files = await readModelFiles(folder);
      const created = createByteLevelTokenizer(files.tokenizer);
      if (created === null) throw new Error(`${name} is not byte-level BPE`);
      own = created;
      oracle = createGeneralTokenizer(files.tokenizer, files.configuration);
    });

    it.each(TRICKY_TEXTS.map((text) => [text.slice(0, 30), text]))("agrees on %j", (_, text) => {
      expect(own.encodeText(text)).toEqual(oracle.encodeText(text));
    });

    it("agrees on random text of every script", () => {
      fc.assert(
        fc.property(randomText, (text) => {
          expect(own.encodeText(text)).toEqual(oracle.encodeText(text));
        }),
        { numRuns: 600 },
      );
    });

    it("knows the same bytes for every token", () => {
      expect(own.vocabularySize).toBe(oracle.vocabularySize);
      for (let id = 0; id < own.vocabularySize; id++) {
        if (Buffer.compare(own.tokenBytes(id), oracle.tokenBytes(id)) !== 0) expect.fail(`token ${id}`);
      }
    });

    it("has no bytes for ids outside the vocabulary", () => {
      for (const id of [-1, 0.5, own.vocabularySize, 2 ** 31]) expect(own.tokenBytes(id)).toHaveLength(0);
    });

    it("encodes a lone surrogate as the replacement character", () => {
      expect(own.encodeText("a\ud83d")).toEqual(own.encodeText("a\ufffd"));
    });
  });
}
