"use client";

import { useViewState } from "@/components/address/view-state";
import { formatCount } from "@/lib/core/base/format-count";
import type { PolicyLab } from "@/lib/core/list/policy-lab";

/** More thresholds than this are counted instead of listed; the field in the header takes any. */
const LISTED = 24;

/** The fork thresholds at which this session comes out differently: no other one needs trying. */
export function Breakpoints({ lab }: { readonly lab: PolicyLab }) {
  const [{ ft }, setState] = useViewState();
  if (lab.breakpoints.length < 2) {
    return (
      <p className="text-sm text-ink-2">
        Under {lab.policy}, no fork threshold changes anything in this session.
      </p>
    );
  }
  const rest = lab.breakpoints.length - LISTED;
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      <span className="text-ink-2">
        Under {lab.policy} the outcome may change when the fork threshold reaches
      </span>
      {lab.breakpoints.slice(0, LISTED).map((threshold) => (
        <button
          key={threshold}
          type="button"
          aria-pressed={ft === threshold}
          onClick={() => setState({ ft: threshold })}
          className="rounded-md border border-line-strong px-2 py-0.5 hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
        >
          {formatCount(threshold)}
        </button>
      ))}
      {rest > 0 && <span className="text-ink-2">and at {formatCount(rest)} larger ones</span>}
      <span className="text-ink-2">
        tokens. This is a preview: the recorder goes on with its own setting.
      </span>
    </div>
  );
}
