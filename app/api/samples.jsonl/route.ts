import { answerExport } from "@/app/api/_export/answer-export";
import { readExportOptions } from "@/lib/export/export-options";
import { FILTER_PARAMETERS, readSessionFilter } from "@/lib/export/read-session-filter";
import { sessionIds } from "@/lib/export/session-ids";

export const dynamic = "force-dynamic";

/** `GET /api/samples.jsonl`: samples of all sessions that the filters leave, one session after another. */
export async function GET(request: Request): Promise<Response> {
  return answerExport(request, (runtime, query) => {
    const options = readExportOptions(query, FILTER_PARAMETERS);
    const sessions = sessionIds(runtime.store, readSessionFilter(query));
    return { sessions, options, fileName: `samples.${options.format}.jsonl` };
  });
}
