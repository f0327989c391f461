import { z } from "zod";
import { splitPattern } from "./split-pattern";
import type { TokenizerFile } from "./tokenizer-file";

/** How text is cut before the merges, for a file of the byte-level kind. */
export interface ByteLevelKind {
  readonly normaliseNfc: boolean;
  /** Applied one after the other, each to the pieces of the one before. */
  readonly patterns: readonly RegExp[];
}

const splitSchema = z.object({
  type: z.literal("Split"),
  pattern: z.object({ Regex: z.string() }),
  behavior: z.literal("Isolated"),
  invert: z.literal(false).optional(),
});

const byteLevelSchema = z.object({
  type: z.literal("ByteLevel"),
  add_prefix_space: z.literal(false),
  use_regex: z.boolean().default(true),
});

const sequenceSchema = z.object({
  type: z.literal("Sequence"),
  pretokenizers: z.array(z.union([splitSchema, byteLevelSchema])),
});

/** GPT-2's own pattern, which a `ByteLevel` pre-tokenizer applies when nothing else has. */
const GPT2_PATTERN = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

function readPatterns(file: TokenizerFile): readonly RegExp[] | null {
  const single = byteLevelSchema.safeParse(file.pre_tokenizer);
  const sequence = sequenceSchema.safeParse(file.pre_tokenizer);
  const steps = single.success ? [single.data] : (sequence.data?.pretokenizers ?? []);
  if (steps.at(-1)?.type !== "ByteLevel") return null;
  const patterns: RegExp[] = [];
  for (const step of steps) {
    if (step.type === "ByteLevel" && !step.use_regex) continue;
    const pattern = splitPattern(step.type === "Split" ? step.pattern.Regex : GPT2_PATTERN);
    if (pattern === null) return null;
    patterns.push(pattern);
  }
  return patterns;
}

function normaliserKind(file: TokenizerFile): "none" | "nfc" | "other" {
  if (!file.normalizer) return "none";
  if (file.normalizer.type === "NFC") return "nfc";
  const steps = z.array(z.unknown()).safeParse(file.normalizer.normalizers);
  return file.normalizer.type === "Sequence" && steps.data?.length === 0 ? "none" : "other";
}

/**
 * Whether a tokenizer.json is byte-level BPE of the kind that the project's own encoder reads (Qwen, Llama 3, GLM,
 * DeepSeek, GPT-4o), and how it cuts text; null when any part of it is something else.
 */
export function byteLevelKind(file: TokenizerFile): ByteLevelKind | null {
  const { model } = file;
  const plainBpe =
    model.type === "BPE" &&
    !model.dropout &&
    !model.byte_fallback &&
    !model.continuing_subword_prefix &&
    !model.end_of_word_suffix &&
    file.decoder?.type === "ByteLevel";
  const normaliser = normaliserKind(file);
  const oddTokens = file.added_tokens.some(
    (token) =>
      token.lstrip || token.rstrip || token.single_word || (token.normalized && normaliser !== "none"),
  );
  if (!plainBpe || oddTokens || normaliser === "other") return null;
  const patterns = readPatterns(file);
  return patterns && { normaliseNfc: normaliser === "nfc", patterns };
}
