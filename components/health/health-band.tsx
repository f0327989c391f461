import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { plural } from "@/lib/core/base/format-count";
import type { HealthFlag, HealthReport } from "@/lib/core/list/health-report";
import { healthWords } from "./health-words";
import { LevelMark } from "./level-mark";

/**
 * What is out of order in a set of sessions: one line that says the gravest, and opens to all. The line has its height
 * before anything is known, so that nothing moves when it is.
 */
export function HealthBand({
  report,
  isOpen = false,
}: {
  /** Null until it is known. */
  readonly report: HealthReport | null;
  /** Whether all are told at once. */
  readonly isOpen?: boolean;
}) {
  if (report === null || report.flags.length === 0) {
    return (
      <p data-testid="health" className="h-9 truncate px-3 py-2 text-sm leading-5 text-ink-2">
        {report === null ? "Looking for what is out of order" : healthWords(report)}
        {report !== null && report.unjudged > 0 && ` · ${unjudgedWords(report.unjudged)}`}
      </p>
    );
  }
  const [gravest] = report.flags;
  return (
    <details data-testid="health" className="group" open={isOpen}>
      <summary className="flex h-9 cursor-pointer list-none items-center gap-2 px-3 text-sm hover:bg-raised">
        {gravest && <LevelMark level={gravest.level} />}
        <span className="shrink-0 font-medium">{healthWords(report)}</span>
        <span className="min-w-0 truncate text-ink-2 group-open:invisible max-sm:hidden">
          {gravest?.sentence}
        </span>
        <ChevronDown
          size={16}
          aria-hidden
          className="ml-auto shrink-0 text-ink-3 group-open:rotate-180 motion-safe:transition-transform"
        />
      </summary>
      <ul className="max-h-[45dvh] overflow-y-auto border-t border-line pb-1">
        {report.flags.map((flag) => (
          <FlagLine key={flag.flag} flag={flag} />
        ))}
        {report.unjudged > 0 && (
          <li className="px-3 py-1 text-sm text-ink-2">{unjudgedWords(report.unjudged)}</li>
        )}
      </ul>
    </details>
  );
}

function unjudgedWords(count: number): string {
  return `${plural(count, "session")} not looked through yet`;
}

/** A flag in a line: a click lists its sessions, another leads to a place where it shows. */
function FlagLine({ flag }: { readonly flag: HealthFlag }) {
  const [place] = flag.evidence;
  return (
    <li className="flex items-start gap-x-2 px-3 py-1 text-sm">
      <span className="flex h-5 items-center">
        <LevelMark level={flag.level} />
      </span>
      <span className="min-w-0">
        <Link
          href={`/sessions?${new URLSearchParams({ q: flag.filter })}`}
          prefetch={false}
          className="underline decoration-line-strong underline-offset-4 hover:decoration-ink"
        >
          {flag.sentence}
        </Link>{" "}
        {place && (
          <Link
            href={`/sessions/${encodeURIComponent(place.session)}`}
            prefetch={false}
            className="text-xs whitespace-nowrap text-ink-2 underline underline-offset-4 hover:text-ink"
          >
            {place.turn === null ? "an example" : `an example, in turn ${place.turn}`}
          </Link>
        )}
      </span>
      <code className="ml-auto shrink-0 font-mono text-xs leading-5 text-ink-3 max-lg:hidden">
        flag:{flag.flag}
      </code>
    </li>
  );
}
