"use client";

import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import type { TokenRange } from "@/components/marks/token-range";
import { rangeIds, rangeJson, rangeText } from "@/components/token-pane/card/range-copy";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import { useAnnouncer } from "@/components/ui/announcements";
import { TOKENS_KEYS } from "./tokens-keys";

/** Copies the selected tokens while there are any. */
export function useCopyTokens(tokens: SampleTokens, selected: TokenRange | null): void {
  const announcer = useAnnouncer();
  const copying = (make: (tokens: SampleTokens, range: TokenRange) => string, said: string) =>
    selected
      ? (): void => {
          void navigator.clipboard.writeText(make(tokens, selected)).then(() => announcer.say(said));
        }
      : undefined;
  usePaneShortcuts("tokens", TOKENS_KEYS, {
    "tokens.copy-text": copying(rangeText, "Text copied"),
    "tokens.copy-ids": copying(rangeIds, "Ids copied"),
    "tokens.copy-json": copying(rangeJson, "Tokens copied as JSON"),
  });
}
