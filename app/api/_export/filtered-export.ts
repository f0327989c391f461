import { readExportOptions } from "@/lib/export/export-options";
import { FILTER_PARAMETERS, readSessionFilter } from "@/lib/export/read-session-filter";
import { sessionIds } from "@/lib/export/session-ids";
import type { Runtime } from "@/lib/recorder/runtime";
import type { ExportWanted } from "./answer-export";

/** Reads which export of many sessions a query asks for. */
export function filteredExport(runtime: Runtime, query: URLSearchParams): ExportWanted {
  const options = readExportOptions(query, FILTER_PARAMETERS);
  const sessions = sessionIds(runtime.store, readSessionFilter(query));
  return { sessions, options, fileName: `samples.${options.format}.jsonl` };
}
