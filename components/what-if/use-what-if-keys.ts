"use client";

import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { WHAT_IF_KEYS } from "@/components/session/what-if-keys";

const { whatif } = VIEW_PARAMS;
const OPEN = { whatif };

/** The keys that open what-if. Those that move the threshold open it too, so that they always show what they do. */
export function useWhatIfKeys(): void {
  const [{ whatif: isOpen }, setOpen] = useQueryParams(OPEN);
  const open = (): void => setOpen({ whatif: true });
  usePaneShortcuts("session", WHAT_IF_KEYS, {
    "what-if.open": () => setOpen({ whatif: !isOpen }),
    ...(isOpen ? {} : { "what-if.lower": open, "what-if.raise": open }),
  });
}
