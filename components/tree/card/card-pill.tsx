import { ROLE_MARKS } from "@/components/marks/role-marks";
import { useSelection } from "@/components/session/selection-context";
import { StateBar } from "@/components/ui/state-bar";
import type { NodeView } from "@/lib/core/view/session-view";
import { CardFrame } from "./card-frame";

/** A card too small to read: its role or how many messages it folds, and its tokens by state. */
export function CardPill({
  nodes,
  counts,
}: {
  readonly nodes: readonly NodeView[];
  readonly counts: readonly number[];
}) {
  const { node: selected, path, fresh } = useSelection();
  const [first] = nodes;
  if (!first) return null;
  return (
    <CardFrame
      ids={nodes.map(({ id }) => id)}
      selected={selected}
      path={path}
      fresh={fresh}
      stacked={nodes.length > 1}
    >
      <span className="tree-pill" title={nodes.length > 1 ? `${nodes.length} messages` : first.preview}>
        {nodes.length > 1 ? (
          `${nodes.length}×`
        ) : (
          <i
            className={`role-icon role-${first.role}`}
            role="img"
            aria-label={ROLE_MARKS[first.role].label}
          />
        )}
        <StateBar counts={counts} className="h-6!" />
      </span>
    </CardFrame>
  );
}
