"use client";

import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { SAMPLES_KEYS } from "./samples-keys";

/** Walks the samples. `goTo` selects one by its index and gives its row the focus. */
export function useRibbonKeys(count: number, selected: number | null, goTo: (index: number) => void): void {
  const within = (index: number) => (): void => goTo(Math.min(count - 1, Math.max(0, index)));
  usePaneShortcuts(
    "samples",
    SAMPLES_KEYS,
    count === 0
      ? {}
      : {
          "samples.next": within(selected === null ? 0 : selected + 1),
          "samples.previous": within(selected === null ? count - 1 : selected - 1),
        },
  );
}
