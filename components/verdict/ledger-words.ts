import { formatCount } from "@/lib/core/base/format-count";
import type { LedgerView } from "@/lib/core/view/session-view";

/** The conservation line as an equation: `1,024 trained + 38 realigned + 0 refused + 12 dropped = 1,074 sampled`. */
export function ledgerEquation({ trained, realigned, refused, dropped, sampled }: LedgerView): string {
  const terms = [
    [trained, "trained"],
    [realigned, "realigned"],
    [refused, "refused"],
    [dropped, "dropped"],
  ] as const;
  const left = terms.map(([count, word]) => `${formatCount(count)} ${word}`).join(" + ");
  return `${left} = ${formatCount(sampled)} sampled`;
}

/** The same in a sentence, with only what there is to say. */
export function ledgerSentence(ledger: LedgerView): string {
  if (ledger.sampled === 0) return "No token ids are recorded, so there is nothing to train.";
  const { trained, realigned, refused, dropped, sampled } = ledger;
  if (trained === sampled) return `All ${formatCount(sampled)} tokens that the model sampled are trained.`;
  const losses = [
    realigned > 0 &&
      `${formatCount(realigned)} lost their signal because a later prompt spelled them otherwise`,
    refused > 0 && `${formatCount(refused)} were refused`,
    dropped > 0 && `${formatCount(dropped)} are in no sample`,
  ].filter((loss) => loss !== false);
  return `Of ${formatCount(sampled)} tokens that the model sampled, ${formatCount(trained)} are trained; ${joinWords(losses)}.`;
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
