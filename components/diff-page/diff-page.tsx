"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { DIFF_LENSES, type DiffLens } from "@/components/address/diff-href";
import { choiceParam, textParam, wholeNumberParam } from "@/components/address/param";
import { useQueryParams } from "@/components/address/use-query-params";
import { DiffBody } from "@/components/diff/diff-body";
import { DiffHeader } from "@/components/diff/diff-header";
import { DIFF_KEYS } from "@/components/diff/diff-keys";
import { useNodeDiff } from "@/components/diff/use-node-diff";
import { Pane } from "@/components/keys/pane";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { ServerNotice } from "@/components/shell/server-notice";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import type { DiffPlaces } from "@/lib/core/diff/diff-places";

const PARAMS = {
  a: textParam,
  b: textParam,
  mode: choiceParam(DIFF_LENSES, "tokens"),
  policy: textParam,
  ft: wholeNumberParam,
  /** Further settings of the policy. */
  set: textParam,
};

/** The page of a difference within one session; everything that it shows is in its address. */
export function DiffPage({ places }: { readonly places: DiffPlaces }) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <PageContent places={places} />
    </QueryClientProvider>
  );
}

function PageContent({ places }: { readonly places: DiffPlaces }) {
  const [{ a, b, policy, ft, set }, setParams] = useQueryParams(PARAMS, "added");
  const view = { policy, threshold: ft, settings: set };
  const shown = b ?? places.departures[0]?.node ?? null;
  return (
    <Pane name="diff" className="flex min-h-dvh flex-col">
      <DiffHeader
        places={places}
        node={shown}
        against={a}
        view={view}
        onChoose={(node) => setParams({ a: null, b: node })}
      />
      <ServerNotice />
      <main className="mx-auto w-full max-w-7xl flex-1 p-4">
        {shown === null ? (
          <NothingToShow places={places} />
        ) : (
          <LoadedDiff key={`${a} ${shown}`} places={places} node={shown} against={a} />
        )}
      </main>
    </Pane>
  );
}

function LoadedDiff({
  places,
  node,
  against,
}: {
  readonly places: DiffPlaces;
  readonly node: string;
  readonly against: string | null;
}) {
  const [{ mode, policy, ft, set }, setParams] = useQueryParams(PARAMS);
  const { session, revision } = places;
  const view = { policy, threshold: ft, settings: set };
  const showAs = (lens: DiffLens): void => void setParams({ mode: lens });
  usePaneShortcuts("diff", DIFF_KEYS, {
    "diff.tokens": () => showAs("tokens"),
    "diff.bytes": () => showAs("bytes"),
    "diff.messages": () => showAs("messages"),
  });
  const { data, error } = useNodeDiff({ session, node, against, view, revision });
  if (!data) return <LoadingOrError error={error} what="difference" />;
  return (
    <DiffBody
      session={session}
      diff={data}
      lens={mode}
      onLens={showAs}
      onThreshold={(threshold) =>
        setParams({ ft: threshold, ...(data.threshold === null ? { policy: "slime" } : {}) })
      }
    />
  );
}

function NothingToShow({ places }: { readonly places: DiffPlaces }) {
  return (
    <EmptyState title="Every prompt went on from what was held">
      {places.turns === 0
        ? "No turn is recorded yet. "
        : `None of the ${places.turns} turns of this session drifted or forked. `}
      To compare any two of its messages, mark one with m on the session's page, select another and press v.
    </EmptyState>
  );
}
