import type { OutputFormat } from "./output-format";

/** What tells one family from another. */
export interface FamilyTraits {
  /** Source of the chat template; empty when there is none. */
  readonly template: string;
  /** Whether the tokenizer has an added token of this name. */
  hasToken(name: string): boolean;
}

/** One kind of model: how its answers are laid out, and which tokens mean what. */
export interface Family {
  readonly name: string;
  matches(traits: FamilyTraits): boolean;
  /** Tokens that end an answer, beside those that the model's files name. */
  readonly stopTokens: readonly string[];
  /** Tokens that close an answer in history without ending it when it is sampled. */
  readonly closers?: readonly string[];
  /** Stop tokens that open the next message. */
  readonly openers?: readonly string[];
  /** Tokens that separate messages though the tokenizer does not mark them special: their names in content are data. */
  readonly controlTokens?: readonly string[];
  /** The member of a message in which the template looks for reasoning, if it is not `reasoning_content`. */
  readonly reasoningMember?: string;
  /** The id that the model itself samples for a call, where it does; `position` counts all calls before it. */
  readonly spellCallId?: (name: string, position: number) => string;
  readonly format: OutputFormat;
}
