import Link from "next/link";
import { CauseButton } from "@/components/causes/cause-button";
import { causeMark } from "@/components/marks/cause-marks";
import { formatCount } from "@/lib/core/base/format-count";
import { causeTerms } from "@/lib/core/list/cause-terms";
import type { CauseFigures } from "@/lib/core/list/run-stats";
import { sessionsLink } from "./run-links";

const SUBJECTS: Readonly<
  Record<CauseFigures["subject"], { readonly word: string; readonly cell: string; readonly meaning: string }>
> = {
  fork: {
    word: "fork",
    cell: "cell-reemitted",
    meaning: "The session stops being one straight conversation",
  },
  drift: {
    word: "spared",
    cell: "cell-context",
    meaning: "Another way to build the prompt would have changed these tokens",
  },
  realigned: {
    word: "lost",
    cell: "cell-realigned",
    meaning: "A later prompt took the signal of sampled tokens",
  },
  refused: { word: "refused", cell: "cell-refused", meaning: "Sampled tokens that cannot be trained" },
};

/** Why sessions fork, drift and are refused, and what each cause costs. A click filters the list. */
export function CauseTable({
  causes,
  filter,
}: {
  readonly causes: readonly CauseFigures[];
  /** Of the page; a cause adds to it. */
  readonly filter: string;
}) {
  const most = Math.max(1, ...causes.map(({ tokens }) => tokens));
  if (causes.length === 0)
    return <p className="p-4 text-sm text-ink-2">No fork, nothing lost, nothing refused.</p>;
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
              <span className="relative z-10 inline-flex">
                <CauseButton asked={{ did: subject, cause, node: null }}>
                  {SUBJECTS[subject].word}
                </CauseButton>
              </span>
            </td>
            <td className="px-3 py-2">
              <CauseLink cause={cause} href={sessionsLink(filter, ...causeTerms(subject, cause))} />
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

function CauseLink({ cause, href }: { readonly cause: string; readonly href: string }) {
  const { icon: Icon, label, meaning } = causeMark(cause);
  return (
    <Link href={href} title={meaning} className="flex items-center gap-2 after:absolute after:inset-0">
      <Icon size={14} aria-hidden className="shrink-0 text-ink-2" />
      {label}
    </Link>
  );
}
