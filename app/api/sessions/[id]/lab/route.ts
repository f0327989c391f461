import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/lab`: what policies make of the session, side by side. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("lab", request, await params);
}
