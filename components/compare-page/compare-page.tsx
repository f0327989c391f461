"use client";

import { keepPreviousData, QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { ArrowLeftRight, ChevronLeft } from "lucide-react";
import Link from "next/link";
import { type ComponentProps, useState } from "react";
import { compareHref } from "@/components/address/compare-href";
import { Pane } from "@/components/keys/pane";
import { fetchJson } from "@/components/reads/fetch-json";
import { ServerNotice } from "@/components/shell/server-notice";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import type { Comparison } from "@/lib/core/compare/comparison";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";
import { CausePairTable } from "./cause-pair-table";
import { sideChoice, sideParams, useCompareParams } from "./compare-params";
import { ComparedRows } from "./compared-rows";
import { comparisonWords } from "./comparison-words";
import { FigureTable } from "./figure-table";
import { SidePicker } from "./side-picker";

/** Two sessions, two branches of one, or one under two policies. */
export function ComparePage({ server }: { readonly server: ServerPolicy }) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <PageContent server={server} />
    </QueryClientProvider>
  );
}

function PageContent({ server }: { readonly server: ServerPolicy }) {
  const [params, setParams] = useCompareParams();
  const [a, b] = [sideChoice(params, "a"), sideChoice(params, "b")];
  const isSame = JSON.stringify(a) === JSON.stringify(b);
  const isWhole = a.session !== null && b.session !== null && !isSame;
  const url = `/api${compareHref(named(a), named(b))}`;
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ["compare", url],
    queryFn: ({ signal }) => fetchJson<Comparison>(url, signal),
    enabled: isWhole,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  const shown = isWhole && !error ? (data ?? null) : null;
  const swap = (): void => setParams({ ...sideParams("a", b), ...sideParams("b", a) });
  return (
    <Pane name="compare" className="flex min-h-dvh flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-2">
        <Link href="/sessions" className="-ml-1 inline-flex items-center text-sm text-ink-2 hover:text-ink">
          <ChevronLeft size={16} aria-hidden />
          Sessions
        </Link>
        <h1 className="text-base font-medium">Compare</h1>
        <span className="ml-auto flex items-center gap-1">
          <IconButton label="Swap the two sides" onClick={swap}>
            <ArrowLeftRight size={16} aria-hidden />
          </IconButton>
          <CopyButton text={() => window.location.href} label="Copy a link to this comparison" />
          <ThemeToggle />
        </span>
      </header>
      <ServerNotice />
      <main className="mx-auto flex w-full max-w-7xl flex-1 flex-col gap-4 p-4" aria-busy={isPlaceholderData}>
        <div className="grid grid-cols-1 gap-3 md:grid-cols-2">
          <SidePicker
            name="A"
            choice={a}
            shown={shown?.a ?? null}
            server={server}
            onChange={(side) => setParams(sideParams("a", side))}
          />
          <SidePicker
            name="B"
            choice={b}
            shown={shown?.b ?? null}
            server={server}
            onChange={(side) => setParams(sideParams("b", side))}
          />
        </div>
        {shown ? (
          <Shown
            comparison={shown}
            at={params.at === null ? null : params.at - 1}
            onOpen={(at) => setParams({ at: at === null ? null : at + 1 })}
            as={params.as}
            onAs={(as) => setParams({ as })}
            onSwap={swap}
          />
        ) : (
          <NothingYet isSame={isSame && a.session !== null} isWhole={isWhole} error={error} />
        )}
      </main>
    </Pane>
  );
}

function named(side: ReturnType<typeof sideChoice>) {
  return side.session === null ? null : { ...side, session: side.session };
}

function Shown({ comparison, ...rows }: ComponentProps<typeof ComparedRows>) {
  return (
    <>
      <p data-testid="comparison" className="max-w-4xl text-base">
        {comparisonWords(comparison)}
      </p>
      <div className="grid grid-cols-1 items-start gap-3 md:grid-cols-2">
        <div className="overflow-x-auto rounded-lg border border-line bg-surface">
          <FigureTable comparison={comparison} />
        </div>
        <div className="overflow-x-auto rounded-lg border border-line bg-surface">
          <CausePairTable comparison={comparison} />
        </div>
      </div>
      <ComparedRows comparison={comparison} {...rows} />
    </>
  );
}

function NothingYet({
  isSame,
  isWhole,
  error,
}: {
  readonly isSame: boolean;
  readonly isWhole: boolean;
  readonly error: Error | null;
}) {
  if (isWhole) return <LoadingOrError error={error} what="comparison" />;
  return (
    <EmptyState title={isSame ? "Both sides are the same" : "Choose what to compare"}>
      {isSame
        ? "Choose another session for one side, another branch of this one, or another policy or setting."
        : "Two sessions are aligned message by message. The same session on both sides can show two of its branches, or two policies."}
    </EmptyState>
  );
}
