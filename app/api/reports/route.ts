import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";
import { manage } from "@/lib/api/manage";
import { listReports } from "@/lib/api/reports/list-reports";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return manage(request, "read", (runtime) => listReports(runtime, request));
}

export function POST(request: Request): Promise<Response> {
  return answerAtDesk("addReport", request);
}
