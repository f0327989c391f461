import type { CauseFigures, CauseOrigin, RunStats } from "./run-stats";

/** The cause that is worth the most to remove, where it comes from, and what removes it. */
export interface FixFirst {
  readonly subject: CauseFigures["subject"];
  readonly cause: string;
  /** How often it happened, and how often anything of its subject did. */
  readonly count: number;
  readonly of: number;
  readonly sessions: number;
  /** Sampled tokens that it concerns. */
  readonly tokens: number;
  /** Where most of it comes from; empty when not known. */
  readonly client: string;
  readonly template: string;
  /** How often it happened there. */
  readonly there: number;
  readonly advice: string;
}

/** What removes a cause. Causes that are how agents work (sub-agents, compaction, retries) are not to be removed. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ["retokenised", "Build prompts by grafting, so that what was sampled is never encoded anew."],
  ["white space", "Have the client give answers back as it got them; the echo matcher forgives the rest."],
  [
    "tool call re-serialised",
    "Have the client keep the text of a call's arguments as it got it, or match with the echo matcher, which forgives it.",
  ],
  ["reasoning stripped", "Have the client send reasoning back, and use a template that keeps it."],
  ["tool calls dropped", "Have the client give answers back with their tool calls."],
  ["content parts", "Have the client give messages back in the parts in which it got them."],
  [
    "header changed",
    "Keep the system text and the tools the same from call to call: a date or a counter in them opens a new root.",
  ],
  ["truncated anchor", "Raise the limit of tokens a turn, so that fewer answers are cut off."],
  ["merged generations", "Have the client keep answers apart instead of joining them."],
  [
    "rewritten",
    "Look at what the client puts in the place of answers; whatever it changes trains nothing there.",
  ],
  ["no_log_probs", "Have the engine return log-probs of what it samples."],
  ["no_token_ids", "Use an engine that returns token ids; a plain pass-through has none to train."],
  [
    "ill_formed",
    "Look at the answers that do not parse: the tool or reasoning parser may not fit the model.",
  ],
  [
    "undelivered",
    "Look at why the client hangs up before the answer is whole, such as a timeout that is too short.",
  ],
  [
    "partly_delivered",
    "Look at why the client hangs up before the answer is whole, such as a timeout that is too short.",
  ],
  ["prefix_not_proven", "Look at these turns' proof: the prompt does not begin with what was held."],
  [
    "framing_not_proven",
    "Check the tokenizer and the chat template: the framing between messages differs from them.",
  ],
  ["engine_count_disagrees", "Check that the engine runs the tokenizer that Turntree was given."],
]);

/**
 * What to fix first: of the causes that can be removed the one that concerns the most sampled tokens; null when there
 * is none.
 *
 * @example
 * fixFirst(stats)?.cause; // "tool call re-serialised"
 */
export function fixFirst({
  causes,
  cause_sources,
}: Pick<RunStats, "causes" | "cause_sources">): FixFirst | null {
  const [first] = causes
    .filter(({ cause, count }) => ADVICE.has(cause) && count > 0)
    .toSorted((a, b) => b.tokens - a.tokens || b.count - a.count);
  if (!first) return null;
  const { subject, cause, count, sessions, tokens } = first;
  const of = causes.filter((other) => other.subject === subject).reduce((sum, other) => sum + other.count, 0);
  const origin = mostFrequent(
    cause_sources.filter((source) => source.subject === subject && source.cause === cause),
  );
  return {
    subject,
    cause,
    count,
    of,
    sessions,
    tokens,
    client: origin?.client ?? "",
    template: origin?.template ?? "",
    there: origin?.count ?? 0,
    advice: ADVICE.get(cause) ?? "",
  };
}

function mostFrequent(origins: readonly CauseOrigin[]): CauseOrigin | undefined {
  return origins.toSorted((a, b) => b.count - a.count)[0];
}
