"use client";

import type { ViewChoice } from "@/components/address/api-urls";
import { useViewState } from "@/components/address/view-state";
import { Hint } from "@/components/ui/hint";
import { hasThreshold } from "@/lib/core/policy/has-threshold";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { Policy, PolicyName } from "@/lib/core/policy/policy";

const MEANINGS: Readonly<Record<PolicyName, string>> = {
  strict: "strict: any divergence forks, and nothing unproven trains.",
  slime: "slime: short stretches of other tokens are realigned, short rewrites merged, as THUDM/slime does.",
  "slime-repaired": "slime-repaired: as slime, with the threshold on the tail that differs alone.",
  "areal-concat": "areal-concat: a child extends its parent or is a new root; ancestors train in every leaf.",
};

/** Chooses the policy that the page shows. It decides nothing about the recording: only what is made of it. */
export function PolicyControls({ policy, choice }: { readonly policy: Policy; readonly choice: ViewChoice }) {
  const [, setState] = useViewState();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-4 gap-y-1">
      <label className="inline-flex items-center gap-2">
        <Hint text={MEANINGS[policy.name]}>
          <span className="underline decoration-line-strong decoration-dotted underline-offset-4">
            policy
          </span>
        </Hint>
        <select
          value={choice.policy ?? ""}
          onChange={(event) => setState({ policy: event.target.value || null, ft: null, set: null })}
          className="h-8 rounded-md border border-line-strong bg-surface px-2 text-ink"
        >
          <option value="">
            {choice.policy === null ? `${policy.name} (the session's own)` : "the session's own"}
          </option>
          {Object.keys(BUILT_IN_POLICIES).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label className="inline-flex items-center gap-2 max-md:hidden">
        <Hint text="Other tokens and rewrites of answers shorter than this many tokens are healed; longer ones fork. 0 switches healing off.">
          <span className="underline decoration-line-strong decoration-dotted underline-offset-4">
            fork at
          </span>
        </Hint>
        <input
          key={policy.fork_threshold_tokens}
          type="number"
          min={0}
          step={1}
          defaultValue={policy.fork_threshold_tokens}
          disabled={!hasThreshold(policy)}
          onBlur={(event) => commitThreshold(event.target.valueAsNumber)}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
          className="h-8 w-24 rounded-md border border-line-strong bg-surface px-2 text-right text-ink disabled:text-ink-3"
        />
        tokens
      </label>
    </span>
  );

  function commitThreshold(value: number): void {
    const whole = Number.isFinite(value) && value >= 0 ? Math.floor(value) : policy.fork_threshold_tokens;
    if (whole !== policy.fork_threshold_tokens) setState({ ft: whole });
  }
}
