import { groupBy } from "@/lib/core/base/group-by";
import type { ExportSummary } from "@/lib/core/list/export-summary";
import { exportBytes } from "@/lib/export/export-bytes";
import { exportResponse } from "@/lib/export/export-response";
import type { SessionDone } from "@/lib/export/export-sessions";
import { type ExportWanted, type MadeExport, makeExport } from "@/lib/export/make-export";
import { readCompress } from "@/lib/export/read-compress";
import { summariseExport } from "@/lib/export/summarise-export";
import type { Right } from "@/lib/recorder/keys/key";
import type { Runtime } from "@/lib/server/runtime";
import type { SessionRecord } from "@/lib/store/store";
import { exportSetting } from "./export-setting";
import { jsonResponse } from "./json-response";
import { managementCall } from "./management-call";

/** Reads which export a query asks for; its file name is that of the lines as they are. */
export type ReadWanted = (runtime: Runtime, query: URLSearchParams) => Promise<ExportWanted<SessionRecord>>;

/** Answers with the lines of an export, streamed. @param right what a key needs for it. */
export function answerExport(request: Request, read: ReadWanted, right: Right = "export"): Promise<Response> {
  return managementCall(request, right, async (runtime) => {
    const { gzip, made } = await beginExport(request, runtime, read);
    return exportResponse(made, gzip);
  });
}

/** Answers with what the same export would be: its file's name, length and digest, and what it holds. */
export function answerExportSummary(request: Request, read: ReadWanted): Promise<Response> {
  return managementCall(request, "export", async (runtime) => {
    const { gzip, made } = await beginExport(request, runtime, read);
    const { lines, fileName, reason, done } = made;
    const { bytes, sha256 } = await summariseExport(exportBytes(lines, gzip), request.signal);
    const sum = (of: (report: SessionDone) => number) =>
      done.reduce((total, report) => total + of(report), 0);
    return jsonResponse({
      file_name: fileName,
      sessions: done.length,
      open_sessions: done.filter(({ open }) => open).length,
      left_out: done.filter(({ leftOut }) => leftOut).length,
      policies: policiesOf(done),
      samples: sum(({ samples }) => samples),
      lines: sum((report) => report.lines),
      bytes,
      sha256,
      reason,
    } satisfies ExportSummary);
  });
}

function policiesOf(done: readonly SessionDone[]): ExportSummary["policies"] {
  const sessions = groupBy(
    done.filter(({ policy }) => policy !== null),
    ({ policy }) => policy ?? "",
  );
  return Array.from(sessions, ([policy, of]) => ({ policy, sessions: of.length })).toSorted(
    (left, right) => right.sessions - left.sessions,
  );
}

/** What both answers are made of. */
interface BegunExport {
  readonly gzip: boolean;
  readonly made: MadeExport;
}

async function beginExport(request: Request, runtime: Runtime, read: ReadWanted): Promise<BegunExport> {
  const { url, signal } = request;
  const query = new URL(url).searchParams;
  const gzip = readCompress(query);
  const wanted = await read(runtime, query);
  const fileName = gzip ? `${wanted.fileName}.gz` : wanted.fileName;
  return { gzip, made: await makeExport({ ...wanted, fileName, signal }, exportSetting(runtime)) };
}
