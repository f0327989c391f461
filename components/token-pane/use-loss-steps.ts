"use client";

import { useMemo } from "react";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { lossPlaces, stepToPlace } from "@/components/token-pane/find/loss-places";
import { useAnnouncer } from "@/components/ui/announcements";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import { TOKENS_KEYS } from "./tokens-keys";
import type { useTokenSelection } from "./use-token-selection";

/** How many places of a sample lost something, and the way to the next or to the one before. */
export interface LossSteps {
  readonly count: number;
  step(by: 1 | -1): void;
}

/** Walks what a sample lost, by button and by key: each place is selected, so that its card says why. */
export function useLossSteps(
  columns: TokenColumns,
  { selected, caret, select, go }: ReturnType<typeof useTokenSelection>,
): LossSteps {
  const announcer = useAnnouncer();
  const places = useMemo(() => lossPlaces(columns), [columns]);
  const step = (by: 1 | -1): void => {
    const place = stepToPlace(places, selected?.start ?? caret, by);
    if (place) {
      select(place);
      go({ token: place.start, align: "center" });
    } else announcer.say("This sample lost nothing");
  };
  usePaneShortcuts("tokens", TOKENS_KEYS, {
    "tokens.next-loss": () => step(1),
    "tokens.previous-loss": () => step(-1),
  });
  return { count: places.length, step };
}
