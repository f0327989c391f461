"use client";

import { usePathname, useSearchParams } from "next/navigation";
import {
  type unstable_AdapterInterface as AdapterInterface,
  type unstable_AdapterOptions as AdapterOptions,
  unstable_createAdapterProvider as createAdapterProvider,
  renderQueryString,
} from "nuqs/adapters/custom";
import {
  createContext,
  type ReactNode,
  startTransition,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { Address } from "./address";

const AddressContext = createContext(new Address("?"));

const AdapterProvider = createAdapterProvider(useAddress);

/**
 * Lets the page read and write its own address. A change is drawn at once and only by what reads it; Next's router is
 * told beside that, so that links and the Back button find the address as it is.
 */
export function AddressProvider({ children }: { readonly children: ReactNode }) {
  const place = `${usePathname()}?${useSearchParams()}`;
  const [address, setAddress] = useState(() => new Address(place));
  if (!address.isOwn(place)) setAddress(new Address(place));
  useEffect(() => address.settle(place), [address, place]);
  return (
    <AddressContext value={address}>
      <AdapterProvider>{children}</AdapterProvider>
    </AddressContext>
  );
}

/** @param keys the only parameters that the caller reads; none for all. */
function useAddress(keys: readonly string[]): AdapterInterface {
  const address = use(AddressContext);
  const read = (): string => only(address.query, keys);
  const query = useSyncExternalStore(address.subscribe, read, read);
  const searchParams = useMemo(() => new URLSearchParams(query), [query]);
  return useMemo(
    () => ({
      searchParams,
      updateUrl: (search: URLSearchParams, { history }: Required<AdapterOptions>) => {
        // Changes wait a moment to be written together; the page may be left by then.
        if (location.pathname !== address.path) return;
        address.write(search.toString());
        const url = `${location.pathname}${renderQueryString(search)}${location.hash}`;
        startTransition(() => {
          if (history === "push") window.history.pushState(null, "", url);
          else window.history.replaceState(null, "", url);
        });
      },
      getSearchParamsSnapshot: () => new URLSearchParams(address.query),
    }),
    [address, searchParams],
  );
}

function only(query: string, keys: readonly string[]): string {
  if (keys.length === 0) return query;
  const kept = [...new URLSearchParams(query)].filter(([key]) => keys.includes(key));
  return new URLSearchParams(kept).toString();
}
