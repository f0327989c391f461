import type { OutputFormat } from "./output-format";

/** What tells one family from another. */
export interface FamilyTraits {
  /** Source of the chat template; empty when there is none. */
  readonly template: string;
  /** Whether the tokenizer has an added token of this name. */
  hasToken(name: string): boolean;
}

/** One kind of model: how its answers are laid out, and which tokens end them. */
export interface Family {
  readonly name: string;
  matches(traits: FamilyTraits): boolean;
  /** Tokens that end an answer, beside those that the model's files name. */
  readonly stopTokens: readonly string[];
  readonly format: OutputFormat;
}
