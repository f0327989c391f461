import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { exportFileName } from "@/lib/export/export-file-name";
import { type ExportOptions, readExportOptions } from "@/lib/export/export-options";
import { type ExportFilter, FILTER_PARAMETERS, readExportFilter } from "@/lib/export/read-export-filter";
import { sessionIds } from "@/lib/export/session-ids";
import type { Runtime } from "@/lib/server/runtime";
import { serverPolicy } from "@/lib/settings/server-policy";
import { lastRevision } from "@/lib/store/rows/last-revision";
import type { ExportWanted } from "./answer-export";

/** Reads which export of many sessions a query asks for. */
export async function filteredExport(runtime: Runtime, query: URLSearchParams): Promise<ExportWanted> {
  const options = readExportOptions(query, FILTER_PARAMETERS);
  const filter = readExportFilter(query);
  const fileName = exportFileName({
    of: setWords(filter),
    policy: policyOfAll(runtime, options),
    revision: await lastRevision(runtime.store),
    format: options.format,
  });
  return { sessions: sessionIds(runtime.store, filter), options, fileName };
}

function setWords({ status, search, filter, sessions }: ExportFilter): string {
  const named = sessions.length > 0 ? [`${sessions.length} named`] : [status, search, filter];
  return ["sessions", ...named.filter((part) => part)].join(" ");
}

/** The policy asked for, as a session without settings of its own has it. */
function policyOfAll({ settings }: Runtime, options: ExportOptions) {
  if (options.policy === null) return { name: "own-policies", settings: options.overrides } as const;
  return sessionPolicy({ policy: null, finished_policy: null }, options, serverPolicy(settings));
}
