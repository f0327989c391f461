import Link from "next/link";
import { formatCount } from "../ui/format";
import { ShareBar } from "../ui/share-bar";
import { condition, type FiguresPart, sessionsLink } from "./stats-view";

/** Figures by one property of sessions: client, template, run or day. */
export function PartTable({
  title,
  field,
  parts,
}: {
  readonly title: string;
  /** Name of the property in the list's filter; null where the list has none. */
  readonly field: string | null;
  readonly parts: readonly FiguresPart[];
}) {
  return (
    <section className="overflow-x-auto rounded-lg border border-line bg-surface">
      <h2 className="border-b border-line px-3 py-2 text-sm font-medium">{title}</h2>
      <table className="w-full text-sm">
        <thead className="text-left text-xs text-ink-2">
          <tr>
            <th className="px-3 py-2 font-medium">{title.replace(/^By /, "")}</th>
            <th className="px-3 py-2 text-right font-medium">Sessions</th>
            <th className="px-3 py-2 text-right font-medium">Forks</th>
            <th className="px-3 py-2 text-right font-medium">Drift</th>
            <th className="px-3 py-2 text-right font-medium">Trained</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.name} className="border-t border-line">
              <td className="max-w-48 truncate px-3 py-2">
                {field && part.name ? (
                  <Link
                    href={sessionsLink(condition(field, part.name))}
                    className="underline-offset-4 hover:underline"
                  >
                    {part.name}
                  </Link>
                ) : (
                  part.name || <span className="text-ink-3">not given</span>
                )}
              </td>
              <td className="px-3 py-2 text-right">{formatCount(part.sessions)}</td>
              <td className="px-3 py-2 text-right">{formatCount(part.forks)}</td>
              <td className="px-3 py-2 text-right">{formatCount(part.drift_spans)}</td>
              <td className="px-3 py-2 text-right">
                <ShareBar part={part.trained_tokens} whole={part.sampled_tokens} noun="sampled tokens" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
