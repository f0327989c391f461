import { TURN_WORDS } from "@/lib/core/recording/turn-words";
import { SIDE_CALL_RULES } from "./side-call-rules";

/** The names of all rules. */
export const RULE_NAMES: readonly string[] = SIDE_CALL_RULES.map(({ name }) => name);

/** Kinds stand for all rules that tell them. One kind is in old recordings alone, and a setting of then may name it. */
const KINDS = Object.keys(TURN_WORDS.auxiliary).filter((kind) => kind !== "none" && kind !== "count");

/** What a choice of rules may name, in the order in which help tells it. */
export const RULE_CHOICES: readonly string[] = [...new Set([...RULE_NAMES, ...KINDS])];

/**
 * Reads a choice of rules: `all`, `none`, or names of rules and kinds by comma. A minus before a name takes it away;
 * where the first has one, it is taken away from all. Null for a name that is none.
 *
 * @example
 * readRuleNames("all,-title")?.has("title"); // false
 * readRuleNames("compaction_summary")?.has("quoted_conversation"); // true
 */
export function readRuleNames(text: string): ReadonlySet<string> | null {
  if (text.trim() === "none") return new Set();
  const chosen = new Set(text.trim().startsWith("-") ? RULE_NAMES : []);
  for (const part of text.split(",")) {
    const taken = part.trim().startsWith("-");
    const names = rulesOf(part.trim().replace(/^-/, ""));
    if (names === null) return null;
    for (const name of names) {
      if (taken) chosen.delete(name);
      else chosen.add(name);
    }
  }
  return chosen;
}

function rulesOf(word: string): readonly string[] | null {
  if (word === "all") return RULE_NAMES;
  if (!RULE_CHOICES.includes(word)) return null;
  return SIDE_CALL_RULES.filter(({ name, kind }) => name === word || kind === word).map(({ name }) => name);
}
