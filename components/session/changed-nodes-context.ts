"use client";

import { createContext, use } from "react";

/** Ids of the nodes that the policy shown leaves otherwise than the session's own; empty while nothing is tried. */
const ChangedNodesContext = createContext<ReadonlySet<string>>(new Set());

export const ChangedNodesProvider = ChangedNodesContext.Provider;

export function useChangedNodes(): ReadonlySet<string> {
  return use(ChangedNodesContext);
}
