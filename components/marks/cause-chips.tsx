import { formatCount } from "@/lib/core/base/format-count";
import type { CauseTally } from "@/lib/core/recording/session-cause";
import { causeMark } from "./cause-marks";

/** Why a session forks: a glyph and a count for each cause. Where room is short the last chip counts the rest. */
export function CauseChips({
  causes,
  most,
  named = false,
}: {
  readonly causes: readonly CauseTally[];
  /** Chips that there is room for. */
  readonly most: number;
  /** Whether a chip names its cause. */
  readonly named?: boolean;
}) {
  if (causes.length === 0) return <span className="text-ink-3">—</span>;
  const sorted = causes.toSorted((a, b) => b.count - a.count);
  const shown = sorted.length > most ? sorted.slice(0, most - 1) : sorted;
  const rest = sorted.slice(shown.length);
  return (
    <ul className={`flex gap-1 ${named ? "flex-wrap" : ""}`}>
      {shown.map((cause) => (
        <CauseChip key={`${cause.subject} ${cause.cause}`} cause={cause} named={named} />
      ))}
      {rest.length > 0 && (
        <li
          title={rest
            .map(({ cause, count }) => `${causeMark(cause).label}: ${formatCount(count)}`)
            .join("\n")}
          className="rounded-sm border border-line px-1 text-xs leading-[18px] text-ink-2"
        >
          +{rest.length}
        </li>
      )}
    </ul>
  );
}

function CauseChip({ cause, named }: { readonly cause: CauseTally; readonly named: boolean }) {
  const { icon: Icon, label, meaning } = causeMark(cause.cause);
  return (
    <li
      title={`${label}: ${formatCount(cause.count)}. ${meaning}`}
      className="inline-flex items-center gap-1 rounded-sm border border-line-strong px-1 text-xs leading-[18px] whitespace-nowrap text-ink-2"
    >
      <Icon size={12} aria-hidden />
      <span className={named ? "" : "sr-only"}>{label}</span>
      {(named || cause.count > 1) && <span className="text-ink">{formatCount(cause.count)}</span>}
    </li>
  );
}
