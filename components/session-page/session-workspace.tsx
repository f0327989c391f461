"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { unpackTree } from "@/lib/core/view/pack-tree";
import type { InitialView } from "./initial-view";
import { Workspace } from "./workspace";

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
