import { exportBytes } from "@/lib/export/export-bytes";
import { containerName, type ExportContainer, readContainer } from "@/lib/export/export-container";
import { exportResponse } from "@/lib/export/export-response";
import { exportSummary } from "@/lib/export/export-summary-of";
import { type ExportWanted, type MadeExport, makeExport } from "@/lib/export/make-export";
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
    const { container, made } = await beginExport(request, runtime, read);
    return exportResponse(made, container);
  });
}

/** Answers with what the same export would be: its file's name, length and digest, and what it holds. */
export function answerExportSummary(request: Request, read: ReadWanted): Promise<Response> {
  return managementCall(request, "export", async (runtime) => {
    const { container, made } = await beginExport(request, runtime, read, false);
    const { lines } = made;
    const { bytes, sha256 } = await summariseExport(exportBytes(lines, container), request.signal);
    return jsonResponse(exportSummary(made, { bytes, sha256 }));
  });
}

/** What both answers are made of. */
interface BegunExport {
  readonly container: ExportContainer;
  readonly made: MadeExport;
}

/** @param notes whether lines are noted as exported; what only tells of them notes none. */
async function beginExport(
  request: Request,
  runtime: Runtime,
  read: ReadWanted,
  notes = true,
): Promise<BegunExport> {
  const { url, signal } = request;
  const query = new URL(url).searchParams;
  const wanted = await read(runtime, query);
  const container = readContainer(query, wanted.options);
  const fileName = containerName(wanted.fileName, container);
  const setting = exportSetting(runtime, notes);
  return { container, made: await makeExport({ ...wanted, fileName, signal }, setting) };
}
