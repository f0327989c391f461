"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import type { ServerPolicy } from "@/lib/core/session-policy";
import type { SessionTree } from "@/lib/core/view/session-tree";
import type { ViewChoice } from "./api-urls";
import { Workspace } from "./workspace";

/** What the server sends with the page. */
export interface InitialView {
  readonly tree: SessionTree;
  readonly choice: ViewChoice;
  /** For working out another choice as the server would. */
  readonly serverPolicy: ServerPolicy;
}

/** The page of one session, live. */
export function SessionWorkspace({ initial }: { readonly initial: InitialView }) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Workspace initial={initial} />
    </QueryClientProvider>
  );
}
