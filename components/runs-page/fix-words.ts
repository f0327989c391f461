import { formatShare } from "@/components/ui/format";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { FixFirst } from "@/lib/core/list/fix-first";

const SUBJECTS = {
  fork: "forks",
  drift: "spared stretches",
  realigned: "realignments",
  refused: "refusals",
} as const;

/**
 * What to fix first in one sentence.
 *
 * @example
 * fixSentence(fix); // "80.4% of forks have the cause “white space”, mostly in client codex with template qwen3: 45 of 56, in 12 sessions."
 */
export function fixSentence({ subject, cause, count, of, sessions, client, template }: FixFirst): string {
  const named = cause.replaceAll("_", " ");
  const places = [
    client !== "" && client !== "unknown" && `in client ${client}`,
    template && `with template ${template}`,
  ].filter(Boolean);
  const where = places.length > 0 ? `, mostly ${places.join(" ")}` : "";
  return `${formatShare(count, of)} of ${SUBJECTS[subject]} have the cause “${named}”${where}: ${formatCount(count)} of ${formatCount(of)}, in ${plural(sessions, "session")}.`;
}

/** What it costs a trainer. */
export function fixCost({ subject, tokens }: FixFirst, trained: number): string {
  const share = trained > 0 ? ` (${formatShare(tokens, trained + tokens)} of what could train)` : "";
  switch (subject) {
    case "fork":
      return `The answers left at these forks hold ${plural(tokens, "sampled token")}; each fork repeats its history in one more sample.`;
    case "drift":
      return `Another way to build the prompts would change ${plural(tokens, "sampled token")}.`;
    case "realigned":
    case "refused":
      return `It costs ${plural(tokens, "trained token")}${share}.`;
    default:
      return subject satisfies never;
  }
}
