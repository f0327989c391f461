import { answerExport } from "@/app/api/_export/answer-export";
import { filteredExport } from "@/app/api/_export/filtered-export";

export const dynamic = "force-dynamic";

/** `GET /api/samples.jsonl`: samples of all sessions that the filters leave, one session after another. */
export async function GET(request: Request): Promise<Response> {
  return answerExport(request, filteredExport);
}
