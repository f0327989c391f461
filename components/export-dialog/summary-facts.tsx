"use client";

import { type ViewChoice, viewQuery } from "@/components/address/api-urls";
import { CopyButton } from "@/components/ui/copy-button";
import { formatBytes } from "@/components/ui/format";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { EXPORT_FORMATS } from "@/lib/core/list/export-formats";
import type { ExportSummary } from "@/lib/core/list/export-summary";
import type { ExportForm, ExportTarget } from "./export-urls";

/** What the file is and holds: format, policy, counts, bytes and digest; or why it cannot be. */
export function SummaryFacts({
  target,
  form,
  summary,
  error,
}: {
  readonly target: ExportTarget;
  readonly form: ExportForm;
  readonly summary: ExportSummary | undefined;
  readonly error: Error | null;
}) {
  const meaning = EXPORT_FORMATS.find(({ name }) => name === form.format)?.meaning;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-2 max-md:hidden">{meaning}</p>
      {target.kind === "session" && (
        <p>
          <span className="text-ink-2">Policy: </span>
          {policySentence(target.choice, form.format)}
        </p>
      )}
      {error && (
        <p role="alert" className="rounded-md border border-refused px-3 py-2 text-refused">
          {error.message}
        </p>
      )}
      {!error && !summary && (
        <p role="status" className="text-ink-2">
          Making the file to count and to sum it up…
        </p>
      )}
      {summary?.reason && (
        <p role="status" className="rounded-md bg-raised px-3 py-2">
          Nothing to download: {summary.reason}
        </p>
      )}
      {summary && !summary.reason && <Facts summary={summary} />}
    </div>
  );
}

function policySentence(choice: ViewChoice, format: string): string {
  if (format === "turns") return "none, the recording as it is";
  const asked = viewQuery(choice);
  return asked.size === 0
    ? "the session's own"
    : [...asked].map(([name, value]) => (name === "policy" ? value : `${name} ${value}`)).join(", ");
}

/** Those that are in the file: what was asked for without what stays out. */
function heldSessions({ sessions, kept_out: keptOut, left_out: leftOut }: ExportSummary): number {
  return sessions - leftOut - Object.values(keptOut).reduce((sum, count) => sum + count, 0);
}

function Facts({ summary }: { readonly summary: ExportSummary }) {
  const { file_name: name, samples, lines, bytes, sha256, packed } = summary;
  const held = heldSessions(summary);
  const counts = [
    ...(held > 1 ? [plural(held, "session")] : []),
    ...(samples > 0 ? [plural(samples, "sample")] : []),
    plural(lines, "line"),
  ];
  return (
    <dl data-testid="export-summary" className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      <dt className="text-ink-2">Holds</dt>
      <dd>{counts.join(", ")}</dd>
      {packed && (
        <>
          <dt className="text-ink-2">Saves</dt>
          <dd>
            {(packed.alone / Math.max(1, packed.together)).toFixed(2)} times fewer tokens:{" "}
            {formatCount(packed.together)} in place of {formatCount(packed.alone)}
          </dd>
        </>
      )}
      <dt className="text-ink-2">File</dt>
      <dd className="font-mono text-xs/5 break-all">{name}</dd>
      <dt className="text-ink-2">Size</dt>
      <dd title={`${formatCount(bytes)} bytes`}>{formatBytes(bytes)}</dd>
      <dt className="text-ink-2">SHA-256</dt>
      <dd className="flex items-start gap-1">
        <span data-testid="export-digest" className="font-mono text-xs/5 break-all">
          {sha256}
        </span>
        <span className="-my-1.5">
          <CopyButton text={sha256} label="Copy the digest" />
        </span>
      </dd>
    </dl>
  );
}
