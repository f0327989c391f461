"use client";

import { LIST_PARAMS, withList } from "./list-params";
import { useQueryParams } from "./use-query-params";

/** The list that the reader came from, and the way to keep it in an address that leads on. */
export function useKeptList() {
  const [list] = useQueryParams(LIST_PARAMS);
  return { list, keep: (href: string): string => withList(href, list) };
}
