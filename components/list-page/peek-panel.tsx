"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ListChoice } from "@/components/address/list-params";
import { peekUrl, sessionUrl } from "@/components/address/list-urls";
import { Pane } from "@/components/keys/pane";
import { CauseChips } from "@/components/marks/cause-chips";
import { ShapeSpark } from "@/components/marks/shape-spark";
import { fetchJson } from "@/components/reads/fetch-json";
import { formatDuration, formatReward } from "@/components/ui/format";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { ShareBar } from "@/components/ui/share-bar";
import { StatusBadge } from "@/components/ui/status-badge";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { ListRow, PeekMessage, SessionPeek } from "@/lib/core/list/list-row";
import { CAUSE_SUBJECTS, type CauseSubject } from "@/lib/core/recording/session-cause";

/** A session at a glance, beside the list. */
export function PeekPanel({
  id,
  list,
  onClose,
}: {
  readonly id: string;
  readonly list: ListChoice;
  readonly onClose: () => void;
}) {
  const { data, error } = useQuery({
    queryKey: ["peek", id],
    queryFn: ({ signal }) => fetchJson<SessionPeek>(peekUrl(id), signal),
    staleTime: 10_000,
  });
  return (
    <Pane
      name="peek"
      className="flex h-full w-90 shrink-0 flex-col border-l border-line bg-surface max-md:absolute max-md:inset-0 max-md:z-30 max-md:w-full"
    >
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate font-mono font-medium" title={id}>
          {id}
        </h2>
        <Link
          href={sessionUrl(id, list)}
          prefetch={false}
          className="rounded-md bg-ink px-2.5 py-1 text-sm font-medium text-page hover:opacity-90"
        >
          Open
        </Link>
        <IconButton label="Close (Esc)" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <ScrollRegion aria-label="At a glance" className="min-h-0 flex-1 p-4" data-testid="peek">
        {error ? (
          <p className="text-sm text-ink-2">{error.message}</p>
        ) : data ? (
          <PeekFacts peek={data} />
        ) : (
          <p className="text-sm text-ink-2">Reading…</p>
        )}
      </ScrollRegion>
    </Pane>
  );
}

function PeekFacts({ peek: { row, messages, labels } }: { readonly peek: SessionPeek }) {
  return (
    <div className="flex flex-col gap-5 text-sm">
      <ShapeSpark row={row} scale={2} />
      <FactList row={row} labels={labels} />
      {CAUSE_SUBJECTS.map((subject) => {
        const causes = row.causes.filter((cause) => cause.subject === subject);
        return (
          causes.length > 0 && (
            <section key={subject}>
              <h3 className="mb-1.5 text-xs font-medium text-ink-2">{CAUSE_TITLES[subject]}</h3>
              <CauseChips causes={causes} most={20} named />
            </section>
          )
        );
      })}
      <section>
        <h3 className="mb-1.5 text-xs font-medium text-ink-2">How it begins</h3>
        {messages.length === 0 && <p className="text-ink-2">Nothing was said.</p>}
        <ol className="flex flex-col gap-3">
          {messages.map((message) => (
            <li key={message.number}>
              <MessageStart message={message} />
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

const CAUSE_TITLES: Readonly<Record<CauseSubject, string>> = {
  fork: "Forks by cause",
  drift: "What rendering would have changed, by cause",
  realigned: "Realigned by cause",
  refused: "Refused, by reason",
};

function FactList({ row, labels }: { readonly row: ListRow; readonly labels: SessionPeek["labels"] }) {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Status", <StatusBadge key="status" status={row.status} />],
    ["Model", visibleText(row.model || "—")],
    ["Client", visibleText(row.client ?? "not given")],
    ["Started", <RelativeTime key="started" at={row.created_at} />],
    ["Duration", row.duration_ms === null ? "—" : formatDuration(row.duration_ms)],
    ["Turns", formatCount(row.turns)],
    ["Samples", `${plural(row.samples, "sample")}, ${formatCount(row.trained_tokens)} trained tokens`],
    [
      "Yield",
      <ShareBar key="yield" part={row.trained_tokens} whole={row.sampled_tokens} noun="sampled tokens" />,
    ],
    ["Refused", plural(row.refused, "token")],
    ...(row.unrecorded ? [["Not recorded", plural(row.unrecorded.calls, "call")] as const] : []),
    ["Longest turn", plural(row.context_tokens, "token")],
    ["Policy", row.policy ?? "the server's"],
    ["Reward", formatReward(row.reward)],
    ...labels,
  ];
  return (
    <dl className="grid grid-cols-[fit-content(50%)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="min-w-0 truncate text-ink-2" title={name}>
            {name}
          </dt>
          <dd className="min-w-0 truncate" title={typeof value === "string" ? value : undefined}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function MessageStart({ message: { role, text, cut } }: { readonly message: PeekMessage }) {
  return (
    <>
      <p className="text-xs font-medium text-ink-2">{role}</p>
      <p className="line-clamp-6 break-words whitespace-pre-wrap">
        {text || <span className="text-ink-3">empty</span>}
      </p>
      {cut > 0 && <p className="text-xs text-ink-3">{formatCount(cut)} further letters</p>}
    </>
  );
}
