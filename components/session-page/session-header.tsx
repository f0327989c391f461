"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ViewChoice } from "@/components/address/api-urls";
import { listWords, withList } from "@/components/address/list-params";
import { useKeptList } from "@/components/address/use-kept-list";
import type { LiveState } from "@/components/reads/use-changes";
import { LiveBadge } from "@/components/shell/live-badge";
import { CopyButton } from "@/components/ui/copy-button";
import { StatusBadge } from "@/components/ui/status-badge";
import { plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { SessionRow } from "@/lib/core/view/session-row";
import type { SessionView } from "@/lib/core/view/session-view";
import { SessionActions } from "./session-actions";

/** What session this is, and what can be done with it. Below it stands what it comes to. */
export function SessionHeader({
  session,
  view,
  choice,
  live,
  following,
  children,
}: {
  readonly session: SessionRow;
  readonly view: SessionView;
  readonly choice: ViewChoice;
  readonly live: LiveState;
  readonly following: boolean;
  readonly children: ReactNode;
}) {
  const { list } = useKeptList();
  return (
    <header className="border-b border-line bg-surface">
      <div className="flex items-center gap-x-3 px-4 py-2 max-md:gap-x-2 max-md:px-2">
        <Link
          href={withList("/sessions", list)}
          aria-label="Sessions"
          title={`The list of sessions${listWords(list)}`}
          className="-ml-1 inline-flex h-8 shrink-0 items-center text-sm text-ink-2 hover:text-ink"
        >
          <ChevronLeft size={16} aria-hidden />
          <span className="max-md:hidden">Sessions</span>
        </Link>
        <span className="flex min-w-0 items-center">
          <h1 className="min-w-0 truncate font-mono text-base font-medium" title={session.id}>
            {session.id}
          </h1>
          <CopyButton text={session.id} label="Copy the session's id" />
        </span>
        <span className="flex shrink-0 items-center gap-3 max-sm:[&>span:first-child]:hidden">
          <StatusBadge status={session.status} />
          <LiveBadge state={live} following={following} />
        </span>
        <Facts session={session} view={view} />
        <SessionActions session={session} choice={choice} />
      </div>
      {children}
    </header>
  );
}

/** How much there is of it, what was called, by whom, and which template the prompts were made with. */
function Facts({
  session: { model, tokenizer, client },
  view,
}: {
  readonly session: SessionRow;
  readonly view: SessionView;
}) {
  const parts = [
    { term: "model", value: model },
    { term: "template", value: tokenizer === model ? null : tokenizer },
    { term: "client", value: client === "unknown" ? null : client },
  ];
  return (
    <span className="flex min-w-0 gap-3 text-sm text-ink-2 max-md:hidden">
      <span className="whitespace-nowrap" data-testid="turn-count">
        {plural(view.turns.length, "turn")}
      </span>
      <span className="whitespace-nowrap max-xl:hidden">{plural(view.samples.length, "sample")}</span>
      {parts.map(
        ({ term, value }) =>
          value && (
            <span
              key={term}
              className="min-w-0 truncate max-xl:hidden"
              title={`${term}: ${visibleText(value)}`}
            >
              <span className="text-ink-3">{term}</span> {visibleText(value)}
            </span>
          ),
      )}
    </span>
  );
}
