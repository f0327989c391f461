"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ViewChoice } from "@/components/address/api-urls";
import { listWords, withList } from "@/components/address/list-params";
import { useKeptList } from "@/components/address/use-kept-list";
import type { LiveState } from "@/components/reads/use-changes";
import { LiveBadge } from "@/components/shell/live-badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Hint } from "@/components/ui/hint";
import { ShareBar } from "@/components/ui/share-bar";
import { StatusBadge } from "@/components/ui/status-badge";
import { WhatIfButton } from "@/components/what-if/what-if-button";
import { plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { SessionRow } from "@/lib/core/view/session-row";
import type { SessionView } from "@/lib/core/view/session-view";
import { DriftFacts } from "./drift-facts";
import { PolicyControls } from "./policy-controls";
import { SessionActions } from "./session-actions";

/** What session this is, how much of it trains, under which policy, and what can be done with it. */
export function SessionHeader({
  session,
  view,
  choice,
  live,
  following,
}: {
  readonly session: SessionRow;
  readonly view: SessionView;
  readonly choice: ViewChoice;
  readonly live: LiveState;
  readonly following: boolean;
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
        <SessionActions session={session} choice={choice} />
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-line px-4 py-1.5 text-sm text-ink-2 max-md:px-2">
        <PolicyControls policy={view.policy} choice={choice} />
        <WhatIfButton />
        <Yield view={view} />
        <span className="whitespace-nowrap">{plural(view.samples.length, "sample")}</span>
        <span className="whitespace-nowrap max-md:hidden" data-testid="turn-count">
          {plural(view.turns.length, "turn")}
        </span>
        <DriftFacts session={session.id} view={view} choice={choice} />
        <Origin session={session} />
      </div>
    </header>
  );
}

function Yield({ view }: { readonly view: SessionView }) {
  const { trained, sampled } = view.ledger;
  return (
    <span className="inline-flex items-center gap-2">
      <Hint text="Of the tokens that the model sampled, how many train under this policy.">
        <span className="underline decoration-line-strong decoration-dotted underline-offset-4">yield</span>
      </Hint>
      <ShareBar part={trained} whole={sampled} noun="sampled tokens are trained" />
    </span>
  );
}

/** What was called, by whom, and which template the prompts were made with. */
function Origin({ session: { model, tokenizer, client } }: { readonly session: SessionRow }) {
  const parts = [
    { term: "model", value: model },
    { term: "template", value: tokenizer === model ? null : tokenizer },
    { term: "client", value: client === "unknown" ? null : client },
  ];
  return (
    <span className="ml-auto flex min-w-0 gap-4 max-lg:hidden">
      {parts.map(
        ({ term, value }) =>
          value && (
            <span key={term} className="min-w-0 truncate" title={`${term}: ${visibleText(value)}`}>
              <span className="text-ink-3">{term}</span> {visibleText(value)}
            </span>
          ),
      )}
    </span>
  );
}
