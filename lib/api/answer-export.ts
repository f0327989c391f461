import { jsonResponse } from "@/lib/api/json-response";
import type { ExportSummary } from "@/lib/core/list/export-summary";
import type { ExportOptions } from "@/lib/export/export-options";
import { exportResponse } from "@/lib/export/export-response";
import { exportSessions, type SessionDone } from "@/lib/export/export-sessions";
import { readCompress } from "@/lib/export/read-compress";
import { summariseExport } from "@/lib/export/summarise-export";
import type { Runtime } from "@/lib/server/runtime";
import { exportSetting } from "./export-setting";
import { managementCall } from "./management-call";

/** What one export is of. */
export interface ExportWanted {
  readonly sessions: Iterable<string> | AsyncIterable<string>;
  readonly options: ExportOptions;
  readonly fileName: string;
}

type ReadWanted = (runtime: Runtime, query: URLSearchParams) => Promise<ExportWanted>;

/** Answers with the lines of an export, streamed. */
export function answerExport(request: Request, read: ReadWanted): Promise<Response> {
  return managementCall(request, async (runtime) => (await makeExport(request, runtime, read)).response);
}

/** Answers with what the same export would be: its file's name, length and digest, and what it holds. */
export function answerExportSummary(request: Request, read: ReadWanted): Promise<Response> {
  return managementCall(request, async (runtime) => {
    const { response, done } = await makeExport(request, runtime, read);
    const { bytes, sha256 } = await summariseExport(response.body, request.signal);
    const sum = (of: (report: SessionDone) => number) =>
      done.reduce((total, report) => total + of(report), 0);
    return jsonResponse({
      file_name: response.headers.get("content-disposition")?.match(/filename="([^"]*)"/)?.[1] ?? "",
      sessions: done.length,
      samples: sum(({ samples }) => samples),
      lines: sum(({ lines }) => lines),
      bytes,
      sha256,
      reason: response.headers.get("x-turntree-reason"),
    } satisfies ExportSummary);
  });
}

async function makeExport(request: Request, runtime: Runtime, read: ReadWanted) {
  const query = new URL(request.url).searchParams;
  const gzip = readCompress(query);
  const { sessions, options, fileName } = await read(runtime, query);
  const done: SessionDone[] = [];
  const lines = exportSessions(sessions, options, exportSetting(runtime), (report) => done.push(report));
  const reason = () => {
    const reasons = done.flatMap((report) => report.reason ?? []);
    return reasons.length > 1
      ? `None of ${reasons.length} sessions yields a sample.`
      : (reasons[0] ?? "No session matches.");
  };
  return { response: await exportResponse(lines, { fileName, gzip, reason }), done };
}
