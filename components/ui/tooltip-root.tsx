"use client";

import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";

/** Lets tooltips of the page share one delay, so that moving along a row shows the next one at once. */
export function TooltipRoot({ children }: { readonly children: ReactNode }) {
  return <Tooltip.Provider delayDuration={300}>{children}</Tooltip.Provider>;
}
