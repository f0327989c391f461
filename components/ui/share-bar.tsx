import { formatCount } from "@/lib/core/base/format-count";
import { formatShare } from "./format";

/** A share as a bar and a number. */
export function ShareBar({
  part,
  whole,
  noun,
}: {
  readonly part: number;
  readonly whole: number;
  readonly noun: string;
}) {
  const share = whole > 0 ? part / whole : 0;
  return (
    <span
      className="inline-flex items-center gap-2"
      title={`${formatCount(part)} of ${formatCount(whole)} ${noun}`}
    >
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-xs bg-raised">
        <span className="block h-full bg-trained" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="w-12 text-right">{formatShare(part, whole)}</span>
    </span>
  );
}
