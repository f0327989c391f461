"use client";

import { useRouter } from "next/navigation";
import { use, useCallback } from "react";
import { AddressContext } from "./address-context";

/** Opens another page. What the page's own address still has to show is shown before that. */
export function useNavigate(): (href: string) => void {
  const router = useRouter();
  const address = use(AddressContext);
  return useCallback(
    (href: string) => {
      address.leave();
      router.push(href);
    },
    [address, router],
  );
}
