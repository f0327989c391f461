"use client";

import { PanelBottom, PanelLeft, PanelRight, Rows2 } from "lucide-react";
import { keyCaps } from "@/components/keys/press-name";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { usePaneLayout } from "@/components/session/pane-layout-context";
import { FOLDING_PANES } from "@/components/session/pane-sizes";
import { useSelection } from "@/components/session/selection-context";
import { SESSION_KEYS } from "@/components/session/session-keys";
import { IconButton } from "@/components/ui/icon-button";

const TOGGLES = {
  outline: { icon: PanelLeft, key: "session.fold-outline", label: "outline" },
  node: { icon: PanelRight, key: "session.fold-message", label: "message" },
  samples: { icon: Rows2, key: "session.fold-samples", label: "samples" },
  tokens: { icon: PanelBottom, key: "session.fold-tokens", label: "tokens" },
} as const;

/** Buttons that fold panes away and bring them back, and their keys. */
export function PaneToggles() {
  const { folded, toggle } = usePaneLayout();
  const { sample } = useSelection();
  const shown = FOLDING_PANES.filter((pane) => pane !== "tokens" || sample !== null);
  usePaneShortcuts(
    "session",
    SESSION_KEYS,
    Object.fromEntries(shown.map((pane) => [TOGGLES[pane].key, () => toggle(pane)])),
  );
  return (
    <span className="-ml-2 flex shrink-0">
      {shown.map((pane) => {
        const { icon: Icon, key, label } = TOGGLES[pane];
        const isFolded = folded.has(pane);
        const caps = keyCaps(SESSION_KEYS[key].keys[0]).join("+");
        return (
          <IconButton
            key={pane}
            label={`${isFolded ? "Show" : "Hide"} the ${label} (${caps})`}
            aria-pressed={!isFolded}
            className="size-7! aria-[pressed=false]:text-ink-3"
            onClick={() => toggle(pane)}
          >
            <Icon size={14} aria-hidden />
          </IconButton>
        );
      })}
    </span>
  );
}
