"use client";

import { useSyncExternalStore } from "react";
import { DialogFrame } from "@/components/ui/dialog-frame";
import { KEY_GROUPS } from "./key-table";
import { useShortcutRegistry } from "./keyboard-context";
import { Keys } from "./keys";
import { PANE_FACTS } from "./pane-names";
import type { Shortcut } from "./shortcut-registry";
import { useHeldText } from "./use-held-text";

/** The keys that work now: those of the pane in use first, then the page's. */
export function KeyboardHelp({ onClose }: { readonly onClose: () => void }) {
  const registry = useShortcutRegistry();
  useHeldText();
  const all = useSyncExternalStore(registry.subscribe, () => registry.all());
  const { activePane } = registry;
  const withKeys = all.filter(({ keys }) => keys.length > 0);
  const own = withKeys.filter(({ scope, pane }) => scope === "pane" && pane === activePane);
  const ofPage = withKeys.filter(({ scope }) => scope === "page");
  return (
    <DialogFrame kind="sheet" title="Keys" width="wide" onClose={onClose}>
      <div className="gap-x-8 p-4 text-sm sm:columns-2">
        {activePane && own.length > 0 && (
          <HelpGroup title={`In ${PANE_FACTS[activePane].label.toLowerCase()}`} shortcuts={own} />
        )}
        {KEY_GROUPS.map((group) => (
          <HelpGroup key={group} title={group} shortcuts={ofPage.filter((key) => key.group === group)} />
        ))}
      </div>
    </DialogFrame>
  );
}

function HelpGroup({
  title,
  shortcuts,
}: {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}) {
  if (shortcuts.length === 0) return null;
  return (
    <section className="mb-5 break-inside-avoid">
      <h3 className="mb-1.5 text-xs font-medium text-ink-2">{title}</h3>
      <dl className="grid grid-cols-[7rem_1fr] gap-y-1.5">
        {shortcuts.map(({ id, keys, does }) => (
          <div key={id} className="contents">
            <dt>
              <Keys names={keys} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
