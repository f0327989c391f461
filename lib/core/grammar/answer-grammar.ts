import type { JsonValue } from "@/lib/core/json/json-value";

/** A part that begins and ends with texts of its own. `end` may only be empty where `inside` ends by itself. */
export interface GrammarBlock {
  readonly type: "block";
  readonly begin: string;
  /** Null: any text up to the first `end`. */
  readonly inside: AnswerGrammar | null;
  readonly end: string;
}

/**
 * What an answer may say, as text, in terms that every grammar engine can be told in its own: xgrammar's structural
 * tags (SGLang, vLLM) and GBNF (llama.cpp).
 */
export type AnswerGrammar =
  /** This text, which is not empty. */
  | { readonly type: "literal"; readonly text: string }
  /** JSON that fits a JSON Schema. */
  | { readonly type: "json"; readonly schema: JsonValue }
  | { readonly type: "regex"; readonly pattern: string }
  /** What the rule `root` of an EBNF grammar derives. */
  | { readonly type: "rules"; readonly grammar: string }
  | GrammarBlock
  | { readonly type: "sequence"; readonly parts: readonly AnswerGrammar[] }
  /** One of at least one. */
  | { readonly type: "oneOf"; readonly parts: readonly AnswerGrammar[] }
  | { readonly type: "optional"; readonly part: AnswerGrammar }
  /** One block or more between `before` and `after`, with `between` after each but the last. No text is empty. */
  | {
      readonly type: "several";
      readonly before: string;
      readonly blocks: readonly GrammarBlock[];
      readonly between: string;
      readonly after: string;
    };
