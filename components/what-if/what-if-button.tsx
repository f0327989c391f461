"use client";

import { FlaskConical } from "lucide-react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";

const { whatif } = VIEW_PARAMS;
const OPEN = { whatif };

/** Opens and closes what-if. */
export function WhatIfButton({ onPress }: { readonly onPress: () => void }) {
  const [{ whatif: isOpen }, setOpen] = useQueryParams(OPEN);
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={() => {
        setOpen({ whatif: !isOpen });
        onPress();
      }}
      className="inline-flex h-8 items-center gap-2 self-start rounded-md border border-line-strong px-3 text-ink hover:bg-raised aria-expanded:bg-raised"
    >
      <FlaskConical size={16} aria-hidden />
      What if
    </button>
  );
}
