import type { ForkKind } from "@/lib/core/tree/tree";
import { FORK_MARKS } from "./fork-marks";

/** Names a fork by shape and word. */
export function ForkChip({
  fork,
  cause = null,
}: {
  readonly fork: ForkKind;
  readonly cause?: string | null;
}) {
  const { icon: Icon, label, meaning } = FORK_MARKS[fork];
  return (
    <span
      title={cause === null ? meaning : `${meaning} Cause: ${cause}.`}
      className="inline-flex shrink-0 items-center gap-1 rounded-sm border border-forked px-1 text-xs leading-4 text-ink-2"
    >
      <Icon size={12} aria-hidden />
      {label}
    </span>
  );
}
