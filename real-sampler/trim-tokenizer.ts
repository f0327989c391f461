import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const tokenizerFile = z.looseObject({
  added_tokens: z.array(z.looseObject({ id: z.int(), content: z.string(), special: z.boolean() })),
  model: z.looseObject({
    vocab: z.custom<Readonly<Record<string, number>>>((value) => typeof value === "object" && value !== null),
    merges: z.custom<readonly (string | readonly [string, string])[]>((value) => Array.isArray(value)),
  }),
});

export type TokenKind = "normal" | "markup" | "special";

/** A vocabulary in order of ids, with what each token is. */
export interface TrimmedVocabulary {
  readonly tokens: readonly string[];
  readonly kinds: readonly TokenKind[];
  /** `left right`, in order of rank. */
  readonly merges: readonly string[];
}

/**
 * Cuts a byte-level BPE tokenizer down to its 256 bytes, its first merges and its added tokens, which get the ids
 * that follow. Writes `tokenizer.json` and `tokenizer_config.json` (the template as it is) into `folder`, so that
 * a tiny model has the real tokenizer's kind, template and special tokens.
 */
export function trimTokenizer(source: string, mergeCount: number, folder: string): TrimmedVocabulary {
  const file = tokenizerFile.parse(JSON.parse(readFileSync(join(source, "tokenizer.json"), "utf8")));
  const byRank = Object.entries(file.model.vocab).sort(([, a], [, b]) => a - b);
  const pieces = byRank.slice(0, 256).map(([piece]) => piece);
  const known = new Set(pieces);
  const merges: string[] = [];
  for (const merge of file.model.merges) {
    if (merges.length === mergeCount) break;
    const [left = "", right = ""] = typeof merge === "string" ? merge.split(" ") : merge;
    if (!known.has(left) || !known.has(right)) continue;
    merges.push(`${left} ${right}`);
    if (!known.has(left + right)) pieces.push(left + right);
    known.add(left + right);
  }
  const added = [...file.added_tokens]
    .sort((a, b) => a.id - b.id)
    .map((token, i) => ({ ...token, id: pieces.length + i }));
  const vocab = Object.fromEntries(pieces.map((piece, id) => [piece, id]));
  const asFile = typeof file.model.merges[0] === "string" ? merges : merges.map((merge) => merge.split(" "));
  const trimmed = { ...file, added_tokens: added, model: { ...file.model, vocab, merges: asFile } };
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(trimmed));
  const config = readFileSync(join(source, "tokenizer_config.json"), "utf8");
  writeFileSync(join(folder, "tokenizer_config.json"), config);
  return {
    tokens: [...pieces, ...added.map((token) => token.content)],
    kinds: [
      ...pieces.map((): TokenKind => "normal"),
      ...added.map((token): TokenKind => (token.special ? "special" : "markup")),
    ],
    merges,
  };
}
