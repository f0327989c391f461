import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { policyLab } from "@/lib/inspect/session/policy-lab";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id } = await params;
  return answerInspect(request, async (context, query) => jsonResponse(await policyLab(context, id, query)));
}
