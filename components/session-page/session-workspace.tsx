"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { unpackTree } from "@/lib/core/view/pack-tree";
import type { InitialView } from "./initial-view";
import { Workspace } from "./workspace";

/**
 * A packed tree of more characters is drawn by the browser alone: the server would draw for longer than others should
 * wait, on the thread that answers everybody.
 */
const DRAWN_BY_SERVER = 40_000;

type Packed = Omit<InitialView, "tree"> & { readonly packed: string };

/** The page of one session, live. The tree comes packed: as objects it would be five times as long. */
export function SessionWorkspace(given: Packed) {
  const isInBrowser = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  if (!isInBrowser && given.packed.length > DRAWN_BY_SERVER) return <main className="h-dvh" aria-busy />;
  return <UnpackedWorkspace {...given} />;
}

function UnpackedWorkspace({ packed, ...rest }: Packed) {
  const [initial] = useState((): InitialView => ({ ...rest, tree: unpackTree(packed) }));
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Workspace initial={initial} />
    </QueryClientProvider>
  );
}
