import { splitLines } from "@/lib/core/file/split-lines";
import { SessionBusyError } from "@/lib/recorder/session/session-busy-error";
import type { Runtime } from "@/lib/server/runtime";
import { type ImportReport, importTurns } from "@/lib/store/import/import-turns";
import { managementCall } from "./management-call";
import { plainBody } from "./plain-body";

const TOO_LARGE = (limit: number) => `The import is larger than ${limit} bytes; what came before was read.`;

/**
 * Reads sessions as JSON lines. 400 when a line was refused, 409 when that was because a call of its session runs;
 * what stands in `sessions` is kept.
 */
export function answerImport(request: Request): Promise<Response> {
  return managementCall(request, "import", async (runtime) => {
    const { importLimitBytes, bodyLimitBytes } = runtime.settings;
    const lines = splitLines(plainBody(request, importLimitBytes, TOO_LARGE), bodyLimitBytes);
    return reportResponse(await importTurns(reservingStore(runtime), lines));
  });
}

/** A session whose first call runs is in no store yet: the import would be what that call goes on from. */
function reservingStore({ store, reserve }: Runtime): Parameters<typeof importTurns>[0] {
  return {
    importSession: (input) => reserve(input.session.id, () => store.importSession(input)),
  };
}

function reportResponse({ sessions, turns, refused, refusedCount, firstFault }: ImportReport): Response {
  const report = { sessions, turns, refused, refused_count: refusedCount };
  const first = refused[0];
  if (first === undefined) return Response.json(report, { status: 201 });
  const isBusy = firstFault instanceof SessionBusyError;
  const error = {
    message: `line ${first.line}: ${first.reason}`,
    type: isBusy ? "conflict" : "invalid_request",
  };
  return Response.json({ error, ...report }, { status: isBusy ? 409 : 400 });
}
