import { removeEngine } from "@/lib/api/engines/change-engine";
import { manage } from "@/lib/api/manage";

interface Context {
  readonly params: Promise<{ readonly model: string }>;
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "serve", async (runtime) => removeEngine(runtime, (await params).model));
}
