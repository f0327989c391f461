"use client";

import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ListChoice } from "@/components/address/list-params";
import { facetsUrl, listUrl, type PagePlace } from "@/components/address/list-urls";
import { fetchJson } from "@/components/reads/fetch-json";
import type { ListFacets } from "@/lib/core/list/list-facets";
import type { ListPage, ListRow } from "@/lib/core/list/list-row";

/** What the server sends with the page. */
export interface InitialList {
  readonly choice: ListChoice;
  readonly cursor: string | null;
  readonly page: ListPage;
  readonly facets: ListFacets;
}

type Pages = InfiniteData<ListPage, PagePlace>;

const keyOf = ({ q, sort, order }: ListChoice, start: string | null) => ["list", q, sort, order, start];

/** The rows of the list as far as they were read, either way from where it began, and the way to more. */
export function useSessionList(choice: ListChoice, cursor: string | null, initial: InitialList) {
  const [start, beginAtTop] = useStart(choice, cursor);
  const client = useQueryClient();
  const first: PagePlace = { cursor: start, backwards: false };
  const isInitial = sameChoice(choice, initial.choice) && start === initial.cursor;
  const pages = useInfiniteQuery({
    queryKey: keyOf(choice, start),
    queryFn: ({ pageParam, signal }) => fetchJson<ListPage>(listUrl(choice, pageParam), signal),
    initialPageParam: first,
    getNextPageParam: ({ next_cursor: next }): PagePlace | null =>
      next === null ? null : { cursor: next, backwards: false },
    getPreviousPageParam: ({ previous_cursor: previous }): PagePlace | null =>
      previous === null ? null : { cursor: previous, backwards: true },
    ...(isInitial && {
      initialData: { pages: [initial.page], pageParams: [first] },
    }),
    placeholderData: (held: Pages | undefined) => held,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const facets = useQuery({
    queryKey: ["facets", choice.q],
    queryFn: ({ signal }) => fetchJson<ListFacets>(facetsUrl(choice.q), signal),
    ...(choice.q === initial.choice.q && { initialData: initial.facets }),
    placeholderData: (held: ListFacets | undefined) => held,
    staleTime: Number.POSITIVE_INFINITY,
  });
  /** Puts rows that changed in the place of what is shown of them; nothing moves. */
  const replaceRows = (rows: ReadonlyMap<string, ListRow>): void => {
    client.setQueryData<Pages>(
      keyOf(choice, start),
      (held) =>
        held && {
          ...held,
          pages: held.pages.map((page) => ({
            ...page,
            rows: page.rows.map((row) => rows.get(row.id) ?? row),
          })),
        },
    );
  };
  /** Reads the list again from its top. */
  const toTop = async (): Promise<void> => {
    beginAtTop();
    await Promise.all([
      client.resetQueries({ queryKey: keyOf(choice, null), exact: true }),
      client.invalidateQueries({ queryKey: ["facets", choice.q] }),
    ]);
  };
  return { pages, facets, replaceRows, toTop };
}

export type SessionPages = ReturnType<typeof useSessionList>["pages"];

/** Where the list began: the URL's cursor when it was opened; another choice begins at the top. */
function useStart(choice: ListChoice, cursor: string | null): readonly [string | null, () => void] {
  const [began, setBegan] = useState({ choice, cursor });
  const isSame = sameChoice(began.choice, choice);
  if (!isSame) setBegan({ choice, cursor: null });
  return [isSame ? began.cursor : null, () => setBegan({ choice, cursor: null })];
}

function sameChoice(a: ListChoice, b: ListChoice): boolean {
  return a.q === b.q && a.sort === b.sort && a.order === b.order;
}
