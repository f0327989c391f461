"use client";

import { PANES, shownPane, useViewState } from "@/components/address/view-state";

const LABELS: Readonly<Record<(typeof PANES)[number], string>> = {
  transcript: "Messages",
  tree: "Tree",
  node: "Reading",
  tokens: "Tokens",
};

/** Chooses the pane on a narrow screen. */
export function PaneTabs() {
  const [state, setState] = useViewState();
  const pane = shownPane(state);
  const shown = PANES.filter((name) => name !== "tokens" || state.sample !== null);
  return (
    <nav aria-label="Panes" className="grid auto-cols-fr grid-flow-col border-t border-line bg-surface">
      {shown.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={pane === name}
          onClick={() => setState({ pane: name })}
          className="border-t-2 border-transparent py-3 text-sm text-ink-2 aria-[current=true]:border-ink aria-[current=true]:font-medium aria-[current=true]:text-ink"
        >
          {LABELS[name]}
        </button>
      ))}
    </nav>
  );
}
