import { useMemo } from "react";
import { useCauseCard } from "@/components/causes/cause-card-context";
import { laneLabel } from "@/components/tree/canvas/lane-label";
import { EDGE_MARKS } from "@/components/tree/layout/edge-marks";
import { edgePath } from "@/components/tree/layout/edge-path";
import { type LossEdge, lossEdges } from "@/components/tree/layout/loss-edges";
import { CARD, type TreeCard, type TreeEdge, type TreeLayout } from "@/components/tree/layout/tree-layout";
import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount } from "@/lib/core/base/format-count";
import { nodeOfTurn } from "@/lib/core/diff/signal-takers";
import { realignedCause } from "@/lib/core/verdict/session-verdict";
import type { SessionView } from "@/lib/core/view/session-view";

/** What of the tree a drawing shows. */
interface Drawn {
  readonly layout: TreeLayout;
  readonly view: SessionView;
}

/** The lines of a part of the tree, beneath its cards: one drawing, so that a line costs one element. */
export function EdgeLayer({
  cards,
  edges,
  path,
  ...drawn
}: Drawn & {
  readonly cards: readonly TreeCard[];
  readonly edges: readonly TreeEdge[];
  /** Positions of the cards on the selected path; null when nothing is selected. */
  readonly path: ReadonlySet<number> | null;
}) {
  const losses = useMemo(() => lossEdges(drawn.view), [drawn.view]);
  const roots = cards.filter(({ row, lane }) => row === 0 && lane > 0);
  return (
    <svg aria-hidden className="tree-edges">
      {edges.map((edge) => (
        <EdgeLine
          key={`${edge.source}-${edge.target}`}
          edge={edge}
          onPath={path?.has(edge.source) && path.has(edge.target)}
          loss={losses.get(drawn.layout.cards[edge.target]?.nodes[0] ?? -1) ?? null}
          {...drawn}
        />
      ))}
      {roots.map((card) => (
        <EdgeText key={card.id} card={card} edge={null} view={drawn.view} />
      ))}
    </svg>
  );
}

function EdgeLine({
  layout,
  view,
  edge,
  onPath,
  loss,
}: Drawn & {
  readonly edge: TreeEdge;
  readonly onPath: boolean | undefined;
  /** What the answer above lost to a prompt further down; null where it lost nothing. */
  readonly loss: LossEdge | null;
}) {
  const [from, to] = [layout.cards[edge.source], layout.cards[edge.target]];
  if (!from || !to) return null;
  const d = edgePath({ from, to, zigzag: edge.kind === "compaction" });
  const { width, dash } = EDGE_MARKS[edge.kind];
  const look = { d, "data-on-path": onPath || undefined, strokeWidth: width };
  if (edge.kind === "line") {
    return loss ? (
      <g data-edge="loss">
        <path className="tree-edge" {...look} />
        <LossText card={to} loss={loss} view={view} />
      </g>
    ) : (
      <path className="tree-edge" {...look} />
    );
  }
  return (
    <g data-edge={edge.kind}>
      <path className="tree-edge tree-edge-fork" strokeDasharray={dash.join(" ") || undefined} {...look} />
      {edge.kind === "sub-agent" && <path className="tree-edge-gap" d={d} />}
      <EdgeText card={to} edge={edge} view={view} />
    </g>
  );
}

/** What the answer above a line lost; a press opens the card of what took it. */
function LossText({
  card,
  loss: { turn, by, tokens },
  view,
}: {
  readonly card: TreeCard;
  readonly loss: LossEdge;
  readonly view: SessionView;
}) {
  const openCause = useCauseCard();
  const asked = { did: "realigned", cause: realignedCause(view, by), node: nodeOfTurn(view, by) } as const;
  return (
    <text
      // For the pointer alone: the message's panel has the same way for the keyboard.
      className="tree-edge-text nopan cursor-pointer"
      x={card.x + CARD.width / 2 + 8}
      y={card.y - 5}
      onPointerUp={() => openCause?.(asked)}
    >
      <title>
        {`${formatCount(tokens)} tokens of turn ${turn} lost their signal: the prompt of turn ${by} holds other tokens. Press for the card of the cause.`}
      </title>
      {`${STATE_WORDS.realigned.glyph} ${formatCount(tokens)} lost to turn ${by}`}
    </text>
  );
}

function EdgeText({
  card,
  edge,
  view,
}: {
  readonly card: TreeCard;
  readonly edge: TreeEdge | null;
  readonly view: SessionView;
}) {
  const openCause = useCauseCard();
  const label = laneLabel(card, edge, view);
  if (!label) return null;
  const { id = null, fork_cause: cause = null } = view.nodes[card.nodes[0] ?? -1] ?? {};
  const open = openCause && cause ? () => openCause({ did: "fork", cause, node: id }) : undefined;
  return (
    <text
      // For the pointer alone: the message's panel has the same way for the keyboard.
      className={`tree-edge-text ${open ? "nopan cursor-pointer" : ""}`}
      x={card.x + CARD.width / 2 + 8}
      y={card.y - 5}
      onPointerUp={open}
    >
      <title>{open ? `${label.meaning} Press for the card of the cause.` : label.meaning}</title>
      {`${label.glyph} ${label.text}`}
    </text>
  );
}
