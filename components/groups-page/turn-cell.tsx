import { Wrench } from "lucide-react";
import { formatCount } from "@/lib/core/base/format-count";
import type { GroupTurn } from "@/lib/core/list/group-view";

/** What a session answered at a turn, in a few lines. */
export function TurnCell({
  turn,
  isOver,
  left,
  width,
}: {
  readonly turn: GroupTurn | undefined;
  /** Whether the session had ended before. */
  readonly isOver: boolean;
  readonly left: number;
  readonly width: number;
}) {
  if (!turn) return isOver ? null : <span className="absolute text-ink-3" style={{ left, width }} />;
  const isOrdinary = turn.finish_reason === "stop" || turn.finish_reason === "tool_calls";
  return (
    <div
      className="absolute inset-y-0 flex flex-col gap-0.5 overflow-hidden px-2 py-2 text-sm"
      style={{ left, width }}
    >
      <p className="line-clamp-2 min-h-0 break-words" title={turn.line}>
        {turn.line || <span className="text-ink-3">empty</span>}
      </p>
      <p className="mt-auto flex items-center gap-2 text-xs text-ink-2">
        <span title="Sampled tokens">{formatCount(turn.sampled_tokens)} tokens</span>
        {turn.tool_calls.length > 0 && (
          <span className="inline-flex min-w-0 items-center gap-1">
            <Wrench size={12} aria-hidden className="shrink-0" />
            <span className="truncate">{turn.tool_calls.join(", ")}</span>
          </span>
        )}
        {!isOrdinary && <span className="text-refused">{turn.finish_reason}</span>}
      </p>
    </div>
  );
}
