import { answerExportSummary } from "@/lib/api/answer-export";
import { filteredExport } from "@/lib/api/filtered-export";

export const dynamic = "force-dynamic";

/** `GET /api/samples/summary`: what `samples.jsonl` over the same sessions would be. */
export async function GET(request: Request): Promise<Response> {
  return answerExportSummary(request, filteredExport);
}
