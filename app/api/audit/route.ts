import { answerAudit } from "@/lib/api/audit/answer-audit";
import { manage } from "@/lib/api/manage";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return manage(request, "audit", (runtime) => answerAudit(runtime, request));
}
