"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import type { ViewChoice } from "@/components/address/api-urls";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";
import { unpackTree } from "@/lib/core/view/pack-tree";
import type { SessionTree } from "@/lib/core/view/session-tree";
import { Workspace } from "./workspace";

/** What the page was opened with. */
export interface InitialView {
  readonly tree: SessionTree;
  readonly choice: ViewChoice;
  /** For working out another choice as the server would. */
  readonly serverPolicy: ServerPolicy;
}

/** The page of one session, live. The tree comes packed: as objects it would be five times as long. */
export function SessionWorkspace({
  packed,
  ...rest
}: Omit<InitialView, "tree"> & { readonly packed: string }) {
  const [initial] = useState((): InitialView => ({ ...rest, tree: unpackTree(packed) }));
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Workspace initial={initial} />
    </QueryClientProvider>
  );
}
