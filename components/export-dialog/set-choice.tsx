"use client";

import { formatCount, plural } from "@/lib/core/base/format-count";
import type { ExportSummary } from "@/lib/core/list/export-summary";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { ExportForm } from "./export-urls";

/** What a set of sessions mixes, and the choice not to: one policy for all of them. What was kept out, and why. */
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
      <legend className="sr-only">Which policy</legend>
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
      {summary && <Mixture summary={summary} />}
    </fieldset>
  );
}

/** What keeps sessions out, in words. */
const KEPT_OUT = [
  { by: "open", words: "still recorded" },
  { by: "unrewarded", words: "without a reward" },
  { by: "failed", words: "that failed" },
  { by: "masked", words: "masked" },
] as const;

/** Says what is mixed and what stays out; nothing where one policy made all samples and all sessions are finished. */
function Mixture({
  summary: { policies, open_sessions: open, sessions, kept_out: keptOut, unfit_reasons: unfit },
}: {
  readonly summary: ExportSummary;
}) {
  const mixed = policies.length > 1 ? policies : [];
  const recorded = open - (keptOut.open ?? 0);
  const kept = KEPT_OUT.filter(({ by }) => (keptOut[by] ?? 0) > 0);
  if (mixed.length === 0 && recorded === 0 && kept.length === 0 && unfit.length === 0) return null;
  return (
    <div role="note" className="w-full rounded-md bg-raised px-3 py-2 text-sm">
      {mixed.length > 0 && (
        <p>
          The samples are made under {policies.length} policies:{" "}
          {mixed.map(({ policy, sessions: of }) => `${policy} (${plural(of, "session")})`).join(", ")}.
          Samples of two policies are not alike; choose one for all, or narrow the list.
        </p>
      )}
      {kept.length > 0 && (
        <p>
          Kept out of {plural(sessions, "session")}:{" "}
          {kept.map(({ by, words }) => `${formatCount(keptOut[by] ?? 0)} ${words}`).join(", ")}.
        </p>
      )}
      {unfit.map(({ reason, sessions: of }) => (
        <p key={reason}>
          {plural(of, "session")} left out: {reason}
        </p>
      ))}
      {recorded > 0 && (
        <p>
          {formatCount(recorded)} of {plural(sessions, "session")} {recorded === 1 ? "is" : "are"} still
          recorded: a later export holds more of {recorded === 1 ? "it" : "them"}.
        </p>
      )}
    </div>
  );
}
