"use client";

import { Network, PanelBottom, PanelLeft, PanelRight } from "lucide-react";
import { shownPane, useViewState } from "@/components/address/view-state";
import { keyCaps } from "@/components/keys/press-name";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { usePaneLayout } from "@/components/session/pane-layout-context";
import { useSelection } from "@/components/session/selection-context";
import { SESSION_KEYS } from "@/components/session/session-keys";
import { useTreeShown } from "@/components/session/use-tree-shown";
import { IconButton } from "@/components/ui/icon-button";
import { isNarrow } from "@/components/ui/use-is-narrow";

const TOGGLES = {
  transcript: { icon: PanelLeft, key: "session.fold-transcript", label: "transcript" },
  tree: { icon: Network, key: "session.fold-tree", label: "tree" },
  node: { icon: PanelRight, key: "session.fold-message", label: "message" },
  tokens: { icon: PanelBottom, key: "session.fold-tokens", label: "tokens" },
} as const;

const ORDER = ["transcript", "tree", "node", "tokens"] as const;

/** Buttons that fold panes away and bring them back, and their keys. */
export function PaneToggles() {
  const { folded, toggle } = usePaneLayout();
  const { sample } = useSelection();
  const { isShown: isTreeShown } = useTreeShown();
  const toggleTree = useToggleTree();
  const shown = ORDER.filter((pane) => pane !== "tokens" || sample !== null);
  const press = (pane: (typeof ORDER)[number]) => (): void => (pane === "tree" ? toggleTree() : toggle(pane));
  usePaneShortcuts(
    "session",
    SESSION_KEYS,
    Object.fromEntries(shown.map((pane) => [TOGGLES[pane].key, press(pane)])),
  );
  return (
    <span className="-ml-2 flex shrink-0">
      {shown.map((pane) => {
        const { icon: Icon, key, label } = TOGGLES[pane];
        const isFolded = pane === "tree" ? !isTreeShown : folded.has(pane);
        const caps = keyCaps(SESSION_KEYS[key].keys[0]).join("+");
        return (
          <IconButton
            key={pane}
            label={`${isFolded ? "Show" : "Hide"} the ${label} (${caps})`}
            aria-pressed={!isFolded}
            className="size-7! aria-[pressed=false]:text-ink-3"
            onClick={press(pane)}
          >
            <Icon size={14} aria-hidden />
          </IconButton>
        );
      })}
    </span>
  );
}

/** Shows or hides the tree beside the others; on a narrow screen it takes their place, and gives it back. */
function useToggleTree(): () => void {
  const { showTree } = usePaneLayout();
  const { isShown } = useTreeShown();
  const [state, setState] = useViewState();
  return () => {
    if (isNarrow()) setState({ pane: shownPane(state) === "tree" ? "transcript" : "tree" });
    else showTree(!isShown);
  };
}
