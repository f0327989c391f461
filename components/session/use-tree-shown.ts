"use client";

import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { useMediaQuery } from "@/components/ui/use-media-query";
import { usePaneLayout } from "./pane-layout-context";

/** From here on there is room for the tree between the transcript and the message; styles say it as 1200px. */
const WIDE = "(min-width: 1200px)";

const PARAMS = { pane: VIEW_PARAMS.pane };

/** Whether the tree stands beside the transcript, and whether that follows from the window's width alone. */
export function useTreeShown(): { readonly isShown: boolean; readonly isAutomatic: boolean } {
  const { tree } = usePaneLayout();
  const [{ pane }] = useQueryParams(PARAMS);
  const isWide = useMediaQuery(WIDE, true);
  const wish = tree ?? (pane === "tree" ? true : null);
  return { isShown: wish ?? isWide, isAutomatic: wish === null };
}
