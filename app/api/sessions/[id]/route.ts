import { manage } from "@/lib/api/manage";
import { readSessionFacts } from "@/lib/api/read-session-facts";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "read", async (runtime) => readSessionFacts(runtime, (await params).id));
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "run", async ({ recorder }) => {
    const { id } = await params;
    await recorder.drop(id);
    return Response.json({ id, status: "dropped" });
  });
}
