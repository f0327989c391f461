import type { ReactNode } from "react";
import { CARD } from "./tree-layout";

/** The box of a card: selected by a strong outline, dimmed when the selected sample does not run through it. */
export function CardFrame({
  node,
  selected,
  dimmed,
  fresh,
  stacked,
  children,
}: {
  /** Id of the message, where the card is one message's. */
  readonly node?: string;
  readonly selected: boolean;
  /** Whether the message came just now. */
  readonly fresh?: boolean;
  readonly dimmed: boolean;
  readonly stacked?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div
      data-card
      data-node={node}
      data-selected={selected || undefined}
      data-on-path={!dimmed || undefined}
      style={{ width: CARD.width, height: CARD.height }}
      className={`flex flex-col gap-1 rounded-md border bg-surface px-3 py-2 text-left text-xs shadow-[var(--shadow)] transition-opacity ${
        selected ? "border-ink ring-1 ring-ink" : "border-line-strong"
      } ${dimmed ? "opacity-35" : ""} ${fresh ? "pulse-once" : ""} ${stacked ? "shadow-[3px_3px_0_-1px_var(--surface),3px_3px_0_0_var(--line-strong)]" : ""}`}
    >
      {children}
    </div>
  );
}
