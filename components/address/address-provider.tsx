"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, startTransition, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { Address } from "./address";
import { AddressContext } from "./address-context";
import { addressText } from "./query-params";
import { type ShownAddress, showAddress } from "./show-address";

/**
 * Lets the page read and write its own address. A change is drawn at once and only by what reads it; Next's router is
 * told beside that, so that links and the Back button find the address as it is.
 */
export function AddressProvider({ children }: { readonly children: ReactNode }) {
  const place = `${usePathname()}?${useSearchParams()}`;
  const [address, setAddress] = useState(() => new Address(place));
  if (!address.isOwn(place)) setAddress(new Address(place));
  useEffect(() => address.settle(place), [address, place]);
  const shown = useMemo(() => shownInBrowser(address), [address]);
  // In place before any effect of the page can write.
  useLayoutEffect(() => shown.follow(), [shown]);
  // The router hears of changes from its own first effect on, which comes after those of the page. An entry of the
  // history that it did not hear of would be none that the Back button leads to.
  useEffect(() => {
    const begun = setTimeout(() => shown.begin());
    return () => clearTimeout(begun);
  }, [shown]);
  useEffect(() => {
    // Before the router hears of a link.
    document.addEventListener("click", address.leave, true);
    return () => document.removeEventListener("click", address.leave, true);
  }, [address]);
  return <AddressContext value={address}>{children}</AddressContext>;
}

function shownInBrowser(address: Address): ShownAddress {
  return showAddress(address, (query, entry) => {
    // A change may wait a moment; the page may be left by then.
    if (location.pathname !== address.path) return;
    const url = `${addressText(location.pathname, query)}${location.hash}`;
    startTransition(() => {
      if (entry === "added") window.history.pushState(null, "", url);
      else window.history.replaceState(null, "", url);
    });
  });
}
