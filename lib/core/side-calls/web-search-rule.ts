import { onlyQuestion, orderText, roleText, wordsFound } from "./call-texts";
import type { SideCallRule, ToldCall } from "./told-call";

const SEARCH_WORDS = /performing a web search tool use|perform a web search for the query/i;

/** The order of a search, in a call that offers nothing but Anthropic's own web search; null for any other call. */
export function searchOrder(call: Pick<ToldCall, "messages" | "tools" | "serverTools">): string | null {
  const [tool, ...others] = call.serverTools;
  if (call.tools.length > 0 || tool !== "web_search" || others.length > 0) return null;
  return wordsFound(roleText(call), SEARCH_WORDS) ?? wordsFound(orderText(call), SEARCH_WORDS);
}

/** What is searched for: the question of the call without the order before it. */
export function searchQuery(call: Pick<ToldCall, "messages">): string {
  const question = onlyQuestion(call) ?? orderText(call);
  return question.replace(/^perform a web search for the query:?\s*/i, "");
}

/** Claude Code asks for each search in a call of its own, whose only tool is run by Anthropic's servers. */
export const WEB_SEARCH_RULE = {
  name: "web_search",
  kind: "web_search",
  by: "client",
  shape:
    "The only tool is Anthropic's own web search, and the system text or the question orders a search, as Claude Code's WebSearch does.",
  evidence(call) {
    const order = searchOrder(call);
    return order && `the only tool is web_search, and ${order}`;
  },
} as const satisfies SideCallRule;
