import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import { EngineError } from "@/lib/engine/engine-error";
import { escaped, GbnfRules, quoted } from "./gbnf-rules";
import { GbnfSchema } from "./gbnf-schema";

/**
 * A grammar in GBNF, which llama-server takes as `grammar`. It holds from the first token, special tokens included by
 * their names.
 *
 * @throws EngineError `rejected` for what GBNF cannot say: a regex, and keywords of a schema.
 * @example gbnfGrammar({ type: "literal", text: "yes" }); // 'root ::= "yes"\n'
 */
export function gbnfGrammar(grammar: AnswerGrammar): string {
  const rules = new GbnfRules();
  return rules.print(bodyOf(grammar, rules));
}

function bodyOf(grammar: AnswerGrammar, rules: GbnfRules): string {
  const bodies = (parts: readonly AnswerGrammar[]) => parts.map((part) => bodyOf(part, rules));
  switch (grammar.type) {
    case "literal":
      return quoted(grammar.text);
    case "json":
      return new GbnfSchema(rules, grammar.schema).root();
    case "regex":
      if (grammar.pattern === DIGITS) return "[0-9]+";
      throw new EngineError(
        "rejected",
        "llama.cpp has no grammar for a regex: send the same as ebnf, or as a choice of structured_outputs.",
      );
    case "rules":
      return clientRules(grammar.grammar, rules);
    case "block": {
      const { begin, inside, end } = grammar;
      if (inside === null) return `${quoted(begin)} ${through(end, rules)}`;
      return `${quoted(begin)} ${bodyOf(inside, rules)} ${quoted(end)}`;
    }
    case "sequence":
      return grammar.parts.length === 0 ? '""' : bodies(grammar.parts).join(" ");
    case "oneOf":
      return `( ${bodies(grammar.parts).join(" | ")} )`;
    case "optional":
      return `( ${bodyOf(grammar.part, rules)} )?`;
    case "several": {
      const block = rules.add("call", bodies(grammar.blocks).join(" | "));
      const { before, between, after } = grammar;
      return `${quoted(before)} ${block} ( ${quoted(between)} ${block} )* ${quoted(after)}`;
    }
    default:
      return grammar satisfies never;
  }
}

/** The one regex of the recorder's own: the number of a call. */
const DIGITS = "[0-9]+";

/**
 * Any text up to the first `end` and through it: a rule for each number of characters of `end` that stand there
 * already (Knuth, Morris and Pratt).
 */
function through(end: string, rules: GbnfRules): string {
  const characters = Array.from(end);
  const names = characters.map((_, at) => rules.reserve(`until-${at}`));
  const alphabet = [...new Set(characters)];
  for (const [at, name] of names.entries()) {
    const steps = alphabet.map((character) => {
      const next = names[longestOverlap([...characters.slice(0, at), character], characters)];
      return next === undefined ? quoted(character) : `${quoted(character)} ${next}`;
    });
    rules.define(name, `${steps.join(" | ")} | [^${alphabet.map(escaped).join("")}] ${names[0]}`);
  }
  return names[0] ?? '""';
}

/** How many characters at the end of `read` are the beginning of `sought`. */
function longestOverlap(read: readonly string[], sought: readonly string[]): number {
  for (let length = Math.min(read.length, sought.length); length > 0; length--) {
    if (read.slice(-length).every((character, at) => character === sought[at])) return length;
  }
  return 0;
}

const TOKENS = /"(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]|#[^\n]*|[A-Za-z_][\w.-]*/g;

/** A client's own rules, each under a name that no other rule has; GBNF's names have letters, digits and hyphens. */
function clientRules(grammar: string, rules: GbnfRules): string {
  const renamed = grammar.replace(TOKENS, (token) =>
    /^[A-Za-z_]/.test(token) ? clientName(token) : token.startsWith("#") ? "" : token,
  );
  const parts = renamed.split(/([A-Za-z0-9-]+)\s*::=/);
  for (let at = 1; at < parts.length; at += 2) rules.define(parts[at] ?? "", (parts[at + 1] ?? "").trim());
  if (parts.includes(clientName("root"))) return clientName("root");
  throw new EngineError("rejected", "A grammar must have a rule named root.");
}

function clientName(name: string): string {
  return `client-${name.replace(/[^A-Za-z0-9]/g, "-")}`;
}
