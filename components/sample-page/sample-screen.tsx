"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { ViewChoice } from "@/components/address/api-urls";
import { useKeptList } from "@/components/address/use-kept-list";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { CauseCards } from "@/components/cause-card/cause-cards";
import { Pane } from "@/components/keys/pane";
import { useBackStep } from "@/components/keys/use-back-step";
import { KnownPieces } from "@/components/reads/known-pieces";
import { TokenSourceProvider } from "@/components/reads/token-source-context";
import { sessionModel } from "@/components/session/session-model";
import { ServerNotice } from "@/components/shell/server-notice";
import { SampleHeader } from "@/components/token-pane/sample-header";
import { TokenPane } from "@/components/token-pane/token-pane";
import { useSampleKeys } from "@/components/token-pane/use-sample-keys";
import { useTokenKeys } from "@/components/token-pane/use-token-keys";
import { SampleVerdict } from "@/components/verdict/sample-verdict";
import { unpackTree } from "@/lib/core/view/pack-tree";

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
  const [{ tok }, setState] = useQueryParams(PARAMS);
  useTokenKeys();
  useSampleKeys({ session: tree.session.id, index, count: tree.view.samples.length, choice });
  useBackStep("range", tok === null ? null : () => setState({ tok: null }));
  const { list } = useKeptList();
  const shown = { session: tree.session.id, revision: tree.session.revision, view: choice };
  const sample = tree.view.samples[index];
  if (!sample) return null;
  return (
    <QueryClientProvider client={client}>
      <TokenSourceProvider value={source}>
        <CauseCards filter={list.q} of={shown}>
          <div className="flex h-dvh flex-col">
            <SampleHeader session={tree.session} view={tree.view} sample={sample} choice={choice} />
            <SampleVerdict tree={tree} sample={index} choice={choice} />
            <ServerNotice />
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
        </CauseCards>
      </TokenSourceProvider>
    </QueryClientProvider>
  );
}
