"use client";

import { formatCount, plural } from "@/lib/core/base/format-count";
import type { ExportSummary } from "@/lib/core/list/export-summary";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { ExportForm } from "./export-urls";

/** What a set of sessions mixes, and the choice not to: one policy for all of them, finished sessions alone. */
export function SetChoice({
  form,
  summary,
  onChange,
}: {
  readonly form: ExportForm;
  readonly summary: ExportSummary | undefined;
  readonly onChange: (form: ExportForm) => void;
}) {
  const hasPolicy = form.format !== "turns";
  return (
    <fieldset className="flex flex-wrap items-center gap-x-6 gap-y-2" data-testid="set-choice">
      <legend className="sr-only">Which policy, and which sessions</legend>
      {hasPolicy && (
        <label className="inline-flex min-w-0 items-center gap-2">
          <span className="text-ink-2">Policy</span>
          <select
            value={form.policy ?? ""}
            onChange={(event) => onChange({ ...form, policy: event.target.value || null })}
            className="h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2"
          >
            <option value="">each session's own</option>
            {Object.keys(BUILT_IN_POLICIES).map((name) => (
              <option key={name} value={name}>
                {name} for all
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="inline-flex items-center gap-2">
        <input
          type="checkbox"
          checked={form.finishedOnly}
          onChange={(event) => onChange({ ...form, finishedOnly: event.target.checked })}
          className="toggle"
        />
        Finished sessions only
      </label>
      {summary && <Mixture summary={summary} />}
    </fieldset>
  );
}

/** Says what is mixed; nothing where one policy made all samples and all sessions are finished. */
function Mixture({
  summary: { policies, open_sessions: open, sessions },
}: {
  readonly summary: ExportSummary;
}) {
  const mixed = policies.length > 1 ? policies : [];
  if (mixed.length === 0 && open === 0) return null;
  return (
    <div role="note" className="w-full rounded-md bg-raised px-3 py-2 text-sm">
      {mixed.length > 0 && (
        <p>
          The samples are made under {policies.length} policies:{" "}
          {mixed.map(({ policy, sessions: of }) => `${policy} (${plural(of, "session")})`).join(", ")}.
          Samples of two policies are not alike; choose one for all, or narrow the list.
        </p>
      )}
      {open > 0 && (
        <p>
          {formatCount(open)} of {plural(sessions, "session")} {open === 1 ? "is" : "are"} still recorded: a
          later export holds more of {open === 1 ? "it" : "them"}.
        </p>
      )}
    </div>
  );
}
