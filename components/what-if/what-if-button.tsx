"use client";

import { FlaskConical } from "lucide-react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { WHAT_IF_KEYS } from "@/components/session/what-if-keys";

const { whatif } = VIEW_PARAMS;
const OPEN = { whatif };

/** Opens and closes what-if. The keys that move the threshold open it too, so that they always show what they do. */
export function WhatIfButton() {
  const [{ whatif: isOpen }, setOpen] = useQueryParams(OPEN);
  const open = (): void => setOpen({ whatif: true });
  usePaneShortcuts("session", WHAT_IF_KEYS, {
    "what-if.open": () => setOpen({ whatif: !isOpen }),
    ...(isOpen ? {} : { "what-if.lower": open, "what-if.raise": open }),
  });
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={() => setOpen({ whatif: !isOpen })}
      className="inline-flex h-8 items-center gap-2 rounded-md border border-line-strong px-3 text-ink hover:bg-raised aria-expanded:bg-raised"
    >
      <FlaskConical size={16} aria-hidden />
      What if
    </button>
  );
}
