import { turnsUrl, type ViewChoice, viewQuery } from "@/components/address/api-urls";

/** What is exported: one session under the policy shown, or the sessions that a query of `/api/samples.jsonl` leaves. */
export type ExportTarget =
  | { readonly kind: "session"; readonly session: string; readonly choice: ViewChoice }
  | {
      readonly kind: "filter";
      /** Query of the list without `?`, with the names that `/api/samples.jsonl` takes: `status`, `search`, `filter`, `session`. */
      readonly query: string;
      /** What the sessions are called, such as "12 sessions". */
      readonly what: string;
    };

/** How the file is to be. */
export interface ExportForm {
  readonly format: string;
  readonly gzip: boolean;
  /** One policy for all sessions of a set; null leaves each its own. */
  readonly policy: string | null;
  /** Whether sessions of a set that are still recorded stay out. */
  readonly finishedOnly: boolean;
}

/** The address of the file, or of what it would be. */
export function exportUrl(target: ExportTarget, form: ExportForm, part: "file" | "summary"): string {
  if (target.kind === "session" && form.format === "turns" && part === "file") {
    return form.gzip ? `${turnsUrl(target.session)}?compress=gzip` : turnsUrl(target.session);
  }
  const query = target.kind === "session" ? viewQuery(target.choice) : new URLSearchParams(target.query);
  if (target.kind === "filter" && form.policy !== null) query.set("policy", form.policy);
  if (target.kind === "filter" && form.finishedOnly) query.set("status", "finished");
  query.set("format", form.format);
  if (form.gzip) query.set("compress", "gzip");
  const base = target.kind === "session" ? `/api/sessions/${encodeURIComponent(target.session)}` : "/api";
  return `${base}/samples${part === "file" ? ".jsonl" : "/summary"}?${query}`;
}

/**
 * The download as a command for a POSIX shell, which then compares the digest.
 *
 * @example
 * curlCommand("http://127.0.0.1:3000/api/samples.jsonl?format=slime", { file_name: "samples.jsonl", sha256: "ab…" });
 */
export function curlCommand(
  url: string,
  file: { readonly file_name: string; readonly sha256: string } | null,
): string {
  const quoted = `'${url.replaceAll("'", "%27")}'`;
  if (!file) return `curl -fsSOJ ${quoted}`;
  return `curl -fsS ${quoted} -o ${file.file_name}\necho '${file.sha256}  ${file.file_name}' | sha256sum -c`;
}
