import { answerAck } from "@/lib/api/feed/answer-feed";

export function POST(request: Request): Promise<Response> {
  return answerAck(request);
}
