"use client";

import { TreeCardBody } from "@/components/tree/card/tree-card-body";
import { EdgeLayer } from "@/components/tree/flow/edge-layer";
import { firstPlace } from "@/components/tree/layout/first-viewport";
import type { TreeCard, TreeLayout } from "@/components/tree/layout/tree-layout";
import { cardsIn, edgesIn } from "@/components/tree/layout/visible-part";
import type { SessionView } from "@/lib/core/view/session-view";

/** What a pane shows at most before its size is known, in px. */
const ASSUMED = { width: 720, height: 620 } as const;

/**
 * The tree where it first stands, drawn without the library that moves it: it is in the server's page, and stays until
 * the library has drawn the same.
 */
export function TreePreview({
  layout,
  view,
  selected,
  onPath,
  onSelect,
}: {
  readonly layout: TreeLayout;
  readonly view: SessionView;
  readonly selected: TreeCard | null;
  readonly onPath: ReadonlySet<number> | null;
  readonly onSelect: (card: TreeCard) => void;
}) {
  const { width, left, top } = firstPlace(layout, selected);
  const area = { x: Math.max(0, -left), y: Math.max(0, -top), ...ASSUMED };
  const cards = cardsIn(layout, area);
  const middle = Number.isFinite(width) ? `max(${left}px, calc(50% - ${width / 2}px))` : `${left}px`;
  return (
    <div className="absolute inset-0 overflow-hidden" data-testid="tree-preview">
      <div className="absolute" style={{ left: middle, top }}>
        <EdgeLayer layout={layout} view={view} cards={cards} edges={edgesIn(layout, area)} path={onPath} />
        {cards.map((card) => (
          // The outline beside it is the tree to reach with the keyboard.
          <div
            key={card.id}
            className="absolute"
            style={{ left: card.x, top: card.y }}
            onPointerUp={() => onSelect(card)}
          >
            <TreeCardBody card={card} view={view} level="card" />
          </div>
        ))}
      </div>
    </div>
  );
}
