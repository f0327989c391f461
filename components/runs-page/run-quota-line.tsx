import { formatCount } from "@/lib/core/base/format-count";
import type { RunQuota, RunUse } from "@/lib/core/policy/run-quota";

/** How much of its quota a run has used, where it has one. */
export function RunQuotaLine({ quota, use }: { readonly quota: RunQuota; readonly use: RunUse }) {
  const parts = (["sessions", "turns", "tokens"] as const).flatMap((part) => {
    const most = quota[part];
    return most === null ? [] : [{ part, most, used: use[part] }];
  });
  if (parts.length === 0) return null;
  const isSpent = parts.some(({ most, used }) => used >= most);
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 rounded-lg border border-line bg-surface px-3 py-2 text-sm">
      <span className="font-medium">{isSpent ? "Quota used up: calls are refused" : "Quota"}</span>
      {parts.map(({ part, most, used }) => (
        <span key={part} className={used >= most ? "font-medium" : "text-ink-2"}>
          {formatCount(used)} of {formatCount(most)} {part === "tokens" ? "sampled tokens" : part}
        </span>
      ))}
    </p>
  );
}
