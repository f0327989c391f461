"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { filterParts, parseSessionFilter } from "@/lib/core/list/session-filter";
import { LIST_PARAMS } from "./list-params";

const PARSERS = {
  ...LIST_PARAMS,
  /** Where the rows on screen begin. */
  cursor: parseAsString,
  /** Id of the session that is peeked at. */
  peek: parseAsString,
};

/** What the list shows, all of it in the URL. */
export function useListState() {
  return useQueryStates(PARSERS, { history: "replace", shallow: true, clearOnDefault: true });
}

/** A typed filter without the parts that are no condition, so that half a word typed does not empty the list. */
export function readableFilter(text: string): string {
  return filterParts(text)
    .filter((part) => parseSessionFilter(part).problems.length === 0)
    .join(" ");
}
