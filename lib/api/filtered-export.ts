import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { AS_NAMED } from "@/lib/export/admission";
import { exportFileName } from "@/lib/export/export-file-name";
import { type ExportOptions, readExportOptions } from "@/lib/export/export-options";
import { findSessions } from "@/lib/export/find-sessions";
import type { ExportWanted } from "@/lib/export/make-export";
import { type ExportFilter, FILTER_PARAMETERS, readExportFilter } from "@/lib/export/read-export-filter";
import { sessionIds } from "@/lib/export/session-ids";
import type { Runtime } from "@/lib/server/runtime";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { SessionRecord } from "@/lib/store/store";

/** Reads which export of many sessions a query asks for. */
export async function filteredExport(
  runtime: Runtime,
  query: URLSearchParams,
): Promise<ExportWanted<SessionRecord>> {
  const { store } = runtime;
  const filter = readExportFilter(query);
  const options = readExportOptions(query, FILTER_PARAMETERS, filter.sessions.length > 0 ? AS_NAMED : []);
  const fileName = exportFileName({
    of: setWords(filter),
    policy: policyOfAll(runtime, options),
    revision: await store.lastRevision(),
    format: options.format,
  });
  const sessions = findSessions(sessionIds(store, filter), (id) => store.findSession(id));
  return { sessions, options, fileName };
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
