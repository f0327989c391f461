import { onlyQuestion, orderText, roleText, sessionQuote, wordsFound } from "./call-texts";
import type { SideCallRule } from "./told-call";

const COMMIT_WORDS = /\bcommit messages?\b/i;

/** A message for the commit of what a session changed. One for a diff that stands alone is an ordinary task. */
export const COMMIT_RULE = {
  name: "commit_message",
  kind: "commit_message",
  by: "shape",
  shape:
    "No tools and no answers, a commit message asked for in the first sentences, and the session quoted beside the diff.",
  evidence(call) {
    if (call.tools.length > 0 || onlyQuestion(call) === null) return null;
    const order =
      wordsFound(roleText(call), COMMIT_WORDS) ?? wordsFound(orderText(call).slice(0, 600), COMMIT_WORDS);
    const quote = order === null ? null : sessionQuote(call);
    return quote && `${order}, and the session's ${quote} is quoted`;
  },
} as const satisfies SideCallRule;
