"use client";

import { parseAsString, useQueryStates } from "nuqs";
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
