import { amendSessionBody } from "@/lib/api/annotations/amend-session-body";
import { notingSession } from "@/lib/api/audit/noting-session";
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
  return manage(request, "run", async ({ recorder, settings, store }, note) => {
    const { id } = await params;
    const body = await readManagementBody(amendSessionBody, request, settings.bodyLimitBytes);
    return jsonResponse(await notingSession(store, id, note, () => recorder.amend(id, body)));
  });
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "run", async ({ recorder, store }, note) => {
    const { id } = await params;
    await notingSession(store, id, note, () => recorder.drop(id));
    return Response.json({ id, status: "dropped" });
  });
}
