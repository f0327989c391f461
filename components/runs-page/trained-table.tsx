import { formatCount, plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { TrainedWeights } from "@/lib/core/recording/sample-ledger";

/** So many letters of a digest tell it apart for people. */
const SHORT_DIGEST = 12;

/** Into which weights samples of a run went, the last trained first, each with the way to its manifest. */
export function TrainedTable({
  ledger,
}: {
  readonly ledger: readonly (TrainedWeights & { readonly digest: string | null })[];
}) {
  return (
    <section className="overflow-x-auto rounded-lg border border-line bg-surface">
      <h2 className="border-b border-line px-3 py-2 text-sm font-medium">What went into the weights</h2>
      <table className="w-full text-sm">
        <thead className="text-left text-xs text-ink-2">
          <tr>
            <th className="px-3 py-2 font-medium">Weights</th>
            <th className="px-3 py-2 font-medium">Steps</th>
            <th className="px-3 py-2 text-right font-medium">Samples</th>
            <th className="px-3 py-2 text-right font-medium max-sm:hidden">Sessions</th>
            <th className="px-3 py-2 text-right font-medium max-sm:hidden">Trained tokens</th>
            <th className="px-3 py-2 font-medium">Manifest</th>
          </tr>
        </thead>
        <tbody>
          {ledger.map((row) => (
            <tr key={`${row.run} ${row.weights}`} className="border-t border-line">
              <td
                className="max-w-48 truncate px-3 py-2"
                title={`Ledger ${visibleText(row.run) || "without a name"}`}
              >
                {visibleText(row.weights)}
              </td>
              <td className="px-3 py-2 whitespace-nowrap">{stepWords(row)}</td>
              <td className="px-3 py-2 text-right">{formatCount(row.samples)}</td>
              <td className="px-3 py-2 text-right max-sm:hidden">{formatCount(row.sessions)}</td>
              <td className="px-3 py-2 text-right max-sm:hidden">{formatCount(row.trainedTokens)}</td>
              <td className="px-3 py-2">
                <a
                  href={`/api/manifest?${new URLSearchParams({ run: row.run, weights: row.weights })}`}
                  className="font-mono text-xs underline underline-offset-4"
                  title={row.digest ?? "The ledger is long: the manifest has the digest"}
                >
                  {row.digest?.slice(0, SHORT_DIGEST) ?? "manifest"}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function stepWords({ steps, firstStep, lastStep }: TrainedWeights): string {
  if (steps === 1) return String(firstStep);
  return `${plural(steps, "step")}, ${firstStep} to ${lastStep}`;
}
