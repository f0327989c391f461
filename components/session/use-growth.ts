"use client";

import { useEffect, useState } from "react";
import type { SessionView } from "@/lib/core/view/session-view";

/** How long a message that just came is marked, in ms. */
const FRESH_MS = 2_400;

/** What came since the page was opened. */
export interface Growth {
  /** Ids of messages that came just now. */
  readonly fresh: ReadonlySet<string>;
  /** Ids of the answers that came and that the reader has not been shown yet, oldest first. */
  readonly unseen: readonly string[];
  /** Takes these as seen. */
  readonly see: (ids: readonly string[]) => void;
}

const NONE: ReadonlySet<string> = new Set();

/** Follows what a live session gains. Another policy shows other nodes, but no other turns: only turns count. */
export function useGrowth({ turns, nodes }: Pick<SessionView, "turns" | "nodes">): Growth {
  const [known, setKnown] = useState(turns.length);
  const [fresh, setFresh] = useState(NONE);
  const [unseen, setUnseen] = useState<readonly string[]>([]);
  if (turns.length !== known) {
    setKnown(turns.length);
    const came = turns.slice(known);
    const first = came[0]?.index ?? Number.POSITIVE_INFINITY;
    setFresh(new Set(nodes.flatMap((node) => (node.first_turn >= first ? [node.id] : []))));
    setUnseen([...unseen, ...came.flatMap(({ node }) => (node === null ? [] : (nodes[node]?.id ?? [])))]);
  }
  useEffect(() => {
    if (fresh.size === 0) return;
    const timer = setTimeout(() => setFresh(NONE), FRESH_MS);
    return () => clearTimeout(timer);
  }, [fresh]);
  const see = (ids: readonly string[]): void =>
    setUnseen((waiting) => waiting.filter((id) => !ids.includes(id)));
  return { fresh, unseen, see };
}
