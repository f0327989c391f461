"use client";

import { useQueryStates } from "nuqs";
import { LIST_PARAMS, withList } from "./list-params";

/** The list that the reader came from, and the way to keep it in an address that leads on. */
export function useKeptList() {
  const [list] = useQueryStates(LIST_PARAMS);
  return { list, keep: (href: string): string => withList(href, list) };
}
