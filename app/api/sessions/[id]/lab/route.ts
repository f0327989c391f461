import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { readPolicyLab } from "@/lib/inspect/session/read-policy-lab";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id } = await params;
  return answerInspect(request, async (context, query) =>
    jsonResponse(await readPolicyLab(context, id, query)),
  );
}
