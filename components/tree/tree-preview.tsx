"use client";

import { TreeCardBody } from "@/components/tree/card/tree-card-body";
import { EdgeLayer } from "@/components/tree/flow/edge-layer";
import { mainState } from "@/components/tree/layout/main-state";
import { TALLEST } from "@/components/tree/layout/tall-place";
import { CARD, type TreeCard, type TreeLayout } from "@/components/tree/layout/tree-layout";
import { AROUND_WHOLE, wholeSize } from "@/components/tree/layout/whole-viewport";
import type { TokenState } from "@/lib/core/samples/token-state";
import type { SessionView } from "@/lib/core/view/session-view";

/** More cards than this are marks: nobody could read them where all of them are in sight. */
const MOST_CARDS = 60;

/**
 * The whole tree where it first stands, drawn without the library that moves it: it is in the server's page, and stays
 * until the library has drawn the same. A drawing scales to its pane by itself, since the server does not know that.
 */
export function TreePreview({
  layout,
  view,
  onPath,
  onSelect,
}: {
  readonly layout: TreeLayout;
  readonly view: SessionView;
  readonly onPath: ReadonlySet<number> | null;
  readonly onSelect: (card: TreeCard) => void;
}) {
  const { width, height } = wholeSize(layout);
  const { side, top, foot } = AROUND_WHOLE;
  return (
    <div
      className="absolute overflow-hidden [container-type:size]"
      style={{ inset: `${top}px ${side}px ${foot}px` }}
      data-testid="tree-preview"
    >
      {layout.cards.length > MOST_CARDS ? (
        <svg
          aria-hidden
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="mx-auto block overflow-visible"
          style={tallSize({ width, height })}
        >
          <Marks cards={layout.cards} />
        </svg>
      ) : (
        <svg
          aria-hidden
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="xMidYMin meet"
          className="mx-auto block size-full overflow-visible"
          style={{ maxWidth: width, maxHeight: height }}
        >
          <foreignObject width={width} height={height} className="overflow-visible">
            <EdgeLayer layout={layout} view={view} cards={layout.cards} edges={layout.edges} path={onPath} />
            {layout.cards.map((card) => (
              // The transcript beside it is the tree to reach with the keyboard.
              <div
                key={card.id}
                className="absolute"
                style={{ left: card.x, top: card.y }}
                onPointerUp={() => onSelect(card)}
              >
                <TreeCardBody card={card} view={view} level="card" />
              </div>
            ))}
          </foreignObject>
        </svg>
      )}
    </div>
  );
}

/** What `tallPlace` makes of the whole, worked out by the style sheet: the server does not know the pane. */
function tallSize({ width, height }: { readonly width: number; readonly height: number }) {
  return {
    width: `min(${width}px, 100cqw, 100cqh * ${width / height})`,
    height: `max(min(${height}px, 100cqh, 100cqw * ${height / width}), min(${height * TALLEST}px, 100cqh))`,
  };
}

const MARKS: Readonly<Record<TokenState, string>> = {
  context: "var(--context-mark)",
  scaffold: "var(--context-mark)",
  trained: "var(--trained-mark)",
  reemitted: "var(--trained-faint)",
  realigned: "var(--realigned-mark)",
  refused: "var(--refused-mark)",
  dropped: "var(--dropped-mark)",
};

/** One path a state, so that thousands of cards are a few elements. */
function Marks({ cards }: { readonly cards: readonly TreeCard[] }) {
  const paths = new Map<TokenState, string>();
  for (const { x, y, counts } of cards) {
    const state = mainState(counts);
    paths.set(state, `${paths.get(state) ?? ""}M${x} ${y}h${CARD.width}v${CARD.height}h-${CARD.width}z`);
  }
  return [...paths].map(([state, path]) => (
    <path key={state} data-card={state} d={path} fill={MARKS[state]} />
  ));
}
