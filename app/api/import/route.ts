import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `POST /api/import`: sessions as JSON lines. 400 when a line was refused; what stands in `sessions` is kept. */
export function POST(request: Request): Promise<Response> {
  return answerAtDesk("import", request);
}
