import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export function POST(request: Request): Promise<Response> {
  return answerAtDesk("feed", request);
}
