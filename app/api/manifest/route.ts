import { answerManifest } from "@/lib/api/feed/answer-manifest";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return answerManifest(request);
}
