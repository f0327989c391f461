"use client";

import { formatCount } from "@/lib/core/base/format-count";
import type { ComparisonSide } from "@/lib/core/compare/comparison";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";
import type { SideChoice } from "./compare-params";
import { SessionPicker } from "./session-picker";
import { SideBadge } from "./side-badge";
import { SideSettings } from "./side-settings";
import { useSidePolicy } from "./use-side-policy";

const FIELD = "h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-ink";

/** What one side of the comparison is: session, branch, policy and fork threshold. */
export function SidePicker({
  name,
  choice,
  shown,
  server,
  onChange,
}: {
  readonly name: "A" | "B";
  readonly choice: SideChoice;
  /** What the server made of the choice; null until it has answered. */
  readonly shown: ComparisonSide | null;
  readonly server: ServerPolicy;
  readonly onChange: (choice: SideChoice) => void;
}) {
  const { session, node, policy, threshold, settings } = choice;
  const chosen = useSidePolicy(choice, server);
  const shownThreshold = threshold ?? chosen?.policy.fork_threshold_tokens;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface p-3 text-sm text-ink-2">
      <legend className="sr-only">Side {name}</legend>
      <div className="flex min-w-0 items-center gap-2">
        <SideBadge name={name} />
        <SessionPicker
          side={name}
          session={session}
          onChoose={(id) => onChange({ ...choice, session: id, node: null })}
        />
      </div>
      {session !== null && (
        <div className="flex flex-wrap items-center gap-2">
          <select
            aria-label={`Branch of side ${name}`}
            value={node ?? ""}
            onChange={(event) => onChange({ ...choice, node: event.target.value || null })}
            className={`${FIELD} flex-1 basis-40`}
          >
            <option value="">latest answer</option>
            {node !== null && !shown?.branches.some((branch) => branch.node === node) && (
              <option value={node}>up to {shown?.branch?.preview || node}</option>
            )}
            {shown?.branches.map((branch) => (
              <option key={branch.node} value={branch.node}>
                turn {branch.turn}, {formatCount(branch.messages)} messages: {branch.preview}
              </option>
            ))}
            {shown && shown.branch_count > shown.branches.length && (
              <option disabled>
                {formatCount(shown.branch_count - shown.branches.length)} earlier ones: open them in the
                session
              </option>
            )}
          </select>
          <select
            aria-label={`Policy of side ${name}`}
            value={policy ?? ""}
            onChange={(event) =>
              onChange({ ...choice, policy: event.target.value || null, threshold: null, settings: null })
            }
            className={FIELD}
          >
            <option value="">
              {chosen && policy === null ? `${chosen.policy.name} (own)` : "own policy"}
            </option>
            {Object.keys(BUILT_IN_POLICIES).map((known) => (
              <option key={known}>{known}</option>
            ))}
          </select>
          <label className="inline-flex items-center gap-1.5">
            fork at
            <input
              key={shownThreshold ?? 0}
              type="number"
              min={0}
              step={1}
              aria-label={`Fork threshold of side ${name}, in tokens`}
              defaultValue={shownThreshold}
              onBlur={({ target: { valueAsNumber: value } }) => {
                if (Number.isFinite(value) && value >= 0 && Math.floor(value) !== shownThreshold)
                  onChange({ ...choice, threshold: Math.floor(value) });
              }}
              onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
              className={`${FIELD} w-20 text-right`}
            />
          </label>
          <SideSettings
            name={name}
            settings={settings}
            chosen={chosen}
            onChange={(changed) => onChange({ ...choice, settings: changed })}
          />
        </div>
      )}
    </fieldset>
  );
}
