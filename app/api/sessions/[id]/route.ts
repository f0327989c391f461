import { amendSessionBody } from "@/lib/api/annotations/amend-session-body";
import { jsonResponse } from "@/lib/api/json-response";
import { manage } from "@/lib/api/manage";
import { readManagementBody } from "@/lib/api/read-management-body";
import { readSessionFacts } from "@/lib/api/read-session-facts";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "read", async (runtime) => readSessionFacts(runtime, (await params).id));
}

/** `PATCH`: amends rewards, labels and metadata, and answers the session. */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "run", async ({ recorder, settings }) => {
    const body = await readManagementBody(amendSessionBody, request, settings.bodyLimitBytes);
    return jsonResponse(await recorder.amend((await params).id, body));
  });
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "run", async ({ recorder }) => {
    const { id } = await params;
    await recorder.drop(id);
    return Response.json({ id, status: "dropped" });
  });
}
