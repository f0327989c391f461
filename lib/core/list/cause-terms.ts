import type { CauseSubject } from "@/lib/core/recording/session-cause";
import { filterTerm } from "./toggle-term";

/** The condition for a cause, which is typed without white space. */
export function causeTerm(cause: string): string {
  return filterTerm("cause", cause.replace(/[\s_]/g, "-"));
}

/**
 * The conditions for what a cause did: the same cause may have been kept from taking anything elsewhere.
 *
 * @example
 * causeTerms("realigned", "white space"); // ["cause:white-space", "drift:yes"]
 */
export function causeTerms(subject: CauseSubject, cause: string): readonly string[] {
  return subject === "realigned" ? [causeTerm(cause), "drift:yes"] : [causeTerm(cause)];
}
