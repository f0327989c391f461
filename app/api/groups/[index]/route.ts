import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly index: string }>;
}

/** `GET /api/groups/{index}`: the group's sessions, each with its advantage. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("group", request, await params);
}
