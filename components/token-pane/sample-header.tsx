import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ViewChoice } from "@/components/address/api-urls";
import { openedSampleHref, sampleHref } from "@/components/address/sample-href";
import { useKeptList } from "@/components/address/use-kept-list";
import { CopyButton } from "@/components/ui/copy-button";
import { formatReward } from "@/components/ui/format";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { sampleName } from "@/lib/core/tokens/explain-token";
import type { SessionRow } from "@/lib/core/view/session-row";
import type { SampleView, SessionView } from "@/lib/core/view/session-view";

/** Which sample of which session this is, under which policy, and the way to the ones beside it. */
export function SampleHeader({
  session,
  view,
  sample,
  choice,
}: {
  readonly session: SessionRow;
  readonly view: SessionView;
  readonly sample: SampleView;
  readonly choice: ViewChoice;
}) {
  const { keep } = useKeptList();
  const hrefOf = (index: number): string | null =>
    view.samples[index] ? keep(sampleHref(session.id, index, choice)) : null;
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-2 text-sm text-ink-2">
      <Link
        prefetch={false}
        href={keep(openedSampleHref(session.id, sample.index, choice))}
        className="-ml-1 inline-flex max-w-60 items-center hover:text-ink"
        title={`Back to the session ${session.id}`}
      >
        <ChevronLeft size={16} aria-hidden className="shrink-0" />
        <span className="truncate font-mono">{session.id}</span>
      </Link>
      <nav aria-label="Samples" className="inline-flex items-center gap-1">
        <Neighbour href={hrefOf(sample.index - 1)} label="Previous sample (p)">
          <ChevronLeft size={16} aria-hidden />
        </Neighbour>
        <h1 className="text-base font-medium text-ink">
          {sampleName(sample.index)}
          <span className="font-normal text-ink-2"> of {formatCount(view.samples.length)}</span>
        </h1>
        <Neighbour href={hrefOf(sample.index + 1)} label="Next sample (n)">
          <ChevronRight size={16} aria-hidden />
        </Neighbour>
      </nav>
      <span>
        policy <span className="font-mono text-ink">{view.policy.name}</span>
      </span>
      <span>
        {formatCount(sample.trained_tokens)} of {formatCount(sample.length)} trained
      </span>
      <span title="Tokens after the first prompt: the length of loss_mask">
        response {plural(Math.max(0, sample.response_length), "token")}
      </span>
      <span>{plural(sample.turns.length, "turn")}</span>
      <span>reward {formatReward(sample.reward)}</span>
      <span className="ml-auto flex items-center gap-1">
        <CopyButton text={() => window.location.href} label="Copy a link to this view" />
        <ThemeToggle />
      </span>
    </header>
  );
}

function Neighbour({
  href,
  label,
  children,
}: {
  readonly href: string | null;
  readonly label: string;
  readonly children: ReactNode;
}) {
  const look = "inline-flex size-8 items-center justify-center rounded-md";
  if (href === null) return <span className={`${look} text-ink-3 opacity-40`}>{children}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={label}
      title={label}
      className={`${look} hover:bg-raised hover:text-ink`}
    >
      {children}
    </Link>
  );
}
