import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import type { Message } from "@/lib/core/message/message";
import type { AuxiliaryKind } from "@/lib/core/recording/turn";
import type { CallRequest } from "@/lib/wire/protocol";

/** What the rules look at. */
export interface AuxiliaryCall
  extends Pick<CallRequest, "messages" | "tools" | "sampling" | "facts" | "responseState"> {
  /** Whether a text quotes what was said in the session before this call. */
  quotesSession(text: string): boolean;
}

/** How a kind of call that is no part of the conversation is told: always by its shape, words only beside it. */
export interface AuxiliaryRule {
  readonly kind: Exclude<AuxiliaryKind, "none" | "count">;
  /** The shape in one sentence, for the docs and the page. */
  readonly shape: string;
  recognises(call: AuxiliaryCall): boolean;
}

/** Of the conversation: a title for an article is what a user may want. */
const TITLE_WORDS =
  /title generator|\btitle\b[^.]{0,120}\b(conversation|chat|session|thread)\b|(thread|session|conversation|chat) title/i;
/** The history of Rome is what a user may want summarised. */
const SUMMARY_WORDS =
  /context checkpoint compaction|respond with text only|context summari[sz]ation|(summari[sz]e|summari[sz]es|summary of|compact)[^.]{0,80}\b(conversation|session|history|work)\b(?! of)/i;
const MEMORY_WORDS = /memory (extraction|extractor)|extract[^.]{0,60}\bmemor/i;

/** A conversation worth a summary is longer. */
const SHORTEST_QUOTED = 1000;

/** A probe says a word or two. */
const SHORTEST_QUESTION = 32;

function textOf(message: Message | undefined): string {
  return message?.content ?? "";
}

function systemText({ messages }: AuxiliaryCall): string {
  return messages
    .filter(({ role }) => role === "system")
    .map(textOf)
    .join("\n");
}

function lastUserText({ messages }: AuxiliaryCall): string {
  return textOf(messages.findLast(({ role }) => role === "user"));
}

function hasAnswers({ messages }: AuxiliaryCall): boolean {
  return messages.some(({ role }) => role === "assistant");
}

function isOneShortQuestion(call: AuxiliaryCall): boolean {
  const [question, ...others] = call.messages.filter(({ role }) => role !== "system");
  return question?.role === "user" && others.length === 0 && textOf(question).length <= SHORTEST_QUESTION;
}

function objectAt(value: JsonValue | undefined, path: readonly string[]): JsonObject | null {
  let at: JsonValue | undefined = value;
  for (const key of ["", ...path]) {
    if (key !== "") at = at !== undefined && isObject(at) ? at[key] : undefined;
  }
  return isObject(at) ? at : null;
}

/** An article is extracted into more fields than these; Claude Code asks for the title alone. */
const MOST_TITLE_FIELDS = 2;

/** Whether the answer is asked for as JSON with a title in it and hardly more. */
function asksForTitle({ facts }: AuxiliaryCall): boolean {
  const schemas = [
    objectAt(facts.output_config, ["format", "schema", "properties"]),
    objectAt(facts.response_format, ["json_schema", "schema", "properties"]),
    objectAt(facts.text, ["format", "schema", "properties"]),
  ];
  return schemas.some(
    (properties) =>
      properties !== null && "title" in properties && Object.keys(properties).length <= MOST_TITLE_FIELDS,
  );
}

/** In the order in which they are asked; the first that recognises a call names it. */
export const AUXILIARY_RULES: readonly AuxiliaryRule[] = [
  {
    kind: "quota_probe",
    shape: "One user message of a few letters, no tools, one token asked for.",
    recognises: (call) =>
      call.sampling.maxTokens === 1 && call.tools.length === 0 && isOneShortQuestion(call),
  },
  {
    kind: "warm_up",
    shape: "One token asked for, over any history.",
    recognises: (call) => call.sampling.maxTokens === 1,
  },
  {
    kind: "health_probe",
    shape: "One user message of a few letters, no tools, at most 16 tokens asked for.",
    recognises: (call) =>
      (call.sampling.maxTokens ?? Number.POSITIVE_INFINITY) <= 16 &&
      call.tools.length === 0 &&
      isOneShortQuestion(call),
  },
  {
    kind: "title",
    shape:
      "No tools and no answers yet, and a title of the conversation asked for: by a JSON schema of little else, or in words.",
    recognises: (call) =>
      call.tools.length === 0 &&
      !hasAnswers(call) &&
      (asksForTitle(call) || TITLE_WORDS.test(systemText(call)) || TITLE_WORDS.test(lastUserText(call))),
  },
  {
    kind: "memory_extraction",
    shape:
      "A history with answers, then one user message, under a system text whose task is to extract memories.",
    recognises: (call) =>
      hasAnswers(call) && call.messages.at(-1)?.role === "user" && MEMORY_WORDS.test(systemText(call)),
  },
  {
    kind: "compaction_summary",
    shape:
      "What the Responses API calls a compaction; or a conversation in the history, and as its last user message or its system text the order to summarise it, " +
      "without tools or with the order to answer in text only; or one of the same session that is quoted, without " +
      "tools, under a system text with that order.",
    recognises: (call) => {
      if (call.responseState?.compacted) return true;
      const task = systemText(call).slice(0, 4000);
      const question = lastUserText(call);
      const isTextOnly = call.tools.length === 0 || /text only/i.test(question);
      if (!isTextOnly) return false;
      if (hasAnswers(call)) return SUMMARY_WORDS.test(`${task}\n${question.slice(-8000)}`);
      return question.length > SHORTEST_QUOTED && SUMMARY_WORDS.test(task) && call.quotesSession(question);
    },
  },
];

/**
 * The kind of a call that is no part of the conversation, or `none`. Rules not in `enabled` are not asked.
 *
 * @example
 * auxiliaryKind({ ...claudesQuotaProbe, quotesSession }, new Set(["quota_probe"])); // "quota_probe"
 */
export function auxiliaryKind(call: AuxiliaryCall, enabled: ReadonlySet<string>): AuxiliaryKind {
  const rule = AUXILIARY_RULES.find(({ kind, recognises }) => enabled.has(kind) && recognises(call));
  return rule?.kind ?? "none";
}
