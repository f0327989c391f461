"use client";

import { BUILT_IN_POLICIES } from "@/lib/core/policies";
import type { ComparisonSide } from "@/lib/core/view/comparison";
import { formatCount } from "../ui/format";
import type { SideChoice } from "./compare-params";
import { SessionPicker } from "./session-picker";
import { SideBadge } from "./side-badge";

const FIELD = "h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-ink";

/** What one side of the comparison is: session, branch, policy and fork threshold. */
export function SidePicker({
  name,
  choice,
  shown,
  onChange,
}: {
  readonly name: "A" | "B";
  readonly choice: SideChoice;
  /** What the server made of the choice; null until it has answered. */
  readonly shown: ComparisonSide | null;
  readonly onChange: (choice: SideChoice) => void;
}) {
  const { session, node, policy, threshold } = choice;
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
            onChange={(event) => onChange({ ...choice, policy: event.target.value || null, threshold: null })}
            className={FIELD}
          >
            <option value="">{shown && policy === null ? `${shown.policy} (own)` : "own policy"}</option>
            {Object.keys(BUILT_IN_POLICIES).map((known) => (
              <option key={known}>{known}</option>
            ))}
          </select>
          <label className="inline-flex items-center gap-1.5">
            fork at
            <input
              key={threshold ?? shown?.threshold ?? 0}
              type="number"
              min={0}
              step={1}
              aria-label={`Fork threshold of side ${name}, in tokens`}
              defaultValue={threshold ?? shown?.threshold}
              onBlur={({ target: { valueAsNumber: value } }) => {
                if (
                  Number.isFinite(value) &&
                  value >= 0 &&
                  Math.floor(value) !== (threshold ?? shown?.threshold)
                )
                  onChange({ ...choice, threshold: Math.floor(value) });
              }}
              onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
              className={`${FIELD} w-20 text-right`}
            />
          </label>
        </div>
      )}
    </fieldset>
  );
}
