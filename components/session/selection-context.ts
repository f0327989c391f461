"use client";

import { createContext, use } from "react";

/** What is selected, for every pane. Only mounted cards read it, so a change costs what is on screen. */
export interface Selection {
  readonly node: string | null;
  /** Index of the selected sample; null for all samples together. */
  readonly sample: number | null;
  /** Ids of the nodes that the selected sample, or the selected leaf, runs through; null when neither is. */
  readonly path: ReadonlySet<string> | null;
  /** Ids of messages that came just now, to be marked for a moment. */
  readonly fresh: ReadonlySet<string>;
  readonly expanded: ReadonlySet<string>;
  selectNode(id: string | null): void;
  selectSample(index: number | null): void;
  /** Folds or unfolds the run that begins with this node. */
  toggleRun(id: string): void;
}

const SelectionContext = createContext<Selection | null>(null);

export const SelectionProvider = SelectionContext.Provider;

export function useSelection(): Selection {
  const selection = use(SelectionContext);
  if (!selection) throw new Error("This component stands outside a session's workspace.");
  return selection;
}
