import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";
import { manage } from "@/lib/api/manage";
import { ManagementError } from "@/lib/api/management-error";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return answerAtDesk("report", request, { id: (await params).id });
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "run", async ({ store }) => {
    const { id } = await params;
    if (!(await store.reports.remove(id))) throw new ManagementError(404, `There is no report "${id}".`);
    return Response.json({ id, status: "removed" });
  });
}
