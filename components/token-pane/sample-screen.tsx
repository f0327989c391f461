"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { unpackTree } from "@/lib/core/view/pack-tree";
import { Pane } from "../keyboard/pane";
import { useBackStep } from "../keyboard/use-back-step";
import { KnownPieces } from "../tokens/known-pieces";
import type { ViewChoice } from "../workspace/api-urls";
import { sessionModel } from "../workspace/session-model";
import { TokenSourceProvider } from "../workspace/token-source-context";
import { useViewParams, VIEW_PARAMS } from "../workspace/view-state";
import { SampleHeader } from "./sample-header";
import { TokenPane } from "./token-pane";
import { useSampleKeys } from "./use-sample-keys";
import { useTokenKeys } from "./use-token-keys";

const { tok } = VIEW_PARAMS;
const PARAMS = { tok };

/** The page of one sample: nothing but its tokens, at full width. The session's tree comes packed. */
export function SampleScreen({
  packed,
  choice,
  sample: index,
}: {
  readonly packed: string;
  readonly choice: ViewChoice;
  /** From 0. */
  readonly sample: number;
}) {
  const tree = useMemo(() => unpackTree(packed), [packed]);
  const model = useMemo(() => sessionModel(tree.view), [tree]);
  const [client] = useState(() => new QueryClient());
  const [source] = useState(() => ({ local: null, pieces: new KnownPieces() }));
  const [{ tok }, setState] = useViewParams(PARAMS);
  useTokenKeys();
  useSampleKeys({ session: tree.session.id, index, count: tree.view.samples.length, choice });
  useBackStep("range", tok === null ? null : () => void setState({ tok: null }));
  const sample = tree.view.samples[index];
  if (!sample) return null;
  return (
    <QueryClientProvider client={client}>
      <TokenSourceProvider value={source}>
        <div className="flex h-dvh flex-col">
          <SampleHeader session={tree.session} view={tree.view} sample={sample} choice={choice} />
          <main className="min-h-0 flex-1">
            <Pane name="tokens" className="h-full">
              <TokenPane
                key={index}
                isAlone
                model={model}
                choice={{
                  session: tree.session.id,
                  node: tree.view.nodes[sample.leaf]?.id ?? "",
                  view: choice,
                  sample: index,
                  tokens: sample.length,
                  revision: tree.session.revision,
                }}
              />
            </Pane>
          </main>
        </div>
      </TokenSourceProvider>
    </QueryClientProvider>
  );
}
