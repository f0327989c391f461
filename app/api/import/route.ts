import { managementCall } from "@/lib/api/management-call";
import { numberedLines } from "@/lib/export/numbered-lines";
import { importTurns } from "@/lib/store/import/import-turns";

export const dynamic = "force-dynamic";

/** The body as it was before the client compressed it. */
function plainBody(request: Request): ReadableStream<Uint8Array> {
  const body = request.body ?? new Blob([]).stream();
  return request.headers.get("content-encoding") === "gzip"
    ? body.pipeThrough(new DecompressionStream("gzip"))
    : body;
}

/** `POST /api/import`: sessions as JSON lines. 400 when a line was refused; what stands in `sessions` is kept. */
export async function POST(request: Request): Promise<Response> {
  return managementCall(request, async (runtime) => {
    const lines = numberedLines(plainBody(request), runtime.settings.bodyLimitBytes);
    const report = await importTurns(runtime.store, lines);
    const first = report.refused[0];
    if (first === undefined) return Response.json(report, { status: 201 });
    const error = { message: `line ${first.line}: ${first.reason}`, type: "invalid_request" };
    return Response.json({ error, ...report }, { status: 400 });
  });
}
