import { ROLE_MARKS } from "@/components/marks/role-marks";
import { useSelection } from "@/components/session/selection-context";
import { formatShort } from "@/components/ui/format";
import { StateBar } from "@/components/ui/state-bar";
import type { NodeView, TurnView } from "@/lib/core/view/session-view";
import { CardFrame } from "./card-frame";
import { turnBadges } from "./turn-badges";

/** One message: role, turn, first line, what is unusual about its call, and its tokens split by state. */
export function NodeCard({ node, turn }: { readonly node: NodeView; readonly turn: TurnView | null }) {
  const { node: selected, path, fresh } = useSelection();
  return (
    <CardFrame ids={[node.id]} selected={selected} path={path} fresh={fresh}>
      <span className="tree-head">
        <i className={`role-icon role-${node.role}`} />
        <b>{ROLE_MARKS[node.role].label}</b>
        {node.turn !== null && ` turn ${node.turn}`}
      </span>
      <span className="tree-preview">{node.preview || "empty"}</span>
      <CardFoot node={node} turn={turn} />
    </CardFrame>
  );
}

function CardFoot({ node, turn }: { readonly node: NodeView; readonly turn: TurnView | null }) {
  const marks = turn ? turnBadges(turn) : [];
  const drift = node.drift_spans > 0 ? [`≈${node.drift_spans}`] : [];
  const tokens = node.tokens === null ? [] : [`${formatShort(node.tokens)} tok`];
  const words = [
    ...marks.map(({ meaning }) => meaning),
    ...(node.drift_spans > 0
      ? [`${node.drift_spans} stretches of drift: sampled tokens that gave up their signal.`]
      : []),
  ];
  return (
    <span className="tree-foot">
      <StateBar counts={node.counts} />
      <span className="tree-figures" title={words.join(" ") || undefined}>
        {[...marks.map(({ label }) => label), ...drift, ...tokens].join(" · ")}
      </span>
    </span>
  );
}
