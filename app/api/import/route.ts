import { managementCall } from "@/lib/api/management-call";
import { plainBody } from "@/lib/api/plain-body";
import { splitLines } from "@/lib/core/file/split-lines";
import { importTurns } from "@/lib/store/import/import-turns";

export const dynamic = "force-dynamic";

/** `POST /api/import`: sessions as JSON lines. 400 when a line was refused; what stands in `sessions` is kept. */
export async function POST(request: Request): Promise<Response> {
  return managementCall(request, "import", async (runtime) => {
    const lines = splitLines(plainBody(request), runtime.settings.bodyLimitBytes);
    const report = await importTurns(runtime.store, lines);
    const first = report.refused[0];
    if (first === undefined) return Response.json(report, { status: 201 });
    const error = { message: `line ${first.line}: ${first.reason}`, type: "invalid_request" };
    return Response.json({ error, ...report }, { status: 400 });
  });
}
