import { ChevronDown, ChevronUp } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { formatCount, plural } from "@/lib/core/base/format-count";

/** How many messages differ, which of them is open, and the way to the next. */
export function DifferenceBar({
  messages,
  differences,
  current,
  onPrevious,
  onNext,
}: {
  readonly messages: number;
  readonly differences: number;
  /** The open difference, from 0; -1 where none is. */
  readonly current: number;
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
}) {
  return (
    <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 rounded-t-lg border-b border-line bg-raised px-3 py-2 text-sm">
      <h2 className="font-medium">{plural(messages, "message")}</h2>
      <span className="text-ink-2" role="status" data-testid="difference-count">
        {differences === 0
          ? "no difference"
          : current < 0
            ? plural(differences, "difference")
            : `difference ${formatCount(current + 1)} of ${formatCount(differences)}`}
      </span>
      <span className="ml-auto flex items-center">
        <IconButton label="Previous difference" disabled={!onPrevious} onClick={onPrevious ?? undefined}>
          <ChevronUp size={16} aria-hidden />
        </IconButton>
        <IconButton label="Next difference" disabled={!onNext} onClick={onNext ?? undefined}>
          <ChevronDown size={16} aria-hidden />
        </IconButton>
      </span>
    </div>
  );
}
