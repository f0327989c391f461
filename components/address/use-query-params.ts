"use client";

import { use, useMemo, useSyncExternalStore } from "react";
import type { HistoryEntry } from "./address";
import { AddressContext } from "./address-context";
import {
  changeQuery,
  partOfQuery,
  type QueryChanges,
  type QueryParams,
  type QueryValues,
  readQuery,
} from "./query-params";

/**
 * Some of what the page's address says, and how to change it. The component is drawn again when one of these changes,
 * and not for others.
 *
 * @param params made outside of the component.
 * @param entry whether the Back button takes a change back.
 */
export function useQueryParams<Params extends QueryParams>(
  params: Params,
  entry: HistoryEntry = "replaced",
): readonly [values: QueryValues<Params>, change: (changes: QueryChanges<Params>) => void] {
  const address = use(AddressContext);
  const read = (): string => partOfQuery(address.query, Object.keys(params));
  const query = useSyncExternalStore(address.subscribe, read, read);
  const values = useMemo(() => readQuery(query, params), [query, params]);
  const change = useMemo(
    () => (changes: QueryChanges<Params>) =>
      address.write(changeQuery(address.query, params, changes), entry),
    [address, params, entry],
  );
  return [values, change];
}
