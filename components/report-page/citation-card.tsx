import Link from "next/link";
import { STATE_WORDS } from "@/components/ui/state-words";
import { plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { ShownCitation } from "@/lib/core/report/shown-report";
import { STANDING_WORDS } from "@/lib/core/report/standing-words";

/** The tokens of one citation: whether they are what was recorded, what became of them, and where they stand. */
export function CitationCard({
  number,
  citation: { words, address, citation, standing, fault, tokens },
}: {
  /** From 1. */
  readonly number: number;
  readonly citation: ShownCitation;
}) {
  const { label, glyph } = STANDING_WORDS[standing];
  return (
    <li
      id={`citation-${number}`}
      className="flex scroll-mt-4 flex-col gap-2 rounded-lg border border-line bg-surface p-3 target:border-ink"
    >
      <div className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <a href={`#cited-${number}`} className="font-mono underline underline-offset-4">
          {number}
          <span className="sr-only">, back to where it is cited</span>
        </a>
        <b className="min-w-0 font-medium [overflow-wrap:anywhere]">{visibleText(words)}</b>
        <span data-testid="standing" className="rounded-md border border-line-strong px-1.5 text-xs">
          <span aria-hidden>{glyph} </span>
          {label}
        </span>
      </div>
      {fault !== null && <p className="text-sm text-ink-2 [overflow-wrap:anywhere]">{visibleText(fault)}</p>}
      {tokens !== null && (
        <>
          {standing === "differs" && <p className="text-xs text-ink-2">What stands there:</p>}
          <p className="font-mono text-sm leading-6 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {tokens.runs.map(({ text, state, reason }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text, which never change their order
              <span key={at} className={`token-${state}`} title={reason}>
                {text}
              </span>
            ))}
            {tokens.left > 0 && <span className="text-ink-2"> … {plural(tokens.left, "more token")}</span>}
          </p>
          <ul className="text-xs text-ink-2">
            {tokens.runs.map(({ state, tokens: count, reason }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <li key={at}>
                <span aria-hidden className="font-mono">
                  {STATE_WORDS[state].glyph}
                </span>{" "}
                {plural(count, "token")}, {STATE_WORDS[state].label}. {reason}
              </li>
            ))}
          </ul>
        </>
      )}
      {citation === null ? (
        <code className="text-xs [overflow-wrap:anywhere]">{visibleText(address)}</code>
      ) : (
        <p className="text-xs text-ink-2 [overflow-wrap:anywhere]">
          {visibleText(citation.session)}, turn {citation.turn}, tokens {citation.from} to {citation.to - 1}
          {tokens !== null && (
            <>
              {" · "}
              <Link href={tokens.page} prefetch={false} className="text-ink underline underline-offset-4">
                Open these tokens
              </Link>
            </>
          )}
        </p>
      )}
    </li>
  );
}
