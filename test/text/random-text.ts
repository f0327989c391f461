import fc from "fast-check";

/** Code point ranges that between them meet every rule of a pre-tokenizer's pattern. */
const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0x09, 0x0d],
  [0x00, 0x1f],
  [0xa0, 0x24f],
  [0x300, 0x36f],
  [0x370, 0x6ff],
  [0x900, 0xfff],
  [0x1100, 0x11ff],
  [0x1e00, 0x2bff],
  [0x3000, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xf900, 0xffef],
  [0x10000, 0x2ffff],
  [0xe0000, 0xe01ef],
];

const PHRASES = [
  "<|im_start|>",
  "<|im_end|>",
  "<|endoftext|>",
  "<think>",
  "</think>",
  "<tool_call>",
  "</tool_call>",
  "'s",
  "'LL",
  "  ",
  "\r\n",
  "\n\n",
  "\ueff7",
];

const character = fc
  .constantFrom(...RANGES)
  .chain(([low, high]) => fc.integer({ min: low, max: high }).map((code) => String.fromCodePoint(code)));

/** Text of any script, mixed with names of added tokens. */
export const randomText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof({ weight: 9, arbitrary: character }, { weight: 1, arbitrary: fc.constantFrom(...PHRASES) }),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(""));
