"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { filterParts, parseSessionFilter } from "@/lib/core/session-filter";
import { SESSION_SORTS } from "@/lib/core/session-sort";

const PARSERS = {
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(SESSION_SORTS).withDefault("created_at"),
  order: parseAsStringLiteral(["desc", "asc"] as const).withDefault("desc"),
  /** Where the rows on screen begin. */
  cursor: parseAsString,
  /** Id of the session that is peeked at. */
  peek: parseAsString,
};

/** What the list shows, all of it in the URL. */
export function useListState() {
  return useQueryStates(PARSERS, { history: "replace", shallow: true, clearOnDefault: true });
}

/** Which sessions are listed, and in which order. */
export interface ListChoice {
  readonly q: string;
  readonly sort: (typeof SESSION_SORTS)[number];
  readonly order: "desc" | "asc";
}

/** A typed filter without the parts that are no condition, so that half a word typed does not empty the list. */
export function readableFilter(text: string): string {
  return filterParts(text)
    .filter((part) => parseSessionFilter(part).problems.length === 0)
    .join(" ");
}
