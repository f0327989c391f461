import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import { countWords } from "./count-words";

/** A bar of tokens split by state. Colour and pattern tell the states apart; the label says them in words. */
export function StateBar({
  counts,
  className = "",
}: {
  readonly counts: readonly number[];
  readonly className?: string;
}) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const parts = TOKEN_STATES.flatMap((state, at) => {
    const count = counts[at] ?? 0;
    return count > 0 ? [{ state, count }] : [];
  });
  const label = countWords(counts);
  const [only] = parts;
  const isWhole = parts.length === 1 && only;
  return (
    <span
      role="img"
      aria-label={label || "no tokens"}
      title={label || "no tokens"}
      className={`flex h-1.5 w-full gap-px overflow-hidden rounded-xs ${isWhole ? `cell-${only.state}` : "bg-raised"} ${className}`}
    >
      {!isWhole &&
        parts.map(({ state, count }) => (
          <span key={state} className={`cell-${state} min-w-0.5`} style={{ flexGrow: count / total }} />
        ))}
    </span>
  );
}
