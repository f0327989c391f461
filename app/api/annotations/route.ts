import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `POST /api/annotations`: what a trainer found out about exported lines, by their digest. */
export function POST(request: Request): Promise<Response> {
  return answerAtDesk("annotateSamples", request);
}
