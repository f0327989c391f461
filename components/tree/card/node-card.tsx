import { ROLE_MARKS } from "@/components/marks/role-marks";
import { useSelection } from "@/components/session/selection-context";
import { formatShort } from "@/components/ui/format";
import { StateBar } from "@/components/ui/state-bar";
import { plural } from "@/lib/core/base/format-count";
import type { NodeView, TurnView } from "@/lib/core/view/session-view";
import { CardFrame } from "./card-frame";

interface TurnBadge {
  readonly label: string;
  readonly meaning: string;
}

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
  const marks = [...(turn ? turnBadges(turn) : []), ...mergedBadge(node)];
  const drift = node.drift_spans > 0 ? [`≈${node.drift_spans}`] : [];
  const tokens = node.tokens === null ? [] : [`${formatShort(node.tokens)} tok`];
  const words = [
    ...marks.map(({ meaning }) => meaning),
    ...(node.drift_spans > 0
      ? [`${node.drift_spans} stretches lost: sampled tokens that gave up their signal.`]
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

/** What a merge took is on the card of what took its place: its own message is gone. */
function mergedBadge({ merged_rewrite: merged }: NodeView): readonly TurnBadge[] {
  if (merged === null) return [];
  const { abandonedTurnIndex: turn, abandonedResponseTokens: tokens } = merged;
  const meaning = `Took the place of turn ${turn}'s answer, whose ${plural(tokens, "token")} are in no sample.`;
  return [{ label: `╌${formatShort(tokens)} of turn ${turn}`, meaning }];
}

/** What is unusual about a call, shortly for its card and in a sentence for its tooltip. */
function turnBadges(turn: TurnView): readonly TurnBadge[] {
  const marks: TurnBadge[] = [];
  if (turn.auxiliary !== "none") {
    const kind = turn.auxiliary.replaceAll("_", " ");
    marks.push({ label: kind, meaning: `A side call (${kind}), beside the conversation.` });
  }
  if (turn.retry_of !== null) {
    marks.push({ label: `× retry of ${turn.retry_of}`, meaning: `Asks turn ${turn.retry_of} again.` });
  }
  if (turn.refusal !== null) {
    marks.push({ label: "⊘", meaning: `Not trainable: ${turn.refusal.replaceAll("_", " ")}.` });
  }
  if (turn.ill_formed !== null) marks.push({ label: "!", meaning: `Ill-formed: ${turn.ill_formed}.` });
  return marks;
}
