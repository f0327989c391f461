import type { ExportOptions } from "@/lib/export/export-options";
import { exportResponse } from "@/lib/export/export-response";
import { exportSessions } from "@/lib/export/export-sessions";
import { readCompress } from "@/lib/export/read-compress";
import type { Runtime } from "@/lib/recorder/runtime";
import { exportSetting } from "./export-setting";
import { managementCall } from "./management-call";

/** What one export is of. */
export interface ExportWanted {
  readonly sessions: Iterable<string> | AsyncIterable<string>;
  readonly options: ExportOptions;
  readonly fileName: string;
}

/** Answers with the lines of an export, streamed. */
export function answerExport(
  request: Request,
  read: (runtime: Runtime, query: URLSearchParams) => ExportWanted,
): Promise<Response> {
  return managementCall(request, async (runtime) => {
    const query = new URL(request.url).searchParams;
    const gzip = readCompress(query);
    const { sessions, options, fileName } = read(runtime, query);
    const reasons: string[] = [];
    const lines = exportSessions(sessions, options, exportSetting(runtime), ({ reason }) => {
      if (reason !== null) reasons.push(reason);
    });
    const reason = () =>
      reasons.length > 1
        ? `None of ${reasons.length} sessions yields a sample.`
        : (reasons[0] ?? "No session matches.");
    return await exportResponse(lines, { fileName, gzip, reason });
  });
}
