import { addEngine } from "@/lib/api/engines/add-engine";
import { listEngines } from "@/lib/api/engines/list-engines";
import { manage } from "@/lib/api/manage";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return manage(request, "read", listEngines);
}

export function POST(request: Request): Promise<Response> {
  return manage(request, "serve", (runtime) => addEngine(runtime, request));
}
