import { answerExport } from "@/lib/api/answer-export";
import { filteredExport } from "@/lib/api/filtered-export";

export const dynamic = "force-dynamic";

/** `GET /api/samples.jsonl`: samples of all sessions that the filters leave, one session after another. */
export async function GET(request: Request): Promise<Response> {
  return answerExport(request, filteredExport);
}
