"use client";

import { useShortcutRegistry } from "@/components/keys/keyboard-context";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import type { TokenRange } from "@/components/marks/token-range";
import { NODE_KEYS } from "@/components/node/node-keys";
import { rangeIds, rangeJson, rangeText } from "@/components/token-pane/card/range-copy";
import { stepToPlace } from "@/components/token-pane/find/loss-places";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import { useAnnouncer } from "@/components/ui/announcements";
import { plural } from "@/lib/core/base/format-count";
import type { ReadingSelection } from "./use-reading-selection";

/** The way from one loss of a message to the next; past the last one it leads to the next message that lost something. */
export interface LossWalk {
  readonly count: number;
  step(by: 1 | -1): void;
}

/** Copies the marked tokens, or all of the message, and walks what it lost. */
export function useReadingKeys(
  tokens: SampleTokens,
  losses: readonly TokenRange[],
  { selected, select }: ReadingSelection,
): LossWalk {
  const announcer = useAnnouncer();
  const registry = useShortcutRegistry();
  const range = selected ?? { start: 0, end: tokens.columns.ids.length };
  const copy = (text: string, what: string): void => {
    const of = selected === null ? "the message" : plural(range.end - range.start, "token");
    void navigator.clipboard.writeText(text).then(() => announcer.say(`${what} of ${of} copied`));
  };
  const step = (by: 1 | -1): void => {
    const place = stepToPlace(losses, selected?.start ?? null, by);
    const isRound = selected !== null && place !== null && (place.start - selected.start) * by <= 0;
    if (place === null || isRound) registry.run(by > 0 ? "session.next-loss" : "session.previous-loss");
    else select(place);
  };
  usePaneShortcuts("node", NODE_KEYS, {
    "node.copy-ids": () => copy(rangeIds(tokens, range), "Ids"),
    "node.copy-text":
      selected === null ? undefined : () => copy(markedText() ?? rangeText(tokens, range), "Text"),
    "node.copy-json": selected === null ? undefined : () => copy(rangeJson(tokens, range), "JSON"),
    "node.next-loss": losses.length > 0 ? () => step(1) : undefined,
    "node.previous-loss": losses.length > 0 ? () => step(-1) : undefined,
  });
  return { count: losses.length, step };
}

/** What the reader marked elsewhere on the page, which the browser would copy; null where that is nothing. */
function markedText(): string | null {
  const text = window.getSelection()?.toString() ?? "";
  return text === "" ? null : text;
}
