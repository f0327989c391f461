import { formatCount } from "@/components/ui/format";
import type { LedgerView } from "@/lib/core/view/session-view";
import { ledgerEquation, ledgerSentence } from "./ledger-words";

/** Where every sampled token went. Red if the sum fails, which it never should: export then refuses. */
export function ConservationLine({ ledger }: { readonly ledger: LedgerView }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2 text-xs text-ink-2">
      <p
        data-testid="conservation"
        className={ledger.balanced ? "font-medium text-ink" : "font-medium text-refused"}
      >
        {ledgerEquation(ledger)}
        {!ledger.balanced && " — this does not add up, so export refuses"}
      </p>
      <p>
        {ledgerSentence(ledger)}
        {ledger.trained_twice > 0 &&
          ` ${formatCount(ledger.trained_twice)} tokens are trained in more than one sample.`}
      </p>
    </div>
  );
}
