import { formatShare } from "@/components/ui/format";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { LedgerView } from "@/lib/core/view/session-view";
import { ledgerEquation, ledgerSentence } from "./ledger-words";

const PARTS = ["trained", "realigned", "refused", "dropped"] as const;

/** How much of what was sampled trains, as a figure, a bar and the sum. Red if it fails, which it never should: export then refuses. */
export function VerdictShare({
  ledger,
  turns,
}: {
  readonly ledger: LedgerView;
  /** How many are recorded. */
  readonly turns: number;
}) {
  const { sampled, trained, balanced, trained_twice: twice } = ledger;
  return (
    <div className="flex min-w-0 flex-col gap-1" title={ledgerSentence(ledger)}>
      <p className="text-ink-2">
        {sampled === 0 ? (
          <span className="font-medium text-ink">
            {turns === 0
              ? "Nothing is recorded yet: below stands where to send a call"
              : "Nothing here can train: no token ids are recorded"}
          </span>
        ) : (
          <>
            <span className="text-lg font-semibold text-ink" data-testid="verdict-share">
              {formatShare(trained, sampled)}
            </span>{" "}
            of {plural(sampled, "sampled token")} {sampled === 1 ? "trains" : "train"}
          </>
        )}
      </p>
      <span aria-hidden className="flex h-2 gap-px overflow-hidden rounded-xs bg-raised">
        {PARTS.map(
          (part) =>
            ledger[part] > 0 && (
              <span
                key={part}
                className={`cell-${part} min-w-0.5`}
                style={{ flexGrow: ledger[part] / sampled }}
              />
            ),
        )}
      </span>
      <p
        data-testid="conservation"
        className={`text-xs ${balanced ? "text-ink-2" : "font-medium text-refused"}`}
      >
        {ledgerEquation(ledger)}
        {!balanced && " — this does not add up, so export refuses"}
        {twice > 0 && `; ${formatCount(twice)} train in more than one sample`}
      </p>
    </div>
  );
}
