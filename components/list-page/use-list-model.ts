"use client";

import { useRef, useState } from "react";
import type { ListChoice } from "@/components/address/list-params";
import { useListState } from "@/components/address/list-state";
import { readableFilter } from "@/lib/core/list/readable-filter";
import type { SessionSort } from "@/lib/core/list/session-sort";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { COLUMNS } from "./columns";
import { useListChanges } from "./use-list-changes";
import { useListKeys } from "./use-list-keys";
import { type InitialList, useSessionList } from "./use-session-list";

/** All that the list shows and does: the URL's state, the rows read, what changed since, what is marked, the keys. */
export function useListModel(initial: InitialList) {
  const [state, setState] = useListState();
  const choice = { q: readableFilter(state.q), sort: state.sort, order: state.order };
  const { pages, facets, replaceRows, toTop } = useSessionList(choice, state.cursor, initial);
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const changes = useListChanges(choice.q, new Set(rows.map(({ id }) => id)), replaceRows);
  const [marked, setMarked] = useState<readonly string[]>([]);
  const scroller = useRef<HTMLDivElement>(null);
  const setPeek = (peek: string | null): void => setState({ peek });
  const mark = (id: string): void =>
    setMarked((held) => (held.includes(id) ? held.filter((other) => other !== id) : [...held.slice(-1), id]));
  const showNewest = (): void => {
    changes.forget();
    setState({ cursor: null });
    void toTop().then(() => scroller.current?.scrollTo({ top: 0 }));
  };
  const hasFresh = changes.fresh.size > 0;
  const keys = useListKeys({
    rows,
    list: choice,
    peek: state.peek,
    setPeek,
    marked,
    mark,
    showNewest: hasFresh ? showNewest : undefined,
  });
  return {
    state,
    choice,
    pages,
    facets,
    rows,
    changes,
    total: facets.data?.total ?? rows.length,
    marked,
    mark,
    unmark: () => setMarked([]),
    scroller,
    policy: Object.keys(BUILT_IN_POLICIES).find((name) => name === state.policy) ?? null,
    setPolicy: (policy: string | null): void => setState({ policy }),
    setPeek,
    showNewest,
    keys,
    setFilter: (q: string): void => setState({ q: q || null, cursor: null }),
    setPlace: (cursor: string | null): void => {
      if (cursor !== state.cursor) setState({ cursor });
    },
    /** Another figure, from the end that is looked at first; the same one turned round. */
    sortBy: (sort: SessionSort): void => setState({ sort, order: orderOf(sort, state), cursor: null }),
    /** A press on a row: peeks at it. */
    activate: (id: string): void => {
      keys.activate(id);
      setPeek(id);
    },
  };
}

function orderOf(sort: SessionSort, now: Pick<ListChoice, "sort" | "order">): ListChoice["order"] {
  if (now.sort === sort) return now.order === "desc" ? "asc" : "desc";
  return COLUMNS.find((column) => column.sort === sort)?.begins ?? "desc";
}
