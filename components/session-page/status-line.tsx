"use client";

import { useSyncExternalStore } from "react";
import { useViewState } from "@/components/address/view-state";
import { useActivePane, useShortcutRegistry } from "@/components/keys/keyboard-context";
import { Keys } from "@/components/keys/keys";
import { PANE_FACTS } from "@/components/keys/pane-names";
import type { Shortcut } from "@/components/keys/shortcut-registry";
import { parseTokenRange } from "@/components/marks/token-range";
import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import { PaneToggles } from "@/components/session-page/panes/pane-toggles";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { sampleName } from "@/lib/core/tokens/explain-token";

/** Keys named at the bottom; the help has them all. */
const MOST_HINTS = 4;
/** What the page's hints are while a pane has none of its own. */
const PAGE_HINTS = ["session.next-message", "session.next-fork", "session.go-to", "page.palette"];

/** The bottom line: what is selected, the panes, and the keys of the pane in use. */
export function StatusLine({ model }: { readonly model: SessionModel }) {
  return (
    <footer className="flex h-8 items-center gap-4 overflow-hidden border-t border-line bg-surface px-4 text-xs text-ink-2 max-md:hidden">
      <PaneToggles />
      <p className="max-w-1/2 shrink-0 truncate" data-testid="selection-line">
        <SelectionWords model={model} />
      </p>
      <Hints />
    </footer>
  );
}

function SelectionWords({ model }: { readonly model: SessionModel }) {
  const { node: selected, sample } = useSelection();
  const [{ tok, mark }] = useViewState();
  const node = selected === null ? undefined : model.view.nodes[model.positions.get(selected) ?? -1];
  const range = parseTokenRange(tok);
  const parts = [
    range && sample !== null && rangeWords(range, sample),
    node &&
      `${node.role}${node.turn === null ? "" : ` of turn ${node.turn}`}${node.tokens === null ? "" : `, ${plural(node.tokens, "token")}`}`,
    mark !== null && `marked ${mark.slice(0, 8)}`,
  ].filter((part) => typeof part === "string");
  return parts.length === 0 ? "Nothing is selected" : parts.join(" · ");
}

function rangeWords(
  { start, end }: { readonly start: number; readonly end: number },
  sample: number,
): string {
  if (end - start === 1) return `token ${formatCount(start)} of ${sampleName(sample)}`;
  return `tokens ${formatCount(start)} to ${formatCount(end - 1)} of ${sampleName(sample)}, ${formatCount(end - start)} in all`;
}

function Hints() {
  const registry = useShortcutRegistry();
  const pane = useActivePane();
  const all = useSyncExternalStore(
    registry.subscribe,
    () => registry.all(),
    () => NO_SHORTCUTS,
  );
  const own = all.filter((key) => key.scope === "pane" && key.pane === pane && key.keys.length > 0);
  const shown = own.length > 0 ? own : PAGE_HINTS.flatMap((id) => all.find((key) => key.id === id) ?? []);
  return (
    <span className="flex min-w-0 flex-1 items-center justify-end gap-4 max-lg:hidden">
      {own.length > 0 && pane && <span className="shrink-0 text-ink-3">{PANE_FACTS[pane].label}</span>}
      {/* What has no room wraps to a second line, which is not shown: no hint is cut in half. */}
      <span className="flex h-5 min-w-0 flex-wrap items-center justify-end gap-x-4 overflow-hidden">
        {shown.slice(0, MOST_HINTS).map((shortcut) => (
          <HintKey key={shortcut.id} shortcut={shortcut} />
        ))}
      </span>
      <button
        type="button"
        onClick={() => registry.run("page.help")}
        className="inline-flex shrink-0 items-center gap-1.5 hover:text-ink"
      >
        <Keys names={["?"]} /> all keys
      </button>
    </span>
  );
}

const NO_SHORTCUTS: readonly Shortcut[] = [];

function HintKey({ shortcut: { keys, does } }: { readonly shortcut: Shortcut }) {
  return (
    <span className="inline-flex h-5 items-center gap-1.5 whitespace-nowrap">
      <Keys names={keys.slice(0, 1)} /> {does}
    </span>
  );
}
