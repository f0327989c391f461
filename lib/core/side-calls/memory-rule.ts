import { hasAnswers, orderText, roleText, wordsFound } from "./call-texts";
import type { SideCallRule } from "./told-call";

const MEMORY_WORDS = /\bmemory (?:extraction|extractor)\b|\bextract[^.]{0,60}\bmemor/i;

/** What a client keeps of a conversation for later ones. */
export const MEMORY_RULE = {
  name: "memory_extraction",
  kind: "memory_extraction",
  by: "shape",
  shape:
    "A history with answers, then one user message, under a system text whose first sentences order to extract memories.",
  evidence: (call) =>
    hasAnswers(call) && orderText(call) !== "" ? wordsFound(roleText(call), MEMORY_WORDS) : null,
} as const satisfies SideCallRule;
