import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/samples.jsonl`: samples of all sessions that the filters leave, one session after another. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("export", request);
}
