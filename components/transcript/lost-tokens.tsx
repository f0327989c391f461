import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount } from "@/lib/core/base/format-count";
import type { NodeView } from "@/lib/core/view/session-view";
import { stateCode } from "@/lib/core/view/state-code";

const LOST = ["realigned", "refused", "dropped"] as const;
const LOOKS = { realigned: "text-realigned", refused: "text-refused", dropped: "text-dropped" } as const;

/** What a message lost, by how: glyph and word say it, and colour repeats it. */
export function LostTokens({ node }: { readonly node: NodeView }) {
  const { merged_rewrite: merged } = node;
  const parts = LOST.flatMap((state) => {
    const count = node.counts[stateCode(state)] ?? 0;
    return count > 0 ? [{ state, count }] : [];
  });
  if (parts.length === 0 && merged === null) return null;
  return (
    <span className="ml-auto flex gap-2 pl-2">
      {parts.map(({ state, count }) => (
        <span key={state} title={STATE_WORDS[state].meaning} className="text-ink-2">
          <span className={`font-mono ${LOOKS[state]}`}>{STATE_WORDS[state].glyph}</span> {formatCount(count)}{" "}
          {state === "refused" ? "refused" : "lost"}
        </span>
      ))}
      {merged && (
        <span title={STATE_WORDS.dropped.meaning} className="text-ink-2">
          <span className="font-mono text-dropped">{STATE_WORDS.dropped.glyph}</span>{" "}
          {formatCount(merged.abandonedResponseTokens)} of turn {merged.abandonedTurnIndex}
        </span>
      )}
    </span>
  );
}
