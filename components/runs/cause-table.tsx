import Link from "next/link";
import { formatCount } from "../ui/format";
import { type CauseFigures, condition, sessionsLink } from "./stats-view";

const SUBJECTS: Readonly<
  Record<CauseFigures["subject"], { readonly cell: string; readonly meaning: string }>
> = {
  fork: { cell: "cell-reemitted", meaning: "The session stops being one straight conversation" },
  drift: { cell: "cell-realigned", meaning: "A later prompt spelled an answer with other tokens" },
  refused: { cell: "cell-refused", meaning: "Sampled tokens that cannot be trained" },
};

/** Why sessions fork, drift and are refused, and what each cause costs. A click filters the list. */
export function CauseTable({ causes }: { readonly causes: readonly CauseFigures[] }) {
  const most = Math.max(1, ...causes.map(({ tokens }) => tokens));
  if (causes.length === 0)
    return <p className="p-4 text-sm text-ink-2">No fork, no drift, nothing refused.</p>;
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-b border-line text-left text-xs text-ink-2">
          <th className="px-3 py-2 font-medium">What</th>
          <th className="px-3 py-2 font-medium">Cause</th>
          <th className="px-3 py-2 text-right font-medium">Times</th>
          <th className="px-3 py-2 text-right font-medium max-sm:hidden">Sessions</th>
          <th className="px-3 py-2 text-right font-medium" title="Sampled tokens concerned">
            Tokens
          </th>
        </tr>
      </thead>
      <tbody>
        {causes.map(({ subject, cause, count, sessions, tokens }) => (
          <tr
            key={`${subject} ${cause}`}
            className="relative border-b border-line last:border-0 hover:bg-raised"
          >
            <td className="px-3 py-2 text-ink-2" title={SUBJECTS[subject].meaning}>
              {subject}
            </td>
            <td className="px-3 py-2">
              <Link href={sessionsLink(condition("cause", cause))} className="after:absolute after:inset-0">
                {cause.replaceAll("_", " ")}
              </Link>
            </td>
            <td className="px-3 py-2 text-right">{formatCount(count)}</td>
            <td className="px-3 py-2 text-right max-sm:hidden">{formatCount(sessions)}</td>
            <td className="px-3 py-2">
              <span className="flex items-center justify-end gap-2">
                <span aria-hidden className="h-1.5 w-24 max-sm:hidden">
                  <span
                    className={`block h-full rounded-xs ${SUBJECTS[subject].cell}`}
                    style={{ width: `${(tokens / most) * 100}%` }}
                  />
                </span>
                <span className="w-16 text-right">{formatCount(tokens)}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
