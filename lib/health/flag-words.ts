import { formatCount, plural } from "@/lib/core/base/format-count";
import type { FlagTally } from "./detector";

/** Most kinds of a flag that its sentence names. */
const NAMED = 2;

/**
 * The kinds of a flag that concern the most, for the end of a sentence; empty where it has one kind.
 *
 * @example
 * mostly(tally); // ": white space 12, truncation 3 and 2 others"
 */
export function mostly({ details }: Pick<FlagTally, "details">): string {
  const named = details.filter(({ detail }) => detail !== "");
  if (named.length === 0) return "";
  const told = named
    .slice(0, NAMED)
    .map(({ detail, count }) => `${detail.replaceAll("_", " ")} ${formatCount(count)}`)
    .join(", ");
  const others = named.length - NAMED;
  return `: ${told}${others > 0 ? ` and ${plural(others, "other kind")}` : ""}`;
}

/** `in 12 sessions`. */
export function inSessions({ sessions }: Pick<FlagTally, "sessions">): string {
  return `in ${plural(sessions, "session")}`;
}

/** A share in per cent that never rounds a part to nothing: `0.4 %`. */
export function perCent(part: number, whole: number): string {
  if (whole <= 0) return "0 %";
  const share = (part / whole) * 100;
  return part > 0 && share < 0.1 ? "less than 0.1 %" : `${Number(share.toFixed(1))} %`;
}
