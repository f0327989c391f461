import type { Family } from "./families/family";
import type { ModelFiles } from "./model-files";
import { tokenPattern } from "./tokenizer/token-pattern";
import type { Tokenizer } from "./tokenizer/tokenizer";

/** What a model's added tokens mean. */
export interface ModelTokens {
  /** Tokens that end an answer. */
  readonly stopTokenIds: readonly number[];
  /** Finds the names of special tokens in content. */
  readonly specials: RegExp | null;
  /** Finds the names of end-of-turn tokens in what a template renders. */
  readonly closers: RegExp;
  idOf(name: string): number | undefined;
  isSpecial(id: number): boolean;
  isStop(id: number): boolean;
  /** Whether a stop token opens the next message. */
  isOpener(id: number): boolean;
}

const NOTHING = /(?!)/g;

/** Reads the meaning of a model's tokens from its files and its family. */
export function modelTokens(files: ModelFiles, tokenizer: Tokenizer, family: Family): ModelTokens {
  const { addedTokens } = tokenizer;
  const ids = new Map(addedTokens.map((token) => [token.content, token.id]));
  const idsOf = (names: readonly string[]): number[] =>
    names.map((name) => ids.get(name)).filter((id) => id !== undefined);
  const special = addedTokens.filter((token) => token.special);
  const specialIds = new Set(special.map((token) => token.id));
  const end = files.configuration.eos_token;
  const stopTokenIds = [
    ...new Set([...idsOf(end ? [end] : []), ...idsOf(family.stopTokens), ...files.endTokenIds]),
  ];
  const stops = new Set(stopTokenIds);
  const openers = new Set(idsOf(family.openers ?? []));
  const closerIds = new Set([...stopTokenIds, ...idsOf(family.closers ?? [])]);
  return {
    stopTokenIds,
    specials: tokenPattern(special, false),
    closers:
      tokenPattern(
        special.filter((token) => closerIds.has(token.id)),
        false,
      ) ?? NOTHING,
    idOf: (name) => ids.get(name),
    isSpecial: (id) => specialIds.has(id),
    isStop: (id) => stops.has(id),
    isOpener: (id) => openers.has(id),
  };
}
