import { formatShare } from "@/components/ui/format";

/** Wide enough for four times an even share; what is longer fills the bar. */
const TIMES_EVEN = 4;

/** A rollout's share of its group's gradient, with a tick at the share that every rollout would have. */
export function WeightBar({ share, even }: { readonly share: number; readonly even: number }) {
  const scale = even * TIMES_EVEN;
  const isHeavy = share > even * 1.5;
  const times = even > 0 ? `${(share / even).toFixed(1)} times an even share` : "";
  return (
    <span className="inline-flex items-center gap-2" title={times}>
      <span aria-hidden className="relative h-1.5 w-20 rounded-xs bg-raised">
        <span
          className={`absolute inset-y-0 left-0 ${isHeavy ? "cell-realigned" : "bg-trained"}`}
          style={{ width: `${Math.min(1, share / scale) * 100}%` }}
        />
        <span className="absolute inset-y-[-2px] w-px bg-ink-2" style={{ left: `${100 / TIMES_EVEN}%` }} />
      </span>
      <span className={`w-12 text-right ${isHeavy ? "font-medium" : ""}`}>{formatShare(share, 1)}</span>
    </span>
  );
}
