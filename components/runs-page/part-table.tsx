import Link from "next/link";
import { ShareBar } from "@/components/ui/share-bar";
import { formatCount } from "@/lib/core/base/format-count";
import type { FiguresPart } from "@/lib/core/list/run-stats";
import { sessionsLink, valueTerm } from "./run-links";

/** Figures by one property of sessions. A run leads to its own page, the others to their sessions. */
export function PartTable({
  title,
  field,
  parts,
  filter,
}: {
  readonly title: string;
  /** Name of the property in the list's filter. */
  readonly field: "run" | "client" | "tokenizer";
  readonly parts: readonly FiguresPart[];
  /** Of the page; a part adds to it. */
  readonly filter: string;
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
            <th className="px-3 py-2 text-right font-medium">Lost</th>
            <th className="px-3 py-2 text-right font-medium max-sm:hidden" title="Refused tokens">
              Refused
            </th>
            <th className="px-3 py-2 text-right font-medium">Yield</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.name} className="border-t border-line">
              <td className="max-w-48 truncate px-3 py-2">
                <Link
                  href={
                    field === "run" && part.name
                      ? `/runs/${encodeURIComponent(part.name)}`
                      : sessionsLink(filter, valueTerm(field, part.name))
                  }
                  className="underline-offset-4 hover:underline"
                >
                  {part.name || <span className="text-ink-2">not given</span>}
                </Link>
              </td>
              <td className="px-3 py-2 text-right">{formatCount(part.sessions)}</td>
              <td className="px-3 py-2 text-right">{formatCount(part.forks)}</td>
              <td className="px-3 py-2 text-right">{formatCount(part.drift_spans)}</td>
              <td className="px-3 py-2 text-right max-sm:hidden">{formatCount(part.refused_tokens)}</td>
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
