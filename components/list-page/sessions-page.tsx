"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { SessionsView } from "./sessions-view";
import type { InitialList } from "./use-session-list";

/** The page of the list, live. */
export function SessionsPage(props: {
  readonly initial: InitialList;
  readonly simulated: boolean;
  /** What stands below the list. */
  readonly footer: ReactNode;
}) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <SessionsView {...props} />
    </QueryClientProvider>
  );
}
