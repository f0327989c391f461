import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return answerAtDesk("pointAt", request);
}
