import { drainEngine } from "@/lib/api/engines/change-engine";
import { manage } from "@/lib/api/manage";

interface Context {
  readonly params: Promise<{ readonly model: string }>;
}

export function POST(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "serve", async (runtime, note) =>
    drainEngine(runtime, (await params).model, request, note),
  );
}
