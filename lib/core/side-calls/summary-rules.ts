import { hasAnswers, onlyQuestion, orderText, roleText, sessionQuote, wordsFound } from "./call-texts";
import type { SideCallRule, ToldCall } from "./told-call";

const SUMMARISE = "summar(?:y|ies|i[sz]e[sd]?|i[sz]ing|i[sz]ation)";

/** The history of Rome is what a user may want summarised. */
const CONVERSATION =
  "(?:conversations?|session|chat|transcript|dialog(?:ue)?|history(?! of)|messages|events|work|accomplished so far)";

/** An order to sum up a conversation, in whatever order its words stand. */
const SUMMARY_WORDS = new RegExp(
  [
    `\\b${SUMMARISE}\\b.{0,160}?\\b${CONVERSATION}\\b`,
    `\\b${CONVERSATION}\\b.{0,160}?\\b${SUMMARISE}\\b`,
    "\\bcontext (?:checkpoint|compaction|extraction|summari[sz]ation)\\b",
    "\\bhand-?off summary\\b",
    "\\bnext agent has a few questions\\b",
  ].join("|"),
  "i",
);

/** That the summary takes the place of the history, for whoever goes on with the work. */
const GO_ON_WORDS =
  /\b(?:continu(?:e|ing)|resum(?:e|ing))\b.{0,60}?\b(?:work|conversation|task|session|development|left off)\b|\bhand(?:ing)?[ -]?off\b|\bhistory\b.{0,60}?\b(?:will be|is being|to be) (?:removed|discarded|deleted|replaced|cleared|compacted)\b|\b(?:only|sole) (?:memory|record)\b|\bcompact(?:ed|ing|ion)\b|\bcontext (?:window|checkpoint|limit|length)\b|\b(?:another|next|previous) (?:ai )?(?:agent|llm|instance|assistant|model)\b/i;

/** That the answer is to call nothing. */
const NO_TOOLS_WORDS =
  /\btext only\b|\b(?:do not|don't|never) (?:call|use) (?:any )?tools?\b|\btools? (?:execution |use |calls? )?(?:is|are) (?:disabled|unavailable|not available)\b/i;

/** What keeps the model from calling tools in this call; null when nothing does. */
function withoutTools(call: ToldCall): string | null {
  if (call.toolChoice === "none") return "tool_choice is none";
  const words = wordsFound(orderText(call), NO_TOOLS_WORDS) ?? wordsFound(roleText(call), NO_TOOLS_WORDS);
  if (words !== null) return words;
  return call.tools.length === 0 && call.session.hasOfferedTools
    ? "no tools are offered, where the session has them"
    : null;
}

/** Whether the last message orders to sum the conversation up, in a side call or in the conversation itself. */
export function ordersSummary(call: Pick<ToldCall, "messages">): boolean {
  return SUMMARY_WORDS.test(orderText(call));
}

/** The order to sum up, which the last message gives or the role that the system text gives the model. */
function summaryOrder(call: ToldCall): string | null {
  const order = orderText(call);
  if (order === "") return null;
  return wordsFound(order, SUMMARY_WORDS) ?? wordsFound(roleText(call), SUMMARY_WORDS);
}

function both(first: string | null, second: string | null): string | null {
  return first === null || second === null ? null : `${first}, and ${second}`;
}

/** Rules for the summaries that take the place of a history. */
export const SUMMARY_RULES = [
  {
    name: "summary_without_tools",
    kind: "compaction_summary",
    by: "shape",
    shape:
      "A history with answers, the order to sum it up, and no tools: by tool_choice, by the order's words, or where the session has offered some.",
    evidence: (call) => (hasAnswers(call) ? both(summaryOrder(call), withoutTools(call)) : null),
  },
  {
    name: "summary_to_go_on",
    kind: "compaction_summary",
    by: "shape",
    shape: "A history with answers and the order to sum it up, for whoever goes on with the work without it.",
    evidence(call) {
      if (!hasAnswers(call)) return null;
      const text = `${roleText(call)} ${orderText(call)}`;
      return both(summaryOrder(call), wordsFound(text, GO_ON_WORDS));
    },
  },
  {
    name: "quoted_conversation",
    kind: "compaction_summary",
    by: "shape",
    shape:
      "No tools and no answers, and one message that quotes what was said in the session, beside the order to sum it up.",
    evidence(call) {
      if (call.tools.length > 0 || onlyQuestion(call) === null) return null;
      const order = summaryOrder(call);
      const quote = order === null ? null : sessionQuote(call);
      return both(order, quote && `the session's ${quote} is quoted`);
    },
  },
] as const satisfies readonly SideCallRule[];
