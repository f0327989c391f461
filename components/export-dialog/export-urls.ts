import { turnsUrl, type ViewChoice, viewQuery } from "@/components/address/api-urls";
import { EXPORT_FORMATS } from "@/lib/core/list/export-formats";

/** What is exported: one session under the policy shown, or the sessions that a query of `/api/samples.jsonl` leaves. */
export type ExportTarget =
  | { readonly kind: "session"; readonly session: string; readonly choice: ViewChoice }
  | {
      readonly kind: "filter";
      /** Query of the list without `?`, with the names that `/api/samples.jsonl` takes: `status`, `search`, `filter`, `session`. */
      readonly query: string;
      /** What the sessions are called, such as "12 sessions". */
      readonly what: string;
      /** The policy that it opens with, for all of them; absent or null leaves each its own. */
      readonly policy?: string | null;
    };

/** The format whose lines hold several samples, and several sessions where that is chosen. */
export const PACKED = "packed";

/** How the file is to be. */
export interface ExportForm {
  readonly format: string;
  readonly gzip: boolean;
  /** Whether the fields are columns of a Parquet file; said of formats whose lines are not flat it says nothing. */
  readonly parquet: boolean;
  /** One policy for all sessions of a set; null leaves each its own. */
  readonly policy: string | null;
  /** Which sessions are taken beside those that are finished, rewarded and did not fail, as `include` names them. */
  readonly include: readonly string[];
  /** What shares a weight of 1, as `sample_weight` names it. */
  readonly sampleWeight: string;
  /** What is packed together, as `pack` names it. */
  readonly pack: string;
  /** In place of the format's own; empty leaves it. */
  readonly advantageRule: string;
  /** Whether sessions that the format cannot say are left out. */
  readonly leavesOutUnfit: boolean;
  /** Layers of the model whose routed experts the lines carry, as it was typed; empty carries none. */
  readonly expertLayers: string;
}

/** How a file is until somebody chooses: each is what the API does unless asked. */
export const UNCHOSEN: Omit<ExportForm, "format"> = {
  gzip: false,
  parquet: false,
  policy: null,
  include: [],
  sampleWeight: "row",
  pack: "session",
  advantageRule: "",
  leavesOutUnfit: false,
  expertLayers: "",
};

/** What is taken of a session that is named; said with the rest, since `include` says all of it. */
const NAMED = ["open", "unrewarded"];

/** Whether lines of the format can carry routed experts. */
export function carriesExperts(format: string): boolean {
  return EXPORT_FORMATS.some(({ name, carriesExperts: does }) => name === format && does === true);
}

/** Whether the form asks for a Parquet file. */
export function isParquet({ format, parquet }: ExportForm): boolean {
  return parquet && isFlat(format);
}

/** Whether lines of the format can be rows of a Parquet file. */
export function isFlat(format: string): boolean {
  return EXPORT_FORMATS.some(({ name, isFlat: does }) => name === format && does === true);
}

/** The address of the file, or of what it would be. */
export function exportUrl(target: ExportTarget, form: ExportForm, part: "file" | "summary"): string {
  if (target.kind === "session" && form.format === "turns" && part === "file") {
    return form.gzip ? `${turnsUrl(target.session)}?compress=gzip` : turnsUrl(target.session);
  }
  const query = target.kind === "session" ? viewQuery(target.choice) : new URLSearchParams(target.query);
  if (target.kind === "filter" && form.policy !== null) query.set("policy", form.policy);
  query.set("format", form.format);
  const include = [...(target.kind === "session" && form.include.length > 0 ? NAMED : []), ...form.include];
  if (include.length > 0) query.set("include", include.join(","));
  if (form.sampleWeight !== UNCHOSEN.sampleWeight) query.set("sample_weight", form.sampleWeight);
  if (form.format === PACKED && form.pack !== UNCHOSEN.pack) query.set("pack", form.pack);
  if (form.advantageRule !== "") query.set("advantage_rule", form.advantageRule);
  const asParquet = isParquet(form);
  if (asParquet) query.set("as", "parquet");
  if (form.expertLayers !== "" && carriesExperts(form.format) && !asParquet)
    query.set("expert_layers", form.expertLayers);
  if (form.leavesOutUnfit) query.set("unfit", "leave_out");
  if (form.gzip && !asParquet) query.set("compress", "gzip");
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
