import type { CauseFigures, CauseOrigin, RunStats } from "./run-stats";

/** The cause that is worth the most to remove, and where it comes from. */
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
}

/** How agents work, and so nothing to remove. */
const NOT_A_FAULT: ReadonlySet<string> = new Set([
  "sub-agent",
  "compaction",
  "retry",
  "new conversation",
  "sampled again",
]);

/**
 * The cause to fix first: of the causes that can be removed, the one that takes the most trained tokens. Where none
 * takes any, it is the one that forks the most often. Drift that grafting spared the session is nothing to fix. Null
 * when there is none.
 *
 * @example
 * fixFirst(stats)?.cause; // "tool call re-serialised"
 */
export function fixFirst({
  causes,
  cause_sources,
}: Pick<RunStats, "causes" | "cause_sources">): FixFirst | null {
  const [first] = causes
    .filter(({ subject, cause, count }) => subject !== "drift" && !NOT_A_FAULT.has(cause) && count > 0)
    .toSorted((a, b) => lostTokens(b) - lostTokens(a) || b.count - a.count);
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
  };
}

/** Tokens that would train if it were not for the cause. What a fork leaves still trains. */
function lostTokens({ subject, tokens }: CauseFigures): number {
  return subject === "fork" ? 0 : tokens;
}

function mostFrequent(origins: readonly CauseOrigin[]): CauseOrigin | undefined {
  return origins.toSorted((a, b) => b.count - a.count)[0];
}
