import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { ExportError } from "@/lib/export/export-error";
import { exportFileName } from "@/lib/export/export-file-name";
import { type ExportOptions, PLAIN_EXPORT, readExportOptions } from "@/lib/export/export-options";
import { TURNS_FORMAT } from "@/lib/export/formats";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { ReadWanted } from "./answer-export";

/** Reads which export of one session a query asks for. Throws `ExportError` 404 when there is no such session. */
export function sessionExport(
  id: string,
  read: (query: URLSearchParams) => ExportOptions = readExportOptions,
): ReadWanted {
  return async ({ store, settings }, query) => {
    const options = read(query);
    const session = await store.findSession(id);
    if (!session) throw new ExportError(`There is no session "${id}".`, "session", 404);
    const fileName = exportFileName({
      of: id,
      policy: sessionPolicy(session, options, serverPolicy(settings)),
      revision: session.revision,
      format: options.format,
    });
    return { sessions: [session], options, fileName };
  };
}

/** What the raw recording is asked for with: no policy touches it. */
const AS_IT_IS: ExportOptions = { ...PLAIN_EXPORT, format: TURNS_FORMAT };

/** The raw recording of one session, whatever the query says but whether the bytes of evidence are left out. */
export function recordedTurns(id: string): ReadWanted {
  return sessionExport(id, (query) => {
    return { ...AS_IT_IS, leavesOutEvidence: query.get("evidence") === "leave_out" };
  });
}
