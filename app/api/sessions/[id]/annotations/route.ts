import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/annotations`: what was found out about the session after it was recorded. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("annotations", request, await params);
}

/** `POST /api/sessions/{id}/annotations`: says something of the session, its turns and their tokens. */
export async function POST(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("annotateSession", request, await params);
}
