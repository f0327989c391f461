"use client";

import { useEffect, useRef, useState } from "react";
import { rowsUrl } from "@/components/address/list-urls";
import { fetchJson } from "@/components/reads/fetch-json";
import { type LiveState, useChanges } from "@/components/reads/use-changes";
import type { ListPage, ListRow } from "@/lib/core/list/list-row";

/** A busy recorder changes many times a second; the list follows at most this often, in ms. */
const GATHER_MS = 400;

/** Rows that one call answers. */
const ROWS_A_CALL = 50;

interface ListChanges {
  readonly live: LiveState;
  /** Ids of sessions that were opened since, fit the filter, and are not shown. */
  readonly fresh: ReadonlySet<string>;
  readonly forget: () => void;
}

/**
 * Follows the recording without moving what is on screen: rows that are shown get their new figures where they stand,
 * new sessions are only counted.
 */
export function useListChanges(
  q: string,
  shown: ReadonlySet<string>,
  onRows: (rows: ReadonlyMap<string, ListRow>) => void,
): ListChanges {
  const [fresh, setFresh] = useState<{ readonly q: string; readonly ids: ReadonlySet<string> }>({
    q,
    ids: new Set(),
  });
  const waiting = useRef({ ids: new Set<string>(), opened: new Set<string>(), isSet: false });
  const read = async (): Promise<void> => {
    const { ids, opened } = waiting.current;
    waiting.current = { ids: new Set(), opened: new Set(), isSet: false };
    const wanted = [...ids].filter((id) => shown.has(id) || opened.has(id));
    const rows = new Map<string, ListRow>();
    for (let at = 0; at < wanted.length; at += ROWS_A_CALL) {
      const url = rowsUrl(q, wanted.slice(at, at + ROWS_A_CALL));
      const page = await fetchJson<ListPage>(url, AbortSignal.timeout(10_000)).catch(() => null);
      for (const row of page?.rows ?? []) rows.set(row.id, row);
    }
    onRows(rows);
    const added = [...rows.keys()].filter((id) => opened.has(id) && !shown.has(id));
    if (added.length > 0) {
      setFresh((held) => ({ q, ids: new Set([...(held.q === q ? held.ids : []), ...added]) }));
    }
  };
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  const live = useChanges(null, (change) => {
    if (!change) return;
    waiting.current.ids.add(change.session);
    if (change.kind === "opened") waiting.current.opened.add(change.session);
    if (waiting.current.isSet) return;
    waiting.current.isSet = true;
    setTimeout(() => void latest.current(), GATHER_MS);
  });
  return {
    live,
    fresh: fresh.q === q ? fresh.ids : new Set(),
    forget: () => setFresh({ q, ids: new Set() }),
  };
}
