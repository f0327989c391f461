import { formatCount, plural } from "@/lib/core/base/format-count";
import { DROP_WORDS, REFUSAL_WORDS } from "@/lib/core/tokens/explain-token";
import type { VerdictLoss } from "@/lib/core/verdict/session-verdict";
import type { ReportedLoss } from "@/lib/core/verdict/verdict-report";

/** What became of lost tokens, before the turn is named. */
export const LOSS_VERBS: Readonly<Record<VerdictLoss["state"], string>> = {
  realigned: "lost in",
  refused: "refused in",
  dropped: "in no sample, of",
};

/**
 * Why tokens were refused or dropped, as a clause; of a realignment what the prompt did to them.
 *
 * @example
 * lossReason({ state: "refused", cause: "undelivered" }); // "the client never received it"
 */
export function lossReason({ state, cause }: Pick<VerdictLoss, "state" | "cause">): string {
  const known: Readonly<Record<string, string>> = state === "refused" ? REFUSAL_WORDS : DROP_WORDS;
  return state === "realigned"
    ? `holds other tokens for it (${cause})`
    : (known[cause] ?? cause.replaceAll("_", " "));
}

/**
 * What would keep a loss, and what that is worth.
 *
 * @example
 * keepingWords({ tokens: 27, keeping: { choice: { policy: "strict", setting: null }, kept: 27, trained: 77 } });
 * // "strict keeps them"
 */
export function keepingWords({ tokens, keeping }: Pick<ReportedLoss, "tokens" | "keeping">): string | null {
  if (keeping === null) return null;
  const { policy, setting } = keeping.choice;
  const name = policy ?? `${setting?.name}: ${setting?.value}`;
  return keeping.kept === tokens ? `${name} keeps them` : `${name} keeps ${formatCount(keeping.kept)}`;
}

/** What a press on it comes to. */
export function keepingHint(
  { keeping }: Pick<ReportedLoss, "keeping">,
  sampled: number,
  trained: number,
): string {
  if (keeping === null) return "";
  const gain = keeping.trained - trained;
  const change = gain < 0 ? `${formatCount(-gain)} fewer` : `${formatCount(gain)} more`;
  return `Of ${plural(sampled, "sampled token")} ${formatCount(keeping.trained)} train under it, ${change} than now. Shows the session so.`;
}
