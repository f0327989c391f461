"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { SessionRow } from "@/lib/core/view/session-row";
import type { SessionView } from "@/lib/core/view/session-view";
import { PolicyLabDialog } from "../lab/policy-lab-dialog";
import { LiveBadge } from "../live/live-badge";
import type { LiveState } from "../live/use-changes";
import { ThemeToggle } from "../theme/theme-toggle";
import { CopyButton } from "../ui/copy-button";
import { plural } from "../ui/format";
import { ShareBar } from "../ui/share-bar";
import { StatusBadge } from "../ui/status-badge";
import { WhatIfButton } from "../what-if/what-if-button";
import type { ViewChoice } from "./api-urls";
import { DownloadMenu } from "./download-menu";
import { DriftFacts } from "./drift-facts";
import { PolicyControls } from "./policy-controls";

/** What session this is, how much of it trains, under which policy, and the way to the samples. */
export function SessionHeader({
  session,
  view,
  choice,
  live,
  error,
}: {
  readonly session: SessionRow;
  readonly view: SessionView;
  readonly choice: ViewChoice;
  readonly live: LiveState;
  readonly error: Error | null;
}) {
  const { trained, sampled } = view.ledger;
  return (
    <header className="border-b border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
        <Link href="/sessions" className="-ml-1 inline-flex items-center text-sm text-ink-2 hover:text-ink">
          <ChevronLeft size={16} aria-hidden />
          Sessions
        </Link>
        <h1 className="min-w-0 truncate font-mono text-base font-medium" title={session.id}>
          {session.id}
        </h1>
        <StatusBadge status={session.status} />
        <LiveBadge state={live} />
        <span className="ml-auto flex items-center gap-1">
          <CopyButton text={() => window.location.href} label="Copy a link to this view" />
          <ThemeToggle />
          <DownloadMenu session={session.id} choice={choice} />
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 border-t border-line px-4 py-2 text-sm text-ink-2">
        <PolicyControls policy={view.policy} choice={choice} />
        <WhatIfButton />
        <span className="inline-flex items-center gap-2">
          trained <ShareBar part={trained} whole={sampled} noun="sampled tokens" />
        </span>
        <span>{plural(view.samples.length, "sample")}</span>
        <span data-testid="turn-count">{plural(view.turns.length, "turn")}</span>
        <DriftFacts turns={view.turns} />
        <span className="truncate max-md:hidden">{session.model}</span>
        <PolicyLabDialog session={session.id} revision={session.revision} choice={choice} />
        {error && (
          <span role="alert" className="text-refused">
            {error.message}
          </span>
        )}
      </div>
    </header>
  );
}
