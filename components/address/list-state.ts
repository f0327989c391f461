"use client";

import { LIST_PARAMS } from "./list-params";
import { textParam } from "./param";
import { useQueryParams } from "./use-query-params";

const PARAMS = {
  ...LIST_PARAMS,
  /** Where the rows on screen begin. */
  cursor: textParam,
  /** The policy that is applied to the whole set, for its export. */
  policy: textParam,
  /** Id of the session that is peeked at. */
  peek: textParam,
};

/** What the list shows, all of it in the URL. */
export function useListState() {
  return useQueryParams(PARAMS);
}
