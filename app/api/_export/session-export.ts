import { readExportOptions } from "@/lib/export/export-options";
import type { Runtime } from "@/lib/recorder/runtime";
import type { ExportWanted } from "./answer-export";

/** Reads which export of one session a query asks for. */
export function sessionExport(id: string): (runtime: Runtime, query: URLSearchParams) => ExportWanted {
  return (_runtime, query) => {
    const options = readExportOptions(query);
    return { sessions: [id], options, fileName: `${id}.${options.format}.jsonl` };
  };
}
