import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly index: string }>;
}

/** `GET /api/groups/{index}/turns`: the first line of each turn of the group's sessions. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("groupTurns", request, await params);
}
