import { formatCount, plural } from "@/lib/core/base/format-count";
import type { HealthReport } from "@/lib/core/list/health-report";
import { FLAG_LEVELS, type FlagLevel } from "@/lib/core/list/session-flag";

const NOUNS: Readonly<Record<FlagLevel, string>> = { error: "error", warn: "warning", info: "note" };

/**
 * What a report holds, in a few words.
 *
 * @example
 * healthWords(report); // "1 error, 4 warnings, 2 notes in 12,288 sessions"
 */
export function healthWords({ flags, sessions }: Pick<HealthReport, "flags" | "sessions">): string {
  const counts = FLAG_LEVELS.map((level) => ({
    noun: NOUNS[level],
    count: flags.filter((flag) => flag.level === level).length,
  })).filter(({ count }) => count > 0);
  const told = counts.map(({ noun, count }) => plural(count, noun)).join(", ");
  if (told === "") return `Nothing out of order in ${plural(sessions, "session")}`;
  return `${told} in ${formatCount(sessions)} ${sessions === 1 ? "session" : "sessions"}`;
}
