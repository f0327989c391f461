import { describe, expect, it } from "vitest";
import { createTokenizer } from "./create-tokenizer";
import { tokenizerFileSchema } from "./tokenizer-file";

/** A SentencePiece-like file: spaces spelled `▁`, unknown characters by their bytes. */
const FILE = tokenizerFileSchema.parse({
  added_tokens: [
    { id: 1, content: "<s>", special: true },
    { id: 2, content: "<tool>", special: false },
  ],
  normalizer: { type: "Replace", pattern: { String: " " }, content: "▁" },
  pre_tokenizer: null,
  decoder: {
    type: "Sequence",
    decoders: [
      { type: "Replace", pattern: { String: "▁" }, content: " " },
      { type: "ByteFallback" },
      { type: "Fuse" },
    ],
  },
  post_processor: null,
  model: {
    type: "BPE",
    byte_fallback: true,
    unk_token: "<unk>",
    vocab: {
      "<unk>": 0,
      "▁": 3,
      h: 4,
      i: 5,
      hi: 6,
      "▁hi": 7,
      "<0xC3>": 8,
      "<0xA9>": 9,
      "<": 10,
      s: 11,
      ">": 12,
    },
    merges: ["h i", "▁ hi"],
  },
});

describe("a tokenizer that is not byte-level BPE", () => {
  const tokenizer = createTokenizer(FILE, {});

  it("goes through the general library", () => {
    expect(tokenizer.kind).toBe("general");
    expect(Array.from(tokenizer.encodeText("hi hi"))).toEqual([6, 7]);
  });

  it("takes names of special tokens as text, and other added tokens as tokens", () => {
    expect(Array.from(tokenizer.encodeText("<s>"))).not.toContain(1);
    expect(Array.from(tokenizer.encodeText("<tool>"))).toEqual([2]);
  });

  it("knows the bytes behind its spellings", () => {
    const bytes = [7, 8, 9].map((id) => [...tokenizer.tokenBytes(id)]);
    expect(bytes).toEqual([[0x20, 0x68, 0x69], [0xc3], [0xa9]]);
  });
});
