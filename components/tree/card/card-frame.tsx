import type { ReactNode } from "react";
import { useChangedNodes } from "@/components/session/changed-nodes-context";
import { CARD } from "@/components/tree/layout/tree-layout";

/** The box of a card. What is not on the selected path is dimmed by the tree as a whole, through `data-on-path`. */
export function CardFrame({
  ids,
  selected,
  path,
  fresh,
  stacked,
  children,
}: {
  /** Of the nodes that the card stands for. */
  readonly ids: readonly string[];
  readonly selected: string | null;
  readonly path: ReadonlySet<string> | null;
  /** Ids of the nodes that came just now. */
  readonly fresh: ReadonlySet<string>;
  readonly stacked?: boolean;
  readonly children: ReactNode;
}) {
  const changed = useChangedNodes();
  const isSelected = selected !== null && ids.includes(selected);
  const isFresh = fresh.size > 0 && ids.some((id) => fresh.has(id));
  const changes = changed.size === 0 ? 0 : ids.filter((id) => changed.has(id)).length;
  return (
    <div
      data-card={ids[0]}
      data-node={ids.length === 1 ? ids[0] : undefined}
      data-selected={isSelected || undefined}
      data-on-path={(path !== null && ids.some((id) => path.has(id))) || undefined}
      style={{ width: CARD.width, height: CARD.height }}
      className={`tree-card ${stacked ? "tree-card-stacked" : ""} ${isFresh ? "pulse-once" : ""}`}
    >
      {changes > 0 && (
        <span
          className="tree-delta"
          title="The policy on trial treats this message otherwise than the one before it."
        >
          Δ{ids.length > 1 && changes}
        </span>
      )}
      {children}
    </div>
  );
}
